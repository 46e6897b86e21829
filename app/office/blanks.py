"""Plain workbooks that come back: a template to be filled in, and rows that have to be mended. The header is the first row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import xlsxwriter

from app.locale import _
from app.office.documents import UNUSABLE
from app.office.sheets import A4, BODY, CELL, FONT, OPTIONS

CHOSEN_DOWN_TO = 1000
LONGEST_LIST = 255
"""Characters of a list of choices that Excel takes inside a cell's rule."""


@dataclass(frozen=True, slots=True)
class Blank:
    """A column to be filled in.

    Attributes:
        meaning: how to fill it in, for the sheet 说明.
        choices: texts to choose from; others may be written too.
    """

    heading: str
    meaning: str = ""
    width: int = 16
    choices: Sequence[str] = field(default_factory=tuple)


def plain_workbook(
    name: str,
    columns: Sequence[Blank],
    rows: Sequence[Sequence[str]],
    *,
    notes: Sequence[str] = (),
    marked: Mapping[int, Sequence[int]] | None = None,
    generated_at: datetime,
) -> bytes:
    """The rows under their headings, everything as text; below the columns' meanings further notes on a second sheet.

    Args:
        marked: by the place of a row, places of cells that are outlined.
        generated_at: aware; the only time stamp inside the file.
    """
    made = BytesIO()
    with xlsxwriter.Workbook(made, OPTIONS) as book:
        book.set_properties({"created": generated_at.astimezone(UTC), "title": name})
        looks: dict[str, Any] = {"font_name": _(FONT), "num_format": "@", "text_wrap": True, **CELL}
        text = book.add_format(looks)
        wrong = book.add_format({**looks, "bg_color": "#FDE7E9"})
        head = book.add_format({**looks, "bold": True, "bg_color": "#EDEDED"})
        page = book.add_worksheet(name)
        _columns(page, columns, text)
        for at, column in enumerate(columns):
            page.write_string(0, at, column.heading.translate(UNUSABLE), head)
        for number, row in enumerate(rows, 1):
            bad = (marked or {}).get(number - 1, ())
            for at, value in enumerate(row):
                page.write_string(number, at, value.translate(UNUSABLE), wrong if at in bad else text)
        page.freeze_panes(1, 0)
        page.set_paper(A4)
        page.set_landscape()
        page.fit_to_pages(1, 0)
        if any(column.meaning for column in columns):
            _explained(book.add_worksheet(_("说明")), columns, notes, head, text)
    return made.getvalue()


def _columns(page: Any, columns: Sequence[Blank], text: Any) -> None:
    for at, column in enumerate(columns):
        # The whole column is text, so that phones and numbers keep all their digits.
        page.set_column(at, at, column.width, text)
        if column.choices and len(",".join(column.choices)) <= LONGEST_LIST:
            rule = {"validate": "list", "source": list(column.choices), "error_type": "information"}
            page.data_validation(1, at, CHOSEN_DOWN_TO, at, rule)


def _explained(page: Any, columns: Sequence[Blank], notes: Sequence[str], head: Any, text: Any) -> None:
    page.set_column(0, 0, 22)
    page.set_column(1, 1, 80)
    page.write_string(0, 0, _("列"), head)
    page.write_string(0, 1, _("怎么填"), head)
    for number, column in enumerate(columns, 1):
        page.write_string(number, 0, column.heading, text)
        page.write_string(number, 1, column.meaning, text)
    for number, note in enumerate(notes, len(columns) + 2):
        page.merge_range(number, 0, number, 1, note, text)
        page.set_row(number, BODY * 3)
