"""A year at a glance: what was studied in which month, who came, and what each picture says in one sentence."""

from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.gatherings.rules import CATEGORIES, Category
from app.locale import _
from app.training.rules import LEDGERS, Ledger
from app.training.rules.card import Account
from app.training.rules.filtering import UNCATEGORISED

MONTHS = range(1, 13)
STEPS = 4
"""Shades of the grid; the figure stands in each cell, so that nobody has to tell shades apart."""


@dataclass(frozen=True, slots=True)
class Studied:
    """What was studied: gatherings, and the minutes of all who came."""

    sessions: int = 0
    minutes: int = 0

    def __add__(self, other: "Studied") -> "Studied":
        return Studied(self.sessions + other.sessions, self.minutes + other.minutes)


@dataclass(frozen=True, slots=True)
class Coverage:
    """What was studied in one year, by category and month.

    Attributes:
        cells: by the category's value (`UNCATEGORISED` for none) and the month, 1 to 12; what is missing is nothing.
    """

    cells: Mapping[tuple[str, int], Studied]

    @property
    def categories(self) -> list[str]:
        """In the order of the terms; service is no study, and what has none is shown only where there is some."""
        known = [one.value for one in CATEGORIES if one is not Category.SERVICE]
        besides = [one for one in (Category.SERVICE.value, UNCATEGORISED) if self.of_category(one).sessions]
        return known + besides

    def cell(self, category: str, month: int) -> Studied:
        """One category in one month."""
        return self.cells.get((category, month), Studied())

    def of_category(self, category: str) -> Studied:
        """One category over the year."""
        return sum((self.cell(category, month) for month in MONTHS), Studied())

    def of_month(self, month: int) -> Studied:
        """Everything of one month; a gathering has one category, so it is counted once."""
        return sum((one for (_category, at), one in self.cells.items() if at == month), Studied())

    @property
    def total(self) -> Studied:
        """Everything of the year."""
        return sum(self.cells.values(), Studied())

    @property
    def highest(self) -> int:
        """Minutes of the fullest month, at least 1."""
        return max(1, *(self.of_month(month).minutes for month in MONTHS))


@dataclass(frozen=True, slots=True)
class MaterialStudied:
    """One material of the year's reading list, and what was studied of it.

    Attributes:
        sessions: held until now; a session that studied two materials counts whole for each.
        minutes, people: of those who came.
        planned: a session that is to come names it.
        elsewhere: how many of the sessions slices above held, such as meetings of the Party branch.
    """

    id: int
    title: str
    sessions: int = 0
    minutes: int = 0
    people: int = 0
    planned: bool = False
    elsewhere: int = 0


@dataclass(frozen=True, slots=True)
class Came:
    """How often somebody was expected, and how often they came, in time or late or afterwards."""

    expected: int = 0
    came: int = 0

    def __add__(self, other: "Came") -> "Came":
        return Came(self.expected + other.expected, self.came + other.came)

    @property
    def percent(self) -> int | None:
        """Whole percent, rounded down; None where nobody was expected."""
        return self.came * 100 // self.expected if self.expected else None

    @property
    def shade(self) -> int:
        """0 where nobody was expected or came, up to `STEPS` where all came."""
        return 0 if not self.expected else -(-self.came * STEPS // self.expected)


@dataclass(frozen=True, slots=True)
class Attendee:
    """One person's year, month by month."""

    id: int
    name: str
    months: Mapping[int, Came]

    @property
    def year(self) -> Came:
        """The whole year."""
        return sum(self.months.values(), Came())


def month_days(year: int, month: int) -> tuple[date, date]:
    """The first and the last day of a month."""
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def worst_first(people: Sequence[Attendee]) -> list[Attendee]:
    """Those who came least often first; who was expected more often before who was less."""
    return sorted(people, key=lambda one: (one.year.came / max(1, one.year.expected), -one.year.expected, one.id))


def of_all(people: Sequence[Attendee]) -> Mapping[int, Came]:
    """Everybody together, month by month."""
    return {month: sum((one.months.get(month, Came()) for one in people), Came()) for month in MONTHS}


def category_said(category: str) -> str:
    """The name of a category, also of none."""
    return _("没有分类") if category == UNCATEGORISED else _(CATEGORIES[Category(category)])


def coverage_finding(coverage: Coverage) -> str:
    """What the picture of coverage says."""
    if not coverage.total.minutes:
        return _("这一年还没有学习记录")
    most = max(coverage.categories, key=lambda one: coverage.of_category(one).minutes)
    percent = coverage.of_category(most).minutes * 100 // coverage.total.minutes
    finding = _("%(category)s学得最多，占 %(percent)d%%", category=category_said(most), percent=percent)
    missing = [category_said(one) for one in coverage.categories if not coverage.of_category(one).sessions]
    return finding + (_("；还没有学：%(missing)s", missing=_("、").join(missing)) if missing else "")


def materials_finding(materials: Sequence[MaterialStudied]) -> str:
    """What the bars of materials say."""
    if not materials:
        return _("这一年没有列学习材料")
    missing = [one for one in materials if not one.sessions]
    if not missing:
        return _("%(n)d 份材料都学过了", n=len(materials))
    planned = sum(one.planned for one in missing)
    finding = _("%(n)d 份材料里 %(missing)d 份还没学", n=len(materials), missing=len(missing))
    return finding + (_("，其中 %(n)d 份已排上", n=planned) if planned else "")


def attendance_finding(months: Mapping[int, Came]) -> str:
    """What the grid of attendance says."""
    year = sum(months.values(), Came())
    if year.percent is None:
        return _("这一年还没有人应到")
    held = [month for month in MONTHS if months[month].expected]
    low = min(held, key=lambda month: months[month].came / months[month].expected)
    return _("全年出勤率 %(percent)d%%，最低是 %(month)d 月（%(low)d%%）", percent=year.percent, month=low,
             low=months[low].percent or 0)  # fmt: skip


def hours_finding(ledger: Ledger, accounts: Sequence[Account]) -> str:
    """What the bars of hours say; the accounts are those of one ledger."""
    name = _(LEDGERS[ledger])
    owing = [one for one in accounts if one.months]
    if not owing:
        return _("%(ledger)s：这一年没有人在册", ledger=name)
    lacking = [one for one in owing if not one.is_met]
    if not lacking:
        return _("%(ledger)s：%(n)d 人全部达标", ledger=name, n=len(owing))
    coming = sum(not one.gap_to_come for one in lacking if one.forecast is not None)
    finding = _("%(ledger)s：%(n)d 人里 %(lacking)d 人还没达标", ledger=name, n=len(owing), lacking=len(lacking))
    foreseen = any(one.forecast is not None for one in lacking)
    return finding + (_("，其中 %(n)d 人预计年底能达标", n=coming) if foreseen else "")
