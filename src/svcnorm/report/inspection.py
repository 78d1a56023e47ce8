"""What was recognised in a source, for people and as data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from rich.cells import cell_len
from rich.text import Text

from svcnorm.i18n import N_, _, ngettext
from svcnorm.i18n.names import ATTRIBUTES, CHANNELS, ROLES, event, named
from svcnorm.inventory import Inventory
from svcnorm.model.report import Report
from svcnorm.model.verdicts import UNDETERMINED
from svcnorm.report.data import local_time
from svcnorm.report.formats import WORDS
from svcnorm.report.lacks import Lack, lacking_in_words, lacks
from svcnorm.report.masking import Shown
from svcnorm.report.notes import worded
from svcnorm.report.plain import visible
from svcnorm.report.terminal.screen import FAINT, OPEN, STRONG, Screen

SOURCES = {
    "given": N_("as the record says"),
    "inferred": N_("inferred"),
    "option": N_("by option"),
    "config": N_("by the configuration"),
    "assumed": N_("assumed"),
    "unknown": N_("not known"),
}
KNOWN = {
    "started_at": N_("date and time"),
    "agent": N_("employee number"),
    "customer": N_("customer number"),
    "cases": N_("case number"),
}
RULES_NAMED = 6


class Inspected(NamedTuple):
    """One source: its label, the formats found (outermost first, as `titles` by name), its encoding, what it
    holds, and what the rules say of the first conversations."""

    label: str
    formats: Mapping[str, str]
    encoding: str
    found: Inventory
    report: Report


class Open(NamedTuple):
    """Rules that stay undetermined for one lack."""

    lacking: str
    supply: str
    rules: tuple[str, ...]


def undetermined(report: Report) -> list[Open]:
    """What is missing in the conversations that were judged, and the rules that wait for it; most first."""
    groups: dict[tuple[Lack, ...], Counter[str]] = {}
    for of in report.conversations:
        for verdict in of.verdicts:
            if verdict.verdict == UNDETERMINED:
                found = tuple(lacks(report.rules.get(verdict.rule), verdict))
                groups.setdefault(found, Counter())[verdict.rule] += 1
    opened = []
    for found, rules in sorted(groups.items(), key=lambda group: (-len(group[1]), group[0])):
        lacking, supply = lacking_in_words(found, [report.rules.get(rule) for rule in rules])
        opened.append(Open(lacking, supply, tuple(sorted(rules))))
    return opened


def write_page(page: Screen, one: Inspected, show: Shown, verbose: bool) -> None:
    """Print what is known of a source."""
    page.line(Text(visible(show.source(one.label)), style=STRONG))
    fields = list(_fields(one))
    column = 2 + max(cell_len(label) for label, _text in fields)
    for label, text in fields:
        page.field(label, visible(show.text(text)), 2, column)
    for note in worded(one.found.notes, verbose):
        page.line(Text(_("note: {text}", text=visible(show.text(note))), style=OPEN), indent=2, hanging=2)
    _open(page, one, verbose)


def _fields(one: Inspected) -> Iterator[tuple[str, str]]:
    found = one.found
    yield _("format"), " → ".join(f"{named(WORDS, title)} ({name})" for name, title in one.formats.items())
    if one.encoding:
        yield _("encoding"), one.encoding
    yield _("conversations"), _counted(found)
    yield _("speakers"), _joined(_times(named(ROLES, role), n) for role, n in found.roles.most_common())
    yield _("speakers known"), _joined(_times(named(SOURCES, s), n) for s, n in found.role_sources.most_common())
    yield (
        _("channel"),
        _joined(
            _times(f"{named(CHANNELS, c) if c else _('channel not known')} ({named(SOURCES, s)})", n)
            for (c, s), n in found.channels.most_common()
        ),
    )
    yield _("period"), _period(found)
    yield (
        _("times"),
        _("start {start}, end {end} of {n} sentences", start=found.with_start, end=found.with_end, n=found.utterances),
    )
    yield _("events"), _joined(_times(event(name), n) for name, n in found.events.most_common()) or _("none")
    yield (
        _("attributes"),
        _joined(_times(named(ATTRIBUTES, name), n) for name, n in found.attributes.most_common()) or _("none"),
    )
    yield (
        _("also known"),
        _joined(_times(named(KNOWN, name), n) for name, n in found.known.most_common()) or _("nothing"),
    )


def _counted(found: Inventory) -> str:
    said = ngettext("{n} conversation", "{n} conversations", found.conversations)
    said += _(", ") + ngettext("{n} sentence", "{n} sentences", found.utterances)
    if found.errors:
        said += _(", ") + ngettext("{n} record cannot be read", "{n} records cannot be read", found.errors)
    return said


def _times(name: str, n: int) -> str:
    return f"{name} {n}"


def _joined(parts: Iterable[str]) -> str:
    return _(", ").join(parts)


def _period(found: Inventory) -> str:
    if found.earliest is None or found.latest is None:
        return _("not known")
    ends = [local_time(at, found.utc_offset)[:16].replace("T", " ") for at in (found.earliest, found.latest)]
    return " – ".join(dict.fromkeys(ends))


def _open(page: Screen, one: Inspected, verbose: bool) -> None:
    opened = undetermined(one.report)
    if not one.report.conversations:
        return
    n = len(one.report.conversations)
    names = _(", ").join(pack.title or pack.name for pack in one.report.packs)
    if not opened:
        page.line(_("Nothing that the rules need is missing ({packs}; {n} looked at)", packs=names, n=n), indent=2)
        return
    head = _("Missing, and the rules that it leaves undetermined ({packs}; {n} looked at)", packs=names, n=n)
    page.line(Text(head, style=OPEN), indent=2, hanging=2)
    for each in opened:
        line = Text(f"{each.lacking}{_(': ')}{_listed(each.rules, verbose)}")
        page.line(line.append(" → " + each.supply, style=FAINT) if each.supply else line, indent=4, hanging=2)


def _listed(rules: Sequence[str], verbose: bool) -> str:
    count = ngettext("{n} rule", "{n} rules", len(rules))
    shown = rules if verbose else rules[:RULES_NAMED]
    more = _(" and others") if len(shown) < len(rules) else ""
    return f"{count} ({_(', ').join(shown)}{more})"


def data(one: Inspected, show: Shown) -> dict[str, Any]:
    """What is known of a source as JSON, `svcnorm.inspection/1`; times are ISO 8601."""
    found = one.found
    ends = [None if at is None else local_time(at, found.utc_offset) for at in (found.earliest, found.latest)]
    return {
        "schema": "svcnorm.inspection/1",
        "source": show.source(one.label),
        "formats": list(one.formats),
        "encoding": one.encoding or None,
        "conversations": found.conversations,
        "utterances": {"count": found.utterances, "with_start": found.with_start, "with_end": found.with_end},
        "roles": dict(found.roles),
        "role_sources": dict(found.role_sources),
        "channels": [{"channel": c or None, "source": s, "count": n} for (c, s), n in found.channels.most_common()],
        "from": ends[0],
        "until": ends[1],
        "events": dict(found.events),
        "attributes": dict(found.attributes),
        "known": dict(found.known),
        "notes": [show.text(note) for note in dict.fromkeys(found.notes)],
        "errors": {"count": found.errors, "first": [show.text(str(error)) for error in found.first_errors]},
        "looked_at": len(one.report.conversations),
        "undetermined": [
            {"missing": each.lacking, "supply": each.supply or None, "rules": list(each.rules)}
            for each in undetermined(one.report)
        ],
    }
