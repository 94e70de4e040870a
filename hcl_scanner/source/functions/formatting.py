"""``format`` and ``formatlist``."""

from __future__ import annotations

import re

from ..arithmetic import Number
from ..calls import Function
from ..domain import SEQUENCES, Failure, Lst, Value, is_number
from ..primitives import number, text, to_bool, whole
from .characters import characters
from .digits import exponential, fixed, general
from .encoding import to_json

_VERB = re.compile(
    r"%%|%(?P<flags>[-+ 0#]*)(?P<width>[1-9]\d*)?(?:\.(?P<precision>\d*))?(?:\[(?P<argument>[1-9]\d*)\])?(?P<verb>[A-Za-z])"
)
_WIDEST = 1000


def _format(pattern: Value, *arguments: Value) -> str:
    out, used, position, source = [], 0, 0, text(pattern)
    highest = 0
    for verb in _VERB.finditer(source):
        out.append(_literal(source[position : verb.start()]))
        position = verb.end()
        if verb[0] == "%%":
            out.append("%")
            continue
        used = int(verb["argument"]) if verb["argument"] else used + 1
        highest = max(highest, used)
        if used > len(arguments):
            raise Failure("format has not enough arguments")
        out.append(_formatted(verb, arguments[used - 1]))
    out.append(_literal(source[position:]))
    if highest < len(arguments):
        raise Failure("format has too many arguments")
    return "".join(out)


def _literal(piece: str) -> str:
    if "%" in piece:
        raise Failure("a format verb is not finished")
    return piece


def _formatted(verb: re.Match[str], value: Value) -> str:
    if int(verb["width"] or 0) > _WIDEST or int(verb["precision"] or 0) > _WIDEST:
        raise ValueError("a field of that width")
    kind = verb["verb"]
    if kind == "v":
        return _padded(verb, _plain(verb, value))
    if value is None:
        raise Failure("null cannot be formatted so")
    if kind == "t":
        return "true" if to_bool(value) else "false"
    if kind in "sq":
        body = _cut(text(value), verb["precision"])
        return _padded(verb, body if kind == "s" else to_json(body))
    if kind in "bdoxXfeEgG":
        return _number(verb, value)
    raise Failure(f"there is no verb %{kind}")


def _padded(verb: re.Match[str], body: str) -> str:
    missing = int(verb["width"] or 0) - len(characters(body))
    pad = ("0" if "0" in verb["flags"] else " ") * missing
    return body + pad if "-" in verb["flags"] else pad + body


def _cut(body: str, precision: str | None) -> str:
    places = int(precision or 0)
    return "".join(characters(body)[:places]) if places else body


def _plain(verb: re.Match[str], value: Value) -> str:
    if "#" in verb["flags"] or not (isinstance(value, str) or is_number(value)):
        return to_json(value)
    return value if isinstance(value, str) else general(value, None)


def _number(verb: re.Match[str], value: Value) -> str:
    """As Go's own ``fmt`` writes it."""
    flags, width = verb["flags"], int(verb["width"] or 0)
    body = _digits(verb, number(value))
    sign = "-" if body.startswith("-") else next((flag for flag in "+ " if flag in flags), "")
    body = body.removeprefix("-")
    if "-" in flags:
        return (sign + body).ljust(width)
    return sign + body.rjust(width - len(sign), "0") if "0" in flags else (sign + body).rjust(width)


def _digits(verb: re.Match[str], value: Number) -> str:
    kind, precision = verb["verb"], verb["precision"]
    if "#" in verb["flags"] or kind in "bdoxX" and precision is not None:
        raise ValueError("a verb in a form that is not written here")
    if kind in "bdoxX":
        return format(whole(value), kind)
    places = None if precision is None else int(precision or 0)
    if kind in "gG":
        body = general(value, places)
    else:
        body = (fixed if kind == "f" else exponential)(value, 6 if places is None else places)
    return body.upper() if kind.isupper() else body


def _format_list(pattern: Value, *arguments: Value) -> Lst:
    lists = [argument for argument in arguments if isinstance(argument, SEQUENCES)]
    if len({len(one) for one in lists}) > 1:
        raise Failure("the lists differ in length")
    count = len(lists[0]) if lists else 1
    rows = ([one[i] if isinstance(one, SEQUENCES) else one for one in arguments] for i in range(count))
    return Lst(_format(pattern, *row) for row in rows)


FUNCTIONS = {
    "format": Function(_format),
    "formatlist": Function(_format_list),
}
