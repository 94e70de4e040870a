"""The Pulumi policy pack: two stack policies over one graph, and a resource policy that collects the inputs for it.

Stack policies see outputs, which are empty while a provider's own configuration is unknown; the inputs that the
resource policy saw stand in for them. This is the only module that imports Pulumi's SDK.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeAlias

from pulumi_policy import (
    EnforcementLevel,
    Policy,
    PolicyConfigSchema,
    PolicyPack,
    PolicyResource,
    ReportViolation,
    ResourceValidationArgs,
    ResourceValidationPolicy,
    Severity,
    StackValidationArgs,
    StackValidationPolicy,
)
from pulumi_policy.proxy import UnknownValueError

from .pulumi_data import Data, Registration
from .pulumi_failures import Violation, failure
from .pulumi_gate import Judged, judge, open_ends, report_of_errors, root_urn, stack_urn, violations, whole_report
from .pulumi_names import is_load_balancing
from .pulumi_settings import SCHEMA, disagreements, settings_for
from .settings import SettingError, Settings
from .words import Level

GATE, ADVICE, RESOURCE = "lbgate", "lbgate-advice", "lbgate-resource"
ERRORS, OTHERS = frozenset({Level.ERROR}), frozenset({Level.WARNING, Level.NOTE})
# Beside routes that lie in one resource, what a resource decides without its neighbours.
ALONE = frozenset({"LBG105", "LBG201", "LBG202"})
OPEN = frozenset({"LBG401", "LBG402", "LBG501"})
PAGE = "https://intl.cloud.baidu.com/en/doc/BLB/s/Zm3y8y4a1-intl-en"
STEPS = "Change the attribute that the hint names; `lbgate explain RULE` tells more."

StackValidation: TypeAlias = Callable[[StackValidationArgs, ReportViolation], None]


def plain(value: Any) -> Data:
    """The SDK's proxies as plain data with a sentinel for each unknown; reading an unknown must never end a policy."""
    if isinstance(value, Mapping):
        return {key: _item(value, key) for key in value if not key.startswith("__")}
    if isinstance(value, Sequence) and not isinstance(value, (str, bytes)):
        return [_item(value, index) for index in range(len(value))]
    return value


def _item(container: Any, key: Any) -> Data:
    try:
        return plain(container[key])
    except UnknownValueError as unknown:
        return unknown.unknown_type_sentinel


