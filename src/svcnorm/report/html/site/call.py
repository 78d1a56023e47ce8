"""The page of one conversation of an audit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from svcnorm.model.decisions import SecondLook
from svcnorm.model.report import ConversationReport, Report
from svcnorm.report.facts import count_words
from svcnorm.report.html.frame import environment, frame
from svcnorm.report.html.page import talk
from svcnorm.report.html.review import reviewed
from svcnorm.report.masking import PLAIN
from svcnorm.report.view import View

if TYPE_CHECKING:
    from markupsafe import Markup


def call_page(
    head: Report,
    of: ConversationReport,
    counts: Mapping[str, int],
    spoken: bool,
    review: Markup,
    second: SecondLook | None = None,
) -> str:
    """The page. Texts are masked already; `counts` are those of all verdicts; not `spoken`: the words are not at
    hand. `review` is the desk of reviewers, `second` what they decided."""
    view = View(head, PLAIN, verbose=True)
    open_ = sum(bool(verdict.possible) for verdict in of.verdicts)
    told = [(code, n) for code, n in counts.items() if n or code == "violation"]
    told.insert(1, ("possible", open_))
    found = talk(view, of, 1)._replace(counts=count_words((code, n) for code, n in told if n or code == "violation"))
    if second is not None:
        found = reviewed(view, found, second)
    page = environment().get_template("site/call.html")
    values: dict[str, Any] = {"talk": found, "spoken": spoken, "several": False, "review": review}
    return page.render(**frame(("style.css", "review.css"), "script.js", "review.js"), **values)
