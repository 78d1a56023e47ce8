"""What could not be judged, by what is missing, and what is left to a person's eyes."""

from __future__ import annotations

from typing import NamedTuple

from svcnorm.i18n import _
from svcnorm.model.report import ConversationReport
from svcnorm.model.rules import Norm
from svcnorm.model.verdicts import MANUAL, UNDETERMINED, Place, RuleVerdict
from svcnorm.report.lacks import Lack, lacking_in_words, lacks
from svcnorm.report.view import View


class Waiting(NamedTuple):
    """Rules that lack the same: in words what it is, and what would supply it (perhaps nothing would)."""

    lacking: str
    supply: str
    verdicts: list[RuleVerdict]


class Look(NamedTuple):
    """An item of the checklist: the norm or rule, what to look at, and where the conversation showed something; the
    ids of the rule, if there is one, and of the norm."""

    title: str
    look_at: str
    place: Place | None
    rule: str
    norm: str


def waiting(view: View, of: ConversationReport) -> list[Waiting]:
    """The rules that could not be judged, those first that most of them share."""
    groups: dict[tuple[Lack, ...], list[RuleVerdict]] = {}
    for verdict in of.verdicts:
        if verdict.verdict == UNDETERMINED:
            groups.setdefault(tuple(lacks(view.rule(verdict), verdict)), []).append(verdict)
    ordered = sorted(groups.items(), key=lambda group: (-len(group[1]), group[0]))
    return [Waiting(*lacking_in_words(found, [view.rule(v) for v in group]), group) for found, group in ordered]


def checklist(view: View, of: ConversationReport) -> list[Look]:
    """What a person must look at: first where this conversation showed something, then what the handbooks list."""
    seen = [
        Look(
            " ".join((*map(view.name, verdict.norms), view.title(verdict))),
            "" if verdict.checklist == _title(view, verdict) else view.text(verdict.checklist),
            verdict.evidence[0] if verdict.evidence else None,
            view.name(verdict.rule),
            view.name(verdict.norms[0]) if verdict.norms else "",
        )
        for verdict in of.verdicts
        if verdict.verdict == MANUAL
    ]
    listed = [
        Look(f"{view.name(norm.id)} {view.text(norm.title)}", view.text(norm.look_at), None, "", view.name(norm.id))
        for norm in _manual_norms(view, of)
    ]
    return seen + listed


def _title(view: View, verdict: RuleVerdict) -> str:
    rule = view.rule(verdict)
    return rule.title if rule is not None else ""


def place_words(view: View, of: ConversationReport, place: Place) -> str:
    """A place as a remark: its sentence's number and its words."""
    words = view.text(view.show.words(of.conversation, place))
    return _(" [sentence {n}: {words}]", n=place.turn + 1, words=words)


def _manual_norms(view: View, of: ConversationReport) -> list[Norm]:
    channel = of.conversation.channel
    listed = {norm for verdict in of.verdicts for norm in verdict.norms}
    return [
        norm
        for handbook in view.report.handbooks
        for norm in handbook.norms
        if norm.status == "manual"
        and norm.id not in listed
        and (channel is None or not norm.channels or channel in norm.channels)
    ]
