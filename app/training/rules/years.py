"""Years that can be chosen."""

from datetime import datetime

from app import clock

CHOICES = 6


def years_to_choose(now: datetime) -> list[int]:
    """This year and those before it, the newest first; at the library."""
    this_year = clock.at_library(now).year
    return list(range(this_year, this_year - CHOICES, -1))
