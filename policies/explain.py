"""What a matrix says of words alone, without any resource: a triple, a pair, a listener, or the whole matrix."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .hints import front_hints, route_hints
from .judge import Route
from .matrix import Family, Ruling
from .model import Backend, Fact, Listener, Part, Reach, Spot, Words
from .providers import FAMILIES
from .reasons import why
from .report import Hint
from .settings import one_of
from .values import Choice
from .words import NEUTRAL, Kind, Role, Verdict


@dataclass(frozen=True, slots=True)
class Explanation:
    """One triple in a family's words, what became of it, and why in one sentence.

    ``check`` is None where the pair is refused, ``backend`` too where the listener is.
    """

    family: Family
    listener: str
    backend: str | None
    check: str | None
    ruling: Ruling
    why: str
    hints: tuple[Hint, ...] = ()


def family_named(name: str) -> Family:
    """The family of that id. Raises SettingError with the nearest one."""
    one_of("family", name, FAMILIES)
    return FAMILIES[name]


def explain(family: Family, words: Sequence[str]) -> tuple[Explanation, ...]:
    """Judge one to three words: listener, backend, check; a pair or a listener gives all of its triples.

    The words are the family's own, or neutral where it has exactly one for that. Raises SettingError for a word that
    no family knows.
    """
    match [_in_words_of(family, role, word) for role, word in zip(Role, words, strict=False)]:
        case [listener]:
            return tuple(_of_listener(family, listener)) or (_no_listener(family, listener),)
        case [listener, backend]:
            return _of_pair(family, listener, backend)
        case [listener, backend, check]:
            return (_judged(family, listener, backend, check),)
    return ()


def _in_words_of(family: Family, role: Role, word: str) -> str:
    own = family.words(role)
    if word in own:
        return word
    one_of("word", word, _known_words(family))
    meant = [each for each in own if family.translate(role, each) == (word,)]
    return meant[0] if len(meant) == 1 else word


def _known_words(first: Family) -> list[str]:
    """Every word that some family knows, this family's before the others'."""
    families = (first, *FAMILIES.values())
    ours = (word for family in families for role in Role for word in family.words(role))
    named = (pair for family in families for words in family.neutral.values() for pair in words.items())
    translated = (word for vendors, neutral in named for word in (vendors, *neutral))
    return list(dict.fromkeys((*ours, *translated, *NEUTRAL)))


def _of_listener(family: Family, listener: str) -> Iterator[Explanation]:
    rows = [row for row in family.rows if row.listener == listener]
    for backend, check in dict.fromkeys((row.backend, check) for row in rows for check in row.checks or (None,)):
        yield _judged(family, listener, backend, check)


def _of_pair(family: Family, listener: str, backend: str) -> tuple[Explanation, ...]:
    whole = _judged(family, listener, backend, None)
    if whole.ruling.verdict.violation:
        return (whole,)
    return tuple(_judged(family, listener, backend, check) for check in family.checks()) or (whole,)


def _judged(family: Family, listener: str, backend: str, check: str | None) -> Explanation:
    route = _route(family, listener, backend, check)
    ruling = route.ruling
    wrong = ruling.verdict.violation or ruling.doubt is not None
    hints = route_hints(route, ()) if wrong else ()
    return Explanation(family, listener, backend, check, ruling, why(family, ruling, listener, backend, check), hints)


def _no_listener(family: Family, listener: str) -> Explanation:
    ruling = Ruling(Verdict.LISTENER_UNSUPPORTED, Kind.REFUSED, source=family.source)
    hints = front_hints(_listener(family, listener))
    return Explanation(family, listener, None, None, ruling, why(family, ruling, listener, "", None), hints)


def _route(family: Family, listener: str, backend: str, check: str | None) -> Route:
    checked = None if check is None else _part(family, Role.CHECK, check)
    behind = Backend(_part(family, Role.BACKEND, backend), checked, (family,))
    reach = Reach((behind,))
    return Route(_listener(family, listener, reach), reach, behind)


def _listener(family: Family, word: str, *reaches: Reach) -> Listener:
    """A listener that stands nowhere, so that words are judged, and mended, as resources are."""
    return Listener(_part(family, Role.LISTENER, word), Fact(Spot("", "family"), (Choice(family),)), reaches)


def _part(family: Family, role: Role, word: str) -> Part:
    return Part(
        role, Spot("", role.value, spelled=role.value), (Choice(word),), Words((*family.words(role), word)), noun=""
    )
