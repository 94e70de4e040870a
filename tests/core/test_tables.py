"""The matrices agree with the tables written by hand, triple by triple."""

from __future__ import annotations

import pytest

from policies.matrix import Family, Mark, Ruling
from policies.providers import FAMILIES
from policies.rules import BY_VERDICT
from policies.words import Kind, Role, Verdict
from policies.worlds import World, vendor_ruling

from .tables import UNDER_A_CONDITION, WHOLE, Table

SIGNS = {Mark.DOUBTFUL: "~", Mark.UNVERIFIED: "?"}
KINDS = {"ok": None, "101": Kind.REFUSED, "102": Kind.REFUSED, "103": Kind.BROKEN, "104": Kind.REFUSED}


def number(verdict: Verdict) -> str:
    return BY_VERDICT[verdict].id.removeprefix("LBG")


def said(ruling: Ruling) -> str:
    if ruling.doubt:
        assert ruling.verdict is Verdict.OK
        assert ruling.doubted
        return SIGNS[ruling.doubt] + number(ruling.doubted)
    return "ok" if ruling.verdict is Verdict.OK else number(ruling.verdict)


def ruled(family: Family, listener: str, backend: str, check: str, facts: dict[str, str]) -> Ruling:
    words = {Role.LISTENER: listener, Role.BACKEND: backend, Role.CHECK: spelt(family, check)}
    return vendor_ruling(World({"family": family, **facts, **words}))


def spelt(family: Family, check: str) -> str:
    """The family's word for a check: the vendor spells the combined one in two ways."""
    own = [word for word in family.checks() if family.translate(Role.CHECK, word) == (check,)]
    return own[0] if own else check


def ids(table: Table) -> str:
    return " ".join([table.family, *table.facts.values()])


@pytest.mark.parametrize("table", [*WHOLE, *UNDER_A_CONDITION], ids=ids)
def test_the_matrix_agrees_on_every_triple(table: Table) -> None:
    family = FAMILIES[table.family]
    by_hand = table.verdicts()
    found = {triple: said(ruled(family, *triple, dict(table.facts))) for triple in by_hand}
    assert found == by_hand


@pytest.mark.parametrize("table", [*WHOLE, *UNDER_A_CONDITION], ids=ids)
def test_every_wrong_triple_has_its_kind(table: Table) -> None:
    family = FAMILIES[table.family]
    kinds = {
        triple: ruled(family, *triple, dict(table.facts)).kind
        for triple, verdict in table.verdicts().items()
        if verdict in KINDS
    }
    assert kinds == {triple: KINDS[verdict] for triple, verdict in table.verdicts().items() if verdict in KINDS}


@pytest.mark.parametrize("table", WHOLE, ids=ids)
def test_the_table_has_every_word_of_the_family_and_every_combination(table: Table) -> None:
    family = FAMILIES[table.family]
    assert set(family.listeners()) <= set(table.listeners())
    assert set(family.backends()) <= set(table.backends())
    assert set(family.checks()) <= {spelt(family, check) for check in table.checks}
    combinations = len(table.listeners()) * len(table.backends()) * len(table.checks)
    assert len(table.verdicts()) == combinations


@pytest.mark.parametrize("table", [*WHOLE, *UNDER_A_CONDITION], ids=ids)
def test_the_table_says_each_pair_once(table: Table) -> None:
    pairs = [tuple(line[:2]) for line in table.lines()]
    assert len(pairs) == len(set(pairs))


def test_every_family_that_judges_has_a_table() -> None:
    assert {table.family for table in WHOLE} == set(FAMILIES)


@pytest.mark.parametrize("table", WHOLE, ids=ids)
def test_every_ruling_names_its_page(table: Table) -> None:
    family = FAMILIES[table.family]
    assert all(ruled(family, *triple, {}).source.startswith("https://") for triple in table.verdicts())


@pytest.mark.parametrize("verdict", ["~103", "103"])
def test_a_check_on_a_port_of_its_own_need_not_speak_the_backends_protocol(verdict: str) -> None:
    for table in WHOLE:
        for (listener, backend, check), by_hand in table.verdicts().items():
            if by_hand == verdict:
                words = {Role.LISTENER: listener, Role.BACKEND: backend, Role.CHECK: check}
                world = World({"family": FAMILIES[table.family], "port": "a port of its own", **words})
                assert said(vendor_ruling(world)) == "ok"


def test_a_check_that_is_refused_is_refused_on_a_port_of_its_own_too() -> None:
    words = {Role.LISTENER: "HTTP", Role.BACKEND: "HTTP", Role.CHECK: "UDP"}
    assert said(vendor_ruling(World({"family": FAMILIES["base"], "port": "a port of its own", **words}))) == "102"
