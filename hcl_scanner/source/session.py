"""What one reading shares: options, the folders read so far, problems, and how many instances may still be made."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

from policies.graph import Problem
from policies.settings import Ignore

from .folders import repository_root, source_names
from .installed import beside
from .options import Options
from .outline import Outline, outline

if TYPE_CHECKING:
    from .configuration import Configuration

MOST_IN_ALL = 20_000


class Session:
    """One call of ``read_folder``. Folders are keyed by their normal path."""

    def __init__(self, top: Path, wanted: Collection[str], options: Options) -> None:
        self.options, self.files = options, options.storage
        self.wanted = frozenset(wanted)
        self.repository = repository_root(top)
        self.outlines: dict[Path, Outline] = {}
        self.budget = MOST_IN_ALL
        self._problems: dict[Problem, None] = {}
        self._configurations: dict[Path, Configuration] = {}
        self._mattering: dict[Path, bool] = {}
        self._mattering_calls: dict[Path, frozenset[str]] = {}

    def report(self, problem: Problem) -> None:
        self._problems.setdefault(problem)

    def problems(self) -> tuple[Problem, ...]:
        return tuple(sorted(self._problems, key=lambda p: (p.file, p.line or 0, p.column or 0, p.reason)))

    def ignores(self) -> tuple[Ignore, ...]:
        """What comments allow in all that was looked at."""
        found = (ignore for outline in self.outlines.values() for ignore in outline.ignores)
        return tuple(sorted(found, key=lambda one: (one.file or "", one.line or 0)))

    def outline(self, folder: Path) -> Outline | None:
        """What a folder holds; None where there is no Terraform source in it."""
        if folder not in self.outlines:
            try:
                names = source_names(self.files.names(folder))
            except (OSError, ValueError):  # no path holds a NUL or half a character
                names = []
            self.outlines[folder] = outline(folder, names, self.wanted, self.files)
            for problem in self.outlines[folder].problems:
                self.report(problem)
        found = self.outlines[folder]
        return found if found.names else None

    def configuration(self, folder: Path) -> Configuration:
        from .configuration import Configuration  # most runs over folders without load balancers never need it

        if folder not in self._configurations:
            found = self.outline(folder)
            names = found.names if found else ()
            self._configurations[folder] = Configuration(folder, names, self.report, self.options.cache, self.files)
        return self._configurations[folder]

    def matters(self, folder: Path) -> bool:
        """Whether a folder, or a local module that it calls to any depth, holds wanted resources or may do so.

        A module from elsewhere may, and one that is not there: their bytes are not among those that were looked at.
        """
        if folder not in self._mattering:
            self._mattering[folder] = False  # what a module that calls itself sees
            self._mattering[folder] = self._matters(folder)
        return self._mattering[folder]

    def _matters(self, folder: Path) -> bool:
        found = self.outline(folder)
        return found is None or found.wanted or bool(found.problems or self.mattering_calls(folder))

    def mattering_calls(self, folder: Path) -> frozenset[str]:
        """The names of the module calls in a folder that matter; the others need not even be parsed."""
        if folder not in self._mattering_calls:
            found = self.outline(folder)
            self._mattering_calls[folder] = frozenset(
                call.name
                for call in (found.calls if found else ())
                if not call.is_local or self.matters(beside(folder, call.source))
            )
        return self._mattering_calls[folder]
