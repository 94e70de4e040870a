"""Settings from a file: ``lbgate.toml``, or the table ``[tool.lbgate]`` of a pyproject.toml."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from policies.settings import ENCRYPTION, MATRICES, SettingError, levels_of, one_of
from policies.words import Level

from .errors import UsageError
from .source.folders import shown
from .source.options import VarSet

OWN, SHARED = "lbgate.toml", "pyproject.toml"


@dataclass(frozen=True, slots=True)
class FileSettings:
    """What the file says, None or empty where it is silent. ``exclude`` is relative to the working directory."""

    matrix: str | None = None
    encryption: str | None = None
    strict: bool = False
    levels: Mapping[str, Level] = field(default_factory=dict)
    exclude: tuple[str, ...] = ()
    var_files: tuple[Path, ...] = ()
    var_sets: tuple[VarSet, ...] = ()


def settings_for(paths: Iterable[str], config: Path | None = None) -> FileSettings:
    """The settings of these paths: of ``config``, else of the nearest file upwards to the root of the repository.

    Raises UsageError for a file that is wrong, and where the paths have different ones.
    """
    if config:
        return read_settings(config, _table(config))
    found = {file: None for path in paths for file in _nearest(path)}
    if len(found) > 1:
        raise UsageError(
            f"two different settings files apply: {' and '.join(map(shown, found))}; name one with --config"
        )
    return next((read_settings(file, _table(file)) for file in found), FileSettings())


def _nearest(path: str) -> list[Path]:
    """The settings files of the nearest folder that has any."""
    start = Path.cwd() if path == "-" else Path(os.path.normpath(Path.cwd() / path))
    for folder in _upwards(start if start.is_dir() else start.parent):
        if found := [file for name in (OWN, SHARED) if _has_settings(file := folder / name)]:
            return found
    return []


def _upwards(folder: Path) -> Iterator[Path]:
    """The folders up to the repository's root; outside a repository up to the working directory, if it is above."""
    above = [folder, *folder.parents]
    root = next((one for one in above if (one / ".git").exists()), None)
    last = root or next((one for one in above if one == Path.cwd()), folder)
    yield from above[: above.index(last) + 1]


def _has_settings(file: Path) -> bool:
    if file.name == OWN:
        return file.is_file()
    try:
        return b"lbgate" in file.read_bytes() and bool(_table(file))
    except OSError:
        return False


def _table(file: Path) -> dict[str, Any]:
    import tomllib

    try:
        document = tomllib.loads(_text(file))
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{shown(file)}: not valid TOML: {error}") from None
    if file.name != SHARED:
        return document
    tools = document.get("tool")
    table = tools.get("lbgate", {}) if isinstance(tools, dict) else {}
    if not isinstance(table, dict):
        raise UsageError(f"{shown(file)}: tool.lbgate is not a table")
    return table


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{shown(file)}: the settings file cannot be read ({error.strerror})") from None
    except UnicodeDecodeError:
        raise UsageError(f"{shown(file)}: the settings file is not UTF-8") from None


def read_settings(file: Path, table: Mapping[str, Any]) -> FileSettings:
    """A table of settings as it stands in ``file``. Raises UsageError, which names the file and the line."""
    for key, value in table.items():
        with _placed(file, key):
            one_of("setting", key, KEYS)
            KEYS[key](key, value)
    for rule, level in table.get("level", {}).items():
        with _placed(file, rule):
            levels_of({rule: level})
    folder = Path(os.path.relpath(file.parent))
    return FileSettings(
        table.get("matrix"),
        table.get("encryption"),
        table.get("strict", False),
        levels_of(table.get("level", {})),
        tuple((folder / glob).as_posix() for glob in table.get("exclude", ())),
        tuple(folder / name for name in table.get("var-file", ())),
        tuple(VarSet(name, tuple(folder / file for file in files)) for name, files in table.get("var-set", {}).items()),
    )


@contextmanager
def _placed(file: Path, key: str) -> Iterator[None]:
    """Names the file and the line of a key in what is said of it."""
    try:
        yield
    except SettingError as error:
        raise UsageError(f"{shown(file)}:{_line(file, key)}: {error}") from None


def _line(file: Path, key: str) -> int:
    """The line of a key or of its table; the first where the key is written in a way that is not looked for."""
    name = rf"""["']?{re.escape(key)}["']?"""
    found = re.search(rf"^\s*(?:{name}\s*[=.]|\[+\s*(?:tool\.lbgate\.)?{name})", text := _text(file), re.MULTILINE)
    return text.count("\n", 0, found.end()) + 1 if found else 1


def _boolean(key: str, value: object) -> None:
    if not isinstance(value, bool):
        raise SettingError(f"{key} is true or false")


def _texts(key: str, value: object) -> None:
    if not (isinstance(value, list) and all(isinstance(item, str) for item in value)):
        raise SettingError(f"{key} is a list of texts")


def _sets(key: str, value: object) -> None:
    if not isinstance(value, dict):
        raise SettingError(f"{key} is a table of names, each with a list of files")
    for name, files in value.items():
        _texts(f"{key}.{name}", files)


def _levels(key: str, value: object) -> None:
    if not isinstance(value, dict):
        raise SettingError(f"{key} is a table of rules with their levels")


def _not_built(key: str, _: object) -> None:
    raise SettingError(f"{key} is not built yet; set the rule's level to off, or exclude the folder")


KEYS: Mapping[str, Callable[[str, Any], None]] = {
    "matrix": lambda key, value: one_of(key, value, MATRICES),
    "encryption": lambda key, value: one_of(key, value, ENCRYPTION),
    "strict": _boolean,
    "exclude": _texts,
    "var-file": _texts,
    "var-set": _sets,
    "level": _levels,
    "ignore": _not_built,
}
"""Every setting with the check of its value."""
