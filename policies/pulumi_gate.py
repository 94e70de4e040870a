"""What the policy pack decides, without Pulumi's SDK: its configuration, and the violations of one stack."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from .graph import Graph, Resource
from .pulumi_graph import STACK_TYPE
from .settings import ENCRYPTION, MATRICES, SettingError, Settings, levels_of, one_of
from .words import Level

if TYPE_CHECKING:
    from .report import Report

SCHEMA: Mapping[str, dict[str, Any]] = {
    "matrix": {"type": "string", "enum": list(MATRICES), "default": "vendor"},
    "encryption": {"type": "string", "enum": list(ENCRYPTION), "default": "off"},
    "strict": {"type": "boolean", "default": False},
    "level": {
        "type": "object",
        "additionalProperties": {"type": "string", "enum": [level.value for level in Level]},
        "default": {},
    },
    "ignore": {"type": "array", "items": {"type": "object"}, "default": []},
}
"""One configuration for all three policies, since Pulumi gives each only its own: the keys of lbgate.toml."""

DEFAULTS = {key: schema["default"] for key, schema in SCHEMA.items()}


@dataclass(frozen=True, slots=True)
class Violation:
    """What a policy reports: a message on a URN that is in the stack (or the stack's own)."""

    urn: str
    message: str


@dataclass(frozen=True, slots=True)
class Judged:
    """A stack's report, or none where it could not be judged, and what went wrong inside lbgate on the way."""

    report: Report | None = None
    failures: tuple[Violation, ...] = ()
    settings: Settings = field(default_factory=Settings)


def settings_of(config: Mapping[str, Any]) -> Settings:
    """The settings in one policy's configuration. Raises SettingError, whose text says what would do."""
    for key in config:
        one_of("setting", key, SCHEMA)
    values = {**DEFAULTS, **config}
    if not isinstance(values["strict"], bool) or not isinstance(values["level"], Mapping):
        raise SettingError("strict is true or false, and level a table of rules with their levels")
    if values["ignore"]:
        raise SettingError("ignore is not built yet; set the rule's level to off instead")
    return Settings(values["matrix"], values["encryption"], values["strict"], levels_of(values["level"]))


def disagreements(configs: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """What keeps these configurations (by policy) from being one: keys nobody knows, wrong values, differences."""
    problems = []
    for policy, config in sorted(configs.items()):
        try:
            settings_of(config)
        except SettingError as error:
            problems.append(f"{policy}: {error}")
    for key, default in DEFAULTS.items():
        values = {policy: config.get(key, default) for policy, config in sorted(configs.items())}
        if any(value != default for value in values.values()) and len(set(map(repr, values.values()))) > 1:
            told = ", ".join(f"{value!r} in {policy}" for policy, value in values.items())
            problems.append(f"{key} differs: {told}; give all three policies the same configuration")
    return problems


# The judge and its clouds are loaded when the first resource comes, not at start-up.


def whole_report(graph: Graph, settings: Settings) -> Report | None:
    """The report of a stack."""
    from .evaluate import evaluate

    return evaluate([graph], settings)


def report_of_errors(graph: Graph, settings: Settings) -> Report | None:
    """The report where something is an error; None in the common case, which costs every resource of a stack little."""
    from .deployment import deployment
    from .findings import findings

    wrong = any(one.level is Level.ERROR for one in findings(deployment(graph, settings)))
    return whole_report(graph, settings) if wrong else None


def judge(graph: Graph, settings: Settings, report: Callable[[Graph, Settings], Report | None]) -> Judged:
    """What ``report`` makes of a graph. A resource that breaks lbgate is named, left out, and the others are judged."""
    failures: list[Violation] = []
    while True:
        try:
            return Judged(report(graph, settings), tuple(failures), settings)
        except Exception as error:  # noqa: BLE001  whatever broke must fail the deployment, and say where
            culprit = _culprit(error.__traceback__, graph)
            failures.append(failure(culprit.address if culprit else stack_urn(graph), error))
            if not culprit:
                return Judged(None, tuple(failures), settings)
            rest = {urn: one for urn, one in graph.resources.items() if one is not culprit}
            graph = replace(graph, resources=rest)


def failure(urn: str, error: BaseException) -> Violation:
    """An internal error as a violation; its traceback goes to stderr, since its text may hold a property's value."""
    traceback.print_exception(error, file=sys.stderr)
    frames = traceback.extract_tb(error.__traceback__)
    where = Path(frames[-1].filename).name if frames else "?"
    return Violation(urn, f"internal error of lbgate ({type(error).__name__} in {where}): this resource was not judged")


def _culprit(trace: TracebackType | None, graph: Graph) -> Resource | None:
    """The resource that the innermost function was about when it broke."""
    found = None
    while trace:
        for value in trace.tb_frame.f_locals.values():
            if isinstance(value, Resource) and graph.resources.get(value.address) is value:
                found = value
        trace = trace.tb_next
    return found


def stack_urn(graph: Graph) -> str:
    """The URN of the stack itself."""
    stacks = [urn for urn, resource in graph.resources.items() if resource.type == STACK_TYPE]
    return stacks[0] if stacks else root_urn(next(iter(graph.resources), ""))


def root_urn(urn: str) -> str:
    """The URN of the stack that a resource belongs to, where the stack itself is not at hand."""
    stack, project, *_ = [*urn.removeprefix("urn:pulumi:").split("::"), "", ""]
    return f"urn:pulumi:{stack}::{project}::{STACK_TYPE}::{project}-{stack}"


def violations(judged: Judged, graph: Graph, levels: frozenset[Level], told: frozenset[str]) -> Iterator[Violation]:
    """The findings of these levels, sorted by URN, but for those whose fingerprint was ``told`` already."""
    from .messages import finding_text

    report = judged.report
    if report is None:
        return
    wanted = [one for one in report.findings if one.level in levels and one.fingerprint not in told]
    found = [Violation(urn_of(one.location.address, graph), finding_text(one, report)) for one in wanted]
    yield from sorted(found, key=lambda each: (each.urn, each.message))


def urn_of(address: str, graph: Graph) -> str:
    """The URN in an address that may end in an entry's key (``:443``, ``#1``)."""
    from .entries import resource_at

    found = resource_at(graph, address)
    return found.address if found else stack_urn(graph)


def open_ends(judged: Judged) -> str | None:
    """The ledger in one line where something in the stack was not judged; else None."""
    from .ledger import ledger_line

    ledger = judged.report.ledger if judged.report else None
    if not ledger or not (ledger.undecided or ledger.unlinked or ledger.not_covered or ledger.unread):
        return None
    return ledger_line(ledger)
