"""Shift templates, and what making shifts of them would bring."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from app.actor import Actor
from app.gatherings import queries as gatherings
from app.gatherings.rules import GatheringState, Span
from app.gatherings.rules.calendar import DayKind
from app.people.tables import ServicePoint
from app.refusals import WhyNot
from app.shifts.queries.closing import closures
from app.shifts.queries.limits import limit_book
from app.shifts.queries.people import people_facts
from app.shifts.queries.places import may_arrange, posts
from app.shifts.queries.seats import SeatView, day_of, moved_to, seats_between
from app.shifts.rules import Headcount
from app.shifts.rules.generating import Outcome, Place, Standing, Surroundings, Turn, generation
from app.shifts.rules.limits import LimitBook
from app.shifts.rules.planning import SeatPlan
from app.shifts.rules.seating import PersonFacts, at, conflicts
from app.shifts.rules.templates import TemplatePlan
from app.shifts.tables import Shift, ShiftTemplate
from app.storage.moments import moment

TEMPLATES = """
SELECT t.id, t.place, p.name AS place_name, t.name, t.day_kind, t.weekdays, t.from_minute, t.to_minute, t.from_on, t.to_on,
       s.post, o.name AS post_name, o.on_closed_days, s.least, s.wanted, s.most, s.priority
