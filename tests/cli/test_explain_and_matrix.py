"""``lbgate explain`` and ``lbgate matrix``: what they print, and how they end."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from policies.providers import FAMILIES
from policies.rules import RULES

from .command import lbgate

BASE_SOURCE = "https://intl.cloud.baidu.com/en/doc/BLB/s/Zm3y8y4a1-intl-en"


def as_json(*arguments: str, cwd: Path, code: int = 0) -> Any:
    done = lbgate(*arguments, "--format", "json", cwd=cwd)
    assert (done.code, done.err) == (code, "")
    return json.loads(done.out)


def test_a_triple_is_one_object_with_verdict_reason_hints_and_source(tmp_path: Path) -> None:
    assert as_json("explain", "HTTPS", "HTTP", "HTTPS", cwd=tmp_path, code=1) == {
        "family": "base",
        "listener": "HTTPS",
        "backend": "HTTP",
        "check": "HTTPS",
        "verdict": "check-ineffective",
        "kind": "broken",
        "why": "an HTTPS check has no effect on HTTP backends: it opens TLS to servers that answer in plain HTTP, so it"
        " always fails and says nothing about them",
        "hints": [
            _hint('check = "TCP"', "check", "TCP"),
            _hint('check = "HTTP"', "check", "HTTP"),
            _hint('backend = "HTTPS" (ends TLS at the balancer, encrypts anew)', "backend", "HTTPS"),
        ],
        "source": BASE_SOURCE,
    }


def _hint(text: str, attribute: str, value: str) -> dict[str, Any]:
    return {"text": text, "replaces": [], "set": [{"address": None, "attribute": attribute, "value": value}]}


def test_a_triple_as_text(tmp_path: Path) -> None:
    done = lbgate("explain", "HTTPS", "HTTP", "HTTPS", cwd=tmp_path)
    assert (
        done.out
        == f"""\
base: the base matrix

HTTPS → HTTP → HTTPS check: check-ineffective (broken)
  an HTTPS check has no effect on HTTP backends: it opens TLS to servers that
  answer in plain HTTP, so it always fails and says nothing about them
  hint: check = "TCP"
  hint: check = "HTTP"
  hint: backend = "HTTPS" (ends TLS at the balancer, encrypts anew)
  source: {BASE_SOURCE}
"""
    )


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["TCP", "TCP", "TCP"], 0),
        (["HTTPS", "HTTP", "HTTPS"], 1),
        (["HTTPS", "HTTP"], 0),
        (["TCP", "HTTP"], 1),
        (["HTTPS"], 0),
        (["ICMP"], 1),
        (["HTTPS", "HTTPS", "HTTP", "--family", "aws/application"], 0),
        (["HTTPS", "HTTP", "TCP", "--family", "aws/application"], 1),
        (["TCP", "--family", "aws/gateway"], 1),
        (["GENEVE", "--family", "aws/gateway"], 1),
        (["HTPS"], 2),
        (["HTTPS", "HTTP", "HTTP", "HTTP"], 2),
        (["HTTPS", "--family", "aws/aplication"], 2),
        (["LBG103"], 0),
        (["LBG999"], 2),
        (["LBG103", "HTTP"], 2),
        ([], 2),
    ],
)
def test_explain_ends_with_what_it_found(tmp_path: Path, words: list[str], code: int) -> None:
    done = lbgate("explain", *words, cwd=tmp_path)
    assert done.code == code
    assert bool(done.out) == (code != 2)
    assert bool(done.err) == (code == 2)


@pytest.mark.parametrize(
    ("words", "checks"),
    [
        (["HTTPS", "HTTP"], ["TCP", "UDP", "ICMP", "HTTP", "HTTPS"]),
        (["TCP", "HTTP"], [None]),
        (["UDP"], ["UDP", "ICMP"]),
    ],
)
def test_a_pair_or_a_listener_is_a_list(tmp_path: Path, words: list[str], checks: list[str | None]) -> None:
    done = lbgate("explain", *words, "--format", "json", cwd=tmp_path)
    assert [one["check"] for one in json.loads(done.out)] == checks


def test_doubtful_and_unverified_triples_carry_their_flag(tmp_path: Path) -> None:
    doubtful = as_json("explain", "HTTPS", "HTTPS", "HTTP", "--family", "aws/application", cwd=tmp_path)
    assert (doubtful["verdict"], doubtful["kind"], doubtful["doubtful"]) == ("ok", None, True)
    unverified = as_json("explain", "QUIC", "TCP_QUIC", "TCP", "--family", "aws/network", cwd=tmp_path)
    assert (unverified["verdict"], unverified["kind"], unverified["unverified"]) == ("ok", None, True)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["explain", "LBG13"], "; did you mean LBG103?"),
        (["explain", "HTTPS", "HTP"], "; did you mean HTTP?"),
        (["explain", "TCP", "--family", "aws/netwrk"], "; did you mean aws/network?"),
        (["matrix", "aws/clasic"], "; did you mean aws/classic?"),
    ],
)
def test_an_unknown_word_names_the_nearest(tmp_path: Path, arguments: list[str], message: str) -> None:
    done = lbgate(*arguments, cwd=tmp_path)
    assert done.code == 2
    assert done.err.endswith(f"{message}\n")


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_is_explained_in_eighty_columns(tmp_path: Path, rule: str) -> None:
    done = lbgate("explain", rule, cwd=tmp_path)
    assert done.out.startswith(f"{rule} {RULES[rule].name} (")
    assert max(map(len, done.out.splitlines())) <= 80


def test_a_rule_as_json_has_its_example(tmp_path: Path) -> None:
    rule = as_json("explain", "LBG103", cwd=tmp_path)
    assert list(rule) == ["rule", "name", "level", "when", "why", "mend", "example"]
    assert (rule["rule"], rule["name"], rule["level"]) == ("LBG103", "check-ineffective", "error")
    assert rule["example"]["wrong"] != rule["example"]["mended"]


def test_the_base_matrix_as_json(tmp_path: Path) -> None:
    assert as_json("matrix", "base", cwd=tmp_path) == {
        "family": "base",
        "source": BASE_SOURCE,
        "routes": [
            {"listener": "TCP", "backend": "TCP", "checks": {"TCP": "ok"}},
            {"listener": "SSL", "backend": "TCP", "checks": {"TCP": "ok"}},
            {"listener": "UDP", "backend": "UDP", "checks": {"UDP": "ok", "ICMP": "ok"}},
            {"listener": "HTTP", "backend": "HTTP", "checks": {"HTTP": "ok", "TCP": "ok"}},
            {
                "listener": "HTTPS",
                "backend": "HTTP",
                "checks": {"TCP": "ok", "HTTP": "ok", "HTTPS": "check-ineffective"},
            },
            {"listener": "HTTPS", "backend": "HTTPS", "checks": {"TCP": "ok", "HTTP": "ok", "HTTPS": "ok"}},
        ],
    }


def test_the_base_matrix_as_text(tmp_path: Path) -> None:
    assert (
        lbgate("matrix", "base", cwd=tmp_path).out
        == f"""\
