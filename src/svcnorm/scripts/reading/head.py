"""The head of a text: front matter, which is about the script and none of its words."""

from __future__ import annotations

from svcnorm.model.conversation import CHANNELS
from svcnorm.readers import frontmatter
from svcnorm.readers.document import Document
from svcnorm.scripts.flow import Flow
from svcnorm.scripts.reading.read import lines_of


def headless(document: Document, flow: Flow) -> list[str]:
    """The lines of a text, blank where its front matter stood; `flow` learns the channel. Raises InputError."""
    lines = lines_of(document)
    found = frontmatter.split(lines)
    if found is None or found[1] < 0:
        return lines
    first, end = found
    told, _ = frontmatter.parse("\n".join(lines[first:end]), document.label, first + 1)
    channel = told.get("channel", told.get("渠道"))
    if isinstance(channel, str) and channel in CHANNELS:
        flow.channel = channel
    return [""] * (end + 1) + lines[end + 1 :]
