"""Reading Terraform source, beside what others take for the same trees in the same run: ``make bench``.

Every figure is the minimum of several runs of whole processes, taken in turn so that a busy minute hits all alike.
The peers live in an environment of their own, whose interpreter is the first argument.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import trees

ROOT = Path(__file__).resolve().parents[1]
RUNS = 5
MATTERING = 260
TFPARSE = "import sys, tfparse; tfparse.load_from_path(sys.argv[1])"


@dataclass(frozen=True)
class Cost:
    """The shortest time of several runs in seconds, the largest memory in MB, and the least that the processor worked."""

    seconds: float
    megabytes: float
    worked: float


def measured(commands: Mapping[str, Sequence[str]], top: Path, runs: int = RUNS) -> dict[str, Cost]:
    """What each command costs; every one is run once before, so that files and caches are warm."""
    for command in commands.values():
        _run(command, top)
    taken = [{name: _run(command, top) for name, command in commands.items()} for _ in range(runs)]
    return {
        name: Cost(
            min(one[name].seconds for one in taken),
            max(one[name].megabytes for one in taken),
            min(one[name].worked for one in taken),
        )
        for name in commands
    }


def _run(command: Sequence[str], top: Path) -> Cost:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "XDG_CACHE_HOME": str(top / "cache")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed lbgate is compiled
    start = time.perf_counter()
    with subprocess.Popen(
        command, cwd=top, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as run:
        _, status, used = os.wait4(run.pid, 0)
        run.returncode = os.waitstatus_to_exitcode(status)
    if run.returncode not in (0, 1):  # checkov and lbgate end with 1 where they find something
        raise SystemExit(f"{' '.join(command)} ended with {run.returncode}")
    return Cost(time.perf_counter() - start, peak(used), used.ru_utime + used.ru_stime)


def peak(used: resource.struct_rusage) -> float:
    """The largest memory of a process that has ended, in MB."""
    return used.ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)


def scan(folder: str, *options: str) -> Sequence[str]:
    return sys.executable, "-m", "hcl_scanner", "scan", *options, folder


def tell(what: str, cost: Cost, figure: str = "") -> None:
    print(f"{what:<44} {cost.seconds * 1000:7.0f} ms {cost.megabytes:5.0f} MB  {figure}".rstrip())


def show(what: str, cost: Cost, figure: str, limit: str, held: bool) -> None:
    verdict = "held" if held else "MISSED"
    tell(what, cost, f"{figure:<26} (limit: {limit}) {verdict}")


def five_hundred_files(top: Path, peers: str) -> None:
    trees.one_root(top / "files_500", 500, 25)
    checkov = (peers, "-m", "checkov.main", "-d", "files_500", "--framework", "terraform", "--compact", "--quiet")
    found = measured({"cold": scan("files_500", "--no-cache"), "warm": scan("files_500"),
                      "tfparse": (peers, "-c", TFPARSE, "files_500")}, top)  # fmt: skip
    found |= measured({"checkov": (*checkov, "--skip-download")}, top, runs=2)
    cold, warm, tfparse = found["cold"], found["warm"], found["tfparse"]
    tell("tfparse, 500 files", tfparse)
    ratio = cold.seconds / tfparse.seconds
    show("lbgate, 500 files, no cache", cold, f"{ratio:.2f} x tfparse", "0.8 x", ratio <= 0.8)
    show("lbgate, 500 files, cache warm", warm, "", "250 ms", warm.seconds <= 0.25)
    ratio = found["checkov"].seconds / cold.seconds
    show("checkov, 500 files", found["checkov"], f"{ratio:.0f} x lbgate", "at least 20 x", ratio >= 20)


def ten_thousand_files(top: Path) -> None:
    trees.many_roots(top / "files_10000", 10_000, MATTERING)
    commands = {
        "grep": ("grep", "-rlF", "aws_lb", "files_10000"),
        "cold": scan("files_10000", "--no-cache"),
        "warm": scan("files_10000"),
    }
    found = measured(commands, top)
    grep = found["grep"]
    tell("grep -rlF aws_lb, 10,000 files", grep)
    limit = 3 * grep.seconds + 0.003 * MATTERING
    for name, what in (("cold", "no cache"), ("warm", "cache warm")):
        cost = found[name]
        each = (cost.seconds - 3 * grep.seconds) * 1000 / MATTERING
        show(f"lbgate, 10,000 files, {what}", cost, f"3 x grep + {each:.1f} ms each", f"{limit * 1000:.0f} ms",
             cost.seconds <= limit)  # fmt: skip
    peak = max(found["cold"].megabytes, found["warm"].megabytes)
    show("lbgate, 10,000 files, peak memory", found["cold"], f"{peak:.0f} MB", "150 MB", peak <= 150)


def module_calls(top: Path) -> None:
    for count in (20, 200):
        trees.calls(top / f"calls_{count}", count)
    found = measured({str(count): scan(f"calls_{count}", "--no-cache") for count in (20, 200)}, top)
    ratio = found["200"].seconds / found["20"].seconds
    tell("lbgate, 20 module calls", found["20"])
    show("lbgate, 200 module calls", found["200"], f"{ratio:.1f} x 20 calls", "11 x", ratio <= 11)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        five_hundred_files(Path(folder), sys.argv[1])
        ten_thousand_files(Path(folder))
        module_calls(Path(folder))


if __name__ == "__main__":
    main()
