"""What the command line says, checked and joined with lbgate.toml: one request."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import NoReturn

from policies.rules import RULES
from policies.settings import ENCRYPTION, MATRICES, Settings, one_of
from policies.words import Level

from .errors import UsageError
from .settings_file import LEVELS, FileSettings, settings_for
from .source.options import Options

NOT_BUILT = (
    "--baseline",
    "--update-baseline",
    "--new-only",
    "--changed-only",
    "--var-set",
    "--diff",
)


class Parser(argparse.ArgumentParser):
    """Every mistake is a ``UsageError``; options stand before or after what they are about, and are never shortened."""

    def __init__(self, prog: str, description: str) -> None:
        super().__init__(prog, description=description, allow_abbrev=False)

    def read(self, arguments: Sequence[str]) -> argparse.Namespace:
        found, unknown = self.parse_known_intermixed_args(list(arguments))
        for word in unknown:
            self._refuse(word.partition("=")[0])
        return found

    def _refuse(self, word: str) -> NoReturn:
        if word in NOT_BUILT:
            raise UsageError(f"{word} is not built yet")
        if not word.startswith("-"):
            raise UsageError(f"unexpected argument {word!r}")
        near = get_close_matches(word, re.findall(r"--[a-z-]+", self.format_help()), 1)
        raise UsageError(f"unknown option {word!r}" + (f"; did you mean {near[0]}?" if near else ""))

    def error(self, message: str) -> NoReturn:
        raise UsageError(message)


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be read, how, and by which settings it is judged. A path of ``-`` is standard input."""

    paths: tuple[str, ...]
    settings: Settings
    options: Options
    source: Path | None


def add_request_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments that ``request`` reads."""
    add = parser.add_argument
    add(
        "paths", nargs="*", metavar="PATH", help="a folder of Terraform source, a plan or a preview as JSON; - is stdin"
    )
    add("--matrix", metavar="|".join(MATRICES), help="which matrix judges (default: vendor)")
    add("--encryption", metavar="|".join(ENCRYPTION), help="which segments must be encrypted (default: off)")
    add("--strict", action="store_true", help="what is undecided, unlinked or unread is wrong")
    add("--level", action="append", default=[], metavar="RULE=LEVEL", help="a rule as error, warning, note or off")
    add("--exclude", action="append", default=[], metavar="GLOB", help="leave these files and folders out")
    add("--var", action="append", default=[], metavar="NAME=VALUE", help="a variable of the root modules")
    add("--var-file", action="append", default=[], metavar="FILE", help="a file of variables")
    add("--workspace", metavar="NAME", help="the Terraform workspace")
    add("--source", metavar="DIR", help="the Terraform source that a plan was made from")
    add("--config", metavar="FILE", help="this settings file instead of lbgate.toml")
    add("--no-cache", action="store_true", help="neither read nor write the cache of parsed files")


def request(arguments: argparse.Namespace) -> Request:
    """The command line joined with the settings file, which it wins over. Raises UsageError and SettingError."""
    paths = tuple(arguments.paths) or (".",)
    config = Path(arguments.config) if arguments.config else None
    file = settings_for(paths, config)
    return Request(paths, _settings(arguments, file), _options(arguments, file), _source(arguments.source, paths))


def _settings(arguments: argparse.Namespace, file: FileSettings) -> Settings:
    return Settings(
        arguments.matrix or file.matrix or "vendor",
        arguments.encryption or file.encryption or "off",
        arguments.strict or file.strict,
        {**file.levels, **_levels(arguments.level)},
    )


def _levels(texts: Sequence[str]) -> dict[str, Level]:
    pairs = _pairs("--level", texts)
    for rule, level in pairs:
        one_of("rule", rule, RULES)
        one_of(f"level of {rule}", level, LEVELS)
    return {rule: Level(level) for rule, level in pairs}


def _options(arguments: argparse.Namespace, file: FileSettings) -> Options:
    var_files = (*file.var_files, *map(Path, arguments.var_file))
    for each in var_files:
        if not each.is_file():
            raise UsageError(f"the variables file {each} does not exist")
    return Options(
        variables=tuple(_pairs("--var", arguments.var)),
        var_files=var_files,
        exclude=(*file.exclude, *arguments.exclude),
        workspace=arguments.workspace,
        cache=not arguments.no_cache,
    )


def _pairs(option: str, texts: Sequence[str]) -> list[tuple[str, str]]:
    pairs = [(name.strip(), value) for name, _, value in (text.partition("=") for text in texts)]
    if not all(name and "=" in text for (name, _), text in zip(pairs, texts, strict=True)):
        raise UsageError(f"{option} takes {'RULE=LEVEL' if option == '--level' else 'NAME=VALUE'}")
    return pairs


def _source(named: str | None, paths: Sequence[str]) -> Path | None:
    if named is None:
        return None
    if all(path != "-" and Path(path).is_dir() for path in paths):
        raise UsageError("--source goes with a plan, and none is given")
    source = Path(named)
    if source.is_file():
        raise UsageError(
            f"--source {named}: reading the source out of a binary plan file is not built yet, give the folder"
        )
    if not source.is_dir():
        raise UsageError(f"--source {named}: there is no such folder")
    return source
