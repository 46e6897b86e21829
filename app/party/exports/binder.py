"""A year's minutes bound as one PDF with contents and page numbers; a job, for it may be long."""

from collections.abc import Sequence
from datetime import datetime

from app import locale
from app.actor import Actor, May, Role
from app.jobs.rules import NEEDS
from app.jobs.working import KINDS, Made, Work
from app.locale import _
from app.office.files import PDF
from app.office.pdf import pdf
from app.party.exports.minutes import Head, attendance_of, facts_of, sections_of
from app.party.queries.papers import YearRecord, year_records
from app.party.queries.parts import corrections_said
from app.party.queries.structure import branch_history
from app.web.page import day_and_time

BINDER = "party.binder"
ROLES = frozenset({Role.SECRETARY})
"""The job reads as the secretary does: nobody else may ask for it."""


async def bind(work: Work) -> Made:
    """The minutes of a year, as they stood when they were asked for."""
    year, now = int(work.parameters["year"]), datetime.fromisoformat(work.parameters["now"])
    records = await year_records(Actor(work.person, work.name, ROLES), year)
    history = await branch_history()
    work.total = len(records)
    with locale.speaking(locale.SOURCE):
        head = Head(history.name if history else "", work.name, now)
        values = binder_values(records, year, head)
        title = _("%(year)d年组织生活记录", year=year)
    body = await pdf("party_binder", values, generated_at=now)
    work.went_on(len(records))
    return Made(title, PDF, body)


def binder_values(records: Sequence[YearRecord], year: int, head: Head) -> dict[str, object]:
    """What the template `party_binder.typ` reads."""
    return {
        "title": _("%(year)d年组织生活记录", year=year),
        "branch": head.branch,
        "contents": _("目录"),
        "period": _("期间：%(year)d年1月1日至12月31日", year=year),
        "generated": _("生成时间：%(at)s", at=day_and_time(head.generated_at)),
        "count": _("记录条数：%(n)d", n=len(records)),
        "made_by": _("制表人：%(name)s　审核人：", name=head.made_by),
        "auxiliary": _("本件由支部辅助台账生成，党员和组织信息以全国党员管理信息系统为准。"),
        "empty": _("这一年没有会议记录。"),
        "meetings": [_meeting(one, head) for one in records],
    }


def _meeting(one: YearRecord, head: Head) -> dict[str, object]:
    facts = facts_of(one.record, one.ordinal, head)
    attendance = attendance_of(one.record.people)
    numbers = _("应到 %(all)s 人，实到 %(came)s 人", all=attendance["expected"], came=attendance["came"])
    rows = [
        (_("类型"), facts["kinds"]),
        (_("时间"), facts["time"]),
        (_("地点"), facts["where"]),
        (_("党小组"), facts["group"]),
        (_("主题"), facts["theme"]),
        (_("学习材料"), facts["material"]),
        (_("主持人"), facts["chair"]),
        (_("记录人"), facts["recorder"]),
        (_("应到实到"), numbers + attendance["rate"]),
        (_("请假缺席"), attendance["away"]),
        (_("补课"), attendance["made_up"]),
        (_("列席"), facts["observers"]),
    ]
    labels = [label for label, _note in corrections_said(one.record)]
    lacking = _("还缺：%(what)s", what="、".join(one.lacking)) if one.lacking else ""
    sections = [part for part in sections_of(one.record, labels, one.proofs) if part[1]]
    return {
        "heading": f"{one.meeting.on:%m-%d} {one.meeting.title}",
        "rows": [[label, str(value)] for label, value in rows if value],
        "sections": [{"heading": heading, "lines": lines} for heading, lines in sections],
        "signed": _("书记签字：%(said)s，校验码 %(code)s", said=facts["signed"], code=facts["digest"])
        if facts["signed"]
        else _("书记签字：________________"),
        "lacking": lacking,
    }


KINDS[BINDER] = bind
NEEDS[BINDER] = May.KEEP_PARTY
