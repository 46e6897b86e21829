"""What the library lets a volunteer do at most: settings of the library, since no law says these numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from app.locale import _
from app.refusals import WhyNot
from app.shifts.rules.said import short_moment


@dataclass(frozen=True, slots=True)
class Limits:
    """What holds on a day.

    Attributes:
        rest: least time between two shifts of one person.
        novice_shifts: whoever has served so few shifts needs somebody experienced beside them; 0 asks it of nobody.
        withdraw: until so long before the start people may give a seat up themselves; nothing is up to the start.
        late: whoever gives a seat up within so much of the start says why, and the coordinators are told.
        sign_up_ends: where a shift says nothing else, people may sign up until so long before the start.
        regular_shifts: whoever has served so many may sign up first; 0 is everybody at once.
        head_start: for so long after a shift was published for the first time, at most half of the time to its limit.
        source: where the numbers come from, as the library wrote it down; empty is the product's own.
    """

    rest: timedelta = timedelta(minutes=30)
    day_minutes: int = 8 * 60
    days_in_a_row: int = 6
    novice_shifts: int = 0
    withdraw: timedelta = timedelta(hours=1)
    late: timedelta = timedelta(hours=24)
    sign_up_ends: timedelta = timedelta(hours=2)
    regular_shifts: int = 0
    head_start: timedelta = timedelta(0)
    source: str = ""


LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class LimitBook:
    """The limits by the day from which they hold, the earliest first; the product's own hold before the first."""

    entries: Sequence[tuple[date, Limits]] = ()

    def on(self, day: date) -> Limits:
        """What holds on that day."""
        return next((limits for from_on, limits in reversed(self.entries) if from_on <= day), LIMITS)

    @property
    def asks_for_company(self) -> bool:
        """Whether a novice needs somebody beside them on any day."""
        return any(limits.novice_shifts for _from_on, limits in self.entries)


def open_for_all(limits: Limits, published_at: datetime, sign_up_until: datetime) -> datetime:
    """From when on everybody may sign up; nobody is kept out for more than half of the time that there is."""
    half = max(timedelta(0), (sign_up_until - published_at) / 2)
    return published_at + min(limits.head_start, half)


def why_not_open(
    limits: Limits, published: datetime | bool, sign_up_until: datetime, served: int, now: datetime
) -> str:
    """Why somebody cannot sign up for themselves yet, as a sentence; empty when they can.

    Args:
        published: when the shift was published for the first time, or whether it was at all where the moment does not count.
        served: how many shifts they have served.
    """
    if not published:
        return _("这一班还没有开放报名，发布后再来")
    if isinstance(published, bool) or served >= limits.regular_shifts:
        return ""
    opens = open_for_all(limits, published, sign_up_until)
    if now >= opens:
        return ""
    least, at = limits.regular_shifts, short_moment(opens)
    return _("先对服务满 %(n)d 次的志愿者开放，%(at)s 起大家都能报名", n=least, at=at)


def why_not_limits(given: Limits, from_on: date, today: date) -> tuple[WhyNot, ...]:
    """Why the library cannot set these: each is told under the name of its field."""
    hour = timedelta(hours=1)
    wrong = (
        ("from_on", from_on < today, _("从今天或以后的日子起，已过的班不改")),
        ("rest", not timedelta(0) <= given.rest <= 12 * hour, _("间隔填 0 到 720 分钟")),
        ("day_hours", not 60 <= given.day_minutes <= 12 * 60, _("每天最多填 1 到 12 小时")),
        ("days_in_a_row", not 1 <= given.days_in_a_row <= 14, _("最多连着填 1 到 14 天")),
        ("novice_shifts", not 0 <= given.novice_shifts <= 20, _("填 0 到 20 次，0 是不要求")),
        ("withdraw_hours", not timedelta(0) <= given.withdraw <= 72 * hour, _("填 0 到 72 小时，0 是开始前都能取消")),
        ("late_hours", not timedelta(0) <= given.late <= 168 * hour, _("填 0 到 168 小时")),
        ("regular_shifts", not 0 <= given.regular_shifts <= 50, _("填 0 到 50 次，0 是大家同时报名")),
        ("head_start_hours", not timedelta(0) <= given.head_start <= 168 * hour, _("填 0 到 168 小时")),
        ("sign_up_hours", not timedelta(0) <= given.sign_up_ends <= 168 * hour, _("填 0 到 168 小时")),
        ("source", not given.source.strip(), _("写上出处，例如“2026 年 11 月馆务会”")),
    )
    found = tuple(WhyNot(name, said) for name, is_wrong, said in wrong if is_wrong)
    if not found and given.late < given.withdraw:
        return (WhyNot("late_hours", _("算临近的时间不能短于不能自己取消的时间")),)
    return found
