"""{duration}: a length of time (二十分钟, 半个小时, 一个半钟头, 三天)."""

from __future__ import annotations

from svcnorm.patterns.slots.base import SlotContext, SlotHit, SlotValue
from svcnorm.patterns.slots.lengths import find_lengths
from svcnorm.patterns.slots.view import View
from svcnorm.text.late import Late

DOC = "A length of time that is said in numbers: 二十分钟, 半个小时, 一个半钟头, 两三天; 几分钟 and 一会儿 are none."

_PER = Late("[块元毛钱角](?:钱|一|每)?$|每$")
_PRICE = Late("[一每]?[0-9一二三四五六七八九十百千万两零点]+(?:块|元|毛)|多少钱")


def find(view: View, context: SlotContext) -> list[SlotHit]:
    """Every length of a turn, in seconds; of a range the upper end. Prices by time (十块一天) are none."""
    text = view.text
    hits = []
    for length in find_lengths(text):
        rate = length.number == 1 and length.low == length.high
        if rate and (_PER.search(text, max(length.start - 3, 0), length.start) or _PRICE.match(text, length.end)):
            continue
        value = SlotValue(text[length.start : length.end], seconds=length.high)
        hits.append(view.hit(length.start, length.end, value))
    return hits
