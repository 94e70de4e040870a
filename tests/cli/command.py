"""Runs the real command in a process of its own, and the source that these tests give it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

ROOT = Path(__file__).parents[2]
CACHE = TemporaryDirectory()
"""Shared by all commands of a test process, so that the grammar is compiled once; removed when it ends."""

BALANCER = """\
resource "baiducloud_appblb_server_group" "app" {
  blb_id = "lb-1"
  port_list {
    port         = 8080
    type         = "HTTP"
    health_check = "HTTP"
  }
}

resource "baiducloud_appblb_listener" "web" {
  blb_id        = "lb-1"
  listener_port = 8080
  protocol      = "%s"
  policies {
    app_server_group_id = baiducloud_appblb_server_group.app.id
    backend_port        = 8080
    priority            = 1
  }
}
"""
RIGHT, WRONG = BALANCER % "HTTP", BALANCER % "TCP"
UNDECIDED = 'variable "protocol" {}\n' + (BALANCER % "HTTP").replace('"HTTP"\n  policies', "var.protocol\n  policies")
NO_BALANCER = 'resource "null_resource" "x" {}\n'
UNREAD = RIGHT + 'module "vpc" {\n  source = "terraform-aws-modules/vpc/aws"\n}\n'


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str

    @property
    def report(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.out)
        return found

    @property
    def errors(self) -> list[str]:
        """The errors of a JSON report as ``file:line:column: reason``."""
        keys = ("file", "line", "column")
        return [
            f"{':'.join(str(error[key]) for key in keys if error[key] is not None)}: {error['reason']}"
            for error in self.report["errors"]
        ]


def lbgate(*arguments: str, cwd: Path, stdin: bytes | None = None, **environment: str) -> Ran:
    """Run ``lbgate`` in a folder; its cache is the test run's, and no setting of the caller's shell is seen."""
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    done = subprocess.run(
        [sys.executable, "-m", "hcl_scanner", *arguments],
        cwd=cwd,
        input=stdin,
        stdin=subprocess.DEVNULL if stdin is None else None,
        capture_output=True,
        check=False,
        timeout=60,
        env={**kept, "PYTHONPATH": str(ROOT), "XDG_CACHE_HOME": CACHE.name, **environment},
    )
    return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())


def write(folder: Path, files: dict[str, str | bytes]) -> Path:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder
