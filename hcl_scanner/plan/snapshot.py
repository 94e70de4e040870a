"""The configuration that a binary plan was made from: ``terraform plan -out`` keeps all of its modules in the file.

It is a zip: internal/plans/planfile/writer.go and config_snapshot.go of github.com/hashicorp/terraform. It is read in
memory only, and no name in it is ever a path of this machine.
"""

from __future__ import annotations

import json
import posixpath
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from zipfile import BadZipFile, ZipFile, ZipInfo

from ..errors import Unreadable
from .recorded import Recorded, recorded

MOST_FILES = 20_000
MOST_BYTES = 256 << 20
_NAME = 30  # where the name of the first entry begins, which is tfplan
_PLAN, _MODULES, _MODULE = "tfplan", "tfconfig/modules.json", "tfconfig/m-"
NOT_A_PLAN = "a zip file, and not a plan of Terraform or OpenTofu"
ODD = "the binary plan is not as Terraform writes it"
DAMAGED = "the binary plan is truncated or damaged"


@dataclass(frozen=True)
class Snapshot:
    """``folders`` holds the files by name in the folder of each module, named as Terraform does: from the root module's.

    ``manifest`` is what modules.json would say of them.
    """

    folders: Mapping[str, Mapping[str, bytes]]
    manifest: bytes
    recorded: Recorded


def read_snapshot(data: bytes, file: str) -> Snapshot:
    """Raises Unreadable with the file and the reason."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            return _snapshot(_Archive(archive, file))
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise Unreadable(file, ODD) from error
    except (BadZipFile, EOFError, OSError, RuntimeError, zlib.error) as error:  # RuntimeError: it asks for a password
        raise Unreadable(file, DAMAGED if data.startswith(_PLAN.encode(), _NAME) else NOT_A_PLAN) from error


class _Archive:
    """The entries of a zip, read within bounds; an entry's own claim of its size is not believed."""

    def __init__(self, archive: ZipFile, file: str) -> None:
        self._archive, self._file = archive, file
        self.entries = archive.infolist()
        self._left = MOST_BYTES
        if len(self.entries) > MOST_FILES:
            raise Unreadable(file, f"the zip file holds more than {MOST_FILES:,} files")
        if _PLAN not in archive.namelist():
            raise Unreadable(file, NOT_A_PLAN)

    def read(self, entry: str | ZipInfo) -> bytes:
        with self._archive.open(entry) as stream:
            data = stream.read(self._left + 1)
        self._left -= len(data)
        if self._left < 0:
            raise Unreadable(self._file, f"the zip file holds more than {MOST_BYTES >> 20} MB when it is unpacked")
        return data

    def plan(self) -> Recorded:
        found = recorded(self.read(_PLAN))
        if found.errored:
            raise Unreadable(self._file, "the plan is incomplete: terraform ended in an error while it made it")
        return found


def _snapshot(archive: _Archive) -> Snapshot:
    plan = archive.plan()
    modules = json.loads(archive.read(_MODULES))
    places = {str(module["Key"]): posixpath.normpath(str(module["Dir"]).replace("\\", "/")) for module in modules}
    folders: dict[str, dict[str, bytes]] = {}
    for entry in archive.entries:
        key, slash, name = entry.filename.removeprefix(_MODULE).rpartition("/")
        if slash and entry.filename.startswith(_MODULE) and name:
            folders.setdefault(places[key], {})[name] = archive.read(entry)
    if not folders.keys() >= {places[""], *places.values()}:
        raise ValueError("a module has no files")
    return Snapshot(folders, json.dumps({"Modules": modules}).encode(), plan)
