"""Writers: what a run says, for people and for programs. A writer is one module here and one line in `WRITERS`."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO, NamedTuple, TextIO

if TYPE_CHECKING:
    from svcnorm.model.report import Report


class Options(NamedTuple):
    """How to write.

    `mask` hides personal numbers; `verbose` lists what is otherwise counted; `width` is the number of
    columns (None: of the terminal, or endless in a pipe); `color` is `auto`, `always` or `never`.
    """

    mask: bool = True
    verbose: bool = False
    width: int | None = None
    color: str = "auto"


class Writer(NamedTuple):
    """A format: the module whose `write(report, out, options)` writes it, and the ending of its files.

    `out` of a `machine` format is UTF-8 text without translation of line ends, that of a `binary` one takes bytes.
    """

    module: str
    suffix: str
    machine: bool = True
    binary: bool = False


WRITERS = {
    "terminal": Writer("svcnorm.report.terminal", ".txt", machine=False),
    "lines": Writer("svcnorm.report.ci.lines", ".txt", machine=False),
    "json": Writer("svcnorm.report.json_report", ".json"),
    "html": Writer("svcnorm.report.html", ".html"),
    "xlsx": Writer("svcnorm.report.xlsx", ".xlsx", binary=True),
    "csv": Writer("svcnorm.report.csv_table", ".csv"),
    "markdown": Writer("svcnorm.report.markdown", ".md"),
    "sarif": Writer("svcnorm.report.ci.sarif", ".sarif"),
    "github": Writer("svcnorm.report.ci.github", ".txt"),
    "gitlab": Writer("svcnorm.report.ci.gitlab", ".json"),
    "junit": Writer("svcnorm.report.ci.junit", ".xml"),
    "checkstyle": Writer("svcnorm.report.ci.checkstyle", ".xml"),
    "rdjson": Writer("svcnorm.report.ci.rdjson", ".json"),
}
AUTO = "auto"
PLACES = {"GITHUB_ACTIONS": "github", "GITLAB_CI": "gitlab"}
"""Environment variables by which a CI system makes itself known, and the format that `auto` chooses there."""


def write(name: str, report: Report, out: TextIO | BinaryIO, options: Options | None = None) -> None:
    """Write `report` in the format `name` to `out`. Raises KeyError for a format that is not registered."""
    from importlib import import_module

    import_module(WRITERS[name].module).write(report, out, options or Options())
