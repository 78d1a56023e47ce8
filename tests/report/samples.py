"""Reports as a quality checker would meet them, made by hand."""

from __future__ import annotations

from dataclasses import replace

from tests.report.factories import binding, card, finding, handbook, place, report, rule, talk, verdict

from svcnorm.model.conversation import Event, Party
from svcnorm.model.report import ConversationReport, Report
from svcnorm.model.rules import Amount, Anchor, Check, Condition, Constraint, Measure, Norm, Selector, Window
from svcnorm.model.trace import Trace, TraceNode
from svcnorm.model.verdicts import Nearest

HANDBOOK = handbook(
    Norm("GE-1.2b", "客户开口前问好、报公司、报姓名、请讲", "automated", clause="一、2"),
    Norm("GE-1.8b", "不得以“不知道”“不清楚”回绝客户", "automated", clause="一、8"),
    Norm("GE-1.2a", "铃响三声之内接听", "automated", clause="一、2"),
    Norm("GE-1.14", "客户先挂机", "automated"),
    Norm("GE-1.9a", "听不清时先致歉,再请客户重复", "automated"),
    Norm("GE-2.1", "通话时面带微笑", "manual", look_at="听声音里有没有笑意", channels=("inbound_call",)),
    Norm("GE-2.2", "桌面备有纸笔", "manual", look_at="抽查工位"),
    Norm("GE-3.1", "拜访时着正装", "manual", look_at="着装", channels=("visit",)),
    name="enterprise-rep",
    title="政企渠道客户代表服务规范",
)
KEY_ACCOUNT = handbook(
    Norm("GC-2.3", "忌说“不知道”", "automated"),
    name="key-account",
    title="集团客户经理服务技巧",
)


def _bound(norm: str, points: float, severity: str = "major", **more: object) -> object:
    return binding(norm, points, severity, handbook="enterprise-rep", **more)


EVENT = Selector("event", names=("hangup",), by=("agent",))
RULES = (
    rule(
        "no-idea",
        _bound("GE-1.8b", 5),
        binding("GC-2.3", 2, "minor", handbook="key-account", polarity="should"),
        title="不说“不知道”",
        per="finding",
        constraint=Constraint("forbid", Selector("say", 0)),
    ),
    rule("opening", _bound("GE-1.2b", 5), title="客户开口前问好、报公司、报姓名、请讲"),
    rule("abuse", _bound("GE-1.8b", 20, "fatal"), title="不得辱骂客户", constraint=Constraint("forbid")),
    rule(
        "pickup",
        _bound("GE-1.2a", 5),
        title="三声之内接听",
        constraint=Constraint("measure", measure=Measure("rings"), at_most=3),
    ),
    rule("hang-up", _bound("GE-1.14", 3, "minor"), title="客户先挂机", constraint=Constraint("forbid", EVENT)),
    rule(
        "important",
        _bound("GE-1.9a", 1, "minor"),
        title="重要客户先请其挂机再拨回",
        when=Condition("attribute", name="customer_tier", check=Check("is", ("important",))),
        anchor=Anchor("after", Selector("event", names=("callback_promised",))),
        window=Window(within=Amount(2, "hours")),
    ),
    rule("interrupt", _bound("GE-1.9a", 1, "minor"), title="不打断客户"),
    rule(
        "repeat",
        _bound("GE-1.9a", 2, "minor"),
        title="听不清时先致歉,再请客户重复",
        anchor=Anchor("after", Selector("situation", names=("听不清",), label="听不清")),
    ),
    rule("alternative", _bound("GE-1.9a", 2, "info"), title="提出替代方案", review="pass"),
)

