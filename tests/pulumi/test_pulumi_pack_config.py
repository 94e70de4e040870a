"""The pack's configuration: one schema with defaults, levels, ignores, and what becomes of a wrong one."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft7Validator
from judging import ADVICE, GATE, RESOURCE, Judge, everywhere, mandatory, registered
from pulumi_places import PROJECT

if TYPE_CHECKING:
    from pack_process import PackProcess, Told

ALLOWED = {
    "rule": "LBG103",
    "address": "urn:pulumi:*::app",
    "until": "2999-12-31",
    "reason": "until the agents are gone",
}


def ignoring(**changed: Any) -> dict[str, dict[str, Any]]:
    """The wrong program's finding is ignored, but for what is changed; None leaves a key out."""
    entry = {key: value for key, value in {**ALLOWED, **changed}.items() if value is not None}
    return everywhere(ignore=[entry])


def stale(told: list[Told]) -> list[str]:
    """The last line of each LBG501, which must be advice on the stack's URN."""
    found = [each for each in told if "LBG501" in each.message]
    assert all(each.policy == ADVICE and "::pulumi:pulumi:Stack::" in each.urn for each in found)
    return [each.message.splitlines()[-1] for each in found]


def test_what_is_ignored_does_not_fail_and_is_not_told(judged: Judge) -> None:
    assert judged("wrong", ignoring()) == []


def test_an_expired_ignore_holds_no_more(judged: Judge) -> None:
    told = judged("wrong", ignoring(until="2020-03-31"))
    assert ["LBG103" in each.message for each in mandatory(told)] == [True]
    assert stale(told) == [
        "LBG103 is ignored at urn:pulumi:*::app: that ended on 2020-03-31; remove it, or give it a new end."
    ]


def test_an_ignore_that_matches_nothing_is_stale(judged: Judge) -> None:
    told = judged("wrong", ignoring(address="*::gone"))
    assert len(mandatory(told)) == 1
    assert stale(told) == ["LBG103 is ignored at *::gone: no finding matches any more; remove it."]


def test_an_ignore_of_another_rule_allows_nothing(judged: Judge) -> None:
    assert len(mandatory(judged("wrong", ignoring(rule="LBG101")))) == 1


def test_an_ignore_without_a_reason_holds_and_is_told(judged: Judge) -> None:
    told = judged("wrong", ignoring(reason=None))
    assert mandatory(told) == []
    assert stale(told) == ["LBG103 is ignored at urn:pulumi:*::app: nobody says why; give the reason."]


def test_an_ignore_for_another_stack_of_the_policy_group_is_not_stale_here(judged: Judge) -> None:
    assert judged("mended", ignoring(address="urn:pulumi:prod::shop::*::app")) == []


def test_what_one_resource_decides_can_be_ignored_by_its_entry_and_by_itself(judged: Judge) -> None:
    for address in ("*::old:80", "*::old"):
        told = judged("classic", ignoring(rule="LBG101", address=address))
        assert mandatory(told) == [], address
        assert stale(told) == [], address


@pytest.mark.parametrize(
    ("config", "words"),
    [
        (everywhere(matrx="base"), "did you mean matrix?"),
        (everywhere(matrix="vendors"), "did you mean vendor?"),
        (everywhere(matrix=["base"]), "unknown matrix ['base']"),
        (everywhere(level={"LBG999": "off"}), "LBG999"),
        (everywhere(level={"LBG103": {"level": "off"}}), "unknown level of LBG103"),
        (everywhere(level=["LBG103"]), "level a table of rules"),
        (everywhere(strict="yes"), "strict"),
        (everywhere(ignore={"rule": "LBG103"}), "ignore is a list of tables"),
        (everywhere(ignore=["LBG103"]), "ignore is a list of tables"),
        (everywhere(ignore=[{"rule": "LBG103"}]), "address of ignore 1 is a text, and must be given"),
        (everywhere(ignore=[{"rule": "LBG103", "adress": "*"}]), "did you mean address?"),
        (ignoring(rule="LBG13"), "unknown rule of ignore 1 'LBG13'"),
        (ignoring(until="31.12.2027"), "until of ignore 1 is a day such as 2027-03-31, not '31.12.2027'"),
        ({GATE: {"strict": True}}, "strict differs"),
        ({RESOURCE: {"matrix": "base"}}, "matrix differs"),
        ({ADVICE: {"ignore": [ALLOWED]}}, "ignore differs"),
    ],
)
def test_a_wrong_configuration_is_one_violation_of_the_stack(judged: Judge, config: Any, words: str) -> None:
    (violation,) = judged("wrong", config)
    assert (violation.policy, violation.level) == (GATE, "MANDATORY")
    assert "::pulumi:pulumi:Stack::" in violation.urn
    assert "The configuration of the policy pack is wrong:" in violation.message
    assert words in violation.message


def test_the_order_of_keys_makes_no_difference(judged: Judge) -> None:
    one, other = {"LBG103": "warning", "LBG101": "note"}, {"LBG101": "note", "LBG103": "warning"}
    config = {GATE: {"level": one}, ADVICE: {"level": other}, RESOURCE: {"level": other}}
    assert mandatory(judged("wrong", config)) == []


def schema(pack: PackProcess) -> dict[str, Any]:
    """The one schema of the three policies, as Pulumi validates a configuration with it."""
    from google.protobuf import json_format

    described = [json_format.MessageToDict(policy.configSchema) for policy in pack.info().policies]
    assert described == [described[0]] * 3
    return {"type": "object", **described[0]}


def test_the_schema_gives_every_setting_a_default(pack: PackProcess) -> None:
    defaults = {name: property_["default"] for name, property_ in schema(pack)["properties"].items()}
    assert defaults == {"matrix": "vendor", "encryption": "off", "strict": False, "level": {}, "ignore": []}


@pytest.mark.parametrize(
    "config",
    [
        {"matrix": "vendors"},
        {"encryption": "full"},
        {"strict": "yes"},
        {"level": {"LBG103": "of"}},
        {"level": {"LBG999": "off"}},
        {"ignore": [{**ALLOWED, "rule": "LBG13"}]},
        {"ignore": [{**ALLOWED, "adress": "*"}]},
        {"ignore": [{"rule": "LBG103"}]},
        {"ignore": [{**ALLOWED, "until": 2027}]},
    ],
)
def test_the_schema_refuses_a_wrong_value(pack: PackProcess, config: Any) -> None:
    valid = Draft7Validator(schema(pack))
    assert list(valid.iter_errors(config))
    assert not list(valid.iter_errors(ignoring()[GATE]))


def test_the_documented_configuration_is_taken_and_allows_what_it_says(pack: PackProcess) -> None:
    page = (PROJECT / "docs" / "pulumi.md").read_text(encoding="utf-8")
    config = json.loads(page.partition("<!-- config.json -->\n```json\n")[2].partition("```")[0])
    assert not [wrong for given in config.values() for wrong in Draft7Validator(schema(pack)).iter_errors(given)]
    assert config[GATE] == config[ADVICE] == config[RESOURCE]
    today = json.loads(json.dumps(config).replace(config[GATE]["ignore"][0]["until"], "2999-12-31"))
    assert pack.preview(registered("wrong", "prod"), today) == []
