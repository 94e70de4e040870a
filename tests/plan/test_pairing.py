"""Blocks of a plan find themselves in the configuration, in whatever order the provider hands them back."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from hcl_scanner.plan.pairing import literals, paired
from hcl_scanner.plan.references import parsed, told_apart


def test_literals_are_compared_as_terraform_converts_them() -> None:
    assert literals({"port": 80, "on": True, "protocol": "https"}) == literals(
        {"port": "80", "on": "true", "protocol": "HTTPS"}
    )
    assert literals({"weight": 1.0}) == literals({"weight": 1})
    assert literals({"name": "", "port": None, "list": [1]}) == {}


@given(st.permutations(range(6)))
def test_blocks_with_names_of_their_own_pair_in_any_order(order: list[int]) -> None:
    found = [{"name": f"n{n}", "default": "x"} for n in order]
    assert paired(found, [{"name": f"n{n}"} for n in range(6)]) == order


def test_blocks_that_are_alike_are_interchangeable() -> None:
    assert paired([{"type": "forward"}] * 2, [{}, {}]) == [0, 1]


def test_blocks_that_differ_where_the_others_say_nothing_do_not_pair() -> None:
    assert paired([{"weight": "1"}, {"weight": "2"}], [{}, {}]) == [None, None]


def test_what_is_left_over_pairs() -> None:
    assert paired([{"weight": "1"}, {"weight": "2"}], [{}, {"weight": "1"}]) == [1, 0]


def test_two_blocks_do_not_share_one() -> None:
    assert paired([{"a": "1"}, {"a": "1", "b": "2"}], [{"a": "1"}, {"a": "3"}]) == [None, None]


@given(st.lists(st.text('ab.[]"\\01', max_size=12), max_size=6))
def test_any_text_reads_as_a_reference(texts: list[str]) -> None:
    assert all(reference.text in texts for reference in told_apart(texts))


def test_a_reference_is_taken_apart() -> None:
    found = parsed('module.back["a.b"].groups["x"].arn')
    assert (found.kind, found.name, found.key, found.path) == ("module", "back", '["a.b"]', ("groups", '["x"]', "arn"))
    found = parsed("data.aws_lb.shared[0].arn")
    assert (found.kind, found.name, found.key, found.path) == ("data", "data.aws_lb.shared", "[0]", ("arn",))
