"""What the command line says, checked and joined with lbgate.toml: one request."""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import partial
from pathlib import Path
from typing import NoReturn

from policies.settings import ENCRYPTION, MATRICES, Settings, levels_of

from .errors import UsageError
from .settings_file import FileSettings, settings_for
from .source.folders import SOURCE_ENDINGS
from .source.options import Input, Options, VarSet


class Parser(argparse.ArgumentParser):
    """Every mistake is a ``UsageError``; options stand before or after what they are about, and are never shortened."""

    def __init__(self, prog: str, description: str, examples: str) -> None:
        as_written = argparse.RawDescriptionHelpFormatter
        super().__init__(prog, description=description, epilog=examples, formatter_class=as_written, allow_abbrev=False)

    def read(self, arguments: Sequence[str]) -> argparse.Namespace:
        found, unknown = self.parse_known_intermixed_args(list(arguments))
        for word in unknown:
            self._refuse(word.partition("=")[0])
        return found

    def _refuse(self, word: str) -> NoReturn:
        if not word.startswith("-"):
            raise UsageError(f"unexpected argument {word!r}")
        near = get_close_matches(word, re.findall(r"--[a-z-]+", self.format_usage()), 1)
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
    changed_only: bool = False
    file: FileSettings = field(default_factory=FileSettings)


def add_request_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments that ``request`` reads."""
    add = parser.add_argument
    add(
        "paths",
        nargs="*",
        metavar="PATH",
        help="a folder of Terraform source, a plan, a state or a preview; - is stdin",
    )
    add("--matrix", metavar="|".join(MATRICES), help="which matrix judges (default: vendor)")
    add("--encryption", metavar="|".join(ENCRYPTION), help="which segments must be encrypted (default: off)")
    add("--strict", action="store_true", help="what is undecided, unlinked or unread is wrong")
    add("--level", action="append", default=[], metavar="RULE=LEVEL", help="a rule as error, warning, note or off")
    add("--exclude", action="append", default=[], metavar="GLOB", help="leave these files and folders out")
    give = partial(add, action="append", dest="inputs", default=[])
    give("--var", type=_variable, metavar="NAME=VALUE", help="a variable of the root modules; the last one wins")
    give("--var-file", type=Path, metavar="FILE", help="a file of variables")
    give("--var-set", type=_var_set, metavar="NAME=FILE[,FILE]", help="judge with these files too, as a set of its own")
    add("--workspace", metavar="NAME", help="the Terraform workspace")
    add("--source", metavar="PATH", help="what a plan was made from: the folder, or the binary plan file")
    add("--changed-only", action="store_true", help="only what the plans touch, of all that will exist")
    add("--config", metavar="FILE", help="this settings file instead of lbgate.toml")
    add("--no-cache", action="store_true", help="neither read nor write the cache of parsed files")


def request(arguments: argparse.Namespace) -> Request:
    """The command line joined with the settings file, which it wins over. Raises UsageError and SettingError."""
    paths = tuple(arguments.paths) or (".",)
    config = Path(arguments.config) if arguments.config else None
    file = settings_for(paths, config)
    if any(isinstance(item, VarSet) for item in arguments.inputs) and all(map(is_document, paths)):
        raise UsageError("--var-set goes with Terraform source, and none is given: a plan has its own variables")
    if arguments.changed_only and _all_folders(paths):
        raise UsageError("--changed-only goes with a plan, and none is given")
    of_plan = FileSettings() if _all_folders(paths) else file  # what it says of plans is not about folders
    source = _source(arguments.source or of_plan.source, paths)
    changed_only = arguments.changed_only or of_plan.changed_only
    return Request(paths, _settings(arguments, file), _options(arguments, file), source, changed_only, file)


def is_document(path: str) -> bool:
    """Whether a path is read as a plan, a state or a preview."""
    return path == "-" or (Path(path).is_file() and not path.endswith(SOURCE_ENDINGS))


def _settings(arguments: argparse.Namespace, file: FileSettings) -> Settings:
    return Settings(
        arguments.matrix or file.matrix or "vendor",
        arguments.encryption or file.encryption or "off",
        arguments.strict or file.strict,
        {**file.levels, **levels_of(dict(_pairs("--level", arguments.level)))},
        file.ignores,
    )


def _options(arguments: argparse.Namespace, file: FileSettings) -> Options:
    inputs: list[Input] = arguments.inputs
    named = any(isinstance(item, VarSet) for item in inputs)
    options = Options(
        inputs=(*file.var_files, *(() if named else file.var_sets), *file.variables, *inputs),
        exclude=(*file.exclude, *arguments.exclude),
        workspace=arguments.workspace or file.workspace,
        cache=not (arguments.no_cache or file.no_cache),
    )
    _check_inputs(options)
    return options


def _check_inputs(options: Options) -> None:
    for each in options.files:
        if not each.is_file():
            raise UsageError(f"the variables file {each} does not exist")
    for name, times in Counter(options.sets).items():
        if times > 1:
            raise UsageError(f"--var-set {name} is given twice: give its files together, {name}=FILE,FILE")


def _variable(text: str) -> tuple[str, str]:
    return _pairs("--var", [text])[0]


def _var_set(text: str) -> VarSet:
    name, equals, files = text.partition("=")
    if not (name.strip() and equals and all(file.strip() for file in files.split(","))):
        raise UsageError("--var-set takes NAME=FILE[,FILE]")
    return VarSet(name.strip(), tuple(Path(file.strip()) for file in files.split(",")))


def _pairs(option: str, texts: Sequence[str]) -> list[tuple[str, str]]:
    pairs = [(name.strip(), value) for name, _, value in (text.partition("=") for text in texts)]
    if not all(name and "=" in text for (name, _), text in zip(pairs, texts, strict=True)):
        raise UsageError(f"{option} takes {'RULE=LEVEL' if option == '--level' else 'NAME=VALUE'}")
    return pairs


def _all_folders(paths: Sequence[str]) -> bool:
    return all(path != "-" and Path(path).is_dir() for path in paths)


def _source(named: str | None, paths: Sequence[str]) -> Path | None:
    if named is None:
        return None
    if _all_folders(paths):
        raise UsageError("--source goes with a plan, and none is given")
    if sum(map(is_document, paths)) > 1:
        raise UsageError("--source goes with one plan: of several, each is joined with the source beside it")
    source = Path(named)
    if not source.exists():
        raise UsageError(f"--source {named}: there is no such folder or file")
    return source
