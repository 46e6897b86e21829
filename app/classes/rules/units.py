"""What a unit of the timetable is planned as."""

from dataclasses import dataclass

from app.gatherings.rules import Category, Span


@dataclass(frozen=True, slots=True)
class UnitPlan:
    """A unit: what, by whom, when, where; `periods` are 节."""

    subject: str
    teacher: str
    span: Span
    periods: int
    venue: str
    category: Category
