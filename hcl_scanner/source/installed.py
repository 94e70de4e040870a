"""Where the source of a module call lies: beside its caller, or where ``terraform init`` put it."""

from __future__ import annotations

import json
import os.path
import re
from pathlib import Path

LARGEST_MANIFEST = 8 << 20


class Manifest:
    """``.terraform/modules/modules.json`` of a root module: the folder of each installed call by its dotted path."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._folders = _read(root / ".terraform" / "modules" / "modules.json")

    def folder(self, path: str) -> Path | None:
        found = self._folders.get(path)
        return beside(self._root, found) if found is not None else None


def _read(path: Path) -> dict[str, str]:
    try:
        if path.stat().st_size > LARGEST_MANIFEST:
            return {}
        modules = json.loads(path.read_bytes())["Modules"]
        return {str(module["Key"]): str(module["Dir"]) for module in modules}
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return {}


def is_local(source: str) -> bool:
    return source in (".", "..") or source.startswith(("./", "../", ".\\", "..\\"))


def harmless(source: str) -> str:
    """A source as it may be shown: without the credentials that a URL can hold."""
    without_user = re.sub(r"://(?!git@)[^/@\s]*@", "://", source)
    return re.sub(r"\?(?!ref=[\w./-]*$).*", "", without_user, flags=re.DOTALL)


def beside(caller: Path, source: str) -> Path:
    """The folder that a local source names, without ``..`` in it."""
    return Path(os.path.normpath(caller / source.replace("\\", "/")))
