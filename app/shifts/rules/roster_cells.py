"""An existing roster as people keep it: a list with a name in each row, or a week with days across and sites down."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from app.locale import N_, _
from app.office.grids import HEADER_WITHIN, Grid, Typed, close_name, is_idle, letters, plain
from app.office.written import PARTS, SPAN, Unclear, day_near, minute_of, minutes_of

FIELDS = {
    "day": N_("日期"),
    "time": N_("时间"),
    "begins": N_("开始"),
    "ends": N_("结束"),
    "place": N_("服务点"),
    "post": N_("岗位"),
    "people": N_("志愿者"),
}
NEEDED = ("day", "place", "people")
# Data, not words: what the columns are called in rosters that libraries keep.
SYNONYMS: Mapping[str, tuple[str, ...]] = {
    "day": ("日期", "服务日期", "班次日期"),
    "time": ("时间", "时段", "服务时间", "班次", "班次时间"),
    "begins": ("开始", "开始时间", "起"),
    "ends": ("结束", "结束时间", "止"),
    "place": ("服务点", "地点", "服务地点", "站点", "场馆"),
    "post": ("岗位", "服务岗位", "岗位名称"),
    "people": ("志愿者", "姓名", "人员", "志愿者姓名", "值班人员", "排班人员"),
}
# Data, not words: the signs of the days.
WEEKDAYS = "一二三四五六日"
LONGEST_WEEKDAY = 5
"""Signs of a heading such as 星期一上午; what is longer is a sentence that speaks of a day."""
WEEKDAY = re.compile(r"(?:周|星期|礼拜)([一二三四五六日天])")
DATED = re.compile(r"\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?|\d{1,2}月\d{1,2}[日号]?|(?<!\d)\d{1,2}-\d{1,2}(?!\d)")
BETWEEN = re.compile(r"[、,，;；/\n]+")
# Data, not words: how people say that nobody is there.
NOBODY = {"", "-", "—", "——", "/", "无", "休", "休息", "闭馆", "空", "缺", "空缺", "待定"}
LEAST_DAYS = 2
"""Days across that make a table a week."""


class Shape(StrEnum):
    """How a roster is laid out."""

    LIST = "list"
    WEEK = "week"


SHAPES = {Shape.LIST: N_("一行一班的清单"), Shape.WEEK: N_("横着是日期的周班表")}


@dataclass(frozen=True, slots=True)
class Wrong:
    """Something in one cell: the field or the column's letters, and the sentence."""

    code: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Cell:
    """Names at one time and place, as they were written.

    Attributes:
        code: the field, or the letters of the column, under which it may be mended.
        beside: fields, or letters of columns, that say place and post, and may be mended too.
    """

    row: int
    code: str
    text: str
    day: date | None
    minutes: tuple[int, int] | None
    place: str
    post: str
    names: tuple[str, ...]
    wrong: Sequence[Wrong] = field(default_factory=tuple)
    beside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Days:
    """The days across a week's table: the day by column, and the last row that speaks of days."""

    row: int
    by_column: Mapping[int, date]


def shape_of(grid: Grid, monday: date) -> Shape:
    """A week when days stand across the top, else a list."""
    return Shape.WEEK if days_across(grid, monday) else Shape.LIST


def days_across(grid: Grid, monday: date) -> Days | None:
    """Which column is which day.

    Args:
        monday: of the week that is meant where only 周一 to 周日 stand there.
    """
    dated: dict[int, dict[int, date]] = {}
    named: dict[int, dict[int, date]] = {}
    for at, cells in enumerate(grid.rows[:HEADER_WITHIN], 1):
        for column, text in enumerate(cells):
            if (day := _dated(text, monday)) is not None:
                dated.setdefault(at, {})[column] = day
            elif (match := WEEKDAY.search(text)) and len(text) <= LONGEST_WEEKDAY:
                # Sunday's other name is not among them, and -1 comes round to it.
                number = WEEKDAYS.find(match[1]) % 7
                named.setdefault(at, {})[column] = monday + timedelta(days=number)
    for found in (dated, named):
        rows = {at: days for at, days in found.items() if len(set(days.values())) >= LEAST_DAYS}
        if rows:
            at = max(rows, key=lambda one: len(rows[one]))
            across = {row for each in (dated, named) for row, days in each.items() if len(days) >= LEAST_DAYS}
            return Days(max(across), rows[at])
    return None


def _dated(text: str, near: date) -> date | None:
    match = DATED.search(plain(text))
    try:
        return day_near(match[0], near) if match else None
    except Unclear:
        return None


def cells_of_week(grid: Grid, days: Days, places: Sequence[str]) -> list[Cell]:
    """The cells of a week that name somebody.

    Place, post and time stand to the left of the days, in whatever order; what is left empty there is as in the row above.
    A time in the cell itself goes before the one at the left.
    """
    first = min(days.by_column)
    above = [""] * first
    found = []
    for row, cells in enumerate(grid.rows[days.row :], days.row + 1):
        if is_idle(cells):
            continue
        left = [cells[at] or above[at] for at in range(first)]
        above = left
        label = _label(left, places)
        for column, day in sorted(days.by_column.items()):
            if plain(cells[column]) not in NOBODY:
                found.append(_cell(row, column, cells[column], day, label))
    return found


