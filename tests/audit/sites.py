"""A small real audit with everything that pages stumble over, and its pages."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.audit.conftest import HOUSE, generated, lines

from svcnorm import i18n
from svcnorm.audit.engine import Options, audit
from svcnorm.audit.figures.tallies import ALL, Choice
from svcnorm.audit.pool import Terms
from svcnorm.audit.site.write import write
from svcnorm.config import Config
from svcnorm.files import read_each

EVIL = "<script>alert(1)</script></style><img src=https://example.org/x onerror=alert(2)>"
TURNED = "\u202e倒过来\u202c"
LONG = "这个事情我跟您说" * 2500
"""20,000 characters."""
NUMBER = "13800138000"
SHARED = "两个人的通话"


def call(name: str, agent: str, *said: tuple[str, str], **more: Any) -> dict[str, Any]:
    """A conversation of one agent and her customer, who speak in turns of five seconds."""
    parties = [{"id": "a", "role": "agent", "agent": agent, "team": "北区"}, {"id": "c", "role": "customer"}]
    turns = [
        {"speaker": speaker, "text": text, "start": at * 5.0, "end": at * 5.0 + 4}
        for at, (speaker, text) in enumerate(said)
    ]
    frame = {"channel": "inbound_call", "started_at": "2026-11-03T09:00:00+08:00"}
    return {"id": name, **frame, "parties": parties, "turns": turns, **more}


def records() -> list[dict[str, Any]]:
    """Generated conversations, and those that somebody made up to break pages."""
    shared = call(SHARED, "甲", ("a", "您好"), ("c", "在吗"), ("a", "甲说办不了"), ("b", "乙说没有办法"))
    shared["parties"].append({"id": "b", "role": "colleague", "agent": "乙", "team": "南区"})
    return [
        *generated(30),
        call(f"../../{EVIL}", EVIL, ("a", f"办不了{EVIL}"), ("c", TURNED), ("a", f"没有办法{TURNED}")),
        call("long", "8001", ("a", "喂"), ("c", LONG), ("a", LONG + "办不了")),
        call(NUMBER, "8001", ("a", f"您的号码是{NUMBER}吗"), ("c", "是"), ("a", "办不了")),
        call("turned", f"8002{TURNED}", ("a", "办不了"), ("c", "\u0645\u0631\u062d\u0628\u0627")),
        call("=1+1", "A1", ("a", "您好"), ("c", "您好"), ("a", "好的，再见")),
        call("=1+2", "a1", ("a", "您好"), ("c", "您好"), ("a", "办不了")),
        shared,
    ]


def store(folder: Path, mask: bool = True) -> Path:
    """The store of an audit of them."""
    calls = lines(folder / "calls.jsonl", records())
    audit(folder / "audit.db", read_each([str(calls)]), Options(Terms((HOUSE,), Config(), None, mask)))
    return folder / "audit.db"


def site(of: Path, folder: Path, choice: Choice = ALL, jobs: int = 1, language: str = "zh") -> Path:
    """The pages of a store in a new folder."""
    folder.mkdir()
    with i18n.speaking(language):
        write(of, folder, choice, jobs)
    return folder


def files(folder: Path) -> Mapping[str, str]:
    """The text of every page, by its path."""
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in found}
