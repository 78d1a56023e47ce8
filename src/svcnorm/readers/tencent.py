"""Reads the flat text of Tencent Cloud's speech recognition: `[0:0.340,0:2.100,0]  您好`.

Minutes:seconds.milliseconds of start and end, and the number of the speaker or channel, which is absent where
speakers were not told apart. https://cloud.tencent.com/document/product/1093/37822 (`Result` of DescribeTaskStatus)
"""

from __future__ import annotations

import re

from svcnorm.model.conversation import Conversation
from svcnorm.readers import times
from svcnorm.readers.checks import Place
from svcnorm.readers.document import Document
from svcnorm.readers.format import Carries, Format, Read
from svcnorm.readers.options import ReadOptions
from svcnorm.readers.times import Moment

_CLOCK = r"\d{1,3}:\d{1,2}(?::\d{1,2})?\.\d{1,6}"
_LINE = rf"\s*\[(?P<start>{_CLOCK}),\s*(?P<end>{_CLOCK})(?:,\s*(?P<speaker>\d{{1,6}}))?\](?P<text>.*)"


def claims(head: str, suffix: str) -> bool:
    """Text whose first line with anything on it has such a bracket."""
    return head.lstrip()[:1] == "[" and re.match(_LINE, head, re.ASCII) is not None


def read(document: Document, options: ReadOptions) -> Read:
    """The one conversation that the text holds."""
    place = Place(document.label)
    yield conversation(document.text(), place, document.label, options)


def conversation(text: str, place: Place, name: str, options: ReadOptions) -> Conversation:
    """The conversation in such a text. A line without a bracket goes on with the one before. Raises InputError."""
    from svcnorm.readers.draft import Draft, Said, finished

    said: list[tuple[Said, list[str]]] = []
    for number, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1):
        # Inside JSON the lines of a text are none of the file.
        spot = place if place.pointer else place._replace(line=number)
        match = re.fullmatch(_LINE, line, re.ASCII)
        if match:
            start, end = (_moment(match[key], spot) for key in ("start", "end"))
            said.append((Said("", spot, speaker=match["speaker"], start=start, end=end), [match["text"].strip()]))
        elif line.strip() and said:
            said[-1][1].append(line.strip())
        elif line.strip():
            raise spot.error("there are words before the first time", "begin with a line like [0:0.340,0:2.100,0] 您好")
    whole = [sentence._replace(text="\n".join(lines)) for sentence, lines in said]
    return finished(Draft({}, whole, place, name), options)


def _moment(clock: str, place: Place) -> Moment:
    since = times.elapsed(clock)
    if since is None:
        raise place.error(f"“{clock}” is not a time")
    return Moment(elapsed=since)


FORMAT = Format(
    "tencent-text",
    (),
    claims,
    read,
    title="Tencent Cloud speech recognition, flat text",
    known_by="[0:0.340,0:2.100,0]",
    carries=Carries("speaker", "clock"),
)
