"""Asterisk call detail records: `cdr-csv/Master.csv`, `cdr-custom/Master.csv`, tables and JSON with the same names.

https://docs.asterisk.org/Configuration/Reporting/Call-Detail-Records-CDR/CDR-Variables/ names the fields; the order of
columns is that of `build_csv_record` in cdr/cdr_csv.c, and of configs/samples/cdr_custom.conf.sample.
"""

from __future__ import annotations

import re

from svcnorm.model.records import CallRecord
from svcnorm.readers.records.fields import Fields, Layout, Names

TIMES = ("start", "answer", "end", "duration", "billsec", "disposition", "amaflags")
CSV = (
    *("accountcode", "src", "dst", "dcontext", "clid", "channel", "dstchannel", "lastapp", "lastdata"),
    *TIMES,
)
CUSTOM = (
    *("clid", "src", "dst", "dcontext", "channel", "dstchannel", "lastapp", "lastdata"),
    *TIMES,
    *("accountcode", "uniqueid", "userfield", "sequence"),
)
DISPOSITIONS = ("ANSWERED", "NO ANSWER", "BUSY", "FAILED", "CONGESTION")
REMEDY = "set loguniqueid=yes in the [csv] section of cdr.conf, and export again"

DATE = re.compile(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d.*|\d{10}(\.\d+)?")
ID = re.compile(r"(?:[\w.-]+-)?\d{9,10}\.\d+")
"""`1795138200.17`, with the name of the system before it where one is set."""


def placed(cells: Names) -> Names:
    """The names of the columns, told by where the times and the disposition stand."""
    if _fits(cells, CUSTOM):
        return CUSTOM
    if not _fits(cells, CSV):
        return ()
    ids = [index for index in range(len(CSV), len(cells)) if ID.fullmatch(cells[index])]
    names = dict(zip(ids, ("uniqueid", "linkedid")))
    return (*CSV, *(names.get(index, f"extra{index}") for index in range(len(CSV), len(cells))))


def _fits(cells: Names, names: Names) -> bool:
    at = {name: index for index, name in enumerate(names)}
    return (
        len(cells) >= at["amaflags"] + 1
        and cells[at["disposition"]].upper() in DISPOSITIONS
        and DATE.fullmatch(cells[at["start"]]) is not None
        and all(cells[at[name]].isdigit() for name in ("duration", "billsec"))
    )


def named(names: frozenset[str]) -> bool:
    return "disposition" in names and bool(names & {"dstchannel", "destinationchannel"})


def read(row: Fields) -> CallRecord:
    """A row: one dialled leg, or the call as a whole.

    When a telephone began to ring is not told: `duration` less `billsec` holds menus and queues as well. The answer of
    a row whose last application was a queue is that of the queue, not of an agent.
    """
    calls = row.calls("linkedid", "uniqueid", remedy=REMEDY)
    start = row.at("start", "calldate", "starttime")
    end = row.at("end", "endtime")
    duration, talked = row.length("duration"), row.length("billsec", "billableseconds")
    if end is None and start is not None and duration is not None:
        end = start + duration
    connected = row.text("disposition").upper() == "ANSWERED"
    answer = row.at("answer", "answertime") if connected else None
    if answer is None and connected and end is not None and talked:
        answer = end - talked
    of_agent = row.text("lastapp", "lastapplication").lower() != "queue"
    return CallRecord(
        source=row.source,
        calls=calls,
        agent=agent_of(row.text("dstchannel", "destinationchannel")),
        started=start,
        answered=answer if of_agent else None,
        ended=end,
    )


def agent_of(channel: str) -> str:
    """The agent that a channel such as `Agent/8001` is; other channels are telephones, whoever sits there."""
    kind, _, name = channel.partition("/")
    return name.partition("-")[0] if kind.lower() == "agent" else ""


LAYOUT = Layout(
    name="asterisk-cdr",
    title="Asterisk call detail records",
    known_by="Master.csv by position; disposition, dstchannel",
    tells=("answer", "end", "agent"),
    placed=placed,
    named=named,
    read=read,
)
