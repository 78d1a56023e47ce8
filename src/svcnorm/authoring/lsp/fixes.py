"""Quick fixes: remedies that can be carried out without asking the author anything."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from svcnorm.authoring.lsp.rows import Edit, Fix, Span
from svcnorm.i18n import _
from svcnorm.packs.yaml_hints import QUOTE, unquoted

Lines = Sequence[str]
Maker = Callable[[Lines, Span], "Fix | None"]

_MEANT = re.compile(r"did you mean (.+)\?\Z")
_NAMES = re.compile(r"'([^']+)'|“([^”]+)”|([@$][^\s'”]+)|\{(\w+)\}")
_KNOWN = re.compile(r"known:\s*true\s*,?\s*|,\s*known:\s*true")
_IN_FLOW = re.compile(r"(?:\{[^}]*\}|\[[^\]]*\]|[^,\]}])+")
_IN_BLOCK = re.compile(r"(?:(?!\s#).)+")


def fixes_for(code: str, message: str, remedy: str, lines: Lines, span: Span) -> tuple[Fix, ...]:
    """The fixes of a complaint, by the id of a check or what kind of complaint it is."""
    if span.line >= len(lines):
        return ()
    found = []
    meant = _MEANT.search(remedy)
    if meant:
        found.append(_renamed(message, meant[1], lines, span))
    if remedy == QUOTE:
        found.append(_quoted(lines, span))
    if code in BY_CODE:
        found.append(BY_CODE[code](lines, span))
    return tuple(fix for fix in found if fix is not None)


def _renamed(message: str, meant: str, lines: Lines, span: Span) -> Fix | None:
    """The name that the message cites, as it was probably meant."""
    text = lines[span.line]
    for groups in _NAMES.findall(message):
        wrong = next(filter(None, groups)).lstrip("@$")
        at = text.find(wrong, span.start)
        at = text.find(wrong) if at < 0 else at
        if at >= 0:
            right = meant.strip("'“”").lstrip("@$")
            place = Span(span.line, at, span.line, at + len(wrong))
            return Fix(_("write {name}", name=right), (Edit(place, right),))
    return None


def _quoted(lines: Lines, span: Span) -> Fix | None:
    """The bare text put in quotes; YAML's own complaints may point behind its beginning."""
    text = lines[span.line]
    at = unquoted(text, span.start + 1)
    start = span.start if at is None else at
    flow = any(mark in text[:start] for mark in "[{")
    found = (_IN_FLOW if flow else _IN_BLOCK).match(text, start)
    if not found or '"' in found[0]:
        return None
    place = Span(span.line, start, span.line, start + len(found[0].rstrip()))
    return Fix(_("put it in quotes"), (Edit(place, f'"{found[0].rstrip()}"'),))


def _removed(lines: Lines, span: Span) -> Fix | None:
    """A member of a list taken out: its line, or its place between commas."""
    text = lines[span.line]
    before, after = text[: span.start], text[span.end :]
    title = _("take it out")
    if before.strip() == "-" and not after.split("#")[0].strip():
        return Fix(title, (Edit(Span(span.line, 0, span.line + 1, 0), ""),))
    if after.lstrip().startswith(","):
        behind = len(after) - len(after.lstrip()[1:].lstrip())
        return Fix(title, (Edit(Span(span.line, span.start, span.line, span.end + behind), ""),))
    if before.rstrip().endswith(","):
        return Fix(title, (Edit(Span(span.line, len(before.rstrip()) - 1, span.line, span.end), ""),))
    return None


def _promoted(lines: Lines, span: Span) -> Fix | None:
    """A test that is known to fail and passes: the mark taken out."""
    found = _KNOWN.search(lines[span.line], span.start)
    if not found:
        return None
    return Fix(_("take known out"), (Edit(Span(span.line, found.start(), span.line, found.end()), ""),))


def _message(lines: Lines, span: Span) -> Fix | None:
    """A message below the first line of a rule that is written in block style."""
    text = lines[span.line]
    if text[: span.start].strip() != "-" or text[span.start : span.start + 1] == "{":
        return None
    line = f"{' ' * span.start}message: {_('said “{text}”')}\n"
    return Fix(_("write a message"), (Edit(Span(span.line + 1, 0, span.line + 1, 0), line),))


BY_CODE: dict[str, Maker] = {
    "shadowed-phrase": _removed,
    "duplicate-phrase": _removed,
    "unreachable-phrase": _removed,
    "promoted": _promoted,
    "missing-message": _message,
}
