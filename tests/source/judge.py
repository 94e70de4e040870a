"""Asks the real terraform what expressions are: each is an output of one plan."""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any
from unittest import mock

from hcl_scanner.source import expressions
from hcl_scanner.source.bodies import public
from hcl_scanner.source.domain import Failed, Failure, Group, Lst, Map, Obj, Opaque, Tup
from hcl_scanner.source.operators import both
from hcl_scanner.source.options import Options
from hcl_scanner.source.primitives import to_bool
from hcl_scanner.source.session import Session
from hcl_scanner.source.trees import Tree
from policies.values import OneOf, Unknown

from .scope import lay_out

ERROR = "error"
UNKNOWN = "unknown"

_KINDS = {Tup: "tuple", Lst: "list", Group: "set", Obj: "object", Map: "map"}
_ROUNDS = 12


@dataclass(frozen=True, slots=True)
class Answer:
    """What terraform says: a value with ``UNKNOWN`` where it does not know, and its type; or ``ERROR`` and why."""

    value: Any
    type: Any = None
    reason: str = ""


def prepare(folder: Path) -> None:
    """Makes a folder in which expressions can be judged."""
    lay_out(folder)
    (folder / "outputs.tf").write_text("")
    _run(folder, "init")


def write(folder: Path, texts: Iterable[str]) -> None:
    """One output for each expression."""
    outputs = (f'output "o{n}" {{\nsensitive = true\nvalue = {{ v = {one}\n}}\n}}\n' for n, one in enumerate(texts))
    (folder / "outputs.tf").write_text("".join(outputs))


def ours(folder: Path, count: int, **variables: str) -> list[Any]:
    """What the reader says of each output, as values of its evaluation."""
    session = Session(folder, (), Options(tuple(variables.items()), cache=False))
    top = Tree(session, folder).top
    with mock.patch.object(expressions, "both", _both):
        return [_ours(top, f"o{number}") for number in range(count)]


def _both(left: Any, right: Callable[[], Any], stop: bool) -> Any:
    """``&&`` and ``||`` of Terraform before 1.12, which refuses a right operand that the left one makes idle."""
    to_bool(right())
    return both(left, right, stop)


def plain(values: Iterable[Any]) -> list[Any]:
    """The same as ``policies`` sees them."""
    return [value if value == ERROR else public(value) for value in values]


def _ours(top: Any, name: str) -> Any:
    try:
        value = top.output(name)
    except Failure:
        return ERROR
    return value["v"] if isinstance(value, dict) else value


def terraforms(folder: Path, count: int, **variables: str) -> list[Answer]:
    """What terraform says of each output."""
    text = (folder / "outputs.tf").read_text()
    given = [f"-var={name}={value}" for name, value in variables.items()]
    dead: dict[int, str] = {}
    for _ in range(_ROUNDS):
        log = _run(folder, "plan", *given, "-refresh=false", "-lock=false", "-json", "-out=plan")
        failed = _failed(log, (folder / "outputs.tf").read_text())
        if not failed:
            break
        dead |= failed
        (folder / "outputs.tf").write_text(_without(text, dead))
    else:
        raise AssertionError(f"the plan keeps failing: {failed}")
    (folder / "outputs.tf").write_text(text)
    plan = json.loads(_run(folder, "show", "-json", "plan"), parse_float=Decimal)
    planned = plan.get("planned_values", {}).get("outputs", {})
    changes = plan.get("output_changes", {})
    return [
        Answer(ERROR, reason=dead[n]) if n in dead else _answer(changes[f"o{n}"], planned.get(f"o{n}", {}))
        for n in range(count)
    ]


def _answer(change: Mapping[str, Any], planned: Mapping[str, Any]) -> Answer:
    value = _merged(change.get("after"), change.get("after_unknown"))
    type_ = planned.get("type")
    return Answer(value["v"] if isinstance(value, dict) else value, type_ and type_[1]["v"])


def _without(text: str, dead: Iterable[int]) -> str:
    """The outputs but for some of them; lines keep their numbers."""
    blocks = re.split(r'(?m)^(?=output "o\d+" \{$)', text)
    return "".join("\n" * b.count("\n") if b and int(b[9 : b.index('" {')]) in dead else b for b in blocks)


def _run(folder: Path, *words: str) -> str:
    empty = folder / "empty.tfrc"
    empty.touch()
    environment = {**os.environ, "TF_CLI_CONFIG_FILE": str(empty), "CHECKPOINT_DISABLE": "1", "TF_IN_AUTOMATION": "1"}
    done = subprocess.run(
        ["terraform", *words], cwd=folder, capture_output=True, text=True, env=environment, timeout=300, check=False
    )
    return done.stdout


