"""Which rules' examples another tool's checks tell apart, the wrong one from the mended one: ``make bench``.

The peers live in an environment of their own, whose interpreter is the first argument. A check counts that fails on the
wrong example and not on the mended one, whatever it is about.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from policies.rule_texts import TEXTS  # noqa: E402


def failed(checkov: Path, source: str) -> set[str]:
    """The ids of checkov's checks that fail on a file."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "main.tf").write_text(source, encoding="utf-8")
        command = [str(checkov), "-d", folder, "--framework", "terraform", "--output", "json", "--quiet", "--soft-fail"]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    found = json.loads(done.stdout)
    return {one["check_id"] for one in found.get("results", {}).get("failed_checks", [])}


def main() -> None:
    checkov = Path(sys.argv[1]).with_name("checkov")
    for rule, text in TEXTS.items():
        if text.language == "hcl":
            told = failed(checkov, text.wrong) - failed(checkov, text.mended)
            print(f"{rule} {', '.join(sorted(told)) or 'none'}")


if __name__ == "__main__":
    main()
