"""A real browser, if there is one; without one these tests are skipped, and the run says so at its end.

`make test-browser` installs what is needed. SVCNORM_BROWSER names another browser than the one found, and
SVCNORM_SCREENSHOTS a folder for pictures of the pages (by default in the folder of temporary files of pytest).
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
SIZES = {"desktop": (1280, 900), "phone": (390, 844)}


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium."""
    program = os.environ.get("SVCNORM_BROWSER") or next(filter(None, map(shutil.which, BROWSERS)), None)
    api = pytest.importorskip("playwright.sync_api", reason="no Playwright: run `make test-browser`")
    if program is None:
        pytest.skip("no browser: run `make test-browser`")
    with api.sync_playwright() as play:
        # Containers have no user namespaces for Chromium's sandbox; the pages are our own.
        found = play.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield found
        found.close()


class Opened(NamedTuple):
    """A page with what it asked for and complained about."""

    page: Page
    requests: list[str]
    complaints: list[str]


@pytest.fixture
def visit(browser: Browser) -> Iterator[Callable[..., Opened]]:
    """Open a file at a size (`desktop`, `phone`); further options are those of a Playwright context."""
    contexts = []

    def open_(file: Path, size: str = "desktop", **options: Any) -> Opened:
        width, height = SIZES[size]
        defaults = {"viewport": {"width": width, "height": height}, "reduced_motion": "reduce", "locale": "zh-CN"}
        context = browser.new_context(**{**defaults, **options})
        contexts.append(context)
        page = context.new_page()
        opened = Opened(page, [], [])
        page.on("request", lambda request: opened.requests.append(request.url))
        page.on("console", lambda message: opened.complaints.append(message.text))
        page.on("pageerror", lambda error: opened.complaints.append(str(error)))
        page.on("dialog", lambda dialog: opened.complaints.append(dialog.message))
        page.goto(file.as_uri())
        return opened

    yield open_
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder for screenshots."""
    named = os.environ.get("SVCNORM_SCREENSHOTS")
    folder = Path(named) if named else tmp_path_factory.mktemp("screenshots")
    folder.mkdir(parents=True, exist_ok=True)
    return folder
