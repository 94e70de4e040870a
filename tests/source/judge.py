"""Asks the real terraform what expressions are: each is an output of one plan."""

from __future__ import annotations

import json
import os
import re
import subprocess
from decimal import Decimal
from pathlib import Path
from typing import Any

from hcl_scanner.source.bodies import public
from hcl_scanner.source.domain import Failure
from hcl_scanner.source.options import Options
from hcl_scanner.source.session import Session
from hcl_scanner.source.trees import Tree
from policies.values import OneOf, Unknown

ERROR = "error"
UNKNOWN = "unknown"

_PRELUDE = """
terraform {
}
resource "terraform_data" "u" {
}
resource "terraform_data" "many" {
  for_each = toset(["a", "b"])
  input    = each.key
}
resource "terraform_data" "counted" {
  count = 2
}
variable "words" {
  type    = list(string)
  default = ["b", "a", "c"]
}
variable "ports" {
  type    = map(number)
  default = { http = 80, https = 443 }
}
variable "options" {
  type = map(object({ port = optional(number, 80), protocol = optional(string), on = optional(bool, true) }))
  default = { a = { protocol = "HTTP" }, b = { port = "8443", on = false } }
}
variable "name" {
  default = "web"
}
variable "flag" {
  type    = bool
}
variable "nothing" {
  type    = string
  default = null
}
locals {
  unknown = terraform_data.u.id
  object  = { b = 1, a = "x", c = [1, "two", true], d = null }
  tuple   = [1, "2", true, null]
  set     = toset(["x", "y", "x"])
  empty   = []
  text    = "Hello, World"
}
"""


def ours(folder: Path, count: int, **variables: str) -> list[Any]:
    """What the reader says of each output."""
    session = Session(folder, (), Options(variables=tuple(variables.items())))
    top = Tree(session, folder).top
    return [_ours(top, f"o{number}") for number in range(count)]


def _ours(top: Any, name: str) -> Any:
    try:
        return public(top.output(name))
    except Failure:
        return ERROR


def terraforms(folder: Path, count: int) -> list[Any]:
    """What terraform says: a value with ``UNKNOWN`` where it does not know, or ``ERROR``."""
    dead: set[int] = set()
    expressions = (folder / "main.tf").read_text().split("\n")
    for _ in range(6):
        failed = _failed(
            _run(folder, "plan", "-var=flag=true", "-refresh=false", "-lock=false", "-json", "-out=plan"), expressions
        )
        if not failed:
            break
        dead |= failed
        for number in failed:
            line = next(i for i, one in enumerate(expressions) if one.startswith(f'output "o{number}"'))
            expressions[line] = ""
        (folder / "main.tf").write_text("\n".join(expressions))
    plan = json.loads(_run(folder, "show", "-json", "plan"), parse_float=Decimal, parse_int=int)
    changes = plan.get("output_changes", {})
    return [ERROR if n in dead else _overlaid(changes.get(f"o{n}", {})) for n in range(count)]


def initialise(folder: Path) -> None:
    _run(folder, "init")


def _run(folder: Path, *words: str) -> str:
    empty = folder / "empty.tfrc"
    empty.touch()
    environment = {**os.environ, "TF_CLI_CONFIG_FILE": str(empty), "CHECKPOINT_DISABLE": "1", "TF_IN_AUTOMATION": "1"}
    done = subprocess.run(
        ["terraform", *words], cwd=folder, capture_output=True, text=True, env=environment, timeout=120, check=False
    )
    return done.stdout


def _failed(log: str, lines: list[str]) -> set[int]:
    found = set()
    for line in log.splitlines():
        event = json.loads(line)
        if event.get("@level") == "error" and "diagnostic" in event:
            at = event["diagnostic"].get("range", {}).get("start", {}).get("line")
            where = lines[at - 1] if at else event["diagnostic"]["detail"]
            names = re.findall(r'output (?:value )?"o(\d+)"', where)
            assert names, line
            found |= {int(name) for name in names}
    return found


def _overlaid(change: dict[str, Any]) -> Any:
    return _merged(change.get("after"), change.get("after_unknown"))


def _merged(value: Any, unknown: Any) -> Any:
    if unknown is True:
        return UNKNOWN
    if isinstance(unknown, dict) and isinstance(value, dict):
        return {key: _merged(value.get(key), unknown.get(key)) for key in {*value, *unknown}}
    if isinstance(unknown, list) and isinstance(value, list):
        rest = unknown + [False] * (len(value) - len(unknown))
        return [_merged(one, other) for one, other in zip(value, rest, strict=False)]
    return value


def write(folder: Path, expressions: list[str]) -> None:
    """One output a line, so that a diagnostic's line names its expression."""
    outputs = (f'output "o{n}" {{ value = {{ v = {one} }} }}' for n, one in enumerate(expressions))
    (folder / "main.tf").write_text(_PRELUDE + "\n".join(outputs) + "\n")


def compare(ours: Any, theirs: Any) -> str:
    """``same``, ``different``, or which of the two knows less (``less`` is ours, ``more`` is theirs)."""
    if ours == ERROR:
        return "less" if UNKNOWN in str(theirs) else "different"
    if isinstance(ours, Unknown):
        return "same" if theirs == UNKNOWN else "less"
    if isinstance(ours, OneOf):
        return "same" if theirs == UNKNOWN else "less"
    if theirs == UNKNOWN:
        return "more"
    if isinstance(ours, dict) and isinstance(theirs, dict) and set(ours) == set(theirs):
        return _worst(compare(item, theirs[key]) for key, item in ours.items())
    if isinstance(ours, list) and isinstance(theirs, list) and len(ours) == len(theirs):
        if (
            ours
            and all(isinstance(one, list | dict) for one in ours)
            and sorted(map(str, ours)) == sorted(map(str, theirs))
        ):
            return "same"  # a set of collections has an order that only its hashes tell
        return _worst(compare(one, other) for one, other in zip(ours, theirs, strict=True))
    if isinstance(ours, Decimal) and isinstance(theirs, Decimal):
        # Terraform's numbers have 53, 64 or 512 bits, by where they come from.
        return "same" if abs(ours - theirs) <= abs(theirs) * Decimal("1e-15") else "different"
    if type(ours) is type(theirs) or {type(ours), type(theirs)} <= {int, Decimal}:
        return "same" if ours == theirs else "different"
    return "different"


def _worst(found: Any) -> str:
    order = ["same", "more", "less", "different"]
    return max(found, key=order.index, default="same")
