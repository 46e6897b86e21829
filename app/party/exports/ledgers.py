"""R-12 三会一课 年度台账 and R-13 主题党日台账: a year of meetings as workbooks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction

from app import locale
from app.gatherings.rules.attendance import STATUSES, Status
from app.gatherings.rules.tallies import Tally, tally
from app.locale import _
from app.office import Column, Sheet, Shown, workbook
from app.office.sheets import Value
from app.party.exports.minutes import stands_said, vote_said
from app.party.queries.meeting import MeetingView
from app.party.queries.meetings import Stands
from app.party.queries.tasks import TaskView
from app.party.queries.votes import VoteView
from app.party.rules.cycles import STATES
from app.party.rules.cycles import Row as Duty
from app.party.rules.meetings import MEETING_KINDS, MeetingKind
from app.party.rules.minutes import DAY_FORMS, Written, value_said
from app.study.exports.ledger import hours_of
from app.web.page import short_time

SERVICE = DAY_FORMS["service"]
MOST_TASKS = 5
IN_THE_MATRIX = frozenset({"general", "committee", "group", "lecture", "themed", "life"})
"""Which duties of the calendar are meetings; groups have a key each, such as group-3."""


@dataclass(frozen=True, slots=True)
class YearLine:
    """A meeting of the year with everything that the ledgers say of it."""

    meeting: MeetingView
    people: Sequence[Stands]
    agenda: Sequence[str]
    written: Written | None
    votes: Sequence[VoteView]
    tasks: Sequence[TaskView]
    proofs: Sequence[str]
    lacking: Sequence[str]
    corrected: Mapping[str, str] = field(default_factory=dict)

    def said(self, name: str) -> str:
        """A field of the minutes as it is to be read: as signed, or as it was put right afterwards."""
        return self.corrected.get(name, value_said(name, getattr(self.written or Written(), name)))

    @property
    def numbers(self) -> Tally:
        """Who came."""
        return tally([one.status for one in self.people])


@dataclass(frozen=True, slots=True)
class Filing:
    """Who files the paper, for which year, and who made it when."""

    branch: str
    year: int
    made_by: str
    generated_at: datetime


def meetings_workbook(lines: Sequence[YearLine], filing: Filing, duties: Sequence[Duty] = ()) -> bytes:
    """The year's ledger of meetings with how many of each kind were held, and the matrix of kinds, months and states.

    Args:
        duties: the rows of the calendar of that year.
    """
    with locale.speaking(locale.SOURCE):
        return workbook(
            Sheet(
                title=_("%(year)d 年三会一课台账", year=filing.year),
                name=_("三会一课台账"),
                library=filing.branch,
                period=_("%(year)d 年", year=filing.year),
                made_by=filing.made_by,
                generated_at=filing.generated_at,
                columns=_columns(),
                rows=[_row(n, line) for n, line in enumerate(lines, 1)],
                footer=[_totals(lines)],
                lines=[_matrix_line(kind, months) for kind, months in matrix(lines).items()],
                more=[_states(filing, [row for row in duties if row.item.key.partition("-")[0] in IN_THE_MATRIX])],
            )
        )


def _states(filing: Filing, rows: Sequence[Duty]) -> Sheet:
    """A row a kind, a column a month; what is asked once a quarter or a year stands in the last month of that time."""
    months = [
        Column(_("%(n)d月", n=n), Shown.TEXT, _("这个月、这一季度或这一年的状态和次数"), "", _("履职日历"), width=13)
        for n in range(1, 13)
    ]
    return Sheet(
        title=_("%(year)d 年三会一课各月各季状态", year=filing.year),
        name=_("各月各季状态"),
        library=filing.branch,
        period=_("%(year)d 年", year=filing.year),
        made_by=filing.made_by,
        generated_at=filing.generated_at,
        columns=[Column(_("类型"), Shown.TEXT, _("会议类型；党小组各占一行"), width=18), *months],
        rows=[[row.item.name, *_months_said(row)] for row in rows],
        lines=[_("条例写的是“一般”，逾期的在日历里说明原因；按季、按年的写在最后一个月。")],
    )


def _months_said(row: Duty) -> list[Value]:
    said: list[Value] = [None] * 12
    for cell in row.cells:
        held = _("%(n)d 次", n=len(cell.records)) if cell.records else ""
        words = [cell.period.said if cell.period.months > 1 else "", _(STATES[cell.state]), held]
        said[cell.period.last.month - 1] = "\n".join(filter(None, words))
    return said


def matrix(lines: Sequence[YearLine]) -> Mapping[MeetingKind, Mapping[int, int]]:
    """How many meetings of each kind were held in each month; kinds without any are left out."""
    counts: dict[MeetingKind, dict[int, int]] = {}
    for kind in MeetingKind:
        months = [line.meeting.on.month for line in lines if kind in line.meeting.kinds]
        if months:
            counts[kind] = {month: months.count(month) for month in range(1, 13)}
    return counts


def _matrix_line(kind: MeetingKind, months: Mapping[int, int]) -> str:
    held = "  ".join(_("%(m)d月 %(n)d", m=month, n=count) for month, count in months.items() if count)
    return _("%(kind)s：全年 %(n)d 次（%(held)s）", kind=_(MEETING_KINDS[kind]), n=sum(months.values()), held=held)


def _columns() -> list[Column]:
    listed, written = _("应到名单"), _("会议记录")
    return [
        Column(_("序号"), Shown.WHOLE, _("按日期")),
        Column(_("月份"), Shown.WHOLE, _("几月开的"), _("月")),
        Column(_("类型"), Shown.TEXT, _("一次会议可以兼几种"), width=16),
        Column(_("时间"), Shown.TEXT, _("开始和结束"), width=19),
        Column(_("地点"), Shown.TEXT, _("在哪里开"), width=14),
        Column(_("主持"), Shown.TEXT, _("主持人"), "", written, width=8),
        Column(_("议题"), Shown.TEXT, _("议程各项"), "", written, width=26),
        Column(_("应到"), Shown.WHOLE, _("开始签到时定下的名单"), _("人"), listed),
        Column(_("实到"), Shown.WHOLE, _("出席和迟到；补课的不算"), _("人"), listed),
        Column(_("缺席及原因"), Shown.TEXT, _("请假、缺席、免和补课的人"), "", listed, width=20),
        Column(_("决议"), Shown.TEXT, _("议定事项和表决结果"), "", written, width=26),
        Column(_("落实"), Shown.TEXT, _("责任人、时限和现在怎样"), "", _("议定事项"), width=26),
        Column(_("附件"), Shown.TEXT, _("登记的佐证"), "", _("佐证记录"), width=10),
        Column(_("状态"), Shown.TEXT, _("完整，或还缺什么"), "", written, width=14),
    ]


def _row(place: int, line: YearLine) -> list[Value]:
    one, numbers = line.meeting, line.numbers
    return [
        place,
        one.on.month,
        one.kinds_said,
        f"{short_time(one.span.starts_at)}—{one.ends}",
        one.gathering.where,
        one.chair,
        "；".join(line.agenda),
        numbers.expected,
        numbers.came,
        _away(line.people),
        _resolved(line),
        _carried_out(line.tasks),
        "、".join(line.proofs),
        _("还缺：%(what)s", what="、".join(line.lacking)) if line.lacking else _("完整"),
    ]


def _away(people: Sequence[Stands]) -> str:
    away = [one for one in people if one.status not in (None, Status.PRESENT, Status.LATE)]
    return "；".join(
        f"{one.name}（{_(STATUSES[one.status])}{'，' + _(one.note) if one.note else ''}）" for one in away if one.status
    )


def _resolved(line: YearLine) -> str:
    return "\n".join(filter(None, [line.said("resolution"), *(vote_said(vote) for vote in line.votes)]))


def _carried_out(tasks: Sequence[TaskView]) -> str:
    """The first tasks, and how many there are: a cell higher than Excel's rows is cut off. All of them are in R-11 and R-17."""
    said = [f"{task.what}（{task.owner_name}，{task.due_on}；{stands_said(task)}）" for task in tasks[:MOST_TASKS]]
    if len(tasks) > MOST_TASKS:
        done = sum(task.is_done for task in tasks)
        said.append(_("……共 %(all)d 项，办结 %(done)d 项，其余见会议记录", all=len(tasks), done=done))
    return "\n".join(said)


