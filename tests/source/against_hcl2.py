"""Reads public Terraform files with the slicer, with python-hcl2's own full parse, and with the parser of blocks.

``python -m tests.source.against_hcl2 FOLDER ...`` prints how far they agree. Where they do not, the real terraform
says who is right: ``terraform fmt`` reads a file or refuses it. It ends with 1 if lbgate is ever the one that is wrong.
"""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

import hcl2
from lark import Tree
from lark.exceptions import LarkError

from hcl_scanner.source.grammar import NotParsed
from hcl_scanner.source.parsing import parse_section
from hcl_scanner.source.slicer import slice_blocks
from hcl_scanner.source.syntax import SourceFile


class Found(NamedTuple):
    """One top-level block: its type and labels, and its first and last character."""

    header: tuple[str, ...]
    start: int
    end: int


def by_python_hcl2(text: str) -> list[Found] | None:
    """The blocks of a file in python-hcl2's parse; None where it refuses the file."""
    try:
        body = hcl2.parses_to_tree(text).children[0]
    except (LarkError, RecursionError):
        return None
    blocks = [one for one in body.children if isinstance(one, Tree) and one.data == "block"]
    return [Found(_header(block), block.meta.start_pos, block.meta.end_pos) for block in blocks]


def _header(block: Any) -> tuple[str, ...]:
    words = [one for one in block.children if isinstance(one, Tree) and one.data in ("identifier", "string")]
    return tuple("".join(str(token) for token in word.scan_values(lambda _: True)).strip('"') for word in words)


def by_slicer(text: str) -> list[Found] | None:
    """The blocks of a file as the slicer cuts it; None where one of them is broken."""
    spans = list(slice_blocks(text))
    if any(span.broken for span in spans):
        return None
    return [Found((span.type, *span.labels), span.start, span.end) for span in spans]


def unread(text: str) -> str | None:
    """Why the parser refuses a block of a file; None where it reads them all."""
    file = SourceFile("", text)
    for span in slice_blocks(text):
        try:
            parse_section(file, span, cache=False)
        except NotParsed as problem:
            return f"{problem.reason} in {' '.join((span.type, *span.labels))}"
    return None


def terraform_reads(data: bytes) -> bool:
    return subprocess.run(["terraform", "fmt", "-"], input=data, capture_output=True, check=False).returncode == 0


def source_files(folders: list[Path]) -> Iterator[tuple[Path, bytes]]:
    """Every file of source below these folders, each content once."""
    seen = set()
    for folder in folders:
        for path in sorted(
            path for path in folder.rglob("*.t*f*") if path.suffix in (".tf", ".tofu") and path.is_file()
        ):
            data = path.read_bytes()
            digest = sha256(data).digest()
            if digest not in seen:
                seen.add(digest)
                yield path, data


def verdict(data: bytes) -> tuple[str, int]:
    """How the readers of one file compare, and how many blocks it has."""
    try:
        text = data.decode().removeprefix("\ufeff")
    except UnicodeDecodeError:
        return "not UTF-8", 0
    theirs, ours, why = by_python_hcl2(text), by_slicer(text), unread(text)
    if theirs is not None and theirs == ours and why is None:
        return "all agree", len(theirs)
    if not terraform_reads(data):
        return f"terraform refuses it; python-hcl2 {_reads(theirs)}, lbgate {_reads(ours if why is None else None)}", 0
    if ours is None and _has_attributes(text):
        return "terraform fmt reads it, but no configuration has an attribute outside its blocks; lbgate refuses it", 0
    if ours is None or why is not None:
        return f"WRONG: terraform reads it, lbgate does not ({why})", 0
    if theirs is None:
        return "a gap of python-hcl2: terraform and lbgate read it", len(ours)
    return "DIFFERENT blocks", len(ours)


def _has_attributes(text: str) -> bool:
    return any(
        isinstance(one, Tree) and one.data == "attribute" for one in hcl2.parses_to_tree(text).children[0].children
    )


def _reads(found: list[Found] | None) -> str:
    return "refuses it" if found is None else "reads it"


def main() -> None:
    counts, blocks, size = Counter[str](), Counter[str](), 0
    for path, data in source_files([Path(name) for name in sys.argv[1:]]):
        said, number = verdict(data)
        kind = said.split(" (")[0]
        counts[kind] += 1
        blocks[kind] += number
        size += len(data)
        if said != "all agree":
            print(f"{path}: {said}")
    print(f"\n{counts.total()} files, {size / 1e6:.2f} MB, {blocks.total()} blocks")
    for kind, number in counts.most_common():
        print(f"{number:7} files {blocks[kind]:7} blocks  {kind}")
    raise SystemExit(any(kind.startswith(("WRONG", "DIFFERENT")) for kind in counts))


if __name__ == "__main__":
    main()
