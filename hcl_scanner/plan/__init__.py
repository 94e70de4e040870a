"""The reader of Terraform plans: the JSON of ``terraform show -json PLAN`` in, the graph of what will exist out."""

from __future__ import annotations

from .reading import is_plan, read_plan

__all__ = ["is_plan", "read_plan"]
