"""The fields of a protobuf message, without its schema: https://protobuf.dev/programming-guides/encoding/."""

from __future__ import annotations

from collections.abc import Iterator

_VARINT, _EIGHT, _BYTES, _FOUR = 0, 1, 2, 5
_WIDTHS = {_EIGHT: 8, _FOUR: 4}
_LONGEST_VARINT = 10


def fields(message: bytes) -> Iterator[tuple[int, int | bytes]]:
    """Each field's number and value: a varint as a number, anything else as bytes. ValueError where it is none."""
    at = 0
    while at < len(message):
        tag, at = _varint(message, at)
        number, kind = tag >> 3, tag & 7
        if kind == _VARINT:
            value, at = _varint(message, at)
            yield number, value
            continue
        size, at = _varint(message, at) if kind == _BYTES else (_WIDTHS.get(kind, len(message) + 1), at)
        if at + size > len(message):
            raise ValueError("the message is truncated, or none")
        yield number, message[at : at + size]
        at += size


def _varint(message: bytes, at: int) -> tuple[int, int]:
    """The number that begins at a place, and the place after it."""
    value = 0
    for count, byte in enumerate(message[at : at + _LONGEST_VARINT]):
        value |= (byte & 0x7F) << 7 * count
        if byte < 0x80:
            return value, at + count + 1
    raise ValueError("the message is truncated, or none")


def texts(message: bytes, wanted: int) -> list[bytes]:
    """Every value of one field that is bytes: a text or a message in it."""
    return [value for number, value in fields(message) if number == wanted and isinstance(value, bytes)]
