"""What the pack costs inside the real ``pulumi`` CLI: previews without a pack, with one that does nothing, and with it.

    python benchmarks/pulumi_cli.py

Needs the CLI (``make cli``). The three are taken in turn, so that they share whatever else the machine does; each figure
is the least of several runs, from the start of the command to its end.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tools" / "pulumi"))

from cli import Workspace, cli_folder
from pulumi_pack import EMPTY

ROOT = Path(__file__).resolve().parents[1]
PROGRAMS = ROOT / "tests" / "pulumi" / "programs"
MANY = """
import pulumi_aws as aws

for number in range({count}):
    balancer = aws.lb.LoadBalancer(f"shop-{{number}}", subnets=["subnet-a", "subnet-b"])
    app = aws.lb.TargetGroup(f"app-{{number}}", port=80, protocol="HTTP", vpc_id="vpc-1")
    aws.lb.Listener(f"web-{{number}}", load_balancer_arn=balancer.arn, port=80, protocol="HTTP",
        default_actions=[{{"type": "forward", "target_group_arn": app.arn}}])
    for other in range(7):
        aws.ssm.Parameter(f"p-{{number}}-{{other}}", type="String", value="v")
"""
STACKS = {
    "wrong, 4 resources": ((PROGRAMS / "wrong.py").read_text(), 7),
    "mended, 4 resources": ((PROGRAMS / "mended.py").read_text(), 7),
    "right, 1,000 resources": (MANY.format(count=100), 2),
}


def seconds(workspace: Workspace, program: str, arguments: Sequence[str]) -> float:
    workspace.write(program)
    start = time.perf_counter()
    workspace.run("preview", *arguments)
    return time.perf_counter() - start


def figures(workspace: Workspace, packs: dict[str, Sequence[str]]) -> Iterator[tuple[str, list[float]]]:
    """For each stack, the least time with each pack."""
    for name, (program, runs) in STACKS.items():
        rounds = [[seconds(workspace, program, pack) for pack in packs.values()] for _ in range(runs)]
        yield name, [min(column) for column in zip(*rounds, strict=True)]


def main() -> None:
    cli = cli_folder() or sys.exit("no pulumi CLI: `make cli` finds or builds it (tools/pulumi/README.md)")
    with tempfile.TemporaryDirectory() as folder:
        empty = Path(folder) / "empty"
        empty.mkdir()
        (empty / "__main__.py").write_text(EMPTY)
        (empty / "PulumiPolicy.yaml").write_text("runtime: python\nversion: 0.0.1\n")
        packs = {
            "no pack": (),
            "empty pack": ("--policy-pack", str(empty)),
            "lbgate": ("--policy-pack", str(ROOT / "policies")),
        }
        workspace = Workspace.of(Path(folder) / "work", PROGRAMS / "wrong.py", cli)
        print("| `pulumi preview` of | " + " | ".join(packs) + " |\n|---|" + "---|" * len(packs))
        for name, times in figures(workspace, packs):
            print(f"| {name} | " + " | ".join(f"{each:.2f} s" for each in times) + " |", flush=True)


if __name__ == "__main__":
    main()
