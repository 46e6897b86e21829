"""Weeks of the board as an instance of the solver."""

import asyncio
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

import msgspec

from app.gatherings.rules import GatheringState
from app.shifts.queries.people import people_facts, served
from app.shifts.queries.publication import of_weeks
from app.shifts.queries.seats import Holder, SeatView, seats_between
from app.shifts.rules import Skill
from app.shifts.rules.ages import bands_on
from app.shifts.rules.drafts import Mode, Stay, stay
from app.shifts.rules.limits import LIMITS, Limits
from app.shifts.rules.reasons import Reason
from app.shifts.rules.rostering import instance as made
from app.shifts.rules.rostering.ground import ground_of, pairs, reasons, with_company
from app.shifts.rules.seating import By, Engagement, PersonFacts, why_not

OF_TAKING = frozenset({Reason.FULL, Reason.ALREADY, Reason.NOVICE})
"""What the roster itself decides, and is not written down beside it."""
ANYWHERE_POINTS = 1
"""Whoever has named no place would go everywhere; those who have named this one go before."""


async def week_instance(
    monday: date,
    now: datetime,
    mode: Mode,
    *,
    last: date | None = None,
    places: Collection[int] | None = None,
    names: bool = True,
) -> made.Instance:
    """What the solver is asked for some weeks: seats that are still to begin, and everybody who has not left.

    Args:
        last: the Monday of the last week; None is the week of `monday` alone.
        places: whose seats are to be filled; None is everywhere. What people do elsewhere is fixed.
        names: whether names are written down; the ids are enough for the solver.
    """
    span = of_weeks(monday, last or monday)
    seats = [one for one in await seats_between(span) if _is_solved(one, places, now)]
    limits = _limits(seats)
    people = await people_facts(span)
    counted = await served()
    mine = {one.facts.gathering: one.facts.shift for one in seats}
    people = {
        who: replace(one, served=max(one.served, counted.get(one.person, (0, 0))[0])) for who, one in people.items()
    }
    # Whoever has left and still sits somewhere is no candidate, and nothing about them is decided here.
    standing = [(seat, one, stay_of(mode, seat, one)) for seat in seats for one in seat.holders]
    known = [(seat, one, stays) for seat, one, stays in standing if one.volunteer in people]
    chosen = {
        kind: tuple(made.Assignment(seat=seat.id, person=one.volunteer) for seat, one, stays in known if stays is kind)
        for kind in Stay
    }
    asked = made.Instance(
        people=tuple(_person(one, mine, names) for one in people.values()),
        seats=tuple(_seat(one) for one in seats),
        pins=chosen[Stay.STAYS],
        before=chosen[Stay.PRICED],
        repair=mode is not Mode.PLAN,
        preferences=tuple(
            made.Preference(person=who, place=place, points=ANYWHERE_POINTS)
            for who, one in people.items()
            if not one.sites
            for place in sorted({seat.facts.place for seat in seats})
        ),
        closures=_closures(seats),
        limits=made.Bounds(
            rest_minutes=int(limits.rest.total_seconds()) // 60,
            day_minutes=limits.day_minutes,
            days_in_a_row=limits.days_in_a_row,
            novice_shifts=limits.novice_shifts,
            accompanied=_asks_for_company(people.values(), seats),
        ),
    )
    # Thousands of pairs are looked at: in a thread, so that the server answers meanwhile.
    return await asyncio.to_thread(_with_refusals, asked, seats, people, mine, now)


async def standing_of(
    monday: date, now: datetime, mode: Mode, *, last: date | None = None, places: Collection[int] | None = None
) -> list[tuple[int, int, int]]:
    """Seat, volunteer and assignment of those who need not stay where they are."""
    span = of_weeks(monday, last or monday)
    seats = [one for one in await seats_between(span) if _is_solved(one, places, now)]
    return [
        (seat.id, one.volunteer, one.assignment)
        for seat in seats
        for one in seat.holders
        if stay_of(mode, seat, one) is not Stay.STAYS
    ]


def stay_of(mode: Mode, seat: SeatView, holder: Holder) -> Stay:
    """What the solver makes of somebody who has this seat."""
    return stay(mode, told=holder.told, how=holder.how, locked=seat.facts.locked, overridden=bool(holder.reason))


