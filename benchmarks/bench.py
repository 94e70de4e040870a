"""Start-up times, each beside a floor measured in the same run: ``make bench``.

Every figure is the minimum of several runs of whole processes; the floor is an interpreter that does nothing.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
RUNS = 15
ONE_LISTENER = """
resource "aws_lb_listener" "web" {
  protocol = "TCP"
  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.app.arn
  }
}
resource "aws_lb_target_group" "app" {
  protocol = "TCP"
}
"""


def fastest(run: Callable[[], object], before: Callable[[], object] = lambda: None, runs: int = RUNS) -> float:
    """The shortest of several runs, in seconds; what comes ``before`` each is not timed."""
    times = []
    for _ in range(runs):
        before()
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    return min(times)


def python(*arguments: str, cwd: Path = ROOT, **variables: str) -> Callable[[], object]:
    command = [sys.executable, *arguments]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **variables}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed lbgate is compiled
    return lambda: subprocess.run(command, cwd=cwd, env=environment, capture_output=True, check=True)


def pack_answers() -> object:
    """Start the pack as Pulumi's engine does, and ask it what its policies are."""
    import grpc
    from google.protobuf import empty_pb2
    from pulumi.runtime.proto import analyzer_pb2_grpc

    command = [sys.executable, "-u", "-m", "pulumi.policy", "127.0.0.1:1", str(ROOT / "policies")]
    with subprocess.Popen(command, text=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        assert process.stdout
        channel = grpc.insecure_channel(f"127.0.0.1:{process.stdout.readline().strip()}")
        answer = analyzer_pb2_grpc.AnalyzerStub(channel).GetAnalyzerInfo(empty_pb2.Empty())
        channel.close()
        process.kill()
        return answer


def show(what: str, seconds: float, floor: float, floor_name: str, limit: str) -> None:
    print(f"{what:<52} {seconds * 1000:7.0f} ms  {seconds / floor:6.1f} x {floor_name:<20} (limit: {limit})")


def scans(nothing: float) -> None:
    """Scan one file with one listener: without any cache (the grammar's tables are shipped), and a file seen before."""
    with tempfile.TemporaryDirectory() as folder:
        top = Path(folder)
        cache = top / "cache"
        (top / "main.tf").write_text(ONE_LISTENER, encoding="utf-8")
        scan = python("-m", "hcl_scanner", "scan", cwd=top, XDG_CACHE_HOME=str(cache))
        cold = fastest(scan, before=lambda: shutil.rmtree(cache, ignore_errors=True))
        show("lbgate scan, one listener, nothing cached", cold, nothing, "python -c pass", "250 ms")
        show("lbgate scan, one listener, seen before", fastest(scan), nothing, "python -c pass", "none")


def main() -> None:
    nothing = fastest(python("-c", "pass"))
    print(f"{'python -c pass':<52} {nothing * 1000:7.0f} ms")
    show("lbgate --version", fastest(python("-m", "hcl_scanner", "--version")), nothing, "python -c pass", "5 x")
    scans(nothing)
    sdk = fastest(python("-c", "import pulumi_policy, pulumi.policy"))
    print(f"{'import pulumi_policy':<52} {sdk * 1000:7.0f} ms")
    show("the policy pack, from start to first answer", fastest(pack_answers), sdk, "import pulumi_policy", "500 ms")


if __name__ == "__main__":
    main()
