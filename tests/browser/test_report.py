"""The report of a run in a real browser: by mouse, by keyboard, without JavaScript, on paper, on a phone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from tests.browser.conftest import SIZES, Opened
from tests.report import samples

from svcnorm.model.report import Report
from svcnorm.report import Options, write

pytestmark = pytest.mark.browser
Visit = Callable[..., Opened]
SAMPLES: Mapping[str, Callable[[], Report]] = {
    "several": samples.several,
    "undetermined": samples.undetermined,
    "clean": samples.clean,
    "hostile": samples.hostile,
}


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """The pages of the samples, by name."""
    folder = tmp_path_factory.mktemp("pages")
    found = {}
    for name, sample in SAMPLES.items():
        found[name] = folder / f"{name}.html"
        with found[name].open("w", encoding="utf-8", newline="") as out:
            write("html", sample(), out, Options())
    return found


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", SAMPLES)
def test_a_page_asks_for_nothing_complains_of_nothing_and_fits(
    name: str, size: str, scheme: str, pages: Mapping[str, Path], visit: Visit, pictures: Path
) -> None:
    page, requests, complaints = visit(pages[name], size, color_scheme=scheme)
    page.screenshot(path=pictures / f"{name}-{size}-{scheme}.png")
    assert requests == [pages[name].as_uri()]
    assert complaints == []
    assert page.evaluate("document.documentElement.scrollWidth") <= SIZES[size][0]
    assert page.title() == "服务规范检查报告"


LOOKS = [("several", *look) for look in (("desktop", "light"), ("desktop", "dark"), ("phone", "light"))]
LOOKS += [(name, "desktop", "light") for name in SAMPLES if name != "several"]


@pytest.mark.parametrize(("name", "size", "scheme"), LOOKS)
def test_axe_finds_no_fault(name: str, size: str, scheme: str, pages: Mapping[str, Path], visit: Visit) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="no axe: run `make test-browser`")
    # axe is put into the page by a script that our policy, rightly, forbids.
    page = visit(pages[name], size, bypass_csp=True, color_scheme=scheme).page
    found = axe.Axe().run(page).response
    assert len(found["passes"]) > 30
    assert [(each["id"], [node["html"][:120] for node in each["nodes"]][:3]) for each in found["violations"]] == []


def test_from_the_number_in_a_sentence_to_its_card_and_back(pages: Mapping[str, Path], visit: Visit) -> None:
    page = visit(pages["several"]).page
    page.locator("#c1t5 a.ref").click()
    assert page.url.endswith("#c1i1")
    page.locator("#c1i1 a.cited").click()
    assert page.url.endswith("#c1t5")
    assert page.locator("#c1t5").evaluate("node => node.matches(':target')")


def test_a_click_on_marked_words_shows_their_card(pages: Mapping[str, Path], visit: Visit) -> None:
    page = visit(pages["several"]).page
    page.locator("#c1t3 mark").first.click()
    assert page.evaluate("document.activeElement.id") == "c1i3"
    page.locator("#c1t5 mark").hover()
    assert "lit" in (page.locator("#c1i1").get_attribute("class") or "")


def test_j_and_k_go_from_finding_to_finding(pages: Mapping[str, Path], visit: Visit) -> None:
    page = visit(pages["several"]).page
    seen = []
    for key in ("j", "j", "j", "k", "k", "k"):
        page.keyboard.press(key)
        seen.append(page.evaluate("document.activeElement.id"))
    assert seen == ["c1i1", "c1i2", "c1i3", "c1i2", "c1i1", "c1i1"]
    assert page.locator("#c1t5").evaluate("node => node.getBoundingClientRect().top < innerHeight")


def test_the_filter_leaves_the_rows_that_hold_all_words(pages: Mapping[str, Path], visit: Visit) -> None:
    page = visit(pages["several"]).page
    page.get_by_label("筛选").fill("c-2026 不合格")
    assert page.locator("#list tbody tr:visible").count() == 1
    assert page.locator("#left").text_content() == "1 / 2"
    page.get_by_label("筛选").fill("没有这个")
    assert page.locator("#list tbody tr:visible").count() == 0
    page.get_by_label("筛选").fill("j")
    assert page.evaluate("document.activeElement.id") == "filter"


@pytest.mark.parametrize("scripts", [True, False])
def test_only_the_sentences_with_findings(scripts: bool, pages: Mapping[str, Path], visit: Visit) -> None:
    page = visit(pages["several"], java_script_enabled=scripts).page
    assert page.locator("#c1 .turn:visible").count() == 5
    page.locator("#c1 .only").check()
    assert page.locator("#c1 .turn:visible").count() == 4


def test_without_scripts_everything_can_be_read(pages: Mapping[str, Path], visit: Visit, pictures: Path) -> None:
    page = visit(pages["several"], java_script_enabled=False).page
    page.screenshot(path=pictures / "several-no-script.png")
    assert page.get_by_label("筛选").count() == 0 or not page.get_by_label("筛选").is_visible()
    assert page.locator(".hint:visible").count() == 0
    page.locator("#c1 details.kept summary, #c2 details.kept summary").first.click()
    assert page.locator("ul.kept li:visible").count() >= 1
    page.locator("#c1t5 a.ref").click()
    assert page.url.endswith("#c1i1")


def test_by_keyboard_alone(pages: Mapping[str, Path], visit: Visit) -> None:
    page = visit(pages["several"]).page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.url.endswith("#main")
    page.locator("#list a").first.focus()
    page.keyboard.press("Enter")
    assert page.url.endswith("#c1")


def test_hostile_words_run_nothing(pages: Mapping[str, Path], visit: Visit) -> None:
    page, _requests, complaints = visit(pages["hostile"])
    assert page.title() == "服务规范检查报告" and complaints == []
    assert page.locator("#c1 img, #c1 script, #c1 iframe").count() == 0
    assert page.locator("#c1t1 .words").text_content() == "<script>d1ocument.title='owned'</script>14"
    assert page.evaluate("document.querySelectorAll('script').length") == 1


@pytest.mark.parametrize("name", SAMPLES)
def test_on_paper(name: str, pages: Mapping[str, Path], visit: Visit, pictures: Path) -> None:
    page = visit(pages[name]).page
    page.pdf(path=pictures / f"{name}.pdf", format="A4")
    page.emulate_media(media="print")
    assert page.locator(".tools:visible, .skip:visible").count() == 0
    assert page.locator(".findings").first.evaluate("node => getComputedStyle(node).maxHeight") == "none"


def test_the_time_strip_says_what_it_draws(pages: Mapping[str, Path], visit: Visit) -> None:
    page = visit(pages["several"]).page
    strip = page.get_by_role("img", name="时间条：全长 00:23")
    assert strip.count() == 1
    box, flag = strip.bounding_box(), page.locator("#c1 .flag[data-item='1']").bounding_box()
    assert box is not None and flag is not None
    assert abs((flag["x"] + flag["width"] / 2 - box["x"]) / box["width"] - 22.5 / 23.5) < 0.01
