"""Every key of the settings file: how its value is checked, and how the JSON schema for editors describes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from policies.pulumi_settings import IGNORE, SCHEMA
from policies.settings import ENCRYPTION, IGNORE_KEYS, MATRICES, SettingError, ignore_tables, one_of

from .reporters import FORMATS

COLOURS = ("auto", "always", "never")
FILE_IGNORE_KEYS = (*IGNORE_KEYS[:2], "path", *IGNORE_KEYS[2:])
TEXT: Mapping[str, Any] = {"type": "string"}
TEXTS: Mapping[str, Any] = {"type": "array", "items": TEXT}
FLAG: Mapping[str, Any] = {"type": "boolean", "default": False}


@dataclass(frozen=True, slots=True)
class Key:
    """``check`` takes the key and its value, and raises SettingError; ``schema`` is what JSON Schema says of it."""

    check: Callable[[str, Any], None]
    schema: Mapping[str, Any]


def schema() -> dict[str, Any]:
    """The JSON schema of ``lbgate.toml`` and of ``[tool.lbgate]``."""
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "The settings of lbgate: lbgate.toml, or [tool.lbgate] in pyproject.toml",
        "type": "object",
        "properties": {name: dict(key.schema) for name, key in KEYS.items()},
        "additionalProperties": False,
    }


def _flag(key: str, value: object) -> None:
    if not isinstance(value, bool):
        raise SettingError(f"{key} is true or false")


def _text(key: str, value: object) -> None:
    if not isinstance(value, str) or not value:
        raise SettingError(f"{key} is a text")


def _texts(key: str, value: object) -> None:
    if not (isinstance(value, list) and all(isinstance(item, str) for item in value)):
        raise SettingError(f"{key} is a list of texts")


def _formats(key: str, value: object) -> None:
    _texts(key, value)
    assert isinstance(value, list)
    for name in value:
        one_of("format", name, FORMATS)


def _variables(key: str, value: object) -> None:
    if not (isinstance(value, dict) and all(isinstance(item, str) for item in value.values())):
        raise SettingError(f"{key} is a table of variables, each a text as on Terraform's command line")


def _sets(key: str, value: object) -> None:
    if not isinstance(value, dict):
        raise SettingError(f"{key} is a table of names, each with a list of files")
    for name, files in value.items():
        _texts(f"{key}.{name}", files)


def _levels(key: str, value: object) -> None:
    if not isinstance(value, dict):
        raise SettingError(f"{key} is a table of rules with their levels")


def _ignores(_: str, value: object) -> None:
    ignore_tables(value)


def _ignore_schema() -> dict[str, Any]:
    properties: dict[str, Any] = {
        **IGNORE["properties"],
        "address": {
            "type": "string",
            "minLength": 1,
            "description": "a glob on the address: * is any text, ? any letter",
        },
        "path": {"type": "string", "minLength": 1, "description": "a glob on the file: ** is any folders"},
    }
    either = [{"required": ["address"]}, {"required": ["path"]}]
    return {**IGNORE, "properties": properties, "required": ["rule"], "anyOf": either}


KEYS: Mapping[str, Key] = {
    "matrix": Key(lambda key, value: one_of(key, value, MATRICES), SCHEMA["matrix"]),
    "encryption": Key(lambda key, value: one_of(key, value, ENCRYPTION), SCHEMA["encryption"]),
    "strict": Key(_flag, {**FLAG, "description": "what is undecided, unlinked or unread is wrong"}),
    "exclude": Key(
        _texts, {**TEXTS, "description": "globs of files and folders that are left out, from this file's folder"}
    ),
    "var": Key(
        _variables, {"type": "object", "additionalProperties": TEXT, "description": "variables of the root modules"}
    ),
    "var-file": Key(_texts, {**TEXTS, "description": "files of variables, from this file's folder"}),
    "var-set": Key(
        _sets, {"type": "object", "additionalProperties": TEXTS, "description": "sets of files, each judged by itself"}
    ),
    "workspace": Key(_text, {**TEXT, "description": "the Terraform workspace"}),
    "source": Key(_text, {**TEXT, "description": "what a plan was made from: the folder, or the binary plan file"}),
    "changed-only": Key(_flag, {**FLAG, "description": "of a plan only what it touches"}),
    "level": Key(_levels, SCHEMA["level"]),
    "format": Key(
        _formats,
        {"type": "array", "items": {"type": "string", "enum": list(FORMATS)}, "description": "the reports of a scan"},
    ),
    "output": Key(_texts, {**TEXTS, "description": "the file of each report, in their order, from this file's folder"}),
    "new-only": Key(_text, {**TEXT, "description": "the revision of git since which what is wrong fails"}),
    "baseline": Key(_text, {**TEXT, "description": "the file of findings that do not fail, from this file's folder"}),
    "quiet": Key(_flag, {**FLAG, "description": "findings only"}),
    "color": Key(lambda key, value: one_of(key, value, COLOURS), {**TEXT, "enum": list(COLOURS), "default": "auto"}),
    "no-cache": Key(_flag, {**FLAG, "description": "neither read nor write the cache of parsed files"}),
    "ignore": Key(_ignores, {"type": "array", "items": _ignore_schema(), "description": "findings that are allowed"}),
}
"""In the order in which messages list them: each option of ``lbgate scan`` but those that are about one run alone."""
