"""A year's minutes and R-17 bound as one PDF with contents and page numbers; a job, for it may be long."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from app import locale
from app.actor import Actor, May, Role
from app.jobs.rules import NEEDS
from app.jobs.working import KINDS, Made, Work
from app.locale import N_, _
from app.office.files import PDF
from app.office.pdf import pdf
from app.party.exports.minutes import Head, attendance_of, facts_of, sections_of
from app.party.exports.review import appraisal_values, life_meetings, problems_of
from app.party.queries.appraisals import Sheet, sheet_of_year
from app.party.queries.papers import YearRecord, year_records
from app.party.queries.parts import corrections_said
from app.party.queries.structure import branch_history
from app.web.page import day_and_time

BINDER = "party.binder"
ROLES = frozenset({Role.SECRETARY})
"""The job reads as the secretary does: nobody else may ask for it."""
PROBLEMS = (N_("序号"), N_("责任人"), N_("查摆的问题"))
LEDGER = (N_("序号"), N_("责任人"), N_("整改措施"), N_("期限"), N_("办结日期"), N_("现在怎样"))
APPRAISAL = (
    N_("序号"),
    N_("姓名"),
    N_("自评"),
    N_("优秀"),
    N_("合格"),
    N_("基本合格"),
    N_("不合格"),
    N_("结果"),
    N_("备注"),
)
WIDTHS_OF_APPRAISAL = (2, 4, 3, 2, 2, 3, 3, 3, 4)


async def bind(work: Work) -> Made:
    """The minutes of a year, as they stood when they were asked for."""
    year, now = int(work.parameters["year"]), datetime.fromisoformat(work.parameters["now"])
    records = await year_records(Actor(work.person, work.name, ROLES), year)
    history = await branch_history()
    sheet = await sheet_of_year(Actor(work.person, work.name, ROLES), year, now)
    work.total = len(records)
    with locale.speaking(locale.SOURCE):
        head = Head(history.name if history else "", work.name, now)
        values = binder_values(records, year, head, sheet)
        title = _("%(year)d年组织生活记录", year=year)
    body = await pdf("party_binder", values, generated_at=now)
    work.went_on(len(records))
    return Made(title, PDF, body)


def binder_values(
    records: Sequence[YearRecord], year: int, head: Head, sheet: Sheet | None = None
) -> dict[str, object]:
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
        "review": _review(records, year, sheet),
    }


def _review(records: Sequence[YearRecord], year: int, sheet: Sheet | None) -> dict[str, object] | None:
    """R-17 as the last part of the binder: tables, each with a heading, columns and rows; None in a year without any."""
    lives = life_meetings(records)
    if not lives and sheet is None:
        return None
    told = appraisal_values(sheet)
    tables = [table for one in lives for table in _faults(one)]
    lines = [list(map(str, line.values())) for line in told["lines"]]
    if lines:
        tables.append(_table(_("民主评议测评汇总"), APPRAISAL, WIDTHS_OF_APPRAISAL, lines))
    return {
        "heading": _("组织生活会、民主评议党员材料"),
        "tables": tables,
        "lines": [*_said(told["round"]), *([told["closed"]] if told["closed"] else [])],
    }


def _faults(one: YearRecord) -> list[dict[str, object]]:
    problems = problems_of(one.record)
    listed = [[each["number"], each["who"], each["problem"]] for each in problems]
    told = ("number", "who", "measure", "due", "done", "stands")
    name = f"{one.meeting.on:%m-%d} {one.meeting.title}"
    return [
        _table(_("%(name)s：问题清单", name=name), PROBLEMS, [2, 4, 17], listed),
        _table(
            _("%(name)s：整改台账", name=name), LEDGER, [2, 3, 7, 4, 4, 5], [[e[w] for w in told] for e in problems]
        ),
    ]


def _table(
    heading: str, columns: Sequence[str], widths: Sequence[int], rows: Sequence[Sequence[str]]
) -> dict[str, object]:
    return {"heading": heading, "columns": [_(name) for name in columns], "widths": widths, "rows": rows}


def _said(held: Mapping[str, object] | None) -> list[str]:
    if held is None:
        return [_("这一年度没有民主评议党员的记录。")]
    said = _(
        "民主评议党员：%(held_on)s 评议，参评党员 %(members)d 人，收回测评票 %(ballots)d 张，已经评定 %(decided)d 人。"
    )
    meeting = (
        [_("评议会议：%(title)s（%(where)s）。", title=held["meeting"], where=held["where"])] if held["meeting"] else []
    )
    return [said % held, *meeting, *([_("评定结果：%(sums)s。", sums=held["sums"])] if held["sums"] else [])]


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
