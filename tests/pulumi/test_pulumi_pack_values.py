"""Whatever a property holds, the pack goes on and hides nothing: unknowns, secrets, nulls and wrong types anywhere.

``make fuzz`` looks for new examples for much longer.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hypothesis import given, settings
from hypothesis import strategies as st
from pulumi_places import PROJECT

from policies.pulumi_data import SENTINELS

if TYPE_CHECKING:
    from pack_process import PackProcess, Told
    from toy_engine import Registered

UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"
SECRET = {"4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270"}
WRONG = re.compile(r"(mismatch|ineffective) +LBG10[123]")
"""A route's line in expected.txt, where its protocols do not fit."""
CASES = sorted(
    path
    for path in (PROJECT / "fixtures").glob("*/*/preview.json")
    if WRONG.search(path.with_name("expected.txt").read_text(encoding="utf-8"))
)
EXAMPLES = 150 * int(os.environ.get("LBGATE_FUZZ", "1"))
Path_ = tuple[str | int, ...]


def paths(value: Any, above: Path_ = ()) -> Iterator[Path_]:
    """Every place in a tree of values, but for the root and what stands in a secret already."""
    if isinstance(value, dict) and value.keys() >= SECRET.keys():
        return
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, child in children:
        yield (*above, key)
        yield from paths(child, (*above, key))


def changed(value: Any, path: Path_, put: Any) -> Any:
    """The tree with ``put`` (or what ``put`` makes of what is there) at one place."""
    if not path:
        return put(value) if callable(put) else put
    copy = dict(value) if isinstance(value, dict) else list(value)
    copy[path[0]] = changed(copy[path[0]], path[1:], put)  # type: ignore[index]
    return copy


def secret(value: Any) -> Any:
    return {**SECRET, "value": value}


HIDDEN = st.sampled_from([UNKNOWN, secret])
ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=5)
    | st.sampled_from(sorted(SENTINELS)),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@st.composite
def stacks(draw: st.DrawFn, what: st.SearchStrategy[Any]) -> list[Registered]:
    """A stack with a wrong route in which up to four places hold something else, in inputs and outputs alike."""
    found = list(registered(draw(st.sampled_from(CASES))))
    for _ in range(draw(st.integers(1, 4))):
        number = draw(st.integers(0, len(found) - 1))
        places = list(paths(dict(found[number].inputs)))
        if places:
            found[number] = with_value(found[number], draw(st.sampled_from(places)), draw(what))
    return found


def with_value(one: Registered, path: Path_, put: Any) -> Registered:
    inputs = changed(dict(one.inputs), path, put)
    same = path in set(paths(dict(one.outputs)))
    outputs = changed(dict(one.outputs), path, put) if same else one.outputs
    return replace(one, inputs=inputs, outputs=outputs)


def registered(case: Path) -> Iterator[Registered]:
    from test_pulumi_cases import registered as of_preview

    text = case.read_text(encoding="utf-8")
    yield from of_preview(json.loads(text.replace("urn:pulumi:dev::", f"urn:pulumi:values-{case.parent.name}::")))


def sound(told: list[Told]) -> None:
    for each in told:
        assert "Internal error" not in each.message and "can't run policy" not in each.message, each.message
        assert not any(sentinel in each.message for sentinel in SENTINELS), each.message
        assert each.urn.startswith("urn:pulumi:values-")


@settings(max_examples=EXAMPLES)
@given(st.data())
def test_what_is_hidden_in_a_wrong_route_is_never_silence(pack: PackProcess, data: st.DataObject) -> None:
    told = pack.preview(data.draw(stacks(HIDDEN)))
    sound(told)
    assert told


@settings(max_examples=EXAMPLES)
@given(st.data())
def test_no_tree_of_values_stops_the_pack(pack: PackProcess, data: st.DataObject) -> None:
    sound(pack.preview(data.draw(stacks(ANYTHING))))


def test_there_are_cases_of_every_cloud() -> None:
    assert {case.parent.parent.name for case in CASES} >= {"aws", "baiducloud"}
