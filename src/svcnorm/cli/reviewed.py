"""`svcnorm review list|rules|scores`: what waits for people, and what came of what they decided."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from svcnorm.audit.figures.reviews import Overturned, RuleReview, Waiting, rule_reviews, waiting
from svcnorm.cli import OK
from svcnorm.cli.listing import FORMATS, write_list
from svcnorm.cli.stores import reading
from svcnorm.cli.values import known
from svcnorm.i18n import N_, _, ngettext
from svcnorm.i18n.names import SEVERITIES, named
from svcnorm.report.opinions import opinion_words
from svcnorm.report.scores import result_words

if TYPE_CHECKING:
    from svcnorm.audit.figures.rescored import BothWays

SHOWN = 50
"""Findings that are printed as a table."""
STATES = {"open": N_("not looked at"), "doubt": N_("in doubt"), "disputed": N_("disputed")}


def list_waiting(store: str, format_: str) -> int:
    """Print what waits for a person; returns the exit code."""
    known("--format", format_, FORMATS)
    with reading(store) as db:
        found = waiting(db)
        reviewed = db.execute("SELECT count(*) FROM reviewed WHERE human IS NOT NULL").fetchone()[0]
    heads = [_("state"), _("conversation"), _("day"), _("agent"), _("severity"), _("rule"), _("title")]
    heads += [_("sentence"), _("words"), _("fault"), _("reviewers"), _("fingerprint")]
    shown = found[:SHOWN] if format_ == "table" else found
    write_list(format_, [_data(each) for each in found], heads, map(_waiting, shown), numbers=(7,))
    if format_ == "table":
        if len(found) > SHOWN:
            print(_("there are more than {n} rows; --format csv writes all", n=SHOWN))
        for state in STATES:
            n = sum(each.state == state for each in found)
            print(_("{name}: ", name=named(STATES, state)) + str(n))
        print(ngettext("{n} finding was reviewed", "{n} findings were reviewed", reviewed))
    return OK


def _data(of: Waiting | RuleReview | Overturned) -> dict[str, Any]:
    said = {"said": [each._asdict() for each in of.said]} if isinstance(of, (Waiting, Overturned)) else {}
    return {**of._asdict(), **said}


def _waiting(of: Waiting) -> Sequence[Any]:
    state = named(STATES, of.state) + (_(" (perhaps)") if of.possible else "")
    turn = None if of.turn is None else of.turn + 1
    what = (
        named(SEVERITIES, of.severity),
        of.rule,
        of.title,
        turn,
        of.text,
        of.message,
        opinion_words(of.said),
        of.fingerprint,
    )
    return (state, of.conversation, of.day, of.agent, *what)


def list_rules(store: str, format_: str) -> int:
    """Print how right each rule is by what people decided, and what they overturned; returns the exit code."""
    from svcnorm.report.shares import share_data, share_text

    known("--format", format_, FORMATS)
    with reading(store) as db:
        found = rule_reviews(db)
    data = [
        {**_data(each), "precision": share_data(each.precision), "overturned": list(map(_data, each.overturned))}
        for each in found
    ]
    heads = [_("rule"), _("title"), _("findings"), _("reviewed"), _("confirmed"), _("false alarm"), _("doubt")]
    heads += [_("disputed"), _("missed"), _("precision as reviewed")]
    write_list(format_, data, heads, [(*each[:9], share_text(each.precision)) for each in found], tuple(range(2, 9)))
    if format_ == "table":
        _sentences(found)
    return OK


def _sentences(found: Sequence[RuleReview]) -> None:
    """What people overturned, sentence by sentence."""
    from svcnorm.cli.rules.common import screen
    from svcnorm.report.plain import visible

    page = screen()
    if not found:
        page.line(_("nobody decided about any finding yet"))
    for rule in found:
        if rule.overturned:
            page.line()
            page.line(visible(_("overturned: {rule} {title}", rule=rule.rule, title=rule.title)))
        for each in rule.overturned:
            where = "" if each.turn is None else " " + _("sentence {n}", n=each.turn + 1)
            page.line(
                visible(f"  {each.conversation}{where}  {each.text or each.message}  ({opinion_words(each.said)})")
            )


def list_scores(store: str, format_: str) -> int:
    """Print scores both ways, of conversations about which people decided; returns the exit code."""
    from svcnorm.audit.figures.rescored import rescored

    known("--format", format_, FORMATS)
    with reading(store) as db:
        found = list(rescored(db))
    heads = [_("conversation"), _("agent"), _("handbook"), _("decisions"), _("score by machine"), _("result")]
    heads += [_("score as reviewed"), _("result as reviewed")]
    data = [{key: value for key, value in each._asdict().items() if key != "key"} for each in found]
    write_list(format_, data, heads, map(_scores, found), numbers=(3, 4, 6))
    if format_ == "table" and not found:
        print(_("nobody decided about any finding yet"))
    return OK


def _scores(of: BothWays) -> Sequence[Any]:
    unknown = "" if of.known else _("not known: run svcnorm audit on its files once more")
    reviewed = (of.reviewed, result_words(of.reviewed_passed)) if of.known else (None, unknown)
    return (of.conversation, of.agent, of.handbook, of.decided, of.score, result_words(of.passed), *reviewed)
