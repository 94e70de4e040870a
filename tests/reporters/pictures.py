"""Makes the pictures of docs/images again: the page and a map of the tests' story, as a real browser shows them.

``python -m tests.reporters.pictures``
"""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import TemporaryDirectory

from hcl_scanner.reporters import Style, html_report, svg

from ..chromium import chromium
from .story import shop, story

IMAGES = Path(__file__).resolve().parents[2] / "docs" / "images"


def main() -> None:
    with TemporaryDirectory() as folder, chromium() as page:
        os.chdir(shop(Path(folder)))
        report, file = story(), Path(folder) / "report.html"
        file.write_text(html_report.render(report, Style()), encoding="utf-8")
        for scheme in ("light", "dark"):
            page.prefer(scheme, 1000, 720)
            page.open(file)
            (IMAGES / f"report-{scheme}.png").write_bytes(page.picture())
        (IMAGES / "routes.svg").write_text(svg.render(report, Style()), encoding="utf-8")
        os.chdir(IMAGES)  # a folder that is still there when the temporary one is removed


if __name__ == "__main__":
    main()
