"""``format`` and ``formatlist``."""

from __future__ import annotations

import re

from ..arithmetic import Number
from ..calls import Function
from ..domain import SEQUENCES, Failure, Lst, Value, is_number
from ..primitives import number, text, to_bool, whole
from .digits import exponential, fixed, general
from .encoding import to_json

_VERB = re.compile(
    r"%(?P<flags>[-+ 0#]*)(?P<width>\d*)(?:\.(?P<precision>\d*))?(?:\[(?P<argument>\d+)\])?(?P<verb>.)", re.DOTALL
)
_WIDEST = 1000


def _format(pattern: Value, *arguments: Value) -> str:
    out, used, position, source = [], 0, 0, text(pattern)
    highest = 0
    for verb in _VERB.finditer(source):
        out.append(_literal(source[position : verb.start()]))
        position = verb.end()
        if verb["verb"] == "%":
            out.append("%")
            continue
        used = int(verb["argument"]) if verb["argument"] else used + 1
        highest = max(highest, used)
        if not 1 <= used <= len(arguments):
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
    width = int(verb["width"] or 0)
    if width > _WIDEST or int(verb["precision"] or 0) > _WIDEST:
        raise ValueError("a field of that width")
    body = _body(verb, value)
    if "-" in verb["flags"]:
        return body.ljust(width)
    if "0" in verb["flags"] and verb["verb"] in "dfxXobeEgG":
        return body.zfill(width)
    return body.rjust(width)


def _body(verb: re.Match[str], value: Value) -> str:
    kind = verb["verb"]
    if "#" in verb["flags"] and kind == "v":
        return to_json(value)
    if "#" in verb["flags"]:
        raise ValueError("a verb in its long form")
    if kind == "s":
        return _cut(_text_of(value), verb["precision"])
    if kind == "v":
        return _cut(_plain(value), verb["precision"])
    if kind == "q":
        return to_json(_text_of(value))
    if value is None:
        raise Failure("null cannot be formatted so")
    if kind == "t":
        return "true" if to_bool(value) else "false"
    if kind in "dboxX":
        return _signed(verb, format(whole(value), kind))
    if kind in "feEgG":
        return _signed(verb, _number(verb, number(value)))
    raise Failure(f"there is no verb %{kind}")


def _text_of(value: Value) -> str:
    if value is None:
        raise Failure("null cannot be formatted so")
    return text(value)


def _signed(verb: re.Match[str], body: str) -> str:
    for flag in "+ ":
        if flag in verb["flags"] and not body.startswith("-"):
            return flag + body
    return body


def _cut(body: str, precision: str | None) -> str:
    return body if precision is None else body[: int(precision or 0)]


def _plain(value: Value) -> str:
    if isinstance(value, str):
        return value
    return general(value, None) if is_number(value) else to_json(value)


def _number(verb: re.Match[str], value: Number) -> str:
    places = None if verb["precision"] is None else int(verb["precision"] or 0)
    kind = verb["verb"].lower()
    if kind == "g":
        body = general(value, places)
    else:
        body = (fixed if kind == "f" else exponential)(value, 6 if places is None else places)
    return body.upper() if verb["verb"].isupper() else body


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
