"""``yamldecode`` and ``yamlencode``, as Terraform's own YAML library (go-cty-yaml) has them."""

from __future__ import annotations

from ..arithmetic import spell_number
from ..calls import Function
from ..domain import SEQUENCES, Failure, Value, is_number
from ..primitives import text
from .yaml_blocks import read_yaml

_ESCAPES = {
    '"': '\\"', "\\": "\\\\", "\0": "\\0", "\a": "\\a", "\b": "\\b", "\t": "\\t", "\n": "\\n", "\v": "\\v", "\f": "\\f",
    "\r": "\\r", "\x1b": "\\e", "\x85": "\\N", "\u2028": "\\L", "\u2029": "\\P", "\ufeff": "\\uFEFF",
}  # fmt: skip


def _from_yaml(source: Value) -> Value:
    return read_yaml(text(source))


def _to_yaml(value: Value) -> str:
    lines = _lines(value)
    if isinstance(value, str) and "\n" in value:
        lines[1:] = map(_indented, lines[1:])
    if value is None or isinstance(value, bool) or is_number(value):
        lines.append("...")  # as the library ends what is not in quotes
    return "\n".join(lines) + ("" if lines[-1] == "" else "\n")


def _lines(value: Value) -> list[str]:
    """The lines of a value at the left margin; the first stands where the value begins."""
    if isinstance(value, dict) and value:
        return [line for key, item in sorted(value.items()) for line in _entry(key, item)]
    if isinstance(value, SEQUENCES) and value:
        return [line for item in value for line in _item(item)]
    return _scalar(value)


def _entry(key: str, item: Value) -> list[str]:
    if "\n" in key or len(key) > 120:
        raise ValueError("a key that is written as a block")
    lines = _lines(item)
    if isinstance(item, dict) and item:
        return [f"{_quoted(key)}:", *(_indented(line) for line in lines)]
    if isinstance(item, SEQUENCES) and item:
        return [f"{_quoted(key)}:", *lines]
    return [f"{_quoted(key)}: {lines[0]}", *(_indented(line) for line in lines[1:])]


def _item(item: Value) -> list[str]:
    lines = _lines(item)
    return [f"- {lines[0]}", *(_indented(line) for line in lines[1:])]


def _indented(line: str) -> str:
    return f"  {line}" if line else ""


def _scalar(value: Value) -> list[str]:
    if isinstance(value, str):
        return _block(value) if "\n" in value else [_quoted(value)]
    if value is None or isinstance(value, bool):
        return [{None: "null", True: "true", False: "false"}[value]]
    if is_number(value):
        return [spell_number(value)]
    return ["{}" if isinstance(value, dict) else "[]"]


def _block(value: str) -> list[str]:
    """A text of several lines, as a literal block where that can hold it."""
    if value[0] in " \n" or value.endswith((" ", "\n\n")) or " \n" in value or not _printable(value.replace("\n", "")):
        raise ValueError("a text whose block needs hints")
    lines = value.split("\n")
    return ["|", *lines[:-1]] if value.endswith("\n") else ["|-", *lines]


def _printable(value: str) -> bool:
    return all(character >= " " and character not in _ESCAPES or character in '"\\' for character in value)


def _quoted(value: str) -> str:
    if any(character < " " and character not in _ESCAPES or "\x7f" <= character < "\xa0" for character in value):
        raise ValueError("a character that is written as a code")
    return '"' + "".join(_ESCAPES.get(character, character) for character in value) + '"'


def _decoded(source: Value) -> Value:
    if source is None:
        raise Failure("null is no text")
    return _from_yaml(source)


FUNCTIONS = {"yamldecode": Function(_decoded), "yamlencode": Function(_to_yaml)}
