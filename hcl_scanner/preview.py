"""What Pulumi saves as a Graph: previews (``preview --json``), plans (``--save-plan``) and exports (``stack export``).

All three hold every resource's inputs with the dependencies of each property; an event stream or log lacks these, so no
listener could be joined to its backend, and it is refused with that reason.
"""

from __future__ import annotations

import json
import os
import posixpath
import re
from collections.abc import Container, Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import Any
from urllib.parse import unquote

from policies.graph import NOWHERE, Graph, Place, Unread
from policies.ledger import counted as counted_as
from policies.pulumi_data import SECRET, Data, Registration, is_unknown
from policies.pulumi_graph import to_graph
from policies.values import Unknown

from .errors import Unreadable

NO_DEPENDENCIES = (
    "a Pulumi event stream or log lacks the dependencies between resources; "
    "save the preview with `pulumi preview --json --show-sames` without PULUMI_ENABLE_STREAMING_JSON_PREVIEW"
)
LEFT_OUT = "the preview leaves out what does not change (save it with `pulumi preview --json --show-sames`)"
GONE = {"delete", "delete-replaced", "discard", "discard-replaced", "read-discard", "remove-pending-replace"}
READ = {"read", "read-replacement"}
CHANGES = {
    "create": "created",
    "import": "created",
    "update": "updated",
    "same": "unchanged",
    "refresh": "unchanged",
    "replace": "replaced",
    "create-replacement": "replaced",
    "import-replacement": "replaced",
}
# What marks an encoded value in an export, and the mark of a secret (sdk/go/common/resource/properties.go).
SIGNATURE, SECRET_SIGNATURE = "4dabf18193072939515e22adb298388d", "1b47061264138c4ac30d75fd1eb44270"
POSITION = re.compile(r"project:///(?!\.\./)(?P<file>[^#]+)#(?P<line>\d{1,9})(,(?P<column>\d{1,9}))?")
NAMES_A_RESOURCE = re.compile(r"(^|[a-z])(Arn|arn|Id|id)s?$")


def is_preview(document: object) -> bool:
    """Whether a JSON document is one of Pulumi's: a preview, a plan, an export, or an event (to be refused)."""
    kinds = (_is_digest, _is_plan, _is_export, _is_event)
    return isinstance(document, Mapping) and any(is_kind(document) for is_kind in kinds)


def is_event_stream(text: str) -> bool:
    """Whether text that is no JSON document is a Pulumi event stream or log: one event on each line."""
    try:
        first = json.loads(text.partition("\n")[0])
    except ValueError:
        return False
    return isinstance(first, Mapping) and _is_event(first)


def read_preview(document: object, root: str) -> Graph:
    """The graph of a document for which ``is_preview`` holds; ``root`` is its path. Raises Unreadable."""
    read = _Reader(root)
    whole = read.mapping(document, "the document")
    if _is_event(whole):
        raise Unreadable(root, NO_DEPENDENCIES)
    deployment = _deployment(whole)
    if deployment is not None:
        return to_graph(read.exported(deployment), root)
    if _is_plan(whole):
        return to_graph(read.saved_plan(whole), root)
    return replace(to_graph(read.previewed(whole), root), unread=tuple(_left_out(whole)))


def _is_digest(document: Mapping[str, Any]) -> bool:
    steps = document.get("steps")
    return isinstance(steps, list) and all(isinstance(step, Mapping) and "urn" in step for step in steps)


def _is_plan(document: Mapping[str, Any]) -> bool:
    return isinstance(document.get("resourcePlans"), Mapping)


def _is_export(document: Mapping[str, Any]) -> bool:
    return _deployment(document) is not None


