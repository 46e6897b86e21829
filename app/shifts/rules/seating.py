"""Whether a person may have a seat: one function, asked by everybody."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from app.clock import LIBRARY_ZONE, at_library
from app.gatherings.rules import GatheringState, Span
from app.locale import _
from app.refusals import WhyNot
from app.shifts.rules import SKILLS, DayException, Skill, Slot, State
from app.shifts.rules.ages import Ages, bands_on, why_alone, why_not_age
from app.shifts.rules.closing import has_closed, why_closed, why_place_closed
from app.shifts.rules.free import is_free
from app.shifts.rules.limits import LIMITS, Limits, why_not_open
from app.shifts.rules.papers import why_no_papers, why_not_in_service, why_untrained
from app.shifts.rules.reasons import OF_SIGNING_UP, OVERRIDABLE, Reason
from app.shifts.rules.said import hours, short_span

DAY = timedelta(days=1)


class By(StrEnum):
    """Who wants the seat to be taken."""

    SELF = "self"
    COORDINATOR = "coordinator"


@dataclass(frozen=True, slots=True)
class Engagement:
    """A shift that somebody has a seat on, or a study or an exam they are expected at."""

    gathering: int
    title: str
    span: Span
    day: date = field(init=False, compare=False)

    def __post_init__(self) -> None:
        # Asked over and over by limits of days and weeks.
        object.__setattr__(self, "day", at_library(self.span.starts_at).date())


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """What is asked about a volunteer.

    Attributes:
        sites: service points they accept; empty where they have not said, which is everywhere.
        slots: when they are free in a week; empty where they have not said, which is always.
        shifts: the seats they have on other shifts, a week around the one in question.
        duties: studies and exams they are expected at, in paid time if they are on the staff.
        most_minutes: in a week, Monday to Sunday.
        served: how many shifts they have served.
        qualifications: until which day they hold which, by id.
        ages: at which ages the library takes people, from when on; empty where it has set nothing.
    """

    volunteer: int
    person: int
    name: str
    state: State
    suspended: bool = False
    born_on: date | None = None
    consent: bool = False
    committed: bool = False
    insured_to: date | None = None
    skills: frozenset[str] = frozenset()
    sites: frozenset[int] = frozenset()
    slots: Sequence[Slot] = ()
    exceptions: Sequence[DayException] = ()
    shifts: Sequence[Engagement] = ()
    duties: Sequence[Engagement] = ()
    wanted_minutes: int = 240
    most_minutes: int = 600
    served: int = 0
    qualifications: Mapping[int, date] = field(default_factory=dict)
    pinyin: str = ""
    initials: str = ""
    is_staff: bool = False
    ages: Sequence[Ages] = ()


@dataclass(frozen=True, slots=True)
class SeatFacts:
    """What is asked about a seat of a shift.

    Attributes:
        holders: volunteers who have a seat on this shift, on whichever post.
        adults: those of them who are of age on that day.
        taken: how many of them sit on this one.
        waiting: how many stand in line.
        published_at: when for the first time; None where that gives nobody a head start.
        closures: when the library is closed on that day, with what for.
        place_closes_on: from which day on the service point serves nobody.
        insured: whoever serves here must be insured, for the post has a risk.
        on_closed_days: the post is also served on days on which the library is closed to readers.
        others_served: how many shifts the most experienced of those on the shift has served.
        qualification, qualification_name: what whoever serves here must hold; None asks for nothing.
        limits: what the library lets people do at most on that day.
    """

    seat: int
    shift: int
    gathering: int
    place: int
    place_name: str
    span: Span
    state: GatheringState
    published: bool
    sign_up_until: datetime
    post: str
    most: int
    skill: Skill | None = None
    min_age: int = 0
    insured: bool = False
    on_closed_days: bool = False
    locked: bool = False
    taken: int = 0
    waiting: int = 0
    holders: frozenset[int] = frozenset()
    adults: frozenset[int] = frozenset()
    closures: Sequence[tuple[Span, str]] = ()
    others_served: int = 0
    qualification: int | None = None
    qualification_name: str = ""
    limits: Limits = LIMITS
    published_at: datetime | None = None
    place_closes_on: date | None = None

    @property
    def is_place_closed(self) -> bool:
        """Whether the service point serves nobody any more by then."""
        return has_closed(self.place_closes_on, self.span)

    @property
    def day(self) -> date:
        """The day at the library on which it begins."""
        return at_library(self.span.starts_at).date()


def why_not(
    person: PersonFacts, seat: SeatFacts, by: By, now: datetime, limits: Limits | None = None
) -> tuple[WhyNot, ...]:
    """Why this person cannot have this seat: every reason at once, in the order of the list; empty when they can.

    Reasons 1 and 2 speak of signing up: a coordinator fills a roster before it is published and after its limit, and
    from its paper sheet after it is over, until its attendance is ended; but not one that is called off.

    Args:
        limits: others than those that come with the seat.

    Returns:
        reasons whose code is a `Reason`; which of them a coordinator may go over, `blocking` says.
    """
    held = limits or seat.limits
    found = [*_of_shift(person, seat, by, now, held), *_of_time(person, seat, held), *_of_person(person, seat, held)]
    order = list(Reason)
    found.sort(key=lambda one: order.index(Reason(one.code)))
    return tuple(found)


def blocking(reasons: Sequence[WhyNot], override: str = "") -> tuple[WhyNot, ...]:
    """Those of the reasons that still stand when a coordinator has written down why they go over the others."""
    if not override.strip():
        return tuple(reasons)
    return tuple(one for one in reasons if Reason(one.code) not in OVERRIDABLE)


def is_overridable(reasons: Sequence[WhyNot]) -> bool:
    """Whether a written reason would be enough."""
    return bool(reasons) and not blocking(reasons, override="x")


def conflicts(person: PersonFacts, seat: SeatFacts, now: datetime, override: str = "") -> tuple[WhyNot, ...]:
    """Why somebody who has the seat should no longer have it; what they took it under with a reason is none.

    Args:
        override: the reason written down when they were given it.
    """
    # Having the seat is no reason: those of signing up are left out, and the shift itself is no other engagement.
    found = why_not(person, seat, By.COORDINATOR, now)
    return blocking([one for one in found if one.code not in OF_SIGNING_UP], override)


def mended_before_check_in(span: Span, now: datetime) -> frozenset[Reason]:
    """Conflicts that may not stand when check-in begins; whoever was paused after the shift was over has served it."""
    if now >= span.ends_at:
        return frozenset({Reason.DUTY})
    return frozenset({Reason.DUTY, Reason.PAUSED, Reason.UNTRAINED, Reason.AGE})


def _of_shift(person: PersonFacts, seat: SeatFacts, by: By, now: datetime, limits: Limits) -> Iterator[WhyNot]:
    if seat.state is GatheringState.CALLED_OFF:
        yield WhyNot(Reason.NOT_OPEN, _("这一班已经取消，看看别的班次"))
    elif by is By.SELF and (
        said := why_not_open(limits, seat.published_at or seat.published, seat.sign_up_until, person.served, now)
    ):
        yield WhyNot(Reason.NOT_OPEN, said)
    if seat.state is GatheringState.CLOSED or (by is By.SELF and now >= seat.span.ends_at):
        yield WhyNot(Reason.SIGN_UP_OVER, _("这一班已经结束"))
    elif by is By.SELF and now > seat.sign_up_until:
        yield WhyNot(Reason.SIGN_UP_OVER, _("报名已截止，要来就联系协调员"))
    if person.volunteer in seat.holders:
        yield WhyNot(Reason.ALREADY, _("已经在这一班了"))
    elif seat.taken >= seat.most:
        yield WhyNot(Reason.FULL, _("名额已满，可排队候补（前面 %(n)d 人）", n=seat.waiting))
    if seat.locked:
        yield WhyNot(Reason.LOCKED, _("这个岗位已锁定，协调员解锁后再排"))
    if seat.is_place_closed:
        yield from why_place_closed(seat.place_name, seat.place_closes_on, seat.span)
    else:
        yield from why_closed(seat.span, seat.closures, on_closed_days=seat.on_closed_days)


def _of_time(person: PersonFacts, seat: SeatFacts, limits: Limits) -> Iterator[WhyNot]:
    for other in person.shifts:
        if other.gathering != seat.gathering and other.span.overlaps(seat.span):
            when = short_span(other.span)
            yield WhyNot(Reason.OVERLAP, _("和“%(title)s %(when)s”时间重叠", title=other.title, when=when))
    near = Span(seat.span.starts_at - limits.rest, seat.span.ends_at + limits.rest)
    for other in person.shifts:
        if other.gathering != seat.gathering and other.span.overlaps(near) and not other.span.overlaps(seat.span):
            minutes = int(limits.rest.total_seconds()) // 60
            when = short_span(other.span)
            yield WhyNot(Reason.REST, _("和 %(when)s 那一班间隔不到 %(n)d 分钟", when=when, n=minutes))
    for duty in person.duties:
        if duty.span.overlaps(seat.span):
            said = (
                _("这段时间要参加“%(title)s”，不计志愿服务", title=duty.title)
                if duty.title
                else _("这段时间有别的安排")
            )
            yield WhyNot(Reason.DUTY, said)
    yield from _of_load(person, seat, limits)


def _of_load(person: PersonFacts, seat: SeatFacts, limits: Limits) -> Iterator[WhyNot]:
    others = [one for one in person.shifts if one.gathering != seat.gathering]
    day, week = seat.day, seat.day - timedelta(days=seat.day.weekday())
    on_day = seat.span.minutes + sum(one.span.minutes for one in others if one.day == day)
    if on_day > limits.day_minutes:
        most = hours(limits.day_minutes)
        yield WhyNot(Reason.DAY_LIMIT, _("当天共 %(all)s 小时，每天最多 %(most)s 小时", all=hours(on_day), most=most))
    in_week = seat.span.minutes + sum(one.span.minutes for one in others if week <= one.day < week + 7 * DAY)
    if in_week > person.most_minutes:
        most = hours(person.most_minutes)
        yield WhyNot(
            Reason.WEEK_LIMIT, _("这一周共 %(all)s 小时，本人最多 %(most)s 小时", all=hours(in_week), most=most)
        )
    row = _row(day, {one.day for one in others})
    if row > limits.days_in_a_row:
        yield WhyNot(Reason.DAYS_IN_A_ROW, _("会连着 %(n)d 天，最多连着 %(most)d 天", n=row, most=limits.days_in_a_row))


def _row(day: date, others: set[date]) -> int:
    """Days in a row around this one, itself included."""
    first, last = day, day
    while first - DAY in others:
        first -= DAY
    while last + DAY in others:
        last += DAY
    return (last - first).days + 1


def _of_person(person: PersonFacts, seat: SeatFacts, limits: Limits) -> Iterator[WhyNot]:
    if seat.skill is not None and seat.skill not in person.skills:
        yield WhyNot(Reason.SKILL, _("岗位要会“%(skill)s”，还没有登记这项技能", skill=_(SKILLS[seat.skill])))
    if seat.qualification is not None:
        until = person.qualifications.get(seat.qualification)
        if missing := why_untrained(until, seat.qualification_name, seat.day):
            yield WhyNot(Reason.UNTRAINED, missing)
    ends = at_library(seat.span.ends_at)
    minute = ends.hour * 60 + ends.minute + (1440 if ends.date() > seat.day else 0)
    bands = bands_on(person.ages, seat.day)
    sentence = why_not_age(person.born_on, person.consent, seat.min_age, seat.day, minute, bands)
    if sentence := sentence or why_alone(person.born_on, bool(seat.adults - {person.volunteer}), seat.day, bands):
        yield WhyNot(Reason.AGE, sentence)
    if person.sites and seat.place not in person.sites:
        yield WhyNot(Reason.SITE, _("没有选“%(place)s”为可去的地点", place=seat.place_name))
    if not is_free(person.slots, person.exceptions, seat.span):
        yield WhyNot(Reason.UNAVAILABLE, _("这段时间不在本人的空闲时间里"))
    if limits.novice_shifts and person.served < limits.novice_shifts and seat.others_served < limits.novice_shifts:
        yield WhyNot(Reason.NOVICE, _("第一次来要有人带，先排一位有经验的"))
    if missing := why_not_in_service(person.state, person.suspended):
        yield WhyNot(Reason.PAUSED, missing)
    if missing := why_no_papers(person.committed, seat.insured, person.insured_to, seat.day):
        yield WhyNot(Reason.PAPERS, missing)


def at(day: date, minute: int) -> datetime:
    """That minute of a day at the library, as a moment in UTC."""
    midnight = datetime(day.year, day.month, day.day, tzinfo=LIBRARY_ZONE)
    return (midnight + timedelta(minutes=minute)).astimezone(UTC)