BAD_CALL = talk(
    "0.4 客服:您好,很高兴为您服务",
    "3.2 客户:我们那条专线从昨天晚上开始断断续续的,你帮我看看",
    "9 客服:这个我不知道啊,您打别的电话问问,我的手机是13800138000,"
    "不知道就别问了,反正我们这边也看不到,您去营业厅吧,那边的人应该都清楚",
    "20 客户:什么态度",
    "22.5 客服:滚",
    name="C-20261120-0007",
    source="calls/20261120.jsonl",
    channel_source="inferred",
    started_at=1_795_138_200_000,
    utc_offset=480,
    parties=(Party("客服", "agent", "8001"), Party("客户", "customer")),
    notes=(
        "channel_inferred:inbound_call",
        "event_merged:ring",
        "event_merged:hangup",
        "undeclared_event:complain_received:complaint_received",
        "turns_sorted",
        "something new",
    ),
)
BAD = ConversationReport(
    BAD_CALL,
    (
        verdict(
            "no-idea",
            "violation",
            finding(
                "no-idea",
                place(2, 3, 6, "不知道"),
                message="说了“不知道”",
                suggestion="我还不太清楚,我马上查清楚再回复您,好吗?",
                pattern="@推说不知 · 不知道",
                at=9000,
            ),
            finding(
                "no-idea",
                place(2, 36, 39, "不知道"),
                message="说了“不知道”",
                suggestion="我还不太清楚,我马上查清楚再回复您,好吗?",
                pattern="@推说不知 · 不知道",
                at=9000,
            ),
            norms=("GE-1.8b", "GC-2.3"),
        ),
        verdict(
            "opening",
            "violation",
            finding(
                "opening",
                place(0, 0, 11, "您好,很高兴为您服务"),
                message="开场缺少 公司名称、姓名、请讲",
                suggestion="您好,中国电信,我是{姓名},请问有什么可以帮您?",
                nearest=Nearest(place(0, 0, 2, "您好"), ("问候",), ("公司名称", "姓名", "请讲")),
                window="before customer speaks",
            ),
            norms=("GE-1.2b",),
        ),
        verdict(
            "abuse",
            "violation",
            finding("abuse", place(4, 0, 1, "滚"), message="辱骂客户:“滚”", severity="fatal", pattern="@辱骂 · 滚"),
            norms=("GE-1.8b",),
        ),
        verdict("pickup", "undetermined", norms=("GE-1.2a",), reasons=("no_event_record",)),
        verdict("hang-up", "undetermined", norms=("GE-1.14",), reasons=("no_event_record",)),
        verdict("important", "undetermined", norms=("GE-1.9a",), reasons=("attribute_missing", "no_event_record")),
        verdict("interrupt", "undetermined", norms=("GE-1.9a",), reasons=("role_unknown",)),
        verdict(
            "repeat",
            "undetermined",
            norms=("GE-1.9a",),
            reasons=("fuzzy_only",),
            possible=(
                finding(
                    "repeat",
                    place(1, 7, 12, "从昨天晚上"),
                    message="可能没有先致歉",
                    severity="minor",
                    nearest=Nearest(place(3, 0, 4, "什么态度"), (), ("致歉",)),
                    window="after 2 agent turns",
                ),
            ),
        ),
        verdict(
            "alternative",
            "manual",
            norms=("GE-1.9a",),
            checklist="替代方案是否真的可行",
            evidence=(place(2, 9, 16, "打别的电话问问"),),
        ),
    ),
    (
        card(
            "enterprise-rep",
            0.0,
            871,
            False,
            deductions=(("no-idea", "GE-1.8b", 10.0), ("opening", "GE-1.2b", 5.0), ("abuse", "GE-1.8b", 20.0)),
        ),
        card("key-account", 96.0, 1000, True, deductions=(("no-idea", "GC-2.3", 4.0),)),
    ),
)
PLAIN_CALL = ConversationReport(
    talk("客服:您好,中国电信,我是小李,请讲", "客户:我查一下话费", name="C-2", source="a.txt", role_source="inferred"),
    (
        verdict("opening", "pass", norms=("GE-1.2b",)),
        verdict("pickup", "undetermined", norms=("GE-1.2a",), reasons=("no_event_record",)),
        verdict("interrupt", "undetermined", norms=("GE-1.9a",), reasons=("no_turn_times",)),
        verdict("important", "not_applicable", norms=("GE-1.9a",), reasons=("condition_false",)),
    ),
    (card("enterprise-rep", 100.0, 454, None), card("key-account", None, 0, None)),
)


def several() -> Report:
    """Two conversations, two handbooks, an unreadable file."""
    return report(
        BAD,
        PLAIN_CALL,
        rules=RULES,
        handbooks=(HANDBOOK, KEY_ACCOUNT),
        errors=(("calls/bad.json", "3:14", "unexpected end of the file", "check that the export is complete"),),
        notes=("no_pack_for_channel",),
    )


