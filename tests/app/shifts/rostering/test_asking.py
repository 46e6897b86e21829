"""One week is queued once; and Ctrl+Z after a draft was taken over names the way back."""

from datetime import timedelta

import pytest

import app.shifts.solving  # noqa: F401 - the worker knows the job by it.
from app import clock
from app.jobs import working
from app.jobs.tables import Job
from app.refusals import Refused
from app.shifts.actions import drafting, publishing, roster, undoing
from app.shifts.actions import solving as actions
from app.shifts.queries.solving import standing_of, week_instance
from app.shifts.rules import Headcount
from app.shifts.rules.drafts import Mode
from app.shifts.rules.rostering.search import solve
from tests.app.shifts.county import DAY, NOW, THIS_WEEK, a_county, a_shift, a_volunteer, names
from tests.cast import browser

ONE = Headcount(1, 1, 1)
NEXT_WEEK = THIS_WEEK + 7 * DAY


@pytest.fixture(autouse=True)
def _at_that_time(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)


async def ask(actor, monday=THIS_WEEK, **more):
    return await actions.ask(actor, monday, Mode.PLAN, now=NOW, seconds=10, **more)


async def test_the_same_week_is_queued_once_and_again_when_it_has_ended(db):
    county = await a_county()
    await a_volunteer(county)
    await a_shift(county, count=ONE, published=False)
    first = await ask(county.manager)
    with pytest.raises(actions.AlreadyQueued) as already:
        await ask(county.manager)
    assert (already.value.job, await Job.count()) == (first, 1)
    assert await ask(county.manager, NEXT_WEEK) != first
    while await working.work_once("here", NOW):
        pass
    assert await ask(county.manager) > first


async def test_whoever_asks_for_seats_that_another_has_asked_for_is_told_who(db):
    county = await a_county()
    await ask(county.coordinator)
    assert await ask(county.other)
    with pytest.raises(Refused, match="王小芳正在自动排这一周"):
        await ask(county.manager)
    with pytest.raises(Refused, match="王小芳正在自动排这一周"):
        await ask(county.manager, place=county.places[0])


async def test_weeks_that_share_one_are_not_solved_at_the_same_time(db):
    county = await a_county()
    month = await ask(county.manager, last=THIS_WEEK + timedelta(days=28))
    with pytest.raises(actions.AlreadyQueued) as already:
        await ask(county.manager, NEXT_WEEK)
    assert already.value.job == month
    with pytest.raises(Refused, match="您正在自动排其中的几周"):
        await ask(county.manager, NEXT_WEEK, last=THIS_WEEK + timedelta(days=35))
    with pytest.raises(Refused, match="单知行正在自动排这一周"):
        await ask(county.coordinator, NEXT_WEEK)
    assert await ask(county.manager, THIS_WEEK + timedelta(days=35)) > month


async def test_the_second_press_leads_to_the_one_that_runs(db):
    county = await a_county()
    await a_shift(county, count=ONE, published=False)
    who = await browser(county.coordinator)
    form = {"week": "2026-11-23", "mode": "plan"}
    first, second = await who.send("/shifts/solvings", form), await who.send("/shifts/solvings", form)
    assert first.headers["location"] == second.headers["location"]
    assert (first.status_code, second.status_code, await Job.count()) == (303, 303, 1)


async def applied(county):
    instance = await week_instance(THIS_WEEK, NOW, Mode.PLAN)
    standing = await standing_of(THIS_WEEK, NOW, Mode.PLAN)
    of_week = actions.Of(THIS_WEEK, Mode.PLAN, None)
    draft = await actions.keep(county.manager, 1, solve(instance, seconds=10), of_week, standing, now=NOW)
    await drafting.apply(county.manager, draft, now=NOW)
    return draft


async def test_undoing_after_a_draft_was_taken_over_names_the_way_back(db):
    county = await a_county()
    _, volunteer = await a_volunteer(county)
    seats = [await a_shift(county, n * DAY, count=ONE, published=False) for n in range(2)]
    await roster.assign(county.manager, seats[0].id, volunteer, now=NOW)
    draft = await applied(county)
    with pytest.raises(Refused, match="最近一步是采用自动排班的草案，要整份撤销：打开那份草案，点“撤销采用”"):
        await undoing.undo(county.manager, THIS_WEEK, now=NOW)
    with pytest.raises(Refused, match="没有能撤销的改动"):
        await undoing.undo(county.coordinator, THIS_WEEK, now=NOW)
    who = await browser(county.manager)
    plain = await who.send("/shifts/board/undos", {"week": "2026-11-23"})
    assert plain.headers["location"] == f"/shifts/drafts/{draft}"
    await drafting.undo(county.manager, draft, now=NOW)
    assert (await undoing.undo(county.manager, THIS_WEEK, now=NOW)).what.value == "assigned"
    assert await names(seats[0]) == []


async def test_once_people_were_told_the_draft_is_no_step_any_more(db):
    county = await a_county()
    _, volunteer = await a_volunteer(county)
    seats = [await a_shift(county, n * DAY, count=ONE, published=False) for n in range(2)]
    await roster.assign(county.manager, seats[0].id, volunteer, now=NOW)
    await applied(county)
    await publishing.publish(county.manager, THIS_WEEK, now=NOW)
    assert (await undoing.undo(county.manager, THIS_WEEK, now=NOW)).what.value == "assigned"
