"""Answering the offer of a freed seat, and passing on what nobody has answered."""

from contextlib import suppress
from dataclasses import replace
from datetime import datetime

from app.actor import Actor
from app.audit import deed
from app.locale import _
from app.refusals import Refused, WhyNot, found
from app.shifts.actions.signing import DoneAlready
from app.shifts.queries.offers import OwnOffer, own_offer, stale_seats
from app.shifts.queries.seats import SeatView, seat_view
from app.shifts.rules import How, OfferEnd, WaitingEnd
from app.shifts.rules.seating import By
from app.shifts.rules.signing import why_not_answer
from app.shifts.steps import ensure_in_force, judge, leave_line, move_up, one_roster_change_at_a_time, take_seat


async def accept_offer(actor: Actor, offer: int, *, now: datetime) -> None:
    """Take the seat that was kept for the actor; a second click changes nothing.

    Raises:
        Missing: there is no such offer to them.
        Refused: its time is over, or `why_not` says why they cannot have the seat any more.
    """
    with suppress(DoneAlready):
        async with deed(actor, "shift.offer_accepted", offer=offer) as line:
            await one_roster_change_at_a_time()
            own = found(await own_offer(actor, offer))
            seat = found(await seat_view(own.seat))
            _ensure_stands(own, seat, OfferEnd.ACCEPTED, now)
            line.subject = seat.facts.shift
            # They were asked in time, so that the limit of signing up is not held against their answer.
            limit = max(seat.facts.sign_up_until, min(own.expires_at, seat.facts.span.starts_at))
            open_seat = replace(seat, facts=replace(seat.facts, sign_up_until=limit))
            person, reasons = await judge(open_seat, own.volunteer, By.SELF, now)
            if reasons:
                raise Refused(*reasons)
            await take_seat(actor, seat, person, How.PROMOTED, now)


async def decline_offer(actor: Actor, offer: int, *, now: datetime) -> None:
    """Leave the seat to the next in line; a second click changes nothing.

    Raises:
        Missing: there is no such offer to them.
        Refused: it was answered otherwise, or its time is over.
    """
    with suppress(DoneAlready):
        async with deed(actor, "shift.offer_declined", offer=offer) as line:
            await one_roster_change_at_a_time()
            own = found(await own_offer(actor, offer))
            seat = found(await seat_view(own.seat))
            _ensure_stands(own, seat, OfferEnd.DECLINED, now)
            line.subject = seat.facts.shift
            await leave_line(own.seat, own.volunteer, WaitingEnd.DECLINED, now)
            line.details["moved_up"] = await move_up(actor, own.seat, now)


async def pass_on(actor: Actor, *, now: datetime) -> int:
    """Offer to the next in line what nobody has answered in time; returns how many seats that were."""
    passed = 0
    for seat_id in await stale_seats(now):
        async with deed(actor, "shift.offer_expired", seat=seat_id) as line:
            await one_roster_change_at_a_time()
            line.subject = found(await seat_view(seat_id)).facts.shift
            line.details["moved_up"] = await move_up(actor, seat_id, now)
            passed += 1
    return passed


def _ensure_stands(own: OwnOffer, seat: SeatView, wanted: OfferEnd, now: datetime) -> None:
    if own.ended is wanted:
        raise DoneAlready
    ensure_in_force(seat)
    if own.ended is OfferEnd.EXPIRED or (own.ended is None and now >= own.expires_at):
        raise Refused(*why_not_answer(own.expires_at, now))
    if own.ended is not None:
        raise Refused(WhyNot("answered", _("这个空位已经不在您这里了，看一下“我的班次”")))