base: the base matrix
{BASE_SOURCE}

listener  backend  health check
TCP       TCP      TCP
SSL       TCP      TCP
UDP       UDP      UDP, ICMP
HTTP      HTTP     HTTP, TCP
HTTPS     HTTP     TCP, HTTP; without effect: HTTPS
HTTPS     HTTPS    TCP, HTTP, HTTPS
"""
    )


def test_rows_of_one_pair_under_several_conditions_are_several_entries(tmp_path: Path) -> None:
    matrix = as_json("matrix", "aws/network", cwd=tmp_path)
    rows = [row for row in matrix["routes"] if (row["listener"], row["backend"]) == ("TCP", "TCP")]
    assert [(row["when"], row["checks"]) for row in rows] == [
        ({"target_type": ["instance", "ip"]}, {"TCP": "ok", "HTTP": "ok", "HTTPS": "ok"}),
        ({"target_type": ["alb"]}, {"HTTP": "ok", "HTTPS": "ok"}),
    ]


def test_doubtful_and_unverified_checks_are_ok_and_named_beside(tmp_path: Path) -> None:
    rows = as_json("matrix", "aws/network", cwd=tmp_path)["routes"]
    by_pair = {(row["listener"], row["backend"]): row for row in rows}
    assert by_pair["TLS", "TLS"]["checks"] == {"TCP": "ok", "HTTPS": "ok", "HTTP": "ok"}
    assert by_pair["TLS", "TLS"]["doubtful"] == ["HTTP"]
    assert by_pair["QUIC", "TCP_QUIC"]["unverified"] == ["TCP", "HTTP", "HTTPS"]
    assert "doubtful" not in by_pair["TCP", "TCP"]


def test_the_gateway_family_has_nothing_to_pair(tmp_path: Path) -> None:
    assert as_json("matrix", "aws/gateway", cwd=tmp_path)["routes"] == []
    assert "nothing to pair" in lbgate("matrix", "aws/gateway", cwd=tmp_path).out


def test_without_a_family_the_matrix_command_lists_them_all(tmp_path: Path) -> None:
    listed = as_json("matrix", cwd=tmp_path)
    assert listed == [{"family": family.id, "source": family.source} for family in FAMILIES.values()]
    text = lbgate("matrix", cwd=tmp_path).out
    assert all(family.id in text and family.title in text for family in FAMILIES.values())


@pytest.mark.parametrize("family", FAMILIES)
def test_a_matrix_is_readable_in_eighty_columns(tmp_path: Path, family: str) -> None:
    lines = lbgate("matrix", family, cwd=tmp_path).out.splitlines()
    assert max(len(line) for line in lines if not line.startswith("https://")) <= 80
