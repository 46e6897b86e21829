"""Duties that are meetings: general meeting, committee, groups, lectures, themed days, organizational life."""

from collections.abc import Sequence
from datetime import timedelta

from app.locale import _
from app.party.rules.branch import Trait
from app.party.rules.cycles.shape import Asked, Assess, Progress, Record
from app.party.rules.facts import Held
from app.party.rules.meetings import MeetingKind
from app.party.rules.periods import MONTHS_OF_A_QUARTER, Period
from app.party.rules.settings import Key


def meetings(kind: MeetingKind, need: Key, group: int | None = None) -> Assess:
    """So many meetings of the kind, over and with complete minutes."""

    def assess(asked: Asked, period: Period) -> Progress:
        return counted(asked, period, of_kind(asked, period, kind, group), asked.value(need, period))

    return assess


def of_kind(asked: Asked, period: Period, kind: MeetingKind, group: int | None = None) -> list[Held]:
    """The meetings of this kind on the days of the period."""
    return [one for one in asked.facts.held if kind in one.kinds and one.held_on in period and one.group == group]


def counted(asked: Asked, period: Period, held: Sequence[Held], need: int) -> Progress:
    """How far the period has come with these meetings; what is planned is said and does not count."""
    over = [one for one in held if one.is_over]
    planned = [one for one in held if not one.is_over and one.held_on >= asked.today]
    forgotten = [one for one in held if not one.is_over and one.held_on < asked.today]
    lacks = [_("%(day)s 那次还缺：%(what)s", day=_day(one), what=_("、").join(one.lacks)) for one in over if one.lacks]
    lacks += [_("%(day)s 那次还没有结束点名", day=_day(one)) for one in forgotten]
    said = [_("开了 %(n)d 次", n=len(over))] if over else []
    said += [_("已安排 %(day)s", day=_day(one)) for one in planned]
    return Progress(len(over) + len(forgotten), need, tuple(map(_record, held)), tuple(lacks), "；".join(said))


def lectures(asked: Asked, period: Period) -> Progress:
    """So many lectures each quarter where the library says so, otherwise one in the year."""
    need = asked.value(Key.LECTURES, period) if period.months == MONTHS_OF_A_QUARTER else 1
    return counted(asked, period, of_kind(asked, period, MeetingKind.LECTURE), need)


def themed_day(asked: Asked, period: Period) -> Progress:
    """A themed day each month, near from a week before the fixed day; its theme is decided before it.

    Source: 支部工作条例 art. 16.
    """
    held = of_kind(asked, period, MeetingKind.THEMED_DAY)
    found = counted(asked, period, held, asked.value(Key.THEMED, period))
    lacks = [
        _("%(day)s 那次的主题没有在开展以前研究确定", day=_day(one))
        for one in held
        if one.is_over and one.theme_decided_on is not None and one.theme_decided_on > one.held_on
    ]
    lacks += [
        _("%(day)s 那次还有 %(n)d 项议定的事没有落实", day=_day(one), n=one.open_actions)
        for one in held
        if one.open_actions and period.last < asked.today
    ]
    day = asked.value(Key.THEMED_DAY, period)
    fixed = period.first.replace(day=day) if day else None
    return Progress(
        found.have,
        found.need,
        found.records,
        (*found.lacks, *lacks),
        found.said,
        nears_on=fixed - DAYS_BEFORE if fixed else None,
        # The day is 相对固定: once it is over without one, the text still leaves the rest of the month.
        due_on=fixed if fixed and asked.today <= fixed else None,
    )


DAYS_BEFORE = timedelta(days=7)


def dual_life(asked: Asked, period: Period) -> Progress:
    """Every leading cadre took part in the life of the branch or their group. Source: 支部工作条例 art. 15."""
    leading = [one for one in asked.seen(period).members if Trait.LEADING_CADRE in one.traits]
    over = [one for one in asked.facts.held if one.is_over and one.held_on in period]
    without = [one.name for one in leading if not any(one.person in each.attended for each in over)]
    lacks = _("还没有参加的：%(names)s", names=_("、").join(without)) if without else ""
    return Progress(len(leading) - len(without), len(leading), said=lacks)


def _record(one: Held) -> Record:
    return Record(one.held_on, one.title, one.href, one.lacks)


def _day(one: Held) -> str:
    return f"{one.held_on:%m-%d}"
