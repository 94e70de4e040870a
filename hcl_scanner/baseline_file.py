"""Baselines as files: JSON with each finding on a line of its own, so that git merges them.

No line hangs on another one, since the comma stands before an entry: lines of two branches may stand together in any order.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from policies.baseline import Known, merged
from policies.matching import Trace

from .errors import UsageError
from .source.caching import write_whole
from .source.folders import shown

SCHEMA = "lbgate.baseline/1"
_TEXTS = ("rule", "root", "address", "attribute", "fingerprint")
_CONFLICT = re.compile(r"^(?:<{7}|={7}|>{7})", re.MULTILINE)


def written(baseline: Iterable[Known]) -> str:
    """The text of a baseline."""
    return "".join([f'[{{"schema": "{SCHEMA}"}}\n', *(f",{json.dumps(_entry(one))}\n" for one in baseline), "]\n"])


def _entry(one: Known) -> dict[str, Any]:
    return {
        "rule": one.rule,
        "root": one.root,
        "var_set": one.var_set,
        "address": one.address,
        "attribute": one.attribute,
        "fingerprint": one.fingerprint,
        "routes": [{"id": trace.route, "shape": trace.shape} for trace in one.traces],
    }


def read_baseline(file: Path) -> list[Known]:
    """The findings that a file holds, each with its line. Raises UsageError, which says what is wrong with it."""
    text = _text(file)
    if conflict := _CONFLICT.search(text):
        raise _wrong(file, "git left a conflict here: keep the lines of both sides", _line(text, conflict.start()))
    try:
        header, *entries = _list(json.loads(text))
    except json.JSONDecodeError as error:
        raise _wrong(file, f"not valid JSON: {error.msg}", error.lineno) from None
    except (ValueError, RecursionError):
        raise _wrong(file, f"this is no baseline of lbgate ({SCHEMA})") from None
    _check_schema(file, header)
    lines = [number for number, line in enumerate(text.split("\n"), start=1) if line.startswith(",")]
    numbers: list[int | None] = [*lines] if len(lines) == len(entries) else [None] * len(entries)
    return merged(_known(file, entry, line) for entry, line in zip(entries, numbers, strict=True))


def write_baseline(file: Path, baseline: Iterable[Known]) -> None:
    """Raises UsageError where the file cannot be written."""
    try:
        write_whole(file, written(baseline).encode())
    except OSError as error:
        raise UsageError(f"--baseline {shown(file)}: the baseline cannot be written ({error.strerror})") from None


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise _wrong(file, "there is no such file; --update-baseline writes it") from None
    except OSError as error:
        raise _wrong(file, f"the file cannot be read ({error.strerror})") from None
    except UnicodeDecodeError:
        raise _wrong(file, "the file is not UTF-8") from None


def _list(document: Any) -> list[Any]:
    if not isinstance(document, list) or not document or not isinstance(document[0], dict):
        raise ValueError
    return document


def _check_schema(file: Path, header: dict[str, Any]) -> None:
    schema = header.get("schema")
    if schema != SCHEMA:
        told = f"its schema is {schema!r}" if isinstance(schema, str) else "it names no schema"
        raise _wrong(file, f"this is no baseline of lbgate: {told}, not {SCHEMA!r}")


def _known(file: Path, entry: Any, line: int | None) -> Known:
    try:
        texts = {key: entry[key] for key in _TEXTS}
        traces = tuple(Trace(texts["fingerprint"], one["id"], one["shape"]) for one in entry["routes"])
        given = [*texts.values(), entry["var_set"] or "", *(text for one in traces for text in (one.route, one.shape))]
    except (TypeError, KeyError):
        given, traces = [None], ()
    if not traces or not all(isinstance(text, str) for text in given):
        wanted = ", ".join([*_TEXTS, "var_set", "routes"])
        raise _wrong(
            file,
            f"an entry is damaged: it has not all of {wanted}; take the file from git, or remove it and update",
            line,
        )
    del texts["fingerprint"]
    return Known(**texts, var_set=entry["var_set"], traces=traces, line=line)


def _line(text: str, offset: int) -> int:
    return text.count("\n", 0, offset) + 1


def _wrong(file: Path, reason: str, line: int | None = None) -> UsageError:
    place = shown(file) if line is None else f"{shown(file)}:{line}"
    return UsageError(f"--baseline {place}: {reason}")


def changes(old: Iterable[Known], new: Iterable[Known]) -> Iterator[str]:
    """``300 findings``, ``2 new``, ``1 gone``."""
    before, after = ({one.fingerprint for one in several} for several in (old, new))
    yield f"{len(after)} finding{'' if len(after) == 1 else 's'}"
    for what, number in (("new", len(after - before)), ("gone", len(before - after))):
        if number:
            yield f"{number} {what}"
