"""A summary as JSON, `svcnorm.summary/1`: every share with its interval and what it is a share of."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, TextIO

from svcnorm.model.shares import Share
from svcnorm.model.summary import GroupLine, Repeated, RuleLine, Scores, Summary, Worst
from svcnorm.report.shares import FEW, share_data

SCHEMA = "svcnorm.summary/1"
Line = RuleLine | GroupLine | Scores | Worst | Repeated


def write_json(of: Summary, out: TextIO) -> None:
    """Write all of it; shares are rounded to per mille."""
    data: dict[str, Any] = {"schema": SCHEMA, "few": FEW}
    data |= {name: getattr(of, name) for name in ("conversations", "undated", "waiting", "purged")}
    data["overall"] = _line(of.overall)
    if of.by:
        data |= {"by": of.by, "lines": _lines(of.lines)}
    else:
        data |= {"rules": _lines(of.rules), "worst": _lines(of.worst), "repeated": _lines(of.repeated)}
        data |= {"period": of.period, "trend": _lines(of.trend)}
    json.dump(data, out, ensure_ascii=False, indent=2)
    out.write("\n")


def _lines(lines: Sequence[Line]) -> list[dict[str, Any]]:
    return [_line(line) for line in lines]


def _line(line: Line) -> dict[str, Any]:
    return {name: _value(name, value) for name, value in line._asdict().items()}


def _value(name: str, value: Any) -> Any:
    if isinstance(value, Share):
        return share_data(value)
    if name == "reasons":
        return [{"reason": reason, "verdicts": n} for reason, n in value]
    return _lines(value) if name == "scores" else value
