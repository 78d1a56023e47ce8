"""Makes the pictures of reports in docs/images from the examples; needs what `make test-browser` installs.

python tools/make_screenshots.py
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"
EXAMPLES = "examples/transcripts"
CALL = f"{EXAMPLES}/inbound-interrupted-complaint.txt"
PICTURES = {
    "report.png": ([CALL, "--pack", "enterprise-rep"], (1280, 1000)),
    "report-overview.png": ([EXAMPLES], (1280, 1000)),
    "report-phone.png": ([CALL, "--pack", "enterprise-rep"], (390, 844)),
}
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def main() -> None:
    IMAGES.mkdir(parents=True, exist_ok=True)
    program = os.environ.get("SVCNORM_BROWSER") or next(filter(None, map(shutil.which, BROWSERS)))
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=program, args=["--no-sandbox"])
        for name, (arguments, (width, height)) in PICTURES.items():
            page = Path(folder) / f"{name}.html"
            command = [sys.executable, "-m", "svcnorm", "check", *arguments, "--lang", "zh", "--fail-on", "never"]
            subprocess.run([*command, "-o", f"html={page}"], cwd=ROOT, stdout=subprocess.DEVNULL, check=True)
            opened = browser.new_page(viewport={"width": width, "height": height}, color_scheme="light")
            opened.goto(page.as_uri())
            opened.screenshot(path=IMAGES / name)
        browser.close()


if __name__ == "__main__":
    main()