FROM shift_template t JOIN service_point p ON p.id = t.place
JOIN shift_template_seat s ON s.template = t.id JOIN post o ON o.id = s.post
ORDER BY CASE WHEN p.kind = 'main_building' THEN 0 ELSE 1 END, p.id, t.from_minute, t.id, s.priority, s.id
"""
MADE = """
SELECT s.id, s.template, s.template_day, g.place, g.starts_at, g.ends_at FROM shift s JOIN gathering g ON g.id = s.gathering
WHERE s.template IS NOT NULL AND s.template_day >= {} AND s.template_day <= {}
"""


@dataclass(frozen=True, slots=True)
class TemplateView:
    """A template; `own` is whether the actor may change it."""

    id: int
    plan: TemplatePlan
    place_name: str
    post_names: Mapping[int, str]
    own: bool

    def has_ended(self, today: date) -> bool:
        """Nothing is made of it any more."""
        return self.plan.to_on is not None and self.plan.to_on < today


@dataclass(frozen=True, slots=True)
class Generation:
    """What generating would bring. `refused` says why the calendar of a year is not known."""

    turns: Sequence[Turn]
    refused: Sequence[WhyNot]
    post_names: Mapping[int, str]

    def of(self, outcome: Outcome) -> list[Turn]:
        """Those of one outcome, by day."""
        return [one for one in self.turns if one.outcome is outcome]

    @property
    def changeable(self) -> list[Turn]:
        """Drafts that can be made to follow their template."""
        return [one for one in self.turns if one.may_change]

    @property
    def returning(self) -> list[Turn]:
        """Shifts that were called off and can be made anew."""
        return [one for one in self.turns if one.may_come_again]


async def templates(actor: Actor) -> list[TemplateView]:
    """All templates, by place and time."""
    found: dict[int, list[Mapping[str, Any]]] = {}
    for row in await ShiftTemplate.raw(TEMPLATES):
        found.setdefault(row["id"], []).append(row)
    return [_template(actor, rows) for rows in found.values()]


async def template(actor: Actor, template_id: int) -> TemplateView | None:
    """One template."""
    return next((one for one in await templates(actor) if one.id == template_id), None)


async def closed_on(place: int) -> date | None:
    """From when on a service point serves nobody."""
    row = await ServicePoint.select(ServicePoint.closed_on).where(ServicePoint.id == place).first()
    return row["closed_on"] if row else None


async def generation_of(
    actor: Actor, first: date, last: date, now: datetime, *, place: int | None = None
) -> Generation:
    """What making shifts of the actor's templates would bring from the first day to the last.

    What is past is left alone: it is neither made nor changed.
    """
    known = [one for one in await templates(actor) if one.own and place in {None, one.plan.place}]
    plans = {one.id: one.plan for one in known}
    span = Span(at(first, 0), at(last + timedelta(days=1), 0))
    seats = await seats_between(span, place=place)
    shut, book = await closures(span), await limit_book()
    around = Surroundings(
        calendar=await gatherings.calendar(),
        closed=await gatherings.closed_times(span),
        places=await _places(),
        post_names={one.id: one.name for one in await posts(actor)},
        shifts=[*await _standing(seats, plans, shut, book, now), *await _elsewhere(seats, first, last)],
        now=now,
    )
    turns, refused = generation(plans, first, last, around)
    return Generation(
        [one for one in turns if one.standing is not None or one.span.starts_at > now], refused, around.post_names
    )


async def _places() -> dict[int, Place]:
    rows = await ServicePoint.select(ServicePoint.id, ServicePoint.name, ServicePoint.closed_on)
    return {row["id"]: Place(row["id"], row["name"], row["closed_on"]) for row in rows}


async def _standing(
    seats: Sequence[SeatView],
    plans: Mapping[int, TemplatePlan],
    shut: Sequence[tuple[Span, str]],
    book: LimitBook,
    now: datetime,
) -> list[Standing]:
    shifts: dict[int, list[SeatView]] = {}
    for seat in seats:
        shifts.setdefault(seat.facts.shift, []).append(seat)
    moving = [mine for mine in shifts.values() if _moves(mine, plans)]
    volunteers = {one.volunteer for mine in moving for seat in mine for one in seat.holders}
    around = (
        Span(min(one.facts.span.starts_at for one in seats), max(one.facts.span.ends_at for one in seats))
        if seats
        else None
    )
    people = await people_facts(around, volunteers) if around and volunteers else {}
    return [_one(mine, plans, people, shut, book, now) for mine in shifts.values()]


def _moves(mine: Sequence[SeatView], plans: Mapping[int, TemplatePlan]) -> bool:
    made_of, facts = mine[0].made_of, mine[0].facts
    plan = plans.get(made_of[0]) if made_of else None
    return bool(plan and made_of and not facts.published and plan.span_on(made_of[1]) != facts.span)


def _one(
    mine: Sequence[SeatView],
    plans: Mapping[int, TemplatePlan],
    people: Mapping[int, PersonFacts],
    shut: Sequence[tuple[Span, str]],
    book: LimitBook,
    now: datetime,
) -> Standing:
    facts, made_of = mine[0].facts, mine[0].made_of
    why: Iterable[WhyNot] = ()
    if made_of is not None and _moves(mine, plans):
        why = _who_cannot(mine, plans[made_of[0]].span_on(made_of[1]), people, shut, book, now)
    return Standing(
        shift=facts.shift,
        place=facts.place,
        span=facts.span,
        counts={one.post: one.count for one in mine if one.count.most},
        taken={one.post: one.facts.taken for one in mine if one.facts.taken},
        published=facts.published,
        begun=facts.state in {GatheringState.OPEN, GatheringState.CLOSED} or now >= facts.span.starts_at,
        called_off=mine[0].called_off,
        made_of=made_of,
        people=tuple(why),
    )


def _who_cannot(
    mine: Sequence[SeatView],
    span: Span,
    people: Mapping[int, PersonFacts],
    shut: Sequence[tuple[Span, str]],
    book: LimitBook,
    now: datetime,
) -> Iterable[WhyNot]:
    closed = [one for one in shut if one[0].overlaps(span)]
    for seat in mine:
        there = moved_to(seat, span, seat.facts.place, seat.facts.place_name, closed, book)
        for one in seat.holders:
            for why in conflicts(people[one.volunteer], there, now, one.reason)[:1]:
                yield replace(why, sentence=f"{one.name}：{why.sentence}")


async def _elsewhere(seats: Sequence[SeatView], first: date, last: date) -> list[Standing]:
    """Shifts that were made for one of these days and have been moved out of them by hand since."""
    here = {one.facts.shift for one in seats}
    rows = [row for row in await Shift.raw(MADE, first, last) if row["id"] not in here]
    return [
        Standing(
            shift=row["id"],
            place=row["place"],
            span=Span(moment(row["starts_at"]), moment(row["ends_at"])),
            counts={},
            taken={},
            begun=True,
            made_of=(row["template"], day_of(row["template_day"])),
        )
        for row in rows
    ]


def _template(actor: Actor, rows: Sequence[Mapping[str, Any]]) -> TemplateView:
    row = rows[0]
    plan = TemplatePlan(
        place=row["place"],
        name=row["name"],
        kind=DayKind(row["day_kind"]),
        from_minute=row["from_minute"],
        to_minute=row["to_minute"],
        seats=[
            SeatPlan(
                one["post"],
                Headcount(one["least"], one["wanted"], one["most"], one["priority"]),
                bool(one["on_closed_days"]),
            )
            for one in rows
        ],
        from_on=day_of(row["from_on"]),
        to_on=None if row["to_on"] is None else day_of(row["to_on"]),
        weekdays=frozenset(map(int, row["weekdays"])),
    )
    names = {one["post"]: one["post_name"] for one in rows}
    return TemplateView(row["id"], plan, row["place_name"], names, may_arrange(actor, row["place"]))
