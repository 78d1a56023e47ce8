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
    "turns_sorted_by_number": N_("sentences put in the order of their numbers"),
    "no_words": N_("the row of this call holds no words"),
    "cell_cut_off": N_("the cell is full: what was longer has been cut off"),
    "unknown_column": N_("columns not understood: {what}"),
    "sheet_passed_over": N_("sheets without a column of words, not read: {what}"),
    "row_passed_over": N_("rows that only count others or repeat the header, left out: {what}"),
    "row_unreadable": N_("rows that cannot be read, so that a call may lack words: {what}"),
    "separator_in_words": N_("words that hold the separator and stand in no quotation marks, put together again"),
    "id_rounded": N_("ids that a spreadsheet has rounded, not used: {what}"),
    "values_differ": N_("columns in which the rows of this call differ; the first value counts: {what}"),
    "value_not_stored": N_("cells with a formula that was never calculated or that failed: {what}"),
    "value_not_understood": N_("values not understood: {what}"),
    "unit_assumed": N_("units of times that neither heading nor values make certain: {what}"),
    "whole_minutes": N_("times in whole minutes: a spreadsheet may have taken minutes for hours: {what}"),
    "call_record": N_("call record joined: {what}"),
    "no_call_record": N_("no call record has the id of this conversation"),
    "call_record_does_not_fit": N_("the call record with this id is of another time, and was not joined: {what}"),
    "call_record_disagrees": N_("told otherwise by the call record, the conversation's own time stands: {what}"),
    "started_at_from_record": N_("start taken from the call record"),
    "record_ring_after_answer": N_("the call record has the ring after the answer; the ring was left out"),
    "record_end_before_answer": N_("the call record ends before the answer; the end was left out"),
    "record_rows_cut": N_("the call log has more rows of this call than are looked at"),
    "release_not_understood": N_("who hung up was not understood: {what}"),
    "case_log": N_("case log joined, by case: {what}"),
    "case_log_of_customer": N_("case log joined, by customer"),
    "several_cases": N_(
        "the customer has {what} cases in the case log; none was joined, since the conversation names none"
    ),
    "transcripts_without_call_record": N_("transcripts without a call record: {what}"),
    "transcripts_of_one_call": N_("transcripts that share their call record with another: {what}"),
    "call_records_without_transcript": N_("call records without a transcript: {what}"),
    "unanswered_calls_without_transcript": N_("call records that tell no answer, without a transcript: {what}"),
    "cases_without_transcript": N_("cases of the case log without a transcript: {what}"),
    "column_not_understood": N_("columns of a case log that look like times, and were not understood: {what}"),
    "entry_without_time": N_("rows of a case log without a time, left out: {what}"),
    "hidden_sheet": N_("hidden sheets, not read: {what}"),
    "roster_entry": N_("a customer of the roster"),
    "empty_turns": N_("sentences without words left out: {what}"),
    "rows_left_out": N_("rows that hold no sentence left out: {what}"),
    "end_left_out": N_("ends of sentences before their starts left out: {what}"),
    "whole_text": N_("the whole text taken as one sentence of nobody"),
    "dialogs_without_words": N_("recordings or texts of which the words are not in the file: {what}"),
    "transcripts_passed_over": N_("earlier transcripts of the same recordings left out: {what}"),
    "times_without_start": N_("times left out that count from a start nobody gives"),
    "history_not_understood": N_("entries of the call history not understood: {what}"),
    "vcon_history_changed": N_("events taken as another tool changed them in the vCon"),
    "undeclared_event": N_("event types that no pack declares: {what}"),
    "undeclared_attribute": N_("attributes that no pack declares: {what}"),
    "exception_expired": N_("exceptions that have expired, so that what they allowed counts again: {what}"),
    "exception_unused": N_("exceptions that nothing needs any more: {what}"),
    "baseline_gone": N_("findings of the baseline that are gone: {what}; --write-baseline takes them out"),
    "baseline_written": N_("findings written as the baseline: {what}"),
    "script_rules_left": N_("rules that only a real conversation can answer, not asked of scripts: {what}"),
    "script_table_passed_over": N_("tables without a heading such as 话术, not read; they begin in line {what}"),
    "script_lines_passed_over": N_("lines taken as explanations or bad examples: {what}"),
    "script_mended": N_("mended: {what}"),
    "script_not_mended": N_("only text files are mended; left as they are: {what}"),
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
    if code in ("event_merged", "call_record_disagrees"):
        return event(detail)
    if code == "baseline_written":
        n, _sep, gone = detail.partition(":")
        return _("{n} ({gone} of before are gone)", n=n, gone=gone) if gone != "0" else n
    if code == "script_mended":
        n, _sep, file = detail.partition(":")
        return ngettext("{n} place in {file}", "{n} places in {file}", int(n), file=file)
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
