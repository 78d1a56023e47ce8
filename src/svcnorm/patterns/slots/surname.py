"""{surname}: a surname where it serves as one (王 of 王先生, 李 of 我姓李 and of 小李)."""

from __future__ import annotations

from svcnorm.patterns.slots.base import SlotContext, SlotHit
from svcnorm.patterns.slots.name import read
from svcnorm.patterns.slots.people import surname_at
from svcnorm.patterns.slots.view import View, find_words

DOC = "A surname where it serves as one: 王 of 王先生, 李 of 我姓李, of 小李 and of 李明华."


def find(view: View, context: SlotContext) -> list[SlotHit]:
    """Every surname of a turn that begins a name or form of address, or stands before a title of the pack."""
    spans: dict[tuple[int, int], bool] = {}
    for name in read(view):
        if name.from_ < name.to:
            span = (name.from_, name.to)
            spans[span] = spans.get(span, False) or name.sure
    for start, _, _ in find_words(view.text, context.words.get("title", ())):
        for p in (start - 2, start - 1):
            if surname_at(view.text, p) == (start - p, True):
                spans[p, start] = True
    return [view.hit(start, end, sure=sure) for (start, end), sure in sorted(spans.items())]
