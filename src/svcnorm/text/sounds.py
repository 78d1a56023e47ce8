"""How words sound and how alike they are: for phrases that allow damage by speech recognition.

Sounds are toneless first readings from a shipped table (`data/sounds.json`, made by `tools/make_sound_table.py`).
"""

from __future__ import annotations

from functools import cache

from svcnorm.text.fold import DATA

FIRST_CODE = 0xE000
_PRIVATE = range(0xE000, 0xF900)


class _Codes(dict[int, int]):
    def __missing__(self, code: int) -> int:
        self[code] = to = 0xFFFD if code in _PRIVATE else code
        return to


@cache
def _codes() -> _Codes:
    """Hanzi to one private-use character per syllable; a private-use character of the text itself is no sound."""
    import json

    syllables = json.loads((DATA / "sounds.json").read_bytes())["syllables"]
    codes = _Codes()
    for code, chars in enumerate(syllables.values(), FIRST_CODE):
        codes.update(dict.fromkeys(map(ord, chars), code))
    return codes


def sound(text: str) -> str:
    """Each hanzi of a folded text as one character that stands for its syllable, the rest as it is; same length.

    Two texts sound alike iff their sounds are equal: 不清楚 and 不清除, 帮到您 and 绑到您. A character has
    its most common reading only, whatever the word.
    """
    return text.translate(_codes())


def distance(a: str, b: str) -> int:
    """Least number of characters to insert, delete or replace to make `b` of `a` (Levenshtein), in Myers' bit form."""
    if not a:
        return len(b)
    full, last = (1 << len(a)) - 1, 1 << (len(a) - 1)
    where: dict[str, int] = {}
    for i, char in enumerate(a):
        where[char] = where.get(char, 0) | 1 << i
    more, less, steps = full, 0, len(a)
    for char in b:
        equal = where.get(char, 0)
        down = equal | less
        across = (((equal & more) + more) ^ more) | equal
        up, same = less | ~(across | more), more & across
        steps += bool(up & last) - bool(same & last)
        up, same = up << 1 | 1, same << 1
        more, less = (same | ~(down | up)) & full, up & down & full
    return steps


def similarity(a: str, b: str) -> int:
    """Likeness per mille: 1000 for equal texts, 0 where no character can stay; rounded down, in integers only."""
    longest = max(len(a), len(b))
    return 1000 * (longest - distance(a, b)) // longest if longest else 1000
