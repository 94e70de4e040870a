"""The exit codes that pipelines rest on, and the messages of wrong usage."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from hcl_scanner.reporters import FORMATS
from policies.version import VERSION

from .command import NO_BALANCER, RIGHT, ROOT, UNDECIDED, UNREAD, WRONG, lbgate, write


@pytest.mark.parametrize(
    ("source", "options", "code"),
    [
        (RIGHT, [], 0),
        (NO_BALANCER, [], 0),
        (WRONG, [], 1),
        (WRONG, ["--level", "LBG101=warning"], 0),
        (WRONG, ["--level", "LBG101=off"], 0),
        (UNDECIDED, [], 0),
        (UNDECIDED, ["--strict"], 1),
        (UNDECIDED, ["--var", "protocol=HTTP"], 0),
        (UNDECIDED, ["--var", "protocol=TCP"], 1),
        (UNREAD, [], 0),
        (UNREAD, ["--strict"], 3),
        (RIGHT, ["--encryption", "balancer"], 1),
    ],
)
def test_the_exit_code_says_what_was_found(tmp_path: Path, source: str, options: list[str], code: int) -> None:
    write(tmp_path, {"main.tf": source})
    done = lbgate("scan", *options, cwd=tmp_path)
    assert done.code == code, done.out + done.err
    assert done.err == ""


def test_unreadable_input_wins_over_findings_which_are_still_printed(tmp_path: Path) -> None:
    write(tmp_path, {"main.tf": WRONG})
    done = lbgate("scan", ".", "missing", cwd=tmp_path)
    assert done.code == 3
    assert "LBG101" in done.out and "missing: there is no such file or folder" in done.out


def test_an_internal_error_is_4_with_its_traceback(tmp_path: Path) -> None:
    broken = "import hcl_scanner.documents as d; d.read_documents = None; from hcl_scanner.cli import main; exit(main(['scan']))"
    done = subprocess.run(
        [sys.executable, "-c", broken], check=False, cwd=tmp_path, env={"PYTHONPATH": str(ROOT)}, capture_output=True
    )
    assert done.returncode == 4
    assert done.stderr.startswith(b"Traceback (most recent call last):") and done.stdout == b""


RULES = "LBG101, LBG102, LBG103, LBG104, LBG105, LBG201, LBG202, LBG203, LBG301, LBG302, LBG401, LBG402, LBG501"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["scna"], "unknown command 'scna': one of scan, routes, explain, matrix, fix, pack; did you mean scan?"),
        (["scan", "--fromat", "json"], "unknown option '--fromat'; did you mean --format?"),
        (["scan", "--form", "json"], "unknown option '--form'; did you mean --format?"),
        (["scan", "--baseline", "b.json"], "--baseline b.json: there is no such file; --update-baseline writes it"),
        (["scan", "--update-baseline"], "--update-baseline needs the file: --baseline FILE, or baseline in lbgate.toml"),
        (["scan", "--changed-only"], "--changed-only goes with a plan, and none is given"),
        (["scan", "--var-set", "dev=no.tfvars"], "the variables file no.tfvars does not exist"),
        (["scan", "--var-set", "dev"], "--var-set takes NAME=FILE[,FILE]"),
        (["scan", "--var-set", "dev=main.tf,"], "--var-set takes NAME=FILE[,FILE]"),
        (["scan", "--var-set", "a=main.tf", "--var-set", "a=main.tf"], "--var-set a is given twice: give its files together, a=FILE,FILE"),
        (["scan", "-", "--var-set", "a=main.tf"], "--var-set goes with Terraform source, and none is given: a plan has its own variables"),
        (["scan", "--format", "jsn"], f"unknown format 'jsn': one of {', '.join(FORMATS)}; did you mean json?"),
        (["routes", "--format", "svgg"], "unknown format 'svgg': one of table, json, mermaid, dot, svg; did you mean svg?"),
        (["scan", "--matrix", "bass"], "unknown matrix 'bass': one of vendor, base; did you mean base?"),
        (["scan", "--encryption", "on"], "unknown encryption 'on': one of off, balancer, end-to-end"),
        (["scan", "--color", "yes"], "unknown color 'yes': one of auto, always, never"),
        (["scan", "--level", "LBG110=off"], f"unknown rule 'LBG110': one of {RULES}; did you mean LBG"),
        (["scan", "--level", "LBG101=warn"], "unknown level of LBG101 'warn': one of error, warning, note, off; did you mean warning?"),
        (["scan", "--level", "LBG101"], "--level takes RULE=LEVEL"),
        (["scan", "--level"], "argument --level: expected one argument"),
        (["scan", "--var", "password"], "--var takes NAME=VALUE"),
        (["scan", "--var", "nobody=x"], 'no root module declares the variable "nobody"'),
        (["scan", "--var-file", "no.tfvars"], "the variables file no.tfvars does not exist"),
        (["scan", "--config", "no.toml"], "no.toml: the settings file cannot be read (No such file or directory)"),
        (["scan", "--source", "."], "--source goes with a plan, and none is given"),
        (["scan", "plan.json", "--source", "no"], "--source no: there is no such folder or file"),
        (["scan", "-", "-", "--source", "."], "--source goes with one plan: of several, each is joined with the source beside it"),
        (["scan", "--output", "a", "--output", "b"], "there are more --output than --format: the n-th output belongs to the n-th format"),
        (["scan", "--format", "json", "--format", "text"], "only one format can go to standard output: give the others an --output each"),
        (["scan", "--output", "no/such/folder"], "--output no/such/folder: the report cannot be written (No such file or directory)"),
        (["pack", "here"], "unexpected argument 'here'"),
    ],
)  # fmt: skip
def test_wrong_usage_is_2_with_one_sentence(tmp_path: Path, arguments: list[str], message: str) -> None:
    write(tmp_path, {"main.tf": WRONG})
    done = lbgate(*arguments, cwd=tmp_path)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(f"lbgate: {message}") and done.err.count("\n") == 1


def test_a_variable_that_only_one_of_several_folders_declares_is_no_mistake(tmp_path: Path) -> None:
    write(tmp_path, {"a/main.tf": UNDECIDED, "b/main.tf": RIGHT})
    done = lbgate("scan", "b", "a", "--var", "protocol=TCP", "--format", "json", cwd=tmp_path)
    assert (done.code, [finding["rule"] for finding in done.report["findings"]]) == (1, ["LBG101"])


def test_the_version_needs_no_argument_parser(tmp_path: Path) -> None:
    assert lbgate("--version", cwd=tmp_path).out == f"lbgate {VERSION}\n"
    asked = "import sys; from hcl_scanner.cli import main; main(['--version']); print({'argparse', 'json'} & {*sys.modules})"
    done = subprocess.run([sys.executable, "-c", asked], env={"PYTHONPATH": str(ROOT)}, capture_output=True, check=True)
    assert done.stdout.endswith(b"set()\n")


def test_help_lists_every_command_and_without_a_command_it_is_an_error(tmp_path: Path) -> None:
    asked, bare = lbgate("--help", cwd=tmp_path), lbgate(cwd=tmp_path)
    assert asked.code == 0 and all(
        f"\n  {name}" in asked.out for name in ("scan", "routes", "explain", "matrix", "pack")
    )
    assert bare.code == 2 and bare.err == f"lbgate: a command is missing\n\n{asked.out}\n"


def test_pack_prints_the_folder_of_the_policies(tmp_path: Path) -> None:
    done = lbgate("pack", cwd=tmp_path)
    assert (done.code, done.out) == (0, f"{ROOT / 'policies'}\n")
    assert Path(done.out.strip(), "PulumiPolicy.yaml").is_file()


def test_each_format_goes_to_its_output_and_one_to_standard_output(tmp_path: Path) -> None:
    write(tmp_path, {"main.tf": WRONG})
    done = lbgate("scan", "--format", "json", "--output", "report.json", "--format", "text", cwd=tmp_path)
    assert done.code == 1 and "LBG101 backend-mismatch" in done.out
    assert json.loads((tmp_path / "report.json").read_text())["findings"][0]["rule"] == "LBG101"


def test_an_output_alone_takes_the_text(tmp_path: Path) -> None:
    write(tmp_path, {"main.tf": RIGHT})
    done = lbgate("scan", "--output", "report.txt", cwd=tmp_path)
    assert (done.code, done.out) == (0, "")
    assert (tmp_path / "report.txt").read_text() == "1 listener: 1 judged; 1 route: 1 ok\n"


def test_options_stand_before_between_and_after_paths(tmp_path: Path) -> None:
    write(tmp_path, {"a/main.tf": WRONG, "b/main.tf": WRONG})
    done = lbgate("scan", "a", "--format", "json", "b", "--strict", cwd=tmp_path)
    assert [listener["root"] for listener in done.report["listeners"]] == ["a", "b"]


def test_quiet_prints_findings_only_and_says_on_stderr_what_could_not_be_read(tmp_path: Path) -> None:
    write(tmp_path, {"good/main.tf": RIGHT})
    done = lbgate("scan", "--quiet", "good", cwd=tmp_path)
    assert (done.code, done.out, done.err) == (0, "", "")
    done = lbgate("scan", "--quiet", "good", "missing", cwd=tmp_path)
    assert (done.code, done.out) == (3, "")
    assert done.err == "lbgate: missing: there is no such file or folder\n"


def test_routes_ends_with_0_whatever_the_verdicts(tmp_path: Path) -> None:
    write(tmp_path, {"main.tf": WRONG})
    assert lbgate("routes", cwd=tmp_path).code == 0
    assert lbgate("routes", ".", "missing", cwd=tmp_path).code == 3
    assert lbgate("routes", "--matrix", "none", cwd=tmp_path).code == 2


def test_a_reader_that_stops_reading_is_no_error(tmp_path: Path) -> None:
    write(tmp_path, {f"m{number}/main.tf": WRONG for number in range(60)})
    command = f"{sys.executable} -m hcl_scanner scan --format json; echo code $? >&2"
    done = subprocess.run(
        ["sh", "-c", f"({command}) | head -n 1"],
        cwd=tmp_path,
        check=False,
        capture_output=True,
        env={"PYTHONPATH": str(ROOT)},
        timeout=60,
    )
    assert (done.stdout, done.stderr) == (b"{\n", b"code 1\n")


def test_colours_are_asked_for_and_never_in_a_pipe(tmp_path: Path) -> None:
    write(tmp_path, {"main.tf": WRONG})
    assert "\x1b[" not in lbgate("scan", cwd=tmp_path).out
    assert "\x1b[" not in lbgate("scan", "--color", "never", cwd=tmp_path).out
    coloured = lbgate("scan", "--color", "always", cwd=tmp_path).out
    assert "\x1b[1;31merror\x1b[0m LBG101" in coloured


def test_the_report_is_the_same_byte_for_byte(tmp_path: Path) -> None:
    write(tmp_path, {"a/main.tf": WRONG, "b/main.tf": UNDECIDED, "c/main.tf": UNREAD})
    for format_ in ("text", "json"):
        runs = [lbgate("scan", "--format", format_, cwd=tmp_path, PYTHONHASHSEED=str(seed)).out for seed in (1, 2)]
        assert runs[0] == runs[1] != ""
