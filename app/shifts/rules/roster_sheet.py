"""What taking an existing roster in would do: each name judged by the rules of seats, each new shift by those of planning."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from app.clock import at_library
from app.gatherings.rules import GatheringState, Span
from app.gatherings.rules.calendar import Calendar
from app.locale import _
from app.office.grids import Problem, close_name, plain
from app.office.written import Unclear
from app.refusals import WhyNot
from app.shifts.rules import Headcount, Skill
from app.shifts.rules.ages import is_adult
from app.shifts.rules.intakes import Fate, Looked
from app.shifts.rules.limits import LimitBook
from app.shifts.rules.planning import SeatPlan, ShiftPlan, why_not_arrange, why_not_plan
from app.shifts.rules.reasons import Reason
from app.shifts.rules.roster_cells import Cell
from app.shifts.rules.seating import By, Engagement, PersonFacts, SeatFacts, at, blocking, is_overridable, why_not
from app.shifts.rules.volunteer_cells import place_of

TAIL = re.compile(r"(.+?)[（(]?(\d{4})[）)]?")
ROOM = 50
NOBODY: Mapping[tuple[int, Span], frozenset[int]] = {}


@dataclass(frozen=True, slots=True)
class PostHere:
    """A post at a place; `qualification` is what whoever serves there must hold, with its name."""

    id: int
    place: int
    place_name: str
    name: str
    skill: Skill | None = None
    min_age: int = 0
    insured: bool = False
    qualification: int | None = None
    qualification_name: str = ""
    on_closed_days: bool = False


@dataclass(frozen=True, slots=True)
class Called:
    """A volunteer by name, with the last four digits of the phone."""

    volunteer: int
    name: str
    tail: str = ""


@dataclass(frozen=True, slots=True)
class Around:
    """Everything a roster is judged with.

    Attributes:
        places: id and name of the service points.
        sites: those whose shifts the actor may change; `everywhere` for managers.
        seats: seats of shifts that are there, by place, time and post; `sitting` who sits on each.
        closures: when the library is closed, with what for.
        closed: when it is closed because its people study.
        book: what the library lets people do at most, by day.
    """

    places: Sequence[tuple[int, str]]
    posts: Sequence[PostHere]
    called: Sequence[Called]
    people: Mapping[int, PersonFacts]
    seats: Mapping[tuple[int, Span, int], SeatFacts]
    sitting: Mapping[tuple[int, Span, int], frozenset[int]]
    calendar: Calendar
    closed: Sequence[Span]
    closures: Sequence[tuple[Span, str]]
    sites: Collection[int]
    everywhere: bool
    book: LimitBook = field(default_factory=LimitBook)


@dataclass(frozen=True, slots=True)
class Sits:
    """One name of a cell: who, and what would happen. `reasons` are why they stay out, or what is gone over."""

    name: str
    volunteer: int | None
    fate: Fate
    reasons: tuple[WhyNot, ...] = ()


@dataclass(frozen=True, slots=True)
class Put(Looked):
    """A cell with its people, where and when."""

    cell: Cell | None = None
    span: Span | None = None
    post: PostHere | None = None
    people: Sequence[Sits] = field(default_factory=tuple)


def looked(cells: Sequence[Cell], around: Around, override: str, now: datetime) -> tuple[Put, ...]:
    """Each cell, judged one after the other: who has a seat by one cell has it when the next is judged.

    Args:
        override: the reason for going over what may be gone over; empty where nobody wrote one.
    """
    growing = Roster(around, override, now)
    found = tuple(growing.put(cell) for cell in cells)
    if not any(why.code == Reason.AGE for put in found for one in put.people for why in one.reasons):
        return found
    # A child may stand above the adult of the same shift: once more, with whoever came the first time.
    growing = Roster(around, override, now, beside=growing.on)
    return tuple(growing.put(cell) for cell in cells)


class Roster:
    """The roster as it grows while its cells are read."""

    def __init__(
        self,
        around: Around,
        override: str,
        now: datetime,
        *,
        beside: Mapping[tuple[int, Span], frozenset[int]] = NOBODY,
    ) -> None:
        self._beside = beside
        self._around, self._override, self._now = around, override, now
        self._people = dict(around.people)
        self._seats = dict(around.seats)
        self._sitting = dict(around.sitting)
        self._there = {(place, span) for place, span, _post in around.seats}
        self.on: dict[tuple[int, Span], frozenset[int]] = {}
        for (place, span, _post), seat in around.seats.items():
            self.on[place, span] = self.on.get((place, span), frozenset()) | seat.holders
        self._plans: dict[tuple[int, Span, int], tuple[WhyNot, ...]] = {}

    def put(self, cell: Cell) -> Put:
        """One cell."""
        texts = {"people": cell.text}
        wrong = [_problem(cell, one.code, one.sentence) for one in cell.wrong]
        if wrong or cell.day is None or cell.minutes is None:
            return Put(cell.row, texts, Fate.WRONG, wrong, cell)
        span = Span(at(cell.day, cell.minutes[0]), at(cell.day, cell.minutes[1]))
        try:
            post = self._post(cell)
        except Unclear as unclear:
            return Put(cell.row, texts, Fate.WRONG, [_problem(cell, "", unclear.sentence)], cell, span)
        if reasons := self._why_not_shift(post, span):
            problems = [_problem(cell, "", one.sentence) for one in reasons]
            return Put(cell.row, texts, Fate.WRONG, problems, cell, span, post)
        people = [self._sit(name, post, span) for name in cell.names]
        problems = [
            _problem(cell, "", _("%(name)s：%(why)s", name=one.name, why=why.sentence))
            for one in people
            if one.fate in (Fate.WRONG, Fate.HELD)
            for why in one.reasons
        ]
        return Put(cell.row, texts, _worst(people), problems, cell, span, post, people)

    def _post(self, cell: Cell) -> PostHere:
        if not cell.place:
            raise Unclear(_("没写服务点"))
        place = place_of(cell.place, self._around.places)
        theirs = [one for one in self._around.posts if one.place == place]
        tidy = plain(cell.post).replace(" ", "")
        found = [one for one in theirs if one.name == tidy] or [one for one in theirs if tidy and tidy in one.name]
        if not tidy and len(theirs) == 1:
            return theirs[0]
        if len(found) == 1:
            return found[0]
        listed = _("、").join(one.name for one in theirs) or _("还没有岗位")
        if not tidy:
            raise Unclear(_("没写岗位，这里有：%(listed)s", listed=listed))
        raise Unclear(_("这个服务点没有岗位“%(post)s”，这里有：%(listed)s", post=tidy[:20], listed=listed))

    def _why_not_shift(self, post: PostHere, span: Span) -> tuple[WhyNot, ...]:
        around = self._around
        if reasons := why_not_arrange(around.sites, around.everywhere, post.place):
            return reasons
        if (post.place, span) in self._there:
            if (post.place, span, post.id) in self._seats:
                return ()
            said = _("这一班已经排了，没有“%(post)s”这个岗位；在班次页加上岗位再导入", post=post.name)
            return (WhyNot("no_seat", said),)
        key = (post.place, span, post.id)
        if key not in self._plans:
            plan = ShiftPlan(post.place, span, [SeatPlan(post.id, Headcount(1, 1, 1), post.on_closed_days)])
            self._plans[key] = why_not_plan(plan, around.calendar, around.closed, self._now)
        return self._plans[key]

    def _sit(self, name: str, post: PostHere, span: Span) -> Sits:
        try:
            volunteer = self._volunteer(name)
        except Unclear as unclear:
            return Sits(name, None, Fate.WRONG, (WhyNot("unknown", unclear.sentence),))
        key, shift = (post.place, span, post.id), (post.place, span)
        there = self.on.get(shift, frozenset())
        served = max((self._people[one].served for one in there if one in self._people), default=0)
        seat = self._seats.get(key) or self._empty(post, span)
        adults = seat.adults | self._grown(there | self._beside.get(shift, frozenset()), seat)
        seat = replace(seat, holders=there, adults=adults, others_served=served)
        if volunteer in self._sitting.get(key, ()):
            return Sits(name, volunteer, Fate.SAME)
        person = self._people[volunteer]
        reasons = why_not(person, seat, By.COORDINATOR, self._now)
        if blocking(reasons, self._override):
            fate = Fate.HELD if is_overridable(reasons) else Fate.WRONG
            return Sits(name, volunteer, fate, reasons)
        if key in self._seats:
            self._seats[key] = replace(seat, taken=seat.taken + 1)
        self.on[shift] = seat.holders | {volunteer}
        self._sitting[key] = self._sitting.get(key, frozenset()) | {volunteer}
        engaged = [*person.shifts, Engagement(seat.gathering, post.place_name, span)]
        self._people[volunteer] = replace(person, shifts=engaged)
        return Sits(name, volunteer, Fate.NEW, reasons)

    def _grown(self, people: Collection[int], seat: SeatFacts) -> frozenset[int]:
        known = [self._people[one] for one in people if one in self._people]
        return frozenset(one.volunteer for one in known if is_adult(one.born_on, seat.day))

    def _volunteer(self, name: str) -> int:
        called = [one for one in self._around.called if close_name(one.name) == name]
        if not called and (match := TAIL.fullmatch(name)):
            called = [one for one in self._around.called if close_name(one.name) == match[1] and one.tail == match[2]]
        if len(called) == 1 and called[0].volunteer in self._people:
            return called[0].volunteer
        if len(called) > 1:
            said = _("有 %(n)d 位同名，名字后面写上手机号后四位，例如 %(name)s5678", n=len(called), name=name)
            raise Unclear(said)
        raise Unclear(_("志愿者里没有这个名字；核对名字，或先登记再导入"))

    def _empty(self, post: PostHere, span: Span) -> SeatFacts:
        # Negative and the same for all posts of one shift that is not there yet, so that it is no other engagement.
        number = -1 - list(dict.fromkeys([*self.on, (post.place, span)])).index((post.place, span))
        return SeatFacts(
            seat=number,
            shift=number,
            gathering=number,
            place=post.place,
            place_name=post.place_name,
            span=span,
            state=GatheringState.PLANNED,
            published=False,
            sign_up_until=span.starts_at,
            post=post.name,
            most=ROOM,
            skill=post.skill,
            min_age=post.min_age,
            insured=post.insured,
            on_closed_days=post.on_closed_days,
            qualification=post.qualification,
            qualification_name=post.qualification_name,
            limits=self._around.book.on(at_library(span.starts_at).date()),
            closures=[one for one in self._around.closures if one[0].overlaps(span)],
        )


def _worst(people: Sequence[Sits]) -> Fate:
    fates = {one.fate for one in people}
    return next((one for one in (Fate.WRONG, Fate.HELD, Fate.NEW) if one in fates), Fate.SAME)


def _problem(cell: Cell, code: str, sentence: str) -> Problem:
    code = code or cell.code
    return Problem(cell.row, code, sentence, code)
