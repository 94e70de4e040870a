"""``lbgate fix``: edits the source, or prints the edits as a patch, and tells what is left."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from policies.rules import RULES
from policies.settings import one_of

from ..arguments import Request, add_request_arguments, is_document, request
from ..checkout import home
from ..errors import UsageError
from ..reporters.visible import problem_text, visible
from ..scanning import INCOMPLETE, exit_code
from ..terminal import progress, show, show_bytes
from .patch import patch
from .proposing import Fix
from .running import Outcome, run
from .state import Change, judged_state
from .telling import told, told_fix
from .writing import written


def add_arguments(parser: ArgumentParser) -> None:
    add_request_arguments(parser)
    add = parser.add_argument
    add("--rule", action="append", default=[], metavar="RULE", help="only the findings of this rule; may be repeated")
    add("--diff", action="store_true", help="print a patch for `git apply`, and change nothing")
    add("--interactive", action="store_true", help="ask before each change")


def fix(arguments: Namespace) -> int:
    """Make the edits that need no decision; 0 whatever is left, since only a scan judges."""
    for rule in arguments.rule:
        one_of("rule", rule, RULES)
    if arguments.interactive and not sys.stdin.isatty():
        raise UsageError("--interactive asks, and standard input is no terminal")
    asked = request(arguments)
    if document := next((path for path in asked.paths if is_document(path)), None):
        raise UsageError(f"fix edits Terraform source: {document} is none")
    with progress(visible(f"reading {asked.paths[0]} …")):
        before = judged_state(asked, {})
    outcome = run(before, arguments.rule, _asking if arguments.interactive else lambda _: True)
    if arguments.diff:
        show_bytes(_patch(asked, outcome))
    failed = [] if arguments.diff else _write(outcome)
    report = "".join(f"{line}\n" for line in told(outcome, would=arguments.diff))
    sys.stderr.write(report) if arguments.diff else show(report)
    unread = [problem_text(problem) for problem in outcome.state.report.errors]
    sys.stderr.writelines(f"lbgate: {visible(line)}\n" for line in [*unread, *failed])
    return INCOMPLETE if failed or exit_code(outcome.state.report, asked) == INCOMPLETE else 0


def _write(outcome: Outcome) -> list[str]:
    """Why files were not written."""
    tried = ((path, written(path, change)) for path, change in sorted(outcome.state.changes.items()))
    return [f"{os.path.relpath(path)}: {why}" for path, why in tried if why]


def _patch(asked: Request, outcome: Outcome) -> bytes:
    """The files are named from the working directory, or from the repository's root where one lies elsewhere."""
    changes = sorted(outcome.state.changes.items())
    here = Path.cwd()
    folder = here if all(Path(path).is_relative_to(here) for path, _ in changes) else home(asked.paths)
    if folder != here:
        sys.stderr.write(f"lbgate: the patch is for the folder {visible(os.path.relpath(folder))}\n")
    return b"".join(_of_file(path, folder, change) for path, change in changes)


def _of_file(path: str, folder: Path, change: Change) -> bytes:
    name = os.fsencode(os.path.relpath(path, folder).replace(os.sep, "/"))
    return patch(name, change.before, change.after)


def _asking(fix: Fix) -> bool:
    """Asks on standard error, so that a patch on standard output stays one; no answer is a no."""
    sys.stderr.write(f"{told_fix(fix)}\napply? [y/N] ")
    sys.stderr.flush()
    return sys.stdin.readline().strip().casefold() in ("y", "yes")
