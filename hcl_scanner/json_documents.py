"""The kinds of document that are read from one file: Terraform plans and states, and what Pulumi saves."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

from policies.graph import Graph

from .errors import Unreadable
from .packed import is_zip, parts, plain, wrapped
from .preview import NO_DEPENDENCIES, is_event_stream, is_preview, read_preview

if TYPE_CHECKING:
    from msgspec import Raw

    from .plan.configuration import Configuration
    from .plan.snapshot import Snapshot

KINDS = "a plan or state (`terraform show -json FILE`) or a Pulumi preview (`pulumi preview --json`)"
SHOWN = "give the output of `terraform show -json FILE`"
PULUMI_PROGRAM = (
    "a Pulumi program is not read: save its preview with `pulumi preview --json --show-sames` and give that file"
)
NOT_READ = {
    # Dynamic values are wrapped in it, and what a schema calls sensitive is not marked as such.
    frozenset({"lineage", "serial"}): f"Terraform's own state file is not read, since its format is internal: {SHOWN}",
    # internal/encryption/base.go of github.com/opentofu/opentofu
    frozenset({"encrypted_data", "encryption_version"}): (
        "the file is encrypted by OpenTofu: give the output of `tofu show -json FILE`, which decrypts it"
    ),
    # internal/cloud/cloudplan/saved_plan.go of github.com/hashicorp/terraform
    frozenset({"remote_plan_format", "run_id"}): f"a saved plan of HCP Terraform only names its run: {SHOWN}",
}
"""What is told by its keys, and why it is not read."""
NOTHING_KNOWN = f"not a plan, state or preview: give {KINDS}"


@dataclass(frozen=True)
class Plan:
    """A plan that is read when its source is known, since that is read with the plan's own variables."""

    parts: Mapping[str, Raw]
    path: str

    def variables(self) -> str:
        """The variables that it recorded, as a JSON object of their values."""
        from .plan.decoding import unpacked

        part = self.parts.get("variables")
        recorded = part and unpacked(part, "variables of the plan", self.path)
        found = recorded.items() if isinstance(recorded, Mapping) else ()
        return json.dumps({name: one["value"] for name, one in found if isinstance(one, Mapping) and "value" in one})

    def configuration(self) -> Configuration:
        """What it was made from, as far as it tells. Raises Unreadable."""
        from .plan.configuration import Configuration
        from .plan.decoding import typed

        return typed(self.parts.get("configuration", b"{}"), Configuration, "plan", self.path)

    def graph(self, source: Graph | None = None) -> Graph:
        """Raises Unreadable."""
        from .plan import plan_graph

        return plan_graph(self.parts, self.path, source=source)


def read_document(data: bytes, path: str) -> Graph | Plan | Snapshot:
    """What a file holds. Raises Unreadable, which says what else it is where that can be told."""
    if is_zip(data):
        from .plan.snapshot import read_snapshot

        return read_snapshot(data, path)
    return _read(plain(data, path), path)


def _read(data: bytes, path: str) -> Graph | Plan:
    from .plan import is_plan, is_state, parts_of, read_state

    found = parts(data)
    if is_plan(found):
        return Plan(found, path)
    if is_state(found):
        return read_state(data, path)
    document = _decoded(_text(data, path), path)
    if is_preview(document):
        return read_preview(document, path)
    if not isinstance(document, Mapping):
        raise Unreadable(path, NOTHING_KNOWN)
    if document and not found:  # Python's json takes more than there is in JSON: NaN, or half of a character
        parts_of(data, path)
    inner = wrapped(data, path, lambda one: is_plan(one) or is_state(one))
    if inner is None:
        raise Unreadable(path, next((why for keys, why in NOT_READ.items() if keys <= document.keys()), NOTHING_KNOWN))
    return _read(inner, path)


def _text(data: bytes, path: str) -> str:
    text = data.decode()
    if not text.strip():
        raise Unreadable(path, "the file is empty")
    return text


def _decoded(text: str, path: str) -> object:
    """The document. msgspec is several times faster; where it gives up, the other one says where, or reads it after all."""
    import msgspec

    try:
        return msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError, UnicodeError):
        pass
    try:
        return json.loads(text)
    except RecursionError:
        raise Unreadable(path, "the document is nested too deep") from None
    except json.JSONDecodeError as error:
        raise _not_json(text, path, error) from None


def _not_json(text: str, path: str, error: json.JSONDecodeError) -> Unreadable:
    name = PurePath(path).name
    if is_event_stream(text):
        return Unreadable(path, NO_DEPENDENCIES)
    if name.startswith("Pulumi.") and name.endswith((".yaml", ".yml")):
        return Unreadable(path, PULUMI_PROGRAM)
    if name.endswith((".tfvars", ".hcl")):
        return Unreadable(path, f"this kind of file is not read by itself: give the folder, {KINDS}")
    if name.endswith(".json") or text.lstrip()[:1] in ("{", "["):
        return Unreadable(path, f"not valid JSON: {error.msg[:1].lower()}{error.msg[1:]}", error.lineno, error.colno)
    return Unreadable(path, f"no input of a known kind: give a folder of Terraform source, {KINDS}")
