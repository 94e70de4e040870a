"""Files, order and names: what Terraform reads alike however it is arranged."""

from __future__ import annotations

from collections.abc import Iterator

from hcl_scanner.source.syntax import Section, Setting

from .references import references_in
from .sources import Block, Edit, Key, Tree, below, blocks, folders, text_of, with_edits

_COMMENT = '/* } " ${ <<EOT */ '
_SUFFIX = "_by_another_name"


def one_block_a_file(tree: Tree) -> Tree:
    return _arranged(
        tree, {below(f, f"block_{n}.tf"): [block] for f in folders(tree) for n, block in enumerate(blocks(tree, f))}
    )


def all_in_one_file(tree: Tree) -> Tree:
    """The blocks of each folder in one file, sorted by what they are, each right after the other."""
    return _arranged(
        tree, {below(f, "all.tf"): sorted(blocks(tree, f), key=lambda block: block.key) for f in folders(tree)}
    )


def _arranged(tree: Tree, files: dict[str, list[Block]]) -> Tree:
    rest = {path: text for path, text in tree.items() if not path.endswith(".tf")}
    return rest | {path: "".join(f"{block.text}\n" for block in some) for path, some in files.items()}


def blocks_reversed(tree: Tree) -> Tree:
    files: dict[str, list[Block]] = {path: [] for path in tree if path.endswith(".tf")}
    for folder in folders(tree):
        for block in reversed(blocks(tree, folder)):
            files[block.path].append(block)
    return _arranged(tree, files)


def attributes_reversed(tree: Tree) -> Tree:
    """The attributes and nested blocks of every block in the opposite order, at any depth."""
    edits = [
        (
            block.path,
            Edit(
                block.section.base + block.section.start,
                block.section.base + block.section.end,
                _reversed(block.section),
            ),
        )
        for folder in folders(tree)
        for block in blocks(tree, folder)
    ]
    return with_edits(tree, edits)


def _reversed(part: Section | Setting) -> str:
    if isinstance(part, Setting):
        return text_of(part)
    items: list[Section | Setting] = sorted([*part.settings.values(), *part.sections], key=lambda item: item.start)
    text, position = part.file.text, part.base + part.start
    out = []
    for place, item in zip(items, reversed(items), strict=True):
        out += [text[position : part.base + place.start], _reversed(item)]
        position = part.base + place.end
    return "".join([*out, text[position : part.base + part.end]])


def carriage_returns(tree: Tree) -> Tree:
    """Files as Windows editors save them, with a byte order mark."""
    return {
        path: "\ufeff" + text.replace("\n", "\r\n") if path.endswith(".tf") else text for path, text in tree.items()
    }


def comments_everywhere(tree: Tree) -> Tree:
    """A comment with brackets and quotes in it before every attribute and block, and one at the end of each file."""
    edits = [
        (block.path, Edit(place, place, _COMMENT))
        for folder in folders(tree)
        for block in blocks(tree, folder)
        for place in _starts(block.section)
    ]
    commented = with_edits(tree, edits)
    return {path: f"{text}// {_COMMENT}\n" if path.endswith(".tf") else text for path, text in commented.items()}


def _starts(section: Section) -> Iterator[int]:
    yield section.base + section.start
    yield from (setting.base + setting.start for setting in section.settings.values())
    for inner in section.sections:
        yield from _starts(inner)


def names_changed(tree: Tree) -> Tree:
    """Other names for resources, data sources, module calls and locals; those of a module's inputs and outputs stay."""
    return with_edits(tree, [edit for folder in folders(tree) for edit in _renamings(blocks(tree, folder))])


def _renamings(here: list[Block]) -> Iterator[tuple[str, Edit]]:
    declared = {block.key for block in here if block.section.type in ("resource", "data", "module")}
    for block in here:
        yield from ((block.path, edit) for edit in _renamed(block, declared))
        for reference in references_in(block.section):
            if reference.target() in declared:
                end = reference.end_of_target()
            elif reference.names[0] == "local":
                end = reference.ends[1]
            else:
                continue
            yield block.path, Edit(end, end, _SUFFIX)


def _renamed(block: Block, declared: set[Key]) -> Iterator[Edit]:
    section = block.section
    if block.key in declared:
        end = section.base + section.start + text_of(section).index("{")
        header = section.file.text[section.base + section.start : end].rstrip()
        place = section.base + section.start + len(header) - header.endswith('"')
        yield Edit(place, place, _SUFFIX)
    elif section.type == "locals":
        for setting in section.settings.values():
            place = setting.base + setting.start + len(setting.name)
            yield Edit(place, place, _SUFFIX)
