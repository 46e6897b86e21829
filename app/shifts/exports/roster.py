"""The roster of a week as a workbook that says what the screen says, and as text for a group chat."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from app.locale import _
from app.office import Column, Sheet, Shown, workbook
from app.shifts.queries.board import Board, BoardDay, BoardSeat
from app.shifts.rules.board import MARKS
from app.shifts.rules.said import times
from app.web.page import WEEKDAYS

POST_WIDTH, DAY_WIDTH = 12, 21
"""Half-width characters: eight columns that A4 landscape still shows in a readable size."""


def roster_workbook(
    shown: Board, monday: date, *, library: str, made_by: str, generated_at: datetime, place: str = ""
) -> bytes:
    """The board as .xlsx: its rows, its columns, its words."""
    sunday = monday + timedelta(days=6)
    meaning = _("这一天的班：时间、已有/希望人数、姓名、缺几人、状态")
    sheet = Sheet(
        title=_("志愿服务班表"),
        name=_("班表"),
        library=library,
        period=f"{monday}—{sunday}",
        made_by=made_by,
        generated_at=generated_at,
        columns=[
            Column(_("岗位"), Shown.TEXT, _("服务点单独一行，下面是它的岗位"), width=POST_WIDTH),
            *(Column(day_heading(one), Shown.TEXT, meaning, source=_("班表"), width=DAY_WIDTH) for one in shown.days),
        ],
        rows=list(_rows(shown)),
        filtered=place and _("服务点：%(place)s", place=place),
    )
    return workbook(sheet)


def _rows(shown: Board) -> Iterator[Sequence[str | None]]:
    for site in shown.places:
        yield [site.name, *[None] * len(shown.days)]
        for row in site.rows:
            yield [row.name, *("\n".join(seat_said(one) for one in cell) or None for cell in row.cells)]


def day_heading(day: BoardDay) -> str:
    """周一 11-23, and on a second line what the calendar says of the day."""
    first = f"{_(WEEKDAYS[day.on.weekday()])} {day.on:%m-%d}"
    return f"{first}\n{day.said}" if day.said else first


def seat_said(one: BoardSeat) -> str:
    """A seat as the board shows it: time and draft mark, numbers and names, how many lack, the mark in words."""
    view = one.view
    state = _("草稿") if not view.facts.published else _("改过") if view.moved else ""
    names = [f"{who.name} {_('（冲突）')}" if who.volunteer in one.why else who.name for who in view.holders]
    lack = [_("缺 %(n)d", n=view.lacking)] if view.lacking else []
    first = " ".join(filter(None, (times(view.facts.span), state)))
    return "\n".join((first, " ".join([f"{view.facts.taken}/{view.count.wanted}", *names, *lack, _(MARKS[one.mark])])))


def roster_text(shown: Board, monday: date, library: str, *, place: int | None = None) -> str:
    """The week as lines for a group chat, day by day; days without a shift are left out, closed ones are said."""
    sunday = monday + timedelta(days=6)
    lines = [
        _("%(library)s志愿服务班表 %(from)s—%(to)s", library=library, **{"from": _day(monday), "to": _day(sunday)})
    ]
    for number, day in enumerate(shown.days):
        found = [
            (one.view.facts.span.starts_at, _line(site.name, row.name, one))
            for site in shown.places
            if place in {None, site.id}
            for row in site.rows
            for one in row.cells[number]
        ]
        if found or day.said:
            lines += ["", " ".join(filter(None, (_day(day.on), day.said))), *(text for _at, text in found)]
    return "\n".join(lines)


def _day(day: date) -> str:
    weekday = _(WEEKDAYS[day.weekday()])
    return _("%(month)d月%(day)d日（%(weekday)s）", month=day.month, day=day.day, weekday=weekday)


def _line(place: str, post: str, one: BoardSeat) -> str:
    view = one.view
    names = "、".join(who.name for who in view.holders) or _("还没有人")
    lack = _("（缺 %(n)d）", n=view.lacking) if view.lacking else ""
    draft = "" if view.facts.published else _("（草稿）")
    return f"{place} {post} {times(view.facts.span)}：{names}{lack}{draft}"
