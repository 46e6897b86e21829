"""Parts of a year that ledgers are filed for: the whole year, halves, quarters, months."""

from dataclasses import dataclass
from datetime import date, timedelta

from app.gatherings.rules import Span
from app.locale import N_, _
from app.study.rules import span_of

MONTHS = {f"m{month:02d}": (month, month) for month in range(1, 13)}
BOUNDS = {
    "": (1, 12),
    "h1": (1, 6),
    "h2": (7, 12),
    "q1": (1, 3),
    "q2": (4, 6),
    "q3": (7, 9),
    "q4": (10, 12),
    **MONTHS,
}
"""First and last month."""
NAMES = {
    "": N_("全年"),
    "h1": N_("上半年"),
    "h2": N_("下半年"),
    "q1": N_("一季度"),
    "q2": N_("二季度"),
    "q3": N_("三季度"),
    "q4": N_("四季度"),
}
A_DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class Term:
    """A part of a year; `code` is empty for the whole of it, else `h1`, `q3`, `m11`."""

    year: int
    code: str = ""

    @staticmethod
    def of(year: int, code: str) -> "Term":
        """From an address; what cannot be read is the whole year."""
        return Term(year, code if code in BOUNDS else "")

    @property
    def first(self) -> date:
        """The first day."""
        return date(self.year, BOUNDS[self.code][0], 1)

    @property
    def last(self) -> date:
        """The last day."""
        return (date(self.year, BOUNDS[self.code][1], 1) + timedelta(days=31)).replace(day=1) - timedelta(days=1)

    @property
    def span(self) -> Span:
        """From the first moment of the first day to the first one after the last, at the library."""
        return Span(span_of(self.first, 0, A_DAY).starts_at, span_of(self.last, 0, A_DAY).ends_at)

    @property
    def said(self) -> str:
        """2026年上半年."""
        if self.code in MONTHS:
            return _("%(year)d年%(month)d月", year=self.year, month=self.first.month)
        part = _(NAMES[self.code]) if self.code else ""
        return _("%(year)d年%(part)s", year=self.year, part=part)


def choices() -> list[tuple[str, str]]:
    """Codes and names to choose from, in the order of the year."""
    months = [(code, _("%(month)d 月", month=bounds[0])) for code, bounds in MONTHS.items()]
    return [*((code, _(name)) for code, name in NAMES.items()), *months]
