"""Which block in a plan is which block in its configuration or source.

A provider hands set blocks back in an order of its own, so blocks are told apart by the literals in them:
https://developer.hashicorp.com/terraform/plugin/sdkv2/schemas/schema-types#typeset
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

Literals: TypeAlias = Mapping[str, str]
"""The known plain attributes of a block, in one spelling."""


def literals(attributes: Mapping[str, object]) -> Literals:
    """Numbers and booleans as Terraform converts them to strings; words without case, since providers fold it."""
    return {name: _spelled(value) for name, value in attributes.items() if _is_plain(value)}


def _is_plain(value: object) -> bool:
    return isinstance(value, (str, bool, int, float)) and value != ""


def _spelled(value: object) -> str:
    text = str(value).casefold()
    return text.removesuffix(".0") if isinstance(value, float) else text


def paired(blocks: Sequence[Literals], others: Sequence[Literals]) -> list[int | None]:
    """For each block the index of the only other one that it can be, None where several can be.

    Blocks that are alike in all their literals are interchangeable: they pair in their order.
    """
    left = [{n for n, other in enumerate(others) if _fits(block, other)} for block in blocks]
    found: list[int | None] = [None] * len(blocks)
    while True:
        sure = next((n for n, fits in enumerate(left) if found[n] is None and _decided(n, left, blocks, found)), None)
        if sure is None:
            return found
        found[sure] = min(left[sure])
        for fits in left:
            fits.discard(found[sure])


def _decided(n: int, left: Sequence[set[int]], blocks: Sequence[Literals], found: Sequence[int | None]) -> bool:
    """Whether only one other block is left for it, or as many as there are blocks like it."""
    rivals = [m for m, fits in enumerate(left) if found[m] is None and fits & left[n]]
    if len(left[n]) == 1:
        return not any(left[m] == left[n] for m in rivals if m != n)
    return 0 < len(left[n]) == len(rivals) and all(blocks[m] == blocks[n] and left[m] == left[n] for m in rivals)


def _fits(block: Literals, other: Literals) -> bool:
    return all(other.get(name, value) == value for name, value in block.items())
