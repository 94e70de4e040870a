"""The two ways in which input or usage can be wrong; the command line catches both, once."""

from __future__ import annotations

from dataclasses import dataclass

from policies.graph import Problem


class UsageError(Exception):
    """Wrong usage or configuration; the message is one sentence for the user."""


class UndeclaredVariable(UsageError):
    """A variable on the command line that no root module of one folder declares; another folder's may."""

    def __init__(self, name: str) -> None:
        super().__init__(f'no root module declares the variable "{name}"')
        self.name = name


@dataclass
class Unreadable(Exception):
    """Input that cannot be read. ``line`` and ``column`` count from 1 and are None where the whole file is meant."""

    file: str
    reason: str
    line: int | None = None
    column: int | None = None

    @property
    def problem(self) -> Problem:
        return Problem(self.file, self.reason, self.line, self.column)

    def __str__(self) -> str:
        where = self.file if self.line is None else f"{self.file}:{self.line}"
        return f"{where}: {self.reason}"
