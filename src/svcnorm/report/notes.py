"""What readers and assembly noted of a record (`code`, `code:detail` or `code:detail:guess`), in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from svcnorm.i18n import N_, _, ngettext
from svcnorm.i18n.names import CHANNELS, event, named

NOTES = {
    "channel_inferred": N_("channel inferred from the conversation: {what}"),
    "role_inferred": N_("speakers inferred from what they say: {what}"),
    "role_slip": N_("sentences that are evidently the other side's, so that they prove nothing: {what}"),
    "event_merged": N_("events that two records tell, taken once: {what}"),
    "rings_collapsed": N_("{what} ring events taken as the ringing of one call"),
    "utterance_repeated": N_("repeated sentences left out: {what}"),
    "started_at_from_turns": N_("start taken from the first sentence"),
    "date_without_time": N_("dates without a time of day: {what}"),
    "lines_without_speaker": N_("some lines name no speaker"),
    "wall_clock_times": N_("times read as times of day"),
    "speaker_not_understood": N_("speakers not understood: {what}"),
    "turns_sorted": N_("sentences put in the order of their times"),
    "undeclared_event": N_("event types that no pack declares: {what}"),
    "undeclared_attribute": N_("attributes that no pack declares: {what}"),
    "exception_expired": N_("exceptions that have expired, so that what they allowed counts again: {what}"),
    "exception_unused": N_("exceptions that nothing needs any more: {what}"),
    "baseline_gone": N_("findings of the baseline that are gone: {what}; --write-baseline takes them out"),
    "baseline_written": N_("findings written as the baseline: {what}"),
    "handbook_available": N_("neutral rules were used; handbooks to choose with --pack: {what}"),
    "no_pack_for_channel": N_("no pack covers this channel: nothing was judged; choose one with --pack"),
}
MARKED_ELSEWHERE = ("channel_inferred", "role_inferred")
"""Shown at the head of a conversation as a mark; in words only where everything is listed."""

DETAILS_SHOWN = 5


def worded(notes: Iterable[str], verbose: bool = False) -> Iterator[str]:
    """The notes as people read them, equal codes in one line; a code that is not known stays as it is."""
    by_code: dict[str, list[str]] = {}
    for note in dict.fromkeys(notes):
        code, _sep, detail = note.partition(":")
        by_code.setdefault(code if code in NOTES else note, []).append(_detail(code, detail))
    for code, details in by_code.items():
        if verbose or code not in MARKED_ELSEWHERE:
            yield _(NOTES[code], what=_listed(details, verbose)) if code in NOTES else code


def _detail(code: str, detail: str) -> str:
    if code == "channel_inferred":
        return named(CHANNELS, detail)
    if code == "event_merged":
        return event(detail)
    if code == "baseline_written":
        n, _sep, gone = detail.partition(":")
        return _("{n} ({gone} of before are gone)", n=n, gone=gone) if gone != "0" else n
    name, _sep, guess = detail.partition(":")
    if code.startswith("undeclared_") and guess:
        return _("{name} (did you mean {guess}?)", name=name, guess=guess)
    return name if code.startswith("undeclared_") else detail


def _listed(details: list[str], verbose: bool) -> str:
    details = list(dict.fromkeys(details))
    shown = details if verbose else details[:DETAILS_SHOWN]
    return _(", ").join(shown) + (_(" and others") if len(shown) < len(details) else "")


def not_counted(n: int) -> str:
    """How many findings are known and suppressed, in words."""
    return ngettext("{n} known finding is not counted", "{n} known findings are not counted", n)
