"""Nested blocks written by ``dynamic``."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from hcl_scanner.source.syntax import Section

from .references import references_in
from .sources import Edit, NotApplicable, Tree, blocks, folders, replaced, value_text, with_edits

_STATIC = frozenset({"lifecycle", "provisioner", "connection", "timeouts"})


def blocks_in_dynamic(tree: Tree) -> Tree:
    """Each block as the content of a ``dynamic`` over a list of one."""
    return _dynamic(tree, _over_one)


def blocks_in_dynamic_over_values(tree: Tree) -> Tree:
    """Each block as the content of a ``dynamic`` over the values of its attributes."""
    return _dynamic(tree, _over_values)


def _dynamic(tree: Tree, rewrite: Callable[[Section], Iterator[Edit]]) -> Tree:
    edits = [
        (block.path, edit)
        for folder in folders(tree)
        for block in blocks(tree, folder)
        if block.section.type in ("resource", "data")
        for inner in _nested(block.section)
        for edit in rewrite(inner)
    ]
    if not edits:
        raise NotApplicable("no resource has a nested block")
    return with_edits(tree, edits)


def _nested(section: Section) -> Iterator[Section]:
    """The blocks that a ``dynamic`` may write, at any depth, the content of ``dynamic`` blocks included."""
    for inner in section.sections:
        if inner.type not in _STATIC:
            if inner.type not in ("dynamic", "content"):
                yield inner
            yield from _nested(inner)


def _over_one(section: Section) -> Iterator[Edit]:
    named = {reference.names[0] for reference in references_in(section)}
    iterator = "  iterator = unused\n" if section.type in named else ""
    return _written(section, f"  for_each = [1]\n{iterator}")


def _over_values(section: Section) -> Iterator[Edit]:
    items = "".join(f"    {name} = {value_text(one)}\n" for name, one in section.settings.items())
    yield from _written(section, f"  for_each = [{{\n{items}  }}]\n  iterator = it\n")
    for name, one in section.settings.items():
        yield replaced(one, f"it.value.{name}")


def _written(section: Section, head: str) -> Iterator[Edit]:
    start, opening, end = (section.base + place for place in (section.start, section.opening, section.end))
    yield Edit(start, opening + 1, f'dynamic "{section.type}" {{\n{head}  content {{')
    yield Edit(end, end, "\n}")
