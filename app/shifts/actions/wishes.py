"""Wishing to come every week, and no longer wishing it."""

from contextlib import suppress
from datetime import datetime

from app.actor import Actor
from app.audit import deed
from app.refusals import Refused, found
from app.shifts.actions.signing import DoneAlready
from app.shifts.queries.seats import seat_view
from app.shifts.queries.wishes import held_back, own_wishes, unanswered
from app.shifts.rules.seating import By
from app.shifts.rules.wishes import WishEnded, weekly_time, why_not_wish
from app.shifts.steps import answer_wishes, end_wish, judge, one_roster_change_at_a_time, oneself
from app.shifts.tables import WeeklyWish, WeeklyWishEnd


async def wish_weekly(actor: Actor, seat_id: int, *, now: datetime) -> list[int]:
    """The actor comes to this post at this time of every week from now on: of what is published, and of what will be.

    Each week is answered by the same rules as signing up, and they are told of each. A second click changes nothing.

    Returns:
        the new assignments of weeks that are published already.

    Raises:
        Missing: there is no such published seat.
        Refused: they are no volunteer, or something stands against it that would come back every week.
    """
    taken: list[int] = []
    with suppress(DoneAlready):
        async with deed(actor, "weekly_wish.made", seat=seat_id) as line:
            await one_roster_change_at_a_time()
            seat = found(await seat_view(seat_id))
            found(seat.facts.published or None)
            volunteer = await oneself(actor)
            when = weekly_time(seat.facts.span)
            if any((one.post, one.when) == (seat.post, when) for one in await own_wishes(actor)):
                raise DoneAlready
            _person, reasons = await judge(seat, volunteer, By.SELF, now)
            if standing := why_not_wish(reasons, is_place_closed=seat.facts.is_place_closed):
                raise Refused(*standing)
            row = WeeklyWish(
                volunteer=volunteer,
                post=seat.post,
                weekday=when.weekday,
                from_minute=when.from_minute,
                to_minute=when.to_minute,
                from_on=seat.facts.day,
                at=now,
            )
            await row.save()
            line.subject = row.id
            taken = await answer_wishes(actor, await unanswered(now, wish=row.id), now)
            line.details["assignments"] = taken
    return taken


async def stop_weekly(actor: Actor, wish: int, *, now: datetime) -> None:
    """The actor no longer comes every week; seats they have stay theirs, each can be given up. A second click changes nothing.

    Raises:
        Missing: it is not theirs.
    """
    with suppress(DoneAlready):
        async with deed(actor, "weekly_wish.ended", wish):
            await one_roster_change_at_a_time()
            volunteer = await oneself(actor)
            found(
                await WeeklyWish.exists().where((WeeklyWish.id == wish) & (WeeklyWish.volunteer == volunteer)) or None
            )
            if await WeeklyWishEnd.exists().where(WeeklyWishEnd.wish == wish):
                raise DoneAlready
            await end_wish(actor, wish, WishEnded.WITHDREW, now)


async def answer_held_back(actor: Actor, *, now: datetime) -> int:
    """Answer wishes that had to wait while others were let in first; returns how many got a seat."""
    taken: list[int] = []
    if not await held_back(now):
        return 0
    with suppress(DoneAlready):
        async with deed(actor, "weekly_wish.answered") as line:
            await one_roster_change_at_a_time()
            asked = await held_back(now)
            taken = await answer_wishes(actor, asked, now)
            if len(await held_back(now)) == len(asked):
                # It is still too early for all of them: there is nothing to write down.
                raise DoneAlready
            line.details["assignments"] = taken
    return len(taken)
