"""Tests leave no trace: their cache files lie in a directory of their own. What could not be tested is said aloud."""

from __future__ import annotations

from collections.abc import Iterator

import pytest


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What needs a browser or a cluster was not tested without one: that must not look like a pass."""
    for kind in ("browser", "spark"):
        skipped = [each for each in terminalreporter.stats.get("skipped", ()) if kind in each.keywords]
        # Keywords are names of folders, too: only what lacks something says "no …".
        reasons = [why for each in skipped if (why := each.longrepr[2].removeprefix("Skipped: ")).startswith("no ")]
        if reasons:
            line = f"!! {len(reasons)} {kind} tests were skipped: {reasons[0]}"
            terminalreporter.write_line(line, yellow=True, bold=True)
