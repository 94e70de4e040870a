"""The manual: docs/commands.md for readers of the site, and docs/lbgate.1 for ``man``."""

from __future__ import annotations

from argparse import Action
from collections.abc import Iterable, Iterator

from hcl_scanner.cli import COMMANDS
from hcl_scanner.examples import EXAMPLES

from .whole import arguments_of, commands_of, whole

Rows = Iterable[tuple[str, str]]

EXIT_CODES = (
    ("0", "nothing wrong"),
    ("1", "at least one error that nobody allows"),
    ("2", "wrong usage or configuration"),
    ("3", "some input could not be read; what could be was judged and printed (3 wins over 1)"),
    ("4", "an error of lbgate itself, with its traceback"),
)
FILES = (
    ("lbgate.toml", "the settings, found upwards from what is scanned; or [tool.lbgate] in pyproject.toml"),
    ("$XDG_CACHE_HOME/lbgate", "parsed files, so that the next run is faster; --no-cache leaves it alone"),
)
ENVIRONMENT = (
    ("NO_COLOR", "no colours, unless --color always"),
    ("TF_VAR_name", "the value of a variable, as in Terraform"),
    ("GITHUB_STEP_SUMMARY", "the file that --format github adds the report to"),
)


def page() -> str:
    """The whole of docs/commands.md."""
    parts = [
        "# Commands\n\n`lbgate COMMAND --help` says the same. `man lbgate` is this page as a manual (`docs/lbgate.1`).\n",
        *(_command(name) for name in COMMANDS),
        "## Exit codes\n\n" + _table(EXIT_CODES),
        "## Files\n\n" + _table([(f"`{name}`", text) for name, text in FILES]),
        "## Environment\n\n" + _table([(f"`{name}`", text) for name, text in ENVIRONMENT]),
    ]
    return "\n".join(parts)


def _command(name: str) -> str:
    parser = commands_of(whole())[name]
    rows = [(f"`{_spelt(one)}`".replace("|", "\\|"), one.help or "") for one in arguments_of(parser)]
    summary = COMMANDS[name][0]
    told = f"## lbgate {name}\n\n{summary[0].upper()}{summary[1:]}.\n"
    examples = "".join(f"# {does}\n{line}\n" for line, does in EXAMPLES[name].items())
    return f"{told}\n```sh\n{examples}```\n" + (f"\n{_table(rows)}" if rows else "")


def _table(rows: Rows) -> str:
    return "| | |\n| --- | --- |\n" + "".join(f"| {name} | {text} |\n" for name, text in rows)


def _spelt(one: Action) -> str:
    """As it is written: ``--format text|json``, ``[PATH ...]``."""
    value = one.metavar or ("" if one.nargs == 0 else "|".join(map(str, one.choices or ())))
    if one.option_strings:
        return f"{one.option_strings[0]} {value}".rstrip()
    return {"*": f"[{value} ...]", "+": f"{value} ...", "?": f"[{value}]"}.get(str(one.nargs), str(value))


def manual() -> str:
    """The whole of docs/lbgate.1, in the macros of man(7)."""
    return "\n".join(
        [
            '.TH LBGATE 1 "" "lbgate" "User Commands"',
            ".SH NAME\nlbgate \\- the protocol gate for load balancers",
            ".SH SYNOPSIS\n.B lbgate\n.I COMMAND\n[\\fIOPTION\\fR ...]",
            ".SH DESCRIPTION\n" + _escaped(DESCRIPTION),
            *(line for name in COMMANDS for line in _section(name)),
            ".SH EXAMPLES",
            *_entries((line, does) for name in COMMANDS for line, does in EXAMPLES[name].items()),
            ".SH EXIT STATUS",
            *_entries(EXIT_CODES),
            ".SH FILES",
            *_entries(FILES),
            ".SH ENVIRONMENT",
            *_entries(ENVIRONMENT),
            "",
        ]
    )


DESCRIPTION = (
    "lbgate reads the load balancers that a deployment is about to create, joins every listener to its backends and their"
    " health checks, and fails where the three do not fit together. It reads Terraform source, plans, states and saved"
    " Pulumi previews. It uses no network."
)


def _section(name: str) -> Iterator[str]:
    yield f".SH lbgate {name}\n{_escaped(COMMANDS[name][0])}"
    yield from _entries([(_spelt(one), one.help or "") for one in arguments_of(commands_of(whole())[name])])


def _entries(rows: Rows) -> Iterator[str]:
    for name, text in rows:
        yield f".TP\n.B {_escaped(name)}\n{_escaped(text)}"


def _escaped(text: str) -> str:
    """A hyphen that can be copied, and no line that reads as a request."""
    quoted = text.replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{quoted}" if quoted.startswith((".", "'")) else quoted
