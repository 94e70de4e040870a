"""Functions on paths and files. Files are read inside the repository only; anything else is unknown."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from ..calls import Function
from ..domain import Failure, Fields, Group, Value
from ..primitives import text

LARGEST_FILE = 1 << 20
_MOST_ENTRIES = 10_000


def _located(module: Fields, name: Value) -> Path:
    """The file that a path names, relative to the root module. ``ValueError`` outside the repository."""
    place = getattr(module, "file_place", None)
    if place is None or text(name).startswith("~"):
        raise ValueError("no files here")
    found: Path = place(text(name))
    return found


def _bytes(module: Fields, name: Value) -> bytes:
    path = _located(module, name)
    if not path.exists():
        raise Failure("there is no such file")
    if path.is_dir():
        raise Failure("this is a folder")
    if path.stat().st_size > LARGEST_FILE:
        raise ValueError("a file of that size")
    return path.read_bytes()


def _file(module: Fields, name: Value) -> str:
    import unicodedata

    try:
        return unicodedata.normalize("NFC", _bytes(module, name).decode())
    except UnicodeDecodeError:
        raise Failure("the file is not UTF-8") from None


def _exists(module: Fields, name: Value) -> bool:
    path = _located(module, name)
    if path.is_dir():
        raise Failure("this is a folder")
    return path.is_file()


def _encoded(module: Fields, name: Value) -> str:
    import base64

    return base64.b64encode(_bytes(module, name)).decode()


def _digest(algorithm: str, encoded: bool = False) -> Function:
    def run(module: Fields, name: Value) -> str:
        import base64
        import hashlib

        found = hashlib.new(algorithm, _bytes(module, name))
        return base64.b64encode(found.digest()).decode() if encoded else found.hexdigest()

    return Function(run, module=True)


def _folder_of(name: Value) -> str:
    folder, slash, _ = text(name).rpartition("/")
    return _clean(folder + slash)


def _last_part(name: Value) -> str:
    stripped = text(name).rstrip("/")
    return os.path.basename(stripped) or ("/" if text(name).startswith("/") else ".")


def _clean(path: str) -> str:
    """The shortest spelling of a path, as Go's ``filepath.Clean`` has it."""
    found = os.path.normpath(path)
    return found[1:] if found.startswith("//") else found


def _absolute(module: Fields, name: Value) -> str:
    root = getattr(module, "root_folder", None)
    if root is None:
        raise ValueError("no files here")
    return _clean(os.path.join(root, text(name)))


def _expanded(name: Value) -> str:
    if text(name).startswith("~"):
        raise ValueError("somebody's home")
    return text(name)


def _file_set(module: Fields, folder: Value, pattern: Value) -> Group:
    """The files below a folder whose paths from it match a glob with ``*``, ``**``, ``?``, ``[a-z]`` and ``{a,b}``."""
    matches = _glob(text(pattern))
    top = _located(module, _clean(os.path.join(text(folder), ".")))
    found = (path for path in _files_below(top) if matches(path))
    return Group(sorted(found, key=str.encode))


def _files_below(top: Path) -> Iterator[str]:
    left = _MOST_ENTRIES
    for folder, _, names in os.walk(top):
        left -= len(names) + 1
        if left < 0:
            raise ValueError("a folder of that size")
        for name in names:
            if os.path.isfile(os.path.join(folder, name)):
                yield os.path.relpath(os.path.join(folder, name), top).replace(os.sep, "/")


def _glob(pattern: str) -> Callable[[str], object]:
    """https://pkg.go.dev/github.com/bmatcuk/doublestar: ``**`` stands for any number of whole folders."""
    if re.search(r"[\\^!]|\{[^}]*\{|\.\.|//|^/|/$", pattern) or re.search(r"[^/]\*\*|\*\*[^/]", pattern):
        raise ValueError("a glob of that kind")
    out = "".join(map(_glob_token, re.findall(r"\*\*/|/\*\*$|\*\*|\*|\?|\[[^]]+\]|\{[^{}]*\}|.", pattern, re.DOTALL)))
    return re.compile(out, re.DOTALL).fullmatch


def _glob_token(token: str) -> str:
    if token.startswith("{") and len(token) > 1:
        return "(?:" + "|".join(map(_glob_words, token[1:-1].split(","))) + ")"
    if token.startswith("[") and len(token) > 1:
        return token
    fixed = {"**/": "(?:[^/]+/)*", "/**": "/.*", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    return fixed.get(token) or re.escape(token)


def _glob_words(text: str) -> str:
    return "".join(map(_glob_token, text))


FUNCTIONS = {
    "file": Function(_file, module=True),
    "fileexists": Function(_exists, module=True),
    "fileset": Function(_file_set, module=True),
    "filebase64": Function(_encoded, module=True),
    "filemd5": _digest("md5"),
    "filesha1": _digest("sha1"),
    "filesha256": _digest("sha256"),
    "filesha512": _digest("sha512"),
    "filebase64sha256": _digest("sha256", True),
    "filebase64sha512": _digest("sha512", True),
    "abspath": Function(_absolute, module=True),
    "pathexpand": Function(_expanded),
    "basename": Function(_last_part),
    "dirname": Function(_folder_of),
}
