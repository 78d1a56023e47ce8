"""The pages of an audit in a real browser: filter, search, drill-down, keyboard, paper, phone, hostile text."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from tests.audit.conftest import asked
from tests.audit.sites import EVIL, TURNED, files, site, store
from tests.browser.conftest import SIZES, Opened

from svcnorm import i18n
from svcnorm.report.html.site.listing import A_PAGE, Row, badness, pages
from svcnorm.report.html.site.names import agent_file, call_file, rule_file

pytestmark = pytest.mark.browser
Visit = Callable[..., Opened]
MANY = 10_000
PAGES: Mapping[str, str] = {
    "index": "index.html",
    "conversations": "conversations.html",
    "agents": "agents.html",
    "rules": "rules.html",
    "rule": rule_file("no-cannot"),
    "agent": agent_file("8001"),
    "call": call_file("G-0000000"),
    "hostile": call_file(f"../../{EVIL}"),
    "long": call_file("long"),
}


@pytest.fixture(scope="session")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return store(tmp_path_factory.mktemp("audit"))


@pytest.fixture(scope="session")
def folder(base: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return site(base, tmp_path_factory.mktemp("site") / "out")


@pytest.fixture(scope="session")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The list of very many conversations."""
    rows = [
        Row(
            *(f"R-{n:07}", "", f"2026-11-{n % 30 + 1:02}", "inbound_call", str(8000 + n % 800), f"班组 {n % 12}"),
            scores=[("phone", float(100 - n % 50), n % 50 < 15)],
            faults=[n % 3, n % 5, n % 2, n % 97 == 0],
            possible=n % 4,
            open=n % 7,
            rules=[f"rule-{n % 40}", f"rule-{n % 7 + 40}"],
        )
        for n in range(MANY)
    ]
    where = tmp_path_factory.mktemp("many")
    (where / "list").mkdir()
    with i18n.speaking("zh"):
        for name, text in pages(sorted(rows, key=badness), {"phone": "电话服务规范"}, {}):
            (where / name).write_text(text, encoding="utf-8")
    return where


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_asks_for_nothing_complains_of_nothing_and_fits(
    name: str, size: str, folder: Path, visit: Visit, pictures: Path
) -> None:
    file = folder / PAGES[name]
    page, requests, complaints = visit(file, size)
    page.screenshot(path=pictures / f"audit-{name}-{size}.png", full_page=name == "index")
    assert requests == [file.as_uri()]
    assert complaints == []
    assert page.evaluate("document.documentElement.scrollWidth") <= SIZES[size][0]
    # A table that has to be pushed aside hides the denominators of its rates.
    assert page.evaluate("[...document.querySelectorAll('.scroll')].every(e => e.scrollWidth <= e.clientWidth)")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_no_fault(name: str, scheme: str, folder: Path, visit: Visit, pictures: Path) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="no axe: run `make test-browser`")
    size = "phone" if name == "index" and scheme == "dark" else "desktop"
    page = visit(folder / PAGES[name], size, bypass_csp=True, color_scheme=scheme).page
    if scheme == "dark":
        page.screenshot(path=pictures / f"audit-{name}-{size}-dark.png")
    found = axe.Axe().run(page).response
    assert len(found["passes"]) > 20
    assert [(each["id"], [node["html"][:120] for node in each["nodes"]][:3]) for each in found["violations"]] == []


def test_from_the_overview_down_to_the_sentence(base: Path, folder: Path, visit: Visit) -> None:
    page = visit(folder / "index.html").page
    page.get_by_role("link", name="不说办不了").first.click()
    assert page.url.endswith("rule/no-cannot.html")
    finding = page.locator("article.finding").first
    conversation = finding.get_attribute("data-conversation")
    fingerprint = finding.get_attribute("data-fingerprint")
    finding.locator("a.cited").first.click()
    assert page.locator(".talk h2").first.inner_text().startswith(conversation or "?")
    assert page.locator(".turn:target mark").count() > 0
    there = page.locator(f"article.finding[data-fingerprint='{fingerprint}']")
    assert there.get_attribute("data-rule") == "no-cannot"
    page.get_by_role("link", name="概览").first.click()
    assert page.url.endswith("index.html")


