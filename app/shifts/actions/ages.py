"""Deciding at which ages the library takes volunteers."""

from dataclasses import asdict
from datetime import datetime

from app import clock
from app.actor import Actor
from app.audit import deed
from app.refusals import Refused
from app.shifts.rules.ages import Ages, why_not_ages
from app.shifts.tables import AgeSetting


async def decide_ages(actor: Actor, given: Ages, *, now: datetime) -> None:
    """From a day on other ages hold; seats that no longer fit show as conflicts.

    Raises:
        Refused: the law does not let the library decide this, or it begins in the past.
    """
    async with deed(actor, "ages.decided") as line:
        line.details.update(asdict(given))
        if reasons := why_not_ages(given, clock.at_library(now).date()):
            raise Refused(*reasons)
        await AgeSetting(**asdict(given), by_name=actor.name, at=now).save()
