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


def with_logs(conversation: Conversation, options: AssemblyOptions) -> Conversation:
    """The conversation joined with call logs and case logs, where there are any."""
    if options.records is None:
        return conversation
    from svcnorm.assembly.logs import with_records

    return with_records(conversation, options)


STEPS = (with_zone, with_roles, with_logs, without_duplicates, with_slips, with_channel)
"""Logs come after roles, since they name the agent, and before whatever looks at all events."""


def assemble(conversation: Conversation, options: AssemblyOptions = DEFAULTS) -> Conversation:
    """The conversation as it is judged. What was inferred or merged stands in its `notes`.

    Assembling twice changes nothing more.
    """
    for step in STEPS:
        conversation = step(conversation, options)
    return conversation
