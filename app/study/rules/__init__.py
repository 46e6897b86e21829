"""What the library decided about its study: the weekly series, and when a session may be held."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from app.clock import LIBRARY_ZONE, at_library
from app.gatherings.rules import CATEGORIES, Category, GatheringState, Span
from app.gatherings.rules.calendar import Day, DayKind
from app.locale import N_, _
from app.refusals import Refused, WhyNot

STUDIED = {category: label for category, label in CATEGORIES.items() if category is not Category.SERVICE}
"""What is studied; service is what volunteers do."""

MINUTES_OF_A_DAY = 24 * 60
SATURDAY = 5
YEARS = range(2000, 2200)
LONGEST_TITLE = 80
LONGEST_SESSION = 8 * 60
"""No session is planned for longer than a working day; it is a slip of the pen."""


@dataclass(frozen=True, slots=True)
class SeriesPlan:
    """A weekly rule.

    Attributes:
        weekday: 0 is Monday.
        starts_minute, ends_minute: minutes of the day on the library's clock.
        place: id of a service point; None where `venue` alone says it.
        library_closed: readers are not served meanwhile.
        valid_from, valid_to: first and last day it holds; None is until further notice.
        theme: what stands over the year, such as 做有思想的馆员.
    """

    title: str
    weekday: int
    starts_minute: int
    ends_minute: int
    category: Category
    valid_from: date
    valid_to: date | None = None
    place: int | None = None
    venue: str = ""
    library_closed: bool = False
    theme: str = ""

    def span(self, on: date) -> Span:
        """Its time on that day."""
        return span_of(on, self.starts_minute, self.ends_minute)

    def holds_on(self, on: date) -> bool:
        """Whether it speaks of that day: the weekday, within its time."""
        return on.weekday() == self.weekday and on >= self.valid_from and (self.valid_to is None or on <= self.valid_to)


@dataclass(frozen=True, slots=True)
class SessionPlan:
    """One session as its arranger wants it; `host` and `recorder` are names, for the minutes.

    Attributes:
        qualification: whoever comes gets it; None gives nothing.
    """

    topic: str
    span: Span
    category: Category
    place: int | None = None
    venue: str = ""
    library_closed: bool = False
    host: str = ""
    recorder: str = ""
    qualification: int | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """Another session stands at this time."""

    session: int
    title: str
    span: Span


def span_of(on: date, starts_minute: int, ends_minute: int) -> Span:
    """From one minute of a day at the library to another.

    Raises:
        Refused: the year is beyond what any calendar of ours holds.
    """
    if on.year not in YEARS:
        raise Refused(WhyNot("day", _("日期的年份写成 2026 这样，看一下")))
    midnight = datetime.combine(on, time(), LIBRARY_ZONE)
    starts_at, ends_at = (midnight + timedelta(minutes=minute) for minute in (starts_minute, ends_minute))
    return Span(starts_at.astimezone(UTC), ends_at.astimezone(UTC))


def minute_of_day(text: str) -> int | None:
    """870 from 14:30, in whatever width the colon and the digits are; None when it is no time."""
    hour, colon, minute = unicodedata.normalize("NFKC", text).strip().partition(":")
    if not (colon and hour.isascii() and minute.isascii() and hour.isdigit() and minute.isdigit()):
        return None
    if len(hour) > 2 or len(minute) != 2 or int(hour) > 23 or int(minute) > 59:
        return None
    return int(hour) * 60 + int(minute)


def time_of_day(minute: int) -> str:
    """14:30 from 870."""
    return f"{minute // 60:02d}:{minute % 60:02d}"


def title_of(series: str, topic: str) -> str:
    """What a session is called everywhere: the series, then what it is about."""
    return (f"{series}：{topic}" if series and topic else series or topic)[:LONGEST_TITLE]


def why_not_series(plan: SeriesPlan) -> tuple[WhyNot, ...]:
    """Why there is no such series."""
    reasons = [*_why_not_time(plan.starts_minute, plan.ends_minute), *_why_nowhere(plan.place, plan.venue)]
    if plan.valid_to is not None and plan.valid_to < plan.valid_from:
        reasons.append(WhyNot("valid_to", _("截止日期要不早于开始日期（%(day)s）", day=plan.valid_from)))
    if plan.library_closed and plan.weekday >= SATURDAY:
        reasons.append(WhyNot("library_closed", _(OPEN_ON_WEEKENDS)))
    return tuple(reasons)


OPEN_ON_WEEKENDS = N_(
    "周末是公休日，图书馆应当开放（《公共图书馆法》第三十八条第二款）；闭馆学习换到工作日，或者不闭馆"
)


def why_not_session(plan: SessionPlan, day: Day, taken: Iterable[Taken], now: datetime) -> tuple[WhyNot, ...]:
    """Why no session can be arranged for this time.

    Args:
        day: what the working calendar says of its day.
        taken: other sessions that share time with it.
    """
    starts, ends = at_library(plan.span.starts_at), at_library(plan.span.ends_at)
    first, last = (moment.hour * 60 + moment.minute for moment in (starts, ends))
    reasons = [*_why_not_time(first, last), *_why_nowhere(plan.place, plan.venue)]
    if plan.span.starts_at <= now:
        reasons.append(WhyNot("past", _("%(at)s 已经过去，写一个以后的时间", at=f"{starts:%Y-%m-%d %H:%M}")))
    reasons += why_not_day(day, plan.library_closed)
    reasons += [WhyNot("taken", already(one)) for one in taken]
    return tuple(reasons)


def why_not_day(day: Day, library_closed: bool) -> tuple[WhyNot, ...]:
    """Why nobody is called together on this day: the library is shut, it is a public holiday, or readers come first."""
    said = {"day": f"{day.on:%Y-%m-%d}", "name": _(day.name) if day.name else ""}
    if day.kind is DayKind.CLOSED:
        sentence = _("%(day)s 是闭馆日（%(name)s），不办学习；换一天，或先在“工作日历”里改这一天", **said)
        return (WhyNot("closed_day", sentence),)
    if day.kind is DayKind.HOLIDAY:
        return (WhyNot("holiday", _("%(day)s 是%(name)s假期，不办学习；换一个工作日", **said)),)
    if day.kind is DayKind.WEEKEND and library_closed:
        return (WhyNot("library_closed", _(OPEN_ON_WEEKENDS)),)
    return ()


def already(taken: Taken) -> str:
    """Another session has this time."""
    starts, ends = at_library(taken.span.starts_at), at_library(taken.span.ends_at)
    when = f"{starts:%m-%d %H:%M}—{ends:%H:%M}"
    return _("和“%(title)s”（%(when)s）时间重叠，换个时间", title=taken.title, when=when)


def why_not_prepare(state: GatheringState) -> tuple[WhyNot, ...]:
    """Why agenda, host and notice of a session stay as they are: it is over or called off."""
    sentences = {
        GatheringState.CLOSED: _("这次学习已经结束，不能再改"),
        GatheringState.CALLED_OFF: _("这次学习已经取消，不能再改"),
    }
    return (WhyNot(state.value, sentences[state]),) if state in sentences else ()


def why_not_change(state: GatheringState) -> tuple[WhyNot, ...]:
    """Why topic, time and place stay: people were called to them, and may be in already."""
    if state is GatheringState.OPEN:
        return (WhyNot("open", _("已经开始签到，主题、时间和地点不能再改；主持人、记录人还可以改")),)
    return why_not_prepare(state)


def why_not_change_list(state: GatheringState) -> tuple[WhyNot, ...]:
    """Why the list of those expected is no longer adjusted here."""
    if state is GatheringState.OPEN:
        return (WhyNot("open", _("已经开始签到，名单定了；请假、加人在考勤页办")),)
    return why_not_prepare(state)


def why_not_begin(state: GatheringState, planned: Span, now: datetime) -> tuple[WhyNot, ...]:
    """Why checking in does not begin now: the list is to say who is on the staff that day, so not before it."""
    day = at_library(planned.starts_at).date()
    if state is GatheringState.PLANNED and at_library(now).date() < day:
        return (WhyNot("early", _("还没到 %(day)s，当天再开始签到", day=day)),)
    return ()


def _why_not_time(starts_minute: int, ends_minute: int) -> list[WhyNot]:
    if ends_minute <= starts_minute:
        return [WhyNot("ends", _("结束时间要晚于开始时间（%(at)s）", at=time_of_day(starts_minute)))]
    if ends_minute - starts_minute > LONGEST_SESSION:
        return [WhyNot("ends", _("一次学习最多 %(hours)d 小时，看一下起止时间", hours=LONGEST_SESSION // 60))]
    return []


def _why_nowhere(place: int | None, venue: str) -> list[WhyNot]:
    return [] if place is not None or venue else [WhyNot("venue", _("选一个服务点，或者写上地点"))]
