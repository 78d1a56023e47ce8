"""`svcnorm check --show-config`: what is in force, and where each value comes from."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from svcnorm import config as configuration
from svcnorm.cli import OK
from svcnorm.i18n import _
from svcnorm.report.plain import visible


def print_config(config: configuration.Config, packs: Sequence[str]) -> int:
    """Print one line per value: key, value as JSON, origin; returns the exit code."""
    import json

    rows = configuration.show(config)
    if packs:
        asked = ("packs", json.dumps(list(packs), ensure_ascii=False), "--pack")
        rows = [asked if row[0] == "packs" else row for row in rows]
    print(config.file or _("no svcnorm.yaml was found; everything is at its default"), file=sys.stderr)
    key_width = max(len(key) for key, _value, _origin in rows)
    for key, value, origin in rows:
        print(visible(f"{key:<{key_width}}  {value}  ({_shown(origin)})"))
    return OK


def _shown(origin: str) -> str:
    return _("default") if origin == configuration.DEFAULT else origin
