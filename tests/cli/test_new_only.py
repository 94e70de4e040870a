"""``--new-only REV`` in real repositories: what a change introduced fails, what was there before is told and does not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from .command import RIGHT, WRONG, Ran, lbgate, write
from .git import commit, git, repository

PLAN = Path(__file__).parents[2] / "fixtures/aws/tcp_check_on_http_group/plan.json"
GROUP = "baiducloud_appblb_server_group.app:8080"
CALL = 'module "%s" {\n  source = "%s"\n}\n'
THERE = {"by": "new-only", "file": None, "line": None, "until": None, "reason": "it was there in HEAD"}
VARIABLE = 'variable "protocol" {}\n' + (RIGHT.replace('"HTTP"\n  policies', "var.protocol\n  policies"))


def since(folder: Path, *arguments: str, revision: str = "HEAD", **environment: str) -> Ran:
    return lbgate("scan", "--format", "json", "--new-only", revision, *arguments, cwd=folder, **environment)


def suppressed(done: Ran) -> dict[str, Any]:
    """The findings by address, each with what suppresses it."""
    return {one["location"]["address"]: one["suppressed"] for one in done.report["findings"]}


def why_not(done: Ran) -> dict[str, str]:
    """The reasons for which findings cannot be compared."""
    start = "it cannot be compared with HEAD: "
    reasons = {address: (by or {}).get("reason", "") for address, by in suppressed(done).items()}
    return {address: reason.removeprefix(start) for address, reason in reasons.items() if reason.startswith(start)}


def test_what_was_there_before_does_not_fail(tmp_path: Path) -> None:
    done = since(repository(tmp_path, {"main.tf": WRONG}))
    assert (done.code, done.err) == (0, "")
    assert suppressed(done) == {GROUP: THERE}
    assert done.report["ledger"]["suppressed"] == 1 and done.report["ledger"]["violations"] == 1
    assert done.report["notes"] == [{"file": None, "text": "compared with HEAD: 1 finding was there before"}]


def test_what_a_change_introduces_fails(tmp_path: Path) -> None:
    repository(tmp_path, {"main.tf": RIGHT, "old/main.tf": WRONG})
    write(tmp_path, {"main.tf": WRONG})
    done = since(tmp_path)
    assert [(one["root"], one["suppressed"]) for one in done.report["findings"]] == [(".", None), ("old", THERE)]
    assert done.code == 1
    commit(tmp_path, {})
    assert since(tmp_path).code == 0
    assert since(tmp_path, revision="HEAD~1").code == 1


def test_a_person_reads_what_is_new_and_a_line_on_the_rest(tmp_path: Path) -> None:
    repository(tmp_path, {"main.tf": WRONG})
    done = lbgate("scan", "--new-only", "main", cwd=tmp_path)
    assert done.out == (
        "Suppressed by new-only: it was there in main: LBG101 at\n"
        "  baiducloud_appblb_server_group.app:8080\n"
        "compared with main: 1 finding was there before\n"
        "\n"
        "1 suppressed\n"
        "1 listener: 1 judged; 1 route: 1 wrong\n"
    )
    assert (done.code, done.err) == (0, "")


def test_a_cause_in_a_module_that_the_change_does_not_touch_is_found(tmp_path: Path) -> None:
    module = VARIABLE
    root = 'module "web" {\n  source   = "./web"\n  protocol = "%s"\n}\n'
    repository(tmp_path, {"main.tf": root % "HTTP", "web/main.tf": module})
    write(tmp_path, {"main.tf": root % "TCP"})
    done = since(tmp_path)
    assert done.code == 1
    assert suppressed(done) == {f"module.web.{GROUP}": None}
    assert [one["location"]["file"] for one in done.report["findings"]] == ["web/main.tf"]


def test_one_more_instance_of_an_old_problem_is_new(tmp_path: Path) -> None:
    calls = 'module "old" {\n  source   = "./old"\n  for_each = toset(%s)\n}\n'
    repository(tmp_path, {"main.tf": calls % '["a"]', "old/main.tf": WRONG})
    write(tmp_path, {"main.tf": calls % '["a", "b"]'})
    done = since(tmp_path)
    assert (done.code, suppressed(done)) == (1, {f'module.old["a"].{GROUP}': THERE, f'module.old["b"].{GROUP}': None})


@pytest.mark.parametrize("renamed", ["module", "resource", "folder", "root"])
def test_another_name_is_no_new_problem(tmp_path: Path, renamed: str) -> None:
    repository(tmp_path, {"live/main.tf": CALL % ("old", "../old"), "old/main.tf": WRONG})
    match renamed:
        case "module":
            write(tmp_path, {"live/main.tf": CALL % ("new", "../old")})
        case "resource":
            write(tmp_path, {"old/main.tf": WRONG.replace('"app"', '"shop"').replace(".app.", ".shop.")})
        case "folder":
            git(tmp_path, "mv", "old", "new")
            write(tmp_path, {"live/main.tf": CALL % ("old", "../new")})
        case "root":
            git(tmp_path, "mv", "live", "prod")
    done = since(tmp_path)
    assert (done.code, list(suppressed(done).values())) == (0, [THERE])


def test_a_finding_that_gains_a_route_is_two_and_the_new_part_fails(tmp_path: Path) -> None:
    listener = WRONG[WRONG.index('resource "baiducloud_appblb_listener"') :]
    repository(tmp_path, {"main.tf": WRONG})
    write(
        tmp_path, {"more.tf": listener.replace('"web"', '"more"').replace("= 8080\n  protocol", "= 9090\n  protocol")}
    )
    done = since(tmp_path)
    found = [(one["suppressed"], len(one["routes"])) for one in done.report["findings"]]
    assert (done.code, found) == (1, [(THERE, 1), (None, 1)])
    assert len({one["fingerprint"] for one in done.report["findings"]}) == 2


def test_a_folder_below_the_top_is_compared_with_its_own_past(tmp_path: Path) -> None:
    repository(tmp_path, {"infra/main.tf": CALL % ("web", "../modules/web"), "modules/web/main.tf": WRONG})
    for cwd, path in ((tmp_path, "infra"), (tmp_path / "infra", "."), (tmp_path / "modules", "../infra")):
        done = since(cwd, path)
        assert (done.code, suppressed(done)) == (0, {f"module.web.{GROUP}": THERE}), (cwd, path)
    done = since(tmp_path, str(tmp_path / "infra" / "main.tf"))
    assert (done.code, suppressed(done)) == (0, {f"module.web.{GROUP}": THERE})


def test_a_folder_that_is_new_is_new_as_a_whole(tmp_path: Path) -> None:
    repository(tmp_path, {"README": "nothing yet"})
    write(tmp_path, {"infra/main.tf": WRONG})
    assert [since(tmp_path, *paths).code for paths in ((), ("infra",))] == [1, 1]


def test_settings_and_globs_hold_for_both(tmp_path: Path) -> None:
    files = {"infra/a/main.tf": WRONG, "infra/b/main.tf": WRONG, "lbgate.toml": 'exclude = ["infra/b/**"]\n'}
    repository(tmp_path, files)
    write(tmp_path, {"infra/b/main.tf": RIGHT, "infra/c/main.tf": WRONG})
    done = since(tmp_path, "infra")
    assert (done.code, len(done.report["findings"])) == (1, 2)  # nothing was there in b that could stand for c
    assert since(tmp_path, "infra", "--exclude", "infra/c").code == 0


def test_an_ignore_comes_first_and_nothing_old_is_left_for_others(tmp_path: Path) -> None:
    ignore = f'[[ignore]]\nrule = "LBG101"\naddress = "{GROUP}"\nreason = "known"\n'
    repository(tmp_path, {"main.tf": WRONG, "lbgate.toml": ignore})
    write(tmp_path, {"more/main.tf": WRONG.replace('"app"', '"more"').replace(".app.", ".more.")})
    done = since(tmp_path)
    by = {address: found and found["by"] for address, found in suppressed(done).items()}
    assert (done.code, by) == (1, {GROUP: "ignore", GROUP.replace("app:", "more:"): None})


def test_the_settings_file_may_name_the_revision_for_source(tmp_path: Path) -> None:
    repository(tmp_path, {"main.tf": WRONG, "lbgate.toml": 'new-only = "main"\n'})
    write(tmp_path, {"plan.json": PLAN.read_bytes()})
    assert lbgate("scan", cwd=tmp_path).code == 0
    assert lbgate("scan", "plan.json", cwd=tmp_path).code == 1
    assert lbgate("scan", "--baseline", "known.json", "--update-baseline", cwd=tmp_path).code == 0
    done = since(tmp_path, "--baseline", "known.json", "--update-baseline")
    assert (done.code, done.err) == (
        2,
        "lbgate: --update-baseline and --new-only do not go together: a baseline is of all that is there\n",
    )


# What a revision does not hold itself


def test_variables_that_git_ignores_were_there_before(tmp_path: Path) -> None:
    files = {"main.tf": VARIABLE, "web.tf": "", ".gitignore": "*.tfvars\n"}
    repository(tmp_path, files)
    write(tmp_path, {"terraform.tfvars": 'protocol = "TCP"\n', "web.tf": "# a change\n"})
    done = since(tmp_path)
    assert (done.code, suppressed(done)) == (0, {GROUP: THERE})
    assert git(tmp_path, "status", "--short") == " M web.tf\n"


def test_variables_that_are_to_be_added_belong_to_the_change(tmp_path: Path) -> None:
    repository(tmp_path, {"main.tf": VARIABLE})
    write(tmp_path, {"terraform.tfvars": 'protocol = "TCP"\n'})
    assert since(tmp_path).code == 1


def test_a_named_variables_file_is_read_as_it_was(tmp_path: Path) -> None:
    repository(tmp_path, {"main.tf": VARIABLE, "prod.tfvars": 'protocol = "HTTP"\n', ".gitignore": "mine.tfvars\n"})
    write(tmp_path, {"prod.tfvars": 'protocol = "TCP"\n', "mine.tfvars": 'protocol = "TCP"\n'})
    assert since(tmp_path, "--var-file", "prod.tfvars").code == 1
    assert since(tmp_path, "--var-file", str(tmp_path / "prod.tfvars")).code == 1
    assert since(tmp_path, "--var-file", "mine.tfvars").code == 0
    assert since(tmp_path, "--var-set", "a=prod.tfvars", "--var-set", "b=mine.tfvars").code == 1
    assert since(tmp_path, "--var-set", "b=mine.tfvars").code == 0


def test_a_variable_that_the_revision_does_not_declare_is_none_of_its_own(tmp_path: Path) -> None:
    repository(tmp_path, {"main.tf": WRONG})
    write(tmp_path, {"variables.tf": 'variable "more" {}\n'})
    assert since(tmp_path, "--var", "more=x").code == 0
    assert since(tmp_path, "--var", "less=x").err == 'lbgate: no root module declares the variable "less"\n'


def test_a_file_that_a_function_names_is_read_as_it_was(tmp_path: Path) -> None:
    source = RIGHT.replace('"HTTP"\n  policies', 'yamldecode(file("${path.module}/lb.yaml")).protocol\n  policies')
    repository(tmp_path, {"main.tf": source, "lb.yaml": "protocol: HTTP\n"})
    write(tmp_path, {"lb.yaml": "protocol: TCP\n"})
    assert since(tmp_path).code == 1
    commit(tmp_path, {})
    assert since(tmp_path).code == 0
    sets = source.replace(
        'yamldecode(file("${path.module}/lb.yaml")).protocol',
        'length(fileset(path.module, "*.x")) > 0 ? "TCP" : "HTTP"',
    )
    commit(tmp_path, {"main.tf": sets, "a.x": ""})
    assert since(tmp_path).code == 0
    assert since(tmp_path, revision="HEAD~1").code == 0  # the same problem for another reason
    git(tmp_path, "rm", "-q", "a.x")
    commit(tmp_path, {})
    write(tmp_path, {"a.x": ""})
    assert since(tmp_path).code == 1


def installed(folder: Path, name: str, version: str, source: str = "acme/web/baidu", **files: str) -> None:
    """A module as ``terraform init`` leaves it, with what it calls itself."""
    place = f".terraform/modules/{name}"
    entries = [
        f'{{"Key": "{name}", "Source": "registry.terraform.io/{source}", "Version": "{version}", "Dir": "{place}"}}',
        f'{{"Key": "{name}.in", "Source": "./in", "Dir": "{place}/in"}}',
    ]
    write(folder, {".terraform/modules/modules.json": f'{{"Modules": [{", ".join(entries)}]}}'})
    write(folder, {f"{place}/{file}": text for file, text in files.items()})


CALLED = 'module "%s" {\n  source  = "acme/web/baidu"\n  version = "%s"\n%s}\n'
IGNORED = {".gitignore": ".terraform/\n"}


def test_modules_of_the_same_source_and_version_were_installed_before(tmp_path: Path) -> None:
    repository(tmp_path, {"main.tf": CALLED % ("web", "1.0.0", "") + "# one\n", **IGNORED})
    installed(tmp_path, "web", "1.0.0", **{"main.tf": CALL % ("in", "./in"), "in/main.tf": WRONG})
    write(tmp_path, {"main.tf": CALLED % ("web", "1.0.0", "") + "# two\n"})
    done = since(tmp_path)
    assert (done.code, suppressed(done)) == (0, {f"module.web.module.in.{GROUP}": THERE})


def test_a_module_that_was_called_by_another_name_is_the_same(tmp_path: Path) -> None:
    repository(tmp_path, {"main.tf": CALLED % ("www", "1.0.0", ""), **IGNORED})
    installed(tmp_path, "web", "1.0.0", **{"main.tf": CALL % ("in", "./in"), "in/main.tf": WRONG})
    write(tmp_path, {"main.tf": CALLED % ("web", "1.0.0", "")})
    done = since(tmp_path)
    assert (done.code, suppressed(done)) == (0, {f"module.web.module.in.{GROUP}": THERE})


def test_files_in_an_installed_module_are_read_where_it_is_installed(tmp_path: Path) -> None:
    source = RIGHT.replace('"HTTP"\n  policies', 'trimspace(file("${path.module}/protocol"))\n  policies')
    repository(tmp_path, {"main.tf": CALLED % ("web", "1.0.0", ""), **IGNORED})
    installed(tmp_path, "web", "1.0.0", **{"main.tf": source, "protocol": "TCP\n"})
    done = since(tmp_path)
    assert (done.code, suppressed(done)) == (0, {f"module.web.{GROUP}": THERE})


def test_another_version_of_a_module_cannot_be_compared_and_does_not_fail(tmp_path: Path) -> None:
    repository(tmp_path, {"main.tf": CALLED % ("web", "1.0.0", "") + RIGHT, **IGNORED})
    installed(tmp_path, "web", "2.0.0", **{"main.tf": WRONG})
    write(tmp_path, {"main.tf": CALLED % ("web", "2.0.0", "") + RIGHT})
    done = since(tmp_path)
    assert done.code == 0
    assert why_not(done) == {f"module.web.{GROUP}": "what module.web called there is not installed"}
    assert [note["text"] for note in done.report["notes"]] == [
        "compared with HEAD: 0 findings were there before, and 1 cannot be compared"
    ]
    write(tmp_path, {"main.tf": CALLED % ("web", "2.0.0", "") + WRONG})
    done = since(tmp_path)  # beside the module everything can still be compared
    assert (done.code, suppressed(done)[GROUP]) == (1, None)


def test_what_a_module_decides_elsewhere_cannot_be_compared_either(tmp_path: Path) -> None:
    source = RIGHT.replace('"HTTP"\n  policies', "module.web.protocol\n  policies")
    repository(tmp_path, {"main.tf": CALLED % ("web", "1.0.0", "") + source, **IGNORED})
    output = 'output "protocol" {\n  value = "TCP"\n}\n'
    installed(tmp_path, "web", "2.0.0", **{"main.tf": output + RIGHT})
    write(tmp_path, {"main.tf": CALLED % ("web", "2.0.0", "") + source})
    done = since(tmp_path)
    assert (done.code, why_not(done)) == (0, {GROUP: "it was open there, and what module.web called is not installed"})


def test_what_could_not_be_read_before_cannot_be_compared(tmp_path: Path) -> None:
    repository(tmp_path, {"a/main.tf": RIGHT + 'resource "baiducloud_appblb_listener" "x" {\n', "b/main.tf": RIGHT})
    write(tmp_path, {"a/main.tf": WRONG, "b/main.tf": WRONG})
    done = since(tmp_path)
    found = {one["root"]: one["suppressed"] and one["suppressed"]["reason"] for one in done.report["findings"]}
    assert done.code == 1
    assert found == {"a": "it cannot be compared with HEAD: a/main.tf:20 could not be read there", "b": None}


# What is refused


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--new-only", "nope"], "--new-only: 'nope' names no commit of the repository ."),
        (["--new-only", "HEAD:main.tf"], "--new-only: 'HEAD:main.tf' names no commit of the repository ."),
        (["--new-only", ""], "--new-only takes a revision of git: a branch, a tag, a commit"),
        (["--new-only=--all"], "--new-only takes a revision of git: a branch, a tag, a commit"),
        (
            ["--new-only", "HEAD", str(PLAN)],
            f"--new-only goes with Terraform source: nobody can tell what {PLAN} was in an older revision",
        ),
        (
            ["--new-only", "HEAD", "-"],
            "--new-only goes with Terraform source: nobody can tell what - was in an older revision",
        ),
        (["--new-only", "HEAD", ".", "../other"], "--new-only takes paths of one repository, not of . and ../other"),
        (
            ["--new-only", "HEAD", "../none"],
            "--new-only: ../none is in no work tree of git (not a git repository (or any of the parent directories): .git)",
        ),
    ],
)
def test_what_cannot_be_compared_at_all_is_wrong_usage(tmp_path: Path, arguments: list[str], message: str) -> None:
    here = repository(tmp_path / "here", {"main.tf": WRONG})
    repository(tmp_path / "other", {"main.tf": WRONG})
    write(tmp_path / "none", {"main.tf": WRONG})
    done = lbgate("scan", *arguments, cwd=here, GIT_CEILING_DIRECTORIES=str(tmp_path))
    assert (done.code, done.out, done.err) == (2, "", f"lbgate: {message}\n")


def test_without_git_it_says_what_to_do(tmp_path: Path) -> None:
    repository(tmp_path, {"main.tf": WRONG})
    done = since(tmp_path, PATH=str(tmp_path))
    assert (done.code, done.err) == (
        2,
        "lbgate: --new-only asks git for the older revision, and git is not installed: install it\n",
    )


def test_a_path_that_is_not_there_is_told_as_ever(tmp_path: Path) -> None:
    repository(tmp_path, {"main.tf": WRONG})
    assert since(tmp_path, "nowhere").code == 3
    done = since(tmp_path, ".", "nowhere")
    assert (done.code, done.errors) == (3, ["nowhere: there is no such file or folder"])
