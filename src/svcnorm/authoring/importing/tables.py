"""Phrase lists and keyword expressions in tables: a row a phrase or an expression, in CSV or in a workbook."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from svcnorm.authoring.importing.drafts import Draft, Imported, Left, Unsaid
from svcnorm.authoring.importing.expressions import Not, Tree, Word, is_expression, parse, words
from svcnorm.authoring.importing.grades import DEFAULT, points_of, severity_of
from svcnorm.authoring.importing.logic import Said, bodies, message
from svcnorm.authoring.importing.wording import alternatives, example_of, pattern_of
from svcnorm.i18n import _
from svcnorm.model.errors import InputError
from svcnorm.readers.document import Document
from svcnorm.readers.options import ReadOptions
from svcnorm.readers.records.rows import logs
from svcnorm.readers.sources import Source
from svcnorm.readers.tables import Row
from svcnorm.readers.tables.header import headed

KNOWN = {
    "phrase": (
        *("短语", "禁语", "忌语", "禁用语", "禁用词", "违禁词", "敏感词", "服务忌语", "关键词", "关键字", "词语"),
        *("表达式", "关键词表达式", "用语", "话术", "phrase", "keyword", "keywords", "expression"),
    ),
    "grade": ("级别", "严重程度", "等级", "严重级别", "违规等级", "程度", "severity", "level"),
    "points": ("扣分", "分值", "扣分值", "分数", "扣减分", "points", "score"),
    "suggest": ("建议", "建议用语", "推荐话术", "正确说法", "标准话术", "应说", "改为", "suggestion", "suggest"),
    "name": ("名称", "规则名称", "规则", "质检项", "项目", "name", "rule"),
    "kind": ("类型", "规则类型", "性质", "kind", "type"),
    "speaker": ("角色", "说话人", "对象", "适用角色", "speaker", "role"),
}
"""What the columns are called, the best word first."""
REQUIRED = ("必说", "必须", "必备", "必须说", "应说", "标准用语", "规范用语", "required", "must")
FORBIDDEN = ("", "禁用", "禁语", "忌语", "禁止", "服务忌语", "敏感词", "违禁", "违规", "forbidden")
SPEAKERS = {
    **dict.fromkeys(("", "客服", "坐席", "座席", "员工", "agent"), "agent"),
    **dict.fromkeys(("客户", "用户", "customer"), "customer"),
}
REMEDY = "name the columns 短语, 级别, 扣分, 建议"


class Entry(NamedTuple):
    """One row, understood."""

    where: str
    text: str
    severity: str
    points: float
    suggest: str
    name: str
    required: bool
    speaker: str
    notes: tuple[str, ...]


def read(source: Source, options: ReadOptions) -> Imported:
    """The rules of a table. Raises InputError where no column holds phrases."""
    entries: list[Entry] = []
    left: list[Left] = []
    with source.open() as stream:
        notes: list[str] = []
        for log in logs(Document(source.label, stream, options), source.suffix, notes):
            if isinstance(log, InputError):
                raise log
            rows = log.rows if log.header is None else iter((log.header, *log.rows))
            table = headed(rows, KNOWN, options.columns)
            if "phrase" not in table.columns:
                raise InputError("no column holds phrases", file=source.label, remedy=REMEDY)
            for row in table.rows:
                if isinstance(row, InputError):
                    left.append(Left(row.place, "", row.message))
                else:
                    _understand(row, table.columns, entries, left)
    return drafted(entries, left)


def read_lines(source: Source, options: ReadOptions) -> Imported:
    """The rules of a text: a phrase or an expression a line, perhaps with its name and a colon before it; lines that
    begin with # are remarks."""
    entries: list[Entry] = []
    with source.open() as stream:
        for number, line in enumerate(Document(source.label, stream, options).text().splitlines(), 1):
            text = line.strip()
            if text and not text.startswith("#"):
                name, colon, rest = text.replace("：", ":").partition(":")
                name, rest = (name.strip(), rest.strip()) if colon and rest.strip() else ("", text)
                entries.append(Entry(_("line {n}", n=number), rest, DEFAULT, 0.0, "", name, False, "agent", ()))
    return drafted(entries, [])


def drafted(entries: list[Entry], left: list[Left]) -> Imported:
    """The rules of entries, and what was left before and in making them."""
    return Imported([draft for group in _groups(entries) for draft in _drafts(group, left)], left)


