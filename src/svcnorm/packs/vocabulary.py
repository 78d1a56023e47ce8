"""What packs together give a timeline: wording, situations, catalogues, the working-day calendar."""

from __future__ import annotations

from collections.abc import Sequence

from svcnorm.model.rules import Settings
from svcnorm.packs.calendars import read_calendars, read_names
from svcnorm.packs.nodes import Node
from svcnorm.packs.resolve import Resolved
from svcnorm.packs.scene import Scene, united
from svcnorm.packs.wordings import BACKCHANNEL, Wordings
from svcnorm.patterns import Phrases
from svcnorm.timeline.vocabulary import Vocabulary

DEFAULTS = Settings()


def vocabulary(
    packs: Sequence[Resolved],
    scenes: Sequence[Scene],
    wordings: Wordings,
    settings: Settings = DEFAULTS,
    calendars: Node | None = None,
) -> Vocabulary:
    """The vocabulary of resolved packs, each with its scene; a site's `calendars` come after the packs' own."""
    quiet = next((p.sets[BACKCHANNEL] for p in packs if BACKCHANNEL in p.sets), None)
    years = {year: node for pack in packs for year, node in pack.calendars.items()}
    if calendars is not None:
        years.update(calendars.value)
    return Vocabulary(
        program=wordings.program,
        situations=united("situation", [s.situations for s in scenes], [p.situations for p in packs]),
        events=united("event type", [s.events for s in scenes], [p.events for p in packs]),
        attributes=united("attribute", [s.attributes for s in scenes], [p.attributes for p in packs]),
        settings=settings._replace(calendar=read_calendars(years), holidays=read_names(years)),
        backchannel=-1 if quiet is None else wordings.add(_whole(wordings), quiet),
    )


def _whole(wordings: Wordings) -> Phrases:
    """The back-channel set as a wording of its own: its one-character members are meant (嗯, 对)."""
    return wordings.program.members(BACKCHANNEL)._replace(whole_turn=True)
