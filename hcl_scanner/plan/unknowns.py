"""What stands in the graph for a value that a plan does not know."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from policies.graph import Entry
from policies.values import Ref, Unknown, Value

from .candidates import Candidates
from .configuration import Expression, as_expression, is_constant, is_expression, references
from .document import Variable
from .instances import ModuleInstance, Scope
from .origins import Computed, DeadEnd, Origin, Origins
from .references import told_apart
from .sourced import as_joined

WITH_SOURCE = " (run with --source DIR)"


class Unknowns:
    """The unknown values of one plan. ``linkable`` are the addresses that a reference should lead to."""

    def __init__(
        self, origins: Origins, variables: Mapping[str, Variable], linkable: Collection[str], beside_source: bool
    ) -> None:
        self._origins, self._candidates = origins, Candidates(origins)
        self._variables, self._linkable = variables, linkable
        self._hint = "" if beside_source else WITH_SOURCE

    def value(self, where: str, told: Sequence[Expression] | None, at: Scope) -> Value:
        """An attribute that is unknown as a whole, None where it is left to the provider.

        ``where`` is its address and path, ``told`` its expressions, None where these are not told.
        """
        if told is None:
            why = f"{where}, from what a plan leaves out, such as dynamic blocks{self._hint}"
            return Unknown(why, candidates=self._candidates.of(at.module))
        if not told:
            return None
        if len(told) == 1 and is_constant(told[0]):
            return told[0]["constant_value"]  # written, but dropped by the provider
        origins = self._origins.of(told, at)
        if origins:
            return self._from(where, self._origins.of(told, at, known=True))
        # All that it is made of is known: if it were set, the plan would know it, unless the provider drops it.
        return Unknown(f"{where} (known after apply)") if any(self._is_set(one, at) for one in told) else None

    def beside(self, found: Value, written: Entry | None) -> Value:
        """The better of what the plan tells and what the source has, which is nothing where it has no such attribute."""
        better = as_joined(written.value) if written else None
        if isinstance(found, Unknown):
            linked = found.ref is not None and found.ref.address in self._linkable
            vague = isinstance(better, Unknown) and not (better.ref or better.depends)
            return found if linked or vague else better
        return better

    def items(self, where: str, count: int, told: Sequence[Expression] | None, at: Scope) -> list[Value]:
        """Unknown items of one list: each a reference of its own where there are as many."""
        origins = self._origins.of(told or (), at)
        if len(origins) == count and not any(isinstance(origin, DeadEnd) for origin in origins):
            return [self._from(where, [origin]) for origin in origins]
        return [self._from(where, origins)] * count

    def _from(self, where: str, origins: Sequence[Origin]) -> Unknown:
        """Of the ``origins`` that the plan knows: where something else decides, it can be any of them too."""
        untold = [origin for origin in origins if isinstance(origin, DeadEnd)]
        if untold:
            return self._untold(where, untold, [o.address for o in origins if isinstance(o, Computed)])
        computed = [origin for origin in reversed(origins) if isinstance(origin, Computed)]
        is_chosen = any(not origin.known and origin.address not in self._linkable for origin in computed)
        sources = {origin.address: origin for origin in computed if is_chosen or not origin.known}
        if len(sources) != 1:
            return Unknown(f"{where} (known after apply)", depends=tuple(sorted(sources)))
        (source,) = sources.values()
        named = f"{source.address}.{source.attribute}".rstrip(".")
        # A word may be made from another resource in several ways, so that only a link is named by its end alone.
        why = named if source.address in self._linkable else f"{where} (known after apply, from {named})"
        return Unknown(why, Ref(source.address, source.attribute))

    def _untold(self, where: str, untold: Sequence[DeadEnd], beside: Sequence[str]) -> Unknown:
        """A value of which a plan does not tell everything; ``beside`` are the resources that it does name."""
        outside = next((one for one in untold if one.module is None), None)
        if outside:
            return Unknown(f"{where}, from {outside.text}, {outside.why}")
        inside = [address for one in untold if one.module for address in self._candidates.of(one.module)]
        why = f"{where}, from {untold[0].text}, {untold[0].why}{self._hint}"
        return Unknown(why, candidates=tuple(sorted({*beside, *inside})))

    def _is_set(self, expression: Expression, at: Scope) -> bool:
        """Whether an expression over known values is known not to be null: made of constants, or a variable that is set."""
        found = told_apart(references(expression))
        if not found:
            return True
        return len(found) == 1 and found[0].kind == "var" and self._variable(found[0].name, at.module) is not None

    def _variable(self, name: str, module: ModuleInstance) -> Any:
        """A variable's value where the plan tells it, else None."""
        if module.call is None or module.parent is None:
            recorded = self._variables.get(name)
            return recorded and recorded.value
        given = module.call.expressions.get(name)
        if given is None:
            default = module.configuration.variables.get(name)
            return default and default.default
        outer = told_apart(references(as_expression(given)))
        if len(outer) == 1 and outer[0].kind == "var" and is_expression(given):
            return self._variable(outer[0].name, module.parent)
        return as_expression(given)["constant_value"] if is_constant(as_expression(given)) else None
