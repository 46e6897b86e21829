"""What may be planned and published, what a copy of a week brings, and what people are to be told."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from app.clock import at_library
from app.gatherings.rules import GatheringState, Span, why_not_span
from app.gatherings.rules.calendar import Calendar, DayKind
from app.locale import _
from app.refusals import Refused, WhyNot
from app.shifts.rules import Headcount, why_not_headcount
from app.shifts.rules.limits import LIMITS, Limits
from app.shifts.rules.said import hours

WEEK = timedelta(days=7)
LONGEST_SHIFT = timedelta(hours=12)
FURTHEST = timedelta(days=366)
LONGEST_AGO = timedelta(days=31)
"""How long ago a shift may have been that is written down from its paper sheet: as far back as 出勤 lists. A setting of
this library; the service record itself is due within ten working days (民政部令第67号 art. 11)."""

SECOND_THOUGHTS = timedelta(minutes=10)
"""So long after signing up one may still think better of it without a word: nobody has counted on them yet. A setting of
this library."""


@dataclass(frozen=True, slots=True)
class SeatPlan:
    """A post on a shift with its numbers; `on_closed_days` is the post's own, as the rulebook asks for it."""

    post: int
    count: Headcount
    on_closed_days: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class ShiftPlan:
    """A shift as a coordinator plans it, or writes it down afterwards.

    Attributes:
        sign_up_until: None is the usual limit, which `planned_by` says of the library's own.
        afterwards: it has begun or is over already, and is written down from its paper sheet.
    """

    place: int
    span: Span
    seats: Sequence[SeatPlan]
    note: str = ""
    sign_up_until: datetime | None = None
    afterwards: bool = False

    @property
    def limit(self) -> datetime:
        """Until when people may sign up."""
        return self.sign_up_until or self.span.starts_at - LIMITS.sign_up_ends


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
    reasons += _why_not_begin(plan.span.starts_at, plan.afterwards, now)
    if plan.limit > plan.span.starts_at:
        reasons += (WhyNot("limit", _("报名截止要早于开始时间")),)
    return reasons + why_not_day(plan.span, calendar, closed, served=serves_closed(plan.seats))


def _why_not_begin(starts_at: datetime, afterwards: bool, now: datetime) -> tuple[WhyNot, ...]:
    """A date that was mistyped makes no shift in the past: whoever means one says so."""
    if starts_at > now + FURTHEST:
        return (WhyNot("far", _("离现在超过一年，看一下年份")),)
    if afterwards and starts_at > now:
        return (WhyNot("ahead", _("这个时间还没到，去掉“补记”再存")),)
    if afterwards and starts_at < now - LONGEST_AGO:
        return (WhyNot("long_ago", _("只能补记最近 %(n)d 天的班，看一下日期", n=LONGEST_AGO.days)),)
    if not afterwards and starts_at <= now:
        return (WhyNot("past", _("这个时间已经过了，选一个还没到的时间；照签到表补记就勾上“补记”")),)
    return ()


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


def serves_closed(seats: Sequence[SeatPlan]) -> bool:
    """Whether all of these posts are served on days on which the library is closed to readers."""
    return bool(seats) and all(one.on_closed_days for one in seats)


def why_not_day(span: Span, calendar: Calendar, closed: Sequence[Span], *, served: bool = False) -> tuple[WhyNot, ...]:
    """Why nobody serves then: the library is closed, or the holidays of that year are not known yet.

    Args:
        closed: when its people study; that is a time within a day, and nobody ever serves then.
        served: all that is to be done is also done on days on which the library is closed to readers.
    """
    day = at_library(span.starts_at).date()
    try:
        known = calendar.day(day)
    except Refused as refused:
        return refused.reasons
    if known.kind is DayKind.CLOSED and not served:
        what = known.name or _("闭馆日")
        said = _("%(day)s 闭馆（%(what)s），换一天，或者只排闭馆日也服务的岗位", day=f"{day:%m-%d}", what=what)
        return (WhyNot("closed", said),)
    if any(one.overlaps(span) for one in closed):
        return (WhyNot("closed", _("这段时间闭馆学习，换一个时间")),)
    return ()


def why_not_place(name: str, closed_on: date | None, day: date) -> tuple[WhyNot, ...]:
    """Why nobody serves at a service point on that day: it will have closed by then."""
    if closed_on is None or day < closed_on:
        return ()
    return (WhyNot("place_closed", _("“%(place)s”%(day)s 起停止服务，换一个服务点", place=name, day=closed_on)),)


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
    """Why check-in cannot be opened yet: nobody was told of the shift, or it is more than half a day away.

    Of what is over nobody need be told any more: its sheet is on paper and is copied in.
    """
    if not published and now < span.ends_at:
        return (WhyNot("draft", _("这一班还没有发布，志愿者不知道；先发布，再开始签到")),)
    if now < span.starts_at - timedelta(hours=12):
        return (WhyNot("early", _("离开始还有 12 小时以上，名单还会变，到当天再开始签到")),)
    return ()


def planned_by(plan: ShiftPlan, limits: Limits) -> ShiftPlan:
    """The plan with the library's limit of signing up, where it says none itself."""
    if plan.sign_up_until is not None or plan.afterwards:
        return plan
    return replace(plan, sign_up_until=plan.span.starts_at - limits.sign_up_ends)


def is_late(span: Span, now: datetime, limits: Limits = LIMITS) -> bool:
    """Whether giving a seat up now is so late that the coordinator has to know at once."""
    return now > span.starts_at - limits.late


def why_not_give_up(span: Span, now: datetime, limits: Limits = LIMITS, phones: str = "") -> tuple[WhyNot, ...]:
    """Why nobody gives a seat up themselves any more: it has begun, or begins sooner than the library allows.

    Args:
        phones: whom to ring up, as it is said.
    """
    if now >= span.starts_at:
        return (WhyNot("begun", _("这一班已经开始，来不了就打电话给协调员%(phones)s", phones=phones)),)
    if limits.withdraw and now > span.starts_at - limits.withdraw:
        n = hours(int(limits.withdraw.total_seconds()) // 60)
        return (WhyNot("withdraw", _("离开始不到 %(n)s 小时，来不了就打电话给协调员%(phones)s", n=n, phones=phones)),)
    return ()


def is_second_thought(signed_up_at: datetime, now: datetime) -> bool:
    """Whether they signed up only a moment ago."""
    return now - signed_up_at <= SECOND_THOUGHTS


def why_not_take_off(
    state: GatheringState, span: Span, told: bool, in_conflict: bool, now: datetime
) -> tuple[WhyNot, ...]:
    """Why somebody keeps their seat on a shift that has begun: whoever stayed away is absent, and is not made to vanish.

    Args:
        told: they know of the seat; whom nobody told was put there by mistake or afterwards.
        in_conflict: they may not serve then any more, which has to be mended before check-in begins.
    """
    if now < span.starts_at or (state is GatheringState.PLANNED and (in_conflict or not told)):
        return ()
    return (WhyNot("begun", _("这一班已经开始，没来的人在签到页记缺席")),)
