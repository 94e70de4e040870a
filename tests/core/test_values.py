"""Values that are one of several: opened with their conditions, and never combined against them."""

from __future__ import annotations

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from policies.model import Spot
from policies.values import ALWAYS, AnythingBut, Choice, OneOf, choices, compatible
from policies.worlds import Dimension, worlds

ASKED = st.sampled_from(["var.a", "var.b", "var.c"])
CONDITIONS = st.dictionaries(ASKED, st.sampled_from(["true", "false"])).map(lambda answers: frozenset(answers.items()))
PLAIN = st.sampled_from(["TCP", "HTTP", "HTTPS"])
VALUES = st.recursive(
    PLAIN,
    lambda inner: st.lists(st.builds(Choice, inner, CONDITIONS), min_size=1, max_size=3).map(lambda c: OneOf(tuple(c))),
    max_leaves=6,
)


def is_(answer: str, question: str = "var.a") -> frozenset[tuple[str, str]]:
    return frozenset({(question, answer)})


def test_a_plain_value_is_its_only_choice() -> None:
    assert list(choices("TCP")) == [Choice("TCP", ALWAYS)]


def test_nested_alternatives_are_opened_under_both_conditions() -> None:
    inner = OneOf((Choice("TCP", is_("true", "var.b")), Choice("HTTP", is_("false", "var.b"))))
    opened = list(choices(OneOf((Choice(inner, is_("true")), Choice("HTTPS", is_("false"))))))
    assert opened == [
        Choice("TCP", is_("true") | is_("true", "var.b")),
        Choice("HTTP", is_("true") | is_("false", "var.b")),
        Choice("HTTPS", is_("false")),
    ]


def test_an_alternative_that_contradicts_its_own_condition_is_left_out() -> None:
    inner = OneOf((Choice("TCP", is_("true")), Choice("HTTP", is_("false"))))
    assert [choice.value for choice in choices(OneOf((Choice(inner, is_("true")),)))] == ["TCP"]


@given(VALUES)
def test_no_opened_choice_has_two_answers_to_one_question(value: object) -> None:
    assert all(compatible(choice.when) for choice in choices(value))


@given(VALUES, VALUES)
def test_the_cases_are_all_combinations_whose_conditions_can_hold_together(one: object, other: object) -> None:
    first, second = tuple(choices(one)), tuple(choices(other))
    found = worlds([Dimension("a", Spot("", ""), first), Dimension("b", Spot("", ""), second)])
    expected = [(a.value, b.value) for a, b in product(first, second) if _agree(a, b)]
    assert [(world.values["a"], world.values["b"]) for world in found] == expected


def _agree(one: Choice, other: Choice) -> bool:
    asked, also = dict(one.when), dict(other.when)
    return all(also.get(question, answer) == answer for question, answer in asked.items())


def test_anything_but_some_keys_goes_with_every_other_answer() -> None:
    other = frozenset({("var.a", AnythingBut(["HTTP", "HTTPS"]))})
    assert compatible(other, is_("TCP"))
    assert compatible(other, is_("HTTP", "var.b"))
    assert compatible(other, frozenset({("var.a", AnythingBut(["TCP"]))}))
    assert not compatible(other, is_("HTTP"))
