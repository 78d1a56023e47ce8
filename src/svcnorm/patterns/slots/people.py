"""What the slots about people share: surnames, titles, and where in speech a name may stand."""

from __future__ import annotations

import re
from functools import cache

from svcnorm.patterns.slots.shipped import any_of, characters, lines, pattern, words
from svcnorm.patterns.slots.view import View, is_trapped

# Surnames that are prepositions and auxiliaries: 向经理反映 names nobody.
FUNCTION_WORDS = frozenset("向和于从应时那能都全占由请来过都管包代查有是开种信支关为为")
_INTRODUCED = re.compile(
    r"(?:我是|我就是|我叫|叫我|称呼我|名叫|名字[是叫]?|姓名[是叫]?|[我免贵]姓|贵姓|这边是|这里是|这边|叫做|叫作|叫|姓|"
    r"经理|代表|专员|主管|顾问|工程师|师傅|人员|[办维务业工话接营]员|管家|班长|组长|店长|站长|客服|同事|助理|"
    r"电信的?|移动的?|联通的?|公司的?|中心的?|[厅部科组班站室点所]的|工号[0-9零一二三四五六七八九]{2,8}的?)$"
)
_MAY_PRECEDE = re.compile(
    r"(?:[是找给请让跟和与对为您你我好的位问喂到]|联系|公司|中心|[厅部科组班站室点]|铁通|广电|先生|女士)$"
)
_MAY_FOLLOW = re.compile(
    r"[请您你我有很为来给是这那的吧啊呢吗哈嘛呀哦诶哎喂今在想先再工跟和负到又也就打刚现昨明后帮需已正从把将要联谢祝对姓还回晚早上下他她咱听专直新辛麻说噻撒]"
    r"|先生|女士|小姐|可以|能[不给帮为]|移动|电信"
)
# Words that begin inside a name and run out of it: 李|明天, 张|安装. Their first characters serve in names.
_RUNS_ON = re.compile(
    r"明[天年早晚儿确细]|安[装排]|平[台时均常]|信[号息用任]|家[里人庭]|公司|智能|正[在式常好]|文[件字]|方[便案面式]|同[时样意]|"
    r"可[以能是]|清[楚除单理]|高[级兴新]|政[企府]|天[气线翼]|春节|元[旦宵]|进[行度来]|立[即刻马]|达[到成]|登[记录]|保[证修]|"
    r"中[国午心]|大[概约家爷姐哥妈叔客]|小[姐时区]|城[东西南北]|成[功都]|国[内际庆家]|东[西边北]|江[北南]|石[家]|利用|"
    r"书[面记]|记[录得]|如[果何]|开[通始机户]|月[底初份租]|一[下个直般定起会点些]|千[万兆]|万[一兆]|玉米|金[额卡牌]|宽[带屏]|"
    r"光[纤猫宽缆]|云[盘端南]|海[外南]|美[女国团]|权[限益]|思路|朋友|师[傅]|生[效活意日成]|先[生给]|经[理常过济]|维[修护]|"
    r"修[好理]|建[议设]|通[知话信]|用[户的]|航[空班]|星期|周[一二三四五六日末]|启[动用]|源[头码]|本[来月人机地]|程[序度]|"
    r"良好|优[惠先质]|双[方卡]|广[告东西]|热线|志愿|心情|力[度气]|为[您你什]|运营|行[业程]|展[示开]|长[期途话]|真[的是]"
)


@cache
def _surname_words() -> dict[str, frozenset[str]]:
    """The second characters of everyday words that begin with a surname, by the surname."""
    pairs = (line.split(" ", 1) for line in lines("surname_words"))
    return {first: frozenset(rest) for first, rest in pairs}


def surname_at(text: str, p: int) -> tuple[int, bool]:
    """How long the surname at `text[p]` is (0: none), and whether it is seldom anything else."""
    if text[p : p + 2] in compound_surnames():
        return 2, True
    char = text[p : p + 1]
    if char in characters("surnames"):
        return 1, True
    return (1, False) if char in characters("surnames_rare") else (0, False)


@cache
def compound_surnames() -> frozenset[str]:
    """The surnames of two characters."""
    return frozenset(words("surnames_compound"))


@cache
def surname_start() -> re.Pattern[str]:
    """Where a surname may begin."""
    singles = "".join(sorted(characters("surnames") | characters("surnames_rare")))
    return re.compile(f"{any_of(words('surnames_compound'))}|[{singles}]")


def begins_word(text: str, p: int) -> bool:
    """Whether an everyday word of two characters begins at `text[p]`, a surname (周一, 高兴)."""
    return text[p + 1 : p + 2] in _surname_words().get(text[p : p + 1], ())


def ends_inside_word(text: str, end: int) -> bool:
    """Whether a word runs across the border before `text[end]` (李明|天)."""
    return _RUNS_ON.match(text, end - 1) is not None


def is_introduced(text: str, p: int) -> bool:
    """Whether what stands before `text[p]` announces a name (我是, 我叫, 客户经理, 电信的)."""
    return _INTRODUCED.search(text[max(p - 10, 0) : p]) is not None


def may_begin(view: View, p: int) -> bool:
    """Whether a name may begin at `p` at all: after a clause edge, an introduction, or a word that names follow."""
    return (
        view.is_edge(p) or is_introduced(view.text, p) or _MAY_PRECEDE.search(view.text[max(p - 4, 0) : p]) is not None
    )


def may_end(view: View, end: int) -> bool:
    """Whether a name may end at `end`: before a clause edge, a title, or what commonly follows names."""
    text = view.text
    return view.is_edge(end) or _MAY_FOLLOW.match(text, end) is not None or title_at(text, end) > end


@cache
def titles() -> re.Pattern[str]:
    """The titles that may stand alone, longest first."""
    return re.compile(any_of(words("titles")))


@cache
def _short_titles() -> re.Pattern[str]:
    return re.compile(any_of(words("titles_short")))


_SHORT_TRAP = re.compile(
    r"总[部共是计额数价单量体裁会之算督括得归想台结机线要觉不监监工裁公]|工[作程单号地资人厂具艺商期时会龄信行业本分]|"
    r"处[理在于罚所分长]|局[长部面域]|科[技学长目]|院[长子]|校[长园区服]|所[有以谓长在需属]|队[伍长列]|导[致航出入购演]|"
    r"老[师板人年家乡用客户是]|董[事]|律[师]|伯[伯父母]|太[太多大阳平]|厂[家里长]|姐[妹]|哥[们]|爷[爷]|导师"
)


def title_at(text: str, p: int) -> int:
    """Where the longest title that begins at `text[p]` ends; `p` if there is none."""
    found = titles().match(text, p)
    return found.end() if found and is_title(text, p, found.end()) else p


def is_title(text: str, start: int, end: int) -> bool:
    """Whether a title that is written at `text[start:end]` is one there, and not part of something longer (先生效)."""
    return not is_trapped(pattern("title_traps"), text, start, end)


def short_title_at(text: str, p: int) -> int:
    """Where the title of one character at `text[p]` ends (总 of 王总); `p` if a longer word stands there."""
    found = _short_titles().match(text, p)
    return found.end() if found and not _SHORT_TRAP.match(text, p) else p
