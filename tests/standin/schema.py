"""What a provider built with HashiCorp's SDK knows about a resource: attributes, nested blocks, defaults."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum, StrEnum

CtyType = str | list["CtyType"] | dict[str, "CtyType"]
Values = Mapping[str, object]
Suppressed = Callable[[Values, Values], bool]

DYNAMIC: CtyType = "dynamic"
SET: CtyType = ["set", "string"]
LIST: CtyType = ["list", "string"]
MAP: CtyType = ["map", "string"]


class Use(Enum):
    """Who may set an attribute; the value is (required, optional, computed)."""

    REQUIRED = (True, False, False)
    OPTIONAL = (False, True, False)
    COMPUTED = (False, False, True)
    EITHER = (False, True, True)


class Nesting(StrEnum):
    LIST = "LIST"
    SET = "SET"
    SINGLE = "SINGLE"


@dataclass(frozen=True, slots=True)
class Attribute:
    """``upper`` is a StateFunc that stores the value in upper case.

    ``suppressed`` is a DiffSuppressFunc: given the resource's and the block's own configuration, whether the provider drops the value.
    """

    type: CtyType
    use: Use
    default: object = None
    upper: bool = False
    sensitive: bool = False
    suppressed: Suppressed | None = None

    @property
    def computed(self) -> bool:
        return self.use in (Use.COMPUTED, Use.EITHER)


@dataclass(frozen=True, slots=True)
class Block:
    attributes: Mapping[str, Attribute]
    blocks: Mapping[str, Nested] = field(default_factory=dict)

    @property
    def dynamic(self) -> bool:
        """Whether anything in it has a dynamic type: then a list of such blocks has one too."""
        own = any(attribute.type == DYNAMIC for attribute in self.attributes.values())
        return own or any(nested.block.dynamic for nested in self.blocks.values())


@dataclass(frozen=True, slots=True)
class Nested:
    """A nested block; a ``computed`` one that is absent is unknown until apply."""

    block: Block
    nesting: Nesting = Nesting.LIST
    at_least: int = 0
    at_most: int = 0
    computed: bool = False


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All that one provider has. ``lookups`` gives what a data source answers beyond its own configuration.

    ``replacing`` are the attributes of a type that cannot be changed (ForceNew). ``meta`` is what modules may tell the
    provider of themselves.
    """

    address: str
    configuration: Block
    resources: Mapping[str, Block]
    data_sources: Mapping[str, Block] = field(default_factory=dict)
    lookups: Mapping[str, Callable[[Values], Values]] = field(default_factory=dict)
    replacing: Mapping[str, frozenset[str]] = field(default_factory=dict)
    meta: Block = field(default_factory=lambda: Block({}))


def _attributes(
    type_: CtyType, names: str, use: Use, default: object, suppressed: Suppressed | None
) -> dict[str, Attribute]:
    return {name: Attribute(type_, use, default=default, suppressed=suppressed) for name in names.split()}


def strings(
    names: str, use: Use = Use.OPTIONAL, default: str | None = None, suppressed: Suppressed | None = None
) -> dict[str, Attribute]:
    return _attributes("string", names, use, default, suppressed)


def numbers(
    names: str, use: Use = Use.OPTIONAL, default: int | None = None, suppressed: Suppressed | None = None
) -> dict[str, Attribute]:
    return _attributes("number", names, use, default, suppressed)


def bools(
    names: str, use: Use = Use.OPTIONAL, default: bool | None = None, suppressed: Suppressed | None = None
) -> dict[str, Attribute]:
    return _attributes("bool", names, use, default, suppressed)


def typed(
    type_: CtyType, names: str, use: Use = Use.OPTIONAL, suppressed: Suppressed | None = None
) -> dict[str, Attribute]:
    return _attributes(type_, names, use, None, suppressed)


def upper_case(name: str, use: Use, default: str | None = None) -> dict[str, Attribute]:
    return {name: Attribute("string", use, default=default, upper=True)}


def one(block: Block, *, required: bool = False, computed: bool = False) -> Nested:
    """A list block with MaxItems 1."""
    return Nested(block, Nesting.LIST, int(required), 1, computed)


def timeouts(names: str) -> dict[str, Nested]:
    return {"timeouts": Nested(Block(strings(names)), Nesting.SINGLE)}
