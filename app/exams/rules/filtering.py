"""Which rows of marks are shown, and what they add up to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol, TypeVar

from app.people.rules import pinyin


class Marked(Protocol):
    """What filtering needs of a row; points ×100."""

    @property
    def name(self) -> str:
        """Of the person."""

    @property
    def name_pinyin(self) -> str:
        """Every reading of the name."""

    @property
    def name_initials(self) -> str:
        """Every reading's initials."""

    @property
    def points(self) -> int:
        """Earned in all."""

    @property
    def total(self) -> int:
        """That could be earned."""

    @property
    def domains(self) -> Mapping[str, tuple[int, int]]:
        """Points and total by domain."""


Row = TypeVar("Row", bound=Marked)


@dataclass(frozen=True, slots=True)
class MarksFilter:
    """Part of a name or its pinyin, a domain, and below how many percent (of the domain, or of the whole)."""

    name: str = ""
    domain: str = ""
    below: int | None = None

    @staticmethod
    def of(name: str, domain: str, below: str) -> "MarksFilter":
        """From an address: what cannot be read filters nothing."""
        percent = int(below) if below.isascii() and below.isdigit() and len(below) < 4 and int(below) <= 100 else None
        return MarksFilter(name.strip()[:40], domain, percent)


@dataclass(frozen=True, slots=True)
class Summary:
    """Of the rows shown, points ×100; the mean is rounded half up. None where there are no rows."""

    count: int
    mean: int | None
    best: int | None
    worst: int | None


def chosen(rows: Sequence[Row], sought: MarksFilter) -> list[Row]:
    """The rows that match, in their order."""
    return [row for row in rows if _matches(row, sought)]


def summary(rows: Sequence[Marked]) -> Summary:
    """Count, mean, best and worst."""
    points = [row.points for row in rows]
    if not points:
        return Summary(0, None, None, None)
    mean = Fraction(sum(points), len(points))
    return Summary(len(points), int(mean + Fraction(1, 2)), max(points), min(points))


def percent(points: int, total: int) -> int | None:
    """Whole percent, rounded half up; None when nothing could be earned."""
    return int(Fraction(points * 100, total) + Fraction(1, 2)) if total else None


def is_called(sought: str, name: str, name_pinyin: str, name_initials: str) -> bool:
    """Whether what was typed is part of the name, or means it by pinyin or initials; nothing typed means everybody."""
    typed = pinyin.fold(sought)
    return sought in name or (bool(typed) and pinyin.means(typed, name, name_pinyin, name_initials))


def _matches(row: Marked, sought: MarksFilter) -> bool:
    if not is_called(sought.name, row.name, row.name_pinyin, row.name_initials):
        return False
    points, total = row.domains.get(sought.domain, (0, 0)) if sought.domain else (row.points, row.total)
    if sought.domain and total == 0:
        return False
    return sought.below is None or points * 100 < sought.below * total
