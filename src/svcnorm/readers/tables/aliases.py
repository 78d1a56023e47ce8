"""What the columns of tables are called, by our names, the best word first, and what words in some of them mean.

Case, width, blanks, underscores, hyphens and a unit in brackets make no difference (header.py). The names are those
that call centres and speech recognition write; one that is missing here can be named in `columns` of svcnorm.yaml.
"""

from __future__ import annotations

from collections.abc import Mapping

_TURN = {
    "text": (
        "text 文本 内容 语句 句子 说话内容 发言内容 讲话内容 话语 文字 文本内容 语句内容 句子内容 消息内容 消息 "
        "聊天内容 utterance sentence content words message msg body onebest FinalSentence WrittenText 识别文本 "
        "转写文本 转写内容 对话内容 对话文本 内容文本 原文 话术内容 说话文本 发言 發言內容 內容 訊息"
    ),
    "transcript": (
        "transcript 通话文本 通话内容 录音文本 录音内容 转写结果 转写全文 转写 全文 全文内容 全文文本 对话记录 "
        "聊天记录 会话内容 会话文本 会话记录 沟通内容 沟通记录 通话记录文本 识别结果 ASR文本 ASR结果 ASR内容 "
        "语音转写 语音转文字 录音转写 录音转文字 转写对话 对话全文 通话全文 质检文本 对话明细 通话明细 dialogue "
        "dialog conversation transcription full_text call_text call_transcript conversation_text chat_log "
        "通話內容 逐字稿"
    ),
    "agent_text": (
        "客服文本 客服内容 客服说 客服说话内容 客服发言 客服语句 客服话术 客服转写 客服对话 坐席文本 坐席内容 "
        "坐席说 坐席说话内容 坐席发言 坐席语句 坐席话术 坐席转写 坐席对话 座席文本 座席内容 座席说 座席话术 "
        "座席发言 员工文本 员工内容 左声道文本 agent_text agent_content agent_transcript agent_words "
        "agent_utterance agent_message 客服回复 坐席回复 客服消息"
    ),
    "customer_text": (
        "客户文本 客户内容 客户说 客户说话内容 客户发言 客户语句 客户转写 客户对话 客户话语 用户文本 用户内容 "
        "用户说 用户发言 用户语句 用户转写 顾客文本 顾客内容 来电人文本 右声道文本 customer_text customer_content "
        "customer_transcript customer_words customer_utterance customer_message user_text user_content "
        "client_text 客户消息 用户消息 客户提问 用户提问"
    ),
    "role": (
        "role 角色 说话人角色 发言人角色 说话角色 对话角色 speaker_role participant_role ParticipantRole 说话方 "
        "发言方 讲话方 身份 说话人身份 发送方 发送者类型 sender_type sender_role 说话人类型 用户类型 participant "
        "party 主体 说话主体 side 方"
    ),
    "speaker": (
        "speaker 说话人 发言人 讲话人 发言者 说话者 对话人 说话人ID 发言人ID speaker_id SpeakerId spk "
        "speaker_name 说话人姓名 发送者 发送人 sender from 发言人姓名 發言人 說話人 who"
    ),
    "audio_channel": (
        "audio_channel 声道 通道 声道号 通道号 声道ID 通道ID channel_id ChannelId channel_no channel_number "
        "media_channel channel_tag 音轨 track 聲道"
    ),
    "start": (
        "start 开始时间 起始时间 开始 起始 开始时刻 起始时刻 开始时间点 起点 语句开始时间 句子开始时间 "
        "说话开始时间 发言开始时间 start_time begin begin_time BeginTime bg start_offset begin_offset offset "
        "from_time 时间 时间点 时间戳 发言时间 说话时间 发送时间 消息时间 对话时间 timestamp time ts send_time "
        "msg_time message_time created_at create_time 發言時間 開始時間 偏移 偏移时间 时间轴"
    ),
    "end": (
        "end 结束时间 终止时间 结束 终止 结束时刻 结束时间点 终点 语句结束时间 句子结束时间 说话结束时间 "
        "发言结束时间 end_time EndTime ed end_offset stop stop_time finish to_time 結束時間 截止时间"
    ),
    "duration": (
        "语句时长 句子时长 说话时长 发言时长 单句时长 持续时间 持续时长 时长 duration length utterance_duration "
        "用时 時長"
    ),
    "order": (
        "序号 句号 句序 句序号 语句序号 句子序号 对话序号 消息序号 轮次 行号 顺序 顺序号 seq sequence sequence_no "
        "seq_no index idx no. turn_no turn turn_index turn_id sentence_id sentence_index sentence_no line_no "
        "row_no msg_seq 序號"
    ),
}
_CALL = {
    "id": (
        "id 通话ID 会话ID 通话编号 会话编号 通话流水号 会话流水号 流水号 呼叫ID 呼叫编号 呼叫流水号 录音ID "
        "录音编号 录音流水号 录音流水 通话标识 会话标识 通话唯一标识 呼叫标识 通话号 会话号 call_id callid "
        "conversation_id session_id contact_id interaction_id uuid call_uuid call_no call_sn call_number_id "
        "record_id recording_id uniqueid unique_id linkedid dialog_id dialogue_id session contact ucid tid "
        "task_id TaskId 任务ID 任务编号 话单号 话单ID 录音文件 录音文件名 录音名称 文件名 文件名称 音频文件 "
        "音频文件名 音频名称 音频ID 录音 wav file file_name filename audio audio_file recording record 对话ID "
        "对话编号 对话标识 聊天ID 记录ID 记录编号 接触ID 接触编号 编号 通話ID 通話編號 會話ID 流水號 錄音編號"
    ),
    "title": "标题 主题 通话主题 会话主题 title subject 題目",
    "date": "日期 通话日期 会话日期 录音日期 呼叫日期 拨打日期 date call_date day 服务日期",
    "started_at": (
        "started_at 通话开始时间 会话开始时间 呼叫开始时间 录音开始时间 通话起始时间 通话时间 会话时间 呼叫时间 "
        "录音时间 来电时间 呼入时间 呼出时间 拨打时间 外呼时间 进线时间 接入时间 call_start call_start_time "
        "call_time call_begin_time conversation_start session_start initiation_timestamp start_datetime "
        "start_date 对话开始时间 服务开始时间 通話開始時間"
    ),
    "ended_at": (
        "ended_at 通话结束时间 会话结束时间 呼叫结束时间 录音结束时间 挂机时间 挂断时间 call_end call_end_time "
        "call_finish_time hangup_time conversation_end session_end disconnect_timestamp end_datetime 对话结束时间 "
        "服务结束时间 通話結束時間 释放时间"
    ),
    "call_duration": (
        "通话时长 会话时长 录音时长 呼叫时长 通话总时长 总时长 call_duration call_length talk_duration talk_time "
        "billsec recording_duration audio_duration conversation_duration 音频时长 计费时长 服务时长 通話時長"
    ),
    "agent": (
        "agent 工号 坐席工号 座席工号 客服工号 坐席ID 座席ID 客服ID 坐席编号 座席编号 客服编号 员工工号 员工编号 "
        "员工ID 话务员工号 话务员编号 客户经理工号 代表工号 agent_id agentid agent_no agent_code agent_number "
        "employee_id employee_no staff_id staff_no operator_id user_no csr_id job_no jobnumber 受理工号 接听工号 "
        "服务工号 坐席 座席 客服 话务员 员工 客服代表 坐席代表 座席代表 客服账号 坐席账号 座席账号 operator csr "
        "工號 坐席帐号"
    ),
    "agent_name": (
        "坐席姓名 座席姓名 客服姓名 员工姓名 话务员姓名 客户经理姓名 客服名称 坐席名称 座席名称 客服昵称 坐席昵称 "
        "客服人员 坐席人员 座席人员 服务人员 客户经理 接待客服 接待人 agent_name operator_name employee_name "
        "staff_name 客服名 坐席名 座席名"
    ),
    "team": (
        "班组 组别 小组 团队 坐席组 座席组 客服组 坐席班组 座席班组 所属班组 所属团队 team group agent_group "
        "department 部门 所属部门 技能组 技能组名称 技能队列 队列 队列名称 排队队列 queue queue_name skill "
        "skill_group skillgroup 座席部门 坐席部门"
    ),
    "customer": (
        "customer 客户ID 客户编号 客户号 客户号码 客户标识 客户账号 用户ID 用户编号 用户号码 用户标识 用户账号 "
        "会员ID 会员号 客户手机号 客户电话 客户手机 用户手机号 用户电话 客户联系电话 联系电话 手机号 手机号码 "
        "电话号码 来电号码 业务号码 服务号码 受理号码 customer_id customer_no customer_phone customer_number "
        "client_id user_id member_id phone phone_number mobile customer_mobile msisdn open_id openid 客户 用户 "
        "顾客 客戶編號 客戶ID"
    ),
    "caller": (
        "主叫号码 主叫 主叫方 呼叫号码 caller caller_number calling_number calling caller_id ani from_number src "
        "主叫電話 主叫电话"
    ),
    "callee": "被叫号码 被叫 被叫方 callee callee_number called_number called dnis to_number dst 被叫電話 被叫电话",
    "customer_name": (
        "客户姓名 客户名称 用户姓名 用户名称 客户昵称 用户昵称 顾客姓名 联系人 联系人姓名 customer_name "
        "client_name user_name 客戶姓名"
    ),
    "customer_tier": (
        "客户等级 客户级别 用户等级 用户级别 客户星级 会员等级 VIP等级 是否VIP 客户类别 customer_tier "
        "customer_level vip_level vip"
    ),
    "case": (
        "工单号 工单编号 工单ID 工单流水号 投诉单号 投诉编号 故障单号 案件号 案件编号 受理单号 受理编号 服务单号 "
        "服务请求号 case case_id case_no ticket ticket_id ticket_no work_order order_no work_order_id 工單號 "
        "关联工单 关联工单号"
    ),
    "channel": (
        "channel 渠道 渠道类型 服务渠道 来源渠道 接触渠道 媒体类型 呼叫方向 通话方向 呼叫类型 通话类型 呼入呼出 "
        "呼叫标志 方向 来去电 业务渠道 会话类型 direction call_direction call_type calltype media_type media "
        "contact_type 通話方向"
    ),
    "language": "语言 语种 language lang language_code LanguageCode",
    "rings": "振铃次数 响铃次数 铃声次数 振铃声数 响铃声数 rings ring_count ring_times ring_number",
    "ring_duration": (
        "振铃时长 响铃时长 坐席振铃时长 座席振铃时长 客服振铃时长 振铃时间长度 振铃秒数 响铃秒数 ring_duration "
        "ring_time_length ringing_duration ring_sec ring_seconds ring_length"
    ),
    "ring_at": (
        "振铃时间 振铃开始时间 响铃时间 响铃开始时间 坐席振铃时间 座席振铃时间 ring_at ring_time ring_start "
        "ring_start_time ringing_time"
    ),
    "answered_at": (
        "应答时间 接通时间 接听时间 坐席应答时间 座席应答时间 坐席接通时间 摘机时间 人工接通时间 通话接通时间 "
        "answered_at answer_time answer_at answer_start connect_time connected_at pickup_time 應答時間 接聽時間"
    ),
    "hangup_by": (
        "挂机方 挂断方 挂机方向 挂断方向 释放方 释放方向 挂机类型 挂断类型 结束方 先挂方 先挂断方 拆线方 挂机人 "
        "挂断人 hangup_by hangup_side hangup_direction hangup_party release_side release_by released_by "
        "disconnected_by disconnect_side 掛機方 掛斷方"
    ),
}

