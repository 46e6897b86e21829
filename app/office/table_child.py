"""A script, run apart: a workbook in, the cells of its first visible sheet out as texts, with what is merged."""

import datetime
import json
import sys
from contextlib import suppress
from io import BytesIO
from typing import Any

import python_calamine as calamine

FROM_HERE_DIGITS_ARE_LOST = 10**15


class Cannot(Exception):
    """The code and its facts are the answer."""

    def __init__(self, code: str, **facts: Any) -> None:
        super().__init__(code)
        self.line = {"code": code, **facts}


def main() -> None:
    """Read, flatten, write."""
    asked = json.loads(sys.stdin.buffer.readline())
    _limit(asked["memory"], asked["seconds"])
    try:
        line = read(sys.stdin.buffer.read(), asked)
    except Cannot as cannot:
        line = cannot.line
    # A foreign file may break its reader in ways of which no list is complete; here they all mean the same.
    except Exception:  # noqa: BLE001
        line = {"code": "unreadable"}
    sys.stdout.buffer.write(json.dumps(line, ensure_ascii=True).encode())


def read(content: bytes, asked: dict[str, Any]) -> dict[str, Any]:
    """Rows from the first of the sheet on, so that their place in the list is their number in Excel."""
    book = calamine.load_workbook(BytesIO(content))
    visible = [
        one.name
        for one in book.sheets_metadata
        if one.visible == calamine.SheetVisibleEnum.Visible and one.typ == calamine.SheetTypeEnum.WorkSheet
    ]
    if not visible:
        raise Cannot("empty")
    sheet = book.get_sheet_by_name(visible[0])
    last_row, last_column = sheet.end or (0, 0)
    if last_row >= asked["rows"] or last_column >= asked["columns"]:
        raise Cannot("large", rows=last_row + 1, columns=last_column + 1)
    rows = sheet.to_python(skip_empty_area=False)
    merged = [[*first, *last] for first, last in sheet.merged_cell_ranges or ()]
    return {"name": visible[0], "rows": [[_text(cell) for cell in row] for row in rows], "merged": merged}


def _text(cell: Any) -> Any:
    """A cell as a text; a number whose last digits are gone as `{"lost": …}`."""
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, int | float):
        if abs(cell) >= FROM_HERE_DIGITS_ARE_LOST:
            return {"lost": f"{cell:.0f}"}
        return str(int(cell)) if cell == int(cell) else repr(cell)
    if isinstance(cell, datetime.datetime):
        return f"{cell:%Y-%m-%d}" if cell.time() == datetime.time() else f"{cell:%Y-%m-%d %H:%M}"
    if isinstance(cell, datetime.time):
        return f"{cell:%H:%M}"
    return "" if cell is None else str(cell)


def _limit(memory: int, seconds: int) -> None:
    # Windows has no such limits; there the wall clock of the parent remains.
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))


if __name__ == "__main__":
    main()
