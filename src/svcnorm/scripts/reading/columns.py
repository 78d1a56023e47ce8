"""Which column of a table holds what: the scene, the words, whose words they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from svcnorm.model.errors import InputError
from svcnorm.readers.document import Document
from svcnorm.readers.labels import role_of

SCENE, WORDS, ROLE = "scene", "words", "role"
NAMES = {
    SCENE: "场景 环节 阶段 情景 情境 步骤 场合 scene stage",
    WORDS: "话术 用语 标准用语 规范用语 标准话术 参考话术 推荐话术 话术内容 服务用语 内容 台词 script text words",
    ROLE: "岗位 角色 说话人 对象 人员 role speaker post",
}


def columns_of(headings: Sequence[str]) -> dict[str, int]:
    """The columns that headings name; empty where none holds words. A heading that is a speaker heads her words."""
    found: dict[str, int] = {}
    for index, heading in enumerate(headings):
        bare = heading.strip().lower()
        for what, names in NAMES.items():
            if bare in names.split():
                found.setdefault(what, index)
        role = role_of(bare)
        if role in ("agent", "customer"):
            found.setdefault(role, index)
    return found if found.keys() & {WORDS, "agent", "customer"} else {}


def told(columns: Mapping[str, int], cells: Sequence[str]) -> tuple[str, list[tuple[int, str]]]:
    """Of a row: its scene, and in which cells words stand, with whose they are (empty: their labels tell)."""
    scene, post = (_cell(columns, cells, what) for what in (SCENE, ROLE))
    whose = "" if not post else "customer" if role_of(post) == "customer" else "agent"
    where = [(columns[what], what) for what in ("customer", "agent") if columns.get(what, len(cells)) < len(cells)]
    if columns.get(WORDS, len(cells)) < len(cells):
        where.append((columns[WORDS], whose))
    return scene, where


def _cell(columns: Mapping[str, int], cells: Sequence[str], what: str) -> str:
    at = columns.get(what, len(cells))
    return cells[at].strip() if at < len(cells) else ""


def no_words(document: Document, headings: Sequence[str]) -> InputError:
    """The error for a table in which no heading names a column of words."""
    shown = ", ".join(heading.strip()[:20] for heading in headings[:12])
    message = f"no column holds a script; the headings are: {shown}"
    return InputError(message, file=document.label, remedy="name the columns 场景, 话术, 岗位")
