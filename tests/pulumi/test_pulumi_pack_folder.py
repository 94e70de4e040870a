"""The folder that is given to Pulumi: under any name, from any folder, by any way of starting it, in its own environment."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from judging import mandatory, registered
from pulumi_places import PACK, PROJECT

from policies.version import VERSION
from tests.needs import absent

if TYPE_CHECKING:
    from toy_engine import Registered

# The modules of the pack, and a package of its name, as a program's folder or the import path may have them too.
HOSTILE = [path.name for path in PACK.glob("[a-z]*.py")]
PYTHONS = os.environ.get("LBGATE_PULUMI_PYTHONS", "").split()
"""The interpreters of environments with the oldest and the newest SDKs: ``make ends``."""


@cache
def wrong_and_mended() -> tuple[list[Registered], list[Registered]]:
    return registered("wrong", "folder-wrong"), registered("mended", "folder-mended")


def judges(folder: Path, **started: Any) -> str:
    """Make sure that a pack stops the wrong program and lets the mended one pass; what it wrote to stderr."""
    from pack_process import PackProcess

    wrong, mended = wrong_and_mended()
    with PackProcess(folder, **started) as process:
        assert process.info().name == "lbgate"
        (violation,) = mandatory(process.preview(wrong))
        assert "LBG103" in violation.message
        assert process.preview(mended) == []
    return process.stderr


def copied(folder: Path) -> Path:
    return Path(shutil.copytree(PACK, folder, ignore=shutil.ignore_patterns("__pycache__")))


def hostile(folder: Path) -> Path:
    """A folder whose modules end whoever imports them."""
    folder.mkdir()
    for name in (*HOSTILE, "policies.py", "lbgate_pack.py"):
        (folder / name).write_text(f"raise SystemExit('{name} hides a module of the pack')\n")
    return folder


@pytest.mark.parametrize("name", ["our-own.pack", "with a space", "päckchen", "json"])
def test_the_folder_works_under_any_name(sdk: None, tmp_path: Path, name: str) -> None:
    assert judges(copied(tmp_path / name)) == ""


def test_the_folder_works_through_a_link(sdk: None, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(PACK)
    assert judges(tmp_path / "link") == ""


def test_the_programs_folder_hides_no_module_of_the_pack(sdk: None, tmp_path: Path) -> None:
    """The engine starts the pack in the program's folder, which Python then looks through first."""
    assert judges(PACK, cwd=hostile(tmp_path / "program")) == ""


def test_the_import_path_hides_no_module_of_the_pack(sdk: None, tmp_path: Path) -> None:
    variables = {"PYTHONPATH": str(hostile(tmp_path / "path"))}
    assert judges(copied(tmp_path / "pack"), variables=variables) == ""


def test_the_pack_hides_no_module_of_another_package(sdk: None, tmp_path: Path) -> None:
    """Not even with a module in it that is called like one of the standard library (which nothing has loaded before)."""
    pack = copied(tmp_path / "pack")
    (pack / "difflib.py").write_text("raise SystemExit('the pack is on the import path')\n")
    assert judges(pack) == ""


def test_a_folder_that_cannot_be_written_to_works(sdk: None, tmp_path: Path) -> None:
    pack = copied(tmp_path / "pack")
    for path in (*pack.rglob("*"), pack):
        path.chmod(0o555 if path.is_dir() else 0o444)
    assert judges(pack) == ""


def test_the_engines_flags_and_variables_change_nothing(sdk: None) -> None:
    """As an older engine starts it: https://github.com/pulumi/pulumi-policy/issues/350, pulumi/pulumi#10573."""
    variables = {"PULUMI_PROJECT": "shop", "PULUMI_STACK": "dev", "PULUMI_DRY_RUN": "true", "PULUMI_CONFIG": "{}"}
    assert judges(PACK, arguments=["--logtostderr", "-v=9"], variables=variables) == ""


def test_the_installed_pack_is_complete(sdk: None, tmp_path: Path) -> None:
    """What a wheel of this checkout holds: its folder, as `lbgate pack` prints it, judges without the checkout."""
    if find_spec("hatchling") is None:
        absent("hatchling", "hatchling is not installed")
    build = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation", "-w", str(tmp_path)]
    subprocess.run([*build, str(PROJECT)], check=True, env={**os.environ, "PIP_DISABLE_PIP_VERSION_CHECK": "1"})
    (wheel,) = tmp_path.glob("lbgate-*.whl")
    shutil.unpack_archive(wheel, tmp_path / "site", "zip")
    asked = [sys.executable, "-m", "hcl_scanner", "pack"]
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "site")}
    done = subprocess.run(asked, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True)
    folder = Path(done.stdout.strip())
    assert folder == (tmp_path / "site" / "policies").resolve()
    assert {"PulumiPolicy.yaml", "requirements.txt", "__main__.py"} <= {path.name for path in folder.iterdir()}
    assert judges(folder) == ""


def test_the_version_and_the_bounds_are_said_once() -> None:
    import tomllib

    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed = (PACK / "requirements.txt").read_text(encoding="utf-8").split("\n")
    assert sorted(line for line in needed if line and line[0] != "#") == sorted(
        project["optional-dependencies"]["pulumi"]
    )
    assert f"\nversion: {VERSION}\n" in (PACK / "PulumiPolicy.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize("python", PYTHONS or [None])
def test_the_folder_alone_judges_in_an_environment_of_its_own(sdk: None, tmp_path: Path, python: str | None) -> None:
    """As `pulumi policy publish` packs it: the folder, and an environment with its own requirements and nothing else."""
    if python is None:
        absent("pulumi-ends", "no environments with other SDKs: make ends")
    assert judges(copied(tmp_path / "package"), python=str(Path(python).absolute()), cwd=tmp_path) == ""
