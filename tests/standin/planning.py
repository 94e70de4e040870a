"""What HashiCorp's SDK plans for a resource that is created: defaults filled in, computed values unknown.

The odd cases were seen in plans of a real provider: an unset string within a set of blocks is "", a collection with one
unknown element is unknown as a whole, a computed block that is absent is unknown.

A value of dynamic type is passed on as it came: on the wire it has its type beside it, and so has a list of blocks with such
attributes.
"""

from __future__ import annotations

from collections.abc import Mapping

from .schema import DYNAMIC, Attribute, Block, Nested, Nesting, Values
from .wire import UNKNOWN


def planned(block: Block, configuration: Values) -> Values:
    """The planned state of a new resource from its configuration, both as the wire has them."""
    values = dict(_block(block, configuration, configuration, within_set=False))
    if "tags_all" in values and not block.dynamic:
        values["tags_all"] = values["tags"] or UNKNOWN
    return values


def _block(block: Block, root: Values, own: Values, *, within_set: bool) -> Values:
    leaves = {
        name: _leaf(attribute, root, own, own.get(name), within_set=within_set)
        for name, attribute in block.attributes.items()
    }
    return leaves | {
        name: _nested(nested, root, own.get(name), within_set=within_set) for name, nested in block.blocks.items()
    }


def _leaf(attribute: Attribute, root: Values, own: Values, given: object, *, within_set: bool) -> object:
    if attribute.type == DYNAMIC:
        return UNKNOWN if attribute.computed and _is_null(given) else given
    value = attribute.default if given is None else given
    if attribute.suppressed is not None and attribute.suppressed(root, own):
        value = "" if within_set and attribute.type == "string" else None
    if value is None:
        return UNKNOWN if attribute.computed else _absent(attribute, within_set=within_set)
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


def _nested(nested: Nested, root: Values, given: object, *, within_set: bool) -> object:
    if given is UNKNOWN:
        return UNKNOWN
    if nested.block.dynamic:
        return given
    within_set = within_set or nested.nesting is Nesting.SET
    if isinstance(given, Mapping):
        return _block(nested.block, root, given, within_set=within_set)
    if isinstance(given, list) and given:
        return [_block(nested.block, root, item, within_set=within_set) for item in given]
    if nested.nesting is Nesting.SINGLE:
        return None
    return UNKNOWN if nested.computed else []
