"""What git knows of a repository. Nothing that the repository names is run for it: no hook, filter, pager or transport.

Only commands that read objects are asked; these look at no attributes and start no program of their own. What keeps a
partial clone from fetching is said twice, since ``GIT_NO_LAZY_FETCH`` is younger than some gits in use:
https://git-scm.com/docs/git#Documentation/git.txt-codeGITNOLAZYFETCHcode
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, NamedTuple

from .errors import UsageError
from .source.folders import shown
from .source.texts import LARGEST_FILE

FIXED = {
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}
ELSEWHERE = ("GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_INDEX_FILE", "GIT_NAMESPACE", "GIT_PREFIX")
"""Set where git runs a hook: they would name the repository, which the scanned paths do."""
OPTIONS = ("--no-pager", "-c", "core.fsmonitor=false", "-c", f"core.hooksPath={os.devnull}")
FILE, LINK, SUBMODULE = "100", "120", "160"
"""How the mode of each kind of entry begins."""
_AT_ONCE = 64  # asked before an answer is read: so few that no pipe is too small for them


class Incomplete(UsageError):
    """Some objects of a revision are not in this clone."""

    def __init__(self, revision: str) -> None:
        advice = "`git fetch --refetch --no-filter` brings what a partial clone leaves out"
        super().__init__(f"--new-only: not all of {revision!r} is in this clone, and nothing is fetched: {advice}")


class Entry(NamedTuple):
    """What a revision holds at a path."""

    mode: str
    id: str

    def is_a(self, kind: str) -> bool:
        return self.mode.startswith(kind)


@dataclass(frozen=True, slots=True)
class Repository:
    """A work tree by its top folder, without links in its path. ``others`` are folders of objects that it reads too."""

    program: str
    top: Path
    others: tuple[str, ...] = ()

    def commit(self, revision: str) -> str:
        """The id of the commit that a revision names. Raises UsageError where it is not there."""
        if not revision.strip() or revision.startswith("-"):
            raise UsageError("--new-only takes a revision of git: a branch, a tag, a commit")
        done = self._run("rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
        if done.returncode:
            raise UsageError(f"--new-only: {self._why_absent(revision)}")
        return done.stdout.decode().strip()

    def tree(self, commit: str) -> dict[str, Entry] | None:
        """Every file, link and submodule of a commit, by its path from the top; None where not all of it is there."""
        done = self._run("ls-tree", "-r", "-z", "--full-tree", commit)
        if done.returncode:
            return None
        lines = (line.partition(b"\t") for line in done.stdout.split(b"\0") if line)
        return {os.fsdecode(path): Entry(*about.decode().split()[::2]) for about, _, path in lines}

    def has(self, commit: str) -> bool:
        return not self._run("cat-file", "-e", f"{commit}^{{tree}}").returncode

    def ignored(self, paths: Sequence[str]) -> list[str]:
        """Those of some paths from the top that git neither tracks nor would add."""
        if not paths:
            return []
        told = b"".join(os.fsencode(path) + b"\0" for path in paths)
        done = self._run("check-ignore", "-z", "--stdin", stdin=told)
        if done.returncode > 1 and len(paths) > 1:  # one in a submodule spoils all
            return [path for path in paths if self.ignored([path])]
        return [os.fsdecode(path) for path in done.stdout.split(b"\0") if path]

    def with_submodule(self, path: str) -> Repository | None:
        """This repository, reading the objects of a submodule too; None where that is not checked out."""
        if not (self.top / path / ".git").exists():
            return None
        done = replace(self, top=self.top / path)._run("rev-parse", "--git-path", "objects")
        objects = self.top / path / os.fsdecode(done.stdout).removesuffix("\n")
        return None if done.returncode else replace(self, others=(*self.others, str(objects)))

    def blobs(self) -> Blobs:
        return Blobs([*self._command(), "cat-file", "--batch"], environment(self.others))

    def _why_absent(self, revision: str) -> str:
        if self._run("rev-parse", "--is-shallow-repository").stdout.strip() == b"true":
            advice = "`git fetch --unshallow` brings it, or `fetch-depth: 0` of actions/checkout"
            return f"{revision!r} is not in this shallow clone, and nothing is fetched: {advice}"
        return f"{revision!r} names no commit of the repository {shown(self.top)}"

    def _command(self) -> list[str]:
        return [self.program, *OPTIONS, "-C", str(self.top)]

    def _run(self, *arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        return _run([*self._command(), *arguments], stdin, self.others)


class Blobs:
    """The contents of files by their ids, from one process that ends with the ``with`` block."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str]) -> None:
        self._command, self._environment = command, environment

    def __enter__(self) -> Blobs:
        self._process = subprocess.Popen(  # noqa: S603 - no shell; the program and its options are fixed
            self._command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=self._environment,
        )
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.communicate()

    def read(self, ids: Sequence[str]) -> Iterator[bytes | None]:
        """Each content in this order, cut off where it is larger than any source may be; None where it is not there.

        All of them must be taken before others are asked for.
        """
        asked, answers = self._process.stdin, self._process.stdout
        assert asked and answers
        for start in range(0, len(ids), _AT_ONCE):
            several = ids[start : start + _AT_ONCE]
            asked.write("".join(f"{one}\n" for one in several).encode())
            asked.flush()
            for _ in several:
                yield _answer(answers)


