"""Events that conversations of one case or customer share, and where a shared verdict stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from svcnorm.model.conversation import ROSTER_ENTRY, Conversation, Event
from svcnorm.model.rules import Rule, Selector

Own = tuple[Event, bool]


class Shared:
    """The conversations of a run by case and by customer: those of one see each other's events.

    Which comes first is told by their starts, then by their ids, never by the order in which they are given.
    """

    def __init__(self, conversations: Iterable[Conversation]) -> None:
        self._of_case: dict[str, list[Conversation]] = {}
        self._of_customer: dict[str, list[Conversation]] = {}
        for conversation in sorted(conversations, key=_first):
            for case in dict.fromkeys(conversation.cases):
                self._of_case.setdefault(case, []).append(conversation)
            if conversation.customer is not None:
                self._of_customer.setdefault(conversation.customer, []).append(conversation)

    def group(self, conversation: Conversation, over: str) -> Sequence[Conversation]:
        """The conversations of its customer, or of any of its cases, the first first; alone without one."""
        if over == "customer":
            found = self._of_customer.get(conversation.customer or "", ()) if conversation.customer is not None else ()
        elif len(conversation.cases) == 1:
            found = self._of_case.get(conversation.cases[0], ())
        else:
            members = (member for case in conversation.cases for member in self._of_case.get(case, ()))
            found = sorted({member.id: member for member in members}.values(), key=_first)
        return found or (conversation,)


def subject_of(conversation: Conversation, over: str) -> str:
    """Whom a verdict is about: `conversation`, `case:ID` or `customer:ID`."""
    if over == "case" and conversation.cases:
        return f"case:{conversation.cases[0]}"
    if over == "customer" and conversation.customer:
        return f"customer:{conversation.customer}"
    return "conversation"


def events_for(conversation: Conversation, over: str, shared: Shared | None) -> list[Own]:
    """The events that count for a rule over `over`, each with whether it is the conversation's own.

    An event of several conversations belongs to the first of them; equal events count once.
    """
    own: list[Own] = [(e, True) for e in conversation.events]
    if over == "conversation" or shared is None:
        return own
    group = shared.group(conversation, over)
    if len(group) < 2:
        return own
    out: dict[tuple[object, ...], Own] = {}
    for member in group:
        for event in member.events:
            out.setdefault(_identity(event), (event, member.id == conversation.id))
    return sorted(out.values(), key=_time)


def owns(shared: Shared, conversation: Conversation, rule: Rule) -> bool:
    """A verdict over a case or a customer stands where its trigger is; one without trigger stands once, with the
    first conversation. The entry of a roster stands for nothing but its customer."""
    once = not _triggered(rule) if rule.over == "customer" else rule.over == "case" and _untriggered(rule)
    if ROSTER_ENTRY in conversation.notes and not (rule.over == "customer" and once):
        return False
    known = conversation.customer is not None if rule.over == "customer" else bool(conversation.cases)
    if not known or not once:
        return True
    return shared.group(conversation, rule.over)[0].id == conversation.id


def _triggered(rule: Rule) -> bool:
    return rule.anchor is not None and rule.anchor.selector is not None


def _untriggered(rule: Rule) -> bool:
    """Whether nothing ties a rule to one conversation of a case: neither a trigger nor its words."""
    if _triggered(rule):
        return False
    asked = rule.constraint.measure
    counted = [asked.selector, asked.among or asked.selector] if asked is not None else [rule.constraint.selector]
    return rule.constraint.kind == "manual" or all(map(_only_events, counted))


def _only_events(selector: Selector | None) -> bool:
    if selector is None:
        return False
    return selector.head == "event" or (bool(selector.of) and all(map(_only_events, selector.of)))


def _first(conversation: Conversation) -> tuple[int, str]:
    return conversation.started_at if conversation.started_at is not None else 0, conversation.id


def _identity(event: Event) -> tuple[object, ...]:
    """`id`, else type, by and time exactly; an event without a time is only itself."""
    if event.id:
        return (event.id,)
    if event.instant is None:
        return (id(event),)
    return (event.type, event.by, event.instant)


def _time(own: Own) -> int:
    return own[0].instant if own[0].instant is not None else 0