def test_a_conversation_as_in_the_report_of_one(folder: Path, visit: Visit) -> None:
    """Numbers lead from sentence to card, `j` from card to card."""
    page = visit(folder / call_file("long")).page
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.id") == "c1i1"
    page.locator(".turn a.ref").first.click()
    assert re.search(r"#c1i\d+$", page.url)


def test_search_finds_by_id_agent_and_day(base: Path, folder: Path, visit: Visit) -> None:
    page = visit(folder / "conversations.html").page
    total = asked(base, "SELECT count(*) FROM conversations")[0][0]
    assert page.locator("#list tbody tr").count() == total
    page.get_by_label("搜索").fill("LONG")
    assert page.locator("#list tbody tr").count() == 1
    assert page.locator("#left").inner_text() == f"1/{total}"
    page.get_by_label("搜索").fill("8001 2026-11-03")
    assert sorted(page.locator("#list tbody th a").all_inner_texts()) == ["138****8000", "long"]
    page.get_by_label("搜索").fill("没有这样的")
    assert page.locator("#list tbody tr").count() == 0 and "没有符合条件" in page.locator("#left").inner_text()
    page.get_by_role("button", name="清除").click()
    page.wait_for_selector(f"#list tbody tr:nth-of-type({total})")
    assert page.locator("#list tbody tr").count() == total


def test_filters_say_what_the_store_says_and_stand_in_the_address(base: Path, folder: Path, visit: Visit) -> None:
    page = visit(folder / "conversations.html").page

    def shown() -> set[str]:
        return set(page.locator("#list tbody th a").all_inner_texts())

    def stored(where: str) -> set[str]:
        found = asked(base, f"SELECT DISTINCT conversation FROM {where}")
        return {name.replace("\u202e", "\ufffd") for (name,) in found}

    page.locator("select[name=rule]").select_option("no-cannot")
    assert shown() == stored("violations WHERE rule = 'no-cannot'") and len(shown()) > 3
    page.locator("select[name=state]").select_option("failed")
    assert shown() == stored("violations WHERE rule = 'no-cannot'") & stored("scores WHERE passed = 0")
    assert "rule=no-cannot" in page.url and "state=failed" in page.url
    page.reload()
    assert shown() == stored("violations WHERE rule = 'no-cannot'") & stored("scores WHERE passed = 0")
    page.get_by_role("button", name="清除").click()
    page.locator("select[name=agent]").select_option("8001")
    assert shown() == stored("conversations WHERE agent = '8001'")
    page.get_by_role("button", name="清除").click()
    page.get_by_label("从哪天起").fill("2026-11-03")
    page.get_by_label("到哪天止").fill("2026-11-03")
    assert shown() == stored("conversations WHERE day = '2026-11-03'")


def test_other_pages_ask_for_a_filtered_list(base: Path, folder: Path, visit: Visit) -> None:
    page = visit(folder / "agents.html").page
    page.locator("a.calls[href$='agent=8001']").click()
    assert page.locator("#list tbody tr").count() == len(
        asked(base, "SELECT 1 FROM conversations WHERE agent = '8001'")
    )
    page.goto((folder / rule_file("greet")).as_uri())
    page.get_by_role("link", name="有这条违规的全部对话").click()
    assert page.locator("#list tbody tr").count() == len(asked(base, "SELECT 1 FROM violations WHERE rule = 'greet'"))


def test_by_keyboard_alone(folder: Path, visit: Visit) -> None:
    page = visit(folder / "conversations.html").page
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "跳到正文"
    while page.evaluate("document.activeElement.name") != "text":
        page.keyboard.press("Tab")
    page.keyboard.type("long")
    assert page.locator("#list tbody tr").count() == 1
    while page.evaluate("document.activeElement.closest('#list') === null"):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/conversation/long.html")


