"""Reading a table that somebody filled in: xlsx, or CSV in UTF-8 or GBK.

    table = await read_table(content, "报名表.xlsx", headings={"姓名", "单位", "手机号"})
    table.header                     # ("姓名", "单位", "手机号"): folded, without spaces inside
    for row in table.rows:           # blank rows are left out
        row.number                   # 17: the row as Excel counts it
        row.cells                    # ("王小明", "…", "13800000000"): texts, as long as the header
        row["姓名"]                  # by heading; "" where the table has no such column

Every cell is a text: full-width digits and letters folded, spaces at its ends gone, a day `2026-11-22`, a moment
`2026-11-22 14:30`, a whole number without `.0`. What cannot be read so raises `Unfit` (a `Refused`) whose one sentence names
file, row and repair: merged cells in the header or below, numbers that lost their last digits, two columns of one name,
an empty table, too many rows.
"""

import asyncio
import csv
import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from typing import Any

from app.locale import _
from app.office.apart import Broke, Unfit, apart
from app.office.gate import LARGEST_BYTES, MEGABYTE, Sort, checked_sort, shown_name
from app.office.grids import HEADER_WITHIN, Grid, even
from app.office.grids import letters as _column
from app.office.zip_check import why_not_workbook

MOST_ROWS = 20_000
MOST_COLUMNS = 100
LONGEST_CELL = 32_767
WIDE = {code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
WIDE[0x3000] = 0x20
SCIENTIFIC = re.compile(r"\d(?:\.\d+)?[Ee]\+1[0-9]")

Cells = list[Any]


@dataclass(frozen=True, slots=True)
class GivenRow:
    """A row; `number` as Excel counts it, `cells` in the order of the header."""

    number: int
    cells: tuple[str, ...]
    columns: Mapping[str, int]

    def __getitem__(self, heading: str) -> str:
        """The cell under the heading; empty where the table has no such column."""
        at = self.columns.get(heading)
        return "" if at is None else self.cells[at]


@dataclass(frozen=True, slots=True)
class GivenTable:
    """The header and the rows below it that hold anything."""

    header: tuple[str, ...]
    rows: tuple[GivenRow, ...]


async def read_table(content: bytes, filename: str, headings: Collection[str] = ()) -> GivenTable:
    """The first visible sheet of a workbook, or a CSV.

    Args:
        headings: of columns that are known; the header is the row that holds most of them. Without, the first that holds
            anything.

    Raises:
        Unfit: it cannot be read as a table; nothing of it was.
    """
    called = shown_name(filename)
    rows, merged = await _cells(called, content)
    at = _header_at(rows, headings)
    if at is None:
        raise Unfit(_("“%(file)s”里没有内容：第一个工作表填好表头和各行再传", file=called))
    _refuse_merged(called, merged, at)
    return _table(called, rows, at)


async def read_grid(content: bytes, filename: str) -> Grid:
    """As `read_table`, but forgiving: merged cells hold their value throughout, lost digits are marked, nothing is refused
    for what stands in one cell.

    Raises:
        Unfit: it is no table, or holds nothing.
    """
    called = shown_name(filename)
    rows, merged = await _cells(called, content)
    width = max(map(len, rows), default=0)
    full = [[*row, *[""] * (width - len(row))] for row in rows]
    for top, left, bottom, right in merged:
        for row in full[top : bottom + 1]:
            row[left : right + 1] = [full[top][left]] * len(row[left : right + 1])
    texts = [[folded(_as_shown(cell))[:LONGEST_CELL] for cell in row] for row in full]
    if not any(any(row) for row in texts):
        raise Unfit(_("“%(file)s”里没有内容：第一个工作表填好表头和各行再传", file=called))
    return even(texts)


def _as_shown(cell: Any) -> str:
    """A number that lost its last digits as Excel shows it, so that everybody sees that it did."""
    if isinstance(cell, str):
        return cell
    lost = str(cell["lost"])
    return f"{float(lost):.14E}" if lost.isdigit() else lost


async def _cells(called: str, content: bytes) -> tuple[list[Cells], list[list[int]]]:
    """The rows of either kind of file, and what is merged in them."""
    if content.startswith(b"PK\x03\x04") or not _may_be_text(content):
        checked_sort(called, content, {Sort.WORKBOOK})
        if sentence := await asyncio.to_thread(why_not_workbook, called, content):
            raise Unfit(sentence)
        return await _workbook(called, content)
    return _csv(called, content), []


def folded(text: str) -> str:
    """Full-width digits and letters as plain ones, ends trimmed; a cell that is plain throughout then, wholly so."""
    plain = text.translate(WIDE).strip()
    narrow = unicodedata.normalize("NFKC", plain)
    return narrow if narrow.isascii() else plain


async def _workbook(called: str, content: bytes) -> tuple[list[Cells], list[list[int]]]:
    try:
        answer = await apart("table_child.py", content, rows=MOST_ROWS, columns=MOST_COLUMNS)
    except Broke as broke:
        if broke.code == "large":
            raise Unfit(_too_large(called, **broke.facts)) from broke
        if broke.code == "empty":
            raise Unfit(_("“%(file)s”里没有看得见的工作表：取消隐藏再传", file=called)) from broke
        sentence = _("“%(file)s”这个表格读不出来：把数据复制到新建的表格里，存为 .xlsx 再传", file=called)
        raise Unfit(sentence) from broke
    return list(answer.line["rows"]), list(answer.line["merged"])


def _may_be_text(content: bytes) -> bool:
    return b"\0" not in content[:4096] or content.startswith((b"\xff\xfe", b"\xfe\xff"))


def _csv(called: str, content: bytes) -> list[Cells]:
    if len(content) > LARGEST_BYTES:
        most = LARGEST_BYTES // MEGABYTE
        raise Unfit(_("“%(file)s”超过 %(most)d MB：分成几个文件再传", file=called, most=most))
    text = _decoded(called, content)
    first = text.lstrip().split("\n", 1)[0]
    sign = max(",\t;", key=first.count)
    try:
        rows: list[Cells] = [list(row) for row in csv.reader(StringIO(text, newline=""), delimiter=sign)]
    except csv.Error as error:
        raise Unfit(_("“%(file)s”不是 CSV 表格：另存为 .xlsx 再传", file=called)) from error
    if len(rows) > MOST_ROWS or any(len(row) > MOST_COLUMNS for row in rows):
        raise Unfit(_too_large(called, len(rows), max(map(len, rows))))
    return [[{"lost": cell} if SCIENTIFIC.fullmatch(cell.strip()) else cell for cell in row] for row in rows]


def _decoded(called: str, content: bytes) -> str:
    """Excel writes CSV in GBK and WPS in either; UTF-8 is asked first, for what is valid there is nearly never GBK."""
    wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if wide else ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unfit(_("“%(file)s”的文字编码认不出来：另存为 .xlsx 再传", file=called))


def _too_large(called: str, rows: int, columns: int) -> str:
    return _(
        "“%(file)s”有 %(rows)d 行 %(columns)d 列，最多 %(most_rows)d 行 %(most_columns)d 列：删去空行空列，或分成几个文件再传",
        file=called,
        rows=rows,
        columns=columns,
        most_rows=MOST_ROWS,
        most_columns=MOST_COLUMNS,
    )


def _header_at(rows: Sequence[Cells], headings: Collection[str]) -> int | None:
    """Where the header stands, counted from 0."""
    filled = [at for at, row in enumerate(rows) if any(_heading(cell) for cell in row)]
    near = [at for at in filled if at < HEADER_WITHIN]
    wanted = set(headings)
    best = max(near, key=lambda at: len(wanted & {_heading(cell) for cell in rows[at]}), default=None)
    return filled[0] if best is None and filled else best


def _heading(cell: Any) -> str:
    return re.sub(r"\s+", "", folded(cell)) if isinstance(cell, str) else ""


def _refuse_merged(called: str, merged: Sequence[Sequence[int]], header: int) -> None:
    """A title above the header may be merged; from the header on, a merged cell leaves the others without a value."""
    for top, left, bottom, right in merged:
        if bottom >= header:
            place = f"{_column(left)}{top + 1}:{_column(right)}{bottom + 1}"
            sentence = _(
                "“%(file)s”第 %(row)d 行有合并单元格（%(place)s）：取消合并，每一格都填上再传",
                file=called,
                row=top + 1,
                place=place,
            )
            raise Unfit(sentence)


def _table(called: str, rows: Sequence[Cells], at: int) -> GivenTable:
    header = [_heading(cell) for cell in rows[at]]
    while header and not header[-1]:
        header.pop()
    columns: dict[str, int] = {}
    for number, heading in enumerate(header):
        if heading and heading in columns:
            sentence = _("“%(file)s”第 %(row)d 行有两列都叫“%(heading)s”：改掉其中一列再传")
            raise Unfit(sentence % {"file": called, "row": at + 1, "heading": heading})
        if heading:
            columns[heading] = number
    found = []
    for number, row in enumerate(rows[at + 1 :], at + 2):
        cells = tuple(_cell(called, number, header, row, place) for place in range(len(header)))
        if any(cells):
            found.append(GivenRow(number, cells, columns))
    return GivenTable(tuple(header), tuple(found))


def _cell(called: str, number: int, header: Sequence[str], row: Cells, place: int) -> str:
    cell = row[place] if place < len(row) else ""
    where = {"file": called, "row": number, "heading": header[place] or _column(place)}
    if not isinstance(cell, str):
        sentence = _(
            "“%(file)s”第 %(row)d 行“%(heading)s”：Excel 已把长数字改成近似值，末几位丢了，把该列设为文本后重填再传"
        )
        raise Unfit(sentence % where)
    if len(cell) > LONGEST_CELL:
        raise Unfit(_("“%(file)s”第 %(row)d 行“%(heading)s”太长，缩短后再传") % where)
    return folded(cell)
