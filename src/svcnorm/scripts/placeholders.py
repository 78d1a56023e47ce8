"""Places for what the agent fills in: {姓名}, 【称呼】, XXX, ××, ____; with words to judge by in their stead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

SAMPLES = {
    "小李": "姓名 坐席姓名 客服姓名 您的姓名 本人姓名 员工姓名 我的姓名 自己姓名 坐席 客服 客户经理姓名 name agent",
    "王先生": "称呼 客户称呼 尊称 客户 先生/女士 先生女士 姓氏+称呼 客户姓名 对方姓名 客户名 customer",
    "王": "姓 姓氏 贵姓 客户姓氏 surname",
    "主任": "职务 职位 头衔 title",
    "八〇〇一号": "工号 坐席工号 客服工号 员工编号",
    "明天下午三点": "时间 日期 时限 答复时间 回复时间 回电时间 具体时间 预约时间 时段 date time when",
    "两个工作日": "时长 天数 工作日 几天 期限 小时数 分钟数 分钟 小时 天 duration",
    "五十元": "金额 费用 价格 资费 月租 元 余额 amount price",
    "13800000000": "电话 号码 手机号 电话号码 联系电话 联系方式 手机号码 客户号码 服务热线 热线 phone number",
    "这项业务": "业务 业务名称 产品 产品名称 套餐 套餐名称 服务 项目 活动 活动名称 功能 product",
    "客服中心": "部门 相关部门 班组 处理部门 department",
    "这个地址": "地址 客户地址 装机地址 营业厅 营业厅地址 网点 address",
    "春节": "节日 节日名称 holiday",
    "这件事": "问题 事由 客户问题 诉求 客户诉求 需求 客户需求 原因 具体原因 情况 内容 事项 具体内容 方案 解决方案",
    "一号": "单号 工单号 投诉单号 受理号 订单号 编号 流水号 order",
    "两": "数量 数字 次数 人数 x n",
    "上午": "时段问候 早上/下午 上午/下午",
    "张经理": "主管 经理 领导 负责人 经理姓名 同事姓名 转接人",
    "这里": "城市 省份 地区 city",
}
COMPANY = "公司 公司名 公司名称 企业 企业名称 单位 单位名称 品牌 品牌名 我司 company"
DEFAULT_COMPANY = "中国电信"
WORDS = {name: sample for sample, names in SAMPLES.items() for name in names.split()}
COMPANIES = frozenset(COMPANY.split())

_OPENING, _CLOSING = r"[{【\[<《｛〔]", r"[}】\]>》｝〕]"
_NAMED = re.compile(
    r"(?:\$?\{\{?|｛|【|\[|<|〔)\s*(?P<name>[^{}【】\[\]<>｛｝〔〕，。！？\n]{1,16}?)\s*(?:\}\}?|｝|】|\]|>|〕)"
)
_FRAMED = re.compile(r"(?P<frame>[#%$])(?P<name>[A-Za-z_\u4e00-\u9fff]{1,10})(?P=frame)")
"""#姓名#, as platforms for short messages write it; only with known names, as the signs mean other things too."""
_BLANK = re.compile(
    r"_{2,}|[xX×＊*○〇]{2,}|某某|(?<![A-Za-z0-9])[X某](?=(?:先生|女士|总|经理|老师|公司|元|号|小姐|主任))"
    r"|(?<=[小老])X(?![A-Za-z0-9])"
)
_ROUND = re.compile(r"[（(]\s*(?P<name>[^（）()，。！？\n]{1,10}?)\s*[)）]")
UNFILLED = re.compile(r"待补充|待定|待完善|TODO|TBD|FIXME", re.IGNORECASE)

# What stands beside a blank, and what it then stands for; an empty text is the company.
_BEFORE = (
    (re.compile(r"(?:工号|编号|号码)(?:是|为)?$"), "八〇〇一"),
    (re.compile(r"(?:我是|我叫|我姓|这里是|客服|坐席|经理|专员|师傅|人员|代表|顾问|管家)$"), "小李"),
    (re.compile(r"(?:公司|单位)(?:是|叫)$"), ""),
)
_AFTER = (
    (re.compile(r"(?:先生|女士|小姐|太太|总|经理|主任|老师|局长|处长|科长|师傅)"), "王"),
    (re.compile(r"(?:公司|集团|银行|营业厅|客服中心|服务中心|热线)"), ""),
    (re.compile(r"(?:号|工号)"), "八〇〇一"),
    (re.compile(r"(?:元|块)"), "五十"),
    (re.compile(r"(?:点|点钟|时)"), "三"),
    (re.compile(r"(?:天|个?工作日|小时|分钟|个月|日|月|年)"), "两"),
    (re.compile(r"(?:为您服务|竭诚)"), "小李"),
)
NEUTRAL = "这个"


class Placeholder(NamedTuple):
    """A place to fill in: where it stands among the words, what stands for it there; unknown ones have a `name`
    that nobody knows."""

    start: int
    end: int
    sample: str
    unknown: str = ""


def placeholders(said: str, company: str) -> Iterator[Placeholder]:
    """All places to fill in, in their order. `company` is what the agents' company is called."""
    found = [
        *(_named(each, company) for each in _NAMED.finditer(said)),
        *(Placeholder(*each.span(), _by_neighbours(said, *each.span(), company)) for each in _BLANK.finditer(said)),
        *(_named(each, company) for each in _FRAMED.finditer(said) if _sample(each["name"], company)),
        *(_named(each, company) for each in _ROUND.finditer(said) if _sample(each["name"], company)),
        *(Placeholder(*each.span(), "", each[0]) for each in UNFILLED.finditer(said)),
    ]
    done = 0
    for each in sorted(found):
        if each.start >= done:
            yield each
            done = each.end


def _named(found: re.Match[str], company: str) -> Placeholder:
    name = found["name"]
    if _BLANK.fullmatch(name):
        return Placeholder(*found.span(), _by_neighbours(found.string, *found.span(), company))
    sample = _sample(name, company)
    if not sample and (company in name or re.search("[/／]", name)):
        # {上午好/下午好} is a choice, and none to fill in; 【中国电信】 is whose message it is.
        sample = name
    return Placeholder(*found.span(), sample or NEUTRAL, "" if sample else name)


def _sample(name: str, company: str) -> str:
    bare = name.strip().lower()
    return company if bare in COMPANIES else WORDS.get(bare, "")


def _by_neighbours(said: str, start: int, end: int, company: str) -> str:
    """What a blank stands for, by what stands beside it."""
    if said[:start].endswith(("小", "老")):
        return "王"
    for pattern, sample in _AFTER:
        if pattern.match(said, end):
            return sample or company
    for pattern, sample in _BEFORE:
        if pattern.search(said[:start].rstrip()):
            return sample or company
    return NEUTRAL
