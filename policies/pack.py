"""The Pulumi policy pack: two stack policies over one graph, and a resource policy that collects the inputs for it.

Stack policies see outputs, which are empty while a provider's own configuration is unknown; the inputs that the
resource policy saw stand in for them. This is the only module that imports Pulumi's SDK.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

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

from .graph import Graph
from .pulumi_gate import (
    SCHEMA,
    Judged,
    disagreements,
    failure,
    judge,
    open_ends,
    report_of_errors,
    root_urn,
    settings_of,
    stack_urn,
    violations,
    whole_report,
)
from .pulumi_graph import STACK_TYPE, Data, Registration, is_load_balancing, to_graph
from .settings import SettingError, Settings
from .words import Level

GATE, ADVICE, RESOURCE = "lbgate", "lbgate-advice", "lbgate-resource"
ERRORS, OTHERS = frozenset({Level.ERROR}), frozenset({Level.WARNING, Level.NOTE})
# Beside routes that lie in one resource, what a resource decides without its neighbours.
ALONE = frozenset({"LBG105", "LBG201", "LBG202"})
UNDECIDED = frozenset({"LBG401", "LBG402"})
PAGE = "https://intl.cloud.baidu.com/en/doc/BLB/s/Zm3y8y4a1-intl-en"
STEPS = "Change the attribute that the hint names; `lbgate explain RULE` tells more."

Args = TypeVar("Args", ResourceValidationArgs, StackValidationArgs)


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
        self._configs: dict[str, Mapping[str, Any]] = {}
        self._judged: tuple[Graph, Judged] | None = None

    def resource(self, args: ResourceValidationArgs, report: ReportViolation) -> None:
        """Collect a resource's inputs and report what it alone decides."""
        self._configs[RESOURCE] = args.get_config()
        if not is_load_balancing(args.resource_type):
            return
        one = Registration(args.urn, args.resource_type, args.name, plain(args.props))
        self._inputs[args.urn] = one.inputs
        try:
            settings = settings_of(args.get_config())
        except SettingError:
            return  # lbgate tells, once for the whole stack
        self._alone(one, settings, report)

    def _alone(self, one: Registration, settings: Settings, report: ReportViolation) -> None:
        """What a graph of this one resource shows: its routes lie in it, so a pair without a listener is not told."""
        graph = to_graph([one])
        judged = judge(graph, settings, report_of_errors)
        findings = judged.report.findings if judged.report else ()
        others = {f.fingerprint for f in findings if not (f.rule in ALONE or f.routes) or f.rule in UNDECIDED}
        for found in (*judged.failures, *violations(judged, graph, ERRORS, frozenset(others))):
            report(found.message, found.urn)
        told = {f.fingerprint for f in findings if f.level in ERRORS}
        self._told[one.urn] = frozenset(told - others)

    def advice(self, args: StackValidationArgs, report: ReportViolation) -> None:
        """Report what does not fail a deployment, and the ledger where something was not judged."""
        self._configs[ADVICE] = args.get_config()
        if disagreements({ADVICE: args.get_config()}):
            return  # lbgate tells
        graph, judged = self._judged = self._stack(args)
        for found in violations(judged, graph, OTHERS, self._all_told()):
            report(found.message, found.urn)
        if line := open_ends(judged):
            report(line, stack_urn(graph))

    def gate(self, args: StackValidationArgs, report: ReportViolation) -> None:
        """Report what fails the deployment: wrong routes, a wrong configuration, and errors of lbgate itself."""
        configs, self._configs = {**self._configs, GATE: args.get_config()}, {}
        advised, self._judged = self._judged, None
        if problems := disagreements(configs):
            report("\n".join(["the configuration of the policy pack is wrong:", *problems]), _stack_of(args))
            return
        graph, judged = advised or self._stack(args)
        for found in (*judged.failures, *violations(judged, graph, ERRORS, self._all_told())):
            report(found.message, found.urn)

    def _stack(self, args: StackValidationArgs) -> tuple[Graph, Judged]:
        graph = to_graph(sorted(map(self._registration, args.resources), key=lambda one: one.urn))
        return graph, judge(graph, settings_of(args.get_config()), whole_report)

    def _registration(self, resource: PolicyResource) -> Registration:
        depends = {name: tuple(one.urn for one in made) for name, made in resource.property_dependencies.items()}
        inputs = self._inputs.get(resource.urn, {})
        wanted = is_load_balancing(resource.resource_type)
        outputs = plain(resource.props) if wanted else {}
        return Registration(resource.urn, resource.resource_type, resource.name, inputs, outputs, depends)

    def _all_told(self) -> frozenset[str]:
        return frozenset().union(*self._told.values())


def _stack_of(args: StackValidationArgs) -> str:
    stacks = (one.urn for one in args.resources if one.resource_type == STACK_TYPE)
    return next(stacks, None) or root_urn(args.resources[0].urn if args.resources else "")


def _guarded(
    validate: Callable[[Args, ReportViolation], None], urn_of: Callable[[Args], str]
) -> Callable[[Args, ReportViolation], None]:
    """The policy with whatever breaks in it as a violation: an exception would end the run under a green tick."""

    def guarded(args: Args, report: ReportViolation) -> None:
        try:
            validate(args, report)
        except Exception as error:
            found = failure(urn_of(args), error)
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
            validate=_guarded(gate.resource, lambda args: args.urn),
            enforcement_level=EnforcementLevel.MANDATORY,
            severity=Severity.HIGH,
            **common,
        ),
        StackValidationPolicy(
            ADVICE,
            "What deserves a look in the routes of the load balancers.",
            validate=_guarded(gate.advice, _stack_of),
            enforcement_level=EnforcementLevel.ADVISORY,
            severity=Severity.LOW,
            **common,
        ),
        StackValidationPolicy(
            GATE,
            "Listener, backend and health check of every route must fit together.",
            validate=_guarded(gate.gate, _stack_of),
            enforcement_level=EnforcementLevel.MANDATORY,
            severity=Severity.HIGH,
            **common,
        ),
    ]


def serve() -> None:
    """Serve the pack to the engine that started this process; returns only when it is interrupted."""
    gc.disable()  # a process judges one stack and ends; looking for cycles takes a third of the SDK's time for a large one
    PolicyPack("lbgate", policies=policies(), enforcement_level=EnforcementLevel.MANDATORY)
