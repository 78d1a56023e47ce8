"""The report as one page that needs nothing but itself: for quality checkers, team leaders, and the agent concerned.

It asks no host for anything, runs no script but its own (which only adds comfort), and can be printed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

from svcnorm.report import Options
from svcnorm.report.html.frame import environment, frame
from svcnorm.report.html.page import made, talks
from svcnorm.report.html.review import desk
from svcnorm.report.masking import shown
from svcnorm.report.overview import overview
from svcnorm.report.totals import result
from svcnorm.report.view import View

if TYPE_CHECKING:
    from svcnorm.model.report import Report


def write(report: Report, out: TextIO, options: Options) -> None:
    """Write the page to `out` piece by piece."""
    view = View(report, shown(options.mask), verbose=True)
    page = environment().get_template("page.html")
    out.writelines(
        page.generate(
            **frame(("style.css", "review.css"), "script.js", "review.js"),
            result=result(report),
            several=len(report.conversations) > 1,
            number=len(report.conversations),
            overview=overview(view),
            talks=talks(view),
            made=made(view, options.mask),
            review=desk(view),
        )
    )
