"""Asterisk channel event logging: a row for each thing that happened on each leg of a call.

https://docs.asterisk.org/Configuration/Reporting/Channel-Event-Logging-CEL/CEL-Specification/ names events, fields and
what `extra` holds; the order of columns is that of configs/samples/cel_custom.conf.sample.
"""

from __future__ import annotations

from typing import Any

from svcnorm.model.errors import InputError
from svcnorm.model.records import CallRecord
from svcnorm.readers.json import loads
from svcnorm.readers.records.asterisk import DATE, ID, agent_of
from svcnorm.readers.records.fields import Fields, Layout, Names

COLUMNS = (
    *("eventtype", "eventtime", "cidname", "cidnum", "cidani", "cidrdnis", "ciddnid", "exten", "context", "channame"),
    *("appname", "appdata", "amaflags", "accountcode", "uniqueid", "linkedid", "peer", "userfield", "userdeftype"),
    "extra",
)
BEGINS = ("CHAN_START",)
ENDS = ("HANGUP", "CHAN_END")
TRANSFERS = ("BLINDTRANSFER", "ATTENDEDTRANSFER")
OTHERS = (
    *("CHAN_END", "APP_START", "APP_END", "BRIDGE_ENTER", "BRIDGE_EXIT", "PARK_START", "PARK_END", "PICKUP", "FORWARD"),
    *("LINKEDID_END", "LOCAL_OPTIMIZE", "LOCAL_OPTIMIZE_BEGIN", "USER_DEFINED"),
)
HOLDS = ("HOLD", "UNHOLD")
"""Asterisk has no such events: they are there where a dialplan writes them as its own (CELGenUserEvent)."""
TOLD = (*BEGINS, "ANSWER", *ENDS, *TRANSFERS, *HOLDS)
EVENTS = frozenset((*TOLD, *OTHERS))


def placed(cells: Names) -> Names:
    """The names of the columns; sites leave some out, and the two ids tell which."""
    if len(cells) < 10 or cells[0].upper() not in EVENTS or not DATE.fullmatch(cells[1]):
        return ()
    ids = [index for index, cell in enumerate(cells) if index > 1 and ID.fullmatch(cell)]
    channels = [index for index, cell in enumerate(cells) if "/" in cell and index > 6]
    if len(ids) < 2 or not channels:
        return ()
    names = {0: "eventtype", 1: "eventtime", ids[0]: "uniqueid", ids[1]: "linkedid", channels[0]: "channame"}
    names.update({len(cells) - 2: "userdeftype", len(cells) - 1: "extra"})
    return tuple(names.get(index, f"column{index}") for index in range(len(cells)))


def named(names: frozenset[str]) -> bool:
    return "linkedid" in names and "eventtime" in names and bool(names & {"eventtype", "eventname"})


def read(row: Fields) -> CallRecord | None:
    """A row of one leg. The leg whose id is that of the call is the caller's, the others are called telephones.

    Local channels stand between legs and are none.
    """
    event = row.text("eventtype", "eventname").upper()
    event = row.text("userdeftype").upper() if event == "USER_DEFINED" else event
    channel = row.text("channame", "channel")
    if event not in TOLD or channel.startswith("Local/"):
        return None
    leg, call = row.ident("uniqueid"), row.ident("linkedid")
    at = row.at("eventtime")
    if not leg or not call or at is None:
        raise row.place.error("the event has no time, or no ids", "keep eventtime, uniqueid and linkedid in the log")
    caller = leg == call
    found = CallRecord(
        source=row.source, calls=(call, leg), leg=leg, side="caller" if caller else "callee", agent=agent_of(channel)
    )
    if event in BEGINS:
        return found._replace(started=at) if caller else found._replace(rang=at)
    if event == "ANSWER":
        # The system answers the caller for menus and queues: only the answer of a called telephone is an agent's.
        return None if caller else found._replace(answered=at)
    if event in ENDS:
        return found._replace(ended=at, released_by=_releasing(row, channel, found.side))
    if event in TRANSFERS:
        return found._replace(transfers=(at,))
    found = found._replace(holds_told=True)
    return found._replace(held=(at,)) if event == "HOLD" else found._replace(resumed=(at,))


def _releasing(row: Fields, channel: str, side: str) -> str:
    """This leg's side, where the log says that the hanging up came from its channel."""
    extra = row.text("extra", "eventextra")
    if not extra.startswith("{"):
        return ""
    try:
        data: Any = loads(extra, row.place)
    except InputError:
        # Logs written without quoting tear this cell apart; nothing else depends on it.
        return ""
    return side if isinstance(data, dict) and data.get("hangupsource") == channel else ""


LAYOUT = Layout(
    name="asterisk-cel",
    title="Asterisk channel events",
    known_by="CHAN_START …, eventtime, uniqueid, linkedid",
    tells=("ring", "answer", "end", "hold", "transfer", "hung up by", "agent"),
    placed=placed,
    named=named,
    read=read,
)
