"""The page of 10,000 routes: its size, and how long a real browser takes to open, search and filter it.

``python benchmarks/page.py`` needs Chromium and its driver.
"""

from __future__ import annotations

import gc
import statistics
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from hcl_scanner.documents import read_documents  # noqa: E402
from hcl_scanner.reporters import Style, html_report  # noqa: E402
from hcl_scanner.source import Options  # noqa: E402
from policies.evaluate import evaluate  # noqa: E402
from policies.report import Report  # noqa: E402
from policies.settings import Settings  # noqa: E402
from tests.chromium import Page, chromium, missing  # noqa: E402

ROOTS, BALANCERS, RULES, RUNS = 20, 50, 9, 5

BALANCER = """\
resource "aws_lb" "NAME" {
  load_balancer_type = "application"
}

resource "aws_lb_listener" "NAME" {
  load_balancer_arn = aws_lb.NAME.arn
  port              = 443
  protocol          = "HTTPS"
  certificate_arn   = aws_acm_certificate.NAME.arn
  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.NAME.arn
  }
}

resource "aws_lb_target_group" "NAME" {
  port     = 8080
  protocol = "HTTP"
  health_check {
    protocol = "HTTP"
  }
}
"""
RULE = """\
resource "aws_lb_listener_rule" "NAME_api_NUMBER" {
  listener_arn = aws_lb_listener.NAME.arn
  action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.NAME_api_NUMBER.arn
  }
}

resource "aws_lb_target_group" "NAME_api_NUMBER" {
  port     = 8080
  protocol = "HTTP"
  health_check {
    protocol = "CHECK"
  }
}
"""

# The time until what an input event changed is laid out and painted, in milliseconds.
TIMED = """
const started = performance.now();
const field = document.querySelector(arguments[0]);
field.value = arguments[1];
field.dispatchEvent(new Event('input', { bubbles: true }));
return new Promise((done) => requestAnimationFrame(() => setTimeout(() => done(performance.now() - started))));
"""
OPENED = "return performance.getEntriesByType('navigation')[0].loadEventEnd"


def main() -> None:
    if reason := missing():
        sys.exit(reason)
    gc.disable()
    with TemporaryDirectory() as folder:
        report = large(Path(folder))
        started = time.process_time()
        page = html_report.render(report, Style()).encode()
        rendered = time.process_time() - started
        file = Path(folder) / "report.html"
        file.write_bytes(page)
        print(f"{len(report.routes):,} routes, {len(report.findings):,} findings: {len(page) / 1e6:.1f} MB")
        print(f"renders  {rendered * 1000:5.0f} ms")
        with chromium() as browser:
            for what, milliseconds in measured(browser, file):
                print(f"{what:8} {milliseconds:5.0f} ms")


def large(folder: Path) -> Report:
    """Three in ten routes have a check that says nothing."""
    for number in range(ROOTS):
        root = folder / f"team_{number:02}"
        root.mkdir()
        (root / "main.tf").write_text("\n".join(balancer(f"service_{each:03}") for each in range(BALANCERS)))
    found = read_documents([str(each) for each in sorted(folder.iterdir())], Options(cache=False))
    return evaluate(found.graphs, Settings(), files=found.files, problems=found.problems)


def balancer(name: str) -> str:
    checks = ["HTTPS" if number % 3 == 0 else "HTTP" for number in range(RULES)]
    rules = (RULE.replace("NUMBER", str(number)).replace("CHECK", check) for number, check in enumerate(checks))
    return "\n".join((BALANCER, *rules)).replace("NAME", name)


def measured(browser: Page, file: Path) -> Iterator[tuple[str, float]]:
    """The medians of several runs."""
    opened, searched, filtered = [], [], []
    for _ in range(RUNS):
        browser.open(file)
        opened.append(browser.run(OPENED))
        browser.click("#tab-routes")
        searched.append(browser.run(TIMED, "#search", "team_07 api_3"))
        browser.click("button[type=reset]")
        filtered.append(browser.run(TIMED, "[name=verdict]", "check-ineffective"))
    yield from (
        ("opens", statistics.median(opened)),
        ("searches", statistics.median(searched)),
        ("filters", statistics.median(filtered)),
    )


if __name__ == "__main__":
    main()
