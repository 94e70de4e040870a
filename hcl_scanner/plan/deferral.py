"""Why Terraform leaves a change to a later plan: internal/command/jsonplan/plan.go of github.com/hashicorp/terraform."""

from __future__ import annotations

from .document import Deferred

REASONS = {
    "instance_count_unknown": "its count or for_each is not known yet",
    "resource_config_unknown": "its configuration is not known yet",
    "provider_config_unknown": "the configuration of its provider is not known yet",
    "absent_prereq": "what it needs is not there yet",
    "deferred_prereq": "what it needs is deferred too",
}


def deferral(one: Deferred) -> str:
    """``aws_lb.web is deferred to a later plan: its count or for_each is not known yet``."""
    reason = REASONS.get(one.reason)
    return f"{one.resource_change.address} is deferred to a later plan" + (f": {reason}" if reason else "")
