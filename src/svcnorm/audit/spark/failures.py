"""What goes wrong on a cluster, as one clear error: Spark wraps the line that matters in pages of two languages."""

from __future__ import annotations

import re

from svcnorm.audit.spark.shipping import REMEDY
from svcnorm.model.errors import ConfigError

OURS = re.compile(r"svcnorm\.model\.errors\.\w+Error: (.+)\n\s*→ (.+)")
PYTHON = re.compile(r"Traceback \(most recent call last\):\n(?:[ \t].*\n|\n)*([^\s:]+: .*)")
CODE = re.compile(r"\[[A-Z][A-Z0-9_.]+\] ")


def explained(text: str) -> ConfigError:
    """The error for what Spark says."""
    ours = OURS.search(text)
    if ours:
        return ConfigError(ours[1].strip(), remedy=ours[2].strip())
    if "No module named 'svcnorm'" in text:
        return ConfigError("svcnorm is not installed on the executors", remedy=REMEDY)
    python = PYTHON.findall(text)
    lines = python[-1:] or [line.strip() for line in text.splitlines() if line.strip()]
    said = next((line for line in lines if CODE.match(line)), lines[0] if lines else "unknown reason")
    return ConfigError(f"Spark failed: {CODE.sub('', said)[:300]}", remedy="the log of Spark says more")
