"""What is asked of the Party dues: the table of a year, one payment, one's own months."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import reduce
from typing import Any

from app.party.rules.dues import (
    DUE,
    Account,
    Alarm,
    Arrangement,
    ArrangementKind,
    Belonging,
    Month,
    MonthState,
    Paid,
    alarm_of,
    alarm_said,
)
from app.party.rules.facts import DuesMonth
from app.party.tables import DuesPayment, PartyMember
from app.storage.moments import day, day_or_none, moment

MEMBERS = """
SELECT m.id, m.person, p.name, m.since, m.ended_on, m.admitted_on
FROM party_member m JOIN person p ON p.id = m.person ORDER BY m.id
"""
STANDING = """
SELECT d.id, d.member, m.person, p.name, d.year, d.month, d.amount_fen, d.received_on, d.taken_by_name, d.note, d.by_name,
       d.at, c.reason, c.by_name AS corrected_by, c.at AS corrected_at
FROM dues_payment d JOIN party_member m ON m.id = d.member JOIN person p ON p.id = m.person
LEFT JOIN dues_correction c ON c.payment = d.id
"""
ARRANGED = """
SELECT a.id, a.member, p.name, a.kind, a.from_on, a.ended_on, a.basis, a.by_name, m.person
FROM dues_arrangement a JOIN party_member m ON m.id = a.member JOIN person p ON p.id = m.person
ORDER BY a.from_on, a.id
"""


@dataclass(frozen=True, slots=True)
class PaymentView:
    """One payment with everything that is written down of it."""

    id: int
    member: int
    person: int
    name: str
    month: Month
    amount_fen: int
    received_on: date
    taken_by: str
    note: str
    by: str
    at: datetime
    corrected: str | None = None
    corrected_by: str | None = None
    corrected_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ArrangementView:
    """What was agreed with a member, as it is listed."""

    id: int
    member: int
    person: int
    name: str
    rule: Arrangement
    basis: str
    by: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One member's month on the table."""

    month: Month
    state: MonthState
    payment: Paid | None = None
    due_on: date = date.min
    is_long_late: bool = False

    @property
    def is_later(self) -> bool:
        """Whether it is not paid, and may be once the month is over: by the quarter."""
        return self.state is MonthState.NOT_YET and self.due_on > self.month.last

    @property
    def is_open(self) -> bool:
        """Whether a payment may be typed here."""
        return self.state in (MonthState.OWED, MonthState.NOT_YET)


@dataclass(frozen=True, slots=True)
class DuesLine:
    """A member's year."""

    member: int
    person: int
    name: str
    cells: Sequence[Cell]
    run: int

    @property
    def total_fen(self) -> int:
        """What was paid for the year."""
        return sum(cell.payment.amount_fen for cell in self.cells if cell.payment)

    def count(self, *states: MonthState) -> int:
        """How many months are in one of these states."""
        return sum(cell.state in states for cell in self.cells)

    @property
    def due(self) -> int:
        """How many months of the year are this branch's to collect."""
        return self.count(*DUE)

    @property
    def paid(self) -> int:
        """How many were paid, in time or late."""
        return self.count(MonthState.PAID, MonthState.LATE)

    @property
    def late_months(self) -> list[int]:
        """Which months were paid late."""
        return [cell.month.month for cell in self.cells if cell.state is MonthState.LATE]

    @property
    def alarm(self) -> Alarm:
        """How urgent it is to ask."""
        return alarm_of(self.run)

    @property
    def said(self) -> str:
        """What the secretary reads beside the name."""
        return alarm_said(self.run)


async def accounts(since: int, listed: Sequence[ArrangementView] | None = None) -> dict[int, tuple[int, str, Account]]:
    """Everybody's dues by membership: the person, the name, and what is known from January of that year on.

    Args:
        listed: everything that was agreed, where the caller has asked for it already.
    """
    paid: dict[int, dict[Month, Paid]] = defaultdict(dict)
    for row in await DuesPayment.raw(f"{STANDING} WHERE c.id IS NULL AND d.year >= {{}}", since):
        month = Month(row["year"], row["month"])
        paid[row["member"]][month] = Paid(row["id"], month, row["amount_fen"], day(row["received_on"]), row["note"])
    agreed: dict[int, list[Arrangement]] = defaultdict(list)
    for one in await arrangements() if listed is None else listed:
        agreed[one.member].append(one.rule)
    return {
        row["id"]: (
            row["person"],
            row["name"],
            Account(
                Belonging(day(row["since"]), day_or_none(row["ended_on"]), day_or_none(row["admitted_on"])),
                agreed[row["id"]],
                paid[row["id"]],
                Month(since, 1),
            ),
        )
        for row in await PartyMember.raw(MEMBERS)
    }


