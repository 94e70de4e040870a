"""Places and texts as SARIF has them; what comes from the input cannot make a link or a placeholder."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote

from policies.graph import Place
from policies.model import Spot
from policies.report import Report

from .. import Style
from ..repository import in_repository, last_column, stand
from ..visible import visible

Json = dict[str, Any]
SOURCE_ROOT = "%SRCROOT%"


def message(*lines: str) -> Json:
    """A plain text message of lines that are made by ``plain`` and ``link``."""
    return {"text": "\n".join(lines)}


def plain(text: str) -> str:
    """Text in which nothing is a placeholder (§3.11.5 asks for doubled braces) or a link (§3.11.6)."""
    return visible(text).replace("](", "]\\u0028").translate(_BRACES)


def link(text: str, number: int) -> str:
    """A link to the related location of that number; brackets in its text are escaped (§3.11.6)."""
    whole = re.sub(r"\\(?=[][]|$)", r"\\u005c", visible(text))
    escaped = re.sub(r"([][])", r"\\\1", whole).translate(_BRACES)
    return f"[{escaped}]({number})"


_BRACES = str.maketrans({"{": "{{", "}": "}}"})


def location(spot: Spot, root: str, report: Report, style: Style) -> Json:
    """Where a spot stands, as a file and as an address."""
    place = stand(spot, root, report, style)
    logical = {"fullyQualifiedName": visible(spot.address), "kind": "resource"}
    return {**physical(place), "logicalLocations": [logical]} if spot.address else physical(place)


def place_in(file: str, line: int | None, column: int | None, style: Style) -> Json:
    """A place of the report as it names files."""
    return physical(Place(in_repository(file, style), line, column))


def physical(place: Place) -> Json:
    """Empty for what stands in no file. GitHub asks for a line: a file as a whole is shown at its first."""
    if place.file is None:
        return {}
    return {"physicalLocation": {"artifactLocation": artifact(place.file), "region": _region(place)}}


def artifact(file: str) -> Json:
    return {"uri": quote(file.encode("utf-8", "surrogatepass")), "uriBaseId": SOURCE_ROOT}


def _region(place: Place) -> Json:
    line = place.line or 1
    known = {"startLine": line, "startColumn": place.column, "endLine": line, "endColumn": last_column(place)}
    return {key: value for key, value in known.items() if value}
