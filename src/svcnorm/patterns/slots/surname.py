"""{surname}: a surname where it serves as one (王 of 王先生, 李 of 我姓李 and of 小李)."""

from __future__ import annotations

from svcnorm.patterns.slots.base import SlotContext, SlotHit
from svcnorm.patterns.slots.name import read
from svcnorm.patterns.slots.people import surname_at, surname_start
from svcnorm.patterns.slots.view import View

DOC = "A surname where it serves as one: 王 of 王先生, 李 of 我姓李, of 小李 and of 李明华."


def find(view: View, context: SlotContext) -> list[SlotHit]:
    """Every surname of a turn that begins a name or form of address, or stands before a title of the pack."""
    spans: dict[tuple[int, int], bool] = {}
    for name in read(view):
        if name.from_ < name.to:
            span = (name.from_, name.to)
            spans[span] = spans.get(span, False) or name.sure
    own_titles = context.words.get("title", ())
    for match in surname_start().finditer(view.text) if own_titles else ():
        length, common = surname_at(view.text, match.start())
        if common and view.text.startswith(own_titles, match.start() + length):
            spans[match.start(), match.start() + length] = True
    return [view.hit(start, end, sure=sure) for (start, end), sure in sorted(spans.items())]