async def dues_year(year: int, today: date, listed: Sequence[ArrangementView] | None = None) -> list[DuesLine]:
    """The table of a year: whoever owed the branch a month of it, or paid one."""
    known = await accounts(min(year, today.year) - 1, listed)
    lines = [_line(member, *one, year, today) for member, one in known.items()]
    return [line for line in lines if line.due or line.total_fen or line.count(MonthState.EXEMPT, MonthState.ELSEWHERE)]


def _line(member: int, person: int, name: str, account: Account, year: int, today: date) -> DuesLine:
    months = [Month(year, number) for number in range(1, 13)]
    cells = [_cell(account, month, today) for month in months]
    return DuesLine(member, person, name, cells, account.unpaid_run(today))


def _cell(account: Account, month: Month, today: date) -> Cell:
    paid = account.paid.get(month)
    late = paid is not None and account.is_long_late(paid)
    return Cell(month, account.state(month, today), paid, account.due_on(month), late)


def month_sums(lines: Sequence[DuesLine]) -> list[int]:
    """What was paid for each of the twelve months, in fen."""
    return [sum(cell.payment.amount_fen for line in lines if (cell := line.cells[n]).payment) for n in range(12)]


async def paid_months(year: int) -> list[DuesMonth]:
    """The months of a year that were paid, by person."""
    rows = await DuesPayment.raw(f"{STANDING} WHERE c.id IS NULL AND d.year = {{}} ORDER BY d.month, d.id", year)
    return [DuesMonth(row["person"], row["year"], row["month"], day(row["received_on"])) for row in rows]


async def payment(payment_id: int) -> PaymentView | None:
    """One payment, standing or corrected."""
    rows = await DuesPayment.raw(f"{STANDING} WHERE d.id = {{}}", payment_id)
    return _payment(rows[0]) if rows else None


async def payments_of(member: int, month: Month) -> list[PaymentView]:
    """Every payment that was ever entered for a member's month, the oldest first."""
    rows = await DuesPayment.raw(
        f"{STANDING} WHERE d.member = {{}} AND d.year = {{}} AND d.month = {{}} ORDER BY d.id",
        member,
        month.year,
        month.month,
    )
    return [_payment(row) for row in rows]


async def arrangements() -> list[ArrangementView]:
    """Everything that was agreed with somebody."""
    return [
        ArrangementView(
            row["id"],
            row["member"],
            row["person"],
            row["name"],
            Arrangement(ArrangementKind(row["kind"]), day(row["from_on"]), day_or_none(row["ended_on"])),
            row["basis"],
            row["by_name"],
        )
        for row in await PartyMember.raw(ARRANGED)
    ]


async def own_dues(person: int, year: int, today: date) -> DuesLine | None:
    """A person's own year, also where they left and came back in it; None for whoever owes the branch nothing."""
    lines = [line for line in await dues_year(year, today) if line.person == person]
    return reduce(_together, lines) if lines else None


def _together(one: DuesLine, other: DuesLine) -> DuesLine:
    """Two memberships of one person: each month as the one has it that they were in."""
    cells = [
        here if here.state is not MonthState.OUTSIDE else there
        for here, there in zip(one.cells, other.cells, strict=True)
    ]
    return replace(one, cells=cells, run=max(one.run, other.run))


def _payment(row: Mapping[str, Any]) -> PaymentView:
    return PaymentView(
        row["id"],
        row["member"],
        row["person"],
        row["name"],
        Month(row["year"], row["month"]),
        row["amount_fen"],
        day(row["received_on"]),
        row["taken_by_name"],
        row["note"],
        row["by_name"],
        moment(row["at"]),
        row["reason"],
        row["corrected_by"],
        None if row["corrected_at"] is None else moment(row["corrected_at"]),
    )
