"""Scripts judged one after the other, and the report on all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from svcnorm.model.errors import InputError
from svcnorm.model.report import ConversationReport, Report
from svcnorm.run import RulesFor, reported
from svcnorm.scripts.checking import checked
from svcnorm.scripts.choosing import Asked, asked
from svcnorm.scripts.fixing import Mending, mending
from svcnorm.scripts.model import Script
from svcnorm.scripts.own import own_rules
from svcnorm.scripts.packs import company_of
from svcnorm.scripts.reading.read import name_of
from svcnorm.scripts.scenes import channel_of
from svcnorm.scripts.talks import conversation_of

ASSUMED = "inbound_call"
"""The channel of a script that names none."""


class Judged(NamedTuple):
    """A script, what is said of it, and what it takes to mend it (None where no pack covers its channel)."""

    script: Script
    report: ConversationReport
    mending: Mending | None


class Desk:
    """Judges scripts one after the other; rules are sorted once."""

    def __init__(self, rules_for: RulesFor, channel: str | None) -> None:
        self._rules_for, self._channel = rules_for, channel
        self.asked: dict[int, Asked] = {}

    def judge(self, script: Script) -> Judged:
        """One script."""
        channel = self._channel or script.channel or channel_of(name_of(script.label)) or ASSUMED
        empty = conversation_of(script, channel, ())
        rules = self._rules_for(empty)
        if rules is None:
            return Judged(script, ConversationReport(empty, (), (), ("no_pack_for_channel",)), None)
        if id(rules) not in self.asked:
            self.asked[id(rules)] = asked(rules)
        desk = mending(script, self.asked[id(rules)], channel, company_of(rules))
        return Judged(script, checked(desk.asked, desk.maker), desk)

    def report(self, found: Sequence[Judged], errors: Sequence[InputError], notes: Sequence[str]) -> Report:
        """The report on all of them."""
        rules = (part for each in self.asked.values() for part in each.all)
        report = reported([each.report for each in found], rules, errors)
        return replace(report, rules={**report.rules, **own_rules()}, notes=(*report.notes, *notes))
