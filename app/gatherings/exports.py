"""签到表 as a workbook (R-01): to be signed by hand, or filled with what is recorded."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app import clock
from app.gatherings.queries.gathering import GatheringView
from app.gatherings.queries.keeping import Line
from app.gatherings.rules import CATEGORIES, KINDS
from app.gatherings.rules.attendance import STATUSES, Status
from app.gatherings.rules.tallies import tally
from app.locale import _
from app.office import Column, Sheet, Shown, workbook
from app.office.sheets import Value
from app.people.rules.names import masked_name
from app.web.page import day_and_time

GAP = "\u3000\u3000"
ROOM_TO_SIGN = 26
"""Points: as high as a signature."""


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands above the list and the gathering itself does not know: who hosts and who speaks; empty is left blank."""

    host: str = ""
    speakers: str = ""


def sheet_workbook(
    one: GatheringView,
    lines: Sequence[Line],
    heading: Heading,
    *,
    is_blank: bool,
    is_public: bool,
    library: str,
    made_by: str,
    generated_at: datetime,
) -> bytes:
    """The list as .xlsx, upright; in the order of the names, with the numbers below.

    Args:
        is_blank: names only, and rows as high as a signature.
        is_public: names of persons are masked.
    """
    shown = masked_name if is_public else str
    sheet = Sheet(
        title=_("%(kind)s签到表", kind=_(KINDS[one.kind])),
        name=_("签到表"),
        library=library,
        period=_period(one),
        made_by=shown(made_by),
        generated_at=generated_at,
        columns=_columns(),
        rows=[_row(place, line, one, is_blank, is_public) for place, line in enumerate(lines, start=1)],
        footer=[] if is_blank else [_totals(lines)],
        lines=_lines(one, Heading(shown(heading.host), shown(heading.speakers)), is_public),
        portrait=True,
        row_points=ROOM_TO_SIGN if is_blank else 0,
    )
    return workbook(sheet)


def public_line() -> str:
    """What the head of a public version says of itself."""
    return _("公开版：姓名只留首尾")


def _period(one: GatheringView) -> str:
    return f"{clock.at_library(one.span.starts_at):%Y-%m-%d}"


def _lines(one: GatheringView, heading: Heading, is_public: bool) -> list[str]:
    title = one.title if one.category is None else f"{one.title}（{_(CATEGORIES[one.category])}）"
    ends = f"{clock.at_library(one.span.ends_at):%H:%M}"
    host, speakers = _("主持：%(name)s", name=heading.host), _("主讲：%(name)s", name=heading.speakers)
    room = GAP * 3
    return [
        _("主题：%(title)s", title=title),
        _("时间：%(from)s—%(to)s", **{"from": day_and_time(one.span.starts_at), "to": ends})
        + GAP
        + _("地点：%(where)s", where=one.where),
        f"{host}{room if not heading.host else GAP}{speakers}{room if not heading.speakers else ''}",
        *([public_line()] if is_public else []),
    ]


def _columns() -> list[Column]:
    people, known = _("人员档案"), _("出勤记录")
    return [
        Column(_("序号"), Shown.WHOLE, _("按姓名拼音排列的次序"), "", "", width=6),
        Column(_("姓名"), Shown.TEXT, _("应到名单上的人"), "", people, width=10),
        Column(_("部门/岗位"), Shown.TEXT, _("岗位"), "", people, width=16),
        Column(_("职务"), Shown.TEXT, _("职称；没有职称的空着"), "", people, width=11),
        Column(_("签到"), Shown.TEXT, _("来的时刻，北京时间；空白表上签名"), "", known, width=11),
        Column(_("签退"), Shown.TEXT, _("走的时刻，北京时间；空白表上签名"), "", known, width=11),
        Column(_("状态"), Shown.TEXT, _("出席、迟到、请假、缺席或补课"), "", known, width=8),
        Column(_("请假事由"), Shown.TEXT, _("请假的人写下的事由"), "", known, width=14),
        Column(
            _("分钟"), Shown.WHOLE, _("由签到签退算出，不超过计划时间；学时由台账规则折算"), _("分钟"), known, width=8
        ),
        Column(_("备注"), Shown.TEXT, _("补学了什么、为何更正、何时加进名单"), "", known, width=14),
    ]


def _row(place: int, line: Line, one: GatheringView, is_blank: bool, is_public: bool) -> list[Value]:
    who: list[Value] = [place, masked_name(line.name) if is_public else line.name, line.post, line.title]
    record = None if is_blank else line.record
    if record is None:
        return [*who, None, None, None, None, None, None]
    excused = record.status in {Status.EXCUSED, Status.EXEMPT}
    # Why somebody was away is nobody's business outside.
    note = "" if is_public else record.note
    came, went = _at(record.came_at, one), _at(record.went_at, one)
    said = [_(STATUSES[record.status]), _(note) if excused and note else ""]
    return [*who, came, went, *said, line.minutes, _(note) if note and not excused else ""]


def _at(moment: datetime | None, one: GatheringView) -> str | None:
    if moment is None:
        return None
    at = clock.at_library(moment)
    is_that_day = at.date() == clock.at_library(one.span.starts_at).date()
    return f"{at:%H:%M}" if is_that_day else f"{at:%m-%d %H:%M}"


def _totals(lines: Sequence[Line]) -> list[Value]:
    sums = tally([line.status for line in lines])
    rate = "" if sums.rate is None else _("出勤率 %(rate)d%%", rate=sums.rate)
    came = _("实到 %(n)d", n=sums.came)
    away = _("请假 %(excused)d，缺席 %(absent)d，补课 %(made_up)d", **_away(sums.excused, sums.absent, sums.made_up))
    if sums.exempt:
        away += _("，免 %(n)d", n=sums.exempt)
    minutes = sum(line.minutes for line in lines)
    return [None, _("合计"), _("应到 %(n)d", n=sums.expected), None, came, None, rate, away, minutes, None]


def _away(excused: int, absent: int, made_up: int) -> dict[str, int]:
    return {"excused": excused, "absent": absent, "made_up": made_up}
