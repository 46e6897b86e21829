"""Signing up for the same time in several weeks at once."""

from datetime import datetime

from app.actor import Actor
from app.audit import deed
from app.locale import _
from app.refusals import Refused, WhyNot, found
from app.shifts.queries.seats import seat_view
from app.shifts.queries.weekly import following
from app.shifts.rules import How
from app.shifts.rules.seating import By
from app.shifts.rules.signing import MOST_WEEKS
from app.shifts.steps import judge, one_roster_change_at_a_time, oneself, take_seat


async def sign_up_weekly(actor: Actor, seat_id: int, weeks: int, *, now: datetime) -> list[int]:
    """Give the actor the seat, and the same one in as many of the following weeks as are published and may be theirs.

    Each week is judged with those before it taken; one that cannot be leaves the others alone.

    Returns:
        the new assignments, the first week's first.

    Raises:
        Missing: there is no such seat.
        Refused: the number of weeks cannot be, they are no volunteer, or none of the weeks can be theirs.
    """
    async with deed(actor, "shift.signed_up_weekly", seat=seat_id, weeks=weeks) as line:
        await one_roster_change_at_a_time()
        if not 1 <= weeks <= MOST_WEEKS:
            raise Refused(WhyNot("weeks", _("之后的周数填 1 到 %(n)d", n=MOST_WEEKS)))
        seat = found(await seat_view(seat_id))
        line.subject = seat.facts.shift
        volunteer = await oneself(actor)
        taken: list[int] = []
        first: tuple[WhyNot, ...] = ()
        for one in [seat, *(later for _weeks, later in sorted((await following(seat, weeks)).items()))]:
            person, reasons = await judge(one, volunteer, By.SELF, now)
            if not reasons:
                taken.append(await take_seat(actor, one, person, How.SIGNED_UP, now))
            first = first or reasons
        if not taken:
            raise Refused(*first)
        line.details["assignments"] = taken
        return taken
