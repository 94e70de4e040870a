"""What a caller asks of the reader, and what the reader hands back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias

from policies.graph import Graph, Problem
from policies.settings import Ignore

from .files import DISK, Files


@dataclass(frozen=True, slots=True)
class VarSet:
    """A named set of variables files; each root module is read once with each set."""

    name: str
    files: tuple[Path, ...]


Input: TypeAlias = Path | tuple[str, str] | VarSet
"""A variables file, a NAME and a VALUE as Terraform takes them on its command line, or a set of files."""


@dataclass(frozen=True, slots=True)
class Options:
    """``inputs`` stand in the order of the command line: as in Terraform, a later one wins over an earlier one.

    ``recorded`` is a JSON object of variables with the values that a plan recorded: all that were set, so that nothing
    else is asked for any.
    ``exclude`` are globs relative to the working directory or to the scanned folder. ``storage`` is where the source lies.
    """

    inputs: tuple[Input, ...] = ()
    exclude: tuple[str, ...] = ()
    workspace: str | None = None
    recorded: str | None = None
    cache: bool = True
    storage: Files = DISK

    @property
    def variables(self) -> tuple[str, ...]:
        """The names of the variables that are given one by one."""
        return tuple(item[0] for item in self.inputs if isinstance(item, tuple))

    @property
    def files(self) -> tuple[Path, ...]:
        """Every variables file, those of all sets too."""
        return tuple(item for name in self.sets for item in self.inputs_of(name) if isinstance(item, Path))

    @property
    def sets(self) -> tuple[str | None, ...]:
        """The names of the sets; one that is None where there is none."""
        return tuple(item.name for item in self.inputs if isinstance(item, VarSet)) or (None,)

    def without(self, variable: str) -> Options:
        """The same, where this variable is not given by itself."""
        return replace(
            self, inputs=tuple(one for one in self.inputs if not isinstance(one, tuple) or one[0] != variable)
        )

    def inputs_of(self, var_set: str | None) -> Iterator[Path | tuple[str, str]]:
        """What one set is read with: its files stand where the set stands."""
        for item in self.inputs:
            if not isinstance(item, VarSet):
                yield item
            elif item.name == var_set:
                yield from item.files


@dataclass(frozen=True)
class Reading:
    """``graphs``: one for each set and root module that holds or calls wanted resources, sorted by root and set.

    ``ignores`` are what comments in the source allow.
    """

    graphs: tuple[Graph, ...]
    problems: tuple[Problem, ...]
    files: int
    roots: int
    ignores: tuple[Ignore, ...] = ()
