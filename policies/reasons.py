"""Why a triple is right or wrong, for a reader who never saw the matrix."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from .matrix import BASE, Family, Mark, Row, Ruling
from .model import CHECK_PORTS, USES, Part, Spot
from .values import Unknown
from .words import Kind, Role, Verdict, plain
from .worlds import Dimension, World

DATAGRAMS = "datagrams and a TCP connection cannot be turned into each other"
BYTES = "it carries bytes and does not speak {backend}"
REQUESTS = "it reads requests and passes them on as HTTP, never as raw {backend}"
BETWEEN = {
    ("TCP", "HTTP"): BYTES,
    ("TCP", "HTTPS"): BYTES,
    ("TCP", "SSL"): "it carries the client's TLS through untouched and opens none of its own to the backend",
    ("SSL", "HTTP"): "it ends TLS and then carries plain bytes, it does not speak {backend}",
    ("SSL", "HTTPS"): "it ends TLS and then carries plain bytes, it does not speak {backend}",
    ("HTTP", "TCP"): REQUESTS,
    ("HTTPS", "TCP"): REQUESTS,
    ("HTTP", "SSL"): REQUESTS,
    ("HTTPS", "SSL"): REQUESTS,
    ("SSL", "SSL"): "it ends TLS and forwards plain TCP",
    ("HTTP", "HTTPS"): "what comes in plain is passed on plain",
    ("HTTPS", "HTTP"): "requests are passed on without TLS",
}
READ_AS_WORDS = frozenset({"LAMBDA"})
"""All other protocol words are spelt out when they are read aloud: an HTTP, an SSL."""
TLS_TO_PLAIN = "it opens TLS to servers that answer in plain HTTP, so it always fails and says nothing about them"
PLAIN_TO_TLS = "it speaks plain HTTP to servers that expect TLS, so it fails with most of them"


def words(several: Iterable[str], joint: str = "or") -> str:
    """``A``, ``A or B``, ``A, B or C``."""
    listed = list(several)
    return listed[0] if len(listed) == 1 else f"{', '.join(listed[:-1])} {joint} {listed[-1]}" if listed else "none"


def article(word: str) -> str:
    """``an HTTPS``, ``a TCP``: the article by how the word is read aloud."""
    vowel = word[:1] in "AEIO" or (word[:1] in "FHLMNRSX" and word not in READ_AS_WORDS)
    return f"{'an' if vowel else 'a'} {word}"


@dataclass(frozen=True, slots=True)
class _Said:
    """A triple as it was judged, in the judge's words. ``schema`` are the words that the wrong attribute takes."""

    listener: str
    backend: str
    check: str | None
    facts: Mapping[str, str]
    schema: Collection[str]


def why(
    family: Family,
    ruling: Ruling,
    listener: str,
    backend: str,
    check: str | None,
    facts: Mapping[str, str] | None = None,
    schema: Collection[str] = (),
) -> str:
    """One sentence (no capital, no full stop) on a ruling of these words, in the family's own words.

    Without ``facts`` it names the condition under which an accepted triple holds. No word beyond ``schema`` is proposed
    where it is given.
    """
    judge = BASE if ruling.kind is Kind.POLICY else family
    told = _sentence(judge, ruling, _Said(listener, backend, check, facts or {}, schema))
    return told if facts or ruling.verdict is not Verdict.OK else told + _where(judge, listener, backend, check)


def _sentence(judge: Family, ruling: Ruling, said: _Said) -> str:
    doubted = ruling.doubt is not None
    match ruling.doubted if doubted else ruling.verdict:
        case Verdict.LISTENER_UNSUPPORTED:
            return _no_listener(judge, said.listener)
        case Verdict.BACKEND_MISMATCH:
            return _unconfirmed(f"{said.listener} to {said.backend}") if doubted else _no_pair(judge, said)
        case Verdict.CHECK_MISMATCH:
            return _unconfirmed(f"{said.check} check") if doubted else _no_check(judge, said)
        case Verdict.CHECK_INEFFECTIVE:
            effect = "says little about" if doubted else "has no effect on"
            return f"{article(said.check or '')} check {effect} {said.backend} backends: {_effect(ruling)}"
    return _fine(judge, said.listener, said.backend, said.check)


def _where(family: Family, listener: str, backend: str, check: str | None) -> str:
    """The conditions of all rows that accept it, in one; empty where one of them has none."""
    pair = (row for row in family.rows if (row.listener, row.backend) == (listener, backend))
    rows = [row for row in pair if check is None or check in row.checks]
    if not all(row.when for row in rows):
        return ""
    names = dict.fromkeys(name for row in rows for name in row.when)
    if len(names) > 1:
        return f" (where {words(dict.fromkeys(row.condition for row in rows))})"
    values = dict.fromkeys(value for row in rows for accepted in row.when.values() for value in accepted)
    return "".join(f" (where {name} is {words(values)})" for name in names)


def _unconfirmed(what: str) -> str:
    return f"no page of the vendor confirms {what}"


def _effect(ruling: Ruling) -> str:
    return PLAIN_TO_TLS if ruling.doubt is Mark.DOUBTFUL else TLS_TO_PLAIN


def _no_listener(family: Family, listener: str) -> str:
    takes = words(family.listeners())
    if not listener:
        return f"a listener of {family.title} must say its protocol: {takes}"
    if not family.listeners():
        return f"{family.title} takes no protocol on its listener"
    return f"{family.title} has no {listener} listener; it takes {takes}"


