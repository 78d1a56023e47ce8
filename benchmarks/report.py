"""What the pages of an audit take: time to make them, the size of the first ones, and how fast the list is filtered.

python benchmarks/report.py 10000 --jobs 2

Only some conversations are judged; their rows are stored again and again under other ids, agents and days, by the
store's own functions. The filter is measured in a browser, if there is one with Playwright.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import generate

from svcnorm.audit.batch import judge_batch
from svcnorm.audit.choice import Choice
from svcnorm.audit.entries import entry
from svcnorm.audit.rows import Judged, Task, Work
from svcnorm.audit.store import arrivals, opening, results, rulesets, runs
from svcnorm.config import Config
from svcnorm.files import read_all
from svcnorm.model.conversation import Conversation
from svcnorm.report.masking import MASKED

JUDGED = 60
AGENTS, DAYS = 800, 61
DAY_MS = 86_400_000
CHUNK = 500
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")


def judged(folder: Path, pack: str) -> tuple[Choice, tuple[str, ...], list[tuple[Conversation, Judged]]]:
    """Some conversations with what they were judged to be."""
    calls = folder / "calls.jsonl"
    records = [each for each in generate.conversations(JUDGED * 2) if "cases" not in each][:JUDGED]
    calls.write_text("".join(json.dumps(each, ensure_ascii=False) + "\n" for each in records), encoding="utf-8")
    talks = read_all([str(calls)]).conversations
    choice = Choice((pack,), Config())
    packs = choice.names(None)
    tasks = tuple(
        Task(n, entry(talk, lambda channel: None, MASKED).canonical, "calls.jsonl") for n, talk in enumerate(talks)
    )
    return choice, packs, list(zip(talks, judge_batch(Work(packs, tasks), choice.rules(packs))))


def copies(found: Sequence[tuple[Conversation, Judged]], count: int) -> Iterator[tuple[Conversation, Judged]]:
    """As many conversations as are asked for, each with its own id, agent and day."""
    for n in range(count):
        talk, rows = found[n % len(found)]
        agent = str(8000 + n * 7919 % AGENTS)
        parties = tuple(replace(p, agent=agent, team=f"team {n % 12}") if p.agent else p for p in talk.parties)
        began = (talk.started_at or 0) // DAY_MS * DAY_MS + (n % DAYS) * DAY_MS // 4
        copy = replace(talk, id=f"R-{n:07}", parties=parties, started_at=began, customer=None, cases=())
        yield copy, rows._replace(findings=tuple(each._replace(agent=agent) for each in rows.findings))


def fill(store: Path, count: int, pack: str) -> None:
    """A store of so many conversations."""
    choice, packs, found = judged(store.parent, pack)
    with closing(opening.for_writing(store)) as db:
        runs.keep_masking(db, True, str(store))
        run = runs.begin(db, "{}", None)
        rules = choice.rules(packs)
        assert rules is not None
        known = rulesets.register(db, rules)
        every = list(copies(found, count))
        for at in range(0, count, CHUNK):
            part = every[at : at + CHUNK]
            taken = arrivals.enter(db, run, [entry(talk, lambda channel: known, MASKED) for talk, _rows in part])
            with opening.transaction(db):
                results.write(db, run, known, [rows._replace(key=state.key) for (_t, rows), state in zip(part, taken)])
        runs.end(db, run, runs.Tally(count, count, 0, 0))


def filtered(page_file: Path) -> list[tuple[str, float]]:
    """Milliseconds from a change of the filter to the next picture, by what was asked for; empty without a browser."""
    program = next(filter(None, map(shutil.which, BROWSERS)), None)
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        return []
    if program is None:
        return []
    script = """([name, value]) => new Promise((done) => {
      const field = document.getElementById("filters").elements.namedItem(name);
      field.value = value === null ? field.options[field.options.length - 1].value : value;
      const begin = performance.now();
      field.dispatchEvent(new Event("input", { bubbles: true }));
      requestAnimationFrame(() => setTimeout(() => done(performance.now() - begin)));
    })"""
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=program, args=["--no-sandbox"])
        page = browser.new_page()
        begin = time.perf_counter()
        page.goto(page_file.as_uri())
        took = [("open the page", (time.perf_counter() - begin) * 1000)]
        for name, value in (
            ("text", "8"),
            ("text", "8001"),
            ("rule", None),
            ("text", ""),
            ("rule", ""),
            ("state", "failed"),
        ):
            took.append(
                (f"{name} = {value if value is not None else 'a rule'!r}", page.evaluate(script, [name, value]))
            )
        browser.close()
    return took


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int, nargs="?", default=10_000)
    parser.add_argument("--pack", default="phone")
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        store, out = Path(name) / "audit.db", Path(name) / "report"
        fill(store, options.count, options.pack)
        with closing(opening.for_reading(store)) as db:
            findings = db.execute("SELECT count(*) FROM finding").fetchone()[0]
            words = db.execute("SELECT sum(length(body)) FROM words").fetchone()[0]
        print(f"{options.count} conversations, {findings} findings; words take {words / options.count:.0f} bytes each")
        print(f"store: {store.stat().st_size / options.count:.0f} bytes a conversation")
        command = [
            sys.executable,
            "-m",
            "svcnorm",
            "report",
            str(store),
            "--html",
            str(out),
            "--jobs",
            str(options.jobs),
        ]
        begin, before = time.perf_counter(), os.times()
        subprocess.run(command, check=True)
        took, after = time.perf_counter() - begin, os.times()
        used = after.children_user - before.children_user + after.children_system - before.children_system
        print(f"made in {took:.1f} s by {options.jobs} processes, {used:.1f} s of processor time")
        files = [path for path in out.rglob("*") if path.is_file()]
        print(f"{len(files)} files, {sum(path.stat().st_size for path in files) / 1e6:.0f} MB")
        for page in ("index.html", "conversations.html", "agents.html", "rules.html"):
            print(f"{page}: {(out / page).stat().st_size / 1e6:.2f} MB")
        for what, ms in filtered(out / "conversations.html"):
            print(f"{what}: {ms:.0f} ms")


if __name__ == "__main__":
    main()
