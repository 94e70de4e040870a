"""The command ``lbgate``: finds the subcommand, catches the errors, and ends with the documented exit code.

0: nothing wrong. 1: an error-level finding. 2: wrong usage or configuration. 3: some input could not be read.
4: an internal error. Nothing is imported before it is needed, since start-up time is a promise.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    Subcommand = tuple[Callable[[ArgumentParser], None], Callable[[Namespace], int]]
    """Adds its arguments to a parser, and runs with what was parsed: the exit code."""

WRONG_USAGE, INTERNAL, INTERRUPTED = 2, 4, 130


def _scan() -> Subcommand:
    from . import scanning

    return scanning.add_scan_arguments, scanning.scan


def _routes() -> Subcommand:
    from . import scanning

    return scanning.add_routes_arguments, scanning.routes


def _explain() -> Subcommand:
    from . import explaining

    return explaining.add_explain_arguments, explaining.explain_words


def _matrix() -> Subcommand:
    from . import explaining

    return explaining.add_matrix_arguments, explaining.show_matrix


def _pack() -> Subcommand:
    from . import packing

    return packing.add_arguments, packing.pack


def _fix() -> Subcommand:
    from .fixing import command

    return command.add_arguments, command.fix


COMMANDS: Mapping[str, tuple[str, Callable[[], Subcommand]]] = {
    "scan": ("judge the load balancers in folders, plans and saved previews", _scan),
    "routes": ("list every route with its TLS posture", _routes),
    "explain": ("say what a rule means, or whether these protocols fit together", _explain),
    "matrix": ("print the matrix of a family, or list the families", _matrix),
    "fix": ("make the changes in Terraform source that need no decision", _fix),
    "pack": ("print the folder to give to `pulumi preview --policy-pack`", _pack),
}
"""The subcommands: what each is for, and how to load it."""


def run() -> NoReturn:
    """The entry point: never returns, and never shows a traceback for wrong input."""
    gc.disable()  # a run makes few cycles and ends soon: looking for them takes an eighth of its time
    code = main(sys.argv[1:])
    gc.freeze()  # the interpreter would look for them once more as it ends
    sys.exit(code)


def main(arguments: Sequence[str]) -> int:
    """Run one command line; the exit code."""
    if list(arguments) == ["--version"]:
        from policies.version import VERSION

        return _show(f"lbgate {VERSION}\n")
    if not arguments or arguments[0] in ("-h", "--help"):
        return _show(_help()) if arguments else _wrong(f"a command is missing\n\n{_help()}")
    return _guarded(arguments[0], arguments[1:])


def _guarded(name: str, rest: Sequence[str]) -> int:
    from policies.settings import SettingError

    from .errors import UsageError

    try:
        return _run(name, rest)
    except (UsageError, SettingError) as error:
        from .reporters.visible import visible

        return _wrong(visible(str(error)))
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception:  # noqa: BLE001  a bug: it keeps its traceback, and must not read as a verdict
        import traceback

        traceback.print_exc()
        return INTERNAL


def _run(name: str, rest: Sequence[str]) -> int:
    from policies.settings import one_of

    from .arguments import Parser
    from .examples import examples_of

    one_of("command", name, COMMANDS)
    summary, load = COMMANDS[name]
    add_arguments, run_command = load()
    parser = Parser(f"lbgate {name}", f"{summary[0].upper()}{summary[1:]}.", examples_of(name))
    add_arguments(parser)
    return run_command(parser.read(rest))


def _help() -> str:
    width = max(map(len, COMMANDS))
    listed = "".join(f"  {name:{width}}  {summary}\n" for name, (summary, _) in COMMANDS.items())
    return (
        "lbgate, the protocol gate for load balancers\n\n"
        f"usage: lbgate COMMAND [OPTION ...]\n\n{listed}\n"
        "`lbgate COMMAND --help` lists the options of a command, `lbgate --version` prints the version.\n"
    )


def _show(text: str) -> int:
    from .terminal import show

    show(text)
    return 0


def _wrong(message: str) -> int:
    sys.stderr.write(f"lbgate: {message}\n")
    return WRONG_USAGE
