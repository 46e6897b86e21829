"""What happens at the same instant."""

import asyncio

import pytest

from app.refusals import Refused
from app.shifts.actions import copying, roster, signing
from app.shifts.rules import Headcount
from app.shifts.rules.reasons import Reason
from app.shifts.tables import Assignment, Shift
from tests.app.shifts.county import DAY, HOUR, NOW, THIS_WEEK, a_county, a_shift, a_volunteer, names

RACERS = 100
ROUNDS = 200
"""Each is a hundred people judged one after the other."""


async def all_at_once(*work):
    """Every one of them to its end; refusals are answers, anything else is not."""
    done = await asyncio.gather(*work, return_exceptions=True)
    assert [one for one in done if isinstance(one, BaseException) and not isinstance(one, Refused)] == []
    return done


async def test_a_hundred_race_for_the_last_seat_over_and_over_and_one_gets_it_each_time(db):
    county = await a_county()
    people = [(await a_volunteer(county, f"志愿者{n}", most_minutes=100_000))[0] for n in range(RACERS)]
    for number in range(ROUNDS):
        begins = (number % 28) * DAY + (number // 28) * 2 * HOUR
        seat = await a_shift(county, begins, length=HOUR, count=Headcount(1, 1, 1))
        done = await all_at_once(*(signing.sign_up(one, seat.id, now=NOW) for one in people))
        won = [n for n, one in enumerate(done) if isinstance(one, int)]
        assert len(won) == len(await names(seat)) == 1
        assert Reason.FULL in {r.code for one in done if isinstance(one, Refused) for r in one.reasons}
    assert await Assignment.count() == ROUNDS


@pytest.mark.parametrize("_round", range(5))
async def test_one_person_in_two_places_at_once_gets_one_of_them(db, _round):
    county = await a_county()
    actor, _ = await a_volunteer(county)
    one, two = await a_shift(county), await a_shift(county, HOUR, site=1)
    await all_at_once(signing.sign_up(actor, one.id, now=NOW), signing.sign_up(actor, two.id, now=NOW))
    assert len(await names(one)) + len(await names(two)) == 1


@pytest.mark.parametrize("_round", range(5))
async def test_coordinator_and_volunteer_for_the_last_seat(db, _round):
    county = await a_county()
    (actor, _), (_, other) = await a_volunteer(county, "甲小一"), await a_volunteer(county, "乙小二")
    seat = await a_shift(county, count=Headcount(1, 1, 1))
    await all_at_once(
        signing.sign_up(actor, seat.id, now=NOW), roster.assign(county.coordinator, seat.id, other, now=NOW)
    )
    assert len(await names(seat)) == 1


async def test_a_week_copied_three_times_at_once_is_copied_once(db):
    from datetime import timedelta

    from app.gatherings.rules import Span
    from app.shifts.actions import planning
    from app.shifts.rules.planning import SeatPlan, ShiftPlan
    from tests.makers import MONDAY

    county, week = await a_county(), timedelta(days=7)
    span = Span(MONDAY - week, MONDAY - week + HOUR)
    plan = ShiftPlan(county.places[0], span, [SeatPlan(county.posts[0], Headcount(1, 1, 1))])
    await planning.plan(county.manager, plan, now=NOW - week)
    await all_at_once(*(copying.copy_week(county.manager, THIS_WEEK, now=NOW) for _ in range(3)))
    assert await Shift.count() == 2
