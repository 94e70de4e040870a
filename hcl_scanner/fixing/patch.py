"""A patch that ``git apply`` takes: the bytes of files before and after."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher

_CONTEXT = 3
_NO_NEWLINE = b"\\ No newline at end of file\n"


def patch(name: bytes, before: bytes, after: bytes) -> bytes:
    """The difference of one file, named from where the patch is applied; empty where there is none."""
    old, new = _lines(before), _lines(after)
    groups = list(SequenceMatcher(None, old, new, autojunk=False).get_grouped_opcodes(_CONTEXT))
    if not groups:
        return b""
    head = b"".join([b"--- ", _quoted(b"a/" + name), b"\n+++ ", _quoted(b"b/" + name), b"\n"])
    return head + b"".join(piece for group in groups for piece in _hunk(group, old, new))


def _lines(data: bytes) -> list[bytes]:
    """Lines with their ends; only a line feed ends one."""
    parts = data.split(b"\n")
    return [part + b"\n" for part in parts[:-1]] + ([parts[-1]] if parts[-1] else [])


def _hunk(group: list[tuple[str, int, int, int, int]], old: list[bytes], new: list[bytes]) -> Iterator[bytes]:
    first, last = group[0], group[-1]
    yield f"@@ -{_range(first[1], last[2])} +{_range(first[3], last[4])} @@\n".encode()
    for tag, i1, i2, j1, j2 in group:
        if tag == "equal":
            yield from (_line(b" ", line) for line in old[i1:i2])
        else:
            yield from (_line(b"-", line) for line in old[i1:i2])
            yield from (_line(b"+", line) for line in new[j1:j2])


def _line(sign: bytes, line: bytes) -> bytes:
    return sign + line if line.endswith(b"\n") else sign + line + b"\n" + _NO_NEWLINE


def _range(start: int, end: int) -> str:
    """Lines count from 1; a range without lines stands after the line before it."""
    return f"{start + 1 if end > start else start},{end - start}"


def _quoted(name: bytes) -> bytes:
    """As git spells names: https://git-scm.com/docs/diff-format (core.quotePath). A tab ends a name with blanks."""
    if all(0x20 <= each < 0x7F and each not in b'"\\' for each in name):
        return name + b"\t" if b" " in name else name
    spelled = (bytes([each]) if 0x20 <= each < 0x7F and each not in b'"\\' else b"\\%03o" % each for each in name)
    return b'"' + b"".join(spelled) + b'"'
