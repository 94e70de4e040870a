"""Pulumi programs that are written in YAML, read as source (``program``); here is only how they are told by their names."""

from __future__ import annotations

from pathlib import PurePath

PROJECTS = ("Pulumi.yaml", "Pulumi.yml")
MAINS = ("Main.json", "Main.yaml")
"""https://github.com/pulumi/pulumi-yaml/blob/v1.25.0/pkg/pulumiyaml/run.go looks for these before the project's file."""


def is_program(path: str) -> bool:
    """Whether a file of this name is a Pulumi program in YAML, or the project of one; a Main.json may be anything."""
    return PurePath(path).name in (*PROJECTS, "Main.yaml")
