"""The second look in a real browser: marked, kept, saved, imported, and seen in the store."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.browser.conftest import Opened
from tests.report import samples

from svcnorm.report import Options, write
from svcnorm.review.decisions import read_decisions

pytestmark = pytest.mark.browser
Visit = Callable[..., Opened]


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of a run."""
    file = tmp_path_factory.mktemp("review") / "report.html"
    with file.open("w", encoding="utf-8", newline="") as out:
        write("html", samples.several(), out, Options())
    return file


def saved(page: Any, folder: Path) -> tuple[dict[str, Any], str]:
    """What the button saves; the file's name."""
    with page.expect_download() as coming:
        page.get_by_role("button", name="保存复核结论").click()
    file = folder / coming.value.suggested_filename
    coming.value.save_as(file)
    data: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return data, str(file)


def test_mark_and_save(report: Path, visit: Visit, tmp_path: Path, pictures: Path) -> None:
    page, requests, complaints = visit(report)
    first = page.locator("#c1i1 .mark")
    assert page.get_by_role("group", name="复核问题 1").first.count() == 1
    first.get_by_label("误报").check()
    first.get_by_label("备注").fill("客户自己说的 <b>")
    page.locator("#c1i2 .mark").get_by_label("属实").check()
    check = page.locator("#c1 .checklist li").first
    check.get_by_label("不符合", exact=True).check()
    assert "GE-1.9a" in (check.locator("legend").text_content() or "")
    missed = page.locator("#c1 .missed")
    missed.get_by_label("句号").select_option("4")
    missed.get_by_label("依据或规则").select_option("GE-1.14")
    missed.get_by_label("备注").fill("先挂机")
    missed.get_by_role("button", name="添加").click()
    assert "GE-1.14 · 先挂机" in (missed.locator("li").first.text_content() or "")
    assert missed.get_by_role("button", name="删除 5 客服 8001 滚 · GE-1.14 · 先挂机").count() == 1
    page.screenshot(path=pictures / "review-whole.png", full_page=True)
    page.get_by_role("button", name="保存复核结论").click()
    assert page.locator("#told").text_content() == "请先填写复核人姓名。"
    assert page.evaluate("document.activeElement.id") == "reviewer"
    page.get_by_label("复核人").fill("王组长")
    data, file = saved(page, tmp_path)
    assert "decisions-王组长-" in file and "svcnorm review import" in (page.locator("#told").text_content() or "")
    (of,) = data["conversations"]
    assert (data["schema"], data["reviewer"], of["conversation"]) == (
        "svcnorm.decisions/1",
        "王组长",
        samples.BAD_CALL.id,
    )
    assert {each["decision"] for each in of["findings"]} == {"false_alarm", "confirmed"}
    assert of["findings"][0]["remark"] == "客户自己说的 <b>"
    assert [(each["norm"], each["decision"]) for each in of["manual"]] == [("GE-1.9a", "no")]
    assert [(each["norm"], each["turn"], each["remark"]) for each in of["missed"]] == [("GE-1.14", 4, "先挂机")]
    found = read_decisions(file)
    assert len(found) == len(of["findings"]) + 2 and {each.reviewer for each in found} == {"王组长"}
    assert [url for url in requests if not url.startswith("blob:")] == [report.as_uri()] and complaints == []


def test_marks_are_kept_and_can_be_taken_back(report: Path, visit: Visit, tmp_path: Path) -> None:
    page = visit(report).page
    page.locator("#c1i1 .mark").get_by_label("存疑").check()
    page.reload()
    assert page.locator("#c1i1 .mark").get_by_label("存疑").is_checked()
    assert "已复核 1 /" in (page.locator("#progress").text_content() or "")
    page.locator("#c1i1 .mark").get_by_label("未定").check()
    page.get_by_label("复核人").fill("李")
    data, _file = saved(page, tmp_path)
    assert {each["decision"] for each in data["conversations"][0]["findings"]} == {"withdrawn"}
    page.reload()
    assert page.get_by_label("复核人").input_value() == "李"
    assert page.locator("#c1i1 .mark").get_by_label("未定").is_checked()


def test_marks_can_be_forgotten(report: Path, visit: Visit) -> None:
    opened = visit(report)
    page = opened.page
    page.locator("#c1i1 .mark").get_by_label("存疑").check()
    page.once("dialog", lambda dialog: dialog.accept())
    with page.expect_navigation():
        page.get_by_role("button", name="清除本机标记").click()
    assert page.locator("#c1i1 .mark").get_by_label("未定").is_checked()
    assert page.evaluate("localStorage.length") <= 1 and len(opened.complaints) == 1


def test_without_storage_it_says_so(report: Path, visit: Visit, tmp_path: Path) -> None:
    opened = visit(report)
    page = opened.page
    page.add_init_script("Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no'); }})")
    page.reload()
    page.locator("#c1i1 .mark").get_by_label("属实").check()
    assert page.locator("#told").text_content() == "此浏览器不保留标记：关闭页面前请先保存。"
    page.get_by_label("复核人").fill("李")
    data, _file = saved(page, tmp_path)
    assert {each["decision"] for each in data["conversations"][0]["findings"]} == {"confirmed"}
    assert opened.complaints == []


def test_by_keyboard(report: Path, visit: Visit) -> None:
    page = visit(report).page
    page.keyboard.press("j")
    page.keyboard.press("2")
    assert page.locator("#c1i1 .mark").get_by_label("误报").is_checked()
    page.keyboard.press("j")
    page.keyboard.press("1")
    assert page.locator("#c1i2 .mark").get_by_label("属实").is_checked()
    page.locator("#c1i1 .mark").get_by_label("误报").focus()
    page.keyboard.press("ArrowDown")
    assert page.locator("#c1i1 .mark").get_by_label("存疑").is_checked()
    page.keyboard.press("Tab")
    page.keyboard.type("123 j")
    assert page.locator("#c1i1 .mark .remark input").input_value() == "123 j"


def test_without_scripts_there_is_nothing_to_mark(report: Path, visit: Visit) -> None:
    page = visit(report, java_script_enabled=False).page
    assert page.locator("#review:visible, .mark:visible, .missed:visible").count() == 0


def test_on_paper_only_what_was_marked(report: Path, visit: Visit) -> None:
    page = visit(report).page
    page.locator("#c1i1 .mark").get_by_label("误报").check()
    page.emulate_media(media="print")
    assert page.locator(".mark:visible").count() == 1
    assert page.locator(".mark:visible").inner_text().split() == ["复核问题", "1", "误报", "备注"]
    assert page.locator("#review:visible").count() == 0


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_axe_finds_no_fault_in_what_was_marked(size: str, report: Path, visit: Visit, pictures: Path) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="no axe: run `make test-browser`")
    page = visit(report, size, bypass_csp=True).page
    page.locator("#c1i1 .mark").get_by_label("误报").check()
    page.screenshot(path=pictures / f"review-{size}.png")
    found = axe.Axe().run(page).response
    assert [(each["id"], [node["html"][:120] for node in each["nodes"]][:3]) for each in found["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= page.evaluate("innerWidth")
