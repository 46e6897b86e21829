"""What may be planned and published, what a copy of a week brings, and what people are to be told."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.clock import at_library
from app.gatherings.rules import GatheringState, Span, why_not_span
from app.gatherings.rules.calendar import Calendar, DayKind
from app.locale import _
from app.refusals import Refused, WhyNot
from app.shifts.rules import Headcount, why_not_headcount
from app.shifts.rules.said import hours

WEEK = timedelta(days=7)
LONGEST_SHIFT = timedelta(hours=12)
FURTHEST = timedelta(days=366)
LATE_BEFORE = timedelta(hours=24)
"""Whoever gives a seat up within so much of the start leaves no time to fill it; the coordinator is told."""

SIGN_UP_ENDS_BEFORE = timedelta(hours=2)
"""Where nothing else is said, people may sign up until so long before the start."""


@dataclass(frozen=True, slots=True)
class SeatPlan:
    """A post on a shift with its numbers."""

    post: int
    count: Headcount


@dataclass(frozen=True, slots=True)
class ShiftPlan:
    """A shift as a coordinator plans it. `sign_up_until` None is the library's usual limit."""

    place: int
    span: Span
    seats: Sequence[SeatPlan]
    note: str = ""
    sign_up_until: datetime | None = None

    @property
    def limit(self) -> datetime:
        """Until when people may sign up."""
        return self.sign_up_until or self.span.starts_at - SIGN_UP_ENDS_BEFORE


def why_not_plan(plan: ShiftPlan, calendar: Calendar, closed: Sequence[Span], now: datetime) -> tuple[WhyNot, ...]:
    """Why this shift cannot be planned: its times, its numbers, or the library being closed then.

    Args:
        closed: when the library is closed on that day because its people study.
    """
    if reasons := why_not_one_day(plan.span) or why_not_span(plan.span):
        return reasons
    reasons = why_not_seats(plan.seats)
    if plan.span.ends_at - plan.span.starts_at > LONGEST_SHIFT:
        reasons += (WhyNot("window", _("一班最长 12 小时，现在 %(n)s 小时", n=hours(plan.span.minutes))),)
    if plan.span.starts_at <= now:
        reasons += (WhyNot("past", _("这个时间已经过了，选一个还没到的时间")),)
    if plan.span.starts_at > now + FURTHEST:
        reasons += (WhyNot("far", _("离现在超过一年，看一下年份")),)
    if plan.limit > plan.span.starts_at:
        reasons += (WhyNot("limit", _("报名截止要早于开始时间")),)
    return reasons + why_not_day(plan.span, calendar, closed)


def why_not_one_day(span: Span) -> tuple[WhyNot, ...]:
    """Why this is no time of one day: its end lies before its start, as in 23:00 to 05:00, or on another day.

    Free times, limits by day and the board all go by the day, and nobody serves through the night; midnight ends a day.
    """
    last = at_library(span.ends_at - timedelta(microseconds=1)).date()
    if span.starts_at < span.ends_at and last == at_library(span.starts_at).date():
        return ()
    return (WhyNot("one_day", _("结束时间要晚于开始时间，班次要在同一天里结束；过夜的排成两班")),)


def why_not_seats(seats: Sequence[SeatPlan]) -> tuple[WhyNot, ...]:
    """Why these posts cannot be on a shift."""
    if not seats:
        return (WhyNot("no_seats", _("至少要有一个岗位")),)
    if len({seat.post for seat in seats}) < len(seats):
        return (WhyNot("post_twice", _("同一个岗位填了两次，合成一行")),)
    return next(filter(None, (why_not_headcount(seat.count) for seat in seats)), ())


def why_not_day(span: Span, calendar: Calendar, closed: Sequence[Span]) -> tuple[WhyNot, ...]:
    """Why nobody serves then: the library is closed, or the holidays of that year are not known yet."""
    day = at_library(span.starts_at).date()
    try:
        known = calendar.day(day)
    except Refused as refused:
        return refused.reasons
    if known.kind is DayKind.CLOSED:
        what = known.name or _("闭馆日")
        return (WhyNot("closed", _("%(day)s 闭馆（%(what)s），换一天", day=f"{day:%m-%d}", what=what)),)
    if any(one.overlaps(span) for one in closed):
        return (WhyNot("closed", _("这段时间闭馆学习，换一个时间")),)
    return ()


def why_not_arrange(places: Collection[int], all_places: bool, place: int | None) -> tuple[WhyNot, ...]:
    """Why somebody may not change shifts of a place: a coordinator changes those of their own places."""
    if all_places or place in places:
        return ()
    return (WhyNot("other_place", _("这里由别的协调员排班，您可以看，不能改")),)


def why_not_publish(state: GatheringState, span: Span, now: datetime) -> tuple[WhyNot, ...]:
    """Why a shift cannot be published: it is called off or over."""
    if state is GatheringState.CALLED_OFF:
        return (WhyNot("called_off", _("这一班已经取消")),)
    if state is GatheringState.CLOSED or now >= span.ends_at:
        return (WhyNot("over", _("这一班已经结束")),)
    return ()


def why_not_open_attendance(span: Span, published: bool, now: datetime) -> tuple[WhyNot, ...]:
    """Why check-in cannot be opened yet: nobody was told of the shift, or it is more than half a day away."""
    if not published:
        return (WhyNot("draft", _("这一班还没有发布，志愿者不知道；先发布，再开始签到")),)
    if now < span.starts_at - timedelta(hours=12):
        return (WhyNot("early", _("离开始还有 12 小时以上，名单还会变，到当天再开始签到")),)
    return ()


def is_late(span: Span, now: datetime) -> bool:
    """Whether giving a seat up now is so late that the coordinator has to know at once."""
    return now > span.starts_at - LATE_BEFORE
