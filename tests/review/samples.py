"""Decisions about a small store, as the page of a report would save them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from tests.cli.stores import made

AT = "2026-11-20T09:30:00.000Z"
CALLS: Sequence[Mapping[str, Any]] = (
    {
        "id": "20261120000000000017",
        "channel": "inbound_call",
        "started_at": "2026-11-20T09:00:00+08:00",
        "parties": [
            {"id": "a", "role": "agent", "agent": "00800123", "team": "北区"},
            {"id": "c", "role": "customer"},
        ],
        "turns": [
            {"speaker": "a", "text": "您好,请讲", "start": 1, "end": 2},
            {"speaker": "c", "text": "我要改套餐", "start": 3, "end": 4},
            {"speaker": "a", "text": "这个办不了", "start": 5, "end": 6},
            {"speaker": "c", "text": "那怎么办", "start": 7, "end": 8},
            {"speaker": "a", "text": "真的没有办法", "start": 9, "end": 10},
        ],
        "events": [{"type": "ring", "at": -18}, {"type": "answer", "at": 0}],
    },
    {
        "id": "C-2",
        "channel": "inbound_call",
        "started_at": "2026-11-21T09:00:00+08:00",
        "parties": [{"id": "a", "role": "agent", "agent": "8002", "team": "南区"}, {"id": "c", "role": "customer"}],
        "turns": [{"speaker": "a", "text": "讲"}, {"speaker": "c", "text": "没信号"}, {"speaker": "a", "text": "=1+1"}],
    },
)
PACK = """\
pack: desk
title: 服务台规范
kind: handbook
version: 1.0.0
events: {ring: {inevitable_in: [inbound_call]}, answer: {inevitable_in: [inbound_call]}}
rules:
  - {id: no-cannot, title: 不说办不了, severity: major, points: 5, per: finding,
     forbid: "(办不了|没有办法)", message: "说了“{text}”", suggest: 我帮您看看}
  - {id: greet, title: 开头问好, severity: minor, points: 2, require: "您好", in: first agent turn, message: 没有问好}
  - {id: pickup, title: 三声之内接听, severity: minor, points: 2, measure: rings, at_most: 3,
     message: "响了 {rings} 声"}
norms:
  D-1: {title: 不说办不了, status: automated, by: [{rule: no-cannot}]}
  D-2: {title: 问好, status: automated, by: [{rule: greet}]}
  D-3: {title: 接听, status: automated, by: [{rule: pickup}]}
  D-4: {title: 面带微笑, status: manual, look_at: 听声音里有没有笑意}
"""


def fingerprints(store: Path) -> dict[tuple[str, str], list[str]]:
    """Those of all findings, by conversation and rule, in the order of the text."""
    found: dict[tuple[str, str], list[str]] = {}
    with closing(sqlite3.connect(store)) as db:
        query = "SELECT conversation, rule, fingerprint FROM all_findings ORDER BY turn, start"
        for conversation, rule, fingerprint in db.execute(query):
            found.setdefault((conversation, rule), []).append(fingerprint)
    return found


def decided(fingerprint: str, decision: str, remark: str = "", at: str = AT, rule: str = "") -> dict[str, Any]:
    """A decision about a finding."""
    return {"rule": rule, "fingerprint": fingerprint, "decision": decision, "remark": remark, "at": at}


def decisions(reviewer: str, *conversations: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    """What a file holds."""
    head = {"schema": "svcnorm.decisions/1", "tool": "0.1.0", "reviewer": reviewer, "made_at": AT}
    return {**head, "conversations": list(conversations), **more}


def written(path: Path, data: object) -> str:
    """The file; its name."""
    path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    return str(path)


def desk(place: Path) -> Path:
    """A folder with the pack and the calls, and the store in which they are judged."""
    (place / "desk.yaml").write_text(PACK, encoding="utf-8")
    return made(place, map(dict, CALLS), (str(place / "desk.yaml"),))
