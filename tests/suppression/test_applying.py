"""Which findings are marked, by what, and what is noted of exceptions that expired or that nothing needs."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.report.factories import card, finding, place, report, rule, talk, verdict

from svcnorm.model.report import ConversationReport, Report
from svcnorm.model.verdicts import Suppression
from svcnorm.suppression import Exemption, Known, suppressed

NEW = "v1:" + "0" * 32
OLD = "v1:" + "1" * 32


def _report() -> Report:
    """C-1 broke the rule twice, C-2 kept it."""
    found = (
        finding("no-cannot@H", place(0, 0, 1, "不"), fingerprint=NEW),
        finding("no-cannot@H", place(0, 1, 2, "行"), fingerprint=OLD),
    )
    bad = ConversationReport(
        talk("客服:不行", name="C-1", source="2025/june/c1.txt"),
        (verdict("no-cannot@H", "violation", *found, norms=("H-1", "H-2")),),
        (card(score=90.0),),
    )
    good = ConversationReport(talk("客服:行", name="C-2", source="c2.txt"), (verdict("no-cannot@H", "pass"),))
    return report(bad, good, rules=(rule("no-cannot", instance="no-cannot@H", formerly=("cannot",)),))


def _marked(after: Report) -> list[str | None]:
    return [f.suppressed and f.suppressed.kind for c in after.conversations for v in c.verdicts for f in v.findings]


ALL, NONE = ["exception", "exception"], [None, None]


@pytest.mark.parametrize(
    ("exemption", "marks"),
    [
        (Exemption(rule="no-cannot@H", conversation="C-1"), ALL),
        (Exemption(rule="no-cannot", conversation="C-1"), ALL),
        (Exemption(rule="cannot", conversation="C-1"), ALL),
        (Exemption(norm="H-2", conversation="C-1"), ALL),
        (Exemption(rule="no-cannot", path="c1.txt"), ALL),
        (Exemption(rule="no-cannot", path="2025/*"), ALL),
        (Exemption(rule="no-cannot", path="2025/*", conversation="C-1", fingerprint=OLD), [None, "exception"]),
        (Exemption(fingerprint=NEW), ["exception", None]),
        (Exemption(rule="no-can", conversation="C-1"), NONE),
        (Exemption(norm="H-3", conversation="C-1"), NONE),
        (Exemption(rule="no-cannot", conversation="C-2"), NONE),
        (Exemption(rule="no-cannot", conversation="C-1", path="2024/*"), NONE),
        (Exemption(rule="no-cannot", path="june"), NONE),
        (Exemption(fingerprint="v1:" + "2" * 32), NONE),
    ],
)
def test_all_that_is_given_must_hold(exemption: Exemption, marks: list[str | None]) -> None:
    assert _marked(suppressed(_report(), [exemption], folder=str(Path.cwd()))) == marks


@pytest.mark.parametrize(
    ("today", "mark", "noted"),
    [
        ("2026-12-30", "exception", ()),
        ("2026-12-31", "exception", ()),
        ("2027-01-01", None, ("exception_expired:e.yaml:2",)),
        ("", "exception", ()),
    ],
)
def test_an_exception_holds_up_to_its_last_day(today: str, mark: str | None, noted: tuple[str, ...]) -> None:
    after = suppressed(_report(), [Exemption(fingerprint=NEW, expires="2026-12-31", place="e.yaml:2")], today=today)
    assert _marked(after) == [mark, None] and after.notes == noted


def test_after_an_expired_one_another_may_hold() -> None:
    old = Exemption(fingerprint=NEW, expires="2025-01-01", place="e.yaml:2")
    after = suppressed(_report(), [old, Exemption(fingerprint=NEW, reason="续", place="e.yaml:5")], today="2026-01-01")
    mark = after.conversations[0].verdicts[0].findings[0].suppressed
    assert mark == Suppression("exception", "续", place="e.yaml:5")
    assert after.notes == ("exception_expired:e.yaml:2",)


@pytest.mark.parametrize(
    ("exemption", "noted"),
    [
        (Exemption(rule="no-cannot", conversation="C-2"), True),
        (Exemption(rule="no-canot", conversation="C-1"), True),
        (Exemption(rule="no-cannot", path="c2.*"), True),
        (Exemption(fingerprint="v1:" + "2" * 32), True),
        (Exemption(rule="no-cannot", conversation="C-3"), False),
        (Exemption(rule="no-cannot", path="2024/*"), False),
        (Exemption(rule="no-cannot", conversation="C-1"), False),
    ],
)
def test_one_that_nothing_needs_is_noted_if_its_conversation_was_checked(exemption: Exemption, noted: bool) -> None:
    notes = suppressed(_report(), [exemption._replace(place="e.yaml:9")]).notes
    assert notes == (("exception_unused:e.yaml:9",) if noted else ())


def test_the_baseline_covers_by_fingerprint_alone() -> None:
    after = suppressed(_report(), [], {OLD: Known(OLD, "another", "another", "旧录音", "b.jsonl:1")})
    assert _marked(after) == [None, "baseline"] and after.notes == ()
    assert after.conversations[0].verdicts[0].findings[1].suppressed == Suppression(
        "baseline", "旧录音", place="b.jsonl:1"
    )


def test_an_exception_comes_before_the_baseline() -> None:
    after = suppressed(_report(), [Exemption(fingerprint=OLD)], {OLD: Known(OLD, "C-1", "no-cannot")})
    assert _marked(after) == [None, "exception"]


def test_what_is_gone_from_a_conversation_that_was_checked_is_noted() -> None:
    gone = [Known(f"v1:{n}", name, "no-cannot") for n, name in enumerate(("C-1", "C-2", "C-3"))]
    assert suppressed(_report(), [], {each.fingerprint: each for each in gone}).notes == ("baseline_gone:2",)


def test_verdicts_and_scores_stay_as_they_were_judged() -> None:
    before, after = _report(), suppressed(_report(), [Exemption(rule="no-cannot", conversation="C-1")])
    assert [v.verdict for c in after.conversations for v in c.verdicts] == ["violation", "pass"]
    assert [c.scorecards for c in after.conversations] == [c.scorecards for c in before.conversations]
    (broken,) = after.conversations[0].verdicts
    assert broken.counted == () and len(broken.findings) == 2