def _totals(lines: Sequence[YearLine]) -> list[Value]:
    expected, came = sum(line.numbers.expected for line in lines), sum(line.numbers.came for line in lines)
    times = _("共 %(n)d 次", n=len(lines))
    whole = _("完整 %(n)d 次", n=sum(not line.lacking for line in lines))
    return [None, None, _("合计"), times, None, None, None, expected, came, None, None, None, None, whole]


def themed_days_workbook(lines: Sequence[YearLine], filing: Filing) -> bytes:
    """The year's ledger of themed Party days (R-13)."""
    with locale.speaking(locale.SOURCE):
        days = [line for line in lines if MeetingKind.THEMED_DAY in line.meeting.kinds]
        return workbook(
            Sheet(
                title=_("%(year)d 年主题党日台账", year=filing.year),
                name=_("主题党日台账"),
                library=filing.branch,
                period=_("%(year)d 年", year=filing.year),
                made_by=filing.made_by,
                generated_at=filing.generated_at,
                columns=_day_columns(),
                rows=[_day_row(line) for line in days],
                footer=[_day_totals(days)],
            )
        )


def _day_columns() -> list[Column]:
    written = _("会议记录")
    return [
        Column(_("月"), Shown.WHOLE, _("几月")),
        Column(_("日期"), Shown.DAY, _("哪一天")),
        Column(_("主题"), Shown.TEXT, _("研究确定的主题"), "", written),
        Column(_("主题确定日期"), Shown.DAY, _("在开展以前"), "", written),
        Column(_("形式"), Shown.TEXT, _("集中学习、过组织生活、民主议事、志愿服务、参观见学"), "", written),
        Column(_("应到"), Shown.WHOLE, _("开始签到时定下的名单"), _("人")),
        Column(_("参加"), Shown.WHOLE, _("出席和迟到"), _("人")),
        Column(_("学时"), Shown.TENTHS, _("选了学习类别的，由时长折算，向下取到 0.5"), _("学时")),
        Column(_("志愿服务"), Shown.TEXT, _("形式里有没有志愿服务"), "", written),
        Column(_("议定事项"), Shown.TEXT, _("记下的决议和要落实的事"), "", written),
        Column(_("落实"), Shown.TEXT, _("现在怎样"), "", _("议定事项")),
    ]


def _hours(line: YearLine) -> Fraction | None:
    return hours_of(line.meeting.span.minutes, line.meeting.on.year) if line.meeting.gathering.category else None


def _day_row(line: YearLine) -> list[Value]:
    one, forms = line.meeting, line.said("day_forms")
    return [
        one.on.month,
        one.on,
        one.theme,
        one.theme_decided_on,
        forms,
        line.numbers.expected,
        line.numbers.came,
        _hours(line),
        _("有") if _(SERVICE) in forms else _("没有"),
        "\n".join(filter(None, [line.said("resolution"), *(task.what for task in line.tasks)])),
        "\n".join(filter(None, [line.said("follow_up"), *(stands_said(task) for task in line.tasks)])),
    ]


def _day_totals(days: Sequence[YearLine]) -> list[Value]:
    expected, came = sum(line.numbers.expected for line in days), sum(line.numbers.came for line in days)
    hours = sum((_hours(line) or Fraction() for line in days), Fraction())
    times = _("共 %(n)d 次", n=len(days))
    return [_("合计"), None, times, None, None, expected, came, hours, None, None, None]
