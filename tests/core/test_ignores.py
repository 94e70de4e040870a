"""Ignores change what is told and what fails, never what was found."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from policies.ignores import suppress
from policies.model import Spot
from policies.report import Finding, Ledger, Report, Suppression
from policies.settings import Ignore, SettingError, Settings, ignores_of
from policies.words import Level

LAST_DAY = date(2027, 3, 31)
ALLOWED = Ignore("LBG103", "aws_elb.web", LAST_DAY, "until the agents are gone")


def report(*addresses: str) -> Report:
    found = tuple(
        Finding("LBG103", "check-ineffective", Level.ERROR, None, "wrong", Spot(address, "x"), address)
        for address in addresses
    )
    return Report("0", "vendor", Ledger(listeners=1, judged=1, routes=1, violations=1), findings=found)


def told(judged: Report, *ignores: Ignore, today: date = LAST_DAY) -> list[tuple[str, bool]]:
    """Each finding's rule, and whether it is suppressed."""
    settings = Settings(ignores=ignores)
    return [(one.rule, one.suppressed is not None) for one in suppress(judged, settings, today).findings]


def test_what_is_allowed_stays_in_the_report_and_fails_nothing() -> None:
    judged = report("aws_elb.web")
    held = suppress(judged, Settings(ignores=(ALLOWED,)), LAST_DAY)
    assert judged.failed and not held.failed
    assert held.findings[0].suppressed == Suppression("ignore", None, None, "2027-03-31", "until the agents are gone")
    assert held.ledger == replace(judged.ledger, suppressed=1)


def test_an_ignore_holds_to_the_end_of_its_last_day() -> None:
    assert told(report("aws_elb.web"), ALLOWED) == [("LBG103", True)]
    assert told(report("aws_elb.web"), ALLOWED, today=date(2027, 4, 1)) == [("LBG501", False), ("LBG103", False)]


@pytest.mark.parametrize(
    ("glob", "address", "matches"),
    [
        ("aws_elb.web", "aws_elb.web", True),
        ("aws_elb.web", "aws_elb.web:443", True),
        ("aws_elb.web", "aws_elb.web#1", True),
        ("aws_elb.web:443", "aws_elb.web:443", True),
        ("aws_elb.web:443", "aws_elb.web:80", False),
        ("aws_elb.web", "aws_elb.website", False),
        ("module.legacy.*", "module.legacy.module.a.aws_elb.web:443", True),
        ('module.a["x"].aws_elb.web[0]', 'module.a["x"].aws_elb.web[0]', True),
        ("aws_elb.web[0]", "aws_elb.web0", False),
        ("aws_elb.we?", "aws_elb.web", True),
        ("*::app", "urn:pulumi:dev::shop::acme:Shop$aws:lb/targetGroup:TargetGroup::app", True),
        ("AWS_ELB.web", "aws_elb.web", False),
    ],
)
def test_an_address_is_a_glob_over_the_whole_address(glob: str, address: str, matches: bool) -> None:
    found = told(report(address), replace(ALLOWED, address=glob))
    assert found == ([("LBG103", True)] if matches else [("LBG501", False), ("LBG103", False)])


def test_what_is_stale_can_be_switched_off() -> None:
    settings = Settings(levels={"LBG501": Level.OFF}, ignores=(replace(ALLOWED, reason=""),))
    assert [one.rule for one in suppress(report("aws_elb.web"), settings, LAST_DAY).findings] == ["LBG103"]


def test_each_stale_ignore_is_one_finding_of_its_own() -> None:
    gone = [replace(ALLOWED, address=name) for name in ("a", "b")]
    held = suppress(report(), Settings(ignores=tuple(gone)), LAST_DAY)
    assert len({one.fingerprint for one in held.findings}) == 2
    assert [one.location.label for one in held.findings] == ["LBG103 at a", "LBG103 at b"]


def test_a_day_may_be_toml_or_text() -> None:
    entry = {"rule": "LBG103", "address": "aws_elb.web", "reason": ALLOWED.reason}
    assert ignores_of([{**entry, "until": LAST_DAY}, {**entry, "until": "2027-03-31"}]) == (ALLOWED, ALLOWED)


@pytest.mark.parametrize("until", ["2027-02-30", "tomorrow", 2027, True, ["2027-03-31"]])
def test_what_is_no_day_is_refused(until: object) -> None:
    with pytest.raises(SettingError, match="until of ignore 1 is a day such as 2027-03-31"):
        ignores_of([{"rule": "LBG103", "address": "*", "until": until}])