def _no_pair(family: Family, said: _Said) -> str:
    front = f"{article(said.listener)} listener of {family.title}"
    rows = [row for row in family.rows if row.listener == said.listener]
    limited = [row for row in rows if row.backend == said.backend]
    if limited:
        return f"{front} takes {said.backend} backends only where {words(row.condition for row in limited)}"
    takes = dict.fromkeys(row.backend for row in [row for row in rows if row.holds(said.facts)] or rows)
    if not said.backend:
        return f"a backend behind {front} must say its protocol: {words(takes)}"
    between = _between(family, said.listener, said.backend)
    return f"{front} cannot use {article(said.backend)} backend{between}; it takes {words(takes)}"


def _between(family: Family, listener: str, backend: str) -> str:
    front = next(iter(family.translate(Role.LISTENER, listener)), "")
    back = next(iter(family.translate(Role.BACKEND, backend)), "")
    if front and back and front != back and "UDP" in (front, back):
        return f": {DATAGRAMS}"
    reason = BETWEEN.get((front, back))
    return f": {reason.format(backend=backend)}" if reason else ""


def _no_check(family: Family, said: _Said) -> str:
    rows = [row for row in family.rows if (row.listener, row.backend) == (said.listener, said.backend)]
    rows = (
        [row for row in rows if row.holds(said.facts)] or rows or [r for r in family.rows if r.backend == said.backend]
    )
    true = dict.fromkeys(word for row in rows for word in _true_checks(row))
    takes = [word for word in true if word in said.schema] or true
    pair = f"{said.backend} backends behind {article(said.listener)} listener"
    return f"{family.title} cannot check {pair} with {said.check}; it takes {words(takes)}"


def _true_checks(row: Row) -> list[str]:
    return [word for word, mark in row.checks.items() if mark is Mark.OK]


def _fine(family: Family, listener: str, backend: str, check: str | None) -> str:
    told = f", and {article(check)} check tells whether they answer" if check else ""
    return f"{article(listener)} listener of {family.title} may use {backend} backends{told}"


def unknown_word(part: Part, word: str) -> str:
    """A word that the provider's schema does not take; what is no plain word is not repeated, it may be a secret."""
    said = f'"{word}"' if plain(word) == word else "this value"
    cased = next((known for known in part.schema.known if known.casefold() == word.casefold()), None)
    near = cased or next(iter(get_close_matches(word.upper(), part.schema.known, 1)), None)
    meant = f'; did you mean "{near}"?' if near else ""
    return f"{said} is not a word that {part.spot.spelled} may have: it takes {words(part.schema.known)}{meant}"


def missing_certificate(family: Family, word: str) -> str:
    return f"{article(word)} listener of {family.title} ends TLS and needs a certificate for it"


def unused_certificate(family: Family, word: str) -> str:
    does = "refuses a certificate on" if family.refuses_certificate else "has no use for a certificate on"
    return f"{family.title} {does} {article(word)} listener, which ends no TLS"


def plain_segment(part: Part, encryption: str) -> str:
    where = "clients to the balancer" if part.role is Role.LISTENER else "the balancer to its backends"
    return f'what travels from {where} is not encrypted, and the setting encryption = "{encryption}" asks for it'


def undecided(deciding: Dimension, cases: Iterable[tuple[World, Ruling]]) -> str:
    """Which value decides, why it is not known, and what it would have to be."""
    outcomes: dict[str, set[bool]] = {}
    for world, ruling in cases:
        outcomes.setdefault(_shown(world.values[deciding.name]), set()).add(ruling.verdict.violation)
    right = [value for value, wrong in outcomes.items() if wrong == {False}]
    wrong = [value for value, wrong in outcomes.items() if wrong == {True}]
    told = [f"right for {words(right)}"] if right else []
    told += [f"wrong for {words(wrong)}"] if wrong else []
    where = f"{deciding.spot.spelled} of {deciding.spot.label}"
    outcome = f": {', '.join(told)}" if told else ""
    return f"whether this is right hangs on {where}{_because(deciding)}, which is not known yet{outcome}"


def _shown(value: object) -> str:
    if isinstance(value, Family):
        return value.id
    return str(value) if value in (*CHECK_PORTS, *USES) else plain(value)


def _because(deciding: Dimension) -> str:
    unknowns = [choice.value.why for choice in deciding.given if isinstance(choice.value, Unknown)]
    asked = sorted({question for choice in deciding.given for question, _ in choice.when})
    told = dict.fromkeys(unknowns) or dict.fromkeys(f"depends on {question}" for question in asked)
    reasons = [without_place(reason, deciding.spot) for reason in told]
    return f" ({', '.join(filter(None, reasons))})" if any(reasons) else ""


def without_place(why: str, spot: Spot) -> str:
    """Why a value is not known, without the attribute's own name before it: ``aws_lb.x.name (not set)`` is ``not set``."""
    for named in (f"{spot.spelled} of {spot.label}", f"{spot.address}.{spot.attribute}"):
        if why == named:
            return ""
        if why.startswith(f"{named} (") and why.endswith(")"):
            return why.removeprefix(f"{named} (").removesuffix(")")
        if why.startswith(f"{named}, "):
            return why.removeprefix(f"{named}, ")
    return why
