"""What a variable without a value can be by its validations; that they leave nothing else is judged by terraform."""

from __future__ import annotations

from pathlib import Path

import pytest

from policies.values import OneOf, Unknown

from .planned import terraforms
from .trees_on_disk import evaluated, write

LISTED: dict[str, list[str | None]] = {
    'contains(["A", "B"], var.p)': ["A", "B"],
    '(contains(["A", "B"], var.p))': ["A", "B"],
    'var.p == "A" || "B" == var.p': ["A", "B"],
    'contains(["A", "B", "C"], var.p) && var.p != "C" && contains(["B", "C"], var.p)': ["B", "C"],
    'can(regex("^(A|B)$", var.p))': ["A", "B"],
    'can(regex("^(?:A|B_C)$", var.p))': ["A", "B_C"],
    'can(regex("^A$|^B$", var.p))': ["A", "B"],
    'can(regex("^A$", var.p))': ["A"],
    'length(regexall("^(A|B)$", var.p)) > 0': ["A", "B"],
    'anytrue([var.p == "A", var.p == "B"])': ["A", "B"],
    'alltrue([contains(["A", "B"], var.p), var.p != ""])': ["A", "B"],
    'var.p == null || contains(["A"], var.p)': [None, "A"],
    'var.p == null ? true : contains(["A", "B"], var.p)': [None, "A", "B"],
    'var.p != null ? contains(["A", "B"], var.p) : true': [None, "A", "B"],
}
OPEN = [
    'var.p != "A"',
    'contains(["A"], upper(var.p))',
    'can(regex("^A|B$", var.p))',
    'can(regex("^(A|B)", var.p))',
    'can(regex("^(A.|B)$", var.p))',
    'contains(["A"], var.p) || length(var.p) > 3',
    "var.p == null || length(var.p) > 0",
]
CANDIDATES: list[str | None] = ["A", "B", "C", "AB", "A\\n", "xB", "a", "B_C", "", "A|B", None]


def declaration(condition: str) -> str:
    return f"""
        variable "p" {{
          type = string
          validation {{
            condition     = {condition}
            error_message = "no."
          }}
        }}
    """


@pytest.mark.parametrize("condition", LISTED)
def test_a_validation_that_lists_leaves_what_it_lists(condition: str, tmp_path: Path) -> None:
    found = evaluated(tmp_path, declaration(condition), "var.p")
    values = [choice.value for choice in found.choices] if isinstance(found, OneOf) else [found]
    assert values == LISTED[condition]


@pytest.mark.parametrize("condition", OPEN)
def test_a_validation_that_lists_nothing_leaves_the_variable_open(condition: str, tmp_path: Path) -> None:
    assert isinstance(evaluated(tmp_path, declaration(condition), "var.p"), Unknown)


@pytest.mark.usefixtures("terraform")
def test_terraform_accepts_nothing_else(tmp_path: Path) -> None:
    candidates = ", ".join("null" if one is None else f'"{one}"' for one in CANDIDATES)
    outputs = [
        f'output "o{number}" {{ value = [for p in [{candidates}] : p if try({condition.replace("var.p", "p")}, false)] }}\n'
        for number, condition in enumerate(LISTED)
    ]
    found = terraforms(write(tmp_path, {"main.tf": "".join(outputs)}))
    for number, (condition, listed) in enumerate(LISTED.items()):
        accepted = found[f"o{number}"]
        assert accepted and set(accepted) <= set(listed), condition


def test_the_listed_values_have_the_variables_type(tmp_path: Path) -> None:
    text = declaration("contains([80, 443], var.p)")
    found = evaluated(tmp_path, text, "var.p")
    assert isinstance(found, OneOf) and [choice.value for choice in found.choices] == ["80", "443"]


def test_a_given_value_is_not_judged_by_them(tmp_path: Path) -> None:
    assert evaluated(tmp_path, declaration('contains(["A"], var.p)'), "var.p", inputs=(("p", "C"),)) == "C"
