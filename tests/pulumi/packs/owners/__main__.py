"""A policy pack of somebody else, to stand beside lbgate's."""

from pulumi_policy import (
    EnforcementLevel,
    PolicyPack,
    ReportViolation,
    ResourceValidationArgs,
    ResourceValidationPolicy,
)


def owned(args: ResourceValidationArgs, report: ReportViolation) -> None:
    if args.resource_type == "aws:lb/targetGroup:TargetGroup" and "owner" not in (args.props.get("tags") or {}):
        report("it has no tag named owner", args.urn)


PolicyPack(
    "owners",
    policies=[ResourceValidationPolicy("owned", "Every target group has an owner.", owned, EnforcementLevel.MANDATORY)],
)
