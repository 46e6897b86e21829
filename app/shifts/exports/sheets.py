"""签到表 of a place over some days (R-19): every shift with who is expected, and lines to be signed by hand."""

from collections.abc import Sequence
from datetime import date, datetime

from app import clock
from app.locale import _
from app.office import Column, Sheet, Shown, workbook
from app.office.sheets import Value
from app.shifts.queries.sheets import SignSheet
from app.shifts.rules.said import times

ROOM_TO_SIGN = 26
"""Points: as high as a signature."""


def sheets_workbook(
    sheets: Sequence[SignSheet],
    place: str,
    first: date,
    last: date,
    *,
    library: str,
    made_by: str,
    generated_at: datetime,
) -> bytes:
    """The sheets as one table, upright, with empty lines after each shift."""
    plan = _("班表")
    by_hand = _("现场手写，恢复供电后照着补记")
    columns = [
        Column(_("序号"), Shown.WHOLE, _("每一班从 1 数起"), "", plan, width=6),
        Column(_("日期"), Shown.DAY, _("服务的日子"), "", plan, width=12),
        Column(_("班次"), Shown.TEXT, _("从几点到几点；“草稿”还没有发布"), "", plan, width=16),
        Column(_("岗位"), Shown.TEXT, _("做什么"), "", plan, width=12),
        Column(_("志愿者"), Shown.TEXT, _("排在这一班的人；空行给临时来的人"), "", plan, width=12),
        Column(_("签到"), Shown.TEXT, by_hand, "", "", width=12),
        Column(_("签退"), Shown.TEXT, by_hand, "", "", width=12),
        Column(_("备注"), Shown.TEXT, by_hand, "", "", width=12),
    ]
    return workbook(
        Sheet(
            title=_("志愿服务签到表（%(place)s）", place=place),
            name=_("签到表"),
            library=library,
            period=_("%(first)s 至 %(last)s", first=first, last=last),
            made_by=made_by,
            generated_at=generated_at,
            columns=columns,
            rows=[row for one in sheets for row in _rows(one)],
            lines=[_("负责人签字：")],
            portrait=True,
            row_points=ROOM_TO_SIGN,
        )
    )


def _rows(one: SignSheet) -> list[list[Value]]:
    day = clock.at_library(one.span.starts_at).date()
    when = times(one.span) + (_("（草稿）") if one.draft else "")
    lines = [*one.people, *(("", "") for _spare in range(one.spare))]
    return [[number, day, when, post, name, None, None, None] for number, (post, name) in enumerate(lines, 1)]
