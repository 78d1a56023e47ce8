"""`svcnorm rules coverage`: every norm with what becomes of it, in every format, and 1 where one is missing."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from tests.cli.conftest import Cli

BOOK = """
pack: book
title: 本店<规范>
kind: handbook
extends: [common]
contents:
  B-1: {at: 第一条, norms: [B-1a, B-1b]}
  B-2: {at: 第二条, norms: [B-2]}
rules:
  - id: pickup
    measure: rings
    at_most: 3
    when: {customer_tier: important}
  - id: sorry
    over: case
    after: {any_of: [{situation: 投诉}, {event: interruption}]}
    require: {event: first_reply}
    within: 48 hours
norms:
  B-2: {title: 微笑, status: manual, look_at: "=看", note: 听不出来, channels: [visit]}
  B-1a: {title: 三声接听, status: automated, by: [pickup]}
"""
MISSING = "  B-1b: {title: 回复, status: partial, by: [sorry], leaves: 态度}\n"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "book.yaml"
    path.write_text(BOOK.lstrip() + MISSING, encoding="utf-8")
    return path


def test_every_norm_has_its_status_rules_and_evidence(cli: Cli, book: Path) -> None:
    data = json.loads(cli("rules", "coverage", "--pack", "book.yaml", "--format", "json").out)
    (only,) = data["handbooks"]
    rows = [(n["norm"], n["clause"], n["at"], n["status"], n["rules"], n["needs"], n["people"]) for n in only["norms"]]
    assert rows == [
        ("B-1a", "B-1", "第一条", "automated", ["pickup"], ["call", "attributes"], ""),
        ("B-1b", "B-1", "第一条", "partial", ["sorry"], ["words", "times", "case"], "态度"),
        ("B-2", "B-2", "第二条", "manual", [], [], "=看"),
    ]
    assert only["totals"] == {**{"norms": 3, "clauses": 2, "automated": 1, "partial": 1, "manual": 1, "unaccounted": 0}}


def test_a_norm_that_is_unaccounted_for_is_named_and_fails(cli: Cli, book: Path) -> None:
    assert cli("rules", "coverage", "--pack", "book.yaml").code == 0
    book.write_text(BOOK.lstrip(), encoding="utf-8")
    ran = cli("--lang", "en", "rules", "coverage", "--pack", "book.yaml")
    assert ran.code == 1
    assert "B-1b" in ran.out and "1 norm is unaccounted for" in ran.out and "2 of 3 norms accounted for" in ran.out


def test_the_table_is_safe_in_a_spreadsheet(cli: Cli, book: Path) -> None:
    ran = cli("--lang", "en", "rules", "coverage", "--pack", "book.yaml", "--format", "csv")
    rows = list(csv.reader(ran.out.lstrip("\ufeff").splitlines()))
    assert ran.out.startswith("\ufeff")
    assert rows[0][:6] == ["handbook", "clause", "where", "norm", "title", "status"]
    assert rows[-1][3:] == ["B-2", "微笑", "for people", "", "", "'=看", "听不出来"]


def test_the_page_holds_its_text_as_text_and_asks_nobody(cli: Cli, book: Path) -> None:
    page = cli("rules", "coverage", "--pack", "book.yaml", "--format", "html").out
    assert "本店&lt;规范&gt;" in page and "<规范>" not in page
    assert "default-src 'none'" in page and "http:" not in page and "https:" not in page and "<script" not in page
    assert page.count("<tr id=") == 3


def test_the_totals_of_all_shipped_handbooks(cli: Cli) -> None:
    data = json.loads(cli("rules", "coverage", "--format", "json").out)
    assert data["totals"]["norms"] == 719 and data["totals"]["clauses"] == 503
    assert {book["pack"]: book["totals"]["norms"] for book in data["handbooks"]} == {
        **{
            "enterprise-rep": 103,
            "service-etiquette": 125,
            "account-manager": 88,
            "rural-agent": 160,
            "key-account": 243,
        }
    }


def test_what_is_no_handbook_or_no_format_is_said(cli: Cli, book: Path) -> None:
    assert "no handbook among common" in cli("--lang", "en", "rules", "coverage", "--pack", "common").err
    assert "one of table, json, html, csv" in cli("--lang", "en", "rules", "coverage", "--format", "pdf").err
