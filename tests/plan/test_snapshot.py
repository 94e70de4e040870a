"""A binary plan is read within bounds, and whatever its bytes are it is read or refused."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hcl_scanner.errors import Unreadable
from hcl_scanner.plan import snapshot
from hcl_scanner.plan.protobuf import fields
from hcl_scanner.plan.recorded import recorded

from .binary import ROOT, archive, count, entries, message, plan_file, tfplan, variable

FILES = {"/main.tf": 'resource "aws_lb" "x" {}\n', "/other.tf": "", "m.n/main.tf": "locals {}\n"}
MODULES = [ROOT, {"Key": "m.n", "Source": "../n", "Dir": "../n"}]
WHOLE = plan_file(FILES, modules=MODULES)


def test_every_module_lies_in_its_folder() -> None:
    found = snapshot.read_snapshot(WHOLE, "plan.bin")
    assert {folder: sorted(files) for folder, files in found.folders.items()} == {
        ".": ["main.tf", "other.tf"],
        "../n": ["main.tf"],
    }


def test_an_entry_that_would_fill_the_memory_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(snapshot, "MOST_BYTES", 1 << 20)
    assert snapshot.read_snapshot(WHOLE, "plan.bin")
    for files in ({"/main.tf": " " * (2 << 20)}, {f"/{number}.tf": " " * (200 << 10) for number in range(6)}):
        with pytest.raises(Unreadable, match="the zip file holds more than 1 MB when it is unpacked"):
            snapshot.read_snapshot(plan_file(files), "plan.bin")


def test_what_is_no_source_is_not_even_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(snapshot, "MOST_BYTES", 1 << 20)
    bombs = {"tfstate": bytes(4 << 20), "tfstate-prev": bytes(4 << 20), "../../evil": bytes(4 << 20)}
    assert snapshot.read_snapshot(archive(entries(FILES, modules=MODULES) | bombs), "plan.bin").folders.keys() == {
        ".",
        "../n",
    }


def test_variables_of_every_type_are_those_that_were_given() -> None:
    types = [
        "object",
        {"list": ["list", "number"], "map": ["map", "bool"], "any": "dynamic", "tuple": ["tuple", ["string"]]},
    ]
    value = {"list": [1, "12345678901234567890"], "map": {"a": True}, "any": None, "tuple": ["7"]}
    found = recorded(tfplan(variable("v", value, types), variable("none", None)))
    assert found.variables == (
        '{"v": {"list": [1, 1.2345678901234567e+19], "map": {"a": true}, "any": null, "tuple": ["7"]}, "none": null}'
    )
    assert (found.workspace, found.applies, found.errored) == ("default", True, False)


def test_the_fields_of_a_message_are_read_as_they_are_written() -> None:
    written = count(1, 300) + message(2, b"text") + bytes([3 << 3 | 5]) + bytes(4) + bytes([4 << 3 | 1]) + bytes(8)
    assert list(fields(written)) == [(1, 300), (2, b"text"), (3, bytes(4)), (4, bytes(8))]


def outcome(data: bytes) -> str:
    """That a plan was read, or why not."""
    try:
        snapshot.read_snapshot(data, "plan.bin")
    except Unreadable as error:
        return error.reason
    return "read"


@given(st.binary(max_size=60))
def test_any_bytes_are_a_message_or_none(data: bytes) -> None:
    with suppress(ValueError):
        assert all(number >= 0 for number, _ in fields(data))


@given(st.integers(0, len(WHOLE) - 1), st.binary(min_size=1, max_size=6))
def test_a_damaged_plan_is_read_or_refused(at: int, data: bytes) -> None:
    damaged = WHOLE[:at] + data + WHOLE[at + len(data) :]
    assert outcome(damaged) in ("read", snapshot.DAMAGED, snapshot.NOT_A_PLAN, snapshot.ODD)


@given(st.integers(0, len(WHOLE) - 1))
def test_a_truncated_plan_is_refused(size: int) -> None:
    assert outcome(WHOLE[:size]) in (snapshot.DAMAGED, snapshot.NOT_A_PLAN)


@given(st.binary(max_size=80))
def test_any_message_is_a_plan_or_refused(data: bytes) -> None:
    incomplete = "the plan is incomplete: terraform ended in an error while it made it"
    assert outcome(plan_file(FILES, tfplan(more=data), MODULES)) in ("read", snapshot.ODD, incomplete)


@pytest.mark.parametrize("lost", ["tfconfig/m-/main.tf", "tfconfig/m-m.n/main.tf"])
def test_a_module_without_files_is_no_clean_module(lost: str) -> None:
    held = entries({"/main.tf": "", "m.n/main.tf": ""}, modules=MODULES)
    del held[lost]
    assert outcome(archive(held)) == snapshot.ODD


def test_nothing_is_written_to_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    snapshot.read_snapshot(WHOLE, "plan.bin")
    assert list(tmp_path.iterdir()) == []
