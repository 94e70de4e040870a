"""What the expressions of one template mean: configuration, variables, and what other resources are given and make."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from policies.graph import Block, Entry
from policies.pulumi_names import Properties, camel_case, snake
from policies.values import Ref, Unknown, Value

from ..errors import Unreadable
from ..source.stack import evaluation, step
from .declarations import Declared, Naming, declared_in, is_null
from .functions import FUNCTIONS, name_of
from .interpolation import Access, parts
from .nodes import Entries, Node, Scalar
from .nodes import Sequence as Items
from .packages import Package
from .template import Template, text

_WHOLE = ""
"""The attribute of a reference to a resource itself."""
_COST = 10
"""Steps for each node: variables that hold others twice end soon, and a program as large as a file may be does not."""


class Scope:
    """One template in use: a program, or one instance of a component, to which ``given`` are its inputs.

    ``config`` declares what may be configured from outside. ``instances`` gives, for each component instance here, its
    outputs by name.
    """

    def __init__(
        self,
        template: Template,
        config: Entries,
        naming: Naming,
        packages: Mapping[str, Package],
        given: Mapping[str, Callable[[], Value]],
    ) -> None:
        self.template, self.naming, self.packages = template, naming, packages
        self.declared = declared_in(template, naming, packages)
        self.instances: dict[str, Callable[[str], Value]] = {}
        self._config, self._given = config, given
        self._variables = template.section("variables")
        self._running: set[str] = set()

    def evaluate(self, node: Node) -> Value:
        """What a node stands for: plain data, blocks for mappings, and what is not known as such."""
        if not step(_COST):
            return Unknown("a value that takes too many steps")
        if isinstance(node, Scalar):
            return self._text(node) if isinstance(node.value, str) else node.value
        if isinstance(node, Items):
            return [self.evaluate(item) for item in node.items]
        function = name_of(node)
        return self._call(function, node) if function else self.block(node)

    def block(self, node: Entries) -> Block:
        """A mapping as a block; a name that is not known may be any."""
        entries: dict[str, Entry] = {}
        rest = None
        for written, place, item in node.pairs:
            name = self._text(Scalar(written, place))
            if isinstance(name, str):
                with evaluation():
                    entries[name] = Entry(self.evaluate(item), place, name)
            else:
                rest = Unknown(f"the name {written}")
        return Block(Properties(entries), node.place, rest=rest, spell=camel_case)

    def properties(self, one: Declared) -> Block:
        """The body of a resource: its properties as written, or what the expression in their place makes."""
        node = one.properties
        if node is None or is_null(node):
            return Block(Properties({}), one.place, spell=camel_case)
        if isinstance(node, Entries):
            found: Value = self.block(node)
        else:
            with self._once(f"the properties of {one.key}", node):
                found = self.evaluate(node)
        if isinstance(found, Block):
            return Block(found.entries, one.place, rest=found.rest, spell=camel_case)
        why = found if isinstance(found, Unknown) else Unknown(f"the properties of {one.key}")
        return Block(Properties({}), one.place, rest=why, spell=camel_case)

    def output(self, name: str) -> Value:
        """An output of a component."""
        node = self.template.section("outputs").get(name)
        return self.evaluate(node) if node else None

    def _call(self, function: str, node: Entries) -> Value:
        written, place, argument = node.pairs[0]
        made = FUNCTIONS.get(function)
        found = made(self.evaluate(argument)) if made else None
        if found is not None:
            return found
        asks = f"{place.file}:{place.line}:{place.column}"
        why = f"{written} in line {place.line}" + (" (a secret)" if function == "fn::secret" else "")
        return Unknown(why, asks=asks)

    def _text(self, node: Scalar) -> Value:
        written = str(node.value)
        if "$" not in written:
            return written
        try:
            pieces = parts(written)
        except ValueError as error:
            place = node.place
            reason = f"not a Pulumi program: {error}"
            raise Unreadable(self.template.path, reason, place.line, place.column) from None
        if len(pieces) == 1 and isinstance(pieces[0], Access):
            return self._value(pieces[0], node)
        return self._joined(pieces, node)

    def _joined(self, pieces: Sequence[str | Access], node: Scalar) -> Value:
        found = ""
        for piece in pieces:
            value = piece if isinstance(piece, str) else _as_text(self._value(piece, node))
            if value is None or not step(len(found) // 100):
                why = piece.text if isinstance(piece, Access) else "a text that is too long"
                return Unknown(why, starts=found, asks=self._asks(str(node.value)))
            found += value
        return found

    def _value(self, access: Access, node: Node) -> Value:
        root = access.root.removeprefix(f"{self.naming.project}:")
        if root in self.declared:
            return self._of_resource(self.declared[root], access, node)
        if not any(root in names for names in (self._given, self._config, self._variables)):
            return self._undeclared(access)
        with self._once(root, node):
            found = self._named(root)
        return self._within(found, access, access.steps)

    def _named(self, name: str) -> Value:
        if name in self._given:
            return self._given[name]()
        declaration = self._config.get(name)
        if declaration is not None:
            return self._configured(name, declaration)
        variable = self._variables.get(name)
        return self.evaluate(variable) if variable is not None else None

    def _undeclared(self, access: Access) -> Value:
        """A name that nothing here declares: Pulumi's own, or a setting that only a stack's file knows."""
        if access.root != "pulumi":
            return self._unknown(access, "from the stack's settings")
        return self.naming.project if access.steps == ("project",) else self._unknown(access, "given when it runs")

    def _configured(self, name: str, declaration: Node) -> Value:
        if not isinstance(declaration, Entries):
            return self.evaluate(declaration)
        default = declaration.field("default") or declaration.field("value")
        if text(declaration.field("secret")) == "True":
            return Unknown(f"${{{name}}} (a secret)", asks=self._asks(name))
        if default is None or is_null(default):
            return Unknown(f"${{{name}}} (from the stack's settings)", asks=self._asks(name))
        return self.evaluate(default)

    def _of_resource(self, one: Declared, access: Access, node: Node) -> Value:
        if not access.steps:
            return self._unknown(access, "", Ref(one.urn, _WHOLE))
        if one.external:
            return self._unknown(access, "read from outside this stack")
        name, *deeper = access.steps
        if one.key in self.instances:
            with self._once(f"{one.key}.{name}", node):
                return self._within(self.instances[one.key](str(name)), access, deeper)
        given = one.properties.get(str(name)) if isinstance(one.properties, Entries) else None
        if given is None or is_null(given) or name in ("id", "urn"):
            return self._unknown(access, "", Ref(one.urn, snake(str(name))))
        with self._once(f"{one.key}.{name}", node):
            return self._within(self.evaluate(given), access, deeper)

    def _within(self, value: Value, access: Access, steps: Sequence[str | int]) -> Value:
        """What a way leads to inside a value; unknown where it leads nowhere, since the stack's settings may differ."""
        for at, one in enumerate(steps):
            if isinstance(value, Block) and isinstance(one, str):
                entry = value.entries.get(one)
                value = entry.value if entry else value.rest
            elif isinstance(value, list) and isinstance(one, int) and 0 <= one < len(value):
                value = value[one]
            elif isinstance(value, Unknown) and value.ref and value.ref.attribute == _WHOLE:
                attribute = Ref(value.ref.address, snake(str(one)))
                return self._unknown(access, "", attribute if at + 1 == len(steps) else None)
            else:
                return self._unknown(access, "")
        return value

    def _unknown(self, access: Access, why: str, ref: Ref | None = None) -> Unknown:
        return Unknown(f"{access.text} ({why})" if why else access.text, ref, asks=self._asks(access.text))

    def _asks(self, written: str) -> str:
        """What tells an unknown from that of the same spelling in another instance."""
        return f"{self.naming.parents}{self.naming.prefix}{written}"

    @contextmanager
    def _once(self, name: str, node: Node) -> Iterator[None]:
        """Around the evaluation of something by its name: Pulumi refuses what needs itself."""
        if name in self._running:
            place = node.place
            raise Unreadable(self.template.path, f"{name} needs itself", place.line, place.column)
        self._running.add(name)
        try:
            yield
        finally:
            self._running.discard(name)


def _as_text(value: Value) -> str | None:
    """A value inside a text; None where it is not known. Numbers of other sizes are written with an exponent."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (int, float)):
        return str(value) if value == 0 or 1e-4 <= abs(value) < 1e6 else None
    return value if isinstance(value, str) else None
