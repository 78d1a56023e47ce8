"""Make `src/svcnorm/text/data/sounds.json`: the toneless syllable of every folded hanzi.

    pip install pypinyin
    python tools/make_sound_table.py

The readings are those of pypinyin (https://github.com/mozillazg/python-pinyin, MIT), the first of each
character; characters that folding replaces are left out, and those beyond the basic block (U+4E00 to U+9FFF).
"""

from __future__ import annotations

import json
from pathlib import Path

from pypinyin import Style, __version__, pinyin

DATA = Path(__file__).parents[1] / "src" / "svcnorm" / "text" / "data"


def replaced() -> set[str]:
    """Characters that no folded text holds."""
    sections = json.loads((DATA / "fold.json").read_bytes())["fold"]
    return {char for old, _ in sections.values() for char in old}


def main() -> None:
    folded_away = replaced()
    syllables: dict[str, list[str]] = {}
    for char in map(chr, range(0x4E00, 0xA000)):
        syllable = pinyin(char, style=Style.NORMAL, errors="ignore")
        if syllable and char not in folded_away:
            syllables.setdefault(syllable[0][0].replace("ü", "v"), []).append(char)
    data = {
        "about": f"made by tools/make_sound_table.py; first readings of pypinyin {__version__} (MIT)",
        "syllables": {name: "".join(syllables[name]) for name in sorted(syllables)},
    }
    (DATA / "sounds.json").write_text(json.dumps(data, ensure_ascii=False, indent=0) + "\n", "utf-8")
    print(len(syllables), "syllables,", sum(map(len, syllables.values())), "characters")


if __name__ == "__main__":
    main()
