"""The resources of one deployment, as every reader hands them over, and how to walk from one to the next."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from .values import ALWAYS, Choice, Condition, JoinedBy, OneOf, Unknown, Value, choices


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: a file with lines and columns from 1, or nowhere (plans, saved previews without positions).

    ``text`` is the source of exactly that span (an attribute as written, or a block's header), never more of its line.
    """

    file: str | None = None
    line: int | None = None
    column: int | None = None
    text: str | None = None


NOWHERE = Place()
MOST_CANDIDATES = 50
"""Among more than these nobody would look for the one that is meant: then the link leads nowhere."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One attribute (or the blocks of one name): its value, where it stands, and its name as the user spelt it."""

    value: Value
    place: Place = NOWHERE
    spelled: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """A resource's body or a block in it. Names are Terraform's; ``entries`` may be lazy, or translate other spellings.

    ``rest`` is what an attribute that is not listed is: absent (None), or unknown (a block that a plan cannot tell).
    ``maybe`` is set where it is not known whether, or how often, the block is there (``dynamic`` over an unknown);
    ``when`` is the condition under which it is there (``for_each = c ? [1] : []`` with c not known). ``spell`` is how the
    user's language would spell the name of an attribute that is absent, ``flat`` how it calls the attributes in a block
    (by dotted path) that it has outside of one.
    """

    entries: Mapping[str, Entry]
    place: Place = NOWHERE
    rest: Unknown | None = None
    maybe: Unknown | None = None
    when: Condition = ALWAYS
    spell: Callable[[str], str] = str
    flat: Mapping[str, str] | None = None

    @property
    def there(self) -> Condition:
        """The condition under which the block is there, with the open question whether it is (``maybe``)."""
        return self.when | {(self.maybe.why, "not empty")} if self.maybe and not self.rest else self.when

    def get(self, path: str) -> Entry | None:
        """The attribute at a dotted path, read through blocks (the first of each name); None where it is absent or null."""
        name, _, deeper = path.partition(".")
        if deeper:
            inner = next(iter(self.blocks(name)), None)
            found = inner.get(deeper) if inner else None
            return found and replace(found, spelled=f"{self.spelling(name)}.{found.spelled}")
        entry = self.entries.get(name)
        if entry is None:
            return Entry(self.rest, self.place, self.spell(name)) if self.rest else None
        return entry if entry.value is not None else None

    def spelling(self, name: str) -> str:
        """The user's own spelling of an attribute (``defaultActions`` for ``default_action`` in Pulumi)."""
        entry = self.entries.get(name)
        return (entry and entry.spelled) or self.spell(name)

    def blocks(self, name: str) -> list[Block]:
        """The blocks of that name, however they are written: blocks, objects, a single object, a whole unknown.

        What is wholly unknown reads as one block in which every attribute is unknown.
        """
        entry = self.entries.get(name)
        if entry is None:
            return list(_as_blocks(self.rest, self.place, self.spell)) if self.rest else []
        return list(_as_blocks(entry.value, entry.place, self.spell))


def _as_blocks(value: Value, place: Place, spell: Callable[[str], str]) -> Iterator[Block]:
    for choice in choices(value):
        match choice.value:
            case Block() as block:
                yield replace(block, when=block.when | choice.when) if choice.when else block
            case Unknown() as unknown:
                yield Block({}, place, rest=unknown, maybe=unknown, when=choice.when, spell=spell)
            case Mapping() as items:
                entries = {key: Entry(item, place, key) for key, item in items.items()}
                yield Block(entries, place, when=choice.when, spell=spell)
            case str() | bytes():
                continue
            case Sequence() | frozenset() as several:
                for block in (b for item in several for b in _as_blocks(item, place, spell)):
                    yield replace(block, when=block.when | choice.when) if choice.when else block


@dataclass(frozen=True, slots=True, eq=False)
class Resource:
    """One resource instance that will exist: a Terraform address or a Pulumi URN, and Terraform's name of its type.

    ``name`` is what messages call it. ``symbolic`` is set for the one stand-in of a count or for_each that is not known
    (its address ends in ``[*]``). ``change`` is created, updated, replaced or unchanged, None where the input cannot say.
    ``former`` are ids that it has now and may lose, by attribute. ``outside`` is set for what the input knows and does not
    deploy (data that was looked up): listeners may lead to it, and no edit here changes it. ``deferred`` says why its
    change is left to a later plan. ``called_at`` is the module call that brought it in from an installed module.
    """

    address: str
    type: str
    body: Block
    name: str = ""
    symbolic: Unknown | None = None
    change: str | None = None
    former: Mapping[str, str] = field(default_factory=dict)
    outside: bool = False
    deferred: str = ""
    called_at: Place | None = None

    @property
    def label(self) -> str:
        return self.name or self.address


