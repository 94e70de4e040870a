"""Many alike objects as columns, a value that several share told once: a third of the size of a list of objects.

``page/data.js`` turns them back.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

Json = dict[str, Any]


def columns(rows: Sequence[Mapping[str, Any]]) -> Json:
    """``{"count": 2, "columns": {"verdict": {"values": ["ok"], "of": [0, 0]}, "line": {"of": [7, null]}}}``.

    ``of`` holds the values of a field row by row, null where a row has none; with ``values`` their places in that list.
    """
    names = dict.fromkeys(name for row in rows for name in row)
    return {"count": len(rows), "columns": {name: _column([row.get(name) for row in rows]) for name in names}}


def _column(found: list[Any]) -> Json:
    if not all(value is None or isinstance(value, str) for value in found):
        return {"of": found}
    places = {value: place for place, value in enumerate(dict.fromkeys(found))}
    if 2 * len(places) > len(found):
        return {"of": found}
    return {"values": list(places), "of": [places[value] for value in found]}
