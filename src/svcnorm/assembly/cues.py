"""What agents and customers typically say, and how calls and visits open: evidence for roles and channels."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from svcnorm.text.fold import fold
from svcnorm.text.late import Late

AGENT = (
    r"为(您|你)服务",
    r"请问.{0,4}(可以|能)帮.{0,2}(您|你)|有什么.{0,4}(可以|能)帮.{0,3}(您|你)",
    r"我是.{0,6}工号|工号是?[零一二三四五六七八九幺0-9]{2,}",
    r"感谢(您|你)(的)?(来电|致电|耐心等待|等待|支持)|谢谢(您|你)(的)?(来电|致电|耐心等待|等待)|欢迎致电|祝(您|你)生活愉快",
    r"我(这边|马上|来|先)?(帮|给|为|替)(您|你)(查|核实|登记|办理|看|处理|反映|转接|申请|重置|开通|取消)",
    r"(请|麻烦)(您|你)?(稍等|稍候)|让(您|你)久等",
    r"还有(什么|没有)?(别的|其他).{0,6}(帮|需要|问题|吗)|请问还有",
    r"(请问)?(您|你)贵姓|怎么称呼(您|你)?|请(提供|说|报)(一下)?(您|你)?的?(号码|手机号|身份证)",
    r"我是.{0,6}(客户经理|客户代表|客服代表|坐席|话务员)",
    r"这里是.{0,10}(客服|热线|服务|公司|中心)",
    r"(您|你)(先)?请(讲|说)|请讲|您说|您讲",
    r"(您好|你好|喂).{0,4}(中国)?(电信|移动|联通|铁通|广电)(?!(吗|不|么|吧|不是))|我是?(中国)?(电信|移动|联通).{0,4}的",
    r"(先生|女士|小姐|主任|科长|处长|局长|所长|校长|院长|书记|老板|经理|老师|师傅|阿姨|大爷|总).{0,1}(您|你)好|好的.{0,4}(先生|女士|主任|老板|总)",
    r"(对不起|抱歉|不好意思|对不住).{0,20}(您|你)|给(您|你)(添麻烦|带来)",
    r"(给|跟|向)(您|你)(回电|回话|回复|答复|打过去|打回去|确认|核对|介绍|说明)|我.{0,6}通知(您|你)",
    r"(谢谢|感谢)(您|你)(对我们|的(配合|理解|信任|支持|建议))|(您|你)(慢走|还满意)",
)
CUSTOMER = (
    r"我要投诉|投诉你们",
    r"你们(公司|那边|这边|客服|的?人|怎么|是不是)",
    r"我(家|们家|家里|屋头)(的|那|这)?.{0,4}(宽带|电视|网|电话|座机)|我(的|那个)(宽带|手机|话费|套餐|卡|号)",
    r"(你)?帮我(查|看|办|取消|问|改|开|弄)",
    r"我想(问|咨询|办|查|取消|了解|把|反映)",
    r"(给|跟)我(解决|处理|退|一个说法|个说法)",
    r"是(电信|移动|联通|客服)(吗|不|么|吧)",
    r"(什么|啥|哪个)时候(能|可以)?(修|好|来|装|弄)|(怎么|咋)(还|又|老是|这么|老)",
    r"我(才|刚)?(充|交|办|买)(了|的)|扣(了)?我(的)?",
)
OUTBOUND = (
    r"(给|跟)(您|你)(打|来)(个|了|这个)?电话|打(个)?电话给(您|你)|给(您|你)(来电|致电)|致电(给)?(您|你)|(这次|今天)(给您)?(来电|致电|打电话)",
    r"打扰(一下|您|你)|(打|做)(个|一个)?(电话)?回访|回访一下",
    r"(现在)?方便(接|听)(个)?电话|现在方便(吗|说|讲)|(占用|耽误)(您|你).{0,4}分钟",
    r"(请问)?(您|你)?是.{1,6}(先生|女士|小姐|老板|经理|主任)(吗|不|吧)",
)
INBOUND = (
    r"有什么.{0,4}(可以|能)帮|很高兴为(您|你)服务|为(您|你)服务",
    r"(感谢|谢谢)(您|你)的?(来电|致电)|欢迎致电",
    r"请讲|什么事|哪位",
    r"(服务|客服)热线",
)
ASKED_WHO = (r"^(喂)?(哦)?(你|您)(是)?(哪位|哪个|哪里|谁)|我是(你是|哪里|哪位)", r"我(在|正在)(开会|忙|开车)")
"""What only somebody says who was rung up or called upon."""
TELEPHONE = (r"^喂", r"来电|致电|接通|接电话|打电话|电话里", r"挂(断|电话|机|了)|先挂")
VISITING = (
    r"(今天|今儿|现在|约.{0,6})上门|上门(拜访|打扰)|登门|(来|特地|过来)拜访|拜访(您|你|一下)",
    r"(我的|这是)(工牌|工号牌|名片|证件)|到(您|你)(这儿|这里|公司|家)来",
    r"今天(过)?来(主要|是|跟|给|看|拜)|过来(看看|坐坐|坐一下|的)|约(好|的|过).{0,8}(过来|来的|上门)",
)
ONSITE = (
    r"来.{0,6}(装|修|安装|维修|检修)(宽带|电话|网|机|线|的)|来(给|帮|替)(您|你)(装|修|安装|维修|检修)",
    r"(装|修)(宽带|网|电话)的|约的.{0,4}来(装|修)|我是.{0,10}(装维|代维|维修)",
)
RECEIVING = (r"欢迎光临", r"(您|你)?请坐|先坐|这边坐|来了(哈|啊).{0,4}坐|坐那(儿|里)", r"取号|叫号|排队")

_PAUSES = Late(r"[\s,、。?—…~-]+")


class Weighed(NamedTuple):
    """How many different agent-typical and customer-typical cues somebody's words hold."""

    agent: int
    customer: int

    @property
    def balance(self) -> int:
        return self.agent - self.customer


def weigh(texts: Sequence[str]) -> Weighed:
    """Each cue counts once, however often it is said."""
    return Weighed(count(AGENT, texts), count(CUSTOMER, texts))


def count(cues: tuple[str, ...], texts: Sequence[str]) -> int:
    """How many of the cues occur in at least one of the texts."""
    plain = [_PAUSES.sub("", fold(text)) for text in texts]
    return sum(any(pattern.search(text) for text in plain) for pattern in _compiled(cues))


@cache
def _compiled(cues: tuple[str, ...]) -> tuple[Late, ...]:
    return tuple(Late(cue) for cue in cues)