def _deployment(document: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """What stands, as ``pulumi stack export`` prints it, or as a stack's own file has it where no service keeps it."""
    checkpoint = document.get("checkpoint")
    found = checkpoint.get("latest") if isinstance(checkpoint, Mapping) else document.get("deployment")
    return found if isinstance(found, Mapping) and "manifest" in found else None


def _is_event(document: Mapping[str, Any]) -> bool:
    return "sequence" in document and any(key.endswith("Event") for key in document)


def _left_out(preview: Mapping[str, Any]) -> Iterator[Unread]:
    """The unchanged resources that the preview counts and does not show: they may be routes of their own."""
    counts = preview.get("changeSummary")
    counted = counts.get("same") if isinstance(counts, Mapping) else None
    shown = sum(step.get("op") == "same" for step in preview["steps"])
    if isinstance(counted, int) and counted > shown:
        yield Unread(counted_as(counted - shown, "unchanged resource"), "", LEFT_OUT)


class _Reader:
    """Reads one document; every error names it."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._is_file = cache(os.path.isfile)

    def previewed(self, preview: Mapping[str, Data]) -> Iterator[Registration]:
        """Every resource that will exist; a replacement is one step, and of several for one URN the last one tells."""
        last: dict[str, Registration] = {}
        outside = set()
        for number, step in enumerate(self.items(preview.get("steps"), "steps")):
            where = f"steps[{number}]"
            found = self.mapping(step, where)
            operation = str(found.get("op"))
            if operation in READ:
                outside.add(str(found.get("urn")))
            elif operation not in GONE and found.get("newState") is not None:
                one = self._registration(found["newState"], f"{where}.newState", CHANGES.get(operation))
                kept = {} if one.change == "replaced" else self._kept(one.inputs, found.get("oldState"), where)
                last[one.urn] = replace(one, outputs={**kept, **one.outputs})
        yield from (_without_hidden(one, last.keys(), outside) for one in last.values())

    def saved_plan(self, plan: Mapping[str, Data]) -> Iterator[Registration]:
        """Every resource that will exist. Of an unchanged one the inputs are in its planned state alone."""
        for urn, planned in plan["resourcePlans"].items():
            where = f"resourcePlans[{urn!r}]"
            found = self.mapping(planned, where)
            goal = self.mapping(found.get("goal"), f"{where}.goal")
            operations = [str(step) for step in self.items(found.get("steps"), f"{where}.steps")]
            change = next((CHANGES[name] for name in operations if name in CHANGES), None)
            if goal and not READ.intersection(operations):
                diff = self.mapping(goal.get("inputDiff"), f"{where}.inputDiff")
                added, updated = (self.mapping(diff.get(kind), f"{where}.{kind}") for kind in ("adds", "updates"))
                inputs = {**added, **updated}
                state = {**goal, "urn": urn, "inputs": inputs, "outputs": found.get("state")}
                yield self._registration(state, where, change)

    def exported(self, deployment: Mapping[str, Data]) -> Iterator[Registration]:
        """Every resource that stands; what waits to be deleted does not, and what is only read is not the stack's."""
        for number, state in enumerate(self.items(deployment.get("resources"), "deployment.resources")):
            where = f"deployment.resources[{number}]"
            found = self.mapping(state, where)
            if not found.get("delete") and not found.get("external"):
                yield self._registration(found, where, None)

    def _registration(self, found: object, where: str, change: str | None) -> Registration:
        state = self.mapping(found, where)
        urn, token = state.get("urn"), state.get("type")
        if not isinstance(urn, str) or not isinstance(token, str) or urn.count("::") < 3:
            raise Unreadable(self._path, f"{where} has no URN and type of a Pulumi resource")
        depends = self.mapping(state.get("propertyDependencies"), f"{where}.propertyDependencies")
        return Registration(
            urn,
            token,
            urn.split("::", 3)[3],
            self._properties(state.get("inputs"), f"{where}.inputs"),
            self._properties(state.get("outputs"), f"{where}.outputs"),
            {name: tuple(map(str, self.items(urns, f"{where}.{name}"))) for name, urns in depends.items()},
            self._place(state.get("sourcePosition")),
            change,
            str(state.get("parent") or ""),
        )

    def _place(self, position: object) -> Place:
        """Where the program registers the resource; nowhere if that is in a package that it uses.

        Pulumi names the file from the project's folder. Where the document lies there too, its way there is known.
        """
        found = POSITION.fullmatch(position) if isinstance(position, str) else None
        if not found:
            return NOWHERE
        file, column = unquote(found["file"]), found["column"]
        beside = posixpath.join(posixpath.dirname(self._path), file)
        return Place(beside if self._is_file(beside) else file, int(found["line"]), int(column) if column else None)

    def _kept(self, inputs: Mapping[str, Data], old: object, where: str) -> dict[str, Data]:
        """What a resource that stays has from before: the outputs that no input decides, then or now."""
        state = self.mapping(old, f"{where}.oldState")
        decided = {*inputs, *self.mapping(state.get("inputs"), f"{where}.oldState.inputs")}
        outputs = self.mapping(state.get("outputs"), f"{where}.oldState.outputs")
        return {name: _shown(value) for name, value in outputs.items() if name not in decided}

    def _properties(self, value: object, what: str) -> dict[str, Data]:
        return {name: _shown(item) for name, item in self.mapping(value, what).items()}

    def mapping(self, value: object, what: str) -> Mapping[str, Data]:
        if value is None:
            return {}
        if not isinstance(value, Mapping):
            raise Unreadable(self._path, f"{what} is not an object, as a Pulumi preview or export has it")
        return value

    def items(self, value: object, what: str) -> list[Data]:
        if value is None:
            return []
        if not isinstance(value, list):
            raise Unreadable(self._path, f"{what} is not a list, as a Pulumi preview or export has it")
        return value


def _shown(value: Data) -> Data:
    """The value with each encoded secret as the stand-in that a preview has for it."""
    if isinstance(value, Mapping):
        if value.get(SIGNATURE) == SECRET_SIGNATURE:
            return SECRET
        return {key: _shown(item) for key, item in value.items()}
    return [_shown(item) for item in value] if isinstance(value, list) else value


def _without_hidden(one: Registration, present: Container[str], outside: Container[str]) -> Registration:
    """The resource with what it owes to others told: those only read are outside, those left out are named as such.

    An unchanged resource is left out unless asked for, so a value that names it would be found nowhere in the file.
    """
    depends = {name: tuple(urn for urn in urns if urn not in outside) for name, urns in one.depends.items()}
    hidden = {name for name, urns in depends.items() if any(urn not in present for urn in urns)}
    inputs = {name: _hide(value, name, one) if name in hidden else value for name, value in one.inputs.items()}
    return replace(one, depends=depends, inputs=inputs)


def _hide(value: Data, path: str, one: Registration) -> Data:
    if isinstance(value, Mapping):
        return {key: _hide(item, f"{path}.{key}", one) for key, item in value.items()}
    if isinstance(value, list):
        return [_hide(item, path, one) for item in value]
    if isinstance(value, str) and not is_unknown(value) and NAMES_A_RESOURCE.search(path):
        return Unknown(f"{path} of {one.name} (unchanged and left out of this preview: save it with --show-sames)")
    return value
