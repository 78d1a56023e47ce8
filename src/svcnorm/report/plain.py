"""Makes text of a transcript harmless on a screen, one character for one, so that spans stay valid.

Control characters and escape sequences could move the cursor or recolour the terminal, bidirectional
marks reorder the line, invisible ones hide what was matched: each is shown as a visible sign.
"""

from __future__ import annotations

import re
from functools import lru_cache

REPLACEMENT = "\ufffd"
LINE_BREAK = "↵"


@lru_cache(maxsize=1)
def _signs() -> tuple[re.Pattern[str], dict[str, str]]:
    signs = {chr(code): chr(0x2400 + code) for code in range(32)}
    signs |= {"\t": " ", "\n": LINE_BREAK, "\x85": LINE_BREAK, "\u2028": LINE_BREAK, "\u2029": LINE_BREAK, "\x7f": "␡"}
    # The ranges are written out: the tables of unicodedata differ between Python versions.
    unseen = (
        "\x00-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e"
        "\u2060-\u206f\u3164\ud800-\udfff\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
        "\U000e0000-\U000e0fff\U0001d173-\U0001d17a"
    )
    return re.compile(f"[{unseen}]"), signs


def no_command(line: str) -> str:
    """A line of output that a CI runner takes for no command of its own, in the same length and width.

    GitHub's runner obeys `::name::` at the beginning of a line, after any spaces, and `##[name]` anywhere
    (actions/runner, ActionCommand.cs).
    """
    if line.lstrip().startswith("::"):
        line = line.replace("::", "\ua789\ua789", 1)
    return line.replace("##[", "##\u2045")


def visible(text: str) -> str:
    """`text` in the same length, with a sign for everything that a terminal would obey or hide."""
    pattern, signs = _signs()
    return pattern.sub(lambda found: signs.get(found[0], REPLACEMENT), text)
