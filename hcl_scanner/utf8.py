"""Whether the bytes of a file are text."""

from __future__ import annotations

from collections.abc import Callable

from .errors import Unreadable

BOM = b"\xef\xbb\xbf"
_ENCRYPTED = b"\0GITCRYPT\0"  # https://github.com/AGWA/git-crypt/blob/master/commands.cpp
WIDE = (b"\xff\xfe", b"\xfe\xff")


def utf8(data: bytes, path: Callable[[], str]) -> bytes:
    """The data without its byte order mark, known to be UTF-8; ``path`` says whose it is. Raises ``Unreadable``."""
    if data.startswith(_ENCRYPTED):
        raise Unreadable(path(), "the file is encrypted with git-crypt: unlock the repository first")
    if data.startswith(WIDE) or b"\0" in data[:64]:
        reason = "the file is not UTF-8 (it looks like UTF-16, which PowerShell writes); save it as UTF-8"
        raise Unreadable(path(), reason, 1, 1)
    data = data.removeprefix(BOM)
    try:
        if not data.isascii():
            data.decode()
    except UnicodeDecodeError as error:
        raise Unreadable(path(), "the file is not UTF-8", data.count(b"\n", 0, error.start) + 1, 1) from None
    return data
