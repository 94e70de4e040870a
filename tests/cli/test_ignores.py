"""Ignores of the settings file: what they allow, where they stand, and what is told of those that need a look."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from .command import RIGHT, WRONG, Ran, lbgate, write

GROUP = "baiducloud_appblb_server_group.app"
CALLS = 'module "old" {\n  source   = "./old"\n  for_each = toset(["a", "b"])\n}\n'


def ignore(**keys: str) -> str:
    """An ignore of the wrong pair; ``until`` is a day of TOML."""
    keys = {"rule": "LBG101", "reason": "it goes away", **keys}
    lines = (f"{key} = {text if key == 'until' else repr(text)}" for key, text in keys.items() if text)
    return "\n".join(["[[ignore]]", *lines, ""])


def scanned(folder: Path, settings: str, *arguments: str, **files: str) -> Ran:
    write(folder, {"lbgate.toml": settings, "main.tf": WRONG, **files})
    return lbgate("scan", "--format", "json", *arguments, cwd=folder)


def stale(done: Ran) -> list[tuple[int, str]]:
    """The line and the message of each LBG501."""
    found = [one for one in done.report["findings"] if one["rule"] == "LBG501"]
    assert all(one["location"]["address"] is None for one in found)
    assert all(one["location"]["file"].endswith("lbgate.toml") for one in found)
    return [(one["location"]["line"], one["message"]) for one in found]


def suppressed(done: Ran) -> dict[str, Any]:
    return {one["location"]["address"]: one["suppressed"] for one in done.report["findings"] if one["rule"] != "LBG501"}


def test_an_ignore_says_who_allows_a_finding_and_until_when(tmp_path: Path) -> None:
    done = scanned(tmp_path, f'matrix = "vendor"\n\n{ignore(address=GROUP, until="2999-12-31")}')
    expected = {"by": "ignore", "file": "lbgate.toml", "line": 3, "until": "2999-12-31", "reason": "it goes away"}
    assert (done.code, stale(done)) == (0, [])
    assert suppressed(done) == {f"{GROUP}:8080": expected}
    assert done.report["ledger"]["suppressed"] == 1 and done.report["ledger"]["violations"] == 1


@pytest.mark.parametrize(
    ("glob", "held"),
    [
        ("module.old*", {"a", "b"}),
        ('module.old["a"].*', {"a"}),
        ('module.old["?"].*', {"a", "b"}),
        ("module.old.*", set()),
        (f'module.old["b"].{GROUP}', {"b"}),
        (f'module.old["b"].{GROUP}:8080', {"b"}),
        (f'module.old["b"].{GROUP}:80', set()),
        (f"*{GROUP}", {"a", "b"}),
    ],
)
def test_an_address_is_whole_with_its_modules_and_keys(tmp_path: Path, glob: str, held: set[str]) -> None:
    done = scanned(tmp_path, ignore(address=glob), **{"main.tf": CALLS, "old/main.tf": WRONG})
    assert {address.split('"')[1] for address, by in suppressed(done).items() if by} == held
    assert done.code == (held != {"a", "b"})


@pytest.mark.parametrize(
    ("glob", "held"), [("old/**", True), ("old", True), ("**/main.tf", True), ("*.tf", False), ("ol", False)]
)
def test_a_path_starts_where_the_settings_lie(tmp_path: Path, glob: str, held: bool) -> None:
    files = {"infra/old/main.tf": WRONG, "infra/lbgate.toml": ignore(path=glob)}
    write(tmp_path, files)
    for cwd, path in ((tmp_path, "infra"), (tmp_path / "infra", "."), (tmp_path / "infra", "old")):
        done = lbgate("scan", path, "--config", str(tmp_path / "infra/lbgate.toml"), "--format", "json", cwd=cwd)
        assert done.code == (not held), (cwd, path)


def test_address_and_path_must_both_match(tmp_path: Path) -> None:
    assert scanned(tmp_path, ignore(address=GROUP, path="main.tf")).code == 0
    assert scanned(tmp_path, ignore(address=GROUP, path="other.tf")).code == 1


def test_a_document_has_a_path_too(tmp_path: Path) -> None:
    plan = (Path(__file__).parents[2] / "fixtures/aws/classic_http_to_tcp/plan.json").read_text(encoding="utf-8")
    for settings, code in ((ignore(path="plans/**"), 0), (ignore(path="other/**"), 1)):
        write(tmp_path, {"lbgate.toml": settings, "plans/plan.json": plan})
        assert lbgate("scan", "plans/plan.json", cwd=tmp_path).code == code


def test_an_ignore_in_pyproject(tmp_path: Path) -> None:
    table = ignore(address="*").replace("[[ignore]]", "[[tool.lbgate.ignore]]")
    write(
        tmp_path, {"pyproject.toml": f'[project]\nname = "x"\n\n[tool.ruff]\nignore = []\n\n{table}', "main.tf": WRONG}
    )
    done = lbgate("scan", "--format", "json", cwd=tmp_path)
    assert [(one["file"], one["line"]) for one in suppressed(done).values()] == [("pyproject.toml", 7)]


def test_the_tables_of_other_tools_are_not_looked_at(tmp_path: Path) -> None:
    others = "[tool.ruff]\nignore = [{ a = 1 }]\nexclude = 1\nstrict = 2\n\n"
    inline = '[tool.lbgate]\nignore = [{ rule = "LBG101", address = "*", reason = "r" }]\n'
    write(tmp_path, {"pyproject.toml": others + inline, "main.tf": WRONG})
    assert [one["line"] for one in suppressed(lbgate("scan", "--format", "json", cwd=tmp_path)).values()] == [7]
    write(tmp_path, {"pyproject.toml": f"{others}[tool.lbgate]\nstrict = 1\n"})
    assert lbgate("scan", cwd=tmp_path).err == "lbgate: pyproject.toml:7: strict is true or false\n"


def test_ignores_in_one_list_and_in_texts_have_their_lines(tmp_path: Path) -> None:
    text = 'ignore = [ # {\n  { rule = "LBG103", address = "{" },\n  { address = "*", rule = "LBG101", reason = "r" },\n]\n'
    done = scanned(tmp_path, text)
    assert [one["line"] for one in suppressed(done).values()] == [3]
    quoted = '[[ignore]]\nrule = "LBG101"\naddress = "*"\nreason = """\n[[ignore]]\n"""\n' + ignore(address="x")
    done = scanned(tmp_path, quoted)
    assert [one["line"] for one in suppressed(done).values()] == [1]
    assert [line for line, _ in stale(done)] == [7]


@pytest.mark.parametrize(
    ("settings", "code", "message"),
    [
        (ignore(address=GROUP, until="2020-03-31"), 1,
         f"LBG101 is ignored at {GROUP}: that ended on 2020-03-31; remove it, or give it a new end"),
        (ignore(address="x", path="y"), 1, "LBG101 is ignored at x in y: no finding matches any more; remove it"),
        (ignore(path="*.tf", reason=""), 0, "LBG101 is ignored in *.tf: nobody says why; give the reason"),
    ],
)  # fmt: skip
def test_an_ignore_that_needs_a_look_is_told_at_its_line(
    tmp_path: Path, settings: str, code: int, message: str
) -> None:
    done = scanned(tmp_path, f"\n{settings}")
    assert (done.code, stale(done)) == (code, [(2, message)])
    assert scanned(tmp_path, f"\n{settings}", "--level", "LBG501=error").code == 1
    assert stale(scanned(tmp_path, f"\n{settings}", "--level", "LBG501=off")) == []


def test_the_last_day_still_holds(tmp_path: Path) -> None:
    from datetime import date, timedelta

    for days, code in ((1, 0), (0, 0), (-1, 1)):
        until = str(date.today() + timedelta(days))
        assert scanned(tmp_path, ignore(address="*", until=until)).code == code


def test_an_unused_ignore_is_told_once_for_all_roots_and_sets(tmp_path: Path) -> None:
    files = {"a/main.tf": WRONG, "b/main.tf": RIGHT, "x.tfvars": "", "y.tfvars": ""}
    sets = ("--var-set", "x=x.tfvars", "--var-set", "y=y.tfvars")
    done = scanned(tmp_path, ignore(address="gone.*") + ignore(path="a/**"), *sets, **files, **{"main.tf": RIGHT})
    assert stale(done) == [(1, "LBG101 is ignored at gone.*: no finding matches any more; remove it")]


def test_an_ignore_for_what_a_run_leaves_out_is_not_unused(tmp_path: Path) -> None:
    write(tmp_path, {".git/HEAD": "", "lbgate.toml": ignore(path="a/**"), "a/main.tf": WRONG, "b/main.tf": RIGHT})
    for arguments in (("b",), ("--exclude", "a")):
        assert stale(lbgate("scan", "--format", "json", *arguments, cwd=tmp_path)) == []
    write(tmp_path, {"a/main.tf": RIGHT})
    assert len(stale(lbgate("scan", "--format", "json", cwd=tmp_path))) == 1


def test_the_text_report_names_what_is_allowed(tmp_path: Path) -> None:
    write(tmp_path, {"lbgate.toml": ignore(address="*", until="2999-12-31"), "main.tf": WRONG})
    assert lbgate("scan", cwd=tmp_path).out == (
        "Suppressed by ignore in lbgate.toml:1 until 2999-12-31: it goes away: LBG101 at\n"
        f"  {GROUP}:8080\n"
        "\n"
        "1 suppressed\n"
        "1 listener: 1 judged; 1 route: 1 wrong\n"
    )
    assert lbgate("scan", "--quiet", cwd=tmp_path).out == ""
