"""What is wrong with a script as such, whichever packs are used: rules that no pack holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from svcnorm.i18n import _
from svcnorm.judging.fingerprints import fingerprint
from svcnorm.model.rules import Constraint, Rule
from svcnorm.model.verdicts import PASS, VIOLATION, Finding, Place, RuleVerdict
from svcnorm.scripts.model import Scene, Script
from svcnorm.scripts.spoken import Spoken

PLACEHOLDER, UNRECOGNISED, IGNORE = "script-placeholder", "script-unrecognised", "script-ignore"
PACK = "script"
KNOWN = "{姓名}, {称呼}, {公司}, {时间}"


def own_rules() -> dict[str, Rule]:
    """These rules, by name."""
    titles = {
        PLACEHOLDER: (_("placeholders that the agent knows how to fill in"), "minor"),
        UNRECOGNISED: (_("wording that the rules recognise"), "minor"),
        IGNORE: (_("comments that allow something, and say why"), "minor"),
    }
    constraint = Constraint("manual")
    return {name: Rule(name, name, title, PACK, constraint, severity) for name, (title, severity) in titles.items()}


def unknown_placeholders(script: Script, spoken: Sequence[Spoken]) -> Iterator[Finding]:
    """The places to fill in of which nobody knows with what."""
    for index, of in enumerate(spoken):
        for each in of.unknown:
            place = Place(index, each.start, each.end, script.lines[index].raw[each.start : each.end])
            message = _("“{text}”: nobody knows what is to stand there", text=place.text)
            yield own(PLACEHOLDER, message, _("use a known one, such as {names}", names=KNOWN), script, place)


def unrecognised(script: Script, scene: Scene, found: Sequence[RuleVerdict]) -> Iterator[RuleVerdict]:
    """Where a scene holds nothing of what several rules look for there, each with wording of its own."""
    broken = [finding for verdict in found if verdict.verdict == VIOLATION for finding in verdict.findings]
    some = any(verdict.verdict == PASS for verdict in found)
    some = some or any(finding.nearest is not None and finding.nearest.found for finding in broken)
    if some or len(broken) < 2 or not broken[0].places:
        return
    turn = broken[0].places[0].turn
    raw = script.lines[turn].raw
    message = _("no rule recognises this as {scene}", scene=scene.name)
    finding = own(UNRECOGNISED, message, broken[0].suggestion, script, Place(turn, 0, len(raw), raw))
    yield RuleVerdict(UNRECOGNISED, (), VIOLATION, findings=(finding,))


def own(rule: str, message: str, suggestion: str, script: Script, place: Place) -> Finding:
    """A finding of one of these rules."""
    name = fingerprint((rule, script.label, place.text))
    return Finding(rule, message, suggestion, own_rules()[rule].severity, 0.0, name, (place,), pattern="")
