"""The steps that complete a conversation, in their order."""

from __future__ import annotations

from svcnorm.assembly.channel import with_channel
from svcnorm.assembly.duplicates import without_duplicates
from svcnorm.assembly.options import AssemblyOptions
from svcnorm.assembly.roles import with_roles
from svcnorm.assembly.slips import with_slips
from svcnorm.assembly.zone import with_zone
from svcnorm.model.conversation import Conversation

DEFAULTS = AssemblyOptions()
STEPS = (with_zone, without_duplicates, with_roles, with_slips, with_channel)


def assemble(conversation: Conversation, options: AssemblyOptions = DEFAULTS) -> Conversation:
    """The conversation as it is judged. What was inferred or merged stands in its `notes`.

    Assembling twice changes nothing more.
    """
    for step in STEPS:
        conversation = step(conversation, options)
    return conversation
