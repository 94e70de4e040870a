"""Where the tests of the Pulumi pack find their things."""

from __future__ import annotations

from pathlib import Path

HERE = Path(__file__).resolve().parent
PROJECT = HERE.parent.parent
PACK = PROJECT / "policies"
TOOLS = PROJECT / "tools" / "pulumi"
PROGRAMS = HERE / "programs"
