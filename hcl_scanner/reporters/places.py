"""Where something stands, in words, and what of the source there may be shown."""

from __future__ import annotations

import posixpath
import re

from policies.graph import Place
from policies.model import Spot
from policies.report import Finding

# An attribute with one word, number or reference, or the header of a block: nothing that a secret could hide in.
_HARMLESS = re.compile(
    r"""[\w.-]+ [=:] ("[\w+/-]{0,24}"|[0-9]{1,5}|true|false|null|[A-Za-z_][\w-]*(\.[\w*-]+|\[("[\w-]*"|[0-9]+|\*)\])+)"""
    r"""|[\w.-]+: ([A-Za-z][\w+/-]{0,23}|\$\{[\w.-]{1,40}\})"""
    r"""|[\w-]+( "[\w-]+")*""",
    re.ASCII,
)
_LONGEST = 60


def spot_text(spot: Spot) -> str:
    """``main.tf:7: protocol of aws_lb_listener.web``."""
    return f"{place_text(spot.place)}{named(spot)}"


def named(spot: Spot) -> str:
    """``protocol of aws_lb_listener.web``."""
    return f"{spot.spelled or spot.attribute} of {spot.name}" if spot.attribute else spot.name


def place_text(place: Place) -> str:
    """``main.tf:7: ``, to stand before what is there; empty where the input has no files."""
    if place.file is None:
        return ""
    return f"{place.file}: " if place.line is None else f"{place.file}:{place.line}: "


def is_from_elsewhere(finding: Finding) -> bool:
    """Whether it stands in a module of another folder, which several root modules may call."""
    file = finding.location.place.file
    return file is not None and (posixpath.dirname(file) or ".") != finding.root


def quotable(place: Place) -> str | None:
    """The source of the place on one line, if it is nothing but a word, a port or a reference."""
    span = " ".join((place.text or "").split())
    fits = place.line is not None and len(span) <= _LONGEST and _HARMLESS.fullmatch(span)
    return span if fits else None
