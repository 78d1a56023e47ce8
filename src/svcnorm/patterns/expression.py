"""Regular expressions (`re:…`): checked when a pack is loaded, run by RE2 on the folded text."""

from __future__ import annotations

from bisect import bisect_left
from functools import cache
from typing import Any

from svcnorm.patterns.nodes import Expression
from svcnorm.patterns.values import PatternError
from svcnorm.text.fold import fold
from svcnorm.text.late import Late
from svcnorm.text.turntext import TurnText

PREFIX = "re:"

# Escapes, classes and group names hold letters that are no literals.
_SYNTAX = Late(r"\\Q.*?(?:\\E|$)|\\[pP](?:\{\^?\w+\}|\w)|\\x\{?\w+\}?|\\.|\(\?P?<\w+>|\(\?[a-zA-Z-]+[:)]|\[:\^?\w+:\]")


def check(source: str) -> Expression:
    """The expression of a pattern that begins with `re:`. Raises `PatternError`."""
    body = source[len(PREFIX) :].strip()
    start = source.find(body, len(PREFIX)) if body else len(PREFIX)
    if not body:
        raise PatternError("no regular expression behind re:", pattern=source, position=start, remedy="write one")
    literal = _SYNTAX.sub(lambda m: m.group() if m.group().startswith(r"\Q") else " " * len(m.group()), body)
    for offset, char in enumerate(literal):
        if fold(char) != char:
            what = "an upper-case letter" if char.isupper() else f"“{char}”"
            remedy = f"the text is folded first: write “{fold(char)}”"
            message = f"{what} never stands in folded text"
            raise PatternError(message, pattern=source, position=start + offset, remedy=remedy)
    error = _refusal(body)
    if error:
        remedy = "RE2 knows no look-around and no back-reference: use guards (!…) or plain marks instead"
        raise PatternError(f"RE2 refuses this: {error}", pattern=source, position=start, remedy=remedy)
    if compiled(body).fullmatch("") is not None:
        remedy = "ask for one character at least"
        raise PatternError("this matches nothing at all, everywhere", pattern=source, position=start, remedy=remedy)
    return Expression(body)


@cache
def compiled(body: str) -> Any:
    """The compiled expression; RE2 is silent about what it refuses."""
    import re2

    options = re2.Options()
    options.log_errors = False
    return re2.compile(body, options)


def _refusal(body: str) -> str:
    """Why RE2 refuses an expression; empty if it does not."""
    import re2

    try:
        compiled(body)
    except re2.error as error:
        reason = error.args[0] if error.args else "unknown"
        return reason.decode("utf-8", "replace") if isinstance(reason, bytes) else str(reason)
    return ""


def places(expression: Expression, text: TurnText) -> list[tuple[int, int]]:
    """Skeleton spans of all matches in the folded text; what covers skipped characters only is no match."""
    found = set()
    for match in compiled(expression.source).finditer(text.folded):
        start, end = bisect_left(text.at, match.start()), bisect_left(text.at, match.end())
        if start < end:
            found.add((start, end))
    return sorted(found)
