"""Source trees as text, the blocks in them with their places, and edits at those places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import NamedTuple, TypeAlias

from hcl_scanner.source.parsing import parse_section
from hcl_scanner.source.slicer import slice_blocks
from hcl_scanner.source.syntax import Section, Setting, SourceFile

Tree: TypeAlias = Mapping[str, str]
"""Every file of a case by its path below the case: source, variables, templates."""

Key: TypeAlias = tuple[str, ...]

_MADE = ("plan.json", "preview.json", "program.py")


class NotApplicable(Exception):
    """Why a transformation has nothing to work on in this tree."""


class Edit(NamedTuple):
    """``text`` in place of the characters from ``start`` to ``end``."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Block:
    """One top-level block and the file that it stands in."""

    path: str
    section: Section

    @property
    def key(self) -> Key:
        return (self.section.type, *self.section.labels)

    @property
    def text(self) -> str:
        return text_of(self.section)


def read_tree(folder: Path) -> Tree:
    """What Terraform is given of a fixture case."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    wanted = [path for path in paths if path.name not in _MADE and not path.name.startswith("expected")]
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in wanted}


def write_tree(tree: Tree, folder: Path) -> Path:
    for name, text in tree.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def parent(path: str) -> str:
    """The folder of a file; the root is the empty text."""
    folder = PurePosixPath(path).parent.as_posix()
    return "" if folder == "." else folder


def below(folder: str, name: str) -> str:
    return f"{folder}/{name}" if folder else name


def folders(tree: Tree) -> list[str]:
    """Every folder that holds source. Raises ``NotApplicable`` for a tree that is not all in the native syntax."""
    if any(path.endswith(".tf.json") for path in tree):
        raise NotApplicable("the tree is written in JSON, which has no places to edit")
    return sorted({parent(path) for path in tree if path.endswith(".tf")})


def blocks(tree: Tree, folder: str) -> list[Block]:
    """The blocks of one folder in the order of its files."""
    return [
        Block(path, section)
        for path in sorted(tree)
        if path.endswith(".tf") and parent(path) == folder
        for section in _sections(tree[path])
    ]


@lru_cache(maxsize=4096)
def _sections(text: str) -> tuple[Section, ...]:
    file = SourceFile("", text)
    return tuple(_parsed(file.text[span.start : span.end], span.start, file) for span in slice_blocks(text))


def _parsed(text: str, base: int, file: SourceFile) -> Section:
    return _moved(_alone(text), base, file)


@lru_cache(maxsize=8192)
def _alone(text: str) -> Section:
    (span,) = slice_blocks(text)
    return parse_section(SourceFile("", text), span, cache=False)


def _moved(section: Section, base: int, file: SourceFile) -> Section:
    settings = {
        name: Setting(one.name, one.start, one.end, one.expression, file, base)
        for name, one in section.settings.items()
    }
    inner = tuple(_moved(one, base, file) for one in section.sections)
    start, opening, end = section.start, section.opening, section.end
    return Section(section.type, section.labels, start, opening, end, settings, inner, file, base)


def text_of(part: Section | Setting) -> str:
    return part.file.text[part.base + part.start : part.base + part.end]


def value_text(setting: Setting) -> str:
    """The expression of an attribute as it is written."""
    return setting.file.text[setting.base + setting.expression.start : setting.base + setting.expression.end]


def replaced(setting: Setting, value: str) -> Edit:
    """Another expression in place of an attribute's own."""
    return Edit(setting.base + setting.expression.start, setting.base + setting.expression.end, value)


def edited(text: str, edits: Iterable[Edit]) -> str:
    """The text with every edit made; those at one place follow each other in their order."""
    out, position = [], 0
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        assert edit.start >= position, "two edits overlap"
        out += [text[position : edit.start], edit.text]
        position = edit.end
    return "".join([*out, text[position:]])


def with_edits(tree: Tree, edits: Iterable[tuple[str, Edit]]) -> Tree:
    """The tree with edits made in its files, each given with the path of its file."""
    by_path: dict[str, list[Edit]] = {}
    for path, edit in edits:
        by_path.setdefault(path, []).append(edit)
    return {**tree, **{path: edited(tree[path], some) for path, some in by_path.items()}}


def insertion(section: Section, lines: str) -> Iterator[Edit]:
    """Edits that put lines at the beginning of a block's body."""
    opening, end = section.base + section.opening + 1, section.base + section.end - 1
    yield Edit(opening, opening, f"\n{lines}\n")
    if "\n" not in section.file.text[opening:end]:
        yield Edit(end, end, "\n")


def settings_of(section: Section) -> Iterator[Setting]:
    """Every attribute in a block, at any depth."""
    yield from section.settings.values()
    for inner in section.sections:
        yield from settings_of(inner)
