"""``formatdate``, ``timeadd`` and ``timecmp``. What the clock says (``timestamp``, ``plantimestamp``) is unknown."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from fractions import Fraction

from ..calls import Function
from ..domain import Failure, Value
from ..primitives import text

_STAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?P<parts>\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)")
_TOKEN = re.compile(r"''|'(?:[^']|'')*'|(?P<verb>[A-Za-z])(?P=verb)*|[^A-Za-z']+")
_DURATION = re.compile(r"(\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h)")
_SECONDS = {
    "ns": Fraction(1, 10**9), "us": Fraction(1, 10**6), "µs": Fraction(1, 10**6), "μs": Fraction(1, 10**6),
    "ms": Fraction(1, 1000), "s": Fraction(1), "m": Fraction(60), "h": Fraction(3600),
}  # fmt: skip
_LONGEST = (1 << 63) / 10**9
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def _moment(value: Value) -> tuple[datetime, Fraction]:
    """An RFC 3339 time, and the part of a second that it holds beyond whole ones."""
    found = _STAMP.fullmatch(text(value))
    if not found:
        raise Failure("an RFC 3339 timestamp is required")
    parts = found["parts"] or ""
    try:
        return datetime.fromisoformat(text(value).replace(parts, "", 1)), Fraction(parts or 0)
    except ValueError:
        raise Failure("an RFC 3339 timestamp is required") from None


def _format_date(pattern: Value, stamp: Value) -> str:
    moment, _ = _moment(stamp)
    source, position, out = text(pattern), 0, []
    while position < len(source):
        token = _TOKEN.match(source, position)
        if token is None:
            raise Failure("a quoted part of the date format is not closed")
        out.append(_verb(token[0], moment) if token["verb"] else _literal(token[0]))
        position = token.end()
    return "".join(out)


def _literal(token: str) -> str:
    if token == "''":  # noqa: S105 - a piece of a date format
        return "'"
    return token[1:-1].replace("''", "'") if token.startswith("'") else token


def _verb(verb: str, moment: datetime) -> str:
    half = "AM" if moment.hour < 12 else "PM"
    zone = (moment.strftime("%z") or "+0000")[:5]
    colon = f"{zone[:3]}:{zone[3:]}"
    known = {
        "YYYY": f"{moment.year:04}", "YY": f"{moment.year % 100:02}",
        "MMMM": _MONTHS[moment.month - 1], "MMM": _MONTHS[moment.month - 1][:3],
        "MM": f"{moment.month:02}", "M": str(moment.month),
        "DD": f"{moment.day:02}", "D": str(moment.day),
        "EEEE": _DAYS[moment.weekday()], "EEE": _DAYS[moment.weekday()][:3],
        "hh": f"{moment.hour:02}", "h": str(moment.hour),
        "HH": f"{moment.hour % 12 or 12:02}", "H": str(moment.hour % 12 or 12),
        "AA": half, "aa": half.lower(),
        "mm": f"{moment.minute:02}", "m": str(moment.minute), "ss": f"{moment.second:02}", "s": str(moment.second),
        "ZZZZZ": colon, "ZZZZ": zone, "ZZZ": "UTC" if zone == "+0000" else zone, "Z": "Z" if zone == "+0000" else colon,
    }  # fmt: skip
    if verb not in known:
        raise Failure(f'the date format has no "{verb}"')
    return known[verb]


def _duration(source: str) -> Fraction:
    """The seconds of a duration as Go spells it: "-1h30m"."""
    digits = source[1:] if source[:1] in ("+", "-") else source
    found = list(_DURATION.finditer(digits))
    if digits != "0" and (not found or "".join(one[0] for one in found) != digits):
        raise Failure("this is no duration")
    seconds = sum((Fraction(one[1]) * _SECONDS[one[2]] for one in found), Fraction(0))
    if seconds >= _LONGEST:
        raise Failure("the duration is too long")
    return -seconds if source.startswith("-") else seconds


def _add(stamp: Value, duration: Value) -> str:
    moment, parts = _moment(stamp)
    seconds = parts + _duration(text(duration))
    try:
        moved = moment + timedelta(seconds=seconds.numerator // seconds.denominator)
    except OverflowError:
        raise ValueError("a year of five digits") from None
    return moved.isoformat().replace("+00:00", "Z")


def _compare(one: Value, other: Value) -> int:
    left, right = _moment(one), _moment(other)
    return (left > right) - (left < right)


FUNCTIONS = {
    "formatdate": Function(_format_date),
    "timeadd": Function(_add),
    "timecmp": Function(_compare),
}
