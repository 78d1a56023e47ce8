"""The pages of an audit say what the store says, link what belongs together, and show hostile text as text."""

from __future__ import annotations

import base64
import hashlib
import json
import posixpath
import re
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from tests.audit.conftest import HOUSE, asked
from tests.audit.sites import EVIL, LONG, NUMBER, SHARED, files, records, site, store
from tests.report.page import Element, parsed

from svcnorm.audit.figures.summary import summary
from svcnorm.audit.figures.tallies import Choice
from svcnorm.audit.site.books import books
from svcnorm.audit.site.recall import recall
from svcnorm.audit.site.write import FILES
from svcnorm.audit.store.opening import for_reading, for_writing
from svcnorm.audit.store.purging import purge
from svcnorm.files import read_all
from svcnorm.model.rules import SEVERITIES
from svcnorm.model.summary import GroupLine
from svcnorm.packs import load_rules
from svcnorm.report.cards import cards
from svcnorm.report.html.page import talk
from svcnorm.report.html.site.names import agent_file, call_file, stem
from svcnorm.report.masking import MASKED, PLAIN
from svcnorm.report.plain import visible
from svcnorm.report.shares import share_text
from svcnorm.report.view import View
from svcnorm.run import check


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return store(tmp_path_factory.mktemp("store"))


