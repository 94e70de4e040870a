"""What a cloud's module finds in a graph: listeners with their routes, and backends with their checks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from .graph import NOWHERE, Place
from .matrix import Family
from .values import ALWAYS, Choice, Condition, JoinedBy, Unknown
from .words import Role


@dataclass(frozen=True, slots=True)
class Spot:
    """Something that a finding can point at: an attribute (Terraform's dotted path) of an address.

    ``label`` is what messages call the address, ``spelled`` the attribute in the user's own spelling. ``called_at`` is the
    call of the installed module that it stands in, since its own file is not in the user's repository.
    """

    address: str
    attribute: str
    place: Place = NOWHERE
    label: str = ""
    spelled: str = ""
    called_at: Place | None = None

    @property
    def name(self) -> str:
        """What messages call the address."""
        return self.label or self.address


@dataclass(frozen=True, slots=True)
class Fact:
    """A value beside the three protocol words that a verdict rests on (a target type, a port), and where it stands.

    ``domain`` is everything that an unknown one can be.
    """

    spot: Spot
    choices: tuple[Choice, ...]
    domain: tuple[str, ...] = ()

    @property
    def possible(self) -> tuple[Choice, ...]:
        """Every value it may have, each with its condition."""
        return tuple(opened for choice in self.choices for opened in opens(choice, self.domain))


@dataclass(frozen=True, slots=True)
class Words:
    """The protocol words that a provider's schema takes for one attribute."""

    known: tuple[str, ...]
    ignore_case: bool = False

    def canonical(self, word: object) -> str:
        text = str(word)
        folded = text.upper() if self.ignore_case else text
        return folded if folded in self.known else text


@dataclass(frozen=True, slots=True)
class Part:
    """The listener, the backend or the check of a route: the words it may say, and where.

    ``words`` holds canonical words (``Choice.value`` a str) or ``Unknown``; an unknown may be any word of ``schema``.
    ``implied``: it stands nowhere in the input, but is the vendor's default or follows from another part.
    ``settable``: an edit can change it. ``replaces``: changing it makes Terraform replace the resource.
    ``port`` is the port it speaks on, for LBG301. ``noun`` is what the vendor's users call it.
    ``follows``: an implied word for each word of the part before it; then ``words`` is what follows from its words now.
    ``written`` turns a word into the attribute's whole value where the word is only a piece of it.
    """

    role: Role
    spot: Spot
    words: tuple[Choice, ...]
    schema: Words
    noun: str
    implied: bool = False
    settable: bool = True
    replaces: bool = False
    port: Fact | None = None
    facts: Mapping[str, Fact] = field(default_factory=dict)
    follows: Mapping[str, str] | None = None
    written: Callable[[str], str] = str

    @property
    def possible(self) -> tuple[Choice, ...]:
        """Every word it may say, each with its condition: an unknown opened to all words of the schema."""
        return tuple(opened for choice in self.words for opened in opens(choice, self.schema.known))

    def misspelt(self) -> list[str]:
        """The words that the provider does not know."""
        return [c.value for c in self.words if isinstance(c.value, str) and c.value not in self.schema.known]


def following(leader: Part, table: Mapping[str, str]) -> tuple[Choice, ...]:
    """The words that follow from each word of ``leader``, under the same conditions; a word not in the table gives none."""
    found = (Choice(table.get(choice.value), choice.when) for choice in leader.possible)
    return tuple(choice for choice in found if choice.value is not None)


def opens(choice: Choice, words: tuple[str, ...]) -> Iterator[Choice]:
    """A known choice as it is, an unknown one as each of the words, under the condition that it is that word."""
    if not isinstance(choice.value, Unknown):
        yield choice
        return
    for word in words:
        yield Choice(word, choice.when | {(choice.value.question, word)})


@dataclass(frozen=True, slots=True)
class Certificate:
    """The certificate of a listener: where it stands, and whether it is set (``Choice.value`` a bool) in each case.

    ``left_empty``: the attribute is written, and yet names none (a variable whose default is empty).
    """

    spot: Spot
    given: tuple[Choice, ...]
    left_empty: bool = False


@dataclass(frozen=True, slots=True)
class Loose:
    """An end of a listener that leads to no backend in this input: the attribute that should name it, and why not."""

    spot: Spot
    why: str


TRAFFIC_PORT, OWN_PORT = CHECK_PORTS = "the traffic port", "a port of its own"
"""Where a check goes."""


ALIKE, OTHERWISE = USES = "one that all listeners use alike", "one that another listener uses otherwise"
"""How what a backend shares with others (a port) is used by these."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """What the service refuses for what a backend shares with others: whether it does (of USES), why, what would mend it."""

    use: Fact
    why: str
    mend: str

    @property
    def is_sure(self) -> bool:
        return all(choice.value == OTHERWISE for choice in self.use.choices)


@dataclass(frozen=True, slots=True, eq=False)
class Backend:
    """A backend with its check. ``own_port`` (choices of TRAFFIC_PORT, OWN_PORT): where the check goes.

    ``families`` are those that its type can belong to; they judge it as a pair where no listener reaches it.
    ``conflict`` is set where the service refuses it, or may do so, for what it shares with others.
    """

    part: Part
    check: Part | None
    families: tuple[Family, ...]
    own_port: Fact | None = None
    conflict: Conflict | None = None

    @property
    def parts(self) -> tuple[Part, ...]:
        return (self.part, self.check) if self.check else (self.part,)


@dataclass(frozen=True, slots=True, eq=False)
class Reach:
    """One way from a listener to a backend: the resources between them, and under which condition it is there.

    Several ``backends`` are candidates: it is one of them, nobody can say which; ``named_at`` is the attribute that
    would tell. ``guess`` is set where it may be none of them either: why that is not known.
    """

    backends: tuple[Backend, ...]
    via: tuple[str, ...] = ()
    joined_by: JoinedBy | None = None
    when: Condition = ALWAYS
    named_at: Spot | None = None
    guess: str = ""

    @property
    def is_open(self) -> bool:
        """Whether nobody can say to which backend it leads."""
        return bool(self.guess) or len(self.backends) > 1


@dataclass(frozen=True, slots=True, eq=False)
class Listener:
    """One front that a client can reach.

    ``family``: the families that it may belong to (``Choice.value`` a Family); several where the balancer is not known.
    ``idle`` says why it has no route by design (it only redirects), ``not_covered`` why no family judges it.
    ``when``: the condition under which it is there at all. ``balancer`` is what messages call the balancer that it
    belongs to; empty where that is the resource that holds it, or is not told.
    """

    part: Part
    family: Fact
    reaches: tuple[Reach, ...] = ()
    loose: tuple[Loose, ...] = ()
    certificate: Certificate | None = None
    idle: str = ""
    not_covered: str = ""
    when: Condition = ALWAYS
    balancer: str = ""