def undetermined() -> Report:
    """One conversation in which no fault was found and little could be judged."""
    return report(PLAIN_CALL, rules=RULES, handbooks=(HANDBOOK,))


def clean() -> Report:
    """One conversation without a fault, all judged."""
    kept = ConversationReport(
        talk("客服:您好,中国电信,我是小李,请讲", "客户:我查一下话费", name="C-3"),
        (verdict("opening", "pass", norms=("GE-1.2b",)),),
        (card("enterprise-rep", 100.0, 1000, True),),
    )
    return report(kept, rules=RULES, handbooks=(HANDBOOK,))


TRACE = Trace(
    "no-idea",
    "不说“不知道”",
    "violation",
    (),
    (
        TraceNode("scope", "first 3 agent turns"),
        TraceNode("when", "channel", {"value": "inbound_call", "wanted": "is inbound_call", "source": "inferred"}),
        TraceNode(
            "activation",
            "1. 整个对话",
            {"applies": "成立", "met": "不成立", "verdict": "violation", "missing": ""},
            (
                TraceNode("window", "conversation"),
                TraceNode("count", "[1, 2]"),
                TraceNode("candidate", "不知道", {"pattern": "@推说不知 · 不知道", "turn": "2"}),
                TraceNode("candidate", "13800138000", {"turn": "2", "reasons": "fuzzy_only, no_trigger"}),
            ),
        ),
        TraceNode("candidate", "不知道", {"turn": "2", "dropped": "guard 不知道(您|你)…(方便|能否|是否|可否)"}),
        TraceNode("candidate", "不知道", {"turn": "1", "dropped": "说话人是 客户"}),
        TraceNode("decides", "没有相关事件的记录"),
    ),
)

HOSTILE = (
    "<script>document.title='owned'</script>",
    "</style></script><img src=x onerror=alert(1)>",
    '=HYPERLINK("http://example.invalid","点我")',
    "=cmd|'/c calc'!A0",
    "＠SUM(A1)",
    "\u202e了不办能\u202c\u2066abc\u2069",
    "办不了" * 6_667,
    "\ud83d半个\ude00",
    "{{ 7*7 }} {% for x in y %} {0} %s ${HOME}",
    "@someone #12 www.example.invalid http://example.invalid ![x](y) <b>粗</b> | `code` *星* _线_",
    "第一行\n第二行\r\n\x1b[31m\x00\x07",
    "&lt;b&gt; &amp; \" ' `",
    "1. 一\t- 二",
)
LONG_ID = "31415926535897932384"


def hostile() -> Report:
    """Every field that a record or a pack may fill holds what programs stumble over."""
    said = talk(*(f"{i * 2}.5 客服:{text}" for i, text in enumerate(HOSTILE)), name=LONG_ID, source="=1+1.txt")
    evil = HOSTILE[0]
    call = replace(
        said,
        title=evil,
        customer=evil,
        cases=(evil,),
        attributes={evil: evil, "customer_tier": evil},
        events=(Event(evil, at=1000, by=evil), Event("ring", at=-3000)),
        parties=(Party("客服", "agent", "0013800000000", evil, evil),),
        notes=(evil,),
    )
    found = [
        finding("evil", place(turn, 0, min(len(text), 9), text[:9]), message=f"说了“{text[:9]}”", suggestion=text[:40])
        for turn, text in enumerate(HOSTILE)
    ]
    beside = finding("evil", place(99, 0, 3), place(0, 500, 600), message=evil)
    broken = verdict("evil", "violation", *found, beside, norms=(evil,))
    look = verdict("look", "manual", checklist=evil, evidence=(place(1, 0, 8),))
    kept = verdict("kept", "pass", evidence=(place(2, 0, 5),))
    open_ = verdict("open", "undetermined", reasons=("no_event_record",))
    rules = (
        rule("evil", binding(evil, handbook="H"), title=evil, constraint=Constraint("forbid")),
        *(rule(name, title=evil) for name in ("look", "kept", "open")),
    )
    norm = Norm(evil, evil, "automated", clause=evil)
    of = ConversationReport(call, (broken, look, kept, open_), (card("H", 0.0, 500, False),), (evil,))
    books = (handbook(norm, title=evil),)
    return report(of, rules=rules, handbooks=books, errors=((evil, "1", evil, evil),), notes=(evil,))
