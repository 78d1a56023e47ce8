"""Masking: personal numbers in any output lose their middle digits, one `*` for one, so that spans stay valid.

Masked are mobile and landline numbers, ID cards and bank cards, in half-width and full-width digits
and as they are spoken (幺三八零零…). The first three and the last four digits stay, as people are
used to seeing them (138****5678); an ID card shows no more, since six would tell the county.
Other numbers stay: staff numbers, order numbers, dates, prices.
"""

from __future__ import annotations

import re
from functools import cache

KEEP_FIRST, KEEP_LAST = 3, 4
SPOKEN_MIN = 11
"""Digits that a spoken number has at least: fewer are years, prices, staff numbers."""

SPOKEN_LEAST = 6
"""Words that it takes to speak one: 三个零 counts as three digits."""

WRITTEN_MIN = 10
"""Figures of the shortest number that is masked, a landline with its area."""

SPOKEN = dict(zip("零〇洞幺一壹拐七柒二两贰三叁四肆五伍六陆八捌九玖勾", "0001117772223344556688999"))
"""Digits as people say them, with what they stand for."""

VALUES = {**SPOKEN, **{chr(ord(base) + n): str(n) for base in "0０" for n in range(10)}}

_D = "[0-9０-９]"
_S = r"[ \t\u00a0\u3000.·‐‑–—−－-]"
_PAUSE = r"[\s,，、。.…~～·‐–—－\-嗯呃啊哦]"
_MOBILE_GROUPS = ((3, 8), (7, 4), (4, 4, 3), (4, 3, 4), (3, 3, 5), (5, 6), (6, 5), (3, 2, 2, 2, 2), (1,) * 11)
_CARD_GROUPS = ((4, 4, 4, 4, 3), (4, 4, 4, 4, 2), (4, 4, 4, 4, 1), (4, 4, 4, 4), (4, 6, 5), (4, 4, 4, 1))


def mask(text: str) -> str:
    """`text` with the personal numbers in it masked; its length and everything else stay as they are."""
    digits = [char for char in text if char in VALUES]
    if len(digits) < SPOKEN_LEAST:
        return text
    if sum(char not in SPOKEN for char in digits) >= WRITTEN_MIN:
        text = _id_cards(text)
        text = _pattern("bank_card").sub(_starred, text)
        text = _pattern("grouped_card").sub(lambda at: _starred(at) if _is_bank_card(at[0]) else at[0], text)
        text = _pattern("mobile").sub(_starred, text)
        text = _pattern("landline").sub(_starred, text)
    return _pattern("spoken").sub(lambda at: _starred(at) if _is_spoken_number(at[0]) else at[0], text)


def mask_id(text: str) -> str:
    """As `mask`, for what names a thing (a conversation's id, a file): only what is surely a mobile number or
    an ID card, since such names are often long numbers and must stay different from each other."""
    if sum(char in VALUES for char in text) < WRITTEN_MIN:
        return text
    return _pattern("mobile").sub(_starred, _id_cards(text))


def _id_cards(text: str) -> str:
    return _pattern("id_card").sub(lambda at: _starred(at) if _is_id_card(at[0]) else at[0], text)


@cache
def _pattern(name: str) -> re.Pattern[str]:
    """One of the patterns, compiled when a text first needs it: each costs a millisecond or more."""
    return re.compile(_written()[name])


@cache
def _written() -> dict[str, str]:
    alone, alone_ends = f"(?<!{_D})", f"(?!{_D})"
    word, word_ends = "(?<![0-9A-Za-z０-９])", "(?![0-9A-Za-z０-９])"
    digit, last = f"{_S}?{_D}", f"{_S}?[0-9０-９XxＸｘ]"
    comma = f"(?:{_S}|[,，、])"
    mobile = "|".join((f"{_D}{{11}}", f"{_D}{{3}}{comma}{_D}{{4}}{comma}{_D}{{4}}", *map(_groups, _MOBILE_GROUPS)))
    cards = "|".join((*map(_groups, _CARD_GROUPS), f"{_D}(?:{_S}{_D}){{12,18}}"))
    area = f"[0０](?:[1１][0０]|[2２]{_D}|[3-9３-９]{_D}{{2}})"
    spoken = f"[{''.join(VALUES)}]"
    return {
        "id_card": f"{alone}[1-8１-８](?:{digit}){{13}}(?:{_D}|(?:{digit}){{3}}{last}){alone_ends}",
        "bank_card": f"{word}[34569３４５６９]{_D}{{12,18}}{word_ends}",
        "grouped_card": f"{word}(?=[34569３４５６９])(?:{cards}){word_ends}",
        "mobile": f"{alone}(?:(?:[0０]{{2}})?[8８][6６])?(?P<number>(?=[1１]{_S}?[3-9３-９])(?:{mobile})){alone_ends}",
        "landline": f"{alone}{area}[)）]?{_S}{{0,2}}(?:{_D}{{7,8}}|{_D}{{3,4}}{_S}{_D}{{4}}){alone_ends}",
        "spoken": f"{spoken}(?:{_PAUSE}{{0,3}}个?{spoken}){{5,}}",
    }


def _groups(sizes: tuple[int, ...]) -> str:
    return f"{_S}{{1,2}}".join(f"{_D}{{{size}}}" for size in sizes)


def _starred(found: re.Match[str]) -> str:
    """The match with all but its outer digits replaced; a `number` group keeps what stands before it."""
    start = found.start("number") - found.start() if "number" in found.re.groupindex else 0
    text = found[0]
    digits = [at for at in range(start, len(text)) if text[at] in VALUES or text[at] in "XxＸｘ"]
    hidden = set(digits[KEEP_FIRST : len(digits) - KEEP_LAST])
    return "".join("*" if at in hidden else char for at, char in enumerate(text))


def _values(text: str) -> str:
    return "".join(VALUES[char] for char in text if char in VALUES)


def _is_id_card(text: str) -> bool:
    """A province, then a date of birth: eight digits of a new card, six of an old one."""
    digits = _values(text)
    born = digits[6:14] if len(digits) >= 17 else "19" + digits[6:12]
    return (
        11 <= int(digits[:2]) <= 82
        and born[:2] in ("19", "20")
        and "01" <= born[4:6] <= "12"
        and "01" <= born[6:8] <= "31"
    )


def _is_bank_card(text: str) -> bool:
    """Digits in groups are also lists of prices: they must carry UnionPay's prefix or a right check digit."""
    digits = _values(text)
    doubled = (int(d) * (1 + at % 2) for at, d in enumerate(reversed(digits)))
    return digits.startswith("62") or sum(d - 9 if d > 9 else d for d in doubled) % 10 == 0


def _is_spoken_number(text: str) -> bool:
    """Long enough, 三个零 counting as three, and really spoken: digits in figures are the other patterns' work."""
    repeats = re.finditer("(.)个", text)
    length = sum(char in VALUES for char in text) + sum(
        int(VALUES[found[1]]) - 2 for found in repeats if found[1] in VALUES
    )
    return length >= SPOKEN_MIN and sum(char in SPOKEN for char in text) >= 3
