"""FreeSWITCH call records: `mod_cdr_csv` (the shipped template `example`, or columns with a header) and `mod_json_cdr`.

The template is that of conf/vanilla/autoload_configs/cdr_csv.conf.xml. The names of variables are those of
https://developer.signalwire.com/freeswitch/Channel-Variables-Catalog/ (`start_epoch`, `sip_hangup_disposition`), and
`cc_…` those of mod_callcenter. FusionPBX exports have `leg` as well, and in `direction` that of the call.
"""

from __future__ import annotations

import re

from svcnorm.model.records import CallRecord
from svcnorm.readers.records import values
from svcnorm.readers.records.asterisk import DATE
from svcnorm.readers.records.fields import Fields, Layout, Names

EXAMPLE = (
    *("calleridname", "calleridnumber", "destinationnumber", "context", "startstamp", "answerstamp", "endstamp"),
    *("duration", "billsec", "hangupcause", "uuid", "bleguuid", "accountcode", "readcodec", "writecodec"),
)
SAME_MOMENT = 2_000
"""Milliseconds: a leg that is bridged later than this after its answer was answered by a menu or a queue."""

_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_HOLD = re.compile(r"\{(\d{10,19}),(\d{0,19})\}")
_TRANSFER = re.compile(r"(\d{10}):[0-9a-f-]{36}:(?:bl_xfer|att_xfer|uuid_br)")


def placed(cells: Names) -> Names:
    """The names of the columns of the template, which sites lengthen at its end."""
    if len(cells) < 12 or not _UUID.fullmatch(cells[10]) or not DATE.fullmatch(cells[4]):
        return ()
    return (*EXAMPLE, *(f"extra{index}" for index in range(len(EXAMPLE), len(cells))))


def named(names: frozenset[str]) -> bool:
    timed = any(name.endswith(("epoch", "stamp")) and name.startswith(("start", "answer", "end")) for name in names)
    return timed and bool(names & {"uuid", "calluuid", "hangupcause", "bleguuid"})


def read(row: Fields) -> CallRecord:
    """A row: one leg.

    A telephone began to ring at `progress` (180 Ringing), on the leg that was called, or on the caller's where it
    was bridged as soon as it was answered: with a menu or a queue in between, that is not an agent's telephone.
    """
    calls = row.calls("calluuid", "originatingleguuid", "originator", "uuid", "xmlcdruuid", "bleguuid", "bridgeuuid")
    side = _side(row)
    start, answered, bridged, ended = (_at(row, name) for name in ("start", "answer", "bridge", "end"))
    rang = _at(row, "progress") or _at(row, "progressmedia")
    at_once = bridged is not None and answered is not None and abs(bridged - answered) <= SAME_MOMENT
    if side != "callee" and bridged is not None and not at_once:
        answered = bridged
    ring = row.length("ringduration")
    if ring is not None and answered is not None:
        rang = answered - ring
    elif side != "callee" and not at_once:
        rang = None
    return CallRecord(
        source=row.source,
        calls=calls,
        leg=row.ident("uuid", "xmlcdruuid"),
        side=side,
        channel=_channel(row),
        agent=row.text("ccagent").partition("@")[0],
        team=row.text("ccqueue").partition("@")[0],
        started=start if side != "callee" else None,
        rang=rang,
        answered=answered,
        ended=ended,
        held=_held(row, side, 0),
        resumed=_held(row, side, 1),
        holds_told=any(name in row.cells for name in ("holdevents", "lastholdepoch", "lastholduepoch")),
        transfers=tuple(int(at) * 1000 for at in _TRANSFER.findall(row.text("transferhistory", "transfersource"))),
        released_by=_releasing(row, side),
    )


def _side(row: Fields) -> str:
    """Whether the leg is of who called or of who was called; empty where the row does not say."""
    queue = row.text("ccside").lower()
    if queue:
        return "callee" if queue == "agent" else "caller"
    if "leg" in row.cells:
        return {"a": "caller", "b": "callee"}.get(row.text("leg").lower(), "")
    return {"inbound": "caller", "outbound": "callee"}.get(row.text("direction").lower(), "")


def _channel(row: Fields) -> str:
    """Whether the call came in or went out; `direction` of a leg only says whether FreeSWITCH placed that leg."""
    word = row.text("calldirection", *(("direction",) if "leg" in row.cells else ()))
    return {"inbound": "inbound_call", "outbound": "outbound_call"}.get(word.lower(), "")


def _at(row: Fields, name: str) -> int | None:
    """An instant, as precisely as it is told."""
    return row.at(f"{name}uepoch", f"{name}epoch", f"{name}stamp")


def _held(row: Fields, side: str, end: int) -> tuple[int, ...]:
    """When the called side held the caller (0) or took the call back (1)."""
    if side == "caller":
        return ()
    pairs = _HOLD.findall(row.text("holdevents"))
    found = [values.instant(pair[end], row.place, "hold_events", row.options.utc_offset) for pair in pairs]
    told = tuple(at for at in found if at is not None)
    last = row.at("lastholduepoch", "lastholdepoch") if not end and not told else None
    return told if last is None else (last,)


def _releasing(row: Fields, side: str) -> str:
    """Who sent the BYE of this leg; one that FreeSWITCH sent says nothing of who meant to end the call."""
    received = row.text("siphangupdisposition").lower() in ("recv_bye", "recv_cancel")
    return side if received else ""


LAYOUT = Layout(
    name="freeswitch",
    title="FreeSWITCH call records",
    known_by="template of mod_cdr_csv by position; start_epoch or start_stamp, uuid; variables of mod_json_cdr",
    tells=("ring", "answer", "end", "hold", "transfer", "hung up by", "direction", "agent"),
    placed=placed,
    named=named,
    read=read,
)
