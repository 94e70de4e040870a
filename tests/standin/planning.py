"""What HashiCorp's SDK plans for a resource: defaults filled in, computed values unknown, or what they were before.

The odd cases were seen in plans of a real provider: an unset string within a set of blocks is "", a collection with one
unknown element is unknown as a whole, a computed block that is absent is unknown.

A value of dynamic type is passed on as it came: on the wire it has its type beside it, and so has a list of blocks with such
attributes.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from .schema import DYNAMIC, Attribute, Block, Nested, Nesting, Values
from .wire import UNKNOWN

CREATED: Values = {}
"""What stands for the former state of a resource that is created."""


def planned(block: Block, configuration: Values, prior: Values | None = None) -> Values:
    """The planned state of a resource from its configuration and its state, both as the wire has them."""
    before = prior or CREATED
    values = dict(_block(block, configuration, configuration, before, within_set=False))
    if "tags_all" in values and not block.dynamic:
        values["tags_all"] = values["tags"] or before.get("tags_all", UNKNOWN)
    return values


def replacing(names: Collection[str], prior: Values, state: Values) -> list[str]:
    """Those of the attributes whose change makes a new resource, as ForceNew does."""
    return [name for name in sorted(names) if state[name] != prior[name]]


def _block(block: Block, root: Values, own: Values, before: Values, *, within_set: bool) -> Values:
    leaves = {
        name: _leaf(attribute, root, own, own.get(name), before.get(name, UNKNOWN), within_set=within_set)
        for name, attribute in block.attributes.items()
    }
    return leaves | {
        name: _nested(nested, root, own.get(name), before.get(name, UNKNOWN), within_set=within_set)
        for name, nested in block.blocks.items()
    }


def _leaf(
    attribute: Attribute, root: Values, own: Values, given: object, before: object, *, within_set: bool
) -> object:
    """``before`` is what a computed value is where nothing is configured: its former value, or unknown."""
    if attribute.type == DYNAMIC:
        return before if attribute.computed and _is_null(given) else given
    value = attribute.default if given is None else given
    if attribute.suppressed is not None and attribute.suppressed(root, own):
        value = "" if within_set and attribute.type == "string" else None
        value = value if before is UNKNOWN else before
    if value is None:
        return before if attribute.computed else _absent(attribute, within_set=within_set)
    if _has_unknown(value):
        return UNKNOWN
    return value.upper() if attribute.upper and isinstance(value, str) else value


def _is_null(dynamic: object) -> bool:
    return dynamic is None or isinstance(dynamic, list) and dynamic[1] is None


def _absent(attribute: Attribute, *, within_set: bool) -> object:
    return "" if within_set and attribute.type == "string" else None


def _has_unknown(value: object) -> bool:
    if isinstance(value, list):
        return any(_has_unknown(item) for item in value)
    return value is UNKNOWN


def _nested(nested: Nested, root: Values, given: object, before: object, *, within_set: bool) -> object:
    if given is UNKNOWN:
        return UNKNOWN
    if nested.block.dynamic:
        return given
    within_set = within_set or nested.nesting is Nesting.SET
    if isinstance(given, Mapping):
        return _block(nested.block, root, given, before if isinstance(before, Mapping) else {}, within_set=within_set)
    if isinstance(given, list) and given:
        former = _paired(given, before, ordered=nested.nesting is Nesting.LIST)
        pairs = zip(given, former, strict=True)
        return [_block(nested.block, root, item, own, within_set=within_set) for item, own in pairs]
    if nested.nesting is Nesting.SINGLE:
        return None
    return before if nested.computed else []


def _paired(given: Sequence[Values], before: object, *, ordered: bool) -> list[Values]:
    """The former block of each block: of a list that in its place, of a set the one that says the same."""
    former = before if isinstance(before, list) else []
    if ordered:
        return [*former, *[CREATED] * len(given)][: len(given)]
    return [next((one for one in former if _says(one, item)), CREATED) for item in given]


def _says(former: Values, block: Values) -> bool:
    return all(
        former.get(name) == value for name, value in block.items() if value is not None and not isinstance(value, list)
    )
