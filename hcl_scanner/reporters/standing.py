"""What an entry stands for: the root modules and sets of variables in which it reads alike, instances not known yet."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol, TypeVar

from policies.reasons import words
from policies.report import Report
from policies.words import Verdict

from .visible import some


class Standing(Protocol):
    """A listener, a route or a finding."""

    @property
    def root(self) -> str: ...
    @property
    def var_set(self) -> str | None: ...


Entry = TypeVar("Entry")
Text = TypeVar("Text")


def alike(entries: Iterable[Entry], read: Callable[[Entry], Text]) -> dict[Text, list[Entry]]:
    """How the entries read: each text once, with the entries that read so."""
    found: dict[Text, list[Entry]] = {}
    for entry in entries:
        found.setdefault(read(entry), []).append(entry)
    return found


def standing(entries: Iterable[Standing], *, roots: bool = False) -> str:
    """`` (with dev and prod)``, with ``roots`` `` (in envs/a and envs/b)``; empty where there is nothing to tell.

    The working directory as the only root goes without saying.
    """
    by_root = alike(entries, lambda entry: entry.root if roots else "")
    by_sets: dict[tuple[str, ...], list[str]] = {}
    for root, several in by_root.items():
        by_sets.setdefault(tuple(dict.fromkeys(one.var_set for one in several if one.var_set)), []).append(root)
    told = [_told(names if set(by_root) - {"", "."} else [], sets) for sets, names in by_sets.items()]
    return f" ({', '.join(filter(None, told))})" if any(told) else ""


def stand_ins(report: Report) -> Iterator[str]:
    """What stands for instances that are not known yet, a sentence for each value that they hang on."""
    parts = (part for route in report.routes for part in route.parts)
    found = [*((one.symbolic, one.spot) for one in report.listeners), *((one.symbolic, one.spot) for one in parts)]
    for why, several in sorted(alike([one for one in found if one[0]], lambda one: one[0] or "").items()):
        names = dict.fromkeys(spot.name for _, spot in several)
        yield f"Each stands for instances that are not known yet ({why}): {some(sorted(names))}"


def whichever(report: Report) -> Iterator[str]:
    """The routes that are right although nobody can say to which of their candidates they lead."""
    found = [one for one in report.routes if one.backend.candidates and one.verdict is Verdict.OK]
    for names, several in sorted(alike(found, lambda one: one.backend.names).items()):
        listeners = dict.fromkeys(one.listener.spot.name for one in several)
        yield f"Right whichever it leads to ({some(list(names))}): {some(sorted(listeners))}"


def _told(roots: list[str], sets: tuple[str, ...]) -> str:
    named = (f"in {words(roots, 'and')}" if roots else "", f"with {words(sets, 'and')}" if sets else "")
    return " ".join(filter(None, named))
