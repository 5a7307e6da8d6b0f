"""`make screenshots`: the pictures in the README, taken from a fresh demo forum, so that they never lie."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.browser.chromium import launched, page_of, settle
from tests.browser.server import serving
from tests.forums import demo_workbook

SCREENS = Path(__file__).parents[1] / "docs" / "screens"
PICTURES = (
    ("beranda", "", "laptop", "light"),
    ("home-en", "?lang=en", "laptop", "light"),
    ("tugas", "tasks", "laptop", "light"),
    ("linimasa", "timeline", "laptop", "dark"),
    ("indikator", "indicators", "laptop", "light"),
    ("masalah", "issues", "laptop", "light"),
    ("periksa", "check", "laptop", "light"),
    ("tugas-hp", "tasks", "phone", "light"),
)


def main() -> int:
    SCREENS.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, launched() as browser:
        workbook = demo_workbook(Path(folder) / "forum.xlsx")
        with serving(workbook) as url:
            for name, address, size, scheme in PICTURES:
                with page_of(browser, size, scheme) as page:
                    page.goto(f"{url}/{address}")
                    settle(page)
                    page.screenshot(path=SCREENS / f"{name}.png")
                    print(f"docs/screens/{name}.png")
    return 0


if __name__ == "__main__":
    sys.exit(main())