class Gate:
    """What one run of the pack remembers from policy to policy. Analyze calls come in parallel, one for each URN."""

    def __init__(self) -> None:
        self._inputs: dict[str, Mapping[str, Data]] = {}
        self._told: dict[str, frozenset[str]] = {}
        self._broken: set[str] = set()
        self._configs: dict[str, Mapping[str, Any]] = {}
        self._judged: Judged | None = None

    def resource(self, args: ResourceValidationArgs, report: ReportViolation) -> None:
        """Collect a resource's inputs and report what it alone decides."""
        self._configs[RESOURCE] = args.get_config()
        try:
            if is_load_balancing(args.resource_type):
                self._collect(args, report)
        except Exception as error:
            self._fail([failure(args.urn, error)], report)

    def _collect(self, args: ResourceValidationArgs, report: ReportViolation) -> None:
        one = Registration(args.urn, args.resource_type, args.name, plain(args.props))
        self._inputs[args.urn] = one.inputs
        try:
            settings = settings_for(args.get_config(), root_urn(args.urn))
        except SettingError:
            return  # lbgate tells, once for the whole stack
        self._alone(one, settings, report)

    def _alone(self, one: Registration, settings: Settings, report: ReportViolation) -> None:
        """What a graph of this one resource shows: its routes lie in it, so a pair without a listener is not told."""
        judged = judge([one], settings, report_of_errors)
        self._fail(judged.failures, report)
        others = {f.fingerprint for f in judged.told if not (f.rule in ALONE or f.routes) or f.rule in OPEN}
        for found in violations(judged, one.urn, ERRORS, frozenset(others)):
            report(found.message, found.urn)
        self._told[one.urn] = frozenset(f.fingerprint for f in judged.told if f.level in ERRORS) - others

    def advice(self, args: StackValidationArgs, report: ReportViolation) -> None:
        """Report what does not fail a deployment, and the ledger where something was not judged."""
        self._configs[ADVICE] = args.get_config()
        if disagreements({ADVICE: args.get_config()}):
            return  # lbgate tells
        stack, self._judged = self._stack(args)
        for found in violations(self._judged, stack, OTHERS, self._all_told()):
            report(found.message, found.urn)
        if line := open_ends(self._judged):
            report(line, stack)

    def gate(self, args: StackValidationArgs, report: ReportViolation) -> None:
        """Report what fails the deployment: wrong routes, a wrong configuration, and errors of lbgate itself."""
        configs, self._configs = {**self._configs, GATE: args.get_config()}, {}
        advised, self._judged = self._judged, None
        if problems := disagreements(configs):
            report("\n".join(["The configuration of the policy pack is wrong:", *problems]), _stack_of(args))
            return
        stack, judged = (_stack_of(args), advised) if advised else self._stack(args)
        self._fail(judged.failures, report)
        for found in violations(judged, stack, ERRORS, self._all_told()):
            report(found.message, found.urn)

    def _fail(self, failures: Iterable[Violation], report: ReportViolation) -> None:
        """Report errors of lbgate itself, once for each resource."""
        for found in failures:
            if found.urn not in self._broken:
                self._broken.add(found.urn)
                report(found.message, found.urn)

    def _stack(self, args: StackValidationArgs) -> tuple[str, Judged]:
        found = [self._read(resource) for resource in args.resources]
        broken = tuple(one for one in found if isinstance(one, Violation))
        registrations = sorted((one for one in found if isinstance(one, Registration)), key=lambda one: one.urn)
        stack = _stack_of(args)
        judged = judge(registrations, settings_for(args.get_config(), stack), whole_report)
        return stack, replace(judged, failures=(*broken, *judged.failures))

    def _read(self, resource: PolicyResource) -> Registration | Violation:
        try:
            return self._registration(resource)
        except Exception as error:
            return failure(resource.urn, error)

    def _registration(self, resource: PolicyResource) -> Registration:
        parent = resource.parent.urn if resource.parent else ""
        if not is_load_balancing(resource.resource_type):
            return Registration(resource.urn, resource.resource_type, resource.name, {}, parent=parent)
        depends = {name: tuple(one.urn for one in made) for name, made in resource.property_dependencies.items()}
        inputs, outputs = self._inputs.get(resource.urn, {}), plain(resource.props)
        return Registration(
            resource.urn, resource.resource_type, resource.name, inputs, outputs, depends, parent=parent
        )

    def _all_told(self) -> frozenset[str]:
        return frozenset().union(*self._told.values())


def _stack_of(args: StackValidationArgs) -> str:
    return stack_urn({one.urn: one.resource_type for one in args.resources})


def _guarded(validate: StackValidation) -> StackValidation:
    """The policy with whatever breaks in it as a violation: an exception would end the run under a green tick."""

    def guarded(args: StackValidationArgs, report: ReportViolation) -> None:
        try:
            validate(args, report)
        except Exception as error:
            found = failure(_stack_of(args), error)
            report(found.message, found.urn)

    return guarded


def policies() -> list[Policy]:
    """The three policies of one run. The SDK runs them in this order: advice leaves its report for the gate."""
    gate, schema = Gate(), PolicyConfigSchema(properties=dict(SCHEMA))
    common: dict[str, Any] = {"config_schema": schema, "remediation_steps": STEPS, "url": PAGE}
    return [
        ResourceValidationPolicy(
            RESOURCE,
            "A load balancer must not be wrong by itself.",
            display_name="Wrong load balancers",
            validate=gate.resource,
            enforcement_level=EnforcementLevel.MANDATORY,
            severity=Severity.HIGH,
            **common,
        ),
        StackValidationPolicy(
            ADVICE,
            "What deserves a look in the routes of the load balancers.",
            display_name="Advice on routes",
            validate=_guarded(gate.advice),
            enforcement_level=EnforcementLevel.ADVISORY,
            severity=Severity.LOW,
            **common,
        ),
        StackValidationPolicy(
            GATE,
            "Listener, backend and health check of every route must fit together.",
            display_name="Wrong routes",
            validate=_guarded(gate.gate),
            enforcement_level=EnforcementLevel.MANDATORY,
            severity=Severity.HIGH,
            **common,
        ),
    ]


def serve() -> None:
    """Serve the pack to the engine that started this process; returns only when it is interrupted."""
    gc.disable()  # a process judges one stack and ends; looking for cycles takes a third of the SDK's time for a large one
    PolicyPack("lbgate", policies=policies(), enforcement_level=EnforcementLevel.MANDATORY)
