"""The report for programs: JSON of the shape `svcnorm.report/1`, the same bytes for the same report.

One verdict stands on one line, so that two reports can be compared line by line and a large one can be
written as it is made.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, TextIO

from svcnorm.model.report import ConversationReport, Report
from svcnorm.report import Options, data
from svcnorm.report.masking import Shown, shown

_encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode


def dumps(report: Report, mask: bool = True) -> str:
    """The whole report as one text, with personal numbers masked unless told otherwise."""
    return "".join(chunks(report, mask))


def write(report: Report, out: TextIO, options: Options) -> None:
    """Write the report to `out` piece by piece."""
    for chunk in chunks(report, options.mask):
        out.write(chunk)


def chunks(report: Report, mask: bool = True) -> Iterator[str]:
    """The report in pieces, about one per conversation."""
    show = shown(mask)
    yield "{\n" + _members(data.head(report, mask)) + ',\n"conversations": ['
    for number, of in enumerate(report.conversations):
        yield (",\n" if number else "\n") + _conversation(of, show)
    yield "\n],\n" + _members(data.tail(report, show)) + "\n}\n"


def _conversation(of: ConversationReport, show: Shown) -> str:
    verdicts = ",\n".join(one_line(data.verdict(v, of.conversation, show)) for v in of.verdicts)
    return f'{{{_members(data.conversation(of, show))},\n"verdicts": [\n{verdicts}\n]}}'


def _members(values: dict[str, Any]) -> str:
    return ",\n".join(f"{one_line(key)}: {one_line(value)}" for key, value in values.items())


def one_line(value: Any) -> str:
    """JSON on one line; UTF-8 cannot hold half a character, so a lone surrogate is written as an escape."""
    return re.sub("[\ud800-\udfff]", lambda half: f"\\u{ord(half[0]):04x}", _encode(value))
