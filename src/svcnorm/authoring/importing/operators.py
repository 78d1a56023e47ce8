"""Alibaba's operators that can be said: on words, on silence, on the rate of speech."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from svcnorm.authoring.importing.drafts import Unsaid
from svcnorm.authoring.importing.logic import Body, Said
from svcnorm.authoring.importing.samples import sample
from svcnorm.authoring.importing.wording import example_of, pattern_of
from svcnorm.i18n import _

Made = tuple[Said, bool] | Body
"""What is said and whether it must be missing, or a whole constraint."""
Param = Mapping[str, Any]


def _keywords(param: Param, least: int) -> Made:
    """Any (1), all (-1), none (0) or at least N of the keywords."""
    patterns = tuple(dict.fromkeys(pattern_of(str(word)) for word in param.get("keywords") or ()))
    if not patterns:
        raise Unsaid(_("it has no keywords"))
    asked = param.get("keywordmatchsize")
    size = least if asked is None else int(asked)
    example = example_of(patterns[0])
    if (int(param.get("threshold") or 1)) > 1:
        raise Unsaid(_("so many hits in all cannot be said"))
    if size in (0, 1):
        return Said(patterns, example), size == 0
    if len(patterns) == 1:
        return Said(patterns, example), False
    if size == -1 and len(patterns) == 2 and param.get("insentence"):
        return Said((" & ".join(patterns),), "，".join(map(example_of, patterns))), False
    raise Unsaid(_("several keywords at once: write them as an expression"))


def _regex(param: Param) -> Made:
    pattern, without = str(param.get("regex") or ""), str(param.get("notregex") or "")
    if not pattern:
        raise Unsaid(_("it has no expression"))
    options = {"unless": [{"same_turn": f"re:{without}"}]} if without else {}
    return Said((f"re:{pattern}",), sample(pattern), options=options, let_off=sample(without)), False


def _similar(param: Param) -> Made:
    sentences = [str(each) for each in param.get("similarlysentences") or ()]
    score = int(param.get("score") or 80)
    if not sentences:
        raise Unsaid(_("it has no sentences"))
    if not 50 <= score <= 100:
        raise Unsaid(_("likeness below 50 % finds anything"))
    patterns = tuple(dict.fromkeys(map(pattern_of, sentences)))
    return Said(patterns, example_of(patterns[0]), options={"similar": f"{score} %", "accept": True}), False


def _silence(param: Param) -> Made:
    if param.get("differentrole") is False or str(param.get("compareoperator") or "gt") != "gt" or param.get("target"):
        raise Unsaid(_("only a silence that is longer than so much can be said"))
    seconds = int(param.get("interval") or 0) / 1000
    if seconds <= 0:
        raise Unsaid(_("it has no length"))
    length = int(seconds) if seconds.is_integer() else seconds
    body = {"forbid": {"event": "silence", "where": {"seconds": {"above": length}}}}
    hit, passed = ([_at(1, "客服：您好"), _at(3 + gap, "客户：你好")] for gap in (round(seconds) + 10, 1))
    return Body(body, [hit], [passed])


def _at(second: int, line: str) -> str:
    """A line of an example that begins then and lasts two seconds."""
    begin, end = (f"{at // 60:02}:{at % 60:02}" for at in (second, second + 2))
    return f"[{begin}-{end}] {line}"


def _rate(param: Param) -> Made:
    rate = int(param.get("velocityinmint") or 0)
    if rate <= 0 or not param.get("average"):
        raise Unsaid(_("only an average rate in characters a minute can be said"))
    words = "您好我给您介绍一下这个套餐每月的流量和通话时间请您听一下有没有不清楚的地方我再慢慢给您说明" * 6
    fast, slow = (max(2, round(len(words) * 60 / rate * factor)) for factor in (0.6, 2))
    talks = [[f"[00:00-{end // 60:02}:{end % 60:02}] 客服：{words}"] for end in (fast, slow)]
    return Body({"measure": {"metric": "speech_rate", "by": "agent"}, "at_most": rate}, [talks[0]], [talks[1]])


OPERATORS: Mapping[str, Callable[[Param], Made]] = {
    "HIT_ANY_KEYWORDS": lambda param: _keywords(param, 1),
    "INCLUDE_KEYWORDS": lambda param: _keywords(param, -1),
    "REGULAR_EXPRESSION": _regex,
    "SIMILAR_MATCH": _similar,
    "INTERVAL_GREATER": _silence,
    "SPEECH_SPEED_CHECK": _rate,
}
