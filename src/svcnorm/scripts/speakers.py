"""Who speaks a line of a script: labels before a colon or in a box, questions and answers."""

from __future__ import annotations

import re

from svcnorm.readers.labels import understand

LABEL = re.compile(r"\s*(?:\d{1,2}[.、)）]\s*)?(?P<label>[^:：，。！？!?,；;\s][^:：，。！？!?,；;]{0,24}?)\s*[:：]\s*")
_BOXED = re.compile(r"\s*[【\[〖]\s*(?P<label>[^【】\[\]〖〗]{1,12}?)\s*[】\]〗]\s*(?:[:：]\s*)?")
_SIDE = re.compile(
    "(?P<agent>.{0,6}(?:师傅|顾问|管家|专员|店员|导购|讲解员|客服|坐席|座席|话务员|经理|代表)[A-Za-z甲乙]?)"
    "|(?P<customer>.{0,6}(?:客户|用户|顾客|来电人)[A-Za-z甲乙]?)"
)
"""Speakers of scripts that no transcript has: 装维师傅, 投诉客户, 话务员A."""
_FILLED = re.compile("先生|女士|小姐|太太|为您|竭诚")
"""What follows a box that is to be filled in: 【客户】先生, 【工号】为您服务."""
_SAYS = re.compile("(?:可能|会|常|继续|再次)?(?:追问|反问|询问|表示|回答|回复|答复|说|讲|问|答)$")
_QUESTION = re.compile(r"\s*(?P<side>[QAqa问答])(?:\s*[:：]|\d{1,2}\s*[.、．:：])\s*")
_WORDING = re.compile(
    "(?:标准|参考|推荐|正确|规范|建议|优秀|服务|应对|应答|回复)(?:话术|用语|说法|应答|应对|答复|回复|回答|解答|示[例范]|做法)"
    "|应答|应对|答复|回复|回答|解答|推荐|正确"
)
"""Labels of wording that the agent is to use, such as 标准话术."""
_TICK = re.compile(r"\s*[✓✔✅☑√]\ufe0f?\s*")


def wording(said: str) -> int:
    """Where a mark ends that says that these are an agent's words; 0 where there is none."""
    found = _TICK.match(said)
    if found is None and (label := LABEL.match(said)) is not None and _WORDING.fullmatch(label["label"]):
        found = label
    return found.end() if found else 0


class Speakers:
    """Knows what labels mean; what some mean depends on those before them."""

    def __init__(self) -> None:
        self._questions = False
        self._boxed = False

    def of(self, said: str) -> tuple[str, int]:
        """The role that a label at the beginning names, and where the label ends."""
        if (found := _QUESTION.match(said)) is not None:
            side = found["side"].lower()
            if side in "q问":
                self._questions = True
                return "customer", found.end()
            return ("agent", found.end()) if side == "答" or self._questions else ("", 0)
        if (found := LABEL.match(said)) is not None:
            role = _role(found["label"])
            return (role, found.end()) if role else ("", 0)
        return self._in_box(said)

    def _in_box(self, said: str) -> tuple[str, int]:
        """The same of 【坐席】您好. That 【客户】您好 is no place for a name shows where agents have boxes as well."""
        found = _BOXED.match(said)
        after = said[found.end() :] if found else ""
        role = _role(found["label"]) if found and after.strip() and not _FILLED.match(after) else ""
        if not found or role not in ("agent", "customer"):
            return "", 0
        if role == "customer" and not self._boxed and re.match("[您你]好", after):
            return "", 0
        self._boxed = True
        return role, found.end()


def _role(label: str) -> str:
    """The role of a speaker, or an empty text."""
    bare = _SAYS.sub("", label.strip()) or label
    known = understand(bare, letters=False)
    if known and known.role != "unknown":
        return known.role
    side = _SIDE.fullmatch(bare)
    return str(side.lastgroup) if side else ""
