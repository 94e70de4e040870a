"""A stand-in for whatever providers a configuration needs: its schemas are read off the configuration itself.

Every attribute is optional and of dynamic type, every nested block a list of blocks. What the text refers to is computed
as well, and unknown where it is not configured. Types of the hand-written stand-ins keep what is a block and what is not.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from hcl_scanner.source.configuration import block_name
from hcl_scanner.source.folders import source_names
from hcl_scanner.source.json_syntax import json_sections
from hcl_scanner.source.parsing import parse_section
from hcl_scanner.source.slicer import slice_blocks
from hcl_scanner.source.syntax import Literal, Name, ObjectOf, Section, SourceFile, TupleOf
from hcl_scanner.source.texts import read_source

from . import aws, baiducloud
from .schema import DYNAMIC, Attribute, Block, Catalogue, CtyType, Nested, Use, Values

_COMMON = frozenset({"count", "for_each", "provider", "depends_on", "lifecycle", "provisioner", "connection"})
_META = {"resource": _COMMON, "data": _COMMON, "provider": frozenset({"alias", "version"})}
_COMPUTED = frozenset({"id", "arn", "self_link", "dns_name", "zone_id"})
_BUILT_IN = "terraform"
_PLURAL = re.compile(r".*(?:names|ids|blocks|values|zones|arns|addresses)")
_INDEX = r"\[[^\]\n]*\]|\.\*|\.\d+"
_REFERENCE = re.compile(
    rf"\b(data\.)?(\w+)\.[\w-]+(?:{_INDEX})*\.([a-zA-Z_]\w*)({_INDEX})?(?:(?:\.|\[\")([a-zA-Z_]\w*))?"
)
_WRITTEN = {**aws.CATALOGUE.resources, **baiducloud.CATALOGUE.resources}


@dataclass
class _Shape:
    """What blocks of one type hold, as far as they were seen; ``certain`` is what native syntax shows the kind of."""

    attributes: set[str] = field(default_factory=set)
    blocks: dict[str, _Shape] = field(default_factory=dict)
    certain: set[str] = field(default_factory=set)

    def learn(self, section: Section, meta: frozenset[str] = frozenset()) -> None:
        """``meta`` are the names that Terraform takes for itself."""
        self.attributes |= section.settings.keys() - meta | _ignored(section)
        for inner in section.sections:
            name = block_name(inner)
            if name not in meta:
                shape = self.blocks.setdefault(name, _Shape())
                for body in _contents(inner):
                    shape.learn(body)
        if not section.file.path.endswith(".json"):
            self.certain |= section.settings.keys() | set(map(block_name, section.sections))

    def learn_written(self, block: Block) -> None:
        """Takes over from a hand-written schema what is an attribute and what a block, where JSON leaves it open."""
        self.attributes |= block.attributes.keys()
        for name in self.blocks.keys() & block.attributes.keys() - self.certain:
            del self.blocks[name]
        for name, nested in block.blocks.items():
            if name not in self.attributes & self.certain:
                self.blocks.setdefault(name, _Shape()).learn_written(nested.block)

    def block(self, computed: Iterable[str] = ()) -> Block:
        names = {*self.attributes, *computed} - self.blocks.keys()
        return Block(
            {name: Attribute(DYNAMIC, Use.EITHER if name in computed else Use.OPTIONAL) for name in names},
            {name: Nested(shape.block()) for name, shape in self.blocks.items()},
        )


def _ignored(section: Section) -> set[str]:
    """The attributes that ``ignore_changes`` names."""
    settings = [inner.settings.get("ignore_changes") for inner in section.sections if inner.type == "lifecycle"]
    items = [item for one in settings if one and isinstance(one.expression, TupleOf) for item in one.expression.items]
    return {item.name for item in items if isinstance(item, Name)}


def _contents(section: Section) -> Iterable[Section]:
    if section.type != "dynamic":
        return (section,)
    return (inner for inner in section.sections if inner.type == "content")


def catalogues(folders: Iterable[Path], also: frozenset[str] = frozenset()) -> list[Catalogue]:
    """One catalogue for each provider that these folders name, all with the same types.

    ``also`` are attributes that every type has: those that only a loop's variable refers to.
    """
    files = [file for folder in folders for file in source_files(folder)]
    sections = [section for file in files for section in sections_of(file)]
    shapes, uses = _shapes(sections), _uses(files)
    made = {}
    for kind, of in shapes.items():
        referred = {type_: {use.attribute for use in uses if (use.kind, use.type) == (kind, type_)} for type_ in of}
        made[kind] = {type_: shape.block(_COMPUTED | also | referred[type_]) for type_, shape in of.items()}
    lookups = {type_: _lookup(type_, block, uses) for type_, block in made["data"].items()}
    provider, meta = shapes["provider"].get("", _Shape()).block(), _meta(sections)
    return [
        Catalogue(address, provider, made["resource"], made["data"], lookups, meta)
        for address in sorted(_addresses(sections))
    ]


def source_files(folder: Path) -> list[SourceFile]:
    names = [name for name in os.listdir(folder) if name.endswith((".tf", ".tf.json"))]
    return [read_source(folder / name) for name in source_names(names)]


def sections_of(file: SourceFile) -> list[Section]:
    """The blocks of a file; the data source of a ``check`` counts as one."""
    if file.path.endswith(".json"):
        return list(json_sections(file))
    sections = [parse_section(file, span, cache=True) for span in slice_blocks(file.text)]
    return [*sections, *(inner for one in sections if one.type == "check" for inner in one.sections)]


def _shapes(sections: Iterable[Section]) -> dict[str, dict[str, _Shape]]:
    shapes: dict[str, dict[str, _Shape]] = {"resource": {}, "data": {}, "provider": {}}
    for section in sections:
        if section.type in shapes and not section.labels[0].startswith(f"{_BUILT_IN}_"):
            type_ = "" if section.type == "provider" else section.labels[0]
            shapes[section.type].setdefault(type_, _Shape()).learn(section, _META[section.type])
    for type_, shape in shapes["resource"].items():
        if type_ in _WRITTEN:
            shape.learn_written(_WRITTEN[type_])
    return shapes


def _meta(sections: Iterable[Section]) -> Block:
    """What modules tell their provider of themselves."""
    shape = _Shape()
    for section in sections:
        for inner in section.sections if section.type == "terraform" else ():
            if inner.type == "provider_meta":
                shape.learn(inner)
    return shape.block()


class _Use(NamedTuple):
    """How an expression reads an attribute: by an index, and what of it or of its elements."""

    kind: str
    type: str
    attribute: str
    indexed: bool
    inner: str


def _uses(files: Iterable[SourceFile]) -> set[_Use]:
    return {
        _Use("data" if data else "resource", type_, attribute, bool(index), inner)
        for file in files
        for data, type_, attribute, index, inner in _REFERENCE.findall(file.text)
    }


def _addresses(sections: Iterable[Section]) -> set[str]:
    """Where Terraform looks for the providers."""
    names: set[str] = set()
    sources: dict[str, str] = {}
    for section in sections:
        if section.type == "terraform":
            sources |= _required(section)
        elif section.type == "provider":
            names.add(section.labels[0])
        elif section.type in ("resource", "data"):
            names.add(_provider_name(section))
    found = {sources.get(name, f"hashicorp/{name}") for name in names - {_BUILT_IN}} | set(sources.values())
    return {one if one.count("/") == 2 else f"registry.terraform.io/{one}" for one in found}


def _provider_name(section: Section) -> str:
    chosen = section.settings.get("provider")
    written = chosen.file.text[chosen.base + chosen.start : chosen.base + chosen.end] if chosen else ""
    explicit = re.search(r'[=:]\s*"?([\w-]+)', written)
    return explicit[1] if explicit else section.labels[0].split("_")[0]


def _required(section: Section) -> dict[str, str]:
    blocks = [inner for inner in section.sections if inner.type == "required_providers"]
    return {
        name: _source(setting.expression) or f"hashicorp/{name}"
        for inner in blocks
        for name, setting in inner.settings.items()
    }


def _source(node: object) -> str | None:
    if isinstance(node, ObjectOf):
        for key, value in node.items:
            if getattr(key, "value", None) == "source" and isinstance(value, Literal):
                return str(value.value)
    return None


def _lookup(type_: str, block: Block, uses: set[_Use]) -> Callable[[Values], Values]:
    """A data source answers texts, in the shape in which expressions read them."""
    names = [name for name, attribute in block.attributes.items() if attribute.computed]
    read = {name: [use for use in uses if use[:3] == ("data", type_, name)] for name in names}
    answers = {name: _answer(f"{type_}.{name}", name, used) for name, used in read.items()}
    return lambda _given: answers


def _answer(text: str, name: str, uses: list[_Use]) -> list[object]:
    """A value of dynamic type on the wire: its type beside it."""
    inner = sorted({use.inner for use in uses} - {""})
    type_: CtyType = ["object", dict.fromkeys(inner, "string")] if inner else "string"
    value: object = {one: f"{text}.{one}" for one in inner} if inner else text
    if any(use.indexed for use in uses) or not inner and _PLURAL.fullmatch(name):
        type_, value = ["list", type_], [value] * 3 if inner else [f"{text}-{number}" for number in range(3)]
    return [json.dumps(type_).encode(), value]