def _failed(log: str, text: str) -> dict[int, str]:
    """The outputs that terraform reports an error for, and what it says."""
    found: dict[int, str] = {}
    owners: list[str] = []
    for line in text.split("\n"):
        opening = re.match(r'output "o(\d+)" \{$', line)
        owners.append(opening[1] if opening else owners[-1] if owners else "")
    for line in log.splitlines():
        event = json.loads(line)
        if event.get("@level") == "error" and "diagnostic" in event:
            diagnostic = event["diagnostic"]
            reason = f"{diagnostic['summary']}: {diagnostic['detail']}"
            at = diagnostic.get("range", {"filename": "outputs.tf"})
            assert at["filename"] == "outputs.tf", line
            lines = [owners[at["start"]["line"] - 1]] if "start" in at else re.findall(r'output value "o(\d+)"', reason)
            found |= {int(name): reason for name in lines}
    return found


def _merged(value: Any, unknown: Any) -> Any:
    if unknown is True:
        return UNKNOWN
    if isinstance(unknown, dict) and isinstance(value, dict):
        return {key: _merged(value.get(key), unknown.get(key)) for key in {*value, *unknown}}
    if isinstance(unknown, list) and isinstance(value, list):
        rest = unknown + [False] * (len(value) - len(unknown))
        return [_merged(one, other) for one, other in zip(value, rest, strict=False)]
    return value


def compare(found: Any, answer: Answer) -> str:
    """``same``, ``different``, or which of the two knows less (``less`` is ours, ``more`` is theirs)."""
    if answer.value == ERROR:
        return "same" if found == ERROR else "less" if is_open(found) else "different"
    if found == ERROR:
        return "more" if _unknown_in(answer.value) else "different"
    return _compared(found, answer.value, answer.type)


def is_open(found: Any) -> bool:
    """Whether a value is not known in any part."""
    if isinstance(found, tuple):
        return any(map(is_open, found))
    if isinstance(found, dict):
        return any(map(is_open, found.values()))
    return isinstance(found, Unknown | OneOf | Opaque)


def _unknown_in(value: Any) -> bool:
    if isinstance(value, list):
        return any(map(_unknown_in, value))
    if isinstance(value, dict):
        return any(map(_unknown_in, value.values()))
    return bool(value == UNKNOWN)


def _compared(found: Any, theirs: Any, type_: Any) -> str:
    if isinstance(found, Unknown | OneOf | Failed):
        return "same" if theirs == UNKNOWN else "less"
    if isinstance(found, Opaque):
        return "same" if _unknown_in(theirs) else "less"
    if theirs == UNKNOWN:
        return "more"
    if type_ is not None and theirs is not None and _kind(found) not in (type_, type_[0], "null"):
        return "different"
    if isinstance(found, dict) and isinstance(theirs, dict) and set(found) == set(theirs):
        return _worst(_compared(item, theirs[key], _inner(type_, key)) for key, item in found.items())
    if isinstance(found, tuple) and isinstance(theirs, list) and len(found) == len(theirs):
        return _compared_items(found, theirs, type_)
    if isinstance(found, int | Fraction) and isinstance(theirs, int | Decimal) and not isinstance(found, bool):
        return "same" if alike(Fraction(found), Fraction(theirs)) else "different"
    return "same" if type(found) is type(theirs) and found == theirs else "different"


def _compared_items(found: Any, theirs: list[Any], type_: Any) -> str:
    if isinstance(found, Group) and any(isinstance(one, list | dict) for one in theirs):
        return _compared_sets(found, theirs, type_)
    pairs = zip(found, theirs, strict=True)
    return _worst(_compared(one, other, _inner(type_, n)) for n, (one, other) in enumerate(pairs))


def _compared_sets(found: Any, theirs: list[Any], type_: Any) -> str:
    """A set of collections has an order that only its hashes tell."""
    rest = list(theirs)
    for one in found:
        twin = next((other for other in rest if _compared(one, other, _inner(type_, 0)) != "different"), rest)
        if twin is rest:
            return "different"
        rest.remove(twin)
    return "same"


def _inner(type_: Any, key: Any) -> Any:
    if not isinstance(type_, list) or len(type_) < 2:
        return None
    return type_[1][key] if type_[0] in ("tuple", "object") else type_[1]


def _kind(found: Any) -> str:
    if found is None:
        return "null"
    scalars = {str: "string", bool: "bool", int: "number", Fraction: "number"}
    return scalars.get(type(found)) or _KINDS.get(type(found), "")


def alike(one: Fraction, other: Fraction) -> bool:
    """Terraform's numbers have 53, 64 or 512 bits, by where they come from."""
    return abs(one - other) <= abs(other) * Fraction(1, 10**15)


def _worst(found: Iterable[str]) -> str:
    order = ["same", "more", "less", "different"]
    return max(found, key=order.index, default="same")