@dataclass(frozen=True, slots=True)
class _Label:
    place: str
    post: str
    minutes: tuple[int, int] | None
    wrong: Sequence[Wrong]
    columns: tuple[str, ...]


def _label(left: Sequence[str], places: Sequence[str]) -> _Label:
    """What the cells to the left say: a time, a place, and what remains is the post."""
    minutes, rest, wrong = None, [], []
    for at, text in enumerate(left):
        said, text_left = _time_in(text)
        if said is None and SPAN.search(plain(text)):
            wrong.append(Wrong(letters(at), _unclear(text)))
        minutes = said or minutes
        rest += [word for word in re.split(r"\s+", text_left) if word and not word.isdigit()]
    whole = "".join(rest)
    columns = tuple(letters(at) for at, text in enumerate(left) if text and not text.isdigit())
    place = max((one for one in places if plain(one).replace(" ", "") in whole), key=len, default="")
    if place:
        post = whole.replace(plain(place).replace(" ", ""), "", 1)
        return _Label(place, post.strip("-—:：·"), minutes, wrong, columns)
    return _Label(rest[0] if rest else "", "".join(rest[1:]), minutes, wrong, columns)


def _time_in(text: str) -> tuple[tuple[int, int] | None, str]:
    tidy = plain(text)
    if match := SPAN.search(tidy):
        try:
            return minutes_of(match[0]), tidy.replace(match[0], " ").strip(" ()（）")
        except Unclear:
            return None, tidy.replace(match[0], " ").strip(" ()（）")
    for word, minutes in PARTS.items():
        if word in tidy:
            return minutes, tidy.replace(word, " ").strip(" ()（）")
    return None, tidy


def _unclear(text: str) -> str:
    try:
        minutes_of(text)
    except Unclear as unclear:
        return unclear.sentence
    return ""


def _cell(row: int, column: int, text: str, day: date, label: _Label) -> Cell:
    code = letters(column)
    match = SPAN.search(plain(text))
    minutes, names = label.minutes, text
    wrong = list(label.wrong)
    if match:
        try:
            minutes = minutes_of(match[0])
        except Unclear as unclear:
            wrong.append(Wrong(code, unclear.sentence))
        names = plain(text).replace(match[0], " ")
    if minutes is None and not wrong:
        wrong.append(Wrong(code, _("没写时间；在名字前面或这一行左边写上 09:00-12:00")))
    return Cell(row, code, text, day, minutes, label.place, label.post, names_in(names), wrong, label.columns)


def cells_of_list(rows: Sequence[Typed], near: date) -> list[Cell]:
    """The rows of a list."""
    return [_row(row, near) for row in rows]


def _row(row: Typed, near: date) -> Cell:
    texts, wrong = row.texts, []
    day = minutes = None
    if not texts.get("day"):
        wrong.append(Wrong("day", _("是空的，填上日期")))
    else:
        try:
            day = day_near(texts["day"], near)
        except Unclear as unclear:
            wrong.append(Wrong("day", unclear.sentence))
    if not texts.get("time") and texts.get("begins"):
        minutes, problem = _from_to(texts)
        wrong += problem
    else:
        try:
            minutes = minutes_of(texts.get("time", ""))
        except Unclear as unclear:
            wrong.append(Wrong("time", unclear.sentence if texts.get("time") else _("没写时间，写成 09:00-12:00 这样")))
    text = texts.get("people", "")
    names = names_in(text)
    if not names:
        wrong.append(Wrong("people", _("是空的，填上姓名，或者不要这一行")))
    place, post = plain(texts.get("place", "")), plain(texts.get("post", ""))
    return Cell(row.number, "people", text, day, minutes, place, post, names, wrong, ("place", "post"))


def _from_to(texts: Mapping[str, str]) -> tuple[tuple[int, int] | None, list[Wrong]]:
    found = []
    for name in ("begins", "ends"):
        try:
            found.append(minute_of(texts.get(name, "")))
        except Unclear as unclear:
            return None, [Wrong(name, unclear.sentence)]
    if found[0] >= found[1]:
        return None, [Wrong("ends", _("结束时间要晚于开始时间"))]
    return (found[0], found[1]), []


def names_in(text: str) -> tuple[str, ...]:
    """The names in a cell, parted by 、 , ; / spaces or lines; a space between the signs of 张 三 parts nothing."""
    names: list[str] = []
    for part in BETWEEN.split(text):
        single = ""
        for word in [*plain(part).split(" "), ""]:
            if len(word) == 1 and not word.isascii():
                single += word
                continue
            # Three signs apart are one name, two and two are two.
            step = 3 if len(single) % 3 == 0 else 2
            names += [single[at : at + step] for at in range(0, len(single), step)]
            single = ""
            names.append(word)
    tidy = (close_name(one) for one in names)
    return tuple(dict.fromkeys(one for one in tidy if one not in NOBODY))
