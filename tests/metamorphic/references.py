"""Where expressions refer to something: ``aws_lb.web.arn`` with the place of each of its names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from hcl_scanner.source.syntax import Attribute, BareTemplate, Name, Node, RawTemplate, Section

from .sources import Block, Key, NotApplicable, Tree, blocks, settings_of


@dataclass(frozen=True, slots=True)
class Reference:
    """A name and the attributes after it up to the first index; offsets are those of the file."""

    names: Key
    start: int
    ends: tuple[int, ...]

    def target(self) -> Key:
        """The key of the block that is meant, if it is a resource, a data source or a module call."""
        return (
            self.names[:3]
            if self.names[0] == "data"
            else (self.names[:2] if self.names[0] == "module" else ("resource", *self.names[:2]))
        )

    def end_of_target(self) -> int:
        return self.ends[min(len(self.ends), 3 if self.names[0] == "data" else 2) - 1]


def references(node: Node, base: int) -> Iterator[Reference]:
    """Every reference in an expression; names that ``for`` binds look like references too."""
    chain = _chain(node)
    if chain:
        yield Reference(tuple(name for name, _ in chain), base + node.start, tuple(base + end for _, end in chain))
    elif isinstance(node, RawTemplate | BareTemplate):
        if "${" in node.text or "%{" in node.text:
            raise NotApplicable("the templates in a heredoc have no places")
    elif isinstance(node, tuple):
        for part in node:
            yield from references(part, base)


def _chain(node: Node) -> list[tuple[str, int]] | None:
    if isinstance(node, Name):
        return [(node.name, node.end)]
    inner = _chain(node.of) if isinstance(node, Attribute) else None
    return [*inner, (node.name, node.end)] if inner else None


def references_in(section: Section) -> list[Reference]:
    """Every reference in a block, at any depth."""
    return [one for setting in settings_of(section) for one in references(setting.expression, setting.base)]


def references_to(tree: Tree, folder: str, keys: set[Key]) -> Iterator[tuple[Block, Reference]]:
    """Every reference in a folder to one of these blocks, and the block that it stands in."""
    for block in blocks(tree, folder):
        for reference in references_in(block.section):
            if reference.target() in keys:
                yield block, reference