@pytest.fixture(scope="module")
def folder(base: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return site(base, tmp_path_factory.mktemp("site") / "out")


@pytest.fixture(scope="module")
def texts(folder: Path) -> Mapping[str, str]:
    return files(folder)


@pytest.fixture(scope="module")
def pages(texts: Mapping[str, str]) -> Mapping[str, Element]:
    return {name: parsed(text) for name, text in texts.items()}


def test_a_conversation_is_recalled_as_it_was_judged(base: Path) -> None:
    """Cards, transcript, strip, scores, what is open and the checklist: all that `check` would show of it."""
    calls = read_all([str(base.parent / "calls.jsonl")]).conversations
    report = check(calls, load_rules([HOUSE]))
    live = View(report, MASKED, verbose=True)
    judged = {MASKED.name(of.conversation.id): talk(live, of, 1) for of in report.conversations}
    db = for_reading(base)
    try:
        keys = [key for (key,) in db.execute("SELECT key FROM conversation")]
        recalled = list(recall(db, books(db), keys))
    finally:
        db.close()
    assert len(recalled) == len(judged) > 30
    for each in recalled:
        kept = talk(View(each.book.report, PLAIN, verbose=True), each.report, 1)
        one = judged[each.report.conversation.id]
        # What was kept or did not apply is only counted.
        assert kept._replace(counts=[]) == one._replace(counts=[], passed=[], left_out=[])
        assert sum(each.counts) == sum(n for code, _word, n in one.counts if code != "possible")


def test_every_link_leads_to_a_place_that_there_is(pages: Mapping[str, Element]) -> None:
    ids = {name: {each["id"] for each in page.all() if "id" in each.attributes} for name, page in pages.items()}
    seen = 0
    for name, page in pages.items():
        assert len(ids[name]) == len([each for each in page.all() if "id" in each.attributes])
        for link in page.all("a"):
            path, _, place = link["href"].partition("#")
            target = posixpath.normpath(posixpath.join(posixpath.dirname(name), path)) if path else name
            assert target in pages, (name, link["href"])
            assert not place or "=" in place or unquote(place) in ids[target], (name, link["href"])
            seen += 1
    assert seen > 300


def test_every_page_can_be_reached_from_the_first(pages: Mapping[str, Element]) -> None:
    reached, waiting = set(), ["index.html"]
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            folder = posixpath.dirname(name)
            waiting += [
                posixpath.normpath(posixpath.join(folder, link["href"].partition("#")[0]))
                for link in pages[name].all("a")
                if not link["href"].startswith("#")
            ]
    assert reached == set(pages)


def test_a_page_lets_nothing_in(texts: Mapping[str, str]) -> None:
    for name, text in texts.items():
        policy = re.search(r'Content-Security-Policy" content="([^"]*)"', text)
        assert policy is not None, name
        rules = policy[1].replace("&#39;", "'")
        scripts = re.findall(r"<script>(.*?)</script>", text, re.S)
        hashes = [base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in scripts]
        assert rules.startswith("default-src 'none'; ")
        assert re.findall(r"script-src ([^;]*)", rules) == [f"'sha256-{hashes[0]}'" if hashes else "'none'"], name
        assert len(scripts) <= 1
        page = parsed(text)
        assert not any(key.startswith("on") or key == "style" for each in page.all() for key in each.attributes)
        assert not [each for each in page.all() if "src" in each.attributes or each.tag in ("link", "img", "iframe")]


def test_hostile_text_is_text(pages: Mapping[str, Element], texts: Mapping[str, str]) -> None:
    for name, text in texts.items():
        assert "<script>alert" not in text and "<img" not in text and "\u202e" not in text, name
    evil = pages[call_file(f"../../{EVIL}")]
    assert EVIL in evil.text and "�倒过来�" in evil.text
    assert LONG in pages["conversation/long.html"].text
    names = [Path(name).name for name in pages]
    assert all(re.fullmatch(r"[a-z0-9-]+\.html", name) for name in names)
    data = _data(texts["conversations.html"])
    assert f"../../{visible(EVIL)}" in [row[0] for row in data["rows"]]


def test_personal_numbers_are_masked_as_in_the_store(base: Path, texts: Mapping[str, str], tmp_path: Path) -> None:
    assert not [name for name, text in texts.items() if NUMBER in text]
    assert "138****8000" in texts["conversations.html"]
    plain = files(site(store(tmp_path, mask=False), tmp_path / "plain"))
    assert NUMBER in plain["conversations.html"] and "没有打码" in plain["index.html"]


def test_every_finding_stands_on_the_page_of_its_conversation(base: Path, pages: Mapping[str, Element]) -> None:
    told = set()
    for name, page in pages.items():
        if name.startswith("conversation/"):
            for item in page.all("article", of="finding"):
                told |= {
                    (item["data-conversation"], item["data-rule"], one) for one in item["data-fingerprint"].split()
                }
    stored = asked(base, "SELECT conversation, rule, fingerprint FROM all_findings WHERE withdrawn_run IS NULL")
    assert told == {(visible(conversation), rule, fingerprint) for conversation, rule, fingerprint in stored}
    assert len(told) > 20


def test_the_page_of_a_rule_has_its_findings(base: Path, pages: Mapping[str, Element]) -> None:
    page = pages["rule/no-cannot.html"]
    found = {one for item in page.all("article", of="finding") for one in item["data-fingerprint"].split()}
    stored = asked(base, "SELECT fingerprint FROM findings WHERE rule = 'no-cannot'")
    assert found == {fingerprint for (fingerprint,) in stored} and len(found) > 5
    assert "H-1 不说办不了" in page.text and "不得" in page.text
    judged, broken = asked(base, "SELECT judged, violation FROM rule_rates WHERE rule = 'no-cannot'")[0]
    assert f"{broken / judged:.1%} (" in page.text and f"/ {judged}" in page.text


def test_an_agents_page_is_hers_alone(base: Path, pages: Mapping[str, Element]) -> None:
    agents = {agent for (agent,) in asked(base, "SELECT DISTINCT agent FROM conversations WHERE agent IS NOT NULL")}
    agents |= {agent for (agent,) in asked(base, "SELECT DISTINCT agent FROM findings WHERE agent IS NOT NULL")}
    assert {"甲", "乙", "A1", "a1", "8001"} <= agents
    assert {name for name in pages if name.startswith("agent/")} == {agent_file(agent) for agent in agents}
    for agent in agents:
        page = pages[agent_file(agent)]
        found = {one for item in page.all("article", of="finding") for one in item["data-fingerprint"].split()}
        query = f"SELECT fingerprint FROM findings WHERE agent = '{agent}'"
        assert found == {fingerprint for (fingerprint,) in asked(base, query)}, agent
        assert all(link["href"].startswith("#") for link in page.all("a"))
        for other in agents - {agent}:
            assert not re.search(rf"坐席 {re.escape(other)}|客服 {re.escape(other)}(?!\d)", page.text), (agent, other)
        quoted = [line.text for line in page.all("p", of="object")]
        assert len(quoted) == len(list(page.all("article", of="finding")))


def test_two_employees_in_one_conversation(pages: Mapping[str, Element]) -> None:
    first, second = (pages[agent_file(agent)].text for agent in ("甲", "乙"))
    assert SHARED in first and SHARED in second
    assert "甲说办不了" in first and "乙说" not in first and "南区" not in first
    assert "乙说没有办法" in second and "甲说" not in second and "北区" not in second
    assert "另有其他坐席参与" in first and "另有其他坐席参与" in second


def test_the_overview_says_what_the_summary_says(base: Path, pages: Mapping[str, Element]) -> None:
    db = for_reading(base)
    try:
        told, agents = summary(db), summary(db, "agent")
    finally:
        db.close()
    text = pages["index.html"].text
    for share in (told.overall.broken, told.overall.undetermined, *(scores.passed for scores in told.overall.scores)):
        assert share_text(share) in text
    for line in told.rules[:10]:
        assert line.title in text and share_text(line.hits) in text
    for group in agents.lines:
        assert isinstance(group, GroupLine)
        assert share_text(group.broken) in pages["agents.html"].text
    pictures = [each for each in pages["index.html"].all("svg") if each.attributes.get("role") == "img"]
    assert len(pictures) == 3  # scores, violations by day, passed by day
    for picture in pictures:
        title, desc = (pages["index.html"].by_id(name) for name in picture["aria-labelledby"].split())
        assert (title.tag, desc.tag) == ("title", "desc") and title.text and desc.text
    bands = [scores.bands for scores in told.overall.scores][0]
    tables = [[cell.text for cell in table.all("td")] for table in pages["index.html"].all("table")]
    assert [str(n) for n in bands] in tables


def test_the_list_holds_everything_worst_first(base: Path, texts: Mapping[str, str]) -> None:
    data = _data(texts["conversations.html"])
    rows = [dict(zip(("id", "file", "day", "channel", "agent"), row)) for row in data["rows"]]
    stored = asked(base, "SELECT conversation, day, agent FROM conversations")
    shown = [(row["id"], row["day"], data["words"][row["agent"]]) for row in rows]
    assert sorted(shown) == sorted((visible(name), day, visible(agent)) for name, day, agent in stored)
    lowest = [min((score for _book, score, _state in row[7] if score is not None), default=101) for row in data["rows"]]
    assert lowest == sorted(lowest)
    by_severity = asked(base, "SELECT severity, count(*) FROM findings GROUP BY severity")
    counted = [sum(row[8][at] for row in data["rows"]) for at in range(len(SEVERITIES))]
    assert {(code, n) for code, n in zip(SEVERITIES, counted) if n} == set(by_severity)
    still = [link.text for link in parsed(texts["conversations.html"]).by_id("list").all("a")]
    assert [name for name in still if name in {row["id"] for row in rows}][:3] == [row["id"] for row in rows][:3]


def test_only_of_some_days(base: Path, tmp_path: Path) -> None:
    found = files(site(base, tmp_path / "out", Choice("2026-11-03", "2026-11-03")))
    days = {row[2] for row in _data(found["conversations.html"])["rows"]}
    assert days == {"2026-11-03"}
    assert "2026-11-03 – 2026-11-03" in found["index.html"]


def test_the_same_pages_from_several_processes(
    base: Path, texts: Mapping[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("svcnorm.audit.site.write.ALONE", 1)
    assert files(site(base, tmp_path / "two", jobs=2)) == texts


def test_in_english(base: Path, tmp_path: Path) -> None:
    page = parsed(files(site(base, tmp_path / "en", language="en"))["index.html"])
    assert "Scores and trend" in page.text and next(page.all("html"))["lang"] == "en"


def test_only_their_owner_may_read_the_pages(folder: Path) -> None:
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.rglob("*") if path.is_file()} == {0o600}
    assert set(FILES) <= {path.name for path in folder.iterdir()}


def test_a_store_without_words_says_so(base: Path, tmp_path: Path) -> None:
    """As one that was filled before words and rules were kept."""
    import shutil
    import sqlite3

    old = tmp_path / "old.db"
    shutil.copy(base, old)
    db = sqlite3.connect(old)
    db.execute("DELETE FROM words")
    db.execute("DELETE FROM rulebook")
    db.commit()
    db.close()
    found = files(site(old, tmp_path / "out"))
    page = parsed(found["conversation/long.html"])
    assert "库里没有这个对话的原文" in page.text
    assert [card.text for card in page.all("article", of="finding")]
    assert "不说办不了" in parsed(found["rule/no-cannot.html"]).text


def test_what_was_purged_is_counted_and_linked_to_nowhere(tmp_path: Path) -> None:
    of = store(tmp_path)
    db = for_writing(of)
    purge(db, "2026-11-01", of)
    db.close()
    found = {name: parsed(text) for name, text in files(site(of, tmp_path / "out")).items()}
    assert "已清除" in found["index.html"].text
    (kept,) = asked(of, "SELECT count(*) FROM words w JOIN conversation c ON c.key = w.conversation")[0]
    (judged,) = asked(of, "SELECT count(*) FROM conversation WHERE vector IS NOT NULL")[0]
    assert kept == judged == asked(of, "SELECT count(*) FROM words")[0][0] < len(records())
    test_every_link_leads_to_a_place_that_there_is(found)


def test_names_of_files() -> None:
    names = ["8001", "A1", "a1", "con", "nul", "x-1", "", "张三", "../a", "a" * 41, "a.b", "-a"]
    assert len({stem(name).lower() for name in names}) == len(names)
    assert all(re.fullmatch(r"[a-z0-9][a-z0-9-]*", stem(name)) for name in names)
    assert stem("8001") == "8001" and stem("8001", "7") != stem("8001", "8")


def test_the_cards_of_recalled_findings_carry_what_marking_needs(base: Path) -> None:
    db = for_reading(base)
    try:
        (one,) = recall(db, books(db), [1])
    finally:
        db.close()
    found = cards(View(one.book.report, PLAIN, verbose=True), one.report)
    assert all(item.fingerprints for card in found for item in card.items)


def _data(text: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', text, re.S)
    assert found is not None
    data: dict[str, Any] = json.loads(found[1])
    return data
