"""The house's rules that no reader has to check by eye."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
POLICIES, SCANNER = ROOT / "policies", ROOT / "hcl_scanner"
MODULES = sorted([*POLICIES.rglob("*.py"), *SCANNER.rglob("*.py")])


def imports(module: Path) -> Iterator[str]:
    """The names that a module imports, relative ones as they are written."""
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield "." * node.level + (node.module or "")


def top_level(module: Path) -> set[str]:
    return {name.split(".")[0] for name in imports(module)}


def test_there_is_something_to_look_at() -> None:
    assert len(MODULES) > 60


def test_policies_never_imports_the_scanner() -> None:
    assert [module.name for module in POLICIES.rglob("*.py") if "hcl_scanner" in top_level(module)] == []


def test_policies_imports_itself_only_relatively() -> None:
    """Pulumi loads the folder under another name."""
    assert [module.name for module in POLICIES.rglob("*.py") if "policies" in top_level(module)] == []


def test_the_pulumi_sdk_is_imported_in_one_module() -> None:
    users = [module.name for module in MODULES if {"pulumi_policy", "pulumi"} & top_level(module)]
    assert users == ["pack.py"]


def test_the_core_needs_no_package_but_its_own() -> None:
    known = {*sys.stdlib_module_names, "pulumi_policy", ""}
    assert {name for module in POLICIES.rglob("*.py") for name in top_level(module)} - known == set()


def test_no_module_of_policies_hides_one_of_the_standard_library() -> None:
    """Pulumi puts the pack's folder first on the import path."""
    assert {module.stem for module in POLICIES.rglob("*.py")} & set(sys.stdlib_module_names) == set()


@pytest.mark.parametrize("module", MODULES, ids=lambda module: str(module.relative_to(ROOT)))
def test_no_function_is_longer_than_forty_lines(module: Path) -> None:
    functions = (
        node
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
    )
    assert [one.name for one in functions if (one.end_lineno or one.lineno) - one.lineno >= 40] == []


def test_the_packages_are_typed_for_those_who_import_them() -> None:
    assert (POLICIES / "py.typed").is_file() and (SCANNER / "py.typed").is_file()


def test_one_version_everywhere() -> None:
    from policies.version import VERSION

    assert f"version: {VERSION}\n" in (POLICIES / "PulumiPolicy.yaml").read_text(encoding="utf-8")
    assert f"## {VERSION}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
