"""What the real terraform planned of every case is what the source reader sees in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from hcl_scanner.plan import read_plan
from hcl_scanner.source import Options, read_folder
from policies.graph import Block, Graph
from policies.providers import TYPES
from policies.values import OneOf, Unknown

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
CASES = sorted(path.parent for path in FIXTURES.glob("*/*/plan.json"))
PROTOCOL_WORDS = (
    *("protocol", "lb_protocol", "instance_protocol", "load_balancer_type", "target_type", "type", "health_check_type"),
    *("port", "lb_port", "instance_port", "listener_port", "backend_port"),
)


def plan_of(case: Path, source: Graph | None = None) -> Graph:
    return read_plan((case / "plan.json").read_bytes(), "plan.json", TYPES, source)


def source_of(case: Path) -> Graph | None:
    return next(iter(read_folder(case, TYPES, Options(cache=False)).graphs), None)


def words(block: Block, path: str) -> Iterator[tuple[str, str]]:
    """The protocol words and ports of a body at every level, each with its path; "?" for what is unknown."""
    for name, entry in block.entries.items():
        here = f"{path}.{name}"
        if isinstance(entry.value, (Unknown, OneOf)):
            yield here, "?"
        elif isinstance(entry.value, list):
            for inner in block.blocks(name):
                yield from words(inner, here)
        elif name in PROTOCOL_WORDS and entry.value is not None:
            yield here, str(entry.value).upper()


def agrees(written: tuple[str, str], planned: set[tuple[str, str]]) -> bool:
    """Whether the plan has that word there, or does not know what is there; what the source does not know proves nothing."""
    path, word = written
    return word == "?" or written in planned or any(path.startswith(here) for here, said in planned if said == "?")


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}/{case.name}")
def test_a_plan_has_the_resources_and_words_of_its_source(case: Path) -> None:
    plan, source = plan_of(case), source_of(case)
    assert source is not None
    assert {address for address, one in plan.resources.items() if not one.outside} == source.resources.keys()
    for address, resource in source.resources.items():
        planned = set(words(plan.resources[address].body, address))
        assert [one for one in words(resource.body, address) if not agrees(one, planned)] == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}/{case.name}")
def test_with_its_source_every_written_attribute_stands_where_it_is_written(case: Path) -> None:
    source = source_of(case)
    deployed = {address: one for address, one in plan_of(case, source).resources.items() if not one.outside}
    for address, resource in deployed.items():
        assert source is not None
        written = source.resources[address].body
        for name, entry in resource.body.entries.items():
            expected = written.entries[name].place if name in written.entries else written.place
            assert entry.place == expected
