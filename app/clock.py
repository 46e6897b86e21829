"""The only module that asks what time it is; everything else is told `now`."""

import time
from datetime import UTC, date, datetime
from datetime import time as time_of_day
from zoneinfo import ZoneInfo

LIBRARY_ZONE = ZoneInfo("Asia/Shanghai")


def now() -> datetime:
    """This moment, aware, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """The day at the library (Asia/Shanghai), which begins eight hours before the day in UTC."""
    return at_library(now()).date()


def at_library(moment: datetime) -> datetime:
    """The same moment on the library's clock."""
    return moment.astimezone(LIBRARY_ZONE)


def midnight(day: date) -> datetime:
    """When the day begins at the library, in UTC."""
    return datetime.combine(day, time_of_day(), LIBRARY_ZONE).astimezone(UTC)


def monotonic() -> float:
    """Seconds that never step back, for measuring how long something took."""
    return time.monotonic()