def _is_solved(one: SeatView, places: Collection[int] | None, now: datetime) -> bool:
    if one.facts.is_place_closed:
        return False
    if one.facts.state is not GatheringState.PLANNED or one.facts.span.starts_at <= now or one.count.most < 1:
        return False
    return places is None or one.facts.place in places


def _with_refusals(
    asked: made.Instance,
    seats: Sequence[SeatView],
    people: Mapping[int, PersonFacts],
    mine: Mapping[int, int],
    now: datetime,
) -> made.Instance:
    """Ask the rulebook about the real people, and write down what it says beyond what the file lets it know."""
    ground = ground_of(asked)
    facts = {one.id: one.facts for one in seats}
    elsewhere = {
        who: replace(one, shifts=[each for each in one.shifts if each.gathering not in mine])
        for who, one in people.items()
    }
    refused = []
    for seat, who in pairs(ground):
        asked_of = with_company(facts[seat])
        said = {one.code for one in why_not(elsewhere[who], asked_of, By.COORDINATOR, now)} - OF_TAKING
        known = {one.code for one in reasons(ground, ground.people[who], with_company(ground.seats[seat]))}
        refused += [made.Refusal(seat=seat, person=who, reason=Reason(code)) for code in sorted(said - known)]
    return msgspec.structs.replace(asked, refused=tuple(refused))


def _person(one: PersonFacts, mine: Mapping[int, int], names: bool) -> made.Person:
    return made.Person(
        id=one.volunteer,
        name=one.name if names else "",
        state=one.state,
        suspended=one.suspended,
        born_on=one.born_on,
        consent=one.consent,
        committed=one.committed,
        insured_to=one.insured_to,
        skills=tuple(Skill(skill) for skill in sorted(one.skills)),
        sites=tuple(sorted(one.sites)),
        free=tuple(
            made.FreeTime(weekday=slot.weekday, from_minute=slot.from_minute, to_minute=slot.to_minute)
            for slot in one.slots
        ),
        exceptions=tuple(
            made.SingleDay(day=day.day, free=day.free, from_minute=day.from_minute, to_minute=day.to_minute)
            for day in one.exceptions
        ),
        engaged=tuple(_time(each) for each in one.shifts if each.gathering not in mine),
        duties=tuple(_time(each) for each in one.duties),
        wanted_minutes=one.wanted_minutes,
        most_minutes=one.most_minutes,
        served=one.served,
    )


def _limits(seats: Sequence[SeatView]) -> Limits:
    """What the library lets a volunteer do at most; where its seats come with limits of their own, the strictest."""
    held: list[Limits] = [getattr(one.facts, "limits", LIMITS) for one in seats] or [LIMITS]
    return Limits(
        rest=max(one.rest for one in held),
        day_minutes=min(one.day_minutes for one in held),
        days_in_a_row=min(one.days_in_a_row for one in held),
        novice_shifts=max(one.novice_shifts for one in held),
    )


def _asks_for_company(people: Iterable[PersonFacts], seats: Sequence[SeatView]) -> bool:
    """Whether children serve only beside an adult on any of these days."""
    known = next((one.ages for one in people), ())
    return any(one.accompanied for day in {each.facts.day for each in seats} for one in bands_on(known, day))


def _time(one: Engagement) -> made.Time:
    return made.Time(starts_at=one.span.starts_at, ends_at=one.span.ends_at, title=one.title)


def _seat(one: SeatView) -> made.Seat:
    # A place that is kept for somebody who is thinking about it is neither to be filled nor to be had.
    facts, kept = one.facts, max(0, one.facts.taken - len(one.holders))
    return made.Seat(
        id=one.id,
        shift=facts.shift,
        place=facts.place,
        place_name=facts.place_name,
        post=facts.post,
        starts_at=facts.span.starts_at,
        ends_at=facts.span.ends_at,
        least=max(0, one.count.least - kept),
        wanted=max(0, one.count.wanted - kept),
        most=max(1, one.count.most - kept),
        priority=one.count.priority,
        skill=facts.skill,
        min_age=facts.min_age,
        insured=facts.insured,
        on_closed_days=facts.on_closed_days,
        locked=facts.locked or kept >= one.count.most,
    )


def _closures(seats: Sequence[SeatView]) -> tuple[made.Time, ...]:
    closed = {(span.starts_at, span.ends_at): what for one in seats for span, what in one.facts.closures}
    return tuple(
        made.Time(starts_at=starts, ends_at=ends, title=what) for (starts, ends), what in sorted(closed.items())
    )
