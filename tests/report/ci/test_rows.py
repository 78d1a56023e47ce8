"""What the formats for code hosts have in common: places, order, what counts, and what is marked or left out."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.report import samples
from tests.report.ci.formats import json_of, results, sarif, text_of, xml_of
from tests.report.factories import binding, finding, handbook, place, report, rule, talk, verdict

from svcnorm import i18n
from svcnorm.model.conversation import Utterance
from svcnorm.model.report import ConversationReport, Report
from svcnorm.model.rules import Norm
from svcnorm.model.verdicts import Place, Suppression
from svcnorm.report.ci import sarif as limits
from svcnorm.report.ci.spots import Spot, spot_of

TWO_LINES = Utterance("a", "agent", "这个不\n行的", source="7", lines=((7, 12), (9, 1)))


@pytest.mark.parametrize(
    ("utterance", "span", "spot"),
    [
        (TWO_LINES, (0, 2), Spot(7, 12, 7, 14)),
        (TWO_LINES, (2, 3), Spot(7, 14, 7, 15)),
        (TWO_LINES, (2, 5), Spot(7, 14, 9, 2)),
        (TWO_LINES, (4, 6), Spot(9, 1, 9, 3)),
        (TWO_LINES, (3, 3), Spot(7, 15, 7, 15)),
        (replace(TWO_LINES, lines=((7, 0), (9, 1))), (0, 2), Spot(7)),
        (replace(TWO_LINES, lines=()), (0, 2), Spot(7)),
        (replace(TWO_LINES, lines=(), source="3:/turns/0"), (0, 2), Spot(3, pointer="/turns/0")),
        (replace(TWO_LINES, lines=(), source="/turns/0"), (0, 2), Spot(pointer="/turns/0")),
        (replace(TWO_LINES, lines=(), source="Sheet1!B3"), (0, 2), Spot(pointer="Sheet1!B3")),
    ],
)
def test_spots(utterance: Utterance, span: tuple[int, int], spot: Spot) -> None:
    call = replace(talk(), utterances=(utterance,))
    assert spot_of(call, (Place(0, *span, ""),)) == spot


def test_no_place_no_spot() -> None:
    assert spot_of(talk("客服:好"), ()) == spot_of(talk("客服:好"), (Place(5, 0, 1, ""),)) == Spot()


def _known() -> Report:
    """One fault that counts, one allowed, one of old; and a rule of which nothing counts."""
    allowed = Suppression("exception", "客户要求", "质检组", "2026-12-31", "exceptions.yaml:2")
    found = (
        finding("bad", place(0, 0, 1, "不"), fingerprint="v1:aa", severity="minor"),
        finding("bad", place(0, 1, 2, "行"), fingerprint="v1:bb", severity="fatal", suppressed=allowed),
    )
    old = finding("old", place(0, 0, 1, "不"), fingerprint="v1:cc", suppressed=Suppression("baseline", place="b:1"))
    verdicts = (verdict("bad", "violation", *found, norms=("H-1",)), verdict("old", "violation", old))
    return report(
        ConversationReport(talk("客服:不行"), verdicts),
        rules=(rule("bad", binding("H-1"), suggest="可以"), rule("old")),
        handbooks=(handbook(Norm("H-1", "不说不行", "automated", clause="一、2")),),
    )


def test_sarif_marks_what_does_not_count_and_puts_it_last() -> None:
    counts, allowed, old = results(_known())
    assert counts["suppressions"] == [] and counts["partialFingerprints"]["svcnorm/v1"] == "v1:aa"
    assert allowed["suppressions"] == [
        {
            "kind": "external",
            "status": "accepted",
            "properties": {
                "source": "exception",
                "place": "exceptions.yaml:2",
                "owner": "质检组",
                "expires": "2026-12-31",
            },
            "justification": "客户要求",
        }
    ]
    assert old["suppressions"][0]["properties"]["source"] == "baseline"


def test_other_formats_leave_out_what_they_cannot_mark() -> None:
    assert [issue["fingerprint"] for issue in json_of("gitlab", _known())] == ["v1:aa"]
    assert len(json_of("rdjson", _known())["diagnostics"]) == 1
    assert len(list(xml_of("checkstyle", _known()).iter("error"))) == 1
    with i18n.speaking("en"):
        last = text_of("github", _known()).splitlines()[-1]
    assert last == "::notice::2 known findings are not counted"


def test_junit_skips_a_rule_of_which_nothing_counts() -> None:
    (suite,) = xml_of("junit", _known())
    assert (suite.get("tests"), suite.get("failures"), suite.get("skipped")) == ("2", "1", "1")
    failing, skipped = suite
    assert [child.tag for child in failing] == ["failure"] and [child.tag for child in skipped] == ["skipped"]
    assert (failing[0].text or "").startswith("calls.txt:1: fault of bad")


def test_junit_has_a_case_for_every_verdict() -> None:
    bad, plain, lost = xml_of("junit", samples.several())
    assert [case.get("name") for case in bad][:2] == [
        "no-idea 不说“不知道”",
        "opening 客户开口前问好、报公司、报姓名、请讲",
    ]
    assert [[child.tag for child in case] for case in plain] == [[], ["skipped"], ["skipped"], ["skipped"]]
    assert [case.get("name") for case in lost] == ["calls/bad.json"] and lost[0][0].tag == "error"


def test_sarif_tells_the_rule_with_its_clause_and_the_better_words() -> None:
    (described, _old) = sarif(_known())["tool"]["driver"]["rules"]
    assert described["id"] == "bad" and described["defaultConfiguration"] == {"level": "warning"}
    assert described["help"]["text"] == "rule bad\nHandbook (一、2): H-1 不说不行\n→ 可以"
    assert described["properties"]["tags"] == ["topic", "H-1"]


def test_sarif_levels_and_order() -> None:
    found = results(samples.several())
    assert [r["level"] for r in found] == ["error", "warning", "warning", "warning"]
    assert all(r["ruleId"] == "abuse" for r in found[:1])
    assert sarif(samples.several())["invocations"][0]["executionSuccessful"] is False


def test_sarif_tells_what_is_open_only_where_asked() -> None:
    assert {r.get("kind", "fail") for r in results(samples.several())} == {"fail"}
    more = [r for r in results(samples.several(), verbose=True) if "kind" in r]
    assert {r["kind"] for r in more} == {"open", "review"} and {r["level"] for r in more} == {"none"}


def test_sarif_keeps_to_the_limits_of_github(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_RESULTS", 3)
    monkeypatch.setattr(limits, "MOST_SHOWN", 2)
    grave = ("info", "minor", "fatal", "major", "minor")
    found = [finding("bad", place(0, 0, 1, "不"), severity=s, fingerprint=f"v1:{n}") for n, s in enumerate(grave)]
    many = report(ConversationReport(talk("客服:不行"), (verdict("bad", "violation", *found),)), rules=(rule("bad"),))
    with i18n.speaking("en"):
        run = sarif(many)
    assert [r["level"] for r in run["results"]] == ["error", "warning", "note"]
    told = [n["message"]["text"] for n in run["invocations"][0]["toolExecutionNotifications"]]
    assert told == ["2 results are left out, the least grave", "GitHub keeps the first 2 results"]


def test_sarif_tags_are_few() -> None:
    bound = [binding(f"H-{n}") for n in range(40)]
    many = report(
        ConversationReport(talk("客服:不行"), (verdict("bad", "violation", finding("bad")),)),
        rules=(rule("bad", *bound),),
    )
    assert len(sarif(many)["tool"]["driver"]["rules"][0]["properties"]["tags"]) == 10


def test_a_message_makes_no_link() -> None:
    found = finding("bad", place(0, 0, 1, "["), message="说了“[点我](http://example.invalid)”")
    one = report(ConversationReport(talk("客服:[点我]"), (verdict("bad", "violation", found),)), rules=(rule("bad"),))
    assert "](" not in results(one)[0]["message"]["text"]


def test_nothing_found_is_an_empty_list() -> None:
    assert text_of("gitlab", samples.clean()) == "[]\n"
    assert results(samples.clean()) == [] and json_of("rdjson", samples.clean())["diagnostics"] == []
    assert list(xml_of("checkstyle", samples.clean())) == []


def test_names_of_files_are_addresses_in_sarif() -> None:
    call = talk("客服:不行", source="通话 记录/六月#1.txt")
    one = report(ConversationReport(call, (verdict("bad", "violation", finding("bad")),)), rules=(rule("bad"),))
    place = results(one)[0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == ("%E9%80%9A%E8%AF%9D%20%E8%AE%B0%E5%BD%95/%E5%85%AD%E6%9C%88%231.txt")
    assert place["region"] == {"startLine": 1}
