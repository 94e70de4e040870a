"""Whether some source is what a plan was made from, as far as the configuration in the plan tells.

It has the name of every block, and of an attribute its value where that is a literal. What the source says beyond it
(locals, dynamic blocks) cannot be compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from policies.providers import TYPES

from .plan.configuration import Configuration, Module, Resource, is_constant, is_expression
from .source import Options
from .source.configuration import Configuration as Folder
from .source.folders import shown
from .source.installed import Manifest, beside, is_local
from .source.session import Session
from .source.syntax import Attribute, Call, Index, Literal, Node, Section, Splat

_READS = (Attribute, Call, Index, Splat)
_META = frozenset({"count", "for_each", "provider", "depends_on"})
_DEEPEST = 24


def difference(planned: Configuration, root: Path) -> str | None:
    """The first thing in which the root module in a folder is not what was planned, None where there is none."""
    session = Session(root, TYPES, Options())
    manifest = Manifest(root)

    def compared(module: Module, folder: Path, path: str) -> Iterator[str]:
        found = session.configuration(folder)
        yield from _blocks(module, found)
        for name, call in module.module_calls.items():
            inner = f"{path}.{name}".lstrip(".")
            place = beside(folder, call.source) if is_local(call.source) else manifest.folder(inner)
            if place and session.outline(place) and inner.count(".") < _DEEPEST:
                yield from compared(call.module, place, inner)

    found = next(compared(planned.root_module, root, ""), None)
    return next((f"{problem.file} cannot be read" for problem in session.problems()), found)


def _is_judged(resource: Resource) -> bool:
    return resource.address.partition(".")[0] in TYPES


def _blocks(module: Module, found: Folder) -> Iterator[str]:
    """Data sources are left out: a plan lists those of a check among those of its module."""
    managed = {one.address: one for one in module.resources if not one.address.startswith(("data.", "ephemeral."))}
    yield from _names(managed, (f"{key[1]}.{key[2]}" for key in found.keys("resource") if len(key) == 3), found.folder)
    kinds: dict[str, Iterable[str]] = {
        "module": module.module_calls,
        "variable": module.variables,
        "output": module.outputs,
    }
    for kind, names in kinds.items():
        written = (f"{kind}.{key[1]}" for key in found.keys(kind) if len(key) == 2)
        yield from _names([f"{kind}.{name}" for name in names], written, found.folder)
    for address, resource in managed.items():
        section = found.section("resource", *address.split(".")) if _is_judged(resource) else None
        if section:
            if section.settings.keys() & {"count", "for_each"} != resource.repeated_by:
                yield f"the count or for_each of {address} is another"
            yield from _attributes(section, resource.expressions, address)


def _names(planned: Iterable[str], written: Iterable[str], folder: Path) -> Iterator[str]:
    has, has_not = set(written), set(planned)
    yield from (f"{shown(folder)} has no {name}" for name in sorted(has_not - has))
    yield from (f"the plan has no {name}" for name in sorted(has - has_not))


def _attributes(section: Section, planned: Mapping[str, Any], address: str) -> Iterator[str]:
    for name in sorted(section.settings.keys() - _META):
        if name not in planned or not _agree(section.settings[name].expression, planned[name]):
            yield f"{name} of {address} is another"
    written = section.settings.keys() | {one.type for one in section.sections}
    yield from (f"{name} of {address} is another" for name in sorted(planned.keys() - written))


def _agree(written: Node, planned: Any) -> bool:
    """Whether they may be the same; a plan has the value of what refers to nothing and calls no function."""
    known = planned["constant_value"] if is_expression(planned) and is_constant(planned) else None
    if isinstance(written, Literal) and written.value is not None:
        return str(written.value) == str(known)
    return known is None or not isinstance(written, _READS)
