"""党费收缴登记 and what the members are shown of it (R-15)."""

from collections.abc import Sequence
from datetime import datetime
from fractions import Fraction

from app.locale import _
from app.office import Column, Sheet, Shown, workbook
from app.office.sheets import Value
from app.party.queries.dues import Cell, DuesLine, month_sums
from app.party.rules.dues import MonthState


def dues_workbook(
    lines: Sequence[DuesLine], year: int, *, is_public: bool, library: str, made_by: str, generated_at: datetime
) -> bytes:
    """The table of a year with sums below; what is not owed here is a blank cell, and no base is printed.

    The version for the members has how many months each paid and the sum, not what each paid in each month.
    """
    title = _("%(year)d年党费收缴情况公布", year=year) if is_public else _("%(year)d年党费收缴登记", year=year)
    return workbook(
        Sheet(
            title=title,
            name=_("党费公布") if is_public else _("党费登记"),
            library=library,
            period=_("%(year)d年", year=year),
            made_by=made_by,
            generated_at=generated_at,
            columns=_public_columns() if is_public else _columns(),
            rows=[_public_row(line) if is_public else _row(line) for line in lines],
            footer=[_public_sums(lines) if is_public else _sums(lines)],
            lines=[_("支部自己的辅助台账，以全国党员管理信息系统为准；计算基数不登记、不打印")],
        )
    )


def _columns() -> list[Column]:
    ledger, yuan = _("党费登记"), _("元")
    months = [
        Column(_("%(n)d月", n=n), Shown.HUNDREDTHS, _("这个月的党费；不归本支部收的空着"), yuan, ledger)
        for n in range(1, 13)
    ]
    return [
        Column(_("姓名"), Shown.TEXT, _("党员"), "", _("支部名册")),
        *months,
        Column(_("合计"), Shown.HUNDREDTHS, _("这一年的党费"), yuan, ledger),
        Column(_("补交"), Shown.TEXT, _("过了当月（经同意按季的，过了当季）才交的月份"), "", ledger),
        Column(_("备注"), Shown.TEXT, _("未交、免交或在别处交的月份，补交超过6个月的和原因"), "", ledger, 24),
    ]


def _row(line: DuesLine) -> list[Value]:
    return [
        line.name,
        *(_amount(cell) for cell in line.cells),
        Fraction(line.total_fen, 100),
        _months([cell for cell in line.cells if cell.state is MonthState.LATE]),
        _notes(line),
    ]


def _amount(cell: Cell) -> Value:
    return Fraction(cell.payment.amount_fen, 100) if cell.payment else None


def _months(cells: Sequence[Cell]) -> str:
    return _("、").join(_("%(n)d月", n=cell.month.month) for cell in cells)


def _notes(line: DuesLine) -> str:
    kinds = {
        MonthState.OWED: _("未交"),
        MonthState.EXEMPT: _("免交"),
        MonthState.ELSEWHERE: _("在别处交"),
    }
    said = [(word, _months([cell for cell in line.cells if cell.state is state])) for state, word in kinds.items()]
    said.append((_("补交超过6个月"), _("、").join(_why(cell) for cell in line.cells if cell.is_long_late)))
    return _("；").join(f"{word}：{months}" for word, months in said if months)


def _why(cell: Cell) -> str:
    note = cell.payment.note if cell.payment else ""
    return _months([cell]) + (f"（{note}）" if note else "")


def _sums(lines: Sequence[DuesLine]) -> list[Value]:
    by_month: list[Value] = [Fraction(fen, 100) for fen in month_sums(lines)]
    return [_("合计"), *by_month, Fraction(sum(line.total_fen for line in lines), 100), None, None]


def _public_columns() -> list[Column]:
    ledger = _("党费登记")
    return [
        Column(_("姓名"), Shown.TEXT, _("党员"), "", _("支部名册")),
        Column(_("应交月数"), Shown.WHOLE, _("到生成那天为止到期的月份"), _("月"), ledger),
        Column(_("已交月数"), Shown.WHOLE, _("包括补交"), _("月"), ledger),
        Column(_("其中补交"), Shown.WHOLE, _("过了期限才交的月份"), _("月"), ledger),
        Column(_("金额"), Shown.HUNDREDTHS, _("这一年交的党费"), _("元"), ledger),
    ]


def _public_row(line: DuesLine) -> list[Value]:
    due = line.due - line.count(MonthState.NOT_YET)
    return [line.name, due, line.paid, line.count(MonthState.LATE), Fraction(line.total_fen, 100)]


def _public_sums(lines: Sequence[DuesLine]) -> list[Value]:
    rows = [_public_row(line) for line in lines]
    return [_("合计"), *(sum((Fraction(row[n] or 0) for row in rows), Fraction(0)) for n in range(1, 5))]  # type: ignore[arg-type]
