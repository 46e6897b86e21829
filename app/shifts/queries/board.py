"""The roster of a week, place by place and post by post, and who may be offered a seat."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from app.actor import Actor
from app.gatherings import queries as gatherings
from app.gatherings.rules import GatheringState
from app.gatherings.rules.calendar import DAY_KINDS, DayKind
from app.locale import _
from app.people.rules.pinyin import fold, means
from app.refusals import Refused, WhyNot
from app.shifts.queries.people import people_facts, served
from app.shifts.queries.places import PostView, may_arrange, posts
from app.shifts.queries.publication import Pending, of_week, pending_of
from app.shifts.queries.seats import SeatView, seats_between
from app.shifts.rules.board import Candidate, Mark, mark, minutes_in_week, ranked, week
from app.shifts.rules.seating import By, conflicts, mended_before_check_in, why_not
from app.shifts.tables import Seat


@dataclass(frozen=True, slots=True)
class BoardDay:
    """A column: the day, what the calendar says of it."""

    on: date
    kind: DayKind | None
    name: str

    @property
    def said(self) -> str:
        """Holiday, make-up working day or closed, with its name; empty on ordinary days."""
        if self.kind in {DayKind.HOLIDAY, DayKind.MAKE_UP, DayKind.CLOSED}:
            return " ".join(filter(None, (_(DAY_KINDS[self.kind]), _(self.name) if self.name else "")))
        return ""


@dataclass(frozen=True, slots=True)
class BoardSeat:
    """A seat on the board. `why` maps a volunteer to the reasons why they should no longer have it."""

    view: SeatView
    mark: Mark
    why: Mapping[int, Sequence[WhyNot]]


@dataclass(slots=True)
class BoardRow:
    """A post with its seats by day, in the order of the days."""

    post: int
    name: str
    cells: list[list[BoardSeat]]

    @property
    def is_used(self) -> bool:
        """Some day of the week has a shift with it."""
        return any(self.cells)


@dataclass(slots=True)
class BoardPlace:
    """A place with its posts; `own` is whether the actor may change it."""

    id: int
    name: str
    own: bool
    rows: list[BoardRow] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Board:
    """A week. `counts` is how many seats stand at each mark; `refused` says why the calendar of the year is not known."""

    days: Sequence[BoardDay]
    places: Sequence[BoardPlace]
    counts: Mapping[Mark, int]
    pending: Sequence[Pending]
    refused: Sequence[WhyNot]
    seats: int


async def board(actor: Actor, monday: date, now: datetime, *, place: int | None = None) -> Board:
    """The roster of a week: every place that has posts, in ten queries, however many shifts there are."""
    seats = [one for one in await seats_between(of_week(monday), place=place) if _is_shown(one)]
    people = await people_facts(of_week(monday), {one.volunteer for seat in seats for one in seat.holders})
    calendar = await gatherings.calendar()
    days: list[BoardDay] = []
    refused: tuple[WhyNot, ...] = ()
    for on in week(monday):
        try:
            known = calendar.day(on)
            days.append(BoardDay(on, known.kind, known.name))
        except Refused as why:
            days.append(BoardDay(on, None, ""))
            refused = why.reasons
    places = _empty(actor, await posts(actor, place=place, past=True), seats)
    counts = dict.fromkeys(Mark, 0)
    rows = {row.post: row for one in places for row in one.rows}
    for seat in seats:
        shown = _board_seat(seat, people, now)
        counts[shown.mark] += 1
        rows[seat.post].cells[(seat.facts.day - monday).days].append(shown)
    waiting = await pending_of(actor, seats, monday, now)
    return Board(days, places, counts, waiting, refused, len(seats))


def _is_shown(one: SeatView) -> bool:
    return one.facts.state is not GatheringState.CALLED_OFF and (one.count.most > 0 or one.facts.taken > 0)


def _empty(actor: Actor, known: Sequence[PostView], seats: Sequence[SeatView]) -> list[BoardPlace]:
    used = {one.post for one in seats}
    places: dict[int, BoardPlace] = {}
    for one in known:
        if one.closed_on is None or one.id in used:
            place = places.setdefault(one.place, BoardPlace(one.place, one.place_name, may_arrange(actor, one.place)))
            place.rows.append(BoardRow(one.id, one.name, [[] for _day in range(7)]))
    return sorted(places.values(), key=lambda each: not each.own)


def _board_seat(seat: SeatView, people: Mapping[int, Any], now: datetime) -> BoardSeat:
    over = seat.facts.state is GatheringState.CLOSED or now >= seat.facts.span.ends_at
    why = {} if over else _why(seat, people, now)
    return BoardSeat(seat, mark(seat.count, seat.facts.taken, len(why)), why)


def _why(seat: SeatView, people: Mapping[int, Any], now: datetime) -> dict[int, Sequence[WhyNot]]:
    found = ((one.volunteer, conflicts(people[one.volunteer], seat.facts, now, one.reason)) for one in seat.holders)
    return {volunteer: reasons for volunteer, reasons in found if reasons}


async def seat_conflicts(seat: SeatView, now: datetime) -> dict[int, Sequence[WhyNot]]:
    """Why those on a seat should no longer have it, by volunteer; once it is over, why its attendance cannot begin."""
    people = await people_facts(seat.facts.span, [one.volunteer for one in seat.holders])
    found = _why(seat, people, now)
    if now < seat.facts.span.ends_at:
        return found
    if seat.facts.state is not GatheringState.PLANNED:
        return {}
    stands = mended_before_check_in(seat.facts.span, now)
    return {volunteer: why for volunteer, why in found.items() if any(one.code in stands for one in why)}


async def candidates(actor: Actor, seat: SeatView, now: datetime, text: str = "") -> list[Candidate]:
    """Everybody who is not on the seat's shift, the best first, with the reasons of those who cannot have it."""
    people = await people_facts(seat.facts.span)
    counted = await served()
    typed = fold(text)
    found = [
        Candidate(
            one,
            minutes_in_week(one, seat.facts.day),
            counted.get(one.person, (0, 0))[1],
            why_not(one, seat.facts, By.COORDINATOR, now),
        )
        for one in people.values()
        if one.volunteer not in seat.facts.holders and (not typed or means(typed, one.name, one.pinyin, one.initials))
    ]
    return ranked(found, seat.facts)


STAMP = """
SELECT count(*) AS n, COALESCE(sum(t.revision), 0) AS r, COALESCE(sum(t.wanted + t.most + t.least), 0) AS w,
       count(x.id) AS x, (SELECT COALESCE(max(u.id), 0) FROM shift_publication u) AS u,
       (SELECT COALESCE(max(d.id), 0) FROM deed d) AS d
FROM seat t JOIN shift s ON s.id = t.shift JOIN gathering g ON g.id = s.gathering
LEFT JOIN gathering_cancellation x ON x.gathering = g.id WHERE g.starts_at >= {} AND g.starts_at < {}
"""


async def stamp(monday: date) -> tuple[str, int]:
    """A text that is another one as soon as anybody has changed the roster of that week, and the last deed of all."""
    span = of_week(monday)
    row = (await Seat.raw(STAMP, span.starts_at, span.ends_at))[0]
    return "-".join(str(row[name]) for name in ("n", "r", "w", "x", "u")), int(row["d"])
