"""Signing up for the same time in several weeks: each by the same rules, in one deed."""

from datetime import date, timedelta

import pytest

from app.audit.tables import Deed
from app.refusals import Missing, Refused
from app.shifts.actions import planning, signing, weekly
from app.shifts.queries.seats import seat_view
from app.shifts.queries.weekly import weeks_of
from app.shifts.rules import Headcount
from app.shifts.tables import Assignment
from tests.app.shifts.county import HOUR, NOW, a_county, a_shift, a_volunteer, names

WEEK = timedelta(days=7)
ONE = Headcount(1, 1, 1)


async def five_weeks(county, **more):
    return [await a_shift(county, n * WEEK, count=ONE, **more) for n in range(5)]


async def test_the_weeks_that_may_be_are_taken_and_the_others_say_why(db):
    county = await a_county()
    (actor, volunteer), (other, _) = await a_volunteer(county), await a_volunteer(county, "乙小二")
    seats = await five_weeks(county)
    draft = await a_shift(county, 5 * WEEK, published=False)
    await signing.sign_up(other, seats[1].id, now=NOW)
    clash = await a_shift(county, 2 * WEEK + HOUR, site=1)
    await signing.sign_up(actor, clash.id, now=NOW)
    before = await Deed.count()
    taken = await weekly.sign_up_weekly(actor, seats[0].id, 5, now=NOW)
    assert (len(taken), await Deed.count()) == (3, before + 1)
    assert [await names(seat) for seat in seats] == [["李小明"], ["乙小二"], [], ["李小明"], ["李小明"]]
    listed = await weeks_of(await seat_view(seats[0].id), volunteer, 5, NOW)
    assert [(one.on, one.mine, [why.code for why in one.reasons]) for one in listed] == [
        (date(2026, 11, 23), True, []),
        (date(2026, 11, 30), False, ["full"]),
        (date(2026, 12, 7), False, ["overlap"]),
        (date(2026, 12, 14), True, []),
        (date(2026, 12, 21), True, []),
        (date(2026, 12, 28), False, []),
    ]
    assert (listed[-1].seat, await names(draft)) == (None, [])


async def test_only_the_same_post_at_the_same_time_counts(db):
    county = await a_county()
    actor, _ = await a_volunteer(county)
    first = await a_shift(county, count=ONE)
    longer = await a_shift(county, WEEK, length=2 * HOUR, count=ONE)
    elsewhere = await a_shift(county, WEEK, site=1, count=ONE)
    later = await a_shift(county, 2 * WEEK + HOUR, count=ONE)
    off = await a_shift(county, 3 * WEEK, count=ONE)
    await planning.call_off(county.manager, off.facts.shift, "停电", now=NOW)
    assert len(await weekly.sign_up_weekly(actor, first.id, 8, now=NOW)) == 1
    assert [await names(one) for one in (longer, elsewhere, later, off)] == [[], [], [], []]


async def test_the_limits_of_a_week_hold_in_each_of_them(db):
    """Each week is judged with those before it taken, so that days in a row and hours add up as they come."""
    county = await a_county()
    actor, _ = await a_volunteer(county, wanted_minutes=120, most_minutes=180)
    seats = await five_weeks(county)
    more = await a_shift(county, WEEK + timedelta(days=2), site=1)
    await signing.sign_up(actor, more.id, now=NOW)
    await weekly.sign_up_weekly(actor, seats[0].id, 4, now=NOW)
    assert [await names(seat) for seat in seats] == [["李小明"], [], ["李小明"], ["李小明"], ["李小明"]]


async def test_where_nothing_can_be_nothing_is_written(db):
    county = await a_county()
    actor, _ = await a_volunteer(county, sites=frozenset({county.places[1]}))
    seats = await five_weeks(county)
    before = await Deed.count()
    with pytest.raises(Refused, match="没有选“示例总馆”"):
        await weekly.sign_up_weekly(actor, seats[0].id, 4, now=NOW)
    for weeks in (0, 9):
        with pytest.raises(Refused, match="填 1 到 8"):
            await weekly.sign_up_weekly(actor, seats[0].id, weeks, now=NOW)
    with pytest.raises(Missing):
        await weekly.sign_up_weekly(actor, 999, 4, now=NOW)
    assert (await Deed.count(), await Assignment.count()) == (before, 0)
