"""Shift templates of the demo library: an ordinary week of the main building and of two reading bars."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from app.gatherings.rules.calendar import DayKind
from app.shifts.tables import Post, ShiftTemplate, ShiftTemplateSeat

MORNING, AFTERNOON = (540, 720), (840, 1020)
# Monday is closed, and Thursday afternoon is for studying.
TEMPLATES = (
    ("工作日上午", DayKind.WORKDAY, "1234", MORNING),
    ("工作日下午", DayKind.WORKDAY, "124", AFTERNOON),
    ("周末下午", DayKind.WEEKEND, "", AFTERNOON),
    ("节假日上午", DayKind.HOLIDAY, "", MORNING),
)


async def insert_templates(points: Sequence[int], posts: Mapping[int, list[Post]], today: date) -> None:
    """Bring them in for these service points, of whose posts the first two are wanted."""
    for place in points:
        for name, kind, weekdays, part in TEMPLATES:
            row = ShiftTemplate(
                place=place,
                name=name,
                day_kind=kind.value,
                weekdays=weekdays,
                from_minute=part[0],
                to_minute=part[1],
                from_on=today - timedelta(days=30),
            )
            await row.save()
            seats = ((posts[place][0].id, 2, 1), (posts[place][1].id, 1, 2))
            await ShiftTemplateSeat.insert(
                *(
                    ShiftTemplateSeat(
                        template=row.id, post=post, least=1, wanted=wanted, most=wanted + 1, priority=first
                    )
                    for post, wanted, first in seats
                )
            )
