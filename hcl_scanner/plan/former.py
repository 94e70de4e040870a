"""The ids and ARNs that a resource had before the apply, where the plan does not know whether they stay."""

from __future__ import annotations

from collections.abc import Mapping

from .decoding import unpacked
from .document import ResourceChange, is_null


def former_ids(change: ResourceChange, file: str) -> Mapping[str, str]:
    """The texts by which others may name it: literal ARNs, or what ``ignore_changes`` leaves as it was."""
    raw = change.change
    if is_null(raw.before) or change.happens == "unchanged":
        return {}
    before = unpacked(raw.before, f"before of {change.address}", file)
    unknown = unpacked(raw.after_unknown, f"after_unknown of {change.address}", file)
    if not isinstance(before, dict) or not isinstance(unknown, dict):
        return {}
    return {name: text for name, text in before.items() if isinstance(text, str) and text and unknown.get(name) is True}