def test_hostile_rows_run_nothing(folder: Path, visit: Visit) -> None:
    opened = visit(folder / "conversations.html")
    opened.page.get_by_label("搜索").fill("script")
    assert opened.page.locator("#list tbody th a").inner_text() == f"../../{EVIL}"
    opened.page.locator("#list tbody th a").click()
    assert opened.page.url.endswith(call_file(f"../../{EVIL}"))
    assert EVIL in opened.page.locator(".words").first.inner_text()
    assert (
        "�倒过来�" in opened.page.locator("body").inner_text()
        and TURNED not in opened.page.locator("body").inner_text()
    )
    assert opened.complaints == []
    assert all(address.startswith("file:") for address in opened.requests)


def test_without_javascript_everything_is_there(folder: Path, many: Path, visit: Visit) -> None:
    page = visit(folder / "index.html", java_script_enabled=False).page
    assert page.locator("svg[role=img]").count() == 3
    page.get_by_role("navigation").get_by_role("link", name="对话", exact=True).click()
    assert page.locator("#list tbody tr").count() > 30 and not page.locator("#filters").is_visible()
    page.goto((many / "conversations.html").as_uri())
    assert page.locator("#list tbody tr").count() == A_PAGE
    page.get_by_role("navigation").get_by_role("link", name="2", exact=True).click()
    assert page.url.endswith("list/2.html") and page.locator("#list tbody tr").count() == A_PAGE
    page.get_by_role("navigation").get_by_role("link", name=str(MANY // A_PAGE), exact=True).click()
    assert page.url.endswith(f"list/{MANY // A_PAGE}.html")


def test_on_paper_there_is_nothing_to_click(folder: Path, visit: Visit) -> None:
    page = visit(folder / "conversations.html").page
    page.emulate_media(media="print")
    assert not page.locator("#filters").is_visible() and page.locator("#list").is_visible()
    assert page.pdf()[:5] == b"%PDF-"


def test_ten_thousand_are_filtered_at_once(many: Path, visit: Visit) -> None:
    assert (many / "conversations.html").stat().st_size < 2_000_000
    page = visit(many / "conversations.html").page
    assert page.locator("#list tbody tr").count() == A_PAGE
    shown = page.evaluate(
        """() => {
          const form = document.getElementById("filters");
          const given = [["text", "8"], ["text", "80"], ["text", ""], ["rule", "rule-3"], ["team", "班组 3"]];
          return given.map(([name, value]) => {
            form.elements.namedItem(name).value = value;
            form.dispatchEvent(new Event("input", { bubbles: true }));
            return document.querySelectorAll("#list tbody tr").length;
          });
        }"""
    )
    assert all(0 < rows <= A_PAGE for rows in shown), shown  # how fast: benchmarks/report.py
    page.get_by_role("button", name="清除").click()
    page.get_by_role("button", name="显示更多").click()
    assert page.locator("#list tbody tr").count() == 2 * A_PAGE
    assert page.evaluate("document.activeElement.closest('tr').rowIndex") == A_PAGE + 1


def test_the_static_rows_and_those_that_are_drawn_say_the_same(folder: Path, visit: Visit) -> None:
    still = (
        visit(folder / "conversations.html", java_script_enabled=False).page.locator("#list tbody tr").all_inner_texts()
    )
    drawn = visit(folder / "conversations.html").page.locator("#list tbody tr").all_inner_texts()
    assert [" ".join(row.split()) for row in still] == [" ".join(row.split()) for row in drawn]


def test_an_agents_page_alone(folder: Path, tmp_path: Path, visit: Visit) -> None:
    """Copied elsewhere, it is whole: no link leads out of it."""
    alone = tmp_path / "handed-out.html"
    alone.write_bytes((folder / agent_file("8001")).read_bytes())
    page, requests, complaints = visit(alone)
    assert requests == [alone.as_uri()] and complaints == []
    assert page.locator("a:not([href^='#'])").count() == 0
    assert "申诉" in page.locator("body").inner_text()
    assert page.locator("article.finding .object").count() == page.locator("article.finding").count() > 0


def test_every_page_opens_without_complaint(folder: Path, visit: Visit) -> None:
    opened = visit(folder / "index.html")
    for name in list(files(folder))[::3]:
        opened.page.goto((folder / name).as_uri())
    assert opened.complaints == []
