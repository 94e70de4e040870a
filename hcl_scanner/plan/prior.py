"""What is deployed before the apply, as far as a plan does not speak of it: the ``prior_state`` in a plan.

A plan that is limited (``-target``, ``-refresh-only``) has no change for what it leaves alone, which will exist all the
same. Data that was read while the plan was made stands nowhere else either.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from msgspec import Raw

from .decoding import typed
from .document import Change, ResourceChange, is_null
from .state import Deployed, Module, State, modules

_NO_OP = ("no-op",)


def left_alone(
    prior_state: Raw, changes: Iterable[ResourceChange], wanted: Collection[str], file: str
) -> list[ResourceChange]:
    """The wanted resources and data that are there and have no change of their own, as if the plan said no-op."""
    if is_null(prior_state):
        return []
    prior = typed(prior_state, State, "prior state", file)
    told = {address for one in changes for address in (one.address, one.previous_address)}
    found = ((one, module) for module in modules(prior.values.root_module) for one in module.resources)
    return [
        _unchanged(one, module)
        for one, module in found
        if one.type in wanted and not one.deposed_key and one.address not in told
    ]


def _unchanged(one: Deployed, module: Module) -> ResourceChange:
    change = Change(_NO_OP, after=one.values, after_sensitive=one.sensitive_values)
    return ResourceChange(one.address, one.type, change, one.name, one.mode, module.address)
