"""Where something stands, as a forge names it: a file from the repository's root."""

from __future__ import annotations

import posixpath
from dataclasses import replace

from policies.graph import Place
from policies.model import Spot
from policies.report import Report

from . import Style


def in_repository(file: str, style: Style) -> str:
    """A path of the report from the root of the repository."""
    return posixpath.relpath(posixpath.join(style.here, file), style.home or ".")


def stand(spot: Spot, root: str, report: Report, style: Style) -> Place:
    """Where a spot of a root stands, for what an installed module holds the call of that module.

    In the document as a whole where that names no files, nowhere for standard input.
    """
    place = spot.called_at or spot.place
    if place.file is None:
        place = Place(root or report.document)
    return replace(place, file=in_repository(place.file, style)) if place.file else place


def last_column(place: Place) -> int | None:
    """The column after the end of what stands there, which never leaves its line."""
    return place.column + len(place.text) if place.column and place.text else None
