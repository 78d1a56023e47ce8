"""Numbers as they are spoken or written: 48, 四十八, 两百五, 一个半, 百分之二十, 幺幺四, 两三, 十来."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from svcnorm.text.late import Late

_STRING_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")}
_STRING_DIGITS |= {c: i for i, c in enumerate("〇壹贰叁肆伍陆柒捌玖")}
_DIGITS = {**_STRING_DIGITS, "两": 2, "俩": 2, "仨": 3}
_STRING_DIGITS["幺"] = 1
_UNITS = {"十": 10, "百": 100, "千": 1_000, "拾": 10, "佰": 100, "仟": 1_000}
_SCALES = {"万": 10_000, "亿": 100_000_000}
BEGINNINGS = f"0-9半幺十拾百千{''.join(_DIGITS)}"
"""The characters with which a number may begin, as they stand in a class of a regular expression."""
_BEGIN = Late(f"[0-9半幺十拾{''.join(_DIGITS)}]|[百千]分之")
_ARABIC = Late(r"[0-9]+(?:\.[0-9]+)?")
_STRING = Late(f"[{''.join(_STRING_DIGITS)}]{{2,}}(?![十百千万亿拾佰仟])")
_DECIMALS = Late(f"点([{''.join(_STRING_DIGITS)}]+)(?![十分刻点])")
_SCALE = Late("百万|千万|[百千万亿]")
# Words that count something: they tell 十来个 and 二十多块 from 三十来算 and 一百多少.
_MEASURE = "个天分块元年岁次人家兆小月秒条台户套份张位点钟周星礼部件万米公单度页号毛角倍g"
_LONGEST = 24  # characters: no number in words that anybody says is longer
_ABOUT = Late(f"(?:[多余]|几|来)(?=[{_MEASURE}])")


class Numeral(NamedTuple):
    """A number in a text: `text[start:end]`, worth between `low` and `high`.

    `exact` is False where the speaker meant about so much (两三, 二十多, 十几, 十来).
    """

    start: int
    end: int
    low: float
    high: float
    exact: bool = True

    def divided_by(self, whole: float) -> Numeral:
        """The same place, worth a `whole`-th."""
        return self._replace(low=self.low / whole, high=self.high / whole)


@lru_cache(maxsize=256)
def read_numerals(text: str) -> tuple[Numeral, ...]:
    """Every number of a text from left to right, taken whole (no 3 in 13), with all readings of each.

    The readings of one place stand together, the likeliest first: 三四 is 3 to 4, and the digits
    34; 三点五 is 3.5, and a 三 before 点.
    """
    found: list[Numeral] = []
    position = 0
    while begin := _BEGIN.search(text, position):
        readings = _read(text, begin.start())
        found += readings
        position = max((r.end for r in readings), default=begin.start() + 1)
    return tuple(found)


def find_numbers(text: str) -> tuple[tuple[int, int, float], ...]:
    """The numbers of a text as `(start, end, value)`, several for one place that can be read in several ways.

    A range (两三) yields both of its ends, an approximation (二十多, 十来) its round number; 几 is none.
    """
    found: list[tuple[int, int, float]] = []
    for numeral in read_numerals(text):
        found.append((numeral.start, numeral.end, numeral.low))
        if numeral.high != numeral.low and text[numeral.end - 1] not in "多余几来":
            found.append((numeral.start, numeral.end, numeral.high))
    return tuple(found)


def parse_number(text: str) -> float | None:
    """What a text that is one number is worth, or None; commas and white space do not count."""
    bare = re.sub(r"[,，\s]", "", text)
    for start, end, value in find_numbers(bare):
        if (start, end) == (0, len(bare)):
            return value
    return None


_FIGURES = Late(r"[0-9*]+(?:[,，][0-9]{3})*(?:\.[0-9]+)?%?")
_LATIN = Late("[a-zA-Z\u0130\u0131\u017f\u212a]+")  # with the four that are Latin letters in upper or lower case


def spoken_length(text: str) -> int:
    """How many syllables a text has when it is spoken; one for each Chinese character.

    Figures count as they are said: 48 as 四十八 (3), 20% as 百分之二十 (5); five figures and more, years
    and what begins with 0 are said one by one, as are masked ones (138****0021). Up to three Latin
    letters are spelt, a longer word has one syllable for three letters. Punctuation and white
    space are silent.
    """
    figures = sum(_figures_length(m.group(), text[m.end() : m.end() + 1]) for m in _FIGURES.finditer(text))
    latin = sum(n if n <= 3 else -(-n // 3) for n in (len(m.group()) for m in _LATIN.finditer(text)))
    return figures + latin + sum(map(_is_han, text))


def _is_han(char: str) -> bool:
    """Whether a character is a Chinese one."""
    return "\u3400" <= char <= "\u9fff" or "\uf900" <= char <= "\ufaff" or "\U00020000" <= char <= "\U0003ffff"


def _figures_length(figures: str, following: str) -> int:
    """How many syllables written figures have; a run of asterisks alone has none."""
    if "%" in figures:
        return 3 + _figures_length(figures[:-1], "")
    if not any(c.isdigit() for c in figures):
        return 0
    whole, _, decimals = re.sub("[,，]", "", figures).partition(".")
    grouped = "," in figures or "，" in figures
    one_by_one = "*" in whole or whole.startswith("0") or (len(whole) > 4 and not grouped) or following == "年"
    length = len(whole) if one_by_one else _cardinal_length(int(whole))
    return length + (1 + len(decimals) if decimals else 0)


def _cardinal_length(value: int) -> int:
    """How many characters a whole number has in words: 10 has 1 (十), 105 has 4 (一百零五)."""
    for scale in (10**8, 10**4):
        if value >= scale:
            high, low = divmod(value, scale)
            gap = 1 if 0 < low < scale // 10 else 0
            return _cardinal_length(high) + 1 + (gap + _cardinal_length(low) if low else 0)
    if 10 <= value < 20:
        return 1 if value == 10 else 2
    figures = str(value)
    spoken = sum(2 if i < len(figures) - 1 else 1 for i, c in enumerate(figures) if c != "0")
    return spoken + len(re.findall("0+(?=[1-9])", figures)) or 1


def _read(text: str, start: int) -> list[Numeral]:
    """The readings of the number that begins at `start`; empty if none does."""
    if text[start] == "半":
        return [Numeral(start, start + 1, 0.5, 0.5)]
    if text.startswith("分之", start + 1) and text[start] in "百千":
        return _fraction(text, start, start + 1, _UNITS[text[start]])
    if text[start].isascii():
        return _arabic(text, start)
    cardinal = _cardinal(text, start)
    if cardinal and text.startswith("分之", cardinal[0]):
        return _fraction(text, start, *cardinal[:2])
    readings = _range(text, start)
    digits = _STRING.match(text, start)
    if digits and all(r.end <= digits.end() for r in readings):
        value = float("".join(str(_STRING_DIGITS[c]) for c in digits.group()))
        readings.append(Numeral(start, digits.end(), value, value))
    if not readings and cardinal:
        return _endings(text, start, *cardinal)
    return [r for r in readings if r.end == max(x.end for x in readings)]


def _arabic(text: str, start: int) -> list[Numeral]:
    """A number in figures, perhaps with a unit in words (3.5万) or a per cent sign."""
    match = _ARABIC.match(text, start)
    if match is None:
        return []
    end, value = match.end(), float(match.group())
    if text[end : end + 1] == "%":
        return [Numeral(start, end + 1, value / 100, value / 100)]
    scale = _SCALE.match(text, end)
    if scale and not text.startswith("分之", scale.start() + 1):
        end = scale.end()
        for unit in scale.group():
            value *= _UNITS.get(unit) or _SCALES[unit]
    last = 10 if value % 10 == 0 and value else 1
    return _endings(text, start, end, value, last)


def _cardinal(text: str, start: int) -> tuple[int, float, int] | None:
    """The longest number in words at `start`: its end, its value, and the worth of its last place.

    A last digit without its unit counts in the next lower one: 两百五 is 250, 一万二 is 12,000.
    """
    total, section, digit, zero = 0, 0, -1, False
    unit, scale, last, end = 10_000, 10**9, 1, start
    position = start
    while position < len(text):
        char = text[position]
        if char in _UNITS:
            size = _UNITS[char]
            if size >= unit or (digit < 0 and (size != 10 or (section and not zero and unit != 100))) or digit == 0:
                break
            section += max(digit, 1) * size
            unit, last, digit, zero = size, size, -1, False
        elif char in _SCALES:
            size = _SCALES[char]
            if size >= scale or not (section or digit > 0):
                break
            total += (section + max(digit, 0)) * size
            section, digit, zero, unit, scale, last = 0, -1, False, 10_000, size, size
        elif char in _DIGITS:
            if digit >= 0 or (zero and char in "零〇"):
                break
            if char in "零〇" and end > start:
                zero = True
                position += 1
                continue
            if end > start and not zero and last == 1:
                break
            digit = _DIGITS[char]
        else:
            break
        position += 1
        end = position
    if end == start:
        return None
    if digit > 0 and not zero and last >= 100:
        return end, float(total + section + digit * last // 10), last // 10
    return end, float(total + section + max(digit, 0)), 1 if digit >= 0 else last


def _range(text: str, start: int) -> list[Numeral]:
    """A spread over two neighbouring digits (两三, 十七八, 三四百, 三五) read as from the lower to the higher."""
    near = text[start : start + _LONGEST]
    lead = 0
    while lead < len(near) and (near[lead] in _UNITS or near[lead + 1 : lead + 2] in tuple(_UNITS)):
        lead += 1
    low, high = (_DIGITS.get(c, -1) for c in near[lead : lead + 2].ljust(2))
    if low < 1 or (high != low + 1 and (low, high) != (3, 5)) or near[lead + 2 : lead + 3] in tuple(_DIGITS):
        return []
    first, second = _cardinal(near[: lead + 1] + near[lead + 2 :], 0), _cardinal(near[:lead] + near[lead + 1 :], 0)
    if not first or not second or first[0] != second[0] or first[0] <= lead:
        return []
    return [Numeral(start, start + first[0] + 1, first[1], second[1], exact=False)]


def _fraction(text: str, start: int, end: int, whole: float) -> list[Numeral]:
    """百分之二十, 三分之一, 百分之百: the denominator ends at `end` and is worth `whole`."""
    begin = end + len("分之")
    if not whole:
        return []
    if text.startswith("百", begin):
        return [Numeral(start, begin + 1, 100 / whole, 100 / whole)]
    figures = _ARABIC.match(text, begin)
    if figures:
        value = float(figures.group()) / whole
        return [Numeral(start, figures.end(), value, value)]
    part = _cardinal(text, begin)
    return [_endings(text, start, *part)[0].divided_by(whole)] if part else []


def _endings(text: str, start: int, end: int, value: float, last: int) -> list[Numeral]:
    """What may follow a whole number: 个半, 多, 来, 几, or decimals after 点."""
    if text.startswith("个半", end) or (text.startswith("半", end) and value == 1):
        extra, end = (0.5, end + 2) if text[end] == "个" else (-0.5, end + 1)
        return [Numeral(start, end, value + extra, value + extra)]
    if last >= 10 and _ABOUT.match(text, end):
        spread = last if text[end] != "来" else last * 0.2
        return [Numeral(start, end + 1, value, value + spread, exact=False)]
    decimals = _DECIMALS.match(text, end)
    if decimals and last < 100:
        fraction = "".join(str(_STRING_DIGITS[c]) for c in decimals.group(1))
        exact = float(f"{value:.0f}.{fraction}")
        return [Numeral(start, decimals.end(), exact, exact), Numeral(start, end, value, value)]
    return [Numeral(start, end, value, value)]
