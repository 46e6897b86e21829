"""What the library has set for service."""

from dataclasses import dataclass
from datetime import datetime

from app.service.tables import ServiceSetting


@dataclass(frozen=True, slots=True)
class Tolerance:
    """Minutes beyond the plan that may be approved, and by what rule; `at` is None while nobody has set any."""

    minutes: int
    source: str
    set_by: str = ""
    at: datetime | None = None


async def tolerance() -> Tolerance:
    """What stands: none where nobody has set any."""
    row = await ServiceSetting.select().order_by(ServiceSetting.id, ascending=False).first()
    if row is None:
        return Tolerance(0, "")
    return Tolerance(row["tolerance_minutes"], row["source"], row["set_by_name"], row["at"])
