"""学习与服务记录: the filtered rows of the log."""

from collections.abc import Callable, Sequence
from datetime import datetime

from app.gatherings.rules import CATEGORIES, KINDS
from app.gatherings.rules.attendance import SOURCES, STATUSES
from app.locale import _
from app.office import Column, Sheet, Shown, workbook
from app.office.sheets import Value
from app.training.queries.log import LogRow, Sums
from app.training.rules.filtering import TABS, LogFilter, Tab
from app.training.words import period
from app.web.page import WEEKDAYS

MOST_ROWS = 20_000
"""More rows than this are no table that anybody files; they are to be filtered first."""

Read = Callable[[LogRow], Value]


def log_workbook(
    sought: LogFilter,
    rows: Sequence[LogRow],
    sums: Sums,
    *,
    library: str,
    made_by: str,
    generated_at: datetime,
    filtered: str,
    went_on: Callable[[int], None] | None = None,
) -> bytes:
    """The rows as .xlsx, with head-count, times and minutes below; one tab of the log, never two added up.

    Args:
        went_on: is told how many rows are written.
    """
    columns, readers = zip(*_columns(sought.tab), strict=True)
    sheet = Sheet(
        title=_("学习与服务记录：%(tab)s", tab=_(TABS[sought.tab])),
        name=_("记录"),
        library=library,
        period=period(sought),
        made_by=made_by,
        generated_at=generated_at,
        columns=columns,
        rows=[[read(row) for read in readers] for row in rows],
        footer=_footer(sums, columns),
        filtered=filtered,
    )
    return workbook(sheet, went_on)


def common_columns() -> list[tuple[Column, Read]]:
    """What every table of records begins with."""
    gathering = _("活动与出勤记录")
    return [
        (Column(_("日期"), Shown.DAY, _("开始那天，北京时间"), "", gathering), lambda row: row.day),
        (Column(_("星期"), Shown.TEXT, _("由日期算出"), "", gathering), lambda row: _(WEEKDAYS[row.day.weekday()])),
        (Column(_("内容"), Shown.TEXT, _("活动、考试、班次或练习的名称"), "", gathering), lambda row: row.title),
    ]


def gathered_columns() -> list[tuple[Column, Read]]:
    """What is known of somebody at a gathering."""
    gathering, known = _("活动记录"), _("出勤记录")
    return [
        (
            Column(_("类型"), Shown.TEXT, _("集中学习、考试或志愿班次"), "", gathering),
            lambda row: _(KINDS[row.kind]) if row.kind else "",
        ),
        (
            Column(_("类别"), Shown.TEXT, _("学习内容的类别"), "", gathering),
            lambda row: _(CATEGORIES[row.category]) if row.category else "",
        ),
        (Column(_("地点"), Shown.TEXT, _("服务点和房间"), "", gathering), lambda row: row.where),
        (
            Column(_("状态"), Shown.TEXT, _("出席、迟到、请假、缺席或补课"), "", known),
            lambda row: _(STATUSES[row.status]) if row.status else "",
        ),
        (
            Column(_("来源"), Shown.TEXT, _("怎么知道的；扫码与事后补录不混在一起"), "", known),
            lambda row: _(SOURCES[row.source]) if row.source else "",
        ),
        (Column(_("佐证"), Shown.WHOLE, _("登记了几份佐证"), _("份"), _("佐证记录")), lambda row: row.proofs),
    ]


def minutes_column(source: str) -> tuple[Column, Read]:
    """Minutes, which every table of records ends with."""
    meaning = _("由起止时间算出，不超过计划时间；还没签退的空着")
    return Column(_("分钟"), Shown.WHOLE, meaning, _("分钟"), source), lambda row: None if row.still_in else row.minutes


def _columns(tab: Tab) -> list[tuple[Column, Read]]:
    name: tuple[Column, Read] = (Column(_("姓名"), Shown.TEXT, _("参加的人"), "", _("人员档案")), lambda row: row.name)
    if tab is Tab.COURSES:
        organiser: tuple[Column, Read] = (
            Column(_("主办单位"), Shown.TEXT, _("证书上的"), "", _("培训申报")),
            lambda row: row.where,
        )
        return [*common_columns(), name, organiser, minutes_column(_("培训申报（已通过）"))]
    if tab is Tab.PRACTICE:
        return [*common_columns(), name, minutes_column(_("练习记录"))]
    return [*common_columns(), name, *gathered_columns(), minutes_column(_("出勤记录"))]


def _footer(sums: Sums, columns: Sequence[Column]) -> list[list[Value]]:
    totals: dict[str, Value] = {
        _("日期"): _("合计"),
        _("内容"): _("%(n)d 条", n=sums.times),
        _("姓名"): _("%(n)d 人", n=sums.people),
        _("分钟"): sums.minutes,
    }
    return [[totals.get(column.heading) for column in columns]]
