"""How a route was joined, as the real command tells it for plans that the real terraform made."""

from __future__ import annotations

import shutil
from pathlib import Path

from ..cli.command import lbgate

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures" / "aws"


def plan_alone(case: str, folder: Path) -> Path:
    """The plan of a case in a folder without its source."""
    shutil.copy(FIXTURES / case / "plan.json", folder / "plan.json")
    return folder


def test_where_every_candidate_is_right_the_report_says_so(tmp_path: Path) -> None:
    done = lbgate("scan", "plan.json", cwd=plan_alone("locals_lookup", tmp_path))
    assert (done.code, done.err) == (0, "")
    assert done.out == (
        "Right whichever it leads to (aws_lb_target_group.api, aws_lb_target_group.web):\n"
        "  aws_lb_listener.front\n"
        "\n"
        "1 listener: 1 judged; 1 route: 1 ok\n"
    )
    (route,) = lbgate("scan", "plan.json", "--format", "json", cwd=tmp_path).report["routes"]
    assert (route["joined_by"], route["backend"]["address"]) == ("candidates", None)
    assert route["backend"]["candidates"] == ["aws_lb_target_group.api", "aws_lb_target_group.web"]
    assert route["posture"] == {"front": "plain", "back": None, "certificate": []}


def test_a_candidate_that_is_not_right_is_named_and_the_source_decides(tmp_path: Path) -> None:
    done = lbgate("scan", "plan.json", cwd=plan_alone("local_to_wrong_group", tmp_path))
    assert (done.code, done.err) == (0, "")
    assert done.out == (
        "  warning LBG401 undecided\n"
        "    default_action.target_group_arn of aws_lb_listener.tls\n"
        "    TLS listener aws_lb_listener.tls → UDP group aws_lb_target_group.metrics → TCP check\n"
        "    default_action.target_group_arn of aws_lb_listener.tls may lead to\n"
        "    aws_lb_target_group.metrics, which would not be right: from\n"
        "    local.groups.metrics, of which a plan says no more (run with --source DIR).\n"
        "    See `lbgate explain LBG401`\n"
        "\n"
        "Undecided (a value that is not known yet decides): aws_lb_listener.tls\n"
        "\n"
        "1 warning\n"
        "1 listener: 1 undecided; 1 route: 1 undecided\n"
    )
    source = str(FIXTURES / "local_to_wrong_group")
    beside = lbgate("scan", "plan.json", "--source", source, "--format", "json", cwd=tmp_path)
    (route,) = beside.report["routes"]
    assert beside.code == 1
    assert (route["joined_by"], route["verdict"]) == ("source", "backend-mismatch")
    assert route["backend"]["address"] == "aws_lb_target_group.metrics"


def test_data_that_was_looked_up_is_joined_by_its_arn(tmp_path: Path) -> None:
    done = lbgate("scan", "plan.json", "--format", "json", cwd=plan_alone("group_from_data", tmp_path))
    (route,) = done.report["routes"]
    assert (route["joined_by"], route["verdict"], route["change"]) == ("value", "ok", "created")
    assert route["backend"]["address"] == "data.aws_lb_target_group.legacy"
