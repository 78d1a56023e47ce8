"""The console to print on: colour as asked for, and no more than the output can show."""

from __future__ import annotations

import os
from typing import TextIO

from rich.console import Console

from svcnorm.report import Options


def console_for(out: TextIO, options: Options) -> Console:
    """A console on `out`. `color: auto` is rich's own judgement, which heeds NO_COLOR and pipes."""
    if options.color == "always":
        return Console(file=out, force_terminal=True, no_color=False, color_system="256")
    if options.color == "never" or os.environ.get("NO_COLOR"):
        return Console(file=out, color_system=None, no_color=True)
    return Console(file=out)
