"""The body of a resource: attributes evaluated when asked for, ``dynamic`` blocks made, every place kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from policies.graph import Block, Entry, Place
from policies.values import ALWAYS, Choice, Condition, OneOf, Unknown

from . import syntax
from .access import entries
from .alternatives import flat, options
from .arithmetic import spell_number
from .configuration import block_name
from .domain import Failed, Failure, Obj, Opaque, Pending, Value, describe, pending
from .expansion import MOST_INSTANCES
from .expressions import Scope, evaluate
from .stack import evaluation, step
from .syntax import Section, Setting
from .texts import position

_META = frozenset({"count", "for_each", "provider", "depends_on", "lifecycle", "provisioner", "connection"})
_DEEPEST = 32
_STEPS_OF_A_BLOCK = 60


@dataclass(frozen=True, slots=True)
class Made:
    """One block as it will be: its syntax, the names in sight, and whether it is there at all."""

    section: Section
    scope: Scope
    when: Condition = ALWAYS
    maybe: Unknown | None = None


def public(value: Value) -> Value:
    """A value as ``policies`` takes it: plain data, ``Unknown`` and ``OneOf``."""
    match value:
        case Pending():
            asks = describe(value)
            own = "" if asks == value.why else asks
            return Unknown(value.why, value.ref, value.by, value.depends, starts=value.starts, asks=own)
        case OneOf():
            return _public_choices(value)
        case Fraction():
            return Decimal(spell_number(value))
        case Opaque():
            return public(value.whole())
        case tuple():
            return [public(item) for item in value]
        case dict():
            return {key: public(item) for key, item in value.items()}
        case Failed(reason=reason):
            return Unknown(reason)
    return value


def _public_choices(value: OneOf) -> Value:
    good = [
        Choice(public(choice.value), choice.when) for choice in value.choices if not isinstance(choice.value, Failed)
    ]
    return OneOf(tuple(good)) if len(good) > 1 else good[0].value


class LazyEntries(Mapping[str, Entry]):
    """The attributes and blocks of one block by name; each is evaluated when it is first asked for."""

    def __init__(self, made: Made, address: str, hidden: frozenset[str] = frozenset(), depth: int = 0) -> None:
        self.made, self._address, self._depth = made, address, depth
        section = made.section
        self._blocks: dict[str, list[Section]] = {}
        for inner in section.sections:
            if inner.type not in hidden:
                self._blocks.setdefault(block_name(inner), []).append(inner)
        self._settings = {n: s for n, s in section.settings.items() if n not in hidden and n not in self._blocks}
        self._known: dict[str, Entry] = {}

    def __iter__(self) -> Iterator[str]:
        yield from self._settings
        yield from self._blocks

    def __len__(self) -> int:
        return len(self._settings) + len(self._blocks)

    def __getitem__(self, name: str) -> Entry:
        if name not in self._known:
            with evaluation():
                self._known[name] = self._made_entry(name)
        return self._known[name]

    def _made_entry(self, name: str) -> Entry:
        if name in self._settings:
            return self._attribute(self._settings[name])
        return self._nested(name, self._blocks[name])

    def _attribute(self, setting: Setting) -> Entry:
        value = public(evaluated(setting, self.made.scope, self._address))
        return Entry(value, setting_place(setting), setting.name)

    def _nested(self, name: str, sections: list[Section]) -> Entry:
        made = made_blocks(sections, self.made.scope, f"{self._address}.{name}")
        blocks = [self._block(one, name) for one in made] if self._depth < _DEEPEST else []
        return Entry(blocks, section_place(sections[0]), name)

    def _block(self, made: Made, name: str) -> Block:
        inner = LazyEntries(made, f"{self._address}.{name}", depth=self._depth + 1)
        maybe = public(made.maybe) if made.maybe else None
        return Block(inner, section_place(made.section), maybe=maybe, when=made.when)


def evaluated(setting: Setting, scope: Scope, address: str) -> Value:
    """The value of an attribute; what fails is unknown and says why."""
    what = f"{address}.{setting.name}"
    try:
        return evaluate(setting.expression, scope)
    except Failure as failure:
        return pending(f"{what} ({failure})", what)
    except RecursionError:
        return pending(f"{what} (nested too deeply)", what)


def resource_body(section: Section, scope: Scope, address: str) -> Block:
    """A resource's attributes and blocks, meta-arguments left out. All is unknown where the block is unreadable."""
    place = section_place(section)
    if section.broken:
        return Block({}, place, rest=Unknown(section.broken))
    return Block(LazyEntries(Made(section, scope), address, _META), place)


def evaluate_all(body: Block) -> None:
    """Evaluates every attribute now, so that whatever cannot be read on the way is known when the reading ends."""
    for entry in body.entries.values():
        for block in entry.value if isinstance(entry.value, list) else ():
            if isinstance(block, Block):
                evaluate_all(block)


def made_blocks(sections: list[Section], scope: Scope, address: str) -> Iterator[Made]:
    """The blocks that are written, and those that ``dynamic`` blocks make, in the order of the source."""
    for section in sections:
        if section.type == "dynamic":
            yield from _dynamic(section, scope, address)
        else:
            yield Made(section, scope)


def _dynamic(section: Section, scope: Scope, address: str) -> Iterator[Made]:
    content = next((inner for inner in section.sections if inner.type == "content"), None)
    over = section.settings.get("for_each")
    if content is None or over is None:
        return
    name = _iterator(section)
    value = evaluated(over, scope, address)
    for choice in flat(options(value)):
        if isinstance(choice.value, Failed):
            continue
        yield from _over(choice, content, scope, name)


def _iterator(section: Section) -> str:
    setting = section.settings.get("iterator")
    named = setting and setting.expression
    if isinstance(named, syntax.Name):
        return named.name
    return str(named.value) if isinstance(named, syntax.Literal) else section.labels[0]


def _over(choice: Choice, content: Section, scope: Scope, name: str) -> Iterator[Made]:
    try:
        found = entries(choice.value)
    except Failure:
        found = pending(f"the for_each of a dynamic {name}")
    if isinstance(found, Unknown) or len(found) > MOST_INSTANCES or not step(len(found) * _STEPS_OF_A_BLOCK):
        unknown = found if isinstance(found, Unknown) else pending("more blocks than the limit")
        key, item = (
            pending(unknown.why, f"{name}.key of {describe(unknown)}"),
            _unknown_item(choice.value, unknown, name),
        )
        yield Made(content, scope.with_names({name: Obj(key=key, value=item)}), choice.when, unknown)
        return
    for key, item in found:
        yield Made(content, scope.with_names({name: Obj(key=key, value=item)}), choice.when)


def _unknown_item(over: Value, unknown: Unknown, name: str) -> Value:
    if isinstance(over, Opaque):
        return over
    return Pending(unknown.why, unknown.ref, unknown.by, unknown.depends, asks=f"{name}.value of {describe(unknown)}")


def setting_place(setting: Setting) -> Place:
    return _place(setting.file, setting.base + setting.start, setting.base + setting.end)


def section_place(section: Section) -> Place:
    """A block's header without its ``{``."""
    return _place(section.file, section.base + section.start, section.base + section.opening)


def _place(file: syntax.SourceFile, start: int, end: int) -> Place:
    line, column = position(file.text, start)
    return Place(file.path, line, column, file.text[start:end].split("\n")[0].rstrip())
