"""Where the source of a module call lies: beside its caller, or where ``terraform init`` put it."""

from __future__ import annotations

import json
import os.path
import re
from pathlib import Path

from ..errors import Unreadable
from .files import DISK, Files

MANIFEST = Path(".terraform", "modules", "modules.json")


class Manifest:
    """``.terraform/modules/modules.json`` of a root module: the folder of each installed call by its dotted path."""

    def __init__(self, root: Path, files: Files = DISK) -> None:
        self._root = root
        self._folders = _read(root / MANIFEST, files)

    def folder(self, path: str) -> Path | None:
        found = self._folders.get(path)
        return beside(self._root, found) if found is not None else None

    @property
    def folders(self) -> dict[str, Path]:
        """All of them."""
        return {path: beside(self._root, found) for path, found in self._folders.items()}


def _read(path: Path, files: Files) -> dict[str, str]:
    try:
        modules = json.loads(files.read(path))["Modules"]
        return {str(module["Key"]): str(module["Dir"]) for module in modules}
    except (Unreadable, ValueError, KeyError, TypeError, RecursionError):
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
