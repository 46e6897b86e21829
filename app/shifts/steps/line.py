"""Steps of actions: who moves up from the line when a seat is free, inside the deed of whoever frees it.

Nobody is put on a seat without their yes (志愿服务条例 art. 25): who has said beforehand that they may be is put on it at
once; everybody else is offered the seat, which is kept for them until their time for an answer is over.
"""

from collections.abc import Sequence
from datetime import datetime

from app.actor import Actor
from app.locale import N_
from app.notices import tell
from app.refusals import found
from app.shifts.queries.seats import SeatView, seat_view
from app.shifts.rules import How, OfferEnd, WaitingEnd
from app.shifts.rules.said import short_moment
from app.shifts.rules.seating import By, PersonFacts
from app.shifts.rules.signing import answer_until
from app.shifts.steps.seats import MINE, end_stale, judge, leave_line, said_of, take_seat, tell_coordinators
from app.shifts.tables import SeatOffer, Volunteer, Waiting

MOVED_UP = N_("您候补到了：%(when)s %(place)s %(post)s。来不了就取消，让给后面的人")
OFFERED = N_("有空位了：%(when)s %(place)s %(post)s，给您留到 %(until)s。点开答复来不来")
TAKEN_BACK = N_("%(when)s %(place)s %(post)s 的名额减少了，留给您的空位收回，您的候补位置还在")
TOO_LATE = N_("%(when)s %(place)s %(post)s 空出名额，离开始太近，没有再问候补的 %(n)d 人，可以打电话找人")
NO_LINE = N_("您候补的 %(when)s %(place)s 的班取消了，不用再等。原因：%(why)s")
OFFERS = f"{MINE}#offers"


async def move_up(actor: Actor, seat_id: int, now: datetime) -> list[int]:
    """Give or offer free seats to those in line, in its order, by the same rules as signing up; returns who sits now.

    Whoever cannot have it now keeps their place: tomorrow they may. After the limit of signing up nobody is moved up
    any more, and close to the start nobody is asked, for they would not learn of it in time.

    Returns:
        the volunteers who were put on the seat; offers are not among them.
    """
    await end_stale(actor, found(await seat_view(seat_id)), now)
    await _take_back(actor, seat_id, now)
    moved: list[int] = []
    passed = 0
    standing = (Waiting.seat == seat_id) & Waiting.ended_at.is_null()
    for row in await Waiting.select(Waiting.id, Waiting.volunteer, Waiting.agreed).where(standing).order_by(Waiting.id):
        seat = found(await seat_view(seat_id))
        if not seat.room:
            return moved
        if any(one.volunteer == row["volunteer"] for one in seat.offers):
            continue
        person, reasons = await judge(seat, row["volunteer"], By.SELF, now)
        if reasons:
            continue
        if row["agreed"]:
            await take_seat(actor, seat, person, How.PROMOTED, now)
            await tell(actor, [person.person], MOVED_UP, address=MINE, now=now, **said_of(seat))
            moved.append(person.volunteer)
        elif not await _offer(actor, seat, person, row["id"], now):
            passed += 1
    if passed:
        await tell_coordinators(actor, found(await seat_view(seat_id)), TOO_LATE, now, n=passed)
    return moved


async def dismiss_lines(actor: Actor, seats: Sequence[SeatView], why: str, now: datetime) -> None:
    """A shift does not take place: nobody stands in line for it any more, and who did is told with the reason."""
    waiting = Waiting.seat.is_in([one.id for one in seats]) & Waiting.ended_at.is_null()
    told = set()
    for row in await Waiting.select(Waiting.seat, Waiting.volunteer).where(waiting).order_by(Waiting.id):
        await leave_line(row["seat"], row["volunteer"], WaitingEnd.REFUSED, now)
        told.add(row["volunteer"])
    if told:
        people = await Volunteer.select(Volunteer.person).where(Volunteer.id.is_in(list(told)))
        said = {"when": said_of(seats[0])["when"], "place": seats[0].facts.place_name, "why": why}
        await tell(actor, [row["person"] for row in people], NO_LINE, address="/shifts", now=now, **said)


async def _offer(actor: Actor, seat: SeatView, person: PersonFacts, waiting: int, now: datetime) -> bool:
    until = answer_until(seat.facts.span, now)
    if until is None:
        return False
    kept = SeatOffer(seat=seat.id, volunteer=person.volunteer, waiting=waiting, at=now, expires_at=until)
    await kept.save()
    said = {**said_of(seat), "until": short_moment(until)}
    await tell(actor, [person.person], OFFERED, address=OFFERS, now=now, **said)
    return True


async def _take_back(actor: Actor, seat_id: int, now: datetime) -> None:
    """Where a coordinator has made a seat smaller, the latest offers go first; those people keep their place in the line."""
    seat = found(await seat_view(seat_id))
    over = seat.facts.taken - seat.count.most
    if over <= 0 or not seat.offers:
        return
    volunteers = [one.volunteer for one in seat.offers][-over:]
    kept = (SeatOffer.seat == seat_id) & SeatOffer.ended_at.is_null() & SeatOffer.volunteer.is_in(volunteers)
    await SeatOffer.update({SeatOffer.ended_at: now, SeatOffer.ended_as: OfferEnd.WITHDRAWN.value}).where(kept)
    people = await Volunteer.select(Volunteer.person).where(Volunteer.id.is_in(volunteers))
    await tell(actor, [row["person"] for row in people], TAKEN_BACK, address=MINE, now=now, **said_of(seat))
