"""What is no plan as Terraform writes it names the file and the reason, and never a value."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hcl_scanner.errors import Unreadable
from hcl_scanner.plan import read_plan
from policies.graph import Block

from .documents import GROUP, WANTED, change, document

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
DEEP = 100_000


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b'{"format_version": "1.2", "resource_changes": [', "not valid JSON: input data was truncated"),
        (b'{"format_version": "1.2" x}', "not valid JSON: expected ',' or '}' (byte 25)"),
        (b"[]", "not a plan as Terraform writes it: expected `object`, got `array`"),
        (b'{"format_version": "2.0"}', "the plan's format_version is 2.0; this reads the versions 0.1 to 1.x"),
        (b'{"format_version": "S3CRET"}', "the plan has no format_version, so that its format is not known"),
        (b"{}", "the plan has no format_version, so that its format is not known"),
        (
            b'{"format_version": "1.2", "errored": true}',
            "the plan is incomplete: terraform ended in an error while it made it",
        ),
        (
            b'{"format_version": "1.2", "resource_changes": {"a": "S3CRET"}}',
            "not a plan as Terraform writes it: expected `array`, got `object` - at `$.resource_changes`",
        ),
        (
            b'{"format_version": "1.2", "resource_changes": [{"address": 7}]}',
            "not a plan as Terraform writes it: expected `str`, got `int` - at `$.resource_changes[0].address`",
        ),
        (
            b'{"format_version": "1.2", "x": ' + b"[" * DEEP + b"]" * DEEP + b"}",
            "the plan is nested too deep",
        ),
    ],
    ids=lambda value: value[:40] if isinstance(value, str) else None,
)
def test_the_reason_is_named(data: bytes, reason: str) -> None:
    with pytest.raises(Unreadable) as raised:
        read_plan(data, "stack/plan.json", WANTED)
    assert raised.value == Unreadable("stack/plan.json", reason)
    assert str(raised.value) == f"stack/plan.json: {reason}"


def test_a_value_that_no_number_can_hold_names_its_resource() -> None:
    data = document([change(GROUP, {"port": 0})]).replace(b'"port": 0', b'"port": 1e999')
    with pytest.raises(Unreadable, match=r"after of aws_lb_target_group\.app"):
        read_plan(data, "plan.json", WANTED)


PLANS = sorted(FIXTURES.glob("*/*/plan.json"))
JUNK = (
    "null",
    "true",
    "7",
    '"S3CRET"',
    "[]",
    "{}",
    "[true]",
    '{"references": 3}',
    '{"references": ["each.value", ""]}',
)


def places(found: object, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    items: Any = found.items() if isinstance(found, dict) else enumerate(found) if isinstance(found, list) else ()
    return [path, *(place for key, item in items for place in places(item, (*path, key)))]


def walk(block: Block) -> None:
    for name in block.entries:
        for inner in block.blocks(name):
            walk(inner)


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_a_damaged_plan_is_read_or_refused_and_never_breaks_the_reader(data: st.DataObject) -> None:
    plan = json.loads(data.draw(st.sampled_from(PLANS)).read_text(encoding="utf-8"))
    for key in ("planned_values", "prior_state"):
        plan.pop(key, None)
    for _ in range(data.draw(st.integers(1, 3))):
        place = data.draw(st.sampled_from([one for one in places(plan) if one]))
        owner = plan
        for key in place[:-1]:
            owner = owner[key]
        owner[place[-1]] = json.loads(data.draw(st.sampled_from(JUNK)))
    assert "S3CRET" not in refusal(json.dumps(plan).encode())


def refusal(plan: bytes) -> str:
    """Why a plan is refused; nothing where all of it is read."""
    try:
        graph = read_plan(plan, "plan.json")
    except Unreadable as refused:
        return refused.reason
    for resource in graph.resources.values():
        walk(resource.body)
    return ""
