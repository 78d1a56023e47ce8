"""What a timeline needs to know to turn words and records into signals."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from svcnorm.model.rules import AttributeType, EventType, Settings, Situation

if TYPE_CHECKING:
    from svcnorm.patterns.program import Program


class Vocabulary(NamedTuple):
    """The loaded packs' wording, situations and catalogues.

    `backchannel` numbers the wording of the set 应答词 in `program`, -1 where no pack has one.
    """

    program: Program
    situations: Mapping[str, Situation]
    events: Mapping[str, EventType]
    attributes: Mapping[str, AttributeType]
    settings: Settings
    backchannel: int = -1
