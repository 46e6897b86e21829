"""The twenty reasons why somebody cannot have a seat: one enumeration for everybody who asks."""

from enum import StrEnum

from app.locale import N_


class Reason(StrEnum):
    """Why a person cannot have a seat.

    Sign-up, the coordinator's assigning, the copy of a week, publishing, check-in and the line all ask `why_not`, which
    speaks in these.

    Source: volunteers page §4, which orders and weighs them.
    """

    NOT_OPEN = "not_open"
    SIGN_UP_OVER = "sign_up_over"
    FULL = "full"
    ALREADY = "already"
    OVERLAP = "overlap"
    REST = "rest"
    DAY_LIMIT = "day_limit"
    WEEK_LIMIT = "week_limit"
    DAYS_IN_A_ROW = "days_in_a_row"
    SKILL = "skill"
    UNTRAINED = "untrained"
    AGE = "age"
    SITE = "site"
    UNAVAILABLE = "unavailable"
    NOVICE = "novice"
    CLOSED = "closed"
    PAUSED = "paused"
    PAPERS = "papers"
    DUTY = "duty"
    LOCKED = "locked"


NAMES = {
    Reason.NOT_OPEN: N_("活动未开放报名"),
    Reason.SIGN_UP_OVER: N_("报名已截止"),
    Reason.FULL: N_("已满"),
    Reason.ALREADY: N_("已在本班次"),
    Reason.OVERLAP: N_("时间重叠"),
    Reason.REST: N_("间隔休息不足"),
    Reason.DAY_LIMIT: N_("超过每日上限"),
    Reason.WEEK_LIMIT: N_("超过每周小时"),
    Reason.DAYS_IN_A_ROW: N_("连续天数过多"),
    Reason.SKILL: N_("缺少技能"),
    Reason.UNTRAINED: N_("培训或测验未通过"),
    Reason.AGE: N_("年龄不符、需监护人同意或需陪同"),
    Reason.SITE: N_("不接受该地点"),
    Reason.UNAVAILABLE: N_("本人设为不可用"),
    Reason.NOVICE: N_("新手需搭档"),
    Reason.CLOSED: N_("该日闭馆"),
    Reason.PAUSED: N_("不在册或已暂停"),
    Reason.PAPERS: N_("保险或承诺书未签"),
    Reason.DUTY: N_("与职工学习或值班冲突"),
    Reason.LOCKED: N_("人工锁定"),
}

OVERRIDABLE = frozenset(
    {Reason.OVERLAP, Reason.REST, Reason.DAY_LIMIT, Reason.WEEK_LIMIT, Reason.DAYS_IN_A_ROW, Reason.NOVICE}
)
"""A coordinator may go over these with a written reason; whoever signs up for themselves may not.

The list gives neither way for 19 and 20. 19 blocks: staff hours must be unable to become service hours (民政部令第67号
art. 19). 20 blocks: whoever locked the seat unlocks it.
"""

OF_SIGNING_UP = frozenset({Reason.NOT_OPEN, Reason.SIGN_UP_OVER, Reason.FULL, Reason.ALREADY, Reason.LOCKED})
"""Reasons that speak of taking a seat; the others may come over somebody who has one, and are then a conflict."""

SOURCES = {
    Reason.NOT_OPEN: N_("本馆流程：发布以后才能报名"),
    Reason.SIGN_UP_OVER: N_("本馆设置：报名截止"),
    Reason.FULL: N_("班次上的最多人数"),
    Reason.ALREADY: N_("一人一班一个名额"),
    Reason.OVERLAP: N_("同一时间只能在一处"),
    Reason.REST: N_("本馆设置：两班之间的间隔"),
    Reason.DAY_LIMIT: N_("本馆设置：每天最多小时数"),
    Reason.WEEK_LIMIT: N_("本人填写的每周最多小时数"),
    Reason.DAYS_IN_A_ROW: N_("本馆设置：最多连着几天"),
    Reason.SKILL: N_("《志愿服务条例》第十五条：与知识、技能相适应"),
    Reason.UNTRAINED: N_("《志愿服务条例》第十六条：需要专门知识、技能的先培训"),
    Reason.AGE: N_("《志愿服务条例》第十五条；《文化志愿服务管理办法》第四条；《个人信息保护法》第三十一条"),
    Reason.SITE: N_("本人填写的可去地点；《志愿服务条例》第二十五条：不得强行指派"),
    Reason.UNAVAILABLE: N_("本人填写的空闲时间；《志愿服务条例》第二十五条：不得强行指派"),
    Reason.NOVICE: N_("本馆设置：新手要有人带"),
    Reason.CLOSED: N_("本馆工作日历和闭馆学习"),
    Reason.PAUSED: N_("本馆登记的志愿者状态"),
    Reason.PAPERS: N_("《志愿服务条例》第十四条（协议）、第十七条（保险）"),
    Reason.DUTY: N_("民政部令第67号第十九条：不是志愿服务的不记录"),
    Reason.LOCKED: N_("协调员锁定的岗位"),
}
"""Where each reason comes from: an article of the law, a setting of the library, or what the person themselves said."""
