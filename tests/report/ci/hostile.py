"""Reports whose texts try everything that a log, a code host or a parser would obey."""

from __future__ import annotations

from tests.report.factories import binding, finding, handbook, place, report, rule, talk, verdict

from svcnorm.model.report import ConversationReport, Report
from svcnorm.model.rules import Norm
from svcnorm.model.verdicts import Suppression

WORDS = (
    "::error file=a.txt,line=1::gotcha",
    "\n::set-output name=x::y",
    "\r\n::add-mask::办不了",
    "##[error]gotcha",
    "100%0A::stop-commands::x",
    "a:b,c;d]]>",
    "</failure><x a='\"&",
    "\x00\x01\x08\x0b\x0c\x1b[31m\x7f\x85\ufffe\uffff",
    "\ud83d半个\ude00",
    "\u202e了不办\u202c\u2028\u2029",
    "[点我](http://example.invalid)",
    "我的手机是13800138000",
    "𠮷野家😀",
)


def hostile() -> Report:
    """One violation for each of the words, in the message, the suggestion, the id and the names."""
    text = "".join(WORDS)
    call = talk(*(f"客服:{word}" for word in WORDS), name=f"C{text}", source=f"calls/{text.replace('/', '')}.txt")
    found = [
        finding(
            "bad",
            place(turn, 0, len(word), word),
            message=f"说了“{word}”",
            suggestion=word,
            fingerprint=f"v1:{turn}",
            severity=("fatal", "major", "minor", "info")[turn % 4],
        )
        for turn, word in enumerate(WORDS)
    ]
    known = finding("known", place(0, 0, 2, "::"), suppressed=Suppression("exception", text, text, "2030-01-01", "e:1"))
    norms = (Norm("H-1", text, "automated", clause=text),)
    rules = (rule("bad", binding("H-1"), title=text, suggest=text), rule("known", title=text), rule("open", title=text))
    verdicts = (
        verdict("bad", "violation", *found, norms=("H-1",)),
        verdict("known", "violation", known),
        verdict("open", "undetermined", reasons=("no_turn_times",), possible=(finding("open", message=text),)),
        verdict("by-hand", "manual", checklist=text),
        verdict("by-hand", "pass", subject=f"case:{text}"),
    )
    return report(
        ConversationReport(call, verdicts),
        rules=rules,
        handbooks=(handbook(*norms, title=text),),
        errors=((f"{text}.txt", "3:14", text, text), ("b.json", "/turns/0", "unexpected end of the file", "")),
        notes=(text,),
    )
