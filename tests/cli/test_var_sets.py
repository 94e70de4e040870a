"""Several sets of variables judged in one run."""

from __future__ import annotations

from pathlib import Path

import pytest

from .command import BALANCER, lbgate, write

VARIABLE = 'variable "protocol" {\n  default = "HTTP"\n}\n'
SOURCE = VARIABLE + BALANCER.replace('"%s"', "var.protocol")
FILES: dict[str, str | bytes] = {
    "main.tf": SOURCE,
    "dev.tfvars": 'protocol = "TCP"\n',
    "stage.tfvars": 'protocol = "TCP"\n',
    "prod.tfvars": 'protocol = "HTTP"\n',
}
DEV, STAGE, PROD = (("--var-set", f"{name}={name}.tfvars") for name in ("dev", "stage", "prod"))


def words(folder: Path, *arguments: str) -> dict[str, list[str]]:
    """The listener's words in each set, null as an empty name."""
    routes = lbgate("scan", "--format", "json", *arguments, cwd=folder).report["routes"]
    return {route["var_set"] or "": route["listener"]["words"] for route in routes}


def test_every_set_is_judged_and_counted(tmp_path: Path) -> None:
    done = lbgate("scan", "--format", "json", *PROD, *DEV, cwd=write(tmp_path, FILES))
    report = done.report
    assert done.code == 1
    assert [(one["address"], one["var_set"]) for one in report["listeners"]] == [
        ("baiducloud_appblb_listener.web", "dev"),
        ("baiducloud_appblb_listener.web", "prod"),
    ]
    assert [(one["var_set"], one["verdict"]) for one in report["routes"]] == [
        ("dev", "backend-mismatch"),
        ("prod", "ok"),
    ]
    assert [(one["rule"], one["var_set"]) for one in report["findings"]] == [("LBG101", "dev")]
    assert (report["ledger"]["files"], report["ledger"]["listeners"]) == (1, 2)


def test_ids_and_fingerprints_carry_the_set(tmp_path: Path) -> None:
    write(tmp_path, FILES)
    report = lbgate("scan", "--format", "json", *DEV, *STAGE, cwd=tmp_path).report
    dev, stage = report["findings"]
    assert dev["fingerprint"] != stage["fingerprint"] and set(dev["routes"]).isdisjoint(stage["routes"])
    alone = lbgate("scan", "--format", "json", *DEV, cwd=tmp_path).report
    assert alone["findings"] == [dev]
    (plain,) = lbgate("scan", "--format", "json", "--var", "protocol=TCP", cwd=tmp_path).report["findings"]
    assert plain["var_set"] is None and plain["fingerprint"] != dev["fingerprint"]


def test_a_finding_says_in_which_sets_it_stands(tmp_path: Path) -> None:
    out = lbgate("scan", *DEV, *PROD, *STAGE, cwd=write(tmp_path, FILES)).out
    place = "    main.tf:8: port_list.type of baiducloud_appblb_server_group.app:8080 (with\n    dev and stage)\n"
    assert place in out and out.count("LBG101 backend-mismatch") == 1
    assert out.endswith("2 errors\n3 listeners: 3 judged; 3 routes: 1 ok, 2 wrong\n")


def test_routes_that_differ_are_told_apart(tmp_path: Path) -> None:
    out = lbgate("routes", *DEV, *PROD, *STAGE, cwd=write(tmp_path, FILES)).out
    lines = out.replace("\n    ", " ").splitlines()
    assert lines[2].endswith("(baiducloud/application) (with dev and stage)")
    assert lines[4].endswith("(baiducloud/application) (with prod)")


def test_what_is_not_judged_names_its_set(tmp_path: Path) -> None:
    write(tmp_path, {**FILES, "main.tf": SOURCE.replace('default = "HTTP"', ""), "none.tfvars": ""})
    out = lbgate("scan", *PROD, "--var-set", "none=none.tfvars", cwd=tmp_path).out
    assert "Undecided (a value that is not known yet decides):\n  baiducloud_appblb_listener.web (with none)\n" in out


def test_inputs_win_in_the_order_of_the_command_line(tmp_path: Path) -> None:
    write(tmp_path, FILES)
    tcp, http = ("--var", "protocol=TCP"), ("--var-file", "prod.tfvars")
    assert words(tmp_path, *tcp, *http) == {"": ["HTTP"]}
    assert words(tmp_path, *http, *tcp) == {"": ["TCP"]}
    assert words(tmp_path, *tcp, *DEV, *PROD) == {"dev": ["TCP"], "prod": ["HTTP"]}
    assert words(tmp_path, *DEV, *PROD, *tcp) == {"dev": ["TCP"], "prod": ["TCP"]}
    assert words(tmp_path, "--var-set", "both=dev.tfvars,prod.tfvars") == {"both": ["HTTP"]}


def test_a_set_is_kept_in_the_settings(tmp_path: Path) -> None:
    settings = '[var-set]\nprod = ["vars/prod.tfvars"]\ndev = ["vars/dev.tfvars"]\n'
    moved = {f"vars/{name}": text for name, text in FILES.items() if name != "main.tf"}
    write(tmp_path, {".git/HEAD": "", "lbgate.toml": settings, "app/main.tf": SOURCE, **moved})
    assert words(tmp_path / "app") == {"dev": ["TCP"], "prod": ["HTTP"]}
    assert words(tmp_path, "--var-set", "one=vars/dev.tfvars") == {"one": ["TCP"]}


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ('var-set = ["dev.tfvars"]\n', "lbgate.toml:1: var-set is a table of names, each with a list of files"),
        ('[var-set]\ndev = "dev.tfvars"\n', "lbgate.toml:1: var-set.dev is a list of texts"),
        ('[var-set]\ndev = ["no.tfvars"]\n', "the variables file no.tfvars does not exist"),
    ],
)
def test_wrong_sets_in_the_settings(tmp_path: Path, settings: str, message: str) -> None:
    done = lbgate("scan", cwd=write(tmp_path, {**FILES, "lbgate.toml": settings}))
    assert (done.code, done.err) == (2, f"lbgate: {message}\n")


def test_a_set_that_cannot_be_read_is_one_error(tmp_path: Path) -> None:
    done = lbgate("scan", "--format", "json", *DEV, *PROD, cwd=write(tmp_path, {**FILES, "dev.tfvars": "protocol = ["}))
    assert (done.code, [error.split(":")[0] for error in done.errors]) == (3, ["dev.tfvars"])


def test_a_module_of_several_callers_names_them(tmp_path: Path) -> None:
    call = 'module "lb" {\n  source   = "../../modules/lb"\n  protocol = "%s"\n}\n'
    write(
        tmp_path,
        {
            "modules/lb/main.tf": SOURCE,
            "envs/dev/main.tf": call % "TCP",
            "envs/stage/main.tf": call % "TCP",
            "envs/prod/main.tf": call % "HTTP",
        },
    )
    done = lbgate("scan", cwd=tmp_path)
    assert done.out.startswith(
        "modules/lb/main.tf\n\n"
        "  error LBG101 backend-mismatch\n"
        "    modules/lb/main.tf:8: port_list.type of\n"
        "    module.lb.baiducloud_appblb_server_group.app:8080 (in envs/dev and\n"
        "    envs/stage)\n"
    )
    assert done.out.endswith("2 errors\n3 listeners: 3 judged; 3 routes: 1 ok, 2 wrong\n")
