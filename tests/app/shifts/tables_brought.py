"""Tables as people bring them."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

import xlsxwriter

HEADER = ("姓名", "手机号", "出生日期", "志愿者编号", "技能", "服务点", "备注")


def a_workbook(rows: Sequence[Sequence[Any]], merged: Mapping[str, str] | None = None) -> bytes:
    """An .xlsx with these cells from A1 on; a value that is a number is one in Excel too, a text with `=` is a formula.

    Args:
        merged: by a range such as `A1:C1` what stands in it.
    """
    made = BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        page = book.add_worksheet()
        for at, row in enumerate(rows):
            for column, value in enumerate(row):
                if isinstance(value, tuple):
                    page.write_formula(at, column, value[0], None, value[1])
                elif isinstance(value, int | float):
                    page.write_number(at, column, value)
                elif value:
                    page.write_string(at, column, value)
        for place, text in (merged or {}).items():
            page.merge_range(place, text)
    return made.getvalue()
