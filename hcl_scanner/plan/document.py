"""The plan's JSON as typed data; what is big and mostly not asked for stays undecoded (``Raw``).

Format: https://developer.hashicorp.com/terraform/internals/json-format (plan representation).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import Raw, Struct
from msgspec.structs import fields

from ..errors import Unreadable
from ..utf8 import BOM
from .configuration import Configuration
from .decoding import check_version, typed

CHANGES = {
    ("create",): "created",
    ("update",): "updated",
    ("no-op",): "unchanged",
    ("delete", "create"): "replaced",
    ("create", "delete"): "replaced",
    ("create", "forget"): "replaced",
}
NOTHING, FALSE = Raw(b"null"), Raw(b"false")


class Change(Struct, frozen=True, gc=False):
    """``after`` lacks what is unknown; ``after_unknown`` and ``after_sensitive`` have its shape, with true at such leaves."""

    actions: tuple[str, ...] = ()
    before: Raw = NOTHING
    after: Raw = NOTHING
    after_unknown: Raw = FALSE
    after_sensitive: Raw = FALSE


class ResourceChange(Struct, frozen=True, gc=False):
    """One resource instance. ``deposed`` is set for an old object that still waits to be destroyed."""

    address: str
    type: str
    change: Change
    name: str = ""
    mode: str = "managed"
    module_address: str = ""
    deposed: str = ""
    previous_address: str = ""

    @property
    def remains(self) -> bool:
        """Whether it is there after the apply."""
        return not self.deposed and not is_null(self.change.after)

    @property
    def block(self) -> str:
        """The name of its block within its module: ``aws_lb.web``, ``data.aws_lb.web``."""
        return f"{'data.' if self.mode == 'data' else ''}{self.type}.{self.name}"

    @property
    def key(self) -> str:
        """Its key as the address has it: ``["web"]``, ``[0]``, or nothing."""
        prefix = f"{self.module_address}." if self.module_address else ""
        return self.address.removeprefix(prefix + self.block)

    @property
    def happens(self) -> str | None:
        """The word of ``Resource.change``."""
        return CHANGES.get(self.change.actions)


def is_null(raw: Raw) -> bool:
    return raw == NOTHING


class Deferred(Struct, frozen=True, gc=False):
    """A change that Terraform leaves to a later plan, since something is not known yet."""

    resource_change: ResourceChange
    reason: str = ""


class Variable(Struct, frozen=True):
    value: Any = None


class Document(Struct, frozen=True):
    format_version: str = ""
    errored: bool = False
    resource_changes: tuple[Raw, ...] = ()
    deferred_changes: tuple[Deferred, ...] = ()
    prior_state: Raw = NOTHING
    variables: dict[str, Variable] = {}
    configuration: Configuration | None = None


def parts_of(data: bytes, file: str) -> dict[str, Raw]:
    """What a plan holds under each of its names, undecoded. Raises Unreadable."""
    return typed(data.removeprefix(BOM), dict[str, Raw], "plan", file)


def decoded(parts: Mapping[str, Raw], file: str) -> Document:
    """A plan from its parts; most of its bytes are in those that are left alone.

    Raises Unreadable with the file and the reason, never with a value of the plan.
    """
    known = (field for field in fields(Document) if field.name in parts)
    plan = Document(**{one.name: typed(parts[one.name], one.type, "plan", file, (one.name,)) for one in known})
    check_version(plan.format_version, "plan", file)
    if plan.errored:
        raise Unreadable(file, "the plan is incomplete: terraform ended in an error while it made it")
    return plan