TURN: Mapping[str, tuple[str, ...]] = {name: tuple(words.split()) for name, words in _TURN.items()}
"""Columns that say something of each sentence."""
CALL: Mapping[str, tuple[str, ...]] = {name: tuple(words.split()) for name, words in _CALL.items()}
"""Columns that say something of the whole conversation, on its only row or on each."""
COLUMNS: Mapping[str, tuple[str, ...]] = {**TURN, **CALL}
WORDS = ("text", "transcript", "agent_text", "customer_text")
"""Columns one of which a table must have: those in which words stand."""

_CHANNELS = {
    "inbound_call": (
        "inbound in incoming 呼入 来电 呼入电话 呼入通话 客户来电 来话 入 进线 0呼入 callin inboundcall 热线"
    ),
    "outbound_call": "outbound out outgoing 呼出 去电 外呼 呼出电话 呼出通话 去话 出 回访 callout outboundcall 回拨",
    "chat": "chat im 在线 在线客服 聊天 文字 文本 在线聊天 在线文字 webchat online 微信 网页 app 小程序 text message",
    "email": "email mail 邮件 电子邮件 邮箱",
    "letter": "letter 信函 信件 来信 书信",
    "visit": "visit 拜访 走访 客户拜访 上门拜访 外访",
    "reception": "reception 接待 来访 来访接待",
    "onsite_service": "onsite onsiteservice 上门 上门服务 上门装维 装维 现场服务 上门安装 上门维修",
    "counter": "counter 柜台 营业厅 厅台 网点 柜面 门店",
}
CHANNELS: Mapping[str, str] = {word: channel for channel, words in _CHANNELS.items() for word in words.split()}
"""What a channel or direction is called, in plain form, and which of ours it is."""
CALLS_ONLY = frozenset(["call", "voice", "phone", "telephone", "电话", "语音", "通话", "呼叫", "话务"])
"""Words that say only that it was a call, and leave its direction open."""

_TIERS = {
    "important": (
        "important vip 是 重要 重要客户 vip客户 大客户 高价值 高价值客户 金卡 白金 白金卡 钻石 钻石卡 五星 五星级 "
        "四星 四星级 1 true yes y"
    ),
    "normal": "normal 普通 普通客户 一般 一般客户 非vip 否 标准 0 false no n",
}
TIERS: Mapping[str, str] = {word: tier for tier, words in _TIERS.items() for word in words.split()}

SILENCE = frozenset(
    [
        "静音",
        "静默",
        "沉默",
        "无声",
        "空白",
        "静音段",
        "静默段",
        "无语音",
        "无人说话",
        "silence",
        "sil",
        "mute",
        "noise",
        "靜音",
        "沈默",
    ]
)
"""What rows are called, or hold in place of words, in which nobody speaks."""
FOOTERS = (
    "合计",
    "总计",
    "小计",
    "共计",
    "汇总",
    "共",
    "总数",
    "导出时间",
    "导出人",
    "制表",
    "打印",
    "注:",
    "注：",
    "total",
    "sum",
    "count",
)
"""How rows begin that only count the others or say who made the table."""
