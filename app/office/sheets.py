"""A table as an Excel workbook that can be filed as it is: head lines, values, a footer, and what each column means."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from fractions import Fraction
from io import BytesIO
from math import ceil
from typing import Any

import xlsxwriter

from app import clock
from app.locale import _
from app.office.documents import LONGEST_PROPERTY, UNUSABLE
from app.office.widths import columns_of, read_as

Value = str | int | Fraction | date | None
"""What a cell may hold; a date and time is aware, None leaves the cell blank."""

# Data, not words: the name of a font.
FONT = "宋体"
A4 = 9
MARGINS_INCHES = {"left": 0.4, "right": 0.4, "top": 0.6, "bottom": 0.7}
NARROWEST, WIDEST = 7, 42
"""Column widths, in half-width characters."""
DICTIONARY_WIDTHS = (24, 60, 10, 36)
LINE_POINTS = 18
ROWS_AT_ONCE = 500
"""So often whoever waits is told how far it is."""
BODY = 11
CELL = {"border": 1, "valign": "vcenter", "font_size": BODY}
OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}


class Shown(StrEnum):
    """How the values of a column look; the value in the cell keeps its precision."""

    TEXT = "@"
    WHOLE = "0"
    HUNDREDTHS = "0.00"
    TENTHS = "0.0"
    PERCENT = "0.0%"
    DAY = "yyyy-mm-dd"
    MOMENT = "yyyy-mm-dd hh:mm"


SAMPLES = {Shown.DAY: "2026-11-22", Shown.MOMENT: "2026-11-22 14:30"}
"""As wide as any value shown so."""
DECIMALS = {Shown.HUNDREDTHS: 2, Shown.TENTHS: 1}


@dataclass(frozen=True, slots=True)
class Column:
    """A column, and what the sheet 数据字典 says of it.

    `width` is that of the column in half-width characters where its texts do not decide it, as on lists to be signed.
    """

    heading: str
    shown: Shown
    meaning: str
    unit: str = ""
    source: str = ""
    width: int = 0


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table to be filed.

    Attributes:
        name: of the tab, at most 31 characters, none of `[]:*?/\\`.
        library: who files it (填报单位).
        period: what time it covers, in words.
        made_by: who made it (制表人); 审核人 is left to be signed.
        generated_at: aware; also the only time stamp inside the file.
        rows: one value per column.
        footer: rows below them that no filter hides, such as averages.
        filtered: by what the rows were chosen, in words; empty when they are all there are.
        lines: further lines of the head, such as place and speaker of the session whose list it is.
        portrait: upright paper, for lists to be signed.
        row_points: height of the rows, where hands need more room than print; 0 leaves it to the program.
        more: further tables of the same paper, each on a tab of its own behind this one.
    """

    title: str
    name: str
    library: str
    period: str
    made_by: str
    generated_at: datetime
    columns: Sequence[Column]
    rows: Sequence[Sequence[Value]]
    footer: Sequence[Sequence[Value]] = ()
    filtered: str = ""
    lines: Sequence[str] = ()
    portrait: bool = False
    row_points: int = 0
    more: Sequence["Sheet"] = ()


def workbook(sheet: Sheet, went_on: Callable[[int], None] | None = None) -> bytes:
    """The sheet as an .xlsx file, ready for A4 landscape; the same sheet gives the same bytes.

    Text stays text whatever it begins with, numbers and dates are numbers and dates, moments are the library's clock.

    Args:
        went_on: is told now and then how many rows are written; what it raises ends the writing.

    Raises:
        ValueError: a row has not one value per column, or a text or the table is longer than Excel can hold.
    """
    tables = (sheet, *sheet.more)
    if any(len(row) != len(one.columns) for one in tables for row in (*one.rows, *one.footer)):
        raise ValueError("A row has not one value per column.")
    made = BytesIO()
    with xlsxwriter.Workbook(made, OPTIONS) as book:
        _describe(book, sheet)
        for one in tables:
            widths = [_width(column, place, one) for place, column in enumerate(one.columns)]
            Writer(book, book.add_worksheet(one.name), widths).table(one, went_on if one is sheet else None)
        Writer(book, book.add_worksheet(_("数据字典")), DICTIONARY_WIDTHS).dictionary(sheet)
    return made.getvalue()


