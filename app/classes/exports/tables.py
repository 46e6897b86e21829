"""The tables of a class as workbooks: the empty roster, timetable, roster, attendance, marks, completion, satisfaction."""

from collections.abc import Collection, Sequence
from datetime import datetime
from fractions import Fraction

from app import locale
from app.classes.exports.told import Told
from app.classes.queries import ClassView, LearnerView, completion_of
from app.classes.rules import TIERS, Tier
from app.classes.rules.completing import hours_x10
from app.classes.rules.roster import FIELDS, Roster, checked
from app.clock import at_library
from app.gatherings.rules import GATHERING_STATES
from app.gatherings.rules.attendance import STATUSES
from app.locale import _
from app.office import Column, Sheet, Shown, workbook
from app.office.grids import Typed
from app.office.sheets import Value

BLANK_ROWS = 20


def roster_template(one: ClassView, *, library: str, made_by: str, generated_at: datetime) -> bytes:
    """The table that towns fill in: the header that `rules.roster` reads, in Chinese therefore, and blank rows."""
    with locale.speaking(locale.SOURCE):
        columns = _roster_columns(one)
        blank: list[list[Value]] = [[None] * len(columns) for _row in range(BLANK_ROWS)]
        sheet = Sheet(
            title=_("%(title)s 报名表", title=one.title),
            name=_("报名表"),
            library=library,
            period=_("%(first)s 至 %(last)s", first=one.starts_on, last=one.ends_on),
            made_by=made_by,
            generated_at=generated_at,
            columns=columns,
            rows=blank,
        )
        return workbook(sheet)


def roster_errors(
    one: ClassView,
    rows: Sequence[Typed],
    enrolled: Collection[str],
    *,
    library: str,
    made_by: str,
    generated_at: datetime,
) -> bytes:
    """The rows that have something wrong, as they were typed, with what it is; mended, the table is a roster again."""
    with locale.speaking(locale.SOURCE):
        roster = checked(rows, one.tiers, enrolled)
        columns = [
            *_roster_columns(one),
            Column(_("原表第几行"), Shown.WHOLE, _("和 Excel 里的行号一样")),
            Column(_("要改的列"), Shown.TEXT, _("哪一格不对")),
            Column(_("怎么改"), Shown.TEXT, _("哪里不对，怎么改；改好以后这几列可以留着")),
        ]
        sheet = Sheet(
            title=_("%(title)s 报名表中要改的行", title=one.title),
            name=_("要改的行"),
            library=library,
            period=_("%(first)s 至 %(last)s", first=one.starts_on, last=one.ends_on),
            made_by=made_by,
            generated_at=generated_at,
            columns=columns,
            rows=[_wrong(row, roster) for row in rows if row.number in roster.wrong_rows],
        )
        return workbook(sheet)


def _wrong(row: Typed, roster: Roster) -> list[Value]:
    problems = roster.problems_of(row.number)
    fields = _("、").join(dict.fromkeys(one.field for one in problems))
    said = _("；").join(f"{one.field}：{one.sentence}" for one in problems)
    return [*(row.texts[field] for field in FIELDS), row.number, fields, said]


def _roster_columns(one: ClassView) -> list[Column]:
    listed = _("、").join(_(TIERS[tier]) for tier in Tier if tier in one.tiers)
    return [
        Column(_("姓名"), Shown.TEXT, _("学员的全名")),
        Column(_("单位"), Shown.TEXT, _("例如：示例镇文化站、示例村农家书屋")),
        Column(_("层级"), Shown.TEXT, _("写 %(tiers)s", tiers=listed)),
        Column(_("手机号"), Shown.TEXT, _("11 位数字；一个号只能报一次")),
        Column(_("职务"), Shown.TEXT, _("可不填")),
    ]


def timetable(told: Told) -> bytes:
    """课程表."""
    source = _("课程表")
    columns = [
        Column(_("序号"), Shown.WHOLE, _("按时间")),
        Column(_("日期"), Shown.DAY, _("上课的日子"), "", source),
        Column(_("时间"), Shown.TEXT, _("从几点到几点"), "", source),
        Column(_("课程"), Shown.TEXT, _("讲什么"), "", source),
        Column(_("教师"), Shown.TEXT, _("谁来讲"), "", source),
        Column(_("教室"), Shown.TEXT, _("在哪里"), "", source),
        Column(_("节数"), Shown.WHOLE, _("算几节"), _("节"), source),
        Column(_("状态"), Shown.TEXT, _("上没上"), "", _("考勤")),
    ]
    rows: list[list[Value]] = []
    for number, unit in enumerate(told.units, 1):
        start, end = at_library(unit.gathering.span.starts_at), at_library(unit.gathering.span.ends_at)
        state = _(GATHERING_STATES[unit.gathering.state])
        time = f"{start:%H:%M}—{end:%H:%M}"
        rows.append([number, start.date(), time, unit.subject, unit.teacher, unit.gathering.where, unit.periods, state])
    return _book(told, _("课程表"), columns, rows)


def _person(told: Told, number: int, seat: LearnerView) -> list[Value]:
    return [number, told.name(seat), seat.unit, _(TIERS[seat.tier])]


