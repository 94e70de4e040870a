"""``csvdecode``."""

from __future__ import annotations

import re

from ..calls import Function
from ..domain import Failure, Lst, Obj, Value
from ..primitives import text

_FIELD = re.compile(r'(?:"(?P<quoted>(?:[^"]|"")*)"|(?P<bare>[^",\n]*))(?P<end>,|\n|\Z)')


def _records(source: str) -> list[list[str]]:
    """The fields of each line; empty lines are none. Raises ``Failure``."""
    rows: list[list[str]] = []
    row: list[str] = []
    position = 0
    while position < len(source) or row:
        if not row and source.startswith("\n", position):
            position += 1
            continue
        field = _FIELD.match(source, position)
        if field is None:
            raise Failure("this is no CSV")
        row.append(field["bare"] if field["quoted"] is None else field["quoted"].replace('""', '"'))
        position = field.end()
        if field["end"] != ",":
            rows, row = [*rows, row], []
    return rows


def _from_csv(source: Value) -> Lst:
    rows = _records(text(source).replace("\r\n", "\n"))
    if not rows:
        raise Failure("CSV needs a line of headers")
    headers = rows[0]
    if len(set(headers)) < len(headers) or any(len(row) != len(headers) for row in rows):
        raise Failure("headers are repeated, or a line has more or fewer fields than there are headers")
    return Lst(Obj(sorted(zip(headers, row, strict=True))) for row in rows[1:])


FUNCTIONS = {"csvdecode": Function(_from_csv)}
