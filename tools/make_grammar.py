"""Writes the parse tables of the installed python-hcl2 that the package ships: ``make grammar``."""

from __future__ import annotations

from hcl_scanner.source.tables import SHIPPED, make_tables, spelled

if __name__ == "__main__":
    SHIPPED.write_text(spelled(make_tables()), encoding="utf-8")
