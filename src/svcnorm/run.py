"""The library's front door: load rules, check conversations, get a report."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from svcnorm.judging import Rules, Shared, judgement
from svcnorm.judging.localtime import local_date
from svcnorm.model.conversation import Conversation
from svcnorm.model.errors import SvcnormError
from svcnorm.model.report import ConversationReport, Report
from svcnorm.model.rules import PackInfo, Rule
from svcnorm.packs import load_rules
from svcnorm.scoring import scorecards
from svcnorm.tables import tables
from svcnorm.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator

RulesFor = Callable[[Conversation], Rules | None]
"""Which rules a conversation is checked against; None where no pack covers its channel."""


def check(
    conversations: Conversation | Sequence[Conversation],
    rules: Rules | RulesFor,
    *,
    as_of: int | None = None,
    errors: Iterable[SvcnormError] = (),
) -> Report:
    """Check conversations against rules.

    Conversations of one case or customer see each other's events. `as_of` (epoch ms) is up to when
    records are known to be complete. `errors` are inputs that could not be read; they stand in the
    report. The result depends on nothing but the arguments.
    """
    given = (conversations,) if isinstance(conversations, Conversation) else tuple(conversations)
    chosen = [(c, rules if isinstance(rules, Rules) else rules(c)) for c in given]
    shared = Shared(given)
    reports = [judged_conversation(c, r, as_of, shared)[0] for c, r in chosen]
    return reported(reports, [r for _, r in chosen if r is not None], errors)


def reported(
    reports: Iterable[ConversationReport], rules: Iterable[Rules], errors: Iterable[SvcnormError] = ()
) -> Report:
    """The report of a run in which those rules were used."""
    used = list({id(r): r for r in rules}.values())
    return Report(
        tool=_tool(used),
        packs=_unique(p for r in used for p in r.packs),
        handbooks=tuple({h.name: h for r in used for h in r.handbooks}.values()),
        rules=_rules(used),
        conversations=tuple(reports),
        errors=tuple((e.file, e.place.removeprefix(e.file).lstrip(": "), e.message, e.remedy) for e in errors),
    )


def judged_conversation(
    conversation: Conversation, rules: Rules | None, as_of: int | None, shared: Shared
) -> tuple[ConversationReport, bool]:
    """What is said of one conversation among others (`shared`), and whether another `as_of` might say otherwise."""
    if rules is None:
        return ConversationReport(conversation, (), (), ("no_pack_for_channel", *conversation.notes)), False
    verdicts, dated = judgement(conversation, rules, as_of, shared)
    notes = (*conversation.notes, *undeclared(conversation, rules))
    cards = scorecards(verdicts, rules, conversation.channel, _day(conversation, rules))
    return ConversationReport(conversation, verdicts, cards, notes), dated


def _day(conversation: Conversation, rules: Rules) -> str | None:
    """The local date by which bindings are in force."""
    if conversation.started_at is None:
        return None
    return local_date(conversation.started_at, rules.vocabulary.settings.utc_offset).isoformat()


def undeclared(conversation: Conversation, rules: Rules) -> Iterator[str]:
    """Event types and attributes that no loaded pack declares, as `code:name:guess` notes."""
    vocabulary = rules.vocabulary
    types = sorted({e.type for e in conversation.events} - set(vocabulary.events))
    names = sorted(set(conversation.attributes) - set(vocabulary.attributes))
    for code, unknown, known in (("event", types, vocabulary.events), ("attribute", names, vocabulary.attributes)):
        for name in unknown:
            yield f"undeclared_{code}:{name}:{_guess(name, known)}"


def _guess(name: str, known: Mapping[str, object]) -> str:
    from difflib import get_close_matches

    return next(iter(get_close_matches(name, list(known), 1)), "")


def _tool(used: Sequence[Rules]) -> Mapping[str, str]:
    tool = {"name": "svcnorm", "version": __version__, **tables()}
    for rules in used:
        tool.update({k: v for k, v in rules.tool.items() if not k.endswith("_hash")})
    for key in ("ruleset_hash", "judging_hash"):
        hashes = sorted({r.tool[key] for r in used if key in r.tool})
        if hashes:
            tool[key] = "+".join(hashes)
    return tool


def _unique(packs: Iterable[PackInfo]) -> tuple[PackInfo, ...]:
    return tuple(sorted({p.name: p for p in packs}.values(), key=lambda p: p.name))


def _rules(used: Sequence[Rules]) -> dict[str, Rule]:
    return {rule.instance: rule for rules in used for rule in rules.rules}


__all__ = ["check", "load_rules"]
