"""Where words begin and end: jieba's cut without its hidden Markov model, asked only about the stretch that matters.

Edges are those of `jieba.Tokenizer().cut(text, HMM=False)`, but never inside a run of `[A-Za-z0-9]`.
"""

from __future__ import annotations

from functools import cache
from math import log

from svcnorm.text.dictionary import Dictionary, dictionary, dictionary_path
from svcnorm.text.fold import fold
from svcnorm.text.late import Late

# jieba's own character classes (jieba/__init__.py, re_han_default and re_eng).
_STRETCH = Late("[\u4e00-\u9fd5a-zA-Z0-9+#&._%-]+")
_OTHERS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+#&._%-")
_LATIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")


def stretch_around(text: str, p: int) -> tuple[int, int]:
    """The part of `text` that jieba cuts in one go and that crosses the border before text[p]; (p, p) if none does."""
    if not 0 < p < len(text) or not (_is_cut(text[p - 1]) and _is_cut(text[p])):
        return p, p
    start, end = p - 1, p + 1
    while start and _is_cut(text[start - 1]):
        start -= 1
    while end < len(text) and _is_cut(text[end]):
        end += 1
    return start, end


def _is_cut(char: str) -> bool:
    """Whether a character stands in stretches."""
    return "\u4e00" <= char <= "\u9fd5" or char in _OTHERS


def edges_of(stretch: str, words: Dictionary | None = None) -> frozenset[int]:
    """Offsets in a stretch (see `stretch_around`) at which a word ends and the next begins, both ends included."""
    route = _best_ends(stretch, words or dictionary())
    edges, at = {0}, 0
    while at < len(stretch):
        at = route[at]
        edges.add(at)
    return frozenset(e for e in edges if not (0 < e < len(stretch) and {stretch[e - 1], stretch[e]} <= _LATIN))


def _best_ends(text: str, words: Dictionary) -> list[int]:
    """For each offset, where the word that begins there ends on the most probable path (jieba's `calc`).

    The arithmetic is jieba's, operation by operation, and ties go to the longer word as there, so
    that the floating-point results are the same.
    """
    log_total = log(words.total)
    scores = [0.0] * (len(text) + 1)
    ends = [len(text)] * len(text)
    for start in range(len(text) - 1, -1, -1):
        bucket = words.bucket(text[start])
        best, best_end = 0.0, 0
        end, count = start + 1, bucket.get("")
        while count is not None:
            if count:
                score = log(count) - log_total + scores[end]
                if not best_end or score >= best:
                    best, best_end = score, end
            end += 1
            count = bucket.get(text[start + 1 : end]) if end <= len(text) else None
        if not best_end:
            best, best_end = log(1) - log_total + scores[start + 1], start + 1
        scores[start], ends[start] = best, best_end
    return ends


def tokens(text: str, words: Dictionary | None = None) -> list[str]:
    """All words of a text; what jieba does not know of is cut character by character."""
    found: list[str] = []
    last = 0
    for stretch in [*_STRETCH.finditer(text), None]:
        start, end = stretch.span() if stretch else (len(text), len(text))
        found += text[last:start]
        edges = sorted(edges_of(text[start:end], words)) if start < end else []
        found += [text[start + a : start + b] for a, b in zip(edges, edges[1:])]
        last = end
    return found


def words_containing(phrase: str) -> dict[str, int]:
    """Dictionary words that are longer than `phrase` and contain it, with their frequencies; both are folded.

    The most frequent come first. Divided by `dictionary().total`, a frequency is the word's share of running text.

    Reads the whole dictionary at the first call (half a second): for linting packs.
    """
    wanted, lines = fold(phrase), _lines()
    found: dict[str, int] = {}
    at = lines.find(wanted) if wanted else -1
    while at >= 0:
        end = lines.index("\n", at)
        word, _, count = lines[lines.rindex("\n", 0, at) + 1 : end].partition(" ")
        if wanted in word and word != wanted:
            found[word] = max(found.get(word, 0), int(count))
        at = lines.find(wanted, end)
    return {word: found[word] for word in sorted(found, key=lambda word: (-found[word], word))}


@cache
def _lines() -> str:
    """All words of the dictionary, folded, with their frequencies: a line each, with a line feed at either end."""
    lines = dictionary_path().read_text("utf-8").splitlines()
    return "\n" + "".join([fold(line.rpartition(" ")[0]) + "\n" for line in lines])
