"""Where scripts are judged, one after the other, and reported on together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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
from svcnorm.scripts.talks import conversation_of

ASSUMED = "inbound_call"
"""The channel of a script that names none."""


class Judged(NamedTuple):
    """A script, what is said of it, and what it takes to mend it (None where no pack covers its channel)."""

    script: Script
    report: ConversationReport
    mending: Mending | None


class Desk:
    """Judges scripts by the rules that `rules_for` gives their channels; the rules are sorted once."""

    def __init__(self, rules_for: RulesFor) -> None:
        self._rules_for = rules_for
        self._asked: dict[int, Asked] = {}

    def judge(self, script: Script) -> Judged:
        """One script."""
        channel = script.channel or ASSUMED
        empty = conversation_of(script, channel, ())
        rules = self._rules_for(empty)
        if rules is None:
            return Judged(script, ConversationReport(empty, (), (), ("no_pack_for_channel",)), None)
        if id(rules) not in self._asked:
            self._asked[id(rules)] = asked(rules)
        ready = mending(script, self._asked[id(rules)], channel, company_of(rules))
        return Judged(script, checked(ready.asked, ready.maker), ready)

    def report(self, found: Iterable[Judged], errors: Sequence[InputError] = (), notes: Sequence[str] = ()) -> Report:
        """The report on scripts that were judged here, and on what could not be read."""
        rules = (part for each in self._asked.values() for part in each.all)
        report = reported([each.report for each in found], rules, errors)
        return replace(report, rules={**report.rules, **own_rules()}, notes=(*report.notes, *notes))
