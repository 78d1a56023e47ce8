"""Asks the rules about the parts of a script, and brings what they find back to its lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from svcnorm.judging import Rules, judge
from svcnorm.model.verdicts import VIOLATION, Finding, Place, RuleVerdict
from svcnorm.scripts.choosing import SCENE, WHOLE, Asked
from svcnorm.scripts.model import Script
from svcnorm.scripts.own import unrecognised
from svcnorm.scripts.scenes import CLOSING, OPENING
from svcnorm.scripts.talks import Maker, Talk, is_whole


def verdicts(script: Script, asked: Asked, maker: Maker) -> Iterator[RuleVerdict]:
    """What every rule says of every part that it is about."""
    for talk in maker.of_lines():
        yield from judged(asked.said, talk, script)
    yield from of_parts(script, asked, maker)


def of_parts(script: Script, asked: Asked, maker: Maker) -> Iterator[RuleVerdict]:
    """What the rules say that want something said in a scene, under a condition, or from opening to end."""
    for scene in range(len(script.scenes)):
        yield from of_scene(script, asked, maker, scene)
    if is_whole(script):
        for ways in maker.whole():
            yield from _needed(asked, WHOLE, ways, script)


def of_scene(script: Script, asked: Asked, maker: Maker, scene: int) -> Iterator[RuleVerdict]:
    """What they say of one scene, and of what is said there under conditions."""
    of = script.scenes[scene]
    if not of.kinds:
        return
    for part in (*(kind for kind in (OPENING, CLOSING) if kind in of.kinds), SCENE):
        for ways in maker.of_scene(scene):
            found = list(_needed(asked, part, ways, script))
            yield from found
            if part != SCENE:
                yield from unrecognised(script, of, found)
    for ways in maker.of_branches(scene):
        yield from _needed(asked, SCENE, ways, script)


def _needed(asked: Asked, part: str, ways: Sequence[Talk], script: Script) -> Iterator[RuleVerdict]:
    """What must be said is missing only where it is missing in every way to say it."""
    if part not in asked.needed:
        return
    first, *others = ([*judged(asked.needed[part], talk, script)] for talk in ways)
    for index, verdict in enumerate(first):
        yield next((other[index] for other in others if other[index].verdict != VIOLATION), verdict)


def judged(rules: Rules, talk: Talk, script: Script) -> Iterator[RuleVerdict]:
    """The verdicts on one conversation, with places in the script."""
    for verdict in judge(talk.conversation, rules):
        found = tuple(_placed(finding, talk, script) for finding in verdict.findings)
        possible = tuple(_placed(finding, talk, script) for finding in verdict.possible)
        yield replace(verdict, findings=found, possible=possible, evidence=_places(verdict.evidence, talk, script))


def _places(places: Sequence[Place], talk: Talk, script: Script) -> tuple[Place, ...]:
    return tuple(there for place in places if (there := talk.place(place, script)) is not None)


def _placed(finding: Finding, talk: Talk, script: Script) -> Finding:
    """A finding with its places in the script, and the words of the script in its message."""
    message = finding.message
    for place in finding.places:
        there = talk.place(place, script)
        if there is not None and place.text not in ("", there.text):
            message = message.replace(place.text, there.text)
    nearest = finding.nearest
    if nearest is not None and nearest.place is not None:
        nearest = replace(nearest, place=talk.place(nearest.place, script))
    places = _places(finding.places, talk, script) or _first(talk, script)
    return replace(finding, message=message, places=places, nearest=nearest)


def _first(talk: Talk, script: Script) -> tuple[Place, ...]:
    """The agent's first line, to show what is missing where no words show it."""
    for origin in talk.origins:
        if origin is not None and script.lines[origin.line].role == "agent":
            raw = script.lines[origin.line].raw
            return (Place(origin.line, 0, len(raw), raw),)
    return ()
