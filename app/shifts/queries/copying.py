"""What copying a week would bring: the dry run, which the copy itself follows to the letter."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from app.actor import Actor
from app.clock import at_library
from app.gatherings import queries as gatherings
from app.gatherings.rules import GatheringState, Span
from app.gatherings.rules.calendar import Calendar
from app.locale import _
from app.refusals import WhyNot
from app.shifts.queries.closing import closures
from app.shifts.queries.limits import limit_book
from app.shifts.queries.people import people_facts
from app.shifts.queries.places import closing_places, may_arrange, posts
from app.shifts.queries.publication import of_week
from app.shifts.queries.seats import SeatView, moved_to, seats_between
from app.shifts.rules.ages import is_adult
from app.shifts.rules.copying import ShiftCopy, Sitting, WeekCopy
from app.shifts.rules.limits import LimitBook
from app.shifts.rules.planning import WEEK, SeatPlan, ShiftPlan, why_not_place, why_not_plan
from app.shifts.rules.seating import By, Engagement, PersonFacts, why_not

Twins = Mapping[tuple[int, Span], int]


async def week_copy(actor: Actor, monday: date, now: datetime, *, place: int | None = None) -> WeekCopy:
    """What of the week before comes into this one: shifts at the actor's places, and people who may have them again.

    A shift that is called off is not copied. One that is there already, copied before or planned by hand for the same
    time and place, stays as it is. Posts that are closed by now are left out. Each person is judged with the seats that
    the copy has already given them.
    """
    target = of_week(monday)
    before = await seats_between(Span(target.starts_at - WEEK, target.ends_at - WEEK), place=place)
    there = await seats_between(target, place=place)
    mine = [one for one in before if _is_copied(actor, one)]
    people = await people_facts(target, {one.volunteer for seat in mine for one in seat.holders})
    calendar, closed = await gatherings.calendar(), await gatherings.closed_times(target)
    shut, book, ending = await closures(target), await limit_book(), await closing_places()
    copied = {one.copied_from: one.facts.shift for one in there if one.copied_from}
    twins = {
        (one.facts.place, one.facts.span): one.facts.shift
        for one in there
        if one.facts.state is not GatheringState.CALLED_OFF
    }
    in_use = {one.id for one in await posts(actor)}
    shifts: dict[int, list[SeatView]] = {}
    for seat in mine:
        shifts.setdefault(seat.facts.shift, []).append(seat)
    made = []
    for shift, seats in shifts.items():
        kept = [one for one in seats if one.post in in_use]
        if not kept:
            made.append(_without_posts(shift, seats, copied.get(shift)))
            continue
        one = _shift(shift, kept, copied.get(shift), twins, calendar, closed, now, ending)
        if one.is_made:
            _fill(one, kept, people, shut, book, now)
            one.stays.extend(_of_closed_posts(seats, in_use))
        made.append(one)
    return WeekCopy(made)


def _is_copied(actor: Actor, one: SeatView) -> bool:
    called_off = one.facts.state is GatheringState.CALLED_OFF
    return not called_off and one.count.most > 0 and may_arrange(actor, one.facts.place)


def _post_closed() -> WhyNot:
    return WhyNot("post_closed", _("岗位已停用"))


def _without_posts(shift: int, seats: Sequence[SeatView], copied: int | None) -> ShiftCopy:
    facts = seats[0].facts
    span = Span(facts.span.starts_at + WEEK, facts.span.ends_at + WEEK)
    reasons = () if copied else (_post_closed(),)
    return ShiftCopy(shift, copied, facts.place, facts.place_name, span, (), seats[0].note, reasons)


def _of_closed_posts(seats: Sequence[SeatView], in_use: Collection[int]) -> list[Sitting]:
    return [
        Sitting(holder.volunteer, holder.name, seat.post, seat.facts.post, (_post_closed(),))
        for seat in seats
        if seat.post not in in_use
        for holder in seat.holders
    ]


def _shift(
    shift: int,
    seats: Sequence[SeatView],
    copied: int | None,
    twins: Twins,
    calendar: Calendar,
    closed: Sequence[Span],
    now: datetime,
    ending: Mapping[int, date],
) -> ShiftCopy:
    facts = seats[0].facts
    span = Span(facts.span.starts_at + WEEK, facts.span.ends_at + WEEK)
    plans = [SeatPlan(one.post, one.count, one.facts.on_closed_days) for one in seats]
    target = copied or twins.get((facts.place, span))
    plan = ShiftPlan(facts.place, span, plans, seats[0].note, facts.sign_up_until + WEEK)
    ends = ending.get(facts.place)
    gone = why_not_place(facts.place_name, ends, at_library(span.starts_at).date())
    reasons = () if target else gone or why_not_plan(plan, calendar, closed, now)
    return ShiftCopy(shift, target, facts.place, facts.place_name, span, plans, seats[0].note, reasons)


def _fill(
    one: ShiftCopy,
    seats: Sequence[SeatView],
    people: dict[int, PersonFacts],
    shut: Sequence[tuple[Span, str]],
    book: LimitBook,
    now: datetime,
) -> None:
    on_shift: set[int] = set()
    taken: dict[int, int] = defaultdict(int)
    closed = [each for each in shut if each[0].overlaps(one.span)]
    # Whoever has served the most comes first: a novice may come along because of them.
    sitting = [(seat, holder) for seat in seats for holder in seat.holders]
    day = at_library(one.span.starts_at).date()
    # Whoever is of age goes before children, who come along because of them.
    grown = {each for each, facts in people.items() if is_adult(facts.born_on, day)}
    order = sorted(sitting, key=lambda pair: (pair[1].volunteer not in grown, -people[pair[1].volunteer].served))
    for seat, holder in order:
        person = people[holder.volunteer]
        empty = replace(
            moved_to(seat, one.span, one.place, one.place_name, closed, book),
            state=GatheringState.PLANNED,
            gathering=-one.source,
            taken=taken[seat.id],
            holders=frozenset(on_shift),
            adults=frozenset(on_shift & grown),
            locked=False,
            others_served=max((people[each].served for each in on_shift), default=0),
        )
        reasons = why_not(person, empty, By.COORDINATOR, now)
        came = Sitting(holder.volunteer, holder.name, seat.post, seat.facts.post, reasons)
        if reasons:
            one.stays.append(came)
            continue
        one.comes.append(came)
        taken[seat.id] += 1
        on_shift.add(holder.volunteer)
        engaged = [*person.shifts, Engagement(-one.source, one.place_name, one.span)]
        people[holder.volunteer] = replace(person, shifts=engaged)


def week_before(monday: date) -> date:
    """The Monday before."""
    return monday - timedelta(days=7)
