"""The formats of a report: one pure function and one entry each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module

from policies.report import Report


@dataclass(frozen=True, slots=True)
class Style:
    """How a report looks: ``colour`` for a terminal, ``quiet`` for findings alone.

    ``home`` is the repository from whose root a forge names files, ``here`` the working directory; empty: both are one.
    """

    colour: bool = False
    quiet: bool = False
    home: str = ""
    here: str = ""


Reporter = Callable[[Report, Style], str]

FORMATS: Mapping[str, str] = {
    "text": "text",
    "json": "json_report",
    "sarif": "sarif",
    "github": "github",
    "gitlab": "gitlab",
    "junit": "junit",
    "markdown": "markdown",
    "html": "html_report",
}
"""The formats of ``scan`` with their modules, each of which has a function ``render``."""

ROUTE_FORMATS: Mapping[str, str] = {
    "table": "table",
    "json": "json_report",
    "mermaid": "mermaid",
    "dot": "dot",
    "svg": "svg",
}
"""The same of ``routes``."""


def reporter(module: str) -> Reporter:
    """The function of a format's module, loaded now."""
    render: Reporter = import_module(f".{module}", __name__).render
    return render
