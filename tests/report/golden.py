"""The printed reports that the golden files hold; `python -m tests.report.golden` writes the files anew."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

from rich.console import Console
from tests.report import samples

from svcnorm import i18n
from svcnorm.model.report import Report
from svcnorm.report import Options
from svcnorm.report.explain import write as write_trace
from svcnorm.report.terminal import render

FOLDER = Path(__file__).parents[1] / "data/report"
REPORTS = {"several": samples.several, "undetermined": samples.undetermined, "clean": samples.clean}
WIDTHS = (80, 160)


def printed(report: Report, width: int | None, verbose: bool = False, mask: bool = True) -> str:
    """The report as plain text; in a pipe where there is no width."""
    out = io.StringIO()
    render(report, Console(file=out, color_system=None, force_terminal=False), mask, verbose, width)
    return out.getvalue()


def traced(width: int, turn: int = 0) -> str:
    """The sample trace as plain text."""
    out = io.StringIO()
    write_trace(samples.TRACE, samples.BAD_CALL, out, Options(width=width), turn)
    return out.getvalue()


def everything() -> Iterator[tuple[str, str]]:
    """Every golden file: its name, its text."""
    for lang in i18n.LANGUAGES:
        with i18n.speaking(lang):
            for name, report in REPORTS.items():
                for width in WIDTHS:
                    yield f"{name}-{width}-{lang}.txt", printed(report(), width)
            yield f"several-pipe-{lang}.txt", printed(samples.several(), None)
            yield f"several-verbose-{lang}.txt", printed(samples.several(), 100, verbose=True)
            yield f"why-80-{lang}.txt", traced(80)
            yield f"why-turn-{lang}.txt", traced(60, turn=3)


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    for file, text in everything():
        (FOLDER / file).write_text(text, encoding="utf-8", newline="\n")
