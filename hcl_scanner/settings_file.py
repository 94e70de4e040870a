"""Settings from a file: ``lbgate.toml``, or the table ``[tool.lbgate]`` of a pyproject.toml."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from policies.settings import Ignore, SettingError, ignore_of, levels_of, one_of
from policies.words import Level

from .errors import UsageError
from .settings_keys import FILE_IGNORE_KEYS, KEYS
from .source.folders import shown
from .source.options import VarSet
from .toml_lines import entry_lines, line_of, table_line

OWN, SHARED = "lbgate.toml", "pyproject.toml"
ONE_RUN = ("config", "update-baseline")
"""Options that are no settings: which file this is, and what is to be done once."""


@dataclass(frozen=True, slots=True)
class FileSettings:
    """What the file says, None or empty where it is silent. Paths and globs are relative to the working directory.

    ``folder`` is where it lies; None where there is no file, or where it was named, so that it is for whatever is read.
    """

    matrix: str | None = None
    encryption: str | None = None
    strict: bool = False
    levels: Mapping[str, Level] = field(default_factory=dict)
    exclude: tuple[str, ...] = ()
    variables: tuple[tuple[str, str], ...] = ()
    var_files: tuple[Path, ...] = ()
    var_sets: tuple[VarSet, ...] = ()
    workspace: str | None = None
    source: str | None = None
    changed_only: bool = False
    formats: tuple[str, ...] = ()
    outputs: tuple[str, ...] = ()
    new_only: str | None = None
    baseline: str | None = None
    quiet: bool = False
    color: str | None = None
    no_cache: bool = False
    ignores: tuple[Ignore, ...] = ()
    folder: Path | None = None


def settings_for(paths: Iterable[str], config: Path | None = None) -> FileSettings:
    """The settings of these paths: of ``config``, else of the nearest file upwards to the root of the repository.

    Raises UsageError for a file that is wrong, and where the paths have different ones.
    """
    if config:
        return replace(read_settings(config, _table(config)), folder=None)
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
            if key in ONE_RUN:
                raise SettingError(f"{key} is for one run alone: give it on the command line")
            one_of("setting", key, KEYS)
            KEYS[key].check(key, value)
    for rule, level in table.get("level", {}).items():
        with _placed(file, rule):
            levels_of({rule: level})
    return _file_settings(table, Path(os.path.relpath(file.parent)), tuple(_ignores(file, table.get("ignore", []))))


def _file_settings(table: Mapping[str, Any], folder: Path, ignores: tuple[Ignore, ...]) -> FileSettings:
    beside = folder.joinpath
    return FileSettings(
        matrix=table.get("matrix"),
        encryption=table.get("encryption"),
        strict=table.get("strict", False),
        levels=levels_of(table.get("level", {})),
        exclude=tuple(beside(glob).as_posix() for glob in table.get("exclude", ())),
        variables=tuple(table.get("var", {}).items()),
        var_files=tuple(map(beside, table.get("var-file", ()))),
        var_sets=tuple(VarSet(name, tuple(map(beside, files))) for name, files in table.get("var-set", {}).items()),
        workspace=table.get("workspace"),
        source=str(beside(table["source"])) if "source" in table else None,
        changed_only=table.get("changed-only", False),
        formats=tuple(table.get("format", ())),
        outputs=tuple(str(beside(name)) for name in table.get("output", ())),
        new_only=table.get("new-only"),
        baseline=str(beside(table["baseline"])) if "baseline" in table else None,
        quiet=table.get("quiet", False),
        color=table.get("color"),
        no_cache=table.get("no-cache", False),
        ignores=ignores,
        folder=folder,
    )


def _ignores(file: Path, tables: list[Mapping[str, Any]]) -> Iterator[Ignore]:
    """Each with its place; a glob on paths starts where the file lies."""
    folder = Path(os.path.relpath(file.parent))
    lines = entry_lines(_text(file), "ignore", len(tables)) if tables else []
    for number, (table, line) in enumerate(zip(tables, lines, strict=True), start=1):
        try:
            ignore = ignore_of(f"ignore {number}", table, FILE_IGNORE_KEYS)
        except SettingError as error:
            wrong = next((key for key in table if f"{key} of" in str(error) or repr(key) in str(error)), None)
            at = line_of(_text(file), wrong, line) if wrong else line
            raise UsageError(f"{shown(file)}:{at}: {error}") from None
        path = (folder / ignore.path).as_posix() if ignore.path else ""
        yield replace(ignore, path=path, file=shown(file), line=line, key=f"{ignore.address} {ignore.path}".strip())


@contextmanager
def _placed(file: Path, key: str) -> Iterator[None]:
    """Names the file and the line of a key in what is said of it."""
    try:
        yield
    except SettingError as error:
        text = _text(file)
        raise UsageError(f"{shown(file)}:{line_of(text, key, table_line(text))}: {error}") from None
