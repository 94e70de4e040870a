"""Expressions out of real source, closed over made values: what they refer to becomes a local of the judged folder."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from hcl_scanner.errors import Unreadable
from hcl_scanner.source.grammar import NotParsed
from hcl_scanner.source.parsing import parse_section
from hcl_scanner.source.slicer import slice_blocks
from hcl_scanner.source.syntax import Section, Setting
from hcl_scanner.source.texts import read_source

from .shapes import LEAVES

HARVESTED = "harvested"

_OUTSIDE = re.compile(r"(?<![\w.\"])(?:data\.)?[a-z0-9]+_\w+\.[A-Za-z_][\w-]*(\[[^\[\]]*\])?(?:\.\w+|\[[^\[\]*]*\])*")
_MODULE = re.compile(r"(?<![\w.\"])module\.[\w-]+(\[[^\[\]]*\])?(?:\.\w+|\[[^\[\]*]*\])*")
_NAME = re.compile(r"(?<![\w.\"])(var|local)\.([A-Za-z_][\w-]*)")
_LOOP = re.compile(r"(?<![\w.\"])(each\.(?:key|value)|count\.index|self)\b")
_TELLING = re.compile(r"\(|\$\{|%\{| \? |\bfor\b|\[\*|&&|\|\||[=!]=|\.\.\.|\b(?:var|local|each)\.")
_NO_VALUES = frozenset(
    {"depends_on", "provider", "providers", "ignore_changes", "replace_triggered_by", "source", "version"}
)
_NO_BLOCKS = frozenset({"variable", "terraform", "provider", "moved", "import", "removed", "ephemeral"})
_KINDS = {
    "string": "s",
    "number": "n",
    "bool": "b",
    "list(string)": "w",
    "set(string)": "g",
    "list(number)": "k",
    "map(string)": "p",
}
_LONGEST = 4000


@dataclass(slots=True)
class Harvest:
    """Expressions, and the definitions of the locals that they refer to."""

    expressions: dict[str, None] = field(default_factory=dict)
    locals: dict[str, str] = field(default_factory=dict)

    def scope(self, expressions: Iterable[str]) -> str:
        """The definitions that some of the expressions need."""
        named = set(re.findall(r"local\.(h\d+_\w[\w-]*)", "\n".join(expressions)))
        return (
            "locals {\n"
            + "".join(f"{name} = {self.locals[name]}\n" for name in sorted(named & set(self.locals)))
            + "}\n"
        )


def harvested(folders: Iterable[Path], seed: int = 7) -> Harvest:
    """What stands in every ``.tf`` file below the folders, each expression once."""
    harvest, chance = Harvest(), random.Random(seed)
    files = sorted(chain.from_iterable(folder.rglob("*.tf") for folder in folders))
    for number, folder in enumerate(dict.fromkeys(file.parent for file in files)):
        sections = [one for file in files if file.parent == folder for one in _sections(file)]
        defaults = {one.labels[0]: one for one in sections if one.type == "variable" and one.labels}
        for setting in chain.from_iterable(map(_settings, sections)):
            text = _text(setting)
            if _TELLING.search(text) and len(text) < _LONGEST:
                harvest.expressions.setdefault(_closed(text, f"h{number}", defaults, harvest, chance))
    return harvest


def _sections(file: Path) -> Iterator[Section]:
    try:
        source = read_source(file)
    except Unreadable:
        return
    for span in slice_blocks(source.text):
        try:
            if span.type and not span.broken:
                yield parse_section(source, span, False)
        except NotParsed:
            continue


def _settings(section: Section) -> Iterator[Setting]:
    if section.type in _NO_BLOCKS:
        return
    yield from (setting for name, setting in section.settings.items() if name not in _NO_VALUES)
    for inner in section.sections:
        yield from _settings(inner)


def _text(setting: Setting) -> str:
    node = setting.expression
    return setting.file.text[setting.base + node.start : setting.base + node.end]


def _closed(text: str, prefix: str, defaults: dict[str, Section], harvest: Harvest, chance: random.Random) -> str:
    """The expression with every reference turned into one that the judged folder has."""

    def named(found: re.Match[str]) -> str:
        name = f"{prefix}_{found[1]}_{found[2]}"
        harvest.locals.setdefault(name, _value(defaults.get(found[2]) if found[1] == "var" else None, chance))
        return f"local.{name}"

    def looped(found: re.Match[str]) -> str:
        name = f"{prefix}_{found[1].replace('.', '_')}"
        kind = {"each.key": "s", "count.index": "i"}.get(found[1], "m")
        harvest.locals.setdefault(name, chance.choice(LEAVES[kind]))
        return f"local.{name}"

    text = _OUTSIDE.sub(lambda found: f"terraform_data.{'counted' if found[1] else 'u'}{found[1] or ''}.id", text)
    text = _MODULE.sub(lambda found: f"module.{'counted' if found[1] else 'child'}{found[1] or ''}.port", text)
    return _LOOP.sub(looped, _NAME.sub(named, text))


def _value(variable: Section | None, chance: random.Random) -> str:
    """A variable's own default as often as a value made for its type."""
    if variable is None:
        return chance.choice(LEAVES["a"])
    default, type_ = variable.settings.get("default"), variable.settings.get("type")
    if default and (chance.random() < 0.5 or not type_):
        return _text(default)
    kind = _KINDS.get(_text(type_).strip()) if type_ else None
    return chance.choice(LEAVES[kind]) if kind else _text(default) if default else chance.choice(LEAVES["a"])
