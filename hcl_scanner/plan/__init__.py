"""The readers of what ``terraform show -json`` tells of a plan or a state: the graph of what will exist, or does."""

from __future__ import annotations

from .reading import is_plan, read_plan
from .state import is_state, read_state

__all__ = ["is_plan", "is_state", "read_plan", "read_state"]