def _person_columns() -> list[Column]:
    source = _("报名")
    return [
        Column(_("序号"), Shown.WHOLE, _("按报名先后")),
        Column(_("姓名"), Shown.TEXT, _("学员；公开版只留姓"), "", source),
        Column(_("单位"), Shown.TEXT, _("工作单位"), "", source),
        Column(_("层级"), Shown.TEXT, _("县、镇（街道）、村（社区）或书吧"), "", source),
    ]


def roster(told: Told) -> bytes:
    """学员名册."""
    columns = [
        *_person_columns(),
        Column(_("职务"), Shown.TEXT, _("学员自己填的"), "", _("报名")),
        Column(_("手机号"), Shown.TEXT, _("公开版不显示中间四位"), "", _("报名")),
    ]
    rows = [[*_person(told, n, seat), seat.post, told.phone(seat)] for n, seat in enumerate(told.seats, 1)]
    by_tier: list[list[Value]] = [
        [None, _(TIERS[tier]), sum(seat.tier is tier for seat in told.seats), None, None, None]
        for tier in Tier
        if tier in told.one.tiers
    ]
    return _book(told, _("学员名册"), columns, rows, by_tier)


def attendance(told: Told) -> bytes:
    """签到: a column for each unit."""
    columns = [
        *_person_columns(),
        *(
            Column(f"{at_library(unit.gathering.span.starts_at):%m-%d} {unit.subject}", Shown.TEXT, unit.subject)
            for unit in told.held
        ),
        Column(_("出勤节数"), Shown.WHOLE, _("到了的课的节数之和，补课也算"), _("节"), _("考勤")),
    ]
    rows = [
        [*_person(told, n, seat), *(_status(told, unit.id, seat) for unit in told.held), seat.periods]
        for n, seat in enumerate(told.seats, 1)
    ]
    return _book(told, _("签到"), columns, rows)


def _status(told: Told, unit: int, seat: LearnerView) -> Value:
    status = told.presences.get((unit, seat.person)) if seat.person is not None else None
    return None if status is None else _(STATUSES[status])


def marks(told: Told) -> bytes:
    """考核成绩."""
    columns = [
        *_person_columns(),
        Column(_("成绩"), Shown.HUNDREDTHS, _("满分 100 分"), _("分"), _("考试")),
        Column(_("来源"), Shown.TEXT, _("手机作答由系统评分，或者纸质试卷登记"), "", _("考试")),
        Column(_("说明"), Shown.TEXT, _("更正的原因"), "", _("考试")),
    ]
    rows: list[list[Value]] = []
    for number, seat in enumerate(told.seats, 1):
        how = _("系统评分") if seat.by_sitting else _("纸质登记")
        sat = seat.points_x100 is not None
        mark = None if seat.points_x100 is None else Fraction(seat.points_x100, 100)
        rows.append([*_person(told, number, seat), mark, how if sat else _("没有成绩"), seat.result_note])
    return _book(told, _("考核成绩"), columns, rows)


def completed(told: Told) -> bytes:
    """结业名单: those who completed, with the reasons; the others are in the roster."""
    columns = [
        *_person_columns(),
        Column(_("学时"), Shown.TENTHS, _("由到课的分钟折算，向下取到 0.5"), _("学时"), _("考勤")),
        Column(_("依据"), Shown.TEXT, _("结业条件和达到的情况"), "", _("考勤、考试")),
        Column(_("证书编号"), Shown.TEXT, _("撤销的不列"), "", _("证书")),
    ]
    rows: list[list[Value]] = []
    for seat in told.seats:
        done = completion_of(told.one, seat, told.units)
        if done.is_complete:
            hours = Fraction(hours_x10(seat.minutes), 10)
            number = seat.number if seat.is_certified else ""
            rows.append([*_person(told, len(rows) + 1, seat), hours, _("；").join(done.reasons), number])
    return _book(told, _("结业名单"), columns, rows)


def satisfaction(told: Told) -> bytes:
    """满意度: means by item, and how many forms they rest on."""
    source = _("满意度表（不记名）")
    columns = [
        Column(_("项目"), Shown.TEXT, _("问的什么"), "", source),
        Column(_("平均分"), Shown.HUNDREDTHS, _("1 到 5 分"), _("分"), source),
        Column(_("满意率"), Shown.PERCENT, _("4 分和 5 分的占比"), "%", source),
    ]
    rows: list[list[Value]] = [[_(item.name), item.mean, item.satisfied] for item in told.feedback.items]
    texts: list[list[Value]] = [[text, None, None] for text in told.feedback.texts]
    forms: list[Value] = [_("收回 %(n)d 份", n=told.feedback.n), None, None]
    return _book(told, _("满意度"), columns, rows, [forms, *texts])


def _book(
    told: Told,
    name: str,
    columns: Sequence[Column],
    rows: Sequence[Sequence[Value]],
    footer: Sequence[Sequence[Value]] = (),
) -> bytes:
    return workbook(
        Sheet(
            title=f"{told.one.title} {name}",
            name=name,
            library=told.library,
            period=told.period,
            made_by=told.made_by,
            generated_at=told.generated_at,
            columns=columns,
            rows=rows,
            footer=footer,
        )
    )
