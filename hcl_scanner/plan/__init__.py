"""The readers of what ``terraform show -json`` tells of a plan or a state: the graph of what will exist, or does."""

from __future__ import annotations

from .document import parts_of
from .reading import is_plan, plan_graph, read_plan
from .state import is_state, read_state

__all__ = ["is_plan", "is_state", "parts_of", "plan_graph", "read_plan", "read_state"]
