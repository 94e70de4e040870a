"""Reading plans, beside Python's own JSON and what others take for the same plan in the same run: ``make bench``.

Every figure is the minimum of several runs of whole processes, taken in turn so that a busy minute hits all alike.
Growth is measured in what the processor worked, which a busy machine changes little.
The peers live in an environment of their own, whose interpreter is the first argument.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from source import Cost, measured, scan, show, tell

SIZES = (2, 20, 90)
LOAD = "import json, sys; json.load(open(sys.argv[1], encoding='utf-8'))"
JOIN = """
import gc, sys, pathlib
from hcl_scanner.plan import read_plan
gc.disable()
graph = read_plan(pathlib.Path(sys.argv[1]).read_bytes(), sys.argv[1])
named = (one.body.get("default_action.target_group_arn").value for one in graph.of_type("aws_lb_listener"))
links = [link for value in named for link in graph.follow(value, ["aws_lb_target_group"]) if link.resource]
assert len({link.resource.address for link in links}) == int(sys.argv[2])
"""
FEATURE = """
Feature: listeners
  Scenario: a listener says its protocol
    Given I have aws_lb_listener defined
    Then it must have protocol
"""
POLICY = """
package main

import rego.v1

deny contains message if {
  some change in input.resource_changes
  change.type == "aws_lb_listener"
  not change.change.after.protocol
  message := change.address
}
"""


def python(script: str, *arguments: str) -> Sequence[str]:
    return sys.executable, "-c", script, *arguments


def sizes(top: Path) -> Cost:
    """Plans of all sizes; the cost of a scan of the one of 20 MB."""
    commands = {f"scan {size}": scan(f"plan_{size}.json") for size in (0, *SIZES)}
    commands |= {f"load {size}": python(LOAD, f"plan_{size}.json") for size in SIZES}
    found = measured(commands, top)
    start = found["scan 0"]
    tell("lbgate, one stack (its start-up)", start)
    for size in SIZES:
        tell(f"json.load, {size} MB", found[f"load {size}"])
    small, middle, large = (found[f"scan {size}"] for size in SIZES)
    tell("lbgate, 2 MB", small, f"{small.seconds / found['load 2'].seconds:.2f} x json.load")
    ratio = (middle.seconds - start.seconds) / found["load 20"].seconds
    show("lbgate, 20 MB, beyond its start-up", middle, f"{ratio:.2f} x json.load", "0.5 x", ratio <= 0.5)
    ratio = large.seconds / found["load 90"].seconds
    show("lbgate, 90 MB", large, f"{ratio:.2f} x json.load", "0.25 x", ratio <= 0.25)
    beyond = large.megabytes - (top / "plan_90.json").stat().st_size / (1 << 20)
    show("lbgate, 90 MB, peak memory", large, f"the file + {beyond:.0f} MB", "60 MB", beyond <= 60)
    growth = (large.worked - start.worked) / (middle.worked - start.worked)
    show("lbgate, 90 MB, work beyond its start-up", large, f"{growth:.1f} x 20 MB", "5.5 x", growth <= 5.5)
    return middle


def peers(top: Path, interpreter: str, own: Cost) -> None:
    """What others take for the plan of 20 MB; each that is there."""
    (top / "features").mkdir()
    (top / "features" / "listeners.feature").write_text(FEATURE, encoding="utf-8")
    (top / "policy").mkdir()
    (top / "policy" / "listeners.rego").write_text(POLICY, encoding="utf-8")
    folder = Path(interpreter).parent
    checkov = (interpreter, "-m", "checkov.main", "-f", "plan_20.json", "--framework", "terraform_plan", "--compact")
    others = {
        "terraform-compliance": (str(folder / "terraform-compliance"), "-f", "features", "-p", "plan_20.json"),
        "conftest": (str(folder / "conftest"), "test", "plan_20.json"),
    }
    there = {name: command for name, command in others.items() if Path(command[0]).exists()}
    found = measured({"checkov": (*checkov, "--quiet", "--skip-download"), **there}, top, runs=1)
    ratio = found["checkov"].seconds / own.seconds
    show("checkov, 20 MB", found["checkov"], f"{ratio:.0f} x lbgate", "at least 20 x", ratio >= 20)
    for name in there:
        tell(f"{name}, 20 MB", found[name], f"{found[name].seconds / own.seconds:.0f} x lbgate")


def listeners(top: Path) -> None:
    counts = (1_000, 10_000)
    joins = {f"join {count}": python(JOIN, f"listeners_{count}.json", str(count)) for count in counts}
    found = measured({**joins, **{f"scan {count}": scan(f"listeners_{count}.json") for count in counts}}, top)
    few, many = (found[f"join {count}"] for count in counts)
    tell("reading a plan and joining 1,000 listeners", few)
    worked = f"{many.worked:.2f} s of work"
    show("reading a plan and joining 10,000 listeners", many, worked, "2 s", many.worked <= 2)
    few, many = (found[f"scan {count}"] for count in counts)
    ratio = many.worked / few.worked
    tell("lbgate, 1,000 listeners", few)
    show("lbgate, 10,000 listeners", many, f"{ratio:.1f} x 1,000", "11 x", ratio <= 11)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        top = Path(folder)
        # A process of its own writes them, since a process inherits the peak memory of the one that starts it.
        subprocess.run([sys.executable, str(Path(__file__).with_name("plans.py")), folder], check=True)
        own = sizes(top)
        listeners(top)
        peers(top, sys.argv[1], own)


if __name__ == "__main__":
    main()
