"""A calibration as JSON, `svcnorm.calibration/1`: figures, confusion, and every disagreement."""

from __future__ import annotations

import json
from typing import Any, TextIO

from svcnorm.model.calibration import COMPARED, Calibration, Figures, Pair
from svcnorm.model.shares import Share
from svcnorm.report.calibration.evidence import messages, sentences
from svcnorm.report.masking import Shown
from svcnorm.report.shares import share_data

SCHEMA = "svcnorm.calibration/1"


def write_json(of: Calibration, show: Shown, out: TextIO) -> None:
    """Write figures rounded to per mille, verdicts as codes, utterances counted from 0."""
    data = {
        "schema": SCHEMA,
        "overall": _figures(of.overall),
        "groups": [_figures(group) for group in of.groups],
        "verdicts": list(COMPARED),
        "confusion": [list(row) for row in of.confusion],
        "clean": {"conversations": of.clean, "false": of.false_on_clean},
        "unsure": of.unsure,
        "unknown": [show.name(name) for name in of.unknown],
        "disagreements": [_pair(pair, show) for pair in of.disagreements],
    }
    json.dump(data, out, ensure_ascii=False, indent=2)
    out.write("\n")


def _figures(of: Figures) -> dict[str, Any]:
    plain = {k: v for k, v in of._asdict().items() if not isinstance(v, Share)}
    return {**plain, **{name: share_data(getattr(of, name)) for name in ("precision", "recall", "f1", "kappa")}}


def _pair(of: Pair, show: Shown) -> dict[str, Any]:
    return {
        "pack": of.pack,
        "conversation": show.name(of.conversation.id),
        "norm": of.norm,
        "title": of.title,
        "label": of.label,
        "came": of.came,
        "rules": list(of.rules),
        "reasons": list(of.reasons),
        "messages": list(messages(of, show)),
        "sentences": [sentence._asdict() for sentence in sentences(of, show)],
        "note": show.text(of.note),
    }
