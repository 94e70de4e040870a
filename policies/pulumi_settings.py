"""The policy pack's configuration: its schema, its settings, and what keeps the three policies from having one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from .rules import RULES
from .settings import ENCRYPTION, MATRICES, SettingError, Settings, ignores_of, levels_of, one_of
from .words import Level

Config = Mapping[str, Any]

LEVEL: Mapping[str, Any] = {"type": "string", "enum": [level.value for level in Level]}
IGNORE: Mapping[str, Any] = {
    "type": "object",
    "properties": {
        "rule": {"type": "string", "enum": list(RULES)},
        "address": {"type": "string", "minLength": 1, "description": "a glob on the URN: * is any text, ? any letter"},
        "until": {"type": "string", "format": "date", "description": "the last day on which it holds: 2027-03-31"},
        "reason": {"type": "string", "description": "who allowed it, and why"},
    },
    "required": ["rule", "address"],
    "additionalProperties": False,
}
SCHEMA: Mapping[str, dict[str, Any]] = {
    "matrix": {
        "type": "string",
        "enum": list(MATRICES),
        "default": "vendor",
        "description": "vendor: the matrix of the balancer's own family judges; base: the vendor-neutral one too",
    },
    "encryption": {
        "type": "string",
        "enum": list(ENCRYPTION),
        "default": "off",
        "description": "how far a route must carry TLS: to the balancer, or end-to-end",
    },
    "strict": {
        "type": "boolean",
        "default": False,
        "description": "what is undecided or unlinked fails the deployment too",
    },
    "level": {
        "type": "object",
        "properties": dict.fromkeys(RULES, LEVEL),
        "additionalProperties": False,
        "default": {},
        "description": "the level of a rule by its id; only an error fails the deployment",
    },
    "ignore": {
        "type": "array",
        "items": IGNORE,
        "default": [],
        "description": "findings that are allowed: rule, address (a glob on the URN), until and reason",
    },
}
"""One configuration for all three policies, since Pulumi gives each only its own: the keys of lbgate.toml."""

DEFAULTS = {key: schema["default"] for key, schema in SCHEMA.items()}


def settings_of(config: Config) -> Settings:
    """The settings in one policy's configuration. Raises SettingError, whose text says what would do."""
    for key in config:
        one_of("setting", key, SCHEMA)
    values = {**DEFAULTS, **config}
    if not isinstance(values["strict"], bool) or not isinstance(values["level"], Mapping):
        raise SettingError("strict is true or false, and level a table of rules with their levels")
    ignores = ignores_of(values["ignore"])
    return Settings(values["matrix"], values["encryption"], values["strict"], levels_of(values["level"]), ignores)


def settings_for(config: Config, stack: str) -> Settings:
    """The settings for the stack with this URN: without the ignores that name another stack or project.

    One configuration serves all stacks of a policy group, so an ignore for one of them is not stale in the others.
    """
    settings = settings_of(config)
    here = "::".join(stack.split("::")[:2]) + "::"
    return replace(settings, ignores=tuple(one for one in settings.ignores if _may_be_in(here, one.address)))


def _may_be_in(here: str, glob: str) -> bool:
    literal = glob.partition("*")[0].partition("?")[0]
    return literal.startswith(here) or here.startswith(literal)


def disagreements(configs: Mapping[str, Config]) -> list[str]:
    """What keeps these configurations (by policy) from being one: keys nobody knows, wrong values, differences."""
    return [*_mistakes(configs), *_differences(configs)]


def _mistakes(configs: Mapping[str, Config]) -> Iterator[str]:
    for policy, config in sorted(configs.items()):
        try:
            settings_of(config)
        except SettingError as error:
            yield f"{policy}: {error}"


def _differences(configs: Mapping[str, Config]) -> Iterator[str]:
    for key, default in DEFAULTS.items():
        values = {policy: config.get(key, default) for policy, config in sorted(configs.items())}
        if any(value != other for value in values.values() for other in values.values()):
            told = ", ".join(f"{value!r} in {policy}" for policy, value in values.items())
            yield f"{key} differs: {told}; give all three policies the same configuration"
