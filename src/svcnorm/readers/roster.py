"""Reads rosters: who is a customer, of what rank, looked after by whom, and since when; a row a customer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from svcnorm.model.conversation import ROSTER_ENTRY, Conversation, Party, Value
from svcnorm.model.errors import InputError
from svcnorm.readers.checks import Place
from svcnorm.readers.document import Document
from svcnorm.readers.options import ReadOptions
from svcnorm.readers.records.fields import Fields
from svcnorm.readers.records.rows import logs
from svcnorm.readers.sources import Source, find_sources, guarded
from svcnorm.readers.tables import Row
from svcnorm.readers.tables.header import headed
from svcnorm.readers.times import iso

KNOWN = {
    "customer": (
        *("客户编号", "客户号", "客户ID", "客户编码", "客户标识", "用户编号", "用户ID", "集团编号", "customer id"),
        *("customer no", "cust id", "customer", "客户", "id"),
    ),
    "tier": ("客户等级", "客户级别", "等级", "级别", "重要程度", "customer tier", "tier", "level", "rank"),
    "segment": ("客户类型", "客户类别", "客户群", "customer segment", "segment"),
    "agent": ("工号", "客户经理工号", "坐席工号", "客户经理", "责任人", "坐席", "agent id", "agent", "manager"),
    "team": ("班组", "片区", "团队", "部门", "team"),
    "since": (
        *("开始维系日期", "建档日期", "签约日期", "入网日期", "起始日期", "开始日期", "维系开始", "since"),
        *("enrolled at", "enrolled", "start date"),
    ),
}
"""What a roster calls its columns, the best word first."""
TIERS = {"重要": "important", "重要客户": "important", "vip": "important", "普通": "normal", "一般": "normal"}
SEGMENTS = {
    "政企": "enterprise",
    "政企客户": "enterprise",
    "企业": "enterprise",
    "家庭": "household",
    "公众": "household",
}
ENTRY = "roster:"
"""What the ids of entries begin with."""
REMEDY = "name the columns customer, tier, agent and since, or 客户编号, 客户等级, 客户经理工号, 建档日期"


def read_roster(paths: Sequence[str], options: ReadOptions) -> Iterator[Conversation | InputError]:
    """The entry of every customer in files, directories and globs: a conversation in which nothing happened.

    Its attributes are `customer_tier`, `customer_segment` and `enrolled_at`. An InputError stands in place of a row
    that cannot be read. Raises InputError at once where a path leads to nothing.
    """
    return _read(find_sources(paths), options)


def _read(sources: Sequence[Source], options: ReadOptions) -> Iterator[Conversation | InputError]:
    seen: dict[str, str] = {}
    for source in sources:
        for item in guarded(source, _entries(source, options)):
            if isinstance(item, Conversation) and item.id in seen:
                message = f"the customer “{item.customer}” stands twice in the roster: here and in {seen[item.id]}"
                yield InputError(message, file=item.source, remedy="keep one of the rows")
                continue
            if isinstance(item, Conversation):
                seen[item.id] = item.source
            yield item


def _entries(source: Source, options: ReadOptions) -> Iterator[Conversation | InputError]:
    with source.open() as stream:
        notes: list[str] = []
        for log in logs(Document(source.label, stream, options), source.suffix, notes):
            if isinstance(log, InputError):
                yield log
                continue
            rows = log.rows if log.header is None else iter((log.header, *log.rows))
            table = headed(rows, KNOWN, options.columns)
            if "customer" not in table.columns:
                place = table.header.place if table.header else Place(source.label)
                yield place.error("the roster has no column of customers", REMEDY)
                continue
            for row in table.rows:
                yield row if isinstance(row, InputError) else _entry(row, table.columns, options, source.label)


def _entry(row: Row, columns: Mapping[str, int], options: ReadOptions, file: str) -> Conversation | InputError:
    fields = Fields({name: row.cell(index) for name, index in columns.items()}, row.place, options)
    try:
        customer = fields.ident("customer")
        since = fields.moment("since")
    except InputError as error:
        return error
    if not customer:
        return row.place.error("the row names no customer", "give the customer's id, or leave the row out")
    attributes: dict[str, Value] = {}
    for name, words in (("tier", TIERS), ("segment", SEGMENTS)):
        told = fields.text(name)
        if told:
            attributes[f"customer_{name}"] = words.get(told.lower(), told)
    if since is not None and since.instant is not None:
        attributes["enrolled_at"] = iso(since.instant, options.utc_offset)[:10]
    agent, team = fields.text("agent"), fields.text("team")
    return Conversation(
        f"{ENTRY}{customer}",
        file,
        customer=customer,
        attributes=attributes,
        parties=(Party("agent", "agent", agent or None, team or None),) if agent or team else (),
        utc_offset=options.utc_offset,
        zone_source=options.zone_source,
        notes=(ROSTER_ENTRY,),
    )
