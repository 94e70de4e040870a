"""Every configuration here, read by lbgate and planned by the real terraform: instances, blocks and values agree."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from hcl_scanner.source import read_folder

from .comparing import compared
from .judging import Call, judged
from .planned import UNKNOWN, Planned

CONFIGURATIONS = Path(__file__).parent / "configurations"
TREES = sorted(folder.name for folder in CONFIGURATIONS.iterdir() if folder.is_dir())

_FROM_DATA = "what a data source finds is known to its provider alone"
UNKNOWN_HERE = {
    "data_sources": {
        **{f"aws_lb_target_group.g[{number}].vpc_id": _FROM_DATA for number in range(2)},
        **{f'aws_lb_target_group.g[{number}].tags["zone"]': _FROM_DATA for number in range(2)},
    },
    "data_with_given": {
        "aws_lb_listener.l.load_balancer_arn": _FROM_DATA,
        'aws_lb_listener.l.tags["of"]': _FROM_DATA,
    },
    "numbers": {
        **{
            f'aws_lb_target_group.g["e"].{name}': "Terraform has a minus zero"
            for name in ("name", "port", 'tags["int"]', 'tags["json"]', 'tags["mod"]', 'tags["text"]')
        },
        **{
            f'aws_lb_target_group.g["a"].{name}': "1/3 has 155 digits, or 20 where 1 and 3 come from length()"
            for name in ("name", 'tags["text"]')
        },
    },
    "unknown_values": {
        f'aws_lb_listener.l["{key}"].tags["starts"]': "startswith() asks for the whole text" for key in "xy"
    },
}
"""What terraform knows and lbgate may not know, by configuration, and why."""

KNOWN_HERE = {
    "json_beside_native": {'module.inner.aws_lb_listener.l.tags["g"]': "an ARN is never null"},
    "unknown_values": {
        f'aws_lb_listener.l["{key}"].tags["condition"]': "both branches are the same text" for key in "xy"
    },
}
"""What lbgate may know and terraform does not say yet."""


@pytest.mark.usefixtures("terraform")
@pytest.mark.parametrize("name", TREES)
def test_source_reads_as_terraform_plans_it(name: str, tmp_path: Path) -> None:
    tree = tmp_path / name
    shutil.copytree(CONFIGURATIONS / name, tree)
    found = judged(tree, Call.of(tree))
    assert found.different == []
    assert _named(found.unknown) <= UNKNOWN_HERE.get(name, {}).keys()
    assert _named(found.more) <= KNOWN_HERE.get(name, {}).keys()
    assert found.instances and found.equal


def _named(lines: list[str]) -> set[str]:
    return {line.partition(": ")[0].replace("'", '"') for line in lines}


def test_there_are_at_least_sixty_configurations() -> None:
    assert len(TREES) >= 60


def test_a_comparison_tells_every_kind_of_difference(tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text(
        'variable "x" {}\n'
        'resource "aws_lb" "a" {\n  name = "n"\n  port = var.x\n  extra = 1\n  logs {\n    on = true\n  }\n}\n'
        'resource "aws_lb" "gone" {\n}\n'
    )
    (graph,) = read_folder(tmp_path, ["aws_lb"]).graphs
    values = {"name": "other", "port": 80, "logs": [], "added": "x", "id": UNKNOWN}
    found = compared(graph, {"aws_lb.a": Planned("aws_lb", values), "aws_lb.new": Planned("aws_lb", {})})
    assert found.different == [
        "aws_lb.a.name: 'n', terraform has 'other'",
        "aws_lb.a.logs: 1 blocks, terraform has []",
        "aws_lb.a.added: absent, terraform has 'x'",
        "aws_lb.a.extra: terraform has none",
        "aws_lb.new: not found",
        "aws_lb.gone: not planned",
    ]
    assert found.unknown == ["aws_lb.a.port: var.x"]
    assert (found.instances, found.equal) == (1, 0)
