"""The dry run of a series: every day of its weekday, with what becomes of it and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from app.gatherings.rules import Span
from app.gatherings.rules.calendar import WORKED, Calendar, Day, DayKind, no_notice
from app.locale import N_, _
from app.refusals import WhyNot
from app.study.rules import OPEN_ON_WEEKENDS, SeriesPlan, Taken, already

MOST_DAYS = 366
WITHIN = 6
"""Instead of a free Thursday another day is offered that lies nearer to it than the next Thursday."""


class Fate(StrEnum):
    """What becomes of one day of the series."""

    HELD = "held"
    MOVED = "moved"
    HOLIDAY = "holiday"
    CLOSED = "closed"
    WEEKEND = "weekend"
    PAST = "past"
    THERE = "there"
    TAKEN = "taken"


FATES = {
    Fate.HELD: N_("办"),
    Fate.MOVED: N_("改日办"),
    Fate.HOLIDAY: N_("放假跳过"),
    Fate.CLOSED: N_("闭馆日跳过"),
    Fate.WEEKEND: N_("公休日跳过"),
    Fate.PAST: N_("已过去"),
    Fate.THERE: N_("已排"),
    Fate.TAKEN: N_("时间冲突"),
}
MADE = frozenset({Fate.HELD, Fate.MOVED})


@dataclass(frozen=True, slots=True)
class Outcome:
    """One day of the series.

    Attributes:
        on: the day as the weekly rule has it.
        held_on: the day on which it is to be held; None when it is not.
        said: why, in a sentence; empty where there is nothing to say.
        instead: working days near it that may be chosen in its place.
        session: id of the session that is there already.
    """

    on: date
    fate: Fate
    held_on: date | None = None
    said: str = ""
    instead: tuple[date, ...] = ()
    session: int | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """What is there already: sessions of this series by the day they are for, and the times of all sessions."""

    there: Mapping[date, int]
    taken: Sequence[Taken]


def why_not_range(plan: SeriesPlan, first: date, last: date, calendar: Calendar) -> tuple[WhyNot, ...]:
    """Why these days cannot be laid out."""
    if last < first:
        return (WhyNot("last", _("结束日期要不早于开始日期（%(day)s）", day=first)),)
    if (last - first).days >= MOST_DAYS:
        return (WhyNot("last", _("一次最多排一年，把结束日期改早一些")),)
    if unknown := [year for year in sorted({first.year, last.year}) if not calendar.knows(year)]:
        return tuple(no_notice(year) for year in unknown)
    if not any(plan.holds_on(on) for on in days_of(plan.weekday, first, last)):
        return (WhyNot("first", _("这段日期里没有这个系列的日子，看一下系列的有效期")),)
    return ()


def days_of(weekday: int, first: date, last: date) -> list[date]:
    """The days of that weekday from the first to the last, both included."""
    start = first + timedelta(days=(weekday - first.weekday()) % 7)
    return [start + timedelta(days=7 * week) for week in range((last - start).days // 7 + 1)]


def dry_run(
    plan: SeriesPlan,
    first: date,
    last: date,
    calendar: Calendar,
    standing: Standing,
    moves: Mapping[date, date],
    now: datetime,
) -> list[Outcome]:
    """Every day of the series in the range with what becomes of it; nothing is made.

    Args:
        moves: for a holiday, the day chosen in its place; only days that were offered are heeded.

    Raises:
        Refused: the notice of holidays of one of the years is not there.
    """
    taken = list(standing.taken)
    outcomes = []
    for on in days_of(plan.weekday, first, last):
        if plan.holds_on(on):
            outcome = _becomes(plan, calendar.day(on), calendar, standing, taken, moves, now)
            if outcome.held_on is not None:
                taken.append(Taken(0, plan.title, plan.span(outcome.held_on)))
            outcomes.append(outcome)
    return outcomes


def _becomes(
    plan: SeriesPlan,
    day: Day,
    calendar: Calendar,
    standing: Standing,
    taken: Sequence[Taken],
    moves: Mapping[date, date],
    now: datetime,
) -> Outcome:
    on = day.on
    if on in standing.there:
        return Outcome(on, Fate.THERE, said=_("这一天的已经排过，不再排"), session=standing.there[on])
    if plan.span(on).starts_at <= now:
        return Outcome(on, Fate.PAST, said=_("已经过去，不补建"))
    if day.kind in {DayKind.HOLIDAY, DayKind.CLOSED}:
        return _on_a_free_day(plan, day, calendar, taken, moves, now)
    if day.kind is DayKind.WEEKEND and plan.library_closed:
        return Outcome(on, Fate.WEEKEND, said=_(OPEN_ON_WEEKENDS))
    if clash := _clash(plan.span(on), taken):
        return Outcome(on, Fate.TAKEN, said=already(clash))
    said = _("调休上班（%(name)s），照常办", name=_(day.name)) if day.kind is DayKind.MAKE_UP else ""
    return Outcome(on, Fate.HELD, held_on=on, said=said)


def _on_a_free_day(
    plan: SeriesPlan, day: Day, calendar: Calendar, taken: Sequence[Taken], moves: Mapping[date, date], now: datetime
) -> Outcome:
    instead = tuple(
        other
        for other in near_workdays(calendar, day.on)
        if plan.span(other).starts_at > now and not _clash(plan.span(other), taken)
    )
    if moves.get(day.on) in instead:
        held_on = moves[day.on]
        return Outcome(day.on, Fate.MOVED, held_on, _reason(day), instead)
    fate = Fate.HOLIDAY if day.kind is DayKind.HOLIDAY else Fate.CLOSED
    return Outcome(day.on, fate, said=_reason(day), instead=instead)


def _reason(day: Day) -> str:
    name = _(day.name) if day.name else _("未写名称")
    return _("%(name)s放假", name=name) if day.kind is DayKind.HOLIDAY else _("闭馆：%(name)s", name=name)


def near_workdays(calendar: Calendar, on: date) -> tuple[date, ...]:
    """The last working day before and the first after it, where they are nearer than a week; 调休 counts as worked."""
    found = []
    for step in (-1, 1):
        near = (on + timedelta(days=step * days) for days in range(1, WITHIN + 1))
        known = (day for day in near if calendar.knows(day.year) or day in calendar.own)
        found += [day for day in known if calendar.day(day).kind in WORKED][:1]
    return tuple(sorted(found))


def _clash(span: Span, taken: Sequence[Taken]) -> Taken | None:
    return next((one for one in taken if one.span.overlaps(span)), None)
