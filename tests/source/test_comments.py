"""Where comments are looked for, whatever the text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from hcl_scanner.source.comments import ignores_in

PIECES = [
    "# ",
    "// ",
    "/* ",
    "*/",
    "lbgate:ignore ",
    "LBG103 ",
    "LBG1 ",
    'reason="x" ',
    "until=2027-03-31 ",
    '"',
    "${",
    "}",
    "{",
    "<<E\n",
    "\nE\n",
    "\n",
    "a = 1 ",
    "\\",
    "\r\n",
    "é",
]
MARK = "# lbgate:ignore LBG103 reason=x\n"


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_any_text_is_read_to_its_end_and_every_line_is_in_it(text: str) -> None:
    last = text.count("\n") + 1
    for one in ignores_in(text, "main.tf"):
        assert one.lines and one.line
        assert 1 <= one.line <= one.lines[0] <= last + 1 and one.lines[0] <= one.lines[1] <= last + 1
        assert bool(one.rule) != bool(one.mistake)


@given(
    st.lists(st.sampled_from(["a = 1\n", "b {\n  c = 2\n}\n", "\n", 'd = "#"\n', "# e\n"]), max_size=8).map("".join),
    st.integers(0, 3),
)
def test_it_is_about_what_follows_it_wherever_it_stands(before: str, deep: int) -> None:
    block = "".join("x {\n" for _ in range(deep)) + "y = 1\n" + "}\n" * deep
    (found,) = ignores_in(f"{before}{MARK}{block}", "main.tf")
    line = before.count("\n") + 1
    assert (found.line, found.lines) == (line, (line + 1, line + 1 + 2 * deep))
