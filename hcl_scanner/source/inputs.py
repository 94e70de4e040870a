"""What the root module's variables are given: environment, variables files, command line, the later ones winning."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

from policies.graph import Problem

from ..errors import Unreadable
from .domain import Failure, Value, pending
from .expressions import evaluate
from .files import DISK, Files
from .folders import shown
from .grammar import NotParsed
from .options import Options
from .parsing import parse_expression, parse_settings
from .syntax import Setting, SourceFile
from .texts import problem, read_source
from .type_constraints import Type
from .variables import NOTHING, Given

Report = Callable[[Problem], None]
ANY_OTHER = "*"


def root_inputs(folder: Path, options: Options, var_set: str | None, report: Report) -> dict[str, Given]:
    """By name, what the variables of the root module in a folder are given with one set.

    A file that cannot be read may give any of them anything: then ``ANY_OTHER`` stands for what nothing after it gives.
    """
    if options.recorded is not None:
        return {name: _known(value) for name, value in _json_values(options.recorded).items()}
    given: dict[str, Given] = {}
    for name in sorted(name for name in os.environ if name.startswith("TF_VAR_")):
        given[name.removeprefix("TF_VAR_")] = _from_text(os.environ[name])
    for path in automatic(folder, options.storage):
        given = _after(given, path, report, options.storage)
    for item in options.inputs_of(var_set):
        given = (
            _after(given, item, report, options.storage)
            if isinstance(item, Path)
            else given | {item[0]: _from_text(item[1])}
        )
    return given


def automatic(folder: Path, files: Files = DISK) -> list[Path]:
    """terraform.tfvars, terraform.tfvars.json, then the ``*.auto.tfvars`` files by name."""
    try:
        names = sorted(files.names(folder))
    except OSError:
        return []
    first = [name for name in ("terraform.tfvars", "terraform.tfvars.json") if name in names]
    return [
        folder / name for name in [*first, *(n for n in names if n.endswith((".auto.tfvars", ".auto.tfvars.json")))]
    ]


def _from_text(raw: str) -> Given:
    def make(_: Type, literal: bool) -> Value:
        if literal:
            return raw
        try:
            return evaluate(parse_expression(raw), NOTHING)
        except (NotParsed, Failure):
            return pending("a variable whose value could not be read")

    return make


def _after(given: dict[str, Given], path: Path, report: Report, files: Files) -> dict[str, Given]:
    try:
        file = read_source(path, files.read)
        return given | _read(file, path.name.endswith(".json"))
    except Unreadable as error:
        report(error.problem)
    except NotParsed as error:
        report(problem(file, error.offset, error.reason))
    return {ANY_OTHER: _known(pending(f"{shown(path)}, which could not be read"))}


def _read(file: SourceFile, is_json: bool) -> dict[str, Given]:
    if is_json:
        return {name: _known(value) for name, value in _json_values(file.text).items()}
    return {name: _from_setting(setting) for name, setting in parse_settings(file).items()}


def _json_values(text: str) -> dict[str, Value]:
    from .functions.encoding import from_json

    try:
        found = from_json(text)
    except (Failure, RecursionError) as failure:
        error = failure.__context__
        offset = error.pos if isinstance(error, json.JSONDecodeError) else 0
        raise NotParsed(offset, "it is not valid JSON") from None
    if not isinstance(found, dict):
        raise NotParsed(0, "a variables file holds one object")
    return found


def _known(value: Value) -> Given:
    return lambda _type, _literal: value


def _from_setting(setting: Setting) -> Given:
    return lambda _type, _literal: evaluate(setting.expression, NOTHING)
