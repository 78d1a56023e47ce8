"""Every pair of label and verdict as a table that spreadsheets open."""

from __future__ import annotations

from typing import TextIO

from svcnorm.i18n import _
from svcnorm.i18n.names import ROLES, VERDICTS, named
from svcnorm.model.calibration import Calibration
from svcnorm.report.calibration.evidence import Sentence, messages, sentences
from svcnorm.report.cells import Sheet
from svcnorm.report.masking import Shown


def write_csv(of: Calibration, show: Shown, out: TextIO) -> None:
    """Write a row a pair, agreements too, so that anybody can count for herself."""
    names = _("handbook"), _("conversation"), _("norm"), _("title"), _("label"), _("verdict"), _("agrees")
    sheet = Sheet(out, [*names, _("says"), _("sentences"), _("rules"), _("remark")])
    for pair in of.pairs:
        said = " / ".join(_said(sentence) for sentence in sentences(pair, show))
        row = [pair.pack, show.name(pair.conversation.id), pair.norm, pair.title]
        row += [named(VERDICTS, pair.label), named(VERDICTS, pair.came), _("yes") if pair.agrees else _("no")]
        row += [" / ".join(messages(pair, show)), said, " ".join(pair.rules), show.text(pair.note)]
        sheet.row(row)


def _said(sentence: Sentence) -> str:
    return f"{sentence.turn + 1} {_('{name}: ', name=named(ROLES, sentence.role))}{sentence.text}"
