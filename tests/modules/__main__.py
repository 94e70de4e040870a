"""Judges configurations and prints what was found: ``python -m tests.modules [-v] TREE[:ROOT] ...``; trees are copied."""

from __future__ import annotations

import shutil
import sys
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from hcl_scanner.source.grammar import NotParsed

from .comparing import Comparison
from .judging import Call, judged
from .planned import NotPlanned


def main() -> None:
    words = sys.argv[1:]
    verbose = "-v" in words
    total = Comparison()
    for word in words:
        if word != "-v":
            total += _shown(word, verbose)
    print(_line("all", total))


def _shown(word: str, verbose: bool) -> Comparison:
    name, _, root = word.partition(":")
    with TemporaryDirectory() as scratch:
        tree = Path(scratch) / "tree"
        shutil.copytree(name, tree, symlinks=True, ignore=shutil.ignore_patterns(".git", ".terraform*"))
        call = Call.of(tree)
        try:
            found = judged(tree, replace(call, root=root) if root else call)
        except (NotPlanned, NotParsed) as refusal:
            print(f"{word}: not planned\n{refusal if verbose else ''}")
            return Comparison()
    print(_line(word, found))
    for kind in ("different", "more", "unknown"):
        for line in getattr(found, kind) if verbose or kind == "different" else ():
            print(f"    {kind}: {line}")
    return found


def _line(name: str, found: Comparison) -> str:
    figures = f"{found.equal} equal, {found.both_unknown} both unknown, {len(found.unknown)} unknown"
    return f"{name}: {found.instances} instances, {figures}, {len(found.more)} more, {len(found.different)} different"


if __name__ == "__main__":
    main()
