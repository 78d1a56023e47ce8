"""{title}: a post or form of address (经理, 主任, 老师, 先生, 大爷; 总 of 王总)."""

from __future__ import annotations

from svcnorm.patterns.slots.base import SlotContext, SlotHit
from svcnorm.patterns.slots.name import read
from svcnorm.patterns.slots.people import short_title_at, title_at
from svcnorm.patterns.slots.view import View, find_words

DOC = "A post or form of address: 经理, 主任, 老板, 老师, 先生, 大爷, the pack's own; 总 or 处 only after a surname."


def find(view: View, context: SlotContext) -> list[SlotHit]:
    """Every title of a turn: at each place the longest that begins there (总经理, and 经理 in it)."""
    text = view.text
    spans = {(p, end) for p in range(len(text)) if (end := title_at(text, p)) > p}
    spans |= {(start, end) for start, end, _ in find_words(text, context.words.get("title", ()))}
    spans |= {
        (name.to, name.end)
        for name in read(view)
        if name.from_ < name.to < name.end and short_title_at(text, name.to) == name.end
    }
    return [view.hit(start, end) for start, end in sorted(spans)]
