"""Labels: what a person who read a conversation says about norms."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from svcnorm.model.conversation import Conversation
from svcnorm.model.errors import InputError
from svcnorm.model.verdicts import MANUAL, NOT_APPLICABLE, PASS, UNDETERMINED, VIOLATION

WORDS: Mapping[str, tuple[str, ...]] = {
    VIOLATION: (
        "violation",
        "违规",
        "不合格",
        "不符合",
        "未达标",
        "违反",
        "扣分",
        "错",
        "否",
        "fail",
        "x",
        "×",
        "✗",
        "n",
    ),
    PASS: ("pass", "合格", "符合", "达标", "通过", "正常", "对", "是", "ok", "√", "✓", "y"),
    UNDETERMINED: ("undetermined", "无法判断", "无法判定", "不确定", "存疑", "看不出", "?"),
    NOT_APPLICABLE: ("not_applicable", "not applicable", "不适用", "不涉及", "无此场景", "n/a", "na", "-", "—"),
    MANUAL: ("manual", "人工", "人工检查"),
}
"""How people write verdicts in their tables; case and width do not matter."""

_VERDICT = {word: verdict for verdict, words in WORDS.items() for word in words}


class Record(NamedTuple):
    """All labels that one source gives for one conversation.

    `conversation` is given where the source carries it. `handbook` is what the source calls the handbook, or
    empty. `gold` are verdicts by norm, `where` the utterances that a label names (from 0). `complete`: norms that
    are left out do not apply. `unsure` are norms on which two people differ; nothing is asked about them.
    """

    id: str
    gold: Mapping[str, str]
    file: str
    line: int
    conversation: Conversation | None = None
    handbook: str = ""
    where: Mapping[str, tuple[int, ...]] = {}
    complete: bool = False
    unsure: frozenset[str] = frozenset()
    note: str = ""


def verdict_of(word: str, file: str, line: int) -> str:
    """The verdict that a word of a table means. Raises InputError for one that means none."""
    from svcnorm.text.fold import fold

    found = _VERDICT.get(fold(word).strip())
    if found is None:
        known = ", ".join(words[0] for words in WORDS.values())
        raise InputError(f"{word!r} is no verdict", file=file, line=line, remedy=f"write one of {known}, 违规, 合格 …")
    # A person who left it to people claims nothing.
    return NOT_APPLICABLE if found == MANUAL else found
