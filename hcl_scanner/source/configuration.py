"""One folder of source as Terraform sees it: its blocks by type and name, override files merged, parsed on demand."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple, TypeAlias

from policies.graph import Problem

from ..errors import Unreadable
from .files import DISK, Files
from .folders import is_override
from .grammar import NotParsed
from .parsing import parse_section
from .slicer import Span, slice_blocks
from .syntax import Section, Setting, SourceFile
from .texts import problem, read_source

Key: TypeAlias = tuple[str, ...]
"""The type of a block and its labels: ("resource", "aws_lb", "web")."""

UNREADABLE = "the block could not be read"


class Piece(NamedTuple):
    """One block of one file, not parsed yet."""

    key: Key
    text: str
    override: bool
    load: Callable[[], Section]


class Configuration:
    """The blocks of one folder. ``report`` takes each problem that comes up, once.

    ``unreadable`` is the first of them that may hide or change any resource.
    """

    def __init__(
        self,
        folder: Path,
        names: tuple[str, ...],
        report: Callable[[Problem], None],
        cache: bool,
        files: Files = DISK,
    ) -> None:
        self.folder = folder
        self.unreadable: Problem | None = None
        self._report = report
        self._cache = cache
        self._pieces: dict[Key, list[Piece]] = {}
        self._sections: dict[Key, Section | None] = {}
        self._loaded: dict[int, Section] = {}
        for name in names:
            self._add_file(folder / name, files)

    def keys(self, *kinds: str) -> list[Key]:
        """The keys of every block of these types, in the order of the files."""
        return [key for key in self._pieces if key[0] in kinds]

    def section(self, *key: str) -> Section | None:
        """A block with its overrides merged in; None where there is none. ``broken`` is set where it cannot be read."""
        if key not in self._sections:
            self._sections[key] = self._merged(self._pieces.get(key, []))
        return self._sections[key]

    def local(self, name: str) -> Setting | None:
        """The definition of ``local.name``, the last override's first; None where there is none."""
        pieces = self._pieces.get(("locals",), [])
        word = re.compile(rf"(?<![\w-]){re.escape(name)}(?![\w-])")
        for piece in [*(p for p in reversed(pieces) if p.override), *(p for p in pieces if not p.override)]:
            if word.search(piece.text) and (setting := self._load(piece).settings.get(name)):
                return setting
        return None

    def _merged(self, pieces: list[Piece]) -> Section | None:
        declared = [piece for piece in pieces if not piece.override]
        for piece in declared[1:] if declared else pieces:
            self._misplaced(piece, declared)
        if not declared:
            return None
        section = self._load(declared[0])
        for piece in pieces:
            if piece.override:
                section = _overridden(section, self._load(piece))
        return section

    def _misplaced(self, piece: Piece, declared: list[Piece]) -> None:
        """A block that Terraform refuses for where it stands: a second of its name, or an override of nothing."""
        if piece.key[0] not in ("resource", "module"):
            return
        section, name = self._load(piece), ".".join(piece.key).removeprefix("resource.")
        reason = f"{name} is declared a second time" if declared else f"no {name} is declared here to be overridden"
        self._damaged(problem(section.file, section.base + section.start, reason))

    def _load(self, piece: Piece) -> Section:
        if id(piece) not in self._loaded:
            self._loaded[id(piece)] = piece.load()
        return self._loaded[id(piece)]

    def _add_file(self, path: Path, files: Files) -> None:
        try:
            file = read_source(path, files.read)
        except Unreadable as error:
            self._damaged(error.problem)
            return
        override = is_override(path.name)
        if path.name.endswith(".json"):
            self._add_json(file, override)
            return
        for span in slice_blocks(file.text):
            if span.broken:
                self._damaged(problem(file, span.start, span.broken))
            if span.type:
                self._add(
                    Piece(
                        (span.type, *span.labels), file.text[span.start : span.end], override, self._loader(file, span)
                    )
                )

    def _add_json(self, file: SourceFile, override: bool) -> None:
        from .json_syntax import json_sections

        try:
            for section in json_sections(file):
                self._add(Piece((section.type, *section.labels), file.text, override, _ready(section)))
        except NotParsed as error:
            self._damaged(problem(file, error.offset, error.reason))

    def _damaged(self, found: Problem) -> None:
        self.unreadable = self.unreadable or found
        self._report(found)

    def _add(self, piece: Piece) -> None:
        self._pieces.setdefault(piece.key, []).append(piece)

    def _loader(self, file: SourceFile, span: Span) -> Callable[[], Section]:
        def load() -> Section:
            try:
                return parse_section(file, span, self._cache)
            except NotParsed as error:
                # What refers to any other block refers to something unknown.
                report = self._damaged if span.type in ("resource", "module") else self._report
                if not span.broken:
                    report(problem(file, error.offset, error.reason))
                opening, end = span.opening - span.start, span.end - span.start
                return Section(span.type, span.labels, 0, opening, end, {}, (), file, span.start, UNREADABLE)

        return load


def _ready(section: Section) -> Callable[[], Section]:
    return lambda: section


def block_name(section: Section) -> str:
    """The type of a nested block; for a ``dynamic`` one that of the blocks it makes."""
    return section.labels[0] if section.type == "dynamic" and section.labels else section.type


def _overridden(base: Section, other: Section) -> Section:
    """Each attribute of the override replaces its like; its blocks replace all of the same type."""
    if base.broken or other.broken:
        return replace(base, broken=base.broken or other.broken)
    names = {block_name(section) for section in other.sections}
    kept = [section for section in base.sections if block_name(section) not in names]
    settings = {name: item for name, item in base.settings.items() if name not in names}
    return replace(base, settings={**settings, **other.settings}, sections=(*kept, *other.sections))
