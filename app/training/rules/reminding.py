"""When whoever is behind with their hours is told."""

from datetime import date, timedelta

DATES = ((7, 1), (10, 1), (12, 1))
"""After half of the year, after three quarters, and a month before the end. A setting of ours [P]."""

LATEST = timedelta(days=14)
"""A server that was off on the day still tells; one that is new in autumn does not speak of July."""


def due_on(today: date) -> date | None:
    """The day of the round that is due today or was within the last two weeks; None when there is none."""
    days = [date(today.year, month, day) for month, day in DATES]
    return next((day for day in days if day <= today < day + LATEST), None)
