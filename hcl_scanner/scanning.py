"""``lbgate scan`` and ``lbgate routes``: read, judge, report."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser, Namespace
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from policies.report import Report
from policies.settings import one_of

from .arguments import Request, add_request_arguments, is_document, request
from .baselining import add_baseline_arguments, baseline_file, under_baseline
from .checkout import home
from .errors import UsageError
from .reporters import FORMATS, ROUTE_FORMATS, Style, reporter
from .reporters.visible import problem_text, visible
from .settings_file import FileSettings
from .settings_keys import COLOURS
from .terminal import progress, show

FOUND, INCOMPLETE = 1, 3


def add_scan_arguments(parser: ArgumentParser) -> None:
    add_request_arguments(parser)
    add = parser.add_argument
    add("--format", action="append", default=[], metavar="|".join(FORMATS), help="default: text; may be repeated")
    add("--output", action="append", default=[], metavar="FILE", help="where the report of the same place goes")
    add("--new-only", metavar="REV", help="only what is wrong since this revision of git fails")
    add_baseline_arguments(parser)
    add("--quiet", action="store_true", help="findings only")
    add("--color", metavar="|".join(COLOURS), help="default: auto, which also honours NO_COLOR")


def scan(arguments: Namespace) -> int:
    """Judge, write every report that was asked for, and say by the exit code what was found.

    A quiet report has findings only, so what could not be read is said on standard error.
    """
    asked = request(arguments)
    outputs = _outputs(*_reports(arguments, asked.file))
    wish, quiet = arguments.color or asked.file.color or "auto", arguments.quiet or asked.file.quiet
    one_of("color", wish, COLOURS)
    baseline = baseline_file(arguments, asked)
    report = judge(asked, quiet=quiet, since=_since(arguments, asked))
    if baseline:
        report = under_baseline(report, asked, baseline, update=arguments.update_baseline)
    style = Style(False, quiet, home(asked.paths).as_posix(), Path.cwd().as_posix())
    for output in outputs:
        colour = _coloured(wish, output.file)
        output.write(reporter(FORMATS[output.format])(report, replace(style, colour=colour)))
    if any(output.format == "github" for output in outputs):
        _summarize(report, style)
    if quiet:
        sys.stderr.writelines(f"lbgate: {visible(problem_text(problem))}\n" for problem in report.errors)
    code = exit_code(report, asked)
    return 0 if arguments.update_baseline and code == FOUND else code


def _since(arguments: Namespace, asked: Request) -> str | None:
    """The revision of ``--new-only``; that of the settings file is not about documents, nor about a baseline to be."""
    named: str | None = arguments.new_only
    if named is not None and arguments.update_baseline:
        raise UsageError("--update-baseline and --new-only do not go together: a baseline is of all that is there")
    if named is None and not (arguments.update_baseline or any(map(is_document, asked.paths))):
        return asked.file.new_only
    return named


def _summarize(report: Report, style: Style) -> None:
    """Add the report to the page of the job, where GitHub Actions gives a file for that."""
    file = os.environ.get("GITHUB_STEP_SUMMARY")
    if not file:
        return
    try:
        with Path(file).open("a", encoding="utf-8", errors="backslashreplace") as summary:
            summary.write(reporter(FORMATS["markdown"])(report, style))
    except OSError as error:
        sys.stderr.write(f"lbgate: GITHUB_STEP_SUMMARY: the report cannot be written ({error.strerror})\n")


def add_routes_arguments(parser: ArgumentParser) -> None:
    add_request_arguments(parser)
    parser.add_argument("--format", default="table", metavar="|".join(ROUTE_FORMATS), help="default: table")


def routes(arguments: Namespace) -> int:
    """Print the inventory of routes, whatever their verdicts."""
    one_of("format", arguments.format, ROUTE_FORMATS)
    asked = request(arguments)
    report = judge(asked)
    show(reporter(ROUTE_FORMATS[arguments.format])(report, Style()))
    return INCOMPLETE if _incomplete(report, asked) else 0


def judge(asked: Request, *, quiet: bool = False, since: str | None = None) -> Report:
    """Read what was asked for and judge it; ``since`` is the revision of ``--new-only``. Raises UsageError."""
    with progress(visible(f"reading {asked.paths[0]} …"), wanted=not quiet):
        if since is not None:
            from .new_only import judged_since

            return judged_since(asked, since, date.today())
        from .judging import judged

        return judged(asked, date.today())[0]


def exit_code(report: Report, asked: Request) -> int:
    """3 wins over 1, since the report is incomplete."""
    if _incomplete(report, asked):
        return INCOMPLETE
    return FOUND if report.failed else 0


def _incomplete(report: Report, asked: Request) -> bool:
    return bool(report.errors or (asked.settings.strict and report.unread))


@dataclass(frozen=True, slots=True)
class _Output:
    """One report: its format, and the file that it goes to; None is standard output."""

    format: str
    file: Path | None

    def write(self, text: str) -> None:
        if self.file is None:
            show(text)
            return
        try:
            self.file.write_bytes(text.encode("utf-8", "backslashreplace"))
        except OSError as error:
            raise UsageError(f"--output {self.file}: the report cannot be written ({error.strerror})") from None


def _reports(arguments: Namespace, file: FileSettings) -> tuple[list[str], list[str]]:
    """The formats and their files; those of the settings file where the command line names no format."""
    if arguments.format:
        return arguments.format, arguments.output
    return list(file.formats), arguments.output or list(file.outputs)


def _outputs(formats: list[str], files: list[str]) -> list[_Output]:
    """The n-th file belongs to the n-th format; one format may be left for standard output."""
    formats = formats or ["text"]
    for name in formats:
        one_of("format", name, FORMATS)
    if len(files) > len(formats):
        raise UsageError("there are more --output than --format: the n-th output belongs to the n-th format")
    if len(formats) - len(files) > 1:
        raise UsageError("only one format can go to standard output: give the others an --output each")
    if len(set(files)) < len(files):
        raise UsageError("two formats have the same --output")
    return [_Output(name, Path(files[n]) if n < len(files) else None) for n, name in enumerate(formats)]


def _coloured(wish: str, file: Path | None) -> bool:
    if wish != "auto":
        return wish == "always"
    return file is None and sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
