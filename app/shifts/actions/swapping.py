"""Swapping two seats between their people, by the same rules as signing up."""

from contextlib import suppress
from datetime import datetime

from app.actor import Actor
from app.audit import deed
from app.locale import N_, _
from app.notices import tell
from app.refusals import Refused, WhyNot, found
from app.shifts.actions.signing import DoneAlready
from app.shifts.queries.exchanging import Held, Proposed, held, proposal, why_not_swap
from app.shifts.queries.people import people_facts
from app.shifts.queries.seats import SeatView, seat_view
from app.shifts.rules import End, How, WishEnd
from app.shifts.rules.said import short_moment, short_span
from app.shifts.rules.seating import PersonFacts
from app.shifts.rules.signing import swap_until
from app.shifts.steps import (
    MINE,
    holder_of,
    leave_seat,
    move_up,
    one_roster_change_at_a_time,
    take_seat,
    tell_coordinators,
)
from app.shifts.tables import SwapProposal

PROPOSED = N_("有人想和您换班：您的 %(yours)s 换 %(theirs)s，%(until)s 前答复")
SWAPPED = N_("换班成了：%(before)s 换成 %(after)s")
DECLINED = N_("对方没有同意换班，%(before)s 还是您的")
TOLD = N_("%(name)s 和 %(who)s 换了班：%(when)s %(place)s %(post)s 改由 %(who)s 来")
SWAPS = f"{MINE}#swaps"


async def propose_swap(actor: Actor, assignment: int, other: int, *, now: datetime) -> None:
    """Propose to somebody to swap the actor's seat for theirs.

    Raises:
        Missing: the first is not the actor's, or one of them no longer stands.
        Refused: one of both could not have the other's seat, it is too late, or it is proposed already.
    """
    async with deed(actor, "shift.swap_proposed", assignment=assignment, other=other) as line:
        await one_roster_change_at_a_time()
        one, two = found(await held(assignment)), found(await held(other))
        found((one.person == actor.person and two.person != actor.person) or None)
        mine, theirs, _one, _two = await _both_may(one, two, now)
        line.subject = mine.facts.shift
        until = swap_until(mine.facts.span, theirs.facts.span, now)
        if until <= now:
            raise Refused(WhyNot("late", _("离开始不到 2 小时，来不及换班，打电话给协调员")))
        await _end_stale(assignment, now)
        same = (SwapProposal.assignment == assignment) & SwapProposal.ended_at.is_null()
        if await SwapProposal.exists().where(same & (SwapProposal.other == other)):
            raise Refused(WhyNot("proposed", _("已经向对方提出了，等答复")))
        await SwapProposal(assignment=assignment, other=other, at=now, expires_at=until).save()
        said = {"yours": _what(theirs), "theirs": _what(mine), "until": short_moment(until)}
        await tell(actor, [two.person], PROPOSED, address=SWAPS, now=now, **said)


async def withdraw_swap(actor: Actor, swap: int, *, now: datetime) -> None:
    """Take a proposal back; a second click changes nothing.

    Raises:
        Missing: it is not the actor's.
    """
    with suppress(DoneAlready):
        async with deed(actor, "shift.swap_withdrawn", swap=swap):
            await one_roster_change_at_a_time()
            one = found(await proposal(swap))
            found(one.proposer == actor.person or None)
            if one.ended is not None:
                raise DoneAlready
            await _end(swap, WishEnd.WITHDRAWN, now)


async def decline_swap(actor: Actor, swap: int, *, now: datetime) -> None:
    """Say no to a proposal, and tell whoever made it; a second click changes nothing.

    Raises:
        Missing: it was not made to the actor.
        Refused: it stands no more.
    """
    with suppress(DoneAlready):
        async with deed(actor, "shift.swap_declined", swap=swap):
            await one_roster_change_at_a_time()
            one = _standing(found(await proposal(swap)), actor, WishEnd.DECLINED, now)
            await _end(swap, WishEnd.DECLINED, now)
            mine = found(await seat_view(found(await held(one.assignment)).seat))
            await tell(actor, [one.proposer], DECLINED, address=MINE, now=now, before=_what(mine))


async def accept_swap(actor: Actor, swap: int, *, now: datetime) -> None:
    """Swap: both give their seat up and get the other's, or neither does. Both and their coordinators are told.

    Raises:
        Missing: it was not made to the actor.
        Refused: it stands no more, or one of both cannot have the other's seat any more.
    """
    with suppress(DoneAlready):
        async with deed(actor, "shift.swapped", swap=swap) as line:
            await one_roster_change_at_a_time()
            proposed = _standing(found(await proposal(swap)), actor, WishEnd.FOUND, now)
            one, two = found(await held(proposed.assignment)), found(await held(proposed.other))
            mine, theirs, first, second = await _both_may(one, two, now)
            line.subject = mine.facts.shift
            line.details.update(people=[one.person, two.person], other_shift=theirs.facts.shift)
            await _end(swap, WishEnd.FOUND, now)
            await leave_seat(actor, mine, holder_of(mine, one.id), End.SWAPPED, now)
            await leave_seat(actor, theirs, holder_of(theirs, two.id), End.SWAPPED, now)
            await take_seat(actor, theirs, first, How.SWAPPED, now)
            await take_seat(actor, mine, second, How.SWAPPED, now)
            for seat in (mine, theirs):
                await move_up(actor, seat.id, now)
            before, after = _what(mine), _what(theirs)
            await tell(actor, [one.person], SWAPPED, address=MINE, now=now, before=before, after=after)
            await tell(actor, [two.person], SWAPPED, address=MINE, now=now, before=after, after=before)
            await tell_coordinators(actor, mine, TOLD, now, name=first.name, who=second.name)
            await tell_coordinators(actor, theirs, TOLD, now, name=second.name, who=first.name)


async def _both_may(one: Held, two: Held, now: datetime) -> tuple[SeatView, SeatView, PersonFacts, PersonFacts]:
    mine, theirs = found(await seat_view(one.seat)), found(await seat_view(two.seat))
    if one.shift == two.shift:
        raise Refused(WhyNot("same", _("是同一班，不用换")))
    first = found((await people_facts(theirs.facts.span, [one.volunteer])).get(one.volunteer))
    second = found((await people_facts(mine.facts.span, [two.volunteer])).get(two.volunteer))
    against, others = why_not_swap(first, mine, second, theirs, now)
    if against:
        raise Refused(*against)
    if others:
        # What stands against the other person is theirs to know.
        raise Refused(WhyNot("other", _("对方到时来不了您这一班，换一个班")))
    return mine, theirs, first, second


def _standing(one: Proposed, actor: Actor, wanted: WishEnd, now: datetime) -> Proposed:
    found(one.asked == actor.person or None)
    if one.ended is wanted:
        raise DoneAlready
    if one.ended is not None or now >= one.expires_at:
        raise Refused(WhyNot("gone", _("这次换班已经不作数了，看一下“我的班次”")))
    return one


async def _end_stale(assignment: int, now: datetime) -> None:
    over = (SwapProposal.assignment == assignment) & SwapProposal.ended_at.is_null() & (SwapProposal.expires_at <= now)
    await SwapProposal.update({SwapProposal.ended_at: now, SwapProposal.ended_as: WishEnd.EXPIRED.value}).where(over)


async def _end(swap: int, ended: WishEnd, now: datetime) -> None:
    one = SwapProposal.id == swap
    await SwapProposal.update({SwapProposal.ended_at: now, SwapProposal.ended_as: ended.value}).where(one)


def _what(seat: SeatView) -> str:
    return f"{short_span(seat.facts.span)} {seat.facts.place_name} {seat.facts.post}"
