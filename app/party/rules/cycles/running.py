"""Duties that run on: dues month by month, contact with those who are away, the term."""

from datetime import date, timedelta

from app.locale import _
from app.party.rules.branch import Trait
from app.party.rules.cycles.shape import Asked, Progress, Record
from app.party.rules.cycles.yearly import record
from app.party.rules.dues import WARN_AFTER
from app.party.rules.dues import Month as DuesMonth
from app.party.rules.periods import Period
from app.party.rules.settings import Key
from app.party.rules.structure import WARNED_BEFORE

CONTACT = "flowing_contact"


def dues(asked: Asked, period: Period) -> Progress:
    """Everybody's dues of the month; after three months without it is no longer a matter of one more reminder.

    Source: 党费规定 art. 12 and 13; the three months are domain rule PB-18.
    """
    month = DuesMonth(period.first.year, period.first.month)
    told = next((one for one in asked.facts.dues if one.month == month.month), None)
    page = f"/party/dues?year={month.year}"
    if told is None:
        return Progress(0, 1, late_after=period.last)
    said = _("收到 %(paid)d / %(due)d 人", paid=told.paid, due=told.due)
    records = (Record(period.first, said, page),) if told.paid else ()
    # A quarterly payer is not behind before the quarter is over: only who is behind counts once the month is, and while
    # it lasts whoever has until later is not waited for.
    waited_for = told.due - told.paid - (told.later if told.paid else 0)
    missing = told.behind if period.last < asked.today else waited_for
    return Progress(told.due - missing, told.due, records, said=said, late_after=month.plus(WARN_AFTER).last)


def contact(asked: Asked, period: Period) -> Progress:
    """Whoever is away was spoken to within the days that the library set. Source: 教育管理条例 art. 32."""
    day = min(period.last, asked.today)
    structure = asked.on(day)
    most = timedelta(days=asked.value(Key.CONTACT_DAYS, period))
    away = [one for one in structure.members if Trait.FLOWING in one.traits]
    found = [one for one in asked.facts.done if one.what == CONTACT and one.done_on <= day]
    lacks = []
    for one in away:
        last = max((each.done_on for each in found if each.person == one.person), default=None)
        if last is None:
            lacks.append(_("%(name)s还没有联系记录", name=one.name))
        elif day - last > most:
            lacks.append(_("%(name)s已经 %(n)d 天没有联系记录", name=one.name, n=(day - last).days))
    here = tuple(record(one) for one in found if one.done_on.year >= period.first.year - 1)
    return Progress(len(away), len(away), here[-3:], tuple(lacks), "")


def term(asked: Asked, period: Period) -> Progress:
    """The term has not run out, and its end is spoken of six months before. Source: 支部工作条例 art. 21."""
    known = asked.seen(period).term
    if known is None:
        return Progress(1, 1, lacks=(_("还没有记下本届任期"),))
    said = _("第 %(number)d 届到 %(day)s 届满", number=known.number, day=known.due_on)
    day = min(period.last, asked.today)
    here = Record(known.starts_on, said, "/party/branch")
    if day <= known.due_on - WARNED_BEFORE:
        return Progress(1, 1, (here,), said=said)
    late: date = known.due_on
    return Progress(0, 1, (here,), said=said, late_after=late, nears_on=late - WARNED_BEFORE, due_on=late)
