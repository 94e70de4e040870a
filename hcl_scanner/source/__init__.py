"""The reader of Terraform source: a folder in, the graph of each of its root modules out."""

from __future__ import annotations

from .options import Options, Reading, VarSet
from .reading import read_folder, read_root

__all__ = ["Options", "Reading", "VarSet", "read_folder", "read_root"]
