"""docs/exceptions.md is true: its examples print what is shown."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from ..cli.command import ROOT, lbgate, write

PAGE = (ROOT / "docs" / "exceptions.md").read_text(encoding="utf-8")


def shown(title: str) -> str:
    found = re.search(rf"<!-- {re.escape(title)} -->\n```\w*\n(.*?)```", PAGE, re.DOTALL)
    assert found, title
    return found[1]


@pytest.fixture
def source(tmp_path: Path) -> Path:
    write(tmp_path, {name: shown(name) for name in ("main.tf", "shop/main.tf")})
    assert lbgate("scan", cwd=tmp_path).code == 1
    return tmp_path


def test_the_ignore_allows_what_is_shown(source: Path) -> None:
    write(source, {"lbgate.toml": shown("lbgate.toml")})
    done = lbgate("scan", cwd=source)
    assert (done.code, done.out) == (0, shown("the answer to lbgate.toml"))


def test_the_comment_allows_what_is_shown(source: Path) -> None:
    text = shown("shop/main.tf").replace('    protocol = "HTTPS"\n', shown("the attribute with its comment"))
    write(source, {"shop/main.tf": text})
    done = lbgate("scan", cwd=source)
    assert (done.code, done.out) == (0, shown("the answer to the comment"))


ROWS = re.findall(
    r"^\| `(.*)` \| (.*?) ?\|$", PAGE.partition("<!-- which addresses match -->")[2].partition("\n\n")[0], re.MULTILINE
)


@pytest.mark.parametrize(("glob", "names"), ROWS)
def test_addresses_match_as_the_table_says(source: Path, glob: str, names: str) -> None:
    write(source, {"lbgate.toml": f"[[ignore]]\nrule = 'LBG103'\naddress = '{glob}'\nreason = 'r'\n"})
    found = lbgate("scan", "--format", "json", cwd=source).report["findings"]
    held = [one["location"]["address"] for one in found if one["suppressed"]]
    assert sorted(re.findall(r'eu|us(?=")|(?<=module\.)shop', " ".join(held))) == sorted(re.findall(r"\w+", names))


def test_the_table_has_rows() -> None:
    assert len(ROWS) == 5


def test_the_baseline_does_what_is_told(source: Path) -> None:
    first, second = (shlex.split(line)[1:] for line in shown("the baseline").splitlines())
    done = lbgate(*first, cwd=source)
    assert done.code == 0 and f"`{done.err.strip()}`" in PAGE.replace("\n", " ")
    assert lbgate(*second, cwd=source).code == 0
    write(source, {"more.tf": 'module "more" {\n  source = "./shop"\n}\n'})
    assert lbgate(*second, cwd=source).code == 1
