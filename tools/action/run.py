"""The step of action.yml: runs lbgate on what the inputs name, and ends with its exit code.

The inputs are environment variables and reach lbgate as a list of words: no shell reads them. Only the standard library is
needed, since lbgate and what it stands on lie in folders of their own.
"""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import comment

WRONG_USAGE = 2


class WrongInput(Exception):
    """An input of the action that means nothing."""


@dataclass(frozen=True)
class Files:
    """Where the reports go that are not printed; None for one that nobody asked for."""

    sarif: Path | None
    markdown: Path | None


def main(environment: Mapping[str, str]) -> int:
    try:
        files = wanted_files(environment)
        words = scan_arguments(environment, files)
    except WrongInput as error:
        sys.stdout.write(f"::error title=lbgate::{one_line(str(error))}\n")
        return WRONG_USAGE
    command = [sys.executable, "-P", "-m", "hcl_scanner", *words]
    code = subprocess.run(command, env=of_lbgate(environment), check=False).returncode
    tell_outputs(environment, code, files)
    if files.markdown and files.markdown.exists():
        said = comment.put(files.markdown.read_text(encoding="utf-8"), environment)
        sys.stdout.write(f"{said}\n")
    return code


def wanted_files(environment: Mapping[str, str]) -> Files:
    """Fresh paths in the job's temporary folder, so that no earlier report is taken for this one's."""
    temporary = Path(environment["RUNNER_TEMP"])
    files = Files(
        temporary / "lbgate.sarif" if switched(environment, "INPUT_SARIF") else None,
        temporary / "lbgate.md" if switched(environment, "INPUT_COMMENT") else None,
    )
    for file in (files.sarif, files.markdown):
        if file:
            file.unlink(missing_ok=True)
    return files


def switched(environment: Mapping[str, str], name: str) -> bool:
    value = environment.get(name, "").strip().lower()
    if value not in ("true", "false", ""):
        raise WrongInput(f"{name.removeprefix('INPUT_').lower()} is true or false, not {value}")
    return value == "true"


def scan_arguments(environment: Mapping[str, str], files: Files) -> list[str]:
    """The words of ``lbgate scan``. With a plan, the path is the source that it was made from."""
    paths, plans = lines(environment, "INPUT_PATH"), lines(environment, "INPUT_PLAN")
    if plans and len(paths) > 1:
        raise WrongInput("with a plan, path is the one folder that it was made from")
    source = ["--source", paths[0]] if plans and paths else []
    reports = [("sarif", files.sarif), ("markdown", files.markdown)]
    written = [word for name, file in reports if file for word in ("--format", name, "--output", str(file))]
    return ["scan", *(plans or paths), *source, *words_of(environment), *written, "--format", "github"]


def lines(environment: Mapping[str, str], name: str) -> list[str]:
    """The paths of an input, one a line; none of them reads as an option."""
    found = [line.strip() for line in environment.get(name, "").splitlines() if line.strip()]
    if "-" in found:
        raise WrongInput("- is standard input, and a step has none")
    return [f"./{path}" if path.startswith("-") else path for path in found]


def words_of(environment: Mapping[str, str]) -> Sequence[str]:
    try:
        return shlex.split(environment.get("INPUT_ARGS", ""))
    except ValueError as error:
        raise WrongInput(f"args cannot be split into words: {error}") from None


def of_lbgate(environment: Mapping[str, str]) -> dict[str, str]:
    """lbgate from the action's own checkout, with what the step before installed for it.

    ``-P`` keeps the job's working directory, which holds what is judged, off the import path. The token is not lbgate's business.
    """
    folders = (environment["GITHUB_ACTION_PATH"], str(Path(environment["RUNNER_TEMP"], "lbgate")))
    kept = {name: value for name, value in environment.items() if not name.startswith(("INPUT_", "PYTHON"))}
    return {**kept, "PYTHONPATH": os.pathsep.join(folders), "PYTHONUTF8": "1"}


def tell_outputs(environment: Mapping[str, str], code: int, files: Files) -> None:
    """https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#setting-an-output-parameter"""
    told = {"exit-code": str(code), "sarif": files.sarif, "markdown": files.markdown}
    with Path(environment["GITHUB_OUTPUT"]).open("a", encoding="utf-8") as output:
        for name, value in told.items():
            if isinstance(value, str) or (value and value.exists()):
                output.write(f"{name}={value}\n")


def one_line(text: str) -> str:
    """As the message of a workflow command, which ends with its line and decodes ``%0A``."""
    return "".join(character if character.isprintable() else " " for character in text).replace("%", "%25")


if __name__ == "__main__":
    sys.exit(main(os.environ))
