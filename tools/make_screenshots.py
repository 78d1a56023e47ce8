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

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"
EXAMPLES = "examples/transcripts"
CALL = f"{EXAMPLES}/inbound-interrupted-complaint.txt"
PICTURES = {
    "report.png": ([CALL, "--pack", "enterprise-rep"], (1280, 1000)),
    "report-overview.png": ([EXAMPLES], (1280, 1000)),
    "report-phone.png": ([CALL, "--pack", "enterprise-rep"], (390, 844)),
}
CONVERSATIONS = 600
"""In the audit whose overview is shown."""
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
            _picture(browser, page, name, width, height)
        _picture(browser, _audit(Path(folder)), "audit-overview.png", 1280, 1150)
        browser.close()


def _picture(browser: Browser, page: Path, name: str, width: int, height: int) -> None:
    opened = browser.new_page(viewport={"width": width, "height": height}, color_scheme="light")
    opened.goto(page.as_uri())
    opened.screenshot(path=IMAGES / name)


def _audit(folder: Path) -> Path:
    """The overview of an audit of generated conversations."""
    sys.path.insert(0, str(ROOT / "benchmarks"))
    from report import fill  # type: ignore[import-not-found]

    fill(folder / "audit.db", CONVERSATIONS, "enterprise-rep")
    command = [sys.executable, "-m", "svcnorm", "--lang", "zh", "report", "audit.db", "--html", "out"]
    subprocess.run(command, cwd=folder, stdout=subprocess.DEVNULL, check=True)
    return folder / "out" / "index.html"


if __name__ == "__main__":
    main()
