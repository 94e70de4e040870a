"""A document may be compressed, in UTF-16, or wrapped: it says the same in every form."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from hcl_scanner import packed
from hcl_scanner.errors import Unreadable

from .command import ROOT, lbgate, write

CASE = ROOT / "fixtures" / "baiducloud" / "tcp_to_http_port"
PLAN = (CASE / "plan.json").read_bytes()
STATE = {
    "format_version": "1.0",
    "terraform_version": "1.11.4",
    "values": json.loads(PLAN)["planned_values"],
}
HALF = len(PLAN) // 2


def wrapped(*keys: str) -> bytes:
    inner = json.loads(PLAN)
    for key in keys:
        inner = {"id": 7, "meta": {"a": [{}]}, key: inner}
    return json.dumps(inner).encode()


@pytest.mark.parametrize(
    "data",
    [
        gzip.compress(PLAN, mtime=0),
        gzip.compress(PLAN[:HALF], mtime=0) + gzip.compress(PLAN[HALF:], mtime=0) + bytes(512),
        PLAN.decode().encode("utf-16"),
        b"\xfe\xff" + PLAN.decode().encode("utf-16-be"),
        PLAN.decode().encode("utf-16-le"),
        PLAN.decode().encode("utf-16-be"),
        b"\xef\xbb\xbf" + PLAN,
        wrapped("plan"),
        wrapped("plan", "attributes", "run"),
        gzip.compress(wrapped("tfplan").decode().encode("utf-16"), mtime=0),
    ],
    ids=["gzip", "members", "utf16", "utf16be", "utf16le-bare", "utf16be-bare", "bom", "wrapped", "deep", "all"],
)
def test_a_plan_says_the_same_in_every_form(tmp_path: Path, data: bytes) -> None:
    bare = lbgate("scan", "-", "--format", "json", cwd=tmp_path, stdin=PLAN)
    done = lbgate("scan", "-", "--format", "json", cwd=tmp_path, stdin=data)
    assert (done.code, done.err) == (1, "")
    assert done.out == bare.out


def test_a_state_is_judged(tmp_path: Path) -> None:
    write(tmp_path, {"state.json": json.dumps(STATE), "wrapped.json": json.dumps({"state": STATE})})
    for name in ("state.json", "wrapped.json"):
        done = lbgate("scan", name, "--format", "json", cwd=tmp_path)
        assert done.report["errors"] == []
        assert done.report["ledger"]["listeners"] == 1
        assert "change" not in "".join(key for route in done.report["routes"] for key in route)


def test_a_gzip_file_that_would_fill_the_memory_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packed, "MOST_BYTES", 5 << 20)
    zeros = gzip.compress(b" " * (1 << 20), mtime=0)
    assert len(packed.plain(zeros * 5, "plan.json.gz")) == 5 << 20
    with pytest.raises(Unreadable, match="holds more than 5 MB when it is unpacked"):
        packed.plain(zeros * 6, "plan.json.gz")
