"""Utterances that are evidently the other side's: the separation of speakers failed there."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from svcnorm.assembly import cues
from svcnorm.assembly.options import AssemblyOptions
from svcnorm.model.conversation import Conversation, Utterance
from svcnorm.text.fold import fold
from svcnorm.text.late import Late

ONLY_CUSTOMERS = (
    r"^(喂|哎|那|反正|不行)?我(就)?(要|得|一定要)(投诉|举报)(你们|他|那个|你|$)",
    r"^我(家|屋头|们家)(的|里)?(那个)?(宽带|网络?|电视|电话|座机|信号)(又|老|还是|已经|断|坏|不|连不|上不|用不)",
    r"^(那)?(你|你们)(赶紧|赶快|快点|快)?(给|帮)我(退|查|取消|修|解决|办|开|改)(了|一下|下|掉)?(吧|嘛|呗|行不行|好不好|$)",
    r"^你们(的)?(客服|师傅|移动|电信|联通|营业厅)(怎么|到底|凭什么|为什么|什么时候|是不是)",
    r"^(凭什么|为什么)(又)?(扣|收|停)(了)?我(的)?",
)
"""What no agent says of herself: she has no line that is down and complains of nobody."""

ONLY_AGENTS = (
    r"(有|还有)什么(可以|能|需要我?)?帮(到)?(您|你)(的)?(吗|$)|很高兴为(您|你)服务|为(您|你)服务",
    r"^(您好|你好).{0,12}(客服|热线|营业厅).{0,8}(工号|为您)|我是.{0,4}工号[零一二三四五六七八九幺0-9]{2,}",
    r"(感谢|谢谢)(您|你)的?(来电|致电)(!|,|。|$|再见|祝)",
    r"(请|麻烦)(您|你)?稍等.{0,4}(我|这边)(马上|这就|来|先)?(帮|给|为)(您|你)(查|核实|看|办)",
    r"^(请问)?(您|你)贵姓$|^请(您|你)?(提供|报)一下(您|你)?的?(手机号|号码|身份证)",
)
"""What no customer says: it offers this company's service."""

HINTS = {
    "agent": ("投诉", "举报", "我家", "我屋头", "我们家", "给我", "帮我", "你们", "凭什么", "为什么"),
    "customer": ("为您", "为你", "帮您", "帮你", "帮到您", "帮到你", "工号", "来电", "致电", "贵姓", "请提供"),
}
"""Without one of these no cue of the other side can be there: expressions are dear to build, and seldom needed."""

QUOTING = Late(r"(说|讲|问|写|叫|听到|收到|短信|语音|提示|意思是|那句|你们)")
"""Whoever quotes the other side before the cue says its words herself."""

LEAST_UTTERANCES = 4
"""In fewer utterances there is no way to tell a slip from an odd conversation."""

_SKIPPED = Late(r"[\s、—…~,-]+")


def with_slips(conversation: Conversation, _options: AssemblyOptions) -> Conversation:
    """The conversation with its slips marked, and a note for each (utterances counted from 1)."""
    said = conversation.utterances
    if len(said) < LEAST_UTTERANCES or not {"agent", "customer"} <= {u.role for u in said}:
        return conversation
    found = [i for i, utterance in enumerate(said) if is_slip(utterance)]
    if not found:
        return conversation
    marked = tuple(replace(u, slip=True) if i in found else u for i, u in enumerate(said))
    notes = (*conversation.notes, *(f"role_slip:{i + 1}" for i in found))
    return replace(conversation, utterances=marked, notes=tuple(dict.fromkeys(notes)))


def is_slip(utterance: Utterance) -> bool:
    """Whether the words can only be the other side's: one cue of theirs, and none of the labelled speaker's."""
    theirs, own = {
        "agent": (ONLY_CUSTOMERS, cues.AGENT),
        "customer": (ONLY_AGENTS, cues.CUSTOMER),
    }.get(utterance.role, ((), ()))
    text = _SKIPPED.sub("", fold(utterance.text))
    if not any(hint in text for hint in HINTS.get(utterance.role, ())):
        return False
    hits = (pattern.search(text) for pattern in _compiled(theirs))
    first = min((hit.start() for hit in hits if hit), default=-1)
    return first >= 0 and not QUOTING.search(text[:first]) and not cues.count(own, [utterance.text])


@cache
def _compiled(patterns: tuple[str, ...]) -> tuple[Late, ...]:
    return tuple(Late(pattern) for pattern in patterns)
