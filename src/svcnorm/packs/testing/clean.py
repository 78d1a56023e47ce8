"""A whole pack over conversations without fault: whatever it finds there is a false finding."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from svcnorm.judging import Shared, judge
from svcnorm.model.conversation import Conversation
from svcnorm.model.verdicts import Finding, RuleVerdict
from svcnorm.packs import load_rules

if TYPE_CHECKING:
    from svcnorm.config import Config


class Stray(NamedTuple):
    """A finding in a conversation that is said to have none. `source` is its file as given."""

    pack: str
    source: str
    channel: str | None
    verdict: RuleVerdict
    finding: Finding

    def __str__(self) -> str:
        words = "".join(place.text for place in self.finding.places)
        return f"{self.source}: {self.finding.rule}: {self.finding.message} [{words}]"


def stray_findings(pack: str, paths: Sequence[str], config: Config | None = None) -> Iterator[Stray]:
    """All findings of a pack, with its handbook's parameters, in the conversations of files.

    Raises PackError, and InputError for a file that cannot be read.
    """
    rules = load_rules([pack], config)
    conversations = tuple(_read(paths))
    shared = Shared(conversations)
    for conversation in conversations:
        for verdict in judge(conversation, rules, shared=shared):
            for finding in verdict.findings:
                yield Stray(pack, conversation.source, conversation.channel, verdict, finding)


def _read(paths: Sequence[str]) -> Iterator[Conversation]:
    from svcnorm.assembly import assemble
    from svcnorm.readers import find_sources, read

    for source in find_sources(paths):
        for item in read(source):
            if not isinstance(item, Conversation):
                raise item
            yield assemble(item)
