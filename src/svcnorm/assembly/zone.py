"""The zone of a record that names none."""

from __future__ import annotations

from dataclasses import replace

from svcnorm.assembly.options import AssemblyOptions
from svcnorm.model.conversation import Conversation


def with_zone(conversation: Conversation, options: AssemblyOptions) -> Conversation:
    """A zone for a record without dates, so that local times in its words can be understood."""
    if conversation.utc_offset is not None:
        return conversation
    return replace(conversation, utc_offset=options.utc_offset, zone_source=options.zone_source)