@dataclass(frozen=True, slots=True)
class Link:
    """One end of a reference: the resource it leads to, or ``resource=None`` and why it leads nowhere.

    ``candidates`` mean that the resource is one of them, nobody can say which; ``guessed`` is set where it may be none of
    them either. Beside a ``resource`` they are those that several links share between them, one each: who knows more of
    the link may choose better.
    """

    resource: Resource | None
    by: JoinedBy = JoinedBy.VALUE
    when: Condition = ALWAYS
    why: str = ""
    candidates: tuple[Resource, ...] = ()
    guessed: bool = False


@dataclass(frozen=True, slots=True)
class Unread:
    """A module call whose source is not there, and why, with what would bring it."""

    address: str
    source: str
    reason: str
    file: str | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """Input that could not be read: where, and the reason in one sentence. Line and column count from 1."""

    file: str
    reason: str
    line: int | None = None
    column: int | None = None


@dataclass(frozen=True, eq=False)
class Graph:
    """All resources of one root module, plan or stack. ``root`` and ``var_set`` are the report's keys of that name.

    ``identity`` stands for ``root`` in ids where that would tell where a checkout lies. ``unreadable`` is the first thing
    here that could not be read and may change what any of the listeners does. ``calls`` are the places of the module calls,
    by address without keys.
    """

    resources: Mapping[str, Resource]
    root: str = ""
    var_set: str | None = None
    unread: tuple[Unread, ...] = ()
    identity: str | None = None
    unreadable: Problem | None = None
    calls: Mapping[str, Place] = field(default_factory=dict)

    @property
    def identities(self) -> tuple[str, str]:
        """What every id of this graph rests on: its root, and its set of variables."""
        return self.root if self.identity is None else self.identity, self.var_set or ""

    @cached_property
    def _types(self) -> dict[str, list[Resource]]:
        by_type: dict[str, list[Resource]] = {}
        for _, resource in sorted(self.resources.items()):
            by_type.setdefault(resource.type, []).append(resource)
        return by_type

    def of_type(self, *types: str) -> list[Resource]:
        """Every resource of these types that is deployed, sorted by type in the order given, then by address."""
        return [resource for name in types for resource in self._types.get(name, ()) if not resource.outside]

    def follow(self, value: Value, types: Sequence[str], ids: Sequence[str] = ("arn", "id")) -> Iterator[Link]:
        """Where a value that should name a resource of these types leads, one link for each thing that it can be.

        ``ids`` are the attributes whose literal value names such a resource. A null leads nowhere and gives no link.
        """
        for choice in choices(value):
            match choice.value:
                case None | "":  # a provider's unset text is empty
                    continue
                case list() | tuple() | frozenset() as several:
                    for item in several:
                        for link in self.follow(item, types, ids):
                            yield replace(link, when=choice.when | link.when)
                case Unknown() as unknown:
                    yield self._from_unknown(unknown, types, choice)
                case literal:
                    yield self._from_literal(literal, types, ids, choice)

    def _from_unknown(self, unknown: Unknown, types: Sequence[str], choice: Choice) -> Link:
        if unknown.ref:
            found = self.resources.get(unknown.ref.address)
            if found and found.type in types:
                return Link(found, unknown.by, choice.when)
        guesses = self._of(unknown.candidates, types)
        near = guesses or self._of(unknown.depends, types)
        if len(near) == 1 and not guesses:
            return Link(near[0], JoinedBy.DEPENDENCY, choice.when, "", self._of(unknown.among, types))
        if 0 < len(near) <= MOST_CANDIDATES:
            return Link(None, JoinedBy.CANDIDATES, choice.when, unknown.why, near, guessed=bool(guesses))
        return Link(None, unknown.by, choice.when, unknown.why)

    def _of(self, addresses: Sequence[str], types: Sequence[str]) -> tuple[Resource, ...]:
        found = (self.resources[address] for address in addresses if address in self.resources)
        return tuple(resource for resource in found if resource.type in types)

    def _from_literal(self, literal: object, types: Sequence[str], ids: Sequence[str], choice: Choice) -> Link:
        indexes = (self._by_id(type_, attribute) for type_ in types for attribute in ids)
        found = next((index[str(literal)] for index in indexes if str(literal) in index), None)
        return Link(
            found, JoinedBy.VALUE, choice.when, "" if found else "no resource here has the identity that it gives"
        )

    def _by_id(self, type_: str, attribute: str) -> dict[str, Resource]:
        index = self._ids.get((type_, attribute))
        if index is None:
            deployed_last = sorted(self._types.get(type_, ()), key=lambda one: not one.outside)
            index = self._ids[type_, attribute] = {
                id_: resource for resource in deployed_last if (id_ := _id(resource, attribute))
            }
        return index

    @cached_property
    def _ids(self) -> dict[tuple[str, str], dict[str, Resource]]:
        return {}


def _id(resource: Resource, attribute: str) -> str | None:
    """The value of an attribute that names a resource, the former one where it may be lost."""
    entry = resource.body.get(attribute)
    known = entry is not None and not isinstance(entry.value, (Unknown, OneOf))
    return str(entry.value) if entry and known else resource.former.get(attribute)
