"""Every hint is accepted by the judge, none is missing, and the best comes first; for any words of any family."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.explain import Explanation, explain
from policies.matrix import Family
from policies.providers import FAMILIES
from policies.report import Hint
from policies.words import Role, Verdict
from policies.worlds import World, vendor_ruling

Triple = tuple[str, str, str]


@st.composite
def triples(draw: st.DrawFn) -> tuple[Family, Triple]:
    """A family, and any of its own words or another family's in each place."""
    family = FAMILIES[draw(st.sampled_from(sorted(FAMILIES)))]
    listener, backend, check = (draw(st.sampled_from(_words(family, role))) for role in Role)
    return family, (listener, backend, check)


def _words(family: Family, role: Role) -> list[str]:
    return list(dict.fromkeys((*family.words(role), "TCP", "SSL", "UDP", "HTTP", "HTTPS", "ICMP")))


def explained(family: Family, triple: Triple) -> Explanation:
    (found,) = explain(family, triple)
    return found


def right(family: Family, triple: Triple) -> bool:
    ruling = vendor_ruling(World({"family": family, **dict(zip(Role, triple, strict=True))}))
    return ruling.verdict is Verdict.OK and ruling.doubt is None


def words_of(found: Explanation) -> Triple:
    return found.listener, found.backend or "", found.check or ""


def after(hint: Hint, triple: Triple) -> Triple:
    changed = {one.spot.attribute: one.value for one in hint.set}
    listener, backend, check = (changed.get(role, word) or "" for role, word in zip(Role, triple, strict=True))
    return listener, backend, check


@given(triples())
def test_every_hint_is_accepted(case: tuple[Family, Triple]) -> None:
    found = explained(*case)
    assert all(right(found.family, after(hint, words_of(found))) for hint in found.hints)


@given(triples())
def test_what_is_right_has_no_hint_and_what_is_not_has_one(case: tuple[Family, Triple]) -> None:
    family, _ = case
    found = explained(*case)
    mendable = bool(family.rows) and not right(family, words_of(found))
    assert bool(found.hints) == mendable


@given(triples())
def test_the_hints_are_all_triples_with_the_fewest_changed_parts(case: tuple[Family, Triple]) -> None:
    family, _ = case
    found = explained(*case)
    now = words_of(found)
    if right(family, now):
        return
    accepted = [each for each in product(*(family.words(role) for role in Role)) if right(family, each)]
    changed = {each: sum(a != b for a, b in zip(each, now, strict=True)) for each in accepted}
    fewest = {each for each, count in changed.items() if count == min(changed.values())}
    assert {after(hint, now) for hint in found.hints} == fewest


@given(triples())
def test_the_check_is_changed_before_the_backend_before_the_listener(case: tuple[Family, Triple]) -> None:
    found = explained(*case)
    dearest = [max(list(Role)[::-1].index(Role(one.spot.attribute)) for one in hint.set) for hint in found.hints]
    lowered = [_lowers(found.family, words_of(found), hint) for hint in found.hints]
    kept = [each for each, lower in zip(dearest, lowered, strict=True) if not lower]
    assert kept == sorted(kept)


@given(triples())
def test_what_lowers_the_posture_comes_last(case: tuple[Family, Triple]) -> None:
    found = explained(*case)
    lowered = [_lowers(found.family, words_of(found), hint) for hint in found.hints]
    assert lowered == sorted(lowered)


def _lowers(family: Family, now: Triple, hint: Hint) -> bool:
    then = after(hint, now)
    return any(_plain(family, then, role) and not _plain(family, now, role) for role in (Role.LISTENER, Role.BACKEND))


def _plain(family: Family, triple: Triple, role: Role) -> bool:
    """Whether that side of the balancer is plain, by the table in the documentation."""
    front, back = (_neutral(family, each, word) for each, word in zip(Role, triple[:2], strict=False))
    if role is Role.LISTENER:
        return front == "HTTP"
    return back == "HTTP" or (back == "TCP" and front in ("HTTP", "HTTPS", "SSL"))


def _neutral(family: Family, role: Role, word: str) -> str:
    return next(iter(family.translate(role, word)), "")


@pytest.mark.parametrize(
    ("family", "triple", "texts"),
    [
        (
            "base",
            ("HTTPS", "HTTP", "HTTPS"),
            ['check = "TCP"', 'check = "HTTP"', 'backend = "HTTPS" (ends TLS at the balancer, encrypts anew)'],
        ),
        (
            "base",
            ("TCP", "HTTP", "TCP"),
            [
                'backend = "TCP" (passes TLS through)',
                'listener = "HTTPS" (ends TLS at the balancer)',
                'listener = "HTTP" (no TLS to the balancer)',
            ],
        ),
        ("base", ("UDP", "UDP", "TCP"), ['check = "UDP"', 'check = "ICMP"']),
        ("aws/application", ("HTTPS", "HTTP", "TCP"), ['check = "HTTP"']),
        (
            "aws/network",
            ("TCP", "TLS", "HTTPS"),
            [
                'backend = "TCP" (passes TLS through)',
                'backend = "TCP_UDP"',
                'listener = "TLS" (ends TLS at the balancer, encrypts anew)',
            ],
        ),
        (
            "aws/application",
            ("HTTPS", "HTTPS", "HTTP"),
            [
                'check = "HTTPS"',
                'backend = "LAMBDA" (ends TLS at the balancer, encrypts anew)',
                'backend = "HTTP" (ends TLS at the balancer)',
            ],
        ),
    ],
)
def test_the_hints_of_a_wrong_triple_in_their_order(family: str, triple: Triple, texts: list[str]) -> None:
    assert [hint.text for hint in explained(FAMILIES[family], triple).hints] == texts
