"""The SDK's proxies as plain data: nothing raises, and every unknown stays one."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.needs import absent

if find_spec("pulumi_policy") is None:
    absent("pulumi-sdk", "pulumi_policy is not installed")

from pulumi_policy.proxy import unknown_checking_proxy

from policies.pack import plain
from policies.pulumi_data import SENTINELS

NAMES = st.text(max_size=8).filter(lambda name: not name.startswith("__"))
TREES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.sampled_from(sorted(SENTINELS)),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=12,
)


@given(st.dictionaries(NAMES, TREES, max_size=4))
def test_proxies_come_back_as_what_they_wrap(tree: dict[str, Any]) -> None:
    assert plain(unknown_checking_proxy(tree)) == tree


def test_what_pulumi_keeps_for_itself_is_left_out() -> None:
    assert plain(unknown_checking_proxy({"__defaults": [], "inner": {"__meta": 1, "port": 80}})) == {
        "inner": {"port": 80}
    }
