"""lbgate.toml and [tool.lbgate]: where they are found, what they say, and what is said of a mistake in them."""

from __future__ import annotations

from pathlib import Path

import pytest

from .command import NO_BALANCER, RIGHT, UNDECIDED, WRONG, lbgate, write

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
KEYS = "matrix, encryption, strict, exclude, var-file, var-set, level, ignore"


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
        ('strict = true\n[[ignore]]\nrule = "LBG101"\n', "lbgate.toml:2: ignore is not built yet; set the rule's level to off, or exclude the folder"),
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
