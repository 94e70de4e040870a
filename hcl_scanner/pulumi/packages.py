"""Components of a program: those of a YAML plugin beside it are read, of others there is nothing to read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from policies.providers import PULUMI_TYPES

from .nodes import Entries, Node
from .template import PLUGIN, Template, beside, load, text

_COMPONENTS = frozenset({"awsx", "eks"})
"""Packages of components alone (https://www.pulumi.com/registry/)."""
_PROVIDER = "terraform-provider"


@dataclass(frozen=True)
class Package:
    """A package that a project names: where it comes from, and its folder where that is beside the project."""

    source: str
    folder: Path | None
    path: str


@dataclass(frozen=True)
class Component:
    """One component of a plugin, and the packages that the plugin adds."""

    name: str
    template: Template
    packages: Mapping[str, Package]


def packages_of(project: Template, folder: Path) -> dict[str, Package]:
    """The packages that a project or a plugin adds, by their name."""
    found = project.section("packages")
    return {name: _package(node, project, folder) for name, _, node in found.pairs}


def _package(node: Node, project: Template, folder: Path) -> Package:
    source = text(node.field("source") if isinstance(node, Entries) else node)
    local = re.match(r"\.{1,2}(/|$)|/", source)
    inner = folder / source if local else None
    return Package(source, inner, beside(project.path, source) if local else "")


def component(package: Package, name: str) -> Component | None:
    """The component of that name, where the package is a plugin in YAML. Raises Unreadable.

    All YAML files in its folder are one plugin: https://www.pulumi.com/docs/iac/languages-sdks/yaml/.
    """
    folder = package.folder
    if folder is None or not (folder / PLUGIN).is_file():
        return None
    for file in (folder / PLUGIN, *sorted(folder.glob("*.yaml"))):
        part = load(file, f"{package.path}/{file.name}")
        body = part.section("components").get(name)
        if body is not None:
            template = Template(part.entries(body, f"component {name}"), part.path)
            return Component(name, template, packages_of(load(folder / PLUGIN, f"{package.path}/{PLUGIN}"), folder))
    return None


def is_component(token: str, packages: Mapping[str, Package]) -> bool:
    """Whether a type may be a component, whose resources its own program makes."""
    package = token.partition(":")[0]
    if token in PULUMI_TYPES or (package not in packages and package not in _COMPONENTS):
        return False
    return package in _COMPONENTS or packages[package].source != _PROVIDER