def _understand(row: Row, columns: Mapping[str, int], entries: list[Entry], left: list[Left]) -> None:
    cells = {name: row.cell(index) for name, index in columns.items()}
    where, text = _("row {n}", n=row.number), cells.get("phrase", "")
    if not text:
        left.append(Left(where, ", ".join(filter(None, cells.values())), _("the row holds no phrase")))
        return
    kind, speaker = cells.get("kind", "").strip().lower(), cells.get("speaker", "").strip().lower()
    if speaker not in SPEAKERS:
        left.append(Left(where, text, _("nobody is called “{name}” here", name=speaker)))
        return
    notes = []
    severity, points = severity_of(cells.get("grade", "")), points_of(cells.get("points", ""))
    if severity is None:
        notes.append(_("{where}: the grade “{grade}” is unknown", where=where, grade=cells["grade"]))
    if points is None:
        notes.append(_("{where}: “{points}” are no points", where=where, points=cells["points"]))
    if kind not in (*REQUIRED, *FORBIDDEN):
        notes.append(_("{where}: kind “{kind}”, taken as forbidden", where=where, kind=kind))
    entries.append(
        Entry(
            where,
            text,
            severity or DEFAULT,
            points or 0.0,
            cells.get("suggest", ""),
            cells.get("name", ""),
            kind in REQUIRED,
            SPEAKERS[speaker],
            tuple(notes),
        )
    )


def _groups(entries: list[Entry]) -> Iterator[list[Entry]]:
    """Rows that make one rule: plain forbidden phrases that cost the same and have the same remedy."""
    groups: dict[tuple[object, ...], list[Entry]] = {}
    for number, entry in enumerate(entries):
        alone = entry.required or is_expression(entry.text)
        key = (entry.name, entry.severity, entry.points, entry.suggest, entry.speaker, number if alone else -1)
        groups.setdefault(key, []).append(entry)
    yield from groups.values()


def _drafts(group: list[Entry], left: list[Left]) -> Iterator[Draft]:
    first = group[0]
    notes = tuple(note for entry in group for note in entry.notes)
    if is_expression(first.text) and len(group) == 1:
        yield from _expressed(first, left)
        return
    patterns: dict[str, str] = {}
    origins: dict[str, str] = {}
    for entry in group:
        for phrase in alternatives(entry.text):
            try:
                pattern = pattern_of(phrase)
                patterns.setdefault(pattern, phrase)
                origins.setdefault(pattern, entry.where)
            except Unsaid as error:
                left.append(Left(entry.where, phrase, str(error)))
    if not patterns:
        return
    said = Said(tuple(patterns), example_of(next(iter(patterns))), first.speaker)
    tree: Tree = Not(Word("")) if first.required else Word("")
    for body in bodies(tree, {"": said}):
        yield Draft(
            first.where,
            first.name or _title(next(iter(patterns.values())), len(patterns), first.required),
            first.severity,
            first.points,
            body.body,
            message(body.body),
            first.suggest or (next(iter(patterns.values())) if first.required else ""),
            body.hits,
            body.passes,
            notes,
            origins,
        )


def _expressed(entry: Entry, left: list[Left]) -> Iterator[Draft]:
    """The rules of an expression whose being true is the fault."""
    try:
        tree = parse(entry.text)
        leaves = {}
        for word in words(tree):
            pattern = pattern_of(word)
            leaves[word] = Said((pattern,), example_of(pattern), entry.speaker)
        found = bodies(tree, leaves)
    except Unsaid as error:
        left.append(Left(entry.where, entry.text, str(error)))
        return
    for number, body in enumerate(found, 1):
        title = entry.name or entry.text
        suggest = entry.suggest or ("" if "forbid" in body.body else _example(body.passes))
        yield Draft(
            entry.where,
            title if len(found) == 1 else f"{title} ({number})",
            entry.severity,
            entry.points,
            body.body,
            message(body.body),
            suggest,
            body.hits,
            body.passes,
            (*entry.notes, entry.text),
        )


def _example(passes: object) -> str:
    lines = [line for talk in passes for line in talk] if isinstance(passes, list) else []
    return lines[0].partition("：")[2] if lines else ""


def _title(phrase: str, n: int, required: bool) -> str:
    if required:
        return _("say “{phrase}”", phrase=phrase)
    return (
        _("do not say “{phrase}”", phrase=phrase) if n == 1 else _("do not say “{phrase}” and the like", phrase=phrase)
    )
