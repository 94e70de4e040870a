"""Baselines: an old code base starts with them, and only what is new fails."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from .command import BALANCER, RIGHT, ROOT, WRONG, Ran, lbgate, write

MODULE = 'module "{name}" {{\n  source = "./shop"\n}}\n'
OLD = MODULE.format(name="old")
BASELINE = ("--baseline", "b.json")


def scan(folder: Path, *arguments: str) -> Ran:
    return lbgate("scan", "--format", "json", *arguments, cwd=folder)


def update(folder: Path, *arguments: str) -> Ran:
    done = scan(folder, *BASELINE, "--update-baseline", *arguments)
    assert done.code == 0, done.err
    return done


def started(folder: Path, **files: str) -> Path:
    """A folder with these files and their baseline."""
    write(folder, {".git/HEAD": "", **files})
    update(folder)
    return folder


def failing(done: Ran) -> list[str]:
    found = [one["location"]["address"] for one in done.report["findings"] if not one["suppressed"]]
    assert (done.code == 1) == bool(found)
    return found


def test_what_was_there_does_not_fail_and_says_why(tmp_path: Path) -> None:
    started(tmp_path, **{"main.tf": WRONG})
    done = scan(tmp_path, *BASELINE)
    (finding,) = done.report["findings"]
    assert done.code == 0 and done.report["ledger"]["suppressed"] == 1
    assert finding["suppressed"] == {"by": "baseline", "file": "b.json", "line": 2, "until": None, "reason": None}
    assert scan(tmp_path).code == 1


def test_an_update_ends_with_0_and_tells_what_it_did(tmp_path: Path) -> None:
    write(tmp_path, {"main.tf": WRONG})
    done = update(tmp_path)
    assert done.err == "lbgate: b.json: 1 finding, 1 new\n"
    assert failing(done) == [] and done.report["ledger"]["suppressed"] == 1
    assert update(tmp_path).err == "lbgate: b.json: 1 finding\n"
    write(tmp_path, {"main.tf": RIGHT})
    assert update(tmp_path).err == "lbgate: b.json: 0 findings, 1 gone\n"
    assert (tmp_path / "b.json").read_text() == '[{"schema": "lbgate.baseline/1"}\n]\n'


def test_an_update_ends_with_2_and_3_as_any_scan_and_forgets_nothing(tmp_path: Path) -> None:
    started(tmp_path, **{"a/main.tf": WRONG, "b/main.tf": WRONG.replace(".app", ".x").replace('"app"', '"x"')})
    write(tmp_path, {"b/main.tf": 'resource "aws_lb" "x" {\n  name = \n}\n'})
    done = scan(tmp_path, *BASELINE, "--update-baseline")
    assert (done.code, done.err) == (3, "lbgate: b.json: 2 findings\n")
    assert scan(tmp_path, *BASELINE, "--update-baseline", "--matrix", "x").code == 2


def test_moved_lines_and_reordered_files_change_nothing(tmp_path: Path) -> None:
    started(
        tmp_path,
        **{"main.tf": WRONG, "other.tf": WRONG.replace('"app"', '"b"').replace(".app", ".b").replace('"web"', '"v"')},
    )
    before = (tmp_path / "b.json").read_text()
    group, listener = WRONG.split("\n\n")
    other = (tmp_path / "other.tf").read_text()
    write(tmp_path, {"main.tf": f"\n# moved\n\n{other}\n{listener}", "other.tf": f"\n\n\n{group}\n"})
    assert failing(scan(tmp_path, *BASELINE)) == []
    update(tmp_path)
    assert (tmp_path / "b.json").read_text() == before


def test_one_more_instance_is_new(tmp_path: Path) -> None:
    started(tmp_path, **{"main.tf": OLD, "shop/main.tf": WRONG})
    write(tmp_path, {"main.tf": OLD + MODULE.format(name="again")})
    assert failing(scan(tmp_path, *BASELINE)) == ["module.again.baiducloud_appblb_server_group.app:8080"]


def test_a_renamed_module_is_not_new_but_one_more_beside_it_is(tmp_path: Path) -> None:
    started(tmp_path, **{"main.tf": OLD, "shop/main.tf": WRONG})
    write(tmp_path, {"main.tf": MODULE.format(name="renamed")})
    done = scan(tmp_path, *BASELINE)
    assert failing(done) == [] and done.report["ledger"]["suppressed"] == 1
    write(tmp_path, {"main.tf": MODULE.format(name="renamed") + MODULE.format(name="again")})
    assert len(failing(scan(tmp_path, *BASELINE))) == 1


def test_another_mistake_at_the_same_place_is_new(tmp_path: Path) -> None:
    started(tmp_path, **{"main.tf": WRONG})
    write(tmp_path, {"main.tf": BALANCER.replace('type         = "HTTP"', 'type = "UDP"') % "TCP"})
    assert len(failing(scan(tmp_path, *BASELINE))) == 1


LISTENER = """
resource "aws_lb_listener" "{name}" {{
  load_balancer_arn = aws_lb.shop.arn
  port              = {port}
  protocol          = "TCP"
  default_action {{
    type             = "forward"
    target_group_arn = aws_lb_target_group.app.arn
  }}
}}
"""
SHOP = """
resource "aws_lb" "shop" {
  load_balancer_type = "network"
}
resource "aws_lb_target_group" "app" {
  port     = 8080
  protocol = "HTTP"
}
"""


def test_a_finding_that_has_gained_a_route_is_split(tmp_path: Path) -> None:
    first, second = LISTENER.format(name="a", port=81), LISTENER.format(name="b", port=82)
    started(tmp_path, **{"main.tf": SHOP + first})
    write(tmp_path, {"main.tf": SHOP + first + second})
    done = scan(tmp_path, *BASELINE)
    routes = {one["id"]: one["listener"]["address"] for one in done.report["routes"]}
    parts = {
        bool(one["suppressed"]): ([routes[id_] for id_ in one["routes"]], one["fingerprint"])
        for one in done.report["findings"]
    }
    assert done.code == 1 and len(done.report["findings"]) == 2
    assert {held: names for held, (names, _) in parts.items()} == {
        True: ["aws_lb_listener.a"], False: ["aws_lb_listener.b"]
    }  # fmt: skip
    assert parts[True][1] != parts[False][1]
    new = next(one for one in done.report["findings"] if not one["suppressed"])
    assert "aws_lb_listener.a" not in [one["address"] for one in new["related"]]
    update(tmp_path)
    assert failing(scan(tmp_path, *BASELINE)) == []
    write(tmp_path, {"main.tf": SHOP + second})
    assert failing(scan(tmp_path, *BASELINE)) == []


def test_what_is_allowed_otherwise_is_not_in_it_and_comes_back(tmp_path: Path) -> None:
    ignore = '[[ignore]]\nrule = "LBG101"\naddress = "*"\nreason = "r"\n'
    started(tmp_path, **{"main.tf": WRONG, "lbgate.toml": ignore})
    write(tmp_path, {"lbgate.toml": ignore + "until = 2020-01-01\n"})
    done = scan(tmp_path, *BASELINE)
    assert [one["rule"] for one in done.report["findings"] if not one["suppressed"]] == ["LBG501", "LBG101"]
    update(tmp_path)
    done = scan(tmp_path, *BASELINE, "--level", "LBG501=error")
    assert [one["rule"] for one in done.report["findings"] if not one["suppressed"]] == ["LBG501"] and done.code == 1


def test_an_update_of_one_folder_keeps_the_others(tmp_path: Path) -> None:
    started(tmp_path, **{"a/main.tf": WRONG, "b/main.tf": WRONG})
    write(tmp_path, {"a/main.tf": RIGHT})
    assert update(tmp_path, "a").err == "lbgate: b.json: 1 finding, 1 gone\n"
    assert failing(scan(tmp_path, *BASELINE)) == []


@pytest.mark.parametrize("arguments", [("a",), ("--exclude", "b"), (".", "--exclude", "b/**")])
def test_what_a_run_does_not_read_stands_for_nothing_new(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    """Of the same shape as what is in the baseline of the other folder, which an update leaves alone."""
    started(tmp_path, **{"a/main.tf": RIGHT, "b/main.tf": WRONG})
    write(tmp_path, {"a/main.tf": WRONG})
    assert len(failing(scan(tmp_path, *BASELINE, *arguments))) == 1
    assert update(tmp_path, *arguments).err == "lbgate: b.json: 2 findings, 1 new\n"


def test_a_root_module_may_be_moved(tmp_path: Path) -> None:
    started(tmp_path, **{"a/main.tf": WRONG})
    (tmp_path / "a").rename(tmp_path / "z")
    assert failing(scan(tmp_path, *BASELINE)) == []


def test_it_is_the_same_from_any_folder_of_the_repository(tmp_path: Path) -> None:
    started(tmp_path, **{"infra/main.tf": WRONG})
    write(tmp_path, {"lbgate.toml": 'baseline = "b.json"\n'})
    assert failing(lbgate("scan", "--format", "json", cwd=tmp_path / "infra")) == []
    before = (tmp_path / "b.json").read_text()
    assert lbgate("scan", "--update-baseline", cwd=tmp_path / "infra").code == 0
    assert (tmp_path / "b.json").read_text() == before


def test_plans_have_baselines_too_whatever_their_files_are_called(tmp_path: Path) -> None:
    plan = (ROOT / "fixtures/aws/classic_http_to_tcp/plan.json").read_bytes()
    write(tmp_path, {"one.json": plan, "two.json": plan})
    assert scan(tmp_path, "one.json").code == 1
    update(tmp_path, "one.json")
    assert failing(scan(tmp_path, "two.json", *BASELINE)) == []
    assert failing(scan(tmp_path, "two.json", *BASELINE, "--changed-only")) == []
    done = scan(tmp_path, "two.json", *BASELINE, "--update-baseline", "--changed-only")
    assert (done.code, done.err) == (
        2,
        "lbgate: --update-baseline and --changed-only do not go together: a baseline is of all that is there\n",
    )


def git(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    identity = ("-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "init.defaultBranch=main")
    return subprocess.run(
        ["git", *identity, *arguments],
        cwd=folder,
        check=False,
        capture_output=True,
        text=True,
        env={"PATH": "/usr/bin:/bin"},
    )


@pytest.mark.parametrize(("names", "attributes"), [("a m", ""), ("m n", "b.json merge=union\n")])
def test_git_merges_the_baselines_of_two_branches(tmp_path: Path, names: str, attributes: str) -> None:
    """Apart by itself; at the same place where .gitattributes asks for both sides."""
    one, other = names.split()
    git(tmp_path, "init", "-q")
    write(tmp_path, {".gitattributes": attributes, "shop/main.tf": WRONG, "main.tf": OLD + MODULE.format(name="b")})
    update(tmp_path)
    git(tmp_path, "add", "."), git(tmp_path, "commit", "-qm", "start")
    for branch, name in (("left", one), ("right", other)):
        git(tmp_path, "switch", "-qc", branch, "main")
        write(tmp_path, {f"{name}.tf": MODULE.format(name=name)})
        update(tmp_path)
        git(tmp_path, "add", "."), git(tmp_path, "commit", "-qm", branch)
    merged = git(tmp_path, "merge", "-q", "left")
    assert merged.returncode == 0, merged.stdout
    assert failing(scan(tmp_path, *BASELINE)) == []
    assert len(json.loads((tmp_path / "b.json").read_text())) == 5
    write(tmp_path, {"z.tf": MODULE.format(name="z")})
    assert len(failing(scan(tmp_path, *BASELINE))) == 1


ENTRY: dict[str, Any] = {
    "rule": "LBG101", "root": ".", "var_set": None, "address": "a.b", "attribute": "c", "fingerprint": "0",
    "routes": [{"id": "1", "shape": "2"}],
}  # fmt: skip


def text(*entries: Any) -> str:
    return "".join(['[{"schema": "lbgate.baseline/1"}\n', *(f",{json.dumps(one)}\n" for one in entries), "]\n"])


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "b.json:1: not valid JSON: Expecting value"),
        ("[\n{", "b.json:2: not valid JSON: Expecting property name enclosed in double quotes"),
        ("[" * 100_000, "b.json: this is no baseline of lbgate (lbgate.baseline/1)"),
        ('{"runs": []}', "b.json: this is no baseline of lbgate (lbgate.baseline/1)"),
        ("[]", "b.json: this is no baseline of lbgate (lbgate.baseline/1)"),
        ("[{}]", "b.json: this is no baseline of lbgate: it names no schema, not 'lbgate.baseline/1'"),
        ('[{"schema": "lbgate.baseline/2"}]', "b.json: this is no baseline of lbgate: its schema is 'lbgate.baseline/2', not 'lbgate.baseline/1'"),
        (text(ENTRY, 1), "b.json:3: an entry is damaged"),
        (text({**ENTRY, "rule": 1}), "b.json:2: an entry is damaged"),
        (text({**ENTRY, "routes": []}), "b.json:2: an entry is damaged"),
        (text({**ENTRY, "routes": [{"id": 1, "shape": "2"}]}), "b.json:2: an entry is damaged"),
        (text({**ENTRY, "var_set": ["x"]}), "b.json:2: an entry is damaged"),
        (text({key: value for key, value in ENTRY.items() if key != "root"}), "b.json:2: an entry is damaged: it has not all of rule, root, address, attribute, fingerprint, var_set, routes; take the file from git, or remove it and update"),
        (text(ENTRY).replace("]\n", "<<<<<<< HEAD\n]\n"), "b.json:3: git left a conflict here: keep the lines of both sides"),
        (b"\xff", "b.json: the file is not UTF-8"),
    ],
)  # fmt: skip
def test_a_damaged_or_foreign_baseline_is_told_and_never_written_over(
    tmp_path: Path, content: str | bytes, reason: str
) -> None:
    write(tmp_path, {"main.tf": RIGHT, "b.json": content})
    before = (tmp_path / "b.json").read_bytes()
    for arguments in (BASELINE, (*BASELINE, "--update-baseline")):
        done = scan(tmp_path, *arguments)
        assert (done.code, done.out) == (2, "")
        assert done.err.startswith(f"lbgate: --baseline {reason}")
    assert (tmp_path / "b.json").read_bytes() == before


def test_a_baseline_that_was_formatted_anew_still_holds(tmp_path: Path) -> None:
    started(tmp_path, **{"main.tf": WRONG})
    write(tmp_path, {"b.json": json.dumps(json.loads((tmp_path / "b.json").read_text()), indent=2)})
    (finding,) = scan(tmp_path, *BASELINE).report["findings"]
    assert (finding["suppressed"]["by"], finding["suppressed"]["line"]) == ("baseline", None)


def test_a_baseline_that_cannot_be_written_is_2(tmp_path: Path) -> None:
    write(tmp_path, {"main.tf": WRONG})
    done = scan(tmp_path, "--baseline", "no/b.json", "--update-baseline")
    assert (done.code, done.err) == (
        2,
        "lbgate: --baseline no/b.json: the baseline cannot be written (No such file or directory)\n",
    )


def test_the_text_report_tells_of_a_baseline_in_one_line(tmp_path: Path) -> None:
    started(tmp_path, **{"main.tf": "".join(MODULE.format(name=f"m{n}") for n in range(9)), "shop/main.tf": WRONG})
    out = lbgate("scan", *BASELINE, cwd=tmp_path).out
    assert out.startswith("Suppressed by baseline in b.json: LBG101 at\n") and " and 4 more\n" in out
    assert "9 suppressed\n" in out
