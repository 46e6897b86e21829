"""A table of foreign make as plain texts: which row is its header, which column means what, and what is wrong in a cell."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

HEADER_WITHIN = 10
"""Rows in which a header is looked for: above it a table may have a title."""
# Data, not words: how rows begin that add the others up, and rows of a template that show how to fill it in.
SUMS = re.compile(r"^(?:合\s*计|总\s*计|小\s*计|共\s*计|总\s*数|填表人|制表人|审核人)(?:[:：].*)?$")
EXAMPLE = re.compile(r"^[（(]示例[）)]")
MARKS = re.compile(r"[\s*＊:：]+|[（(][^（）()]*[）)]")


@dataclass(frozen=True, slots=True)
class Typed:
    """A row as somebody typed it: its number as Excel counts it, and a text for each field."""

    number: int
    texts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong: row 0 is the whole table; `field` and `sentence` are for people, `code` is the field's name."""

    row: int
    field: str
    sentence: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """All cells of a sheet from A1 on; what was merged holds its value in each cell.

    A number that lost its last digits before it came here stands as Excel shows it: 3.20281199001010E+17.
    """

    rows: tuple[tuple[str, ...], ...]

    def cell(self, row: int, column: int) -> str:
        """The text at a row (from 1) and a column (from 0); empty beyond the edge."""
        cells = self.rows[row - 1] if 0 < row <= len(self.rows) else ()
        return cells[column] if column < len(cells) else ""


@dataclass(frozen=True, slots=True)
class Headed:
    """A grid whose header is known: `row` is the header's own number, what is below it are rows."""

    row: int
    headings: tuple[str, ...]


def plain(text: str) -> str:
    """A text without the width and the spaces that typing leaves behind."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text)).strip()


def close_name(text: str) -> str:
    """A name as it is compared and kept: people put a space between the two signs of 张 三."""
    tidy = plain(text)
    return tidy if tidy.isascii() else tidy.replace(" ", "")


def heading(text: str) -> str:
    """A heading as it is compared: without spaces, stars, colons and what stands in brackets."""
    return MARKS.sub("", unicodedata.normalize("NFKC", text))


def headed(grid: Grid, synonyms: Mapping[str, Sequence[str]]) -> Headed:
    """The header: of the first rows the one that speaks of most fields, of two alike the lower one.

    Of a header in two rows the upper one groups (联系方式 over 电话 and 微信), the lower one names.
    """
    known = {one: field for field, names in synonyms.items() for one in names}
    best, most = 0, 0
    for at, cells in enumerate(grid.rows[:HEADER_WITHIN]):
        fields = {known[heading(cell)] for cell in cells if heading(cell) in known}
        if fields and len(fields) >= most:
            best, most = at + 1, len(fields)
    if not best:
        best = next((at for at, cells in enumerate(grid.rows, 1) if any(cells)), 1)
    lower = grid.rows[best - 1] if grid.rows else ()
    upper = grid.rows[best - 2] if best > 1 else ()
    # A title across the whole table names no column.
    usable = upper if len({cell for cell in upper if cell}) > 1 else ()
    return Headed(best, tuple(cell or (usable[at] if at < len(usable) else "") for at, cell in enumerate(lower)))


def guessed(headings: Sequence[str], synonyms: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """For each field that a heading speaks of its column: first who says it wholly, then who has it inside."""
    tidy = [heading(one) for one in headings]
    found: dict[str, int] = {}
    for field, names in synonyms.items():
        at = next((tidy.index(one) for one in names if one in tidy), None)
        if at is not None and at not in found.values():
            found[field] = at
    for field, names in synonyms.items():
        inside = (at for at, one in enumerate(tidy) if at not in found.values() and any(name in one for name in names))
        if field not in found and (first := next(inside, None)) is not None:
            found[field] = first
    return found


def is_idle(cells: Sequence[str]) -> bool:
    """Whether a row holds nothing to take in: blank, a sum, whose signature it is, or an example of the template."""
    filled = [one for one in cells if one]
    return not filled or bool(SUMS.match(filled[0])) or bool(EXAMPLE.match(filled[0]))


def letters(column: int) -> str:
    """0 is A, 26 is AA."""
    name = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        name = chr(ord("A") + letter) + name
    return name


def pasted(text: str) -> Grid:
    """What was copied out of a table: a line for each row, tabs between the cells."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n").split("\n")
    return even([[plain(cell) for cell in line.split("\t")] for line in lines])


def even(rows: Sequence[Sequence[str]]) -> Grid:
    """The rows made equally long."""
    width = max((len(row) for row in rows), default=0)
    return Grid(tuple((*row, *("" for _ in range(width - len(row)))) for row in rows))
