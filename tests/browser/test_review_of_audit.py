"""From the page of an audit to the next one: marked in the browser, saved, imported twice, seen, counted once."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.audit.conftest import asked
from tests.browser.conftest import Opened
from tests.cli.conftest import Cli, cli  # noqa: F401 (a fixture)
from tests.cli.stores import made
from tests.review.samples import CALLS, PACK

pytestmark = pytest.mark.browser
Visit = Callable[..., Opened]
LONG = "20261120000000000017"


def test_the_whole_way(cli: Cli, visit: Visit, tmp_path: Path) -> None:  # noqa: F811
    (tmp_path / "desk.yaml").write_text(PACK, encoding="utf-8")
    store = made(tmp_path, map(dict, CALLS), (str(tmp_path / "desk.yaml"),)) / "audit.db"
    assert cli("report", "audit.db", "--html", "site", "--jobs", "1").code == 0
    pages = {path.name: path for path in (tmp_path / "site" / "conversation").iterdir()}
    called = {
        talk: page
        for page in pages.values()
        for talk in (LONG, "C-2")
        if f'data-conversation="{talk}"' in page.read_text("utf-8")
    }
    page, requests, complaints = visit(called["C-2"])
    page.locator(".item .mark").first.get_by_label("属实").check()
    page.goto(called[LONG].as_uri())
    assert "连同本报告的其他对话 1 个" in (page.locator("#progress").text_content() or "")
    marks = page.locator("article.finding")
    for at in range(marks.count()):
        message = marks.nth(at).locator(".fault").text_content() or ""
        marks.nth(at).get_by_label("误报" if "没有办法" in message else "属实").check()
    marks.filter(has_text="没有办法").get_by_label("备注").fill("=1+1 <b>")
    page.locator(".missed select.norm").select_option("D-2")
    page.locator(".missed select.sentence").select_option("0")
    page.locator(".missed").get_by_role("button", name="添加").click()
    page.get_by_label("复核人").fill("王组长")
    with page.expect_download() as coming:
        page.get_by_role("button", name="保存复核结论").click()
    coming.value.save_as(tmp_path / "decisions.json")
    assert complaints == [] and all(url.startswith(("file:", "blob:")) for url in requests)

    saved = json.loads((tmp_path / "decisions.json").read_text(encoding="utf-8"))
    assert {each["conversation"] for each in saved["conversations"]} == {LONG, "C-2"}
    first, second = (cli("review", "import", "decisions.json") for _time in range(2))
    assert (first.code, second.code) == (0, 0) and "新增 5 条" in first.out and "新增 0 条" in second.out
    assert asked(store, "SELECT human, count(*) FROM reviewed GROUP BY human ORDER BY 1") == [
        ("confirmed", 3),
        ("false_alarm", 1),
    ]
    assert json.loads(cli("review", "list", "--format", "json").out) == []
    counts = json.loads(cli("calibrate", "--store", "audit.db", "--format", "json").out)["overall"]
    assert (counts["right"], counts["false"], counts["missed"]) == (3, 0, 1)

    assert cli("report", "audit.db", "--html", "site", "--jobs", "1").code == 0
    page = visit(called[LONG]).page
    assert page.locator("article.finding").filter(has_text="没有办法").locator(".opinion").inner_text() == (
        "复核 王组长：误报 =1+1 <b>"
    )
    assert "王组长：漏报 D-2 问好 第 1 句" in page.locator(".second").inner_text()
    rule = visit(tmp_path / "site" / "rule" / "no-cannot.html").page
    assert "50.0%" in rule.locator(".tile", has_text="复核准确率").inner_text()
    assert "王组长：误报" in rule.locator(".opinion").all_inner_texts()[-1]
    agent = next((tmp_path / "site" / "agent").glob("*00800123.html")).read_text("utf-8")
    assert "误报" in agent and "王组长" not in agent
    assert "复核后：91 合格" in page.locator(".score .opinion").first.inner_text()