class Writer:
    """One worksheet while it is written, row by row from the top."""

    def __init__(self, book: Any, page: Any, widths: Sequence[int]) -> None:
        self._book, self._page, self._widths = book, page, widths
        self._formats: dict[tuple[tuple[str, object], ...], Any] = {}
        self._row = 0
        for place, width in enumerate(widths):
            page.set_column(place, place, width)

    def table(self, sheet: Sheet, went_on: Callable[[int], None] | None = None) -> None:
        """Head, headings, rows and footer."""
        self._banner(sheet.title, font_size=16, bold=True, align="center")
        for line in _head(sheet):
            self._banner(line, font_size=BODY)
        headings = self._row
        self._headings([column.heading for column in sheet.columns])
        shown = [column.shown for column in sheet.columns]
        for start in range(0, len(sheet.rows), ROWS_AT_ONCE):
            self._rows(sheet.rows[start : start + ROWS_AT_ONCE], shown, height=sheet.row_points)
            if went_on is not None:
                went_on(min(start + ROWS_AT_ONCE, len(sheet.rows)))
        self._page.autofilter(headings, 0, self._row - 1, len(shown) - 1)
        self._rows(sheet.footer, shown, bold=True)
        self._page.freeze_panes(headings + 1, 0)
        self._page.repeat_rows(headings)
        self._paper(sheet)

    def dictionary(self, sheet: Sheet) -> None:
        """What each column means, and what the table is about."""
        self._headings([_("列"), _("含义"), _("计量单位"), _("来源")])
        self._page.repeat_rows(0)
        columns = [one for table in (sheet, *sheet.more) for one in table.columns]
        self._rows([(one.heading, one.meaning, one.unit, one.source) for one in columns], [Shown.TEXT] * 4)
        self._row += 1
        self._rows(list(_facts(sheet).items()), [Shown.TEXT] * 2)
        self._paper(sheet)

    def _banner(self, text: str, *, font_size: int, **looks: object) -> None:
        """A line across the whole table, as high as its text needs: Excel does not fit the height of merged cells."""
        scale = font_size / BODY
        self._page.set_row(self._row, LINE_POINTS * scale * ceil(columns_of(text) * scale / sum(self._widths)))
        look = self._format(font_size=font_size, text_wrap=True, valign="vcenter", **looks)
        if len(self._widths) > 1:
            self._page.merge_range(self._row, 0, self._row, len(self._widths) - 1, "", look)
        self._put(0, text, look)
        self._row += 1

    def _headings(self, texts: Sequence[str]) -> None:
        look = self._format(bg_color="#EDEDED", align="center", bold=True, text_wrap=True, **CELL)
        lines = [ceil((columns_of(text) + 2) / width) for text, width in zip(texts, self._widths, strict=True)]
        self._page.set_row(self._row, LINE_POINTS * max(lines))
        for place, text in enumerate(texts):
            self._put(place, text, look)
        self._row += 1

    def _rows(
        self, rows: Sequence[Sequence[Value]], shown: Sequence[Shown], *, height: int = 0, **looks: object
    ) -> None:
        texts = [self._format(num_format="@", text_wrap=how is Shown.TEXT, **CELL, **looks) for how in shown]
        # A count in the footer of a column of text is a number all the same.
        numbers = ["General" if how is Shown.TEXT else how.value for how in shown]
        others = [self._format(num_format=number, **CELL, **looks) for number in numbers]
        for row in rows:
            self._page.set_row(self._row, max(height, LINE_POINTS * self._lines(row)))
            for place, value in enumerate(row):
                self._put(place, value, (texts if isinstance(value, str) else others)[place])
            self._row += 1

    def _lines(self, row: Sequence[Value]) -> int:
        """How many lines the longest text of the row takes: programs other than Excel do not fit heights by themselves."""
        cells = zip(row, self._widths, strict=False)
        wide = [
            sum(ceil((columns_of(line) + 1) / width) for line in text.split("\n"))
            for text, width in cells
            if isinstance(text, str) and text
        ]
        return max(wide, default=1)

    def _put(self, place: int, value: Value, look: Any) -> None:
        match value:
            case None:
                code = self._page.write_blank(self._row, place, None, look)
            case str():
                code = self._page.write_string(self._row, place, value.translate(UNUSABLE), look)
            case datetime():
                local = clock.at_library(value).replace(tzinfo=None, second=0, microsecond=0)
                code = self._page.write_datetime(self._row, place, local, look)
            case date():
                code = self._page.write_datetime(self._row, place, value, look)
            case int() | Fraction():
                code = self._page.write_number(self._row, place, float(value), look)
        if code:
            raise ValueError(f"Excel cannot hold the value at row {self._row}, column {place}: code {code}.")

    def _paper(self, sheet: Sheet) -> None:
        self._page.set_paper(A4)
        if sheet.portrait:
            self._page.set_portrait()
        else:
            self._page.set_landscape()
        self._page.set_margins(**MARGINS_INCHES)
        self._page.fit_to_pages(1, 0)
        page = _("第 %(page)s 页，共 %(pages)s 页", page="&P", pages="&N")
        made = _("生成时间：%(moment)s", moment=_moment(sheet.generated_at))
        count = _("记录条数：%(count)d", count=len(sheet.rows))
        self._page.set_footer(f"&L{made}&C{page}&R{count}")

    def _format(self, **looks: object) -> Any:
        """The same looks are one format, or the file would hold a style for every cell."""
        key = tuple(sorted(looks.items()))
        if key not in self._formats:
            self._formats[key] = self._book.add_format({"font_name": _(FONT), **looks})
        return self._formats[key]