def _answer(answers: IO[bytes]) -> bytes | None:
    """https://git-scm.com/docs/git-cat-file#_batch_output"""
    header = answers.readline().split()
    if len(header) != 3:
        return None
    left = int(header[2])
    content = answers.read(min(left, LARGEST_FILE + 1))
    left -= len(content)
    while left > 0:  # what is larger is not read anyway
        left -= len(answers.read(min(left, LARGEST_FILE)))
    answers.read(1)
    return content


def environment(others: Sequence[str] = ()) -> Mapping[str, str]:
    """What git is run with; ``others`` are folders of objects, quoted as git wants them."""
    kept = {name: text for name, text in os.environ.items() if name not in ELSEWHERE}
    quoted = ['"' + other.replace("\\", "\\\\").replace('"', '\\"') + '"' for other in others]
    alternates = {"GIT_ALTERNATE_OBJECT_DIRECTORIES": os.pathsep.join(quoted)} if others else {}
    return {**kept, **FIXED, **alternates}


def whole_tree(repository: Repository, commit: str, revision: str) -> tuple[Repository, dict[str, Entry]]:
    """What a commit holds with its submodules at their own commits, and the repository that can read all of it.

    A submodule whose commit is not there stays an entry of its own. Raises Incomplete.
    """
    entries: dict[str, Entry] = {}
    left = [("", commit)]
    while left:
        at, of = left.pop()
        tree = repository.tree(of)
        if tree is None:
            raise Incomplete(revision)
        for name, entry in tree.items():
            path = at + name
            reading = repository.with_submodule(path) if entry.is_a(SUBMODULE) else None
            if reading and reading.has(entry.id):
                repository = reading
                left.append((f"{path}/", entry.id))
            else:
                entries[path] = entry
    return repository, entries


def repository_of(paths: Iterable[Path]) -> Repository:
    """The one repository that holds all of these folders. Raises UsageError where there is none, and without git."""
    program = shutil.which("git")
    if not program or not Path(program).is_absolute():  # nothing that lies in the working directory is run
        raise UsageError("--new-only asks git for the older revision, and git is not installed: install it")
    tops = dict.fromkeys(_top(program, path) for path in paths)
    if len(tops) > 1:
        raise UsageError(f"--new-only takes paths of one repository, not of {' and '.join(map(shown, tops))}")
    return Repository(program, next(iter(tops)))


def _run(command: Sequence[str], stdin: bytes = b"", others: Sequence[str] = ()) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(  # noqa: S603 - no shell; the program and its options are fixed
        command, input=stdin, capture_output=True, check=False, env=environment(others)
    )


def _top(program: str, folder: Path) -> Path:
    command = [program, *OPTIONS, "-C", str(folder), "rev-parse", "--show-toplevel"]
    done = _run(command)
    if done.returncode:
        reason = done.stderr.decode(errors="replace").partition("\n")[0].removeprefix("fatal: ")
        raise UsageError(f"--new-only: {shown(folder)} is in no work tree of git ({reason})")
    return Path(os.path.realpath(os.fsdecode(done.stdout).removesuffix("\n")))
