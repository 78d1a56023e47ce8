"""Which column of a table holds what: the scene, the words, whose words they are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice

from svcnorm.model.errors import InputError
from svcnorm.readers.document import Document
from svcnorm.readers.labels import role_of
from svcnorm.scripts.unspoken import NOT_SPOKEN

SCENE, WORDS, ROLE = "scene", "words", "role"
NAMES = {
    SCENE: "场景 环节 阶段 情景 情境 步骤 场合 scene stage",
    WORDS: "话术 用语 内容 台词 推荐 script text words",
    ROLE: "岗位 角色 说话人 对象 人员 role speaker post",
    "customer": "问 提问 常见问题 异议 question",
    "agent": "答 answer",
}
"""What a heading is called in full."""
_KNOWN = {name: what for what, names in NAMES.items() for name in names.split()}
_LIKE = (
    (
        "customer",
        re.compile(r"(?:客户|用户|顾客|对方|来电人).{0,4}(?:问|说|讲|问题|异议|疑问|的?话|话术|原话|表述|反应)"),
    ),
    (
        WORDS,
        re.compile(
            r".{0,8}(?:话术|用语|应答|应对|答复|回复|回答|解答|口径|台词|脚本|说辞|怎么说|如何说)"
            r"(?:内容|正文|文本|范例|示例|参考|模板|口径)?"
        ),
    ),
)
"""What other headings are for: 客户可能问, 坐席应答."""
_SCENE = re.compile("(?:使用|适用|服务|业务|应用|沟通|话术)(?:场景|环节|阶段|情景|情境)|(?:场景|环节)名称")
_BESIDE = re.compile(r"[（(][^（）()]*[)）]|\s+|(?<=\S)[一二三四五六1-6a-d]$")
"""What tells columns for the same apart: 话术1, 话术（标准版）."""

HEAD_ROWS = 10
"""Rows among which the headings are looked for."""
Columns = Mapping[str, tuple[int, ...]]


def columns_of(headings: Sequence[str]) -> Columns:
    """The columns that headings name, of a kind one or several; empty where none holds an agent's words."""
    found: dict[str, list[int]] = {}
    for index, heading in enumerate(headings):
        if what := meaning(heading):
            found.setdefault(what, []).append(index)
    return {what: tuple(where) for what, where in found.items()} if found.keys() & {WORDS, "agent"} else {}


def heads(rows: Iterable[Sequence[str]]) -> tuple[int, Columns]:
    """How many rows there are to the end of the one that names the columns, and these; titles may stand above it."""
    for number, row in enumerate(islice(rows, HEAD_ROWS), 1):
        if columns := columns_of(row):
            return number, columns
    return 0, {}


def meaning(heading: str) -> str:
    """What stands under a heading, or an empty text. A heading that is a speaker heads her words."""
    bare = heading.strip().lower()
    if bare not in _KNOWN:
        bare = _BESIDE.sub("", _BESIDE.sub("", bare))
    if bare in _KNOWN:
        return _KNOWN[bare]
    if _SCENE.fullmatch(bare):
        return SCENE
    role = role_of(bare)
    if role in ("agent", "customer"):
        return role
    return "" if NOT_SPOKEN.search(heading) else next((what for what, like in _LIKE if like.fullmatch(bare)), "")


def told(columns: Columns, cells: Sequence[str]) -> tuple[str, list[tuple[int, str]]]:
    """Of a row: its scene, and in which cells words stand, with whose they are (empty: their labels tell)."""
    scene, post = (_cell(columns, cells, what) for what in (SCENE, ROLE))
    whose = {"customer": "customer", "agent": "agent", WORDS: poster(post)}
    return scene, [(at, role) for what, role in whose.items() for at in columns.get(what, ()) if at < len(cells)]


def poster(post: str) -> str:
    """Whose words they are beside which a post stands."""
    return "" if not post else "customer" if role_of(post) == "customer" else "agent"


def _cell(columns: Columns, cells: Sequence[str], what: str) -> str:
    return next((cells[at].strip() for at in columns.get(what, ()) if at < len(cells) and cells[at].strip()), "")


def no_words(document: Document, rows: Iterable[Sequence[str]]) -> InputError:
    """The error for a table in which no heading names a column of words; the fullest row has the headings."""
    filled = ([cell.strip() for cell in row if cell.strip()] for row in islice(rows, HEAD_ROWS))
    shown = ", ".join(heading[:20] for heading in max(filled, key=len, default=[])[:12])
    message = f"no column holds a script; the headings are: {shown}"
    return InputError(message, file=document.label, remedy="name the columns 场景, 话术, 岗位")
