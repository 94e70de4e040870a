"""lbgate.toml and [tool.lbgate]: where they are found, what they say, and what is said of a mistake in them."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from hcl_scanner.settings_keys import KEYS as KEYS_OF_FILE
from hcl_scanner.settings_keys import schema

from .command import NO_BALANCER, RIGHT, ROOT, UNDECIDED, WRONG, lbgate, write

SCHEMA = ROOT / "hcl_scanner" / "lbgate.schema.json"
LOWERED = '[level]\nLBG101 = "warning"\n'


def test_a_file_is_found_upwards_as_far_as_the_repository(tmp_path: Path) -> None:
    write(tmp_path, {"lbgate.toml": LOWERED, "repo/.git/HEAD": "", "repo/a/b/main.tf": WRONG})
    assert lbgate("scan", "a/b", cwd=tmp_path / "repo").code == 1
    write(tmp_path, {"repo/lbgate.toml": LOWERED})
    assert lbgate("scan", "a/b", cwd=tmp_path / "repo").code == 0
    assert lbgate("scan", "repo/a/b/main.tf", cwd=tmp_path).code == 0
    write(tmp_path, {"repo/a/lbgate.toml": ""})
    assert lbgate("scan", "a/b", cwd=tmp_path / "repo").code == 1


def test_outside_a_repository_the_working_directory_is_the_last_that_is_asked(tmp_path: Path) -> None:
    write(tmp_path, {"lbgate.toml": LOWERED, "a/b/main.tf": WRONG})
    assert lbgate("scan", "a/b", cwd=tmp_path).code == 0
    assert lbgate("scan", "b", cwd=tmp_path / "a").code == 1


def test_standard_input_takes_the_settings_of_the_working_directory(tmp_path: Path) -> None:
    write(tmp_path, {"lbgate.toml": "nonsense = 1\n"})
    assert lbgate("scan", "-", cwd=tmp_path, stdin=b"{}").code == 2


@pytest.mark.parametrize(
    "table",
    [
        '[tool.lbgate.level]\nLBG101 = "warning"\n',
        '[tool.lbgate]\nlevel.LBG101 = "warning"\n',
        '[tool]\nlbgate = { level = { LBG101 = "warning" } }\n',
    ],
)
def test_pyproject_has_them_too(tmp_path: Path, table: str) -> None:
    write(tmp_path, {"pyproject.toml": f'[project]\nname = "x"\n\n{table}', "main.tf": WRONG})
    assert lbgate("scan", cwd=tmp_path).code == 0
    assert lbgate("scan", "--config", "pyproject.toml", cwd=tmp_path).code == 0


def test_a_pyproject_of_somebody_else_says_nothing(tmp_path: Path) -> None:
    write(tmp_path, {"a/pyproject.toml": "[tool.ruff]\n", "lbgate.toml": LOWERED, "a/main.tf": WRONG})
    assert lbgate("scan", "a", cwd=tmp_path).code == 0


def test_the_command_line_wins(tmp_path: Path) -> None:
    write(
        tmp_path,
        {"lbgate.toml": f'encryption = "end-to-end"\nmatrix = "base"\n{LOWERED}', "main.tf": RIGHT, "w/main.tf": WRONG},
    )
    assert lbgate("scan", cwd=tmp_path).code == 1
    assert lbgate("scan", "--encryption", "off", cwd=tmp_path).code == 0
    assert lbgate("scan", "--encryption", "off", "--level", "LBG101=error", cwd=tmp_path).code == 1
    assert lbgate("scan", "--format", "json", cwd=tmp_path).report["matrix"] == "base"
    assert lbgate("scan", "--format", "json", "--matrix", "vendor", cwd=tmp_path).report["matrix"] == "vendor"


def test_named_settings_stand_for_all_others(tmp_path: Path) -> None:
    write(tmp_path, {"lbgate.toml": "broken", "other.toml": LOWERED, "main.tf": WRONG})
    assert lbgate("scan", "--config", "other.toml", cwd=tmp_path).code == 0


def test_its_paths_start_where_the_file_lies(tmp_path: Path) -> None:
    settings = 'exclude = ["examples/**"]\nvar-file = ["vars/prod.tfvars"]\n'
    files = {
        "lbgate.toml": settings,
        "examples/main.tf": WRONG,
        "app/main.tf": UNDECIDED,
        "vars/prod.tfvars": 'protocol = "TCP"\n',
    }
    write(tmp_path / "repo", {**files, ".git/HEAD": ""})
    for cwd, path in (("repo", "."), (".", "repo"), ("repo/app", "..")):
        done = lbgate("scan", path, "--format", "json", cwd=tmp_path / cwd)
        roots = [(tmp_path / cwd / one["root"]).resolve() for one in done.report["listeners"]]
        assert roots == [tmp_path / "repo" / "app"]
        assert [finding["rule"] for finding in done.report["findings"]] == ["LBG101"]


def test_variables_files_of_the_command_line_come_last(tmp_path: Path) -> None:
    files = {
        "lbgate.toml": 'var-file = ["a.tfvars"]\n',
        "a.tfvars": 'protocol = "TCP"\n',
        "b.tfvars": 'protocol = "HTTP"\n',
    }
    write(tmp_path, {**files, "main.tf": UNDECIDED})
    assert lbgate("scan", cwd=tmp_path).code == 1
    assert lbgate("scan", "--var-file", "b.tfvars", cwd=tmp_path).code == 0


def test_exclude_adds_to_that_of_the_file(tmp_path: Path) -> None:
    write(
        tmp_path, {"lbgate.toml": 'exclude = ["a"]\n', "a/main.tf": WRONG, "b/main.tf": WRONG, "c/main.tf": NO_BALANCER}
    )
    done = lbgate("scan", "--exclude", "b", "--format", "json", cwd=tmp_path)
    assert (done.code, done.report["ledger"]["files"]) == (0, 1)


def test_strict_from_the_file(tmp_path: Path) -> None:
    write(tmp_path, {"lbgate.toml": "strict = true\n", "main.tf": UNDECIDED})
    assert lbgate("scan", cwd=tmp_path).code == 1


RULES = "LBG101, LBG102, LBG103, LBG104, LBG105, LBG201, LBG202, LBG203, LBG301, LBG302, LBG401, LBG402, LBG501"
KEYS = (
    "matrix, encryption, strict, exclude, var, var-file, var-set, workspace, source, changed-only, level, format, output,"
    " new-only, baseline, quiet, color, no-cache, ignore"
)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('# first\nmatrx = "base"\n', f"lbgate.toml:2: unknown setting 'matrx': one of {KEYS}; did you mean matrix?"),
        ('matrix = "bse"\n', "lbgate.toml:1: unknown matrix 'bse': one of vendor, base; did you mean base?"),
        ("matrix = 1\n", "lbgate.toml:1: unknown matrix 1: one of vendor, base"),
        ('\n\nencryption = "end"\n', "lbgate.toml:3: unknown encryption 'end': one of off, balancer, end-to-end"),
        ('strict = "yes"\n', "lbgate.toml:1: strict is true or false"),
        ('matrix = "base"\nexclude = "a"\n', "lbgate.toml:2: exclude is a list of texts"),
        ("var-file = [1]\n", "lbgate.toml:1: var-file is a list of texts"),
        ('level = "off"\n', "lbgate.toml:1: level is a table of rules with their levels"),
        ('[level]\nLBG101 = "off"\nLBG110 = "off"\n', f"lbgate.toml:3: unknown rule 'LBG110': one of {RULES}; did you mean LBG"),
        ('[level]\n"LBG101" = "warn"\n', "lbgate.toml:2: unknown level of LBG101 'warn': one of error, warning, note, off; did you mean warning?"),
        ("[var]\np = 1\n", "lbgate.toml:1: var is a table of variables, each a text as on Terraform's command line"),
        ('format = ["jsn"]\n', "lbgate.toml:1: unknown format 'jsn': one of text, json, sarif, github, gitlab, junit, markdown, html; did you mean json?"),
        ('color = "red"\n', "lbgate.toml:1: unknown color 'red': one of auto, always, never"),
        ("update-baseline = true\n", "lbgate.toml:1: update-baseline is for one run alone: give it on the command line"),
        ("ignore = 1\n", "lbgate.toml:1: ignore is a list of tables, each with rule, address, until and reason"),
        ('strict = true\n[[ignore]]\nrule = "LBG101"\n', "lbgate.toml:2: address or path of ignore 1 is a text, and must be given"),
        ('[[ignore]]\naddress = "x"\n', "lbgate.toml:1: rule of ignore 1 is a text, and must be given"),
        ('[[ignore]]\nrule = "LBG101"\npath = "x"\n\n[[ignore]]\npath = "y"\nrule = "LBG13"\n', f"lbgate.toml:7: unknown rule of ignore 2 'LBG13': one of {RULES}; did you mean LBG103?"),
        ('[[ignore]]\nrule = "LBG101"\nadress = "x"\n', "lbgate.toml:3: unknown key of ignore 1 'adress': one of rule, address, path, until, reason; did you mean address?"),
        ('[[ignore]]\nrule = "LBG101"\naddress = "x"\nuntil = "soon"\n', "lbgate.toml:4: until of ignore 1 is a day such as 2027-03-31, not 'soon'"),
        ("strict = \n", "lbgate.toml: not valid TOML: Invalid value (at line 1, column 10)"),
        ('var-file = ["no.tfvars"]\n', "the variables file no.tfvars does not exist"),
    ],
)  # fmt: skip
def test_a_mistake_is_named_with_its_line(tmp_path: Path, text: str, message: str) -> None:
    write(tmp_path, {"lbgate.toml": text, "main.tf": RIGHT})
    done = lbgate("scan", cwd=tmp_path)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(f"lbgate: {message}") and done.err.count("\n") == 1


def test_a_mistake_in_pyproject_is_named_with_its_line(tmp_path: Path) -> None:
    write(tmp_path, {"pyproject.toml": '[project]\nname = "x"\n\n[tool.lbgate]\nstrct = true\n', "main.tf": RIGHT})
    done = lbgate("scan", cwd=tmp_path)
    assert done.err == f"lbgate: pyproject.toml:5: unknown setting 'strct': one of {KEYS}; did you mean strict?\n"


def test_two_different_files_in_one_run_are_a_mistake(tmp_path: Path) -> None:
    write(
        tmp_path, {f"{name}/{file}": text for name in "ab" for file, text in (("lbgate.toml", ""), ("main.tf", RIGHT))}
    )
    done = lbgate("scan", "a", "b", cwd=tmp_path)
    assert done.code == 2
    assert (
        done.err
        == "lbgate: two different settings files apply: a/lbgate.toml and b/lbgate.toml; name one with --config\n"
    )
    assert lbgate("scan", "a", "a/main.tf", cwd=tmp_path).code == 0
    assert lbgate("scan", "a", "b", "--config", "a/lbgate.toml", cwd=tmp_path).code == 0


def test_every_option_of_a_scan_has_its_place_in_the_file(tmp_path: Path) -> None:
    """Those that are about one run alone are named, as is what tells of itself."""
    help_ = lbgate("scan", "--help", cwd=tmp_path).out
    options = set(re.findall(r"^  --([a-z-]+)", help_, re.MULTILINE))
    assert options - set(KEYS_OF_FILE) == {"config", "update-baseline"}
    assert set(KEYS_OF_FILE) - options == {"ignore"}


def test_the_reports_of_the_file_are_written_where_it_lies(tmp_path: Path) -> None:
    settings = 'format = ["json", "text"]\noutput = ["report.json"]\nquiet = true\ncolor = "always"\n'
    write(tmp_path, {"a/lbgate.toml": settings, "a/main.tf": WRONG})
    done = lbgate("scan", "a", cwd=tmp_path)
    assert "\x1b[" in done.out and "1 listener" not in done.out
    assert json.loads((tmp_path / "a/report.json").read_text())["ledger"]["violations"] == 1
    assert lbgate("scan", "a", "--format", "json", cwd=tmp_path).report["ledger"]["violations"] == 1


def test_variables_and_the_workspace_of_the_file(tmp_path: Path) -> None:
    settings = 'workspace = "prod"\nno-cache = true\n\n[var]\nprotocol = "TCP"\n'
    write(tmp_path, {"lbgate.toml": settings, "main.tf": UNDECIDED})
    assert lbgate("scan", cwd=tmp_path).code == 1
    assert lbgate("scan", "--var", "protocol=HTTP", cwd=tmp_path).code == 0
    write(
        tmp_path,
        {"lbgate.toml": 'workspace = "HTTP"\n', "main.tf": UNDECIDED.replace("var.protocol", "terraform.workspace")},
    )
    assert lbgate("scan", cwd=tmp_path).code == 0
    assert lbgate("scan", "--workspace", "TCP", cwd=tmp_path).code == 1


def test_what_the_file_says_of_plans_is_not_about_folders(tmp_path: Path) -> None:
    write(tmp_path, {"lbgate.toml": 'changed-only = true\nsource = "nowhere"\n', "main.tf": WRONG})
    assert lbgate("scan", cwd=tmp_path).code == 1
    plan = ROOT / "fixtures/aws/alb_https_to_http/plan.json"
    write(tmp_path, {"plan.json": plan.read_bytes()})
    assert (
        lbgate("scan", "plan.json", cwd=tmp_path).err == "lbgate: --source nowhere: there is no such folder or file\n"
    )


def test_the_schema_for_editors_is_that_of_the_keys() -> None:
    """``UPDATE_GOLDEN=1`` writes it anew."""
    text = json.dumps(schema(), indent=2) + "\n"
    if os.environ.get("UPDATE_GOLDEN"):
        SCHEMA.write_text(text, encoding="utf-8")
    assert SCHEMA.read_text(encoding="utf-8") == text
    Draft7Validator.check_schema(schema())


@pytest.mark.parametrize(
    ("settings", "wrong"),
    [
        ({"matrix": "base", "ignore": [{"rule": "LBG101", "path": "a/**"}]}, 0),
        ({"matrx": "base"}, 1),
        ({"ignore": [{"rule": "LBG101"}]}, 1),
        ({"ignore": [{"rule": "LBG1", "address": "x"}]}, 1),
        ({"level": {"LBG101": "of"}}, 1),
        ({"format": ["jsn"]}, 1),
    ],
)
def test_the_schema_refuses_what_the_reader_refuses(settings: dict[str, Any], wrong: int) -> None:
    assert len(list(Draft7Validator(schema()).iter_errors(settings))) == wrong
