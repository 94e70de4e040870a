"""Comments that allow findings: where they may stand, what they are about, and what is told of those that need a look."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from .command import RIGHT, WRONG, Ran, lbgate, write

ALLOWED = 'lbgate:ignore LBG101 until=2999-12-31 reason="it goes away"'
PLAIN = "lbgate:ignore LBG101 reason=x"
TYPE = '    type         = "HTTP"\n'
BLOCK = "  port_list {\n"
RESOURCE = 'resource "baiducloud_appblb_server_group" "app" {\n'
CALL = 'module "old" {\n  source = "./old"\n}\n'


def scanned(folder: Path, *arguments: str, **files: str) -> Ran:
    write(folder, dict(files))
    return lbgate("scan", "--format", "json", *arguments, cwd=folder)


def main(folder: Path, text: str) -> Ran:
    return scanned(folder, **{"main.tf": text})


def suppressed(done: Ran) -> list[Any]:
    return [one["suppressed"] for one in done.report["findings"] if one["rule"] != "LBG501"]


def stale(done: Ran) -> list[tuple[str, int, str]]:
    found = [one for one in done.report["findings"] if one["rule"] == "LBG501"]
    assert all(one["location"]["address"] is None for one in found)
    return [(one["location"]["file"], one["location"]["line"], one["message"]) for one in found]


def at_end(line: str, comment: str) -> tuple[str, str]:
    return line, line.replace("\n", f" {comment}\n")


def above(line: str, comment: str) -> tuple[str, str]:
    return line, f"{comment}\n{line}"


@pytest.mark.parametrize("line", [TYPE, BLOCK, RESOURCE], ids=["attribute", "block", "resource"])
@pytest.mark.parametrize("put", [at_end, above])
@pytest.mark.parametrize("written", ["# {}", "#{}", "// {}", "/* {} */", "## {}"])
def test_it_stands_on_the_line_or_above_it(tmp_path: Path, line: str, put: Any, written: str) -> None:
    text = WRONG.replace(*put(line, written.format(ALLOWED)))
    done = main(tmp_path, text)
    place = text[: text.index("lbgate:")].count("\n") + 1
    expected = {"by": "comment", "file": "main.tf", "line": place, "until": "2999-12-31", "reason": "it goes away"}
    assert (done.code, suppressed(done), stale(done)) == (0, [expected], [])
    assert done.report["ledger"]["suppressed"] == 1


@pytest.mark.parametrize(
    "text",
    [
        WRONG.replace(*above(TYPE, f"# {ALLOWED}\n# why it is so")),
        WRONG.replace(*above(TYPE, f"# why it is so\n  // {ALLOWED}")),
        WRONG.replace(TYPE, f"    type = /* {ALLOWED} */ \"HTTP\"\n"),
        WRONG.replace("\n", "\r\n").replace(*above(TYPE.replace("\n", "\r\n"), f"# {ALLOWED}\r")),
    ],
)  # fmt: skip
def test_other_comments_may_stand_between(tmp_path: Path, text: str) -> None:
    assert main(tmp_path, text).code == 0


@pytest.mark.parametrize(
    "text",
    [
        WRONG.replace(*above(TYPE, f'    tags = {{ a = "# {PLAIN}" }}')),
        WRONG.replace(*above(RESOURCE, f'locals {{\n  a = "${{1}} # {PLAIN}"\n}}')),
        WRONG.replace(*above(RESOURCE, f"locals {{\n  a = <<-E\n  # {ALLOWED}\n  E\n}}")),
        WRONG.replace(*above(RESOURCE, f"/*\n# {ALLOWED}\n*/")),
        WRONG.replace(*above(RESOURCE, f"# see {ALLOWED}")),
        WRONG.replace(*above(RESOURCE, f"# {ALLOWED.replace('ignore', 'ignored')}")),
    ],
    ids=["string", "template", "heredoc", "in a comment", "prose", "another word"],
)
def test_what_only_looks_like_one_says_nothing(tmp_path: Path, text: str) -> None:
    done = main(tmp_path, text)
    assert (done.code, suppressed(done), stale(done)) == (1, [None], [])


@pytest.mark.parametrize(
    "text",
    [
        WRONG.replace(*above(TYPE, f"# {ALLOWED}\n")),
        WRONG.replace(*above('    health_check = "HTTP"\n', f"# {ALLOWED}")),
        WRONG.replace('\n}\n\nresource "baiducloud_appblb_listener"', f'\n}}\n# {ALLOWED}\nresource "baiducloud_appblb_listener"'),
        f"{WRONG}# {ALLOWED}",
    ],
    ids=["an empty line between", "another attribute", "another resource", "the end"],
)  # fmt: skip
def test_what_it_does_not_stand_at_it_does_not_allow(tmp_path: Path, text: str) -> None:
    done = main(tmp_path, text)
    line = text[: text.index("lbgate:")].count("\n") + 1
    assert (done.code, suppressed(done)) == (1, [None])
    message = "LBG101 is ignored by a comment in main.tf: no finding matches any more; remove it"
    assert stale(done) == [("main.tf", line, message)]


@pytest.mark.parametrize(
    ("comment", "message"),
    [
        ("LBG13", "it allows nothing: unknown rule of this comment 'LBG13': one of LBG101,"),
        ("", "it allows nothing: this comment names no rule"),
        ("reason=x", "it allows nothing: this comment names no rule"),
        ("LBG101 until=soon", "it allows nothing: until of this comment is a day such as 2027-03-31, not 'soon'"),
        ("LBG101 until=2027-02-30", "it allows nothing: until of this comment is a day such as 2027-03-31"),
        ("LBG101 untl=2027-03-31", "it allows nothing: unknown key of this comment 'untl': one of rule, until, reason; did you mean until?"),
        ('LBG101 reason="never closed', 'it allows nothing: this comment reads RULE, until=DATE, reason="…"'),
        ("LBG101 until = 2999-12-31", "it allows nothing: "),
    ],
)  # fmt: skip
def test_one_that_cannot_be_read_allows_nothing_and_is_told(tmp_path: Path, comment: str, message: str) -> None:
    done = main(tmp_path, WRONG.replace(*above(TYPE, f"# lbgate:ignore {comment}")))
    assert (done.code, suppressed(done)) == (1, [None])
    ((file, line, told),) = stale(done)
    assert (file, line) == ("main.tf", 5) and told.startswith(message)


@pytest.mark.parametrize(
    ("comment", "code", "why"),
    [
        ("LBG101", 0, "nobody says why; give the reason"),
        ('LBG101 reason="x" until=2020-03-31', 1, "that ended on 2020-03-31; remove it, or give it a new end"),
        ("LBG102 reason=word", 1, "no finding matches any more; remove it"),
    ],
)
def test_one_that_needs_a_look_is_told_at_its_line(tmp_path: Path, comment: str, code: int, why: str) -> None:
    done = main(tmp_path, WRONG.replace(*above(TYPE, f"# lbgate:ignore {comment}")))
    told = f"{comment[:6]} is ignored by a comment in main.tf: {why}"
    assert (done.code, stale(done)) == (code, [("main.tf", 5, told)])


@pytest.mark.parametrize("rules", ["LBG101,LBG301", "LBG301, LBG101", "LBG101 LBG301"])
def test_it_may_name_several_rules(tmp_path: Path, rules: str) -> None:
    text = WRONG.replace("port         = 8080", "port = 443").replace(
        "backend_port        = 8080", "backend_port = 443"
    )
    comment = f'# lbgate:ignore {rules} reason="it goes away"'
    assert len(suppressed(main(tmp_path, text))) == 2
    assert None not in suppressed(main(tmp_path, text.replace(*above(RESOURCE, comment))))
    done = main(tmp_path, WRONG.replace(*above(RESOURCE, comment)))
    assert [told for _, _, told in stale(done)] == [
        "LBG301 is ignored by a comment in main.tf: no finding matches any more; remove it"
    ]


def test_one_in_a_module_is_about_all_its_instances_and_callers(tmp_path: Path) -> None:
    calls = CALL.replace("{\n", "{\n  count = 2\n", 1) + CALL.replace('"old"', '"other"')
    done = scanned(tmp_path, **{"main.tf": calls, "old/main.tf": WRONG.replace(*above(TYPE, f"# {ALLOWED}"))})
    assert [one["file"] for one in suppressed(done)] == ["old/main.tf"] * 3
    assert (done.code, stale(done)) == (0, [])


@pytest.mark.parametrize("instances", ["", "  count = 2\n", '  for_each = toset(["a.b", "]"])\n'])
def test_one_at_a_module_call_is_about_what_the_module_holds(tmp_path: Path, instances: str) -> None:
    call = CALL.replace("{\n", "{\n" + instances, 1)
    inner = call.replace("old", "inner")
    files = {"old/main.tf": inner, "old/inner/main.tf": WRONG}
    for text in (f"# {ALLOWED}\n{call}", call.replace("{\n", f"{{ # {ALLOWED}\n", 1)):
        done = scanned(tmp_path, **{"main.tf": text, **files})
        assert done.code == 0 and all(one["file"] == "main.tf" for one in suppressed(done))
    files = {**files, "old/main.tf": f"// {ALLOWED}\n{inner}"}
    done = scanned(tmp_path, **{"main.tf": call + CALL.replace('"old"', '"again"'), **files})
    assert done.code == 0 and all(one["file"] == "old/main.tf" for one in suppressed(done))


def test_one_at_a_module_call_is_not_about_the_next_call(tmp_path: Path) -> None:
    again = CALL.replace('"old"', '"again"', 1)
    done = scanned(tmp_path, **{"main.tf": f"# {ALLOWED}\n{CALL}{again}", "old/main.tf": WRONG})
    held = {one["location"]["address"].split(".")[1]: one["suppressed"] for one in done.report["findings"]}
    assert (done.code, held["again"], held["old"]["line"]) == (1, None, 1)


def test_an_installed_module_cannot_allow_anything_itself_but_its_call_can(tmp_path: Path) -> None:
    manifest = json.dumps({"Modules": [{"Key": "old", "Source": "shop/old/x", "Dir": ".terraform/modules/old"}]})
    call = 'module "old" {\n  source = "shop/old/x"\n}\n'
    files = {
        ".terraform/modules/modules.json": manifest,
        ".terraform/modules/old/main.tf": WRONG.replace(*above(TYPE, f"# {ALLOWED}")),
    }
    done = scanned(tmp_path, **{"main.tf": call, **files})
    assert (done.code, suppressed(done), stale(done)) == (1, [None], [])
    done = scanned(tmp_path, **{"main.tf": f"# {ALLOWED}\n{call}", **files})
    assert (done.code, [one["line"] for one in suppressed(done)]) == (0, [1])


def test_a_plan_takes_those_of_its_source(tmp_path: Path) -> None:
    case = Path(__file__).parents[2] / "fixtures/aws/classic_http_to_tcp"
    text = (case / "main.tf").read_text(encoding="utf-8")
    lines = [
        f"// {ALLOWED}\n{line}" if line.startswith("resource") else line for line in text.splitlines(keepends=True)
    ]
    write(tmp_path, {"plan.json": (case / "plan.json").read_bytes(), "infra/main.tf": "".join(lines)})
    assert lbgate("scan", "plan.json", cwd=tmp_path).code == 1
    done = lbgate("scan", "plan.json", "--source", "infra", "--format", "json", cwd=tmp_path)
    assert done.code == 0 and stale(done) == []


def test_one_in_a_module_beside_what_is_read_may_be_for_another_caller(tmp_path: Path) -> None:
    call = CALL.replace("./old", "../old")
    files = {"dev/main.tf": call, "old/main.tf": f"# {ALLOWED}\n{RIGHT}"}
    assert stale(scanned(tmp_path, "dev", **files)) == []
    assert len(stale(scanned(tmp_path, **files))) == len(stale(scanned(tmp_path, "dev", "old", **files))) == 1


def test_one_in_a_folder_without_balancers_is_unused_too(tmp_path: Path) -> None:
    done = scanned(tmp_path, **{"a/main.tf": RIGHT, "b/main.tf": f"locals {{\n  a = 1 # {ALLOWED}\n}}\n"})
    assert [(file, line) for file, line, _ in stale(done)] == [("b/main.tf", 2)]


def test_its_fingerprint_survives_moved_lines_and_another_working_directory(tmp_path: Path) -> None:
    write(tmp_path, {".git/HEAD": ""})
    marks = [
        [one["fingerprint"] for one in done.report["findings"]]
        for done in (
            scanned(tmp_path, **{"infra/main.tf": f"# {ALLOWED}\n# {ALLOWED}\n{RIGHT}"}),
            scanned(tmp_path, **{"infra/main.tf": f"\n\n# {ALLOWED}\n{RIGHT}# {ALLOWED}\n"}),
            lbgate("scan", "--format", "json", cwd=tmp_path / "infra"),
        )
    ]
    assert marks[0] == marks[1] == marks[2] and len(set(marks[0])) == 2
