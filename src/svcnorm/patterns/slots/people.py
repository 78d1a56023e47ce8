"""What the slots about people share: surnames, titles, and where in speech a name may stand."""

from __future__ import annotations

from collections.abc import Iterator

from svcnorm.patterns.slots.shipped import characters, longest_at, pairs, pattern, words
from svcnorm.patterns.slots.view import View, is_trapped
from svcnorm.text.late import Late

# Surnames that are prepositions and auxiliaries: 向经理反映 names nobody.
FUNCTION_WORDS = frozenset("向和于应时那全管代查关付费修初")
# What stands right before a name; looked up, since compiling it would cost more than matching it.
_INTRODUCED = (
    *[
        "我是",
        "我就是",
        "称呼我",
        "名字是",
        "名字",
        "姓名是",
        "姓名",
        "这边是",
        "这里是",
        "这边",
        "叫做",
        "叫作",
        "叫我",
        "叫",
        "姓",
    ],
    *[
        "经理",
        "代表",
        "专员",
        "主管",
        "顾问",
        "工程师",
        "师傅",
        "人员",
        "管家",
        "班长",
        "组长",
        "店长",
        "站长",
        "客服",
        "同事",
        "助理",
        "装维",
        "代维",
    ],
    *(f"{one}员" for one in "办维务业工话接营"),
    *(f"{whose}{of}" for whose in ("电信", "移动", "联通", "公司", "中心") for of in ("", "的")),
    *(f"{place}的" for place in "厅部科组班站室点所"),
)
_BY_NUMBER = Late(r"工号[0-9零一二三四五六七八九]{2,8}的?$")
_NAMED = Late("(?:我叫|叫我|名字[是叫]?|姓名[是叫]?|姓)$")
_MAY_PRECEDE = Late(
    r"(?:[是找给请让跟和与对为您你我好的位问喂到]|联系|公司|中心|[厅部科组班站室点]|铁通|广电|先生|女士)$"
)
_MAY_FOLLOW = Late(
    r"[请您你我有很为来给是这那的吧啊呢吗哈嘛呀哦诶哎喂今在想先再工跟和负到又也就打刚现昨明后帮需已正从把将要联谢祝对姓还回晚早上下他她咱听专直新辛麻说噻撒叫全]"
    r"|先生|女士|小姐|可以|能[不给帮为]|马上|立[马刻即]|这就|移动|电信"
)


def surname_at(text: str, p: int) -> tuple[int, bool]:
    """How long the surname at `text[p]` is (0: none), and whether it is seldom anything else."""
    if text[p : p + 2] in words("surnames_compound"):
        return 2, True
    char = text[p : p + 1]
    if char in characters("surnames"):
        return 1, True
    return (1, False) if char in characters("surnames_rare") else (0, False)


def surname_starts(text: str) -> Iterator[int]:
    """Where in a text a surname may begin."""
    compound = words("surnames_compound")
    return (p for p in range(len(text)) if surname_at(text, p)[0] and not (p and text[p - 1 : p + 1] in compound))


def begins_word(text: str, p: int) -> bool:
    """Whether an everyday word of two characters begins at `text[p]`, a surname (周一, 高兴)."""
    return text[p : p + 2] in pairs("surname_words")


def ends_inside_word(text: str, end: int) -> bool:
    """Whether an everyday word runs across the border before `text[end]` (李明|天)."""
    return text[end - 1 : end + 1] in pairs("given_words")


def begins_inside_word(text: str, p: int) -> bool:
    """Whether an everyday word runs across the border before the surname at `text[p]` (下|周, 对|方)."""
    return p > 0 and text[p - 1 : p + 1] in pairs("words_on_surnames")


def is_introduced(text: str, p: int) -> bool:
    """Whether what stands before `text[p]` announces a name (我是, 我叫, 客户经理, 电信的)."""
    return text.endswith(_INTRODUCED, 0, p) or _BY_NUMBER.search(text[max(p - 12, 0) : p]) is not None


def is_named(text: str, p: int) -> bool:
    """Whether what stands before `text[p]` leaves no doubt that a name follows (我叫, 姓)."""
    return _NAMED.search(text[max(p - 4, 0) : p]) is not None


def may_begin(view: View, p: int) -> bool:
    """Whether a name may begin at `p` at all: after a clause edge, an introduction, or a word that names follow."""
    return (
        view.is_edge(p) or is_introduced(view.text, p) or _MAY_PRECEDE.search(view.text[max(p - 4, 0) : p]) is not None
    )


def may_end(view: View, end: int) -> bool:
    """Whether a name may end at `end`: before a clause edge, a title, or what commonly follows names."""
    text = view.text
    return view.is_edge(end) or _MAY_FOLLOW.match(text, end) is not None or title_at(text, end) > end


def title_at(text: str, p: int) -> int:
    """Where the longest title that begins at `text[p]` ends; `p` if there is none."""
    end = longest_at("titles", text, p)
    return end if is_title(text, p, end) else p


def is_title(text: str, start: int, end: int) -> bool:
    """Whether a title that is written at `text[start:end]` is one there, and not part of something longer (先生效)."""
    return start < end and not is_trapped(pattern("title_traps"), text, start, end)


def short_title_at(text: str, p: int) -> int:
    """Where the title of one character at `text[p]` ends (总 of 王总); `p` if a longer word stands there."""
    known = text[p : p + 1] in characters("titles_short") and text[p : p + 2] not in pairs("title_words")
    return p + 1 if known else p
