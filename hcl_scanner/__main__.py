"""``python -m hcl_scanner`` is the same as ``lbgate``."""

from __future__ import annotations

from .cli import run

if __name__ == "__main__":
    run()