def _describe(book: Any, sheet: Sheet) -> None:
    """The properties of the file; without `created` it would bear the time of its making and never be the same twice."""
    created = sheet.generated_at.astimezone(UTC)
    texts = {"title": sheet.title, "company": sheet.library, "author": sheet.made_by}
    book.set_properties({**{name: _property(text) for name, text in texts.items()}, "created": created})
    for name, value in _facts(sheet).items():
        if isinstance(value, int):
            book.set_custom_property(name, value, "number")
        else:
            book.set_custom_property(name, _property(value), "text")


def _property(text: str) -> str:
    return text.translate(UNUSABLE)[:LONGEST_PROPERTY]


def _head(sheet: Sheet) -> Iterator[str]:
    gap = "\u3000\u3000"
    day = f"{clock.at_library(sheet.generated_at):%Y-%m-%d}"
    yield gap.join([_("填报单位：%(library)s", library=sheet.library), _("期间：%(period)s", period=sheet.period)])
    yield gap.join([_("填报日期：%(day)s", day=day), _("制表人：%(name)s", name=sheet.made_by), _("审核人：")])
    yield from sheet.lines
    if sheet.filtered:
        yield _("筛选条件：%(filtered)s", filtered=sheet.filtered)


def _facts(sheet: Sheet) -> dict[str, str | int]:
    chosen = {_("筛选条件"): sheet.filtered[:LONGEST_PROPERTY]} if sheet.filtered else {}
    return {
        _("填报单位"): sheet.library,
        _("期间"): sheet.period,
        **chosen,
        _("生成时间"): _moment(sheet.generated_at),
        _("记录条数"): len(sheet.rows),
    }


def _moment(at: datetime) -> str:
    return f"{clock.at_library(at):%Y-%m-%d %H:%M}"


def _width(column: Column, place: int, sheet: Sheet) -> int:
    """As wide as the widest value, or half the heading, which may take two lines beside the filter's button."""
    if column.width:
        return column.width
    values = [row[place] for row in (*sheet.rows, *sheet.footer)]
    widest = max((columns_of(read_as(value, DECIMALS.get(column.shown, 0))) for value in values), default=0)
    heading = ceil(columns_of(column.heading) / 2) + 2
    return min(WIDEST, max(NARROWEST, widest + 2, heading, len(SAMPLES.get(column.shown, "")) + 2))
