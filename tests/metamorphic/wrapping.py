"""The whole case as one module of a new root, and each resource as the only instance of its kind."""

from __future__ import annotations

from collections.abc import Iterator

from .references import references_in, references_to
from .sources import Block, Edit, NotApplicable, Tree, blocks, folders, insertion, parent, with_edits

_ONLY = 'toset(["only"])'
_EXPANDED = frozenset({"count", "for_each"})


def wrapped_in_a_module(tree: Tree) -> Tree:
    return _wrapped(tree, "")


def wrapped_in_count(tree: Tree) -> Tree:
    return _wrapped(tree, "  count = 1\n")


def wrapped_in_for_each(tree: Tree) -> Tree:
    return _wrapped(tree, f"  for_each = {_ONLY}\n")


def _wrapped(tree: Tree, expansion: str) -> Tree:
    """Variables stay those of the root and are handed on; providers stay there too, since a counted module has none."""
    folders(tree)
    if any("path.root" in text for text in tree.values()):
        raise NotApplicable("path.root would be another folder")
    top = blocks(tree, "")
    kept = [block for block in top if block.section.type in ("terraform", "provider", "variable")]
    handed = "".join(f"  {b.section.labels[0]} = var.{b.section.labels[0]}\n" for b in _variables(top))
    call = f'module "wrapped" {{\n  source = "./wrapped"\n{expansion}{handed}}}\n'
    moved = [(b.path, _cut(b)) for b in top if b.section.type == "provider"]
    inner = with_edits(tree, moved)
    return {
        **{path if _stays(path) else f"wrapped/{path}": text for path, text in inner.items()},
        "main.tf": "\n\n".join([*(block.text for block in kept), call]),
    }


def _variables(top: list[Block]) -> list[Block]:
    return [block for block in top if block.section.type == "variable"]


def _cut(block: Block) -> Edit:
    return Edit(block.section.base + block.section.start, block.section.base + block.section.end, "")


def _stays(path: str) -> bool:
    return not parent(path) and path.endswith((".tfvars", ".tfvars.json"))


def resources_in_count(tree: Tree) -> Tree:
    return _expanded(tree, "  count = 1", ("", "[0]"))


def resources_in_count_read_by_one(tree: Tree) -> Tree:
    return _expanded(tree, "  count = 1", ("one(", "[*])"))


def resources_in_for_each(tree: Tree) -> Tree:
    return _expanded(tree, f"  for_each = {_ONLY}", ("", '["only"]'))


def resources_in_for_each_read_by_values(tree: Tree) -> Tree:
    return _expanded(tree, f"  for_each = {_ONLY}", ("values(", ")[0]"))


def _expanded(tree: Tree, line: str, around: tuple[str, str]) -> Tree:
    edits = [edit for folder in folders(tree) for edit in _expansions(tree, folder, line, around)]
    if not edits:
        raise NotApplicable("every resource has count or for_each already")
    return with_edits(tree, edits)


def _expansions(tree: Tree, folder: str, line: str, around: tuple[str, str]) -> Iterator[tuple[str, Edit]]:
    single = {block.key: block for block in blocks(tree, folder) if _is_single(block)}
    for block in single.values():
        yield from ((block.path, edit) for edit in insertion(block.section, line))
    for block, reference in references_to(tree, folder, set(single)):
        end = reference.end_of_target()
        yield block.path, Edit(reference.start, reference.start, around[0])
        yield block.path, Edit(end, end, around[1])


def _is_single(block: Block) -> bool:
    return block.section.type in ("resource", "data") and _EXPANDED.isdisjoint(block.section.settings)


def modules_in_for_each(tree: Tree) -> Tree:
    """Every module call that the case itself has, as the only instance of a for_each."""
    edits: list[tuple[str, Edit]] = []
    for folder in folders(tree):
        calls = {
            b.key: b
            for b in blocks(tree, folder)
            if b.section.type == "module" and _EXPANDED.isdisjoint(b.section.settings)
        }
        edits += [(b.path, edit) for b in calls.values() for edit in insertion(b.section, f"  for_each = {_ONLY}")]
        for block in blocks(tree, folder):
            ends = [one.ends[1] for one in references_in(block.section) if one.names[:2] in calls]
            edits += [(block.path, Edit(end, end, '["only"]')) for end in ends]
    if not edits:
        raise NotApplicable("the case calls no module")
    return with_edits(tree, edits)
