"""Make `src/svcnorm/text/data/fold.json`: which character is read as which, and which are skipped.

    pip install opencc-python-reimplemented
    python tools/make_fold_table.py

The table is shipped, because `unicodedata` differs between Python versions and a verdict must not.
Sources, all facts about single characters:

- case and width: `unicodedata` of the Python that runs this script (its version is written into the
  file), where the folded form is one character; longer forms (℃, ㎡, …) stay as they are.
- traditional to simplified: `TSCharacters.txt` of OpenCC (https://github.com/BYVoid/OpenCC, Apache-2.0),
  the first reading of each line, with the decisions below.
"""

from __future__ import annotations

import hashlib
import json
import sys
import unicodedata
from importlib.util import find_spec
from pathlib import Path

TARGET = Path(__file__).parents[1] / "src" / "svcnorm" / "text" / "data" / "fold.json"

# OpenCC maps these, but simplified text uses them in their own right: 哪吒, 菜薹, and the names 甯, 麴, 榘; 醣 is a
# term of chemistry. 著, 着, 干, 藉, 覆, 瞭, 彷 are never mapped: one character does not show the word.
# 乾, 於, 後, 夥, 徵, 摺, 捱, 菸 are mapped: traditional text says 乾淨, 關於 daily, simplified text 乾坤 hardly ever.
ORDINARY = frozenset("吒薹甯麴醣榘著着干藉覆瞭彷")
# Everyday forms that OpenCC leaves to its phrase and region tables (妳好, 祇要, 衞生), and the zero of 二○二六.
EVERYDAY = dict(zip("妳祇衹牴喫衞粧枱枴糭汙洩痺○", "你只只抵吃卫妆台拐粽污泄痹〇"))

LINE_BREAKS = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
STOPS = dict.fromkeys("。!;｡︒‼❗❕" + LINE_BREAKS, "。")
QUESTIONS = dict.fromkeys("?⁇⁈⁉‽؟❓❔", "?")
DASHES = dict.fromkeys("−─━", "-")
TILDES = dict.fromkeys("〜〰∼～", "~")
PAUSES = ",、،-…⋯‥~:"
QUOTES = "\"'`´′″‵·・•‧∙"
BRACKETS = "<>"
NOT_SKIPPED = frozenset("。?.<>")


def all_characters() -> list[str]:
    """Every code point but the surrogates, which are folded by rule."""
    return [chr(n) for n in range(sys.maxunicode + 1) if not 0xD800 <= n <= 0xDFFF]


def traditional() -> dict[str, str]:
    """Single characters, traditional to simplified."""
    spec = find_spec("opencc")
    if spec is None or spec.origin is None:
        sys.exit("pip install opencc-python-reimplemented first")
    lines = (Path(spec.origin).parent / "dictionary" / "TSCharacters.txt").read_text("utf-8").splitlines()
    pairs = (line.split("\t") for line in lines if "\t" in line)
    table = {old: new.split()[0] for old, new in pairs if old not in ORDINARY}
    return {**table, **EVERYDAY}


def one(text: str, otherwise: str) -> str:
    """`text` if it is one character and not a surrogate."""
    return text if len(text) == 1 else otherwise


def width(char: str) -> str:
    return one(unicodedata.normalize("NFKC", char), char)


def case(char: str) -> str:
    return one(char.casefold(), one(char.lower(), char))


def marks() -> dict[str, str]:
    """Stops, dashes and tildes, each to one sign."""
    dashes = {c: "-" for c in all_characters() if unicodedata.category(c) == "Pd"}
    return {**dashes, **DASHES, **TILDES, **STOPS, **QUESTIONS}


def sections() -> dict[str, dict[str, str]]:
    """`{why: {character: what it is read as}}`; composed here, so that one look-up at run time is enough."""
    simpler, signs = traditional(), marks()
    found: dict[str, dict[str, str]] = {"marks": {}, "case": {}, "width": {}, "traditional": {}}
    for char in all_characters():
        steps, now = [], char
        while True:
            for why, after in (
                ("marks", signs.get(now, now)),
                ("width", width(now)),
                ("case", case(now)),
                ("traditional", simpler.get(now, now)),
            ):
                if after != now:
                    steps.append(why)
                    now = after
                    break
            else:
                break
            if len(steps) > 9:
                sys.exit(f"{char!r} is folded in a circle")
        if steps:
            found[steps[0]][char] = now
    return found


def skipped(table: dict[str, str]) -> str:
    """Folded characters that the skeleton leaves out: white space, pauses, quotes, brackets, controls."""
    kinds = {"Zs", "Zl", "Zp", "Cc", "Cf", "Ps", "Pe", "Pi", "Pf"}
    selectors = {chr(n) for n in [*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)]}
    chars = {c for c in all_characters() if unicodedata.category(c) in kinds} | selectors
    chars |= set(PAUSES + QUOTES)
    return "".join(sorted(c for c in chars if c not in table and c not in NOT_SKIPPED))


def main() -> None:
    found = sections()
    table = {c: to for pairs in found.values() for c, to in pairs.items()}
    skip = skipped(table)
    blank = "".join(c for c in skip if c.isspace())
    data: dict[str, object] = {
        "about": "made by tools/make_fold_table.py; traditional forms after OpenCC (Apache-2.0)",
        "unicode": unicodedata.unidata_version,
        "fold": {why: ["".join(pairs), "".join(pairs.values())] for why, pairs in found.items()},
        "skip": skip,
        "blank": blank,
        "pause": "".join(c for c in PAUSES if c in skip),
    }
    data["version"] = hashlib.blake2b(json.dumps(data, sort_keys=True).encode(), digest_size=8).hexdigest()
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(json.dumps(data, ensure_ascii=False, indent=0) + "\n", "utf-8")
    print({why: len(pairs) for why, pairs in found.items()}, "skip", len(skip))


if __name__ == "__main__":
    main()
