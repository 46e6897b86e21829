"""What the demo staff practised looks like what people do, and every page has something true to show."""

import pytest

from app import clock
from app.actor import Actor, Role
from app.people.tables import Person
from app.practice.queries import days, notebook, sets
from app.practice.queries.notebook import Sought
from app.practice.queries.sets import my_set
from app.practice.tables import Mistake, PracticeAnswer, PracticeEnd, PracticeSet
from tests.app.demo.telling import NOW

pytestmark = pytest.mark.usefixtures("library")


async def who(sign_in):
    row = await Person.select(Person.id, Person.name).where(Person.sign_in_name == sign_in).first()
    return Actor(row["id"], row["name"], frozenset({Role.STAFF}))


async def test_three_months_of_answers_with_plausible_shares():
    assert await PracticeSet.count() > 400
    assert await PracticeAnswer.count() > 4_000
    share = await PracticeAnswer.count().where(PracticeAnswer.is_right.eq(True)) / await PracticeAnswer.count()
    assert 0.55 < share < 0.92
    assert await PracticeEnd.count() == await PracticeSet.count()
    minutes = [row["minutes"] for row in await PracticeEnd.select(PracticeEnd.minutes)]
    assert min(minutes) >= 2
    assert max(minutes) <= 30


async def test_the_reader_who_practises_daily_meets_old_mistakes_today_and_can_clear_one():
    reader, today = await who("guanyuan"), clock.at_library(NOW).date()
    tally = await notebook.tally(reader, today)
    assert tally.due >= 2
    assert tally.cleared > 5
    due = [one for one in (await notebook.book(reader, Sought())).entries if one.due_on <= today]
    assert any(one.memory.right_days == 1 for one in due)
    assert (await days.days(reader, today)).streak > 20


async def test_nobody_practised_today_or_twice_a_day():
    reader = await who("guanyuan")
    assert await sets.daily(reader, clock.at_library(NOW).date()) is None
    _daily, latest = await sets.latest(reader, clock.at_library(NOW).date())
    assert {one.is_over for one in latest} == {True}
    one = await my_set(reader, latest[0].id)
    assert len(one.given) == len(one.versions) == 10


async def test_a_notebook_holds_what_the_answers_say():
    open_ones = await Mistake.count().where(Mistake.ended_at.is_null())
    assert 20 < open_ones < 2_000
    assert await Mistake.exists().where(Mistake.ended_why == "cleared")
