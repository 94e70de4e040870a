"""The whole command line as one parser, with what each argument may be; lbgate itself loads one command at a time."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping

import shtab

from hcl_scanner.cli import COMMANDS
from policies.providers import FAMILIES
from policies.rules import RULES

FILES: Mapping[str, Mapping[str, str]] = {"FILE": shtab.FILE, "PATH": shtab.FILE}
WORDS: Mapping[str, tuple[str, ...]] = {
    "FAMILY": tuple(FAMILIES),
    "WORD": tuple(RULES),
    "RULE=LEVEL": tuple(f"{rule}={level}" for rule in RULES for level in ("error", "warning", "note", "off")),
}


def whole() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("lbgate", description="The protocol gate for load balancers.")
    parser.add_argument("--version", action="version", version="lbgate", help="print the version")
    commands = parser.add_subparsers(metavar="COMMAND", dest="command")
    for name, (summary, load) in COMMANDS.items():
        added = commands.add_parser(name, help=summary, description=summary)
        load()[0](added)
        _tell_values(added)
    return parser


def commands_of(parser: argparse.ArgumentParser) -> Mapping[str, argparse.ArgumentParser]:
    (found,) = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    commands: Mapping[str, argparse.ArgumentParser] = found.choices
    return commands


def arguments_of(parser: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    """Every argument but --help, in the order of --help: what is named by its place first."""
    shown = [action for action in parser._actions if action.dest != "help"]
    yield from sorted(shown, key=lambda action: bool(action.option_strings))


def _tell_values(parser: argparse.ArgumentParser) -> None:
    """What a metavar says to a reader, a shell reads in ``choices`` and ``complete``."""
    for action in parser._actions:
        words = action.metavar if isinstance(action.metavar, str) else ""
        if words in FILES:
            action.complete = FILES[words]  # type: ignore[attr-defined]
        elif words in WORDS or "|" in words:
            action.choices = WORDS.get(words) or words.split("|")
