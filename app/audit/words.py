"""A line of the ledger as a sentence: who, what, of which row, and what was kept of it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import msgspec

from app.actor import system
from app.audit.nouns import NOUNS
from app.audit.tables import Deed
from app.audit.values import ATTENDANCE, DAY_KINDS, HOUR_LEDGERS, ROLES
from app.audit.verbs import VERBS
from app.locale import N_, _
from app.web.page import day_and_time

SYSTEM = system().name

LABELS = {
    "accepted": N_("采用"),
    "added": N_("新增"),
    "address": N_("地址"),
    "agreement_from": N_("协议开始日"),
    "agreement_to": N_("协议到期日"),
    "answered": N_("已答题数"),
    "area_built_m2": N_("建筑面积"),
    "area_usable_m2": N_("使用面积"),
    "backup": N_("备份文件"),
    "before": N_("原来"),
    "brought_back": N_("重新加入"),
    "came_at": N_("签到"),
    "changed": N_("改动"),
    "closed_on": N_("关闭日期"),
    "closes_at": N_("结束时间"),
    "code": N_("题号"),
    "contact_name": N_("联系人"),
    "contact_phone": N_("联系电话"),
    "day": N_("日期"),
    "days": N_("天数"),
    "document": N_("文件"),
    "ended": N_("退出处数"),
    "exam": N_("考试"),
    "filtered": N_("筛选条件"),
    "from": N_("取自第几版"),
    "gathering": N_("活动"),
    "from_on": N_("从哪天"),
    "trait": N_("哪种情况"),
    "value": N_("数值"),
    "key": N_("哪项设置"),
    "hours": N_("开放时间"),
    "interlending": N_("通借通还"),
    "joined_on": N_("入职日期"),
    "kept": N_("没有动"),
    "kind": N_("类型"),
    "left_on": N_("离开日期"),
    "masked": N_("姓名遮挡"),
    "minutes": N_("分钟"),
    "name": N_("名称"),
    "name_initials": N_("拼音首字母"),
    "name_pinyin": N_("姓名拼音"),
    "note": N_("备注"),
    "on": N_("日期"),
    "oneself": N_("对自己"),
    "open_24h": N_("24 小时开放"),
    "opened_on": N_("开放日期"),
    "opens_at": N_("开始时间"),
    "own": N_("自己写的题"),
    "partner": N_("合作单位"),
    "partner_kind": N_("合作单位类别"),
    "people": N_("人员"),
    "person": N_("人员"),
    "period": N_("期间"),
    "phone": N_("手机号"),
    "post": N_("岗位"),
    "professional_title": N_("职称"),
    "public_computer": N_("公用电脑"),
    "reason": N_("原因"),
    "receipt": N_("回执"),
    "role": N_("角色"),
    "roles": N_("角色"),
    "reference": N_("存放或编号"),
    "rows": N_("行数"),
    "seats": N_("阅览座位"),
    "service_point": N_("服务点"),
    "sign_in_name": N_("登录名"),
    "staff_number": N_("工号"),
    "status": N_("出勤"),
    "title": N_("名称"),
    "files": N_("文件"),
    "claims": N_("申报"),
    "evidence": N_("佐证编号"),
    "gone": N_("文件已从数据库删掉"),
    "number": N_("第几版"),
    "training_class": N_("培训班"),
    "points": N_("成绩（百分之一分）"),
    "expected": N_("应到"),
    "to_on": N_("到哪天"),
    "version": N_("第几版"),
    "volumes": N_("藏书量"),
    "went_at": N_("签退"),
    "with_key": N_("带答案"),
    "year": N_("年度"),
    "ledger_of_hours": N_("学时台账"),
    "required_hours": N_("应学学时"),
    "minutes_per_hour": N_("1 学时的分钟"),
    "half_day_cap_hours": N_("半天封顶"),
    "day_cap_hours": N_("一天封顶"),
    "source": N_("出处"),
    "shared": N_("大家都能用"),
    "told": N_("通知人数"),
    "due_on": N_("提醒日期"),
    "seat": N_("班次岗位"),
    "volunteer": N_("志愿者"),
    "assignment": N_("排班记录"),
    "override": N_("越过提醒的原因"),
    "over": N_("越过的提醒"),
    "moved_up": N_("候补递补"),
    "late": N_("临近取消"),
    "week": N_("周"),
    "shifts": N_("班次"),
    "stayed": N_("没有复制的人"),
    "locked": N_("锁定"),
    "place": N_("服务点"),
    "starts_at": N_("开始时间"),
    "ends_at": N_("结束时间"),
    "state": N_("状态"),
    "given_up": N_("让出的班次"),
    "regular_shifts": N_("服务满几次的先报名"),
    "head_start_hours": N_("先报名几小时"),
    "untrained": N_("还没有取得的资格"),
    "accompanied": N_("未满 14 岁同班要有成年志愿者"),
    "skills": N_("技能"),
    "sites": N_("可去的服务点"),
    "slots": N_("空闲时段"),
    "free": N_("可来"),
    "file": N_("文件"),
    "new": N_("新增"),
    "left": N_("留下没有导入"),
    "cells": N_("改的格子"),
    "out": N_("不要的行"),
    "columns": N_("列"),
    "profile": N_("导出格式"),
    "times": N_("次数"),
    "star": N_("星级"),
    "stands": N_("评价保留"),
    "commendation": N_("表彰"),
    "evaluation": N_("评价"),
    "star_hours": N_("各星级的小时数"),
}
NUMBERED = {"exam", "person", "people", "service_point", "partner", "gathering"}
MOMENTS = {"opens_at", "closes_at", "came_at", "went_at"}


def who(row: Deed) -> str:
    """The name of whoever did it; the product itself is the system, and nobody yet is a visitor."""
    if row.actor is not None:
        return row.actor_name
    return _("系统") if row.actor_name == SYSTEM else row.actor_name or _("访客")


def what(row: Deed) -> str:
    """开放考试（考试 12）：原因 到点了；…"""
    done = _(VERBS[row.verb]) if row.verb in VERBS else row.verb
    noun = NOUNS.get(row.verb) or NOUNS.get(row.verb.split(".")[0])
    if row.subject is not None:
        number = _("第 %(number)d 号", number=row.subject)
        done = _("%(done)s（%(what)s）", done=done, what=f"{_(noun)} {row.subject}" if noun else number)
    told = said(msgspec.json.decode(row.details))
    return _("%(done)s：%(details)s", done=done, details=told) if told else done


def said(details: Mapping[str, Any]) -> str:
    """What was kept of a deed, in words; what is empty says nothing and is left out."""
    kept = [(name, value) for name, value in details.items() if value is not None and value not in ("", [], {})]
    return _("；").join(f"{_label(name)} {_value(name, value)}" for name, value in kept)


def _label(name: str) -> str:
    return _(LABELS[name]) if name in LABELS else name


def _value(name: str, value: Any) -> str:
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, dict):
        return _("，").join(_change(field, pair) for field, pair in value.items())
    if isinstance(value, list):
        return _("、").join(_value(name, one) for one in value)
    if value is None or value == "":
        return _("空")
    if name in MOMENTS:
        return day_and_time(datetime.fromisoformat(value))
    if isinstance(value, int):
        return _("%(number)d 号", number=value) if name in NUMBERED else str(value)
    if name in ("role", "roles"):
        return _(ROLES[value]) if value in ROLES else str(value)
    if name in ("status", "kind") and (word := ATTENDANCE.get(str(value)) or DAY_KINDS.get(str(value))):
        return _(word)
    if name == "ledger_of_hours" and str(value) in HOUR_LEDGERS:
        return _(HOUR_LEDGERS[str(value)])
    return _label(value) if name == "changed" else str(value)


def _change(field: str, pair: Any) -> str:
    """A field with what stood there before and what stands there now."""
    if not isinstance(pair, list) or len(pair) != 2:
        return f"{_label(field)} {_value(field, pair)}"
    before, after = (_value(field, one) for one in pair)
    return _("%(field)s从“%(before)s”改为“%(after)s”", field=_label(field), before=before, after=after)
