"""A child under fourteen serves only where a volunteer of age is on the same shift, unless the library decides otherwise."""

from dataclasses import replace
from datetime import date

import pytest

from app import clock
from app.refusals import Refused
from app.shifts.actions import (
    ages,
    copying,
    drafting,
    pasting,
    roster,
    rostering,
    signing,
    solving,
    undoing,
    volunteers,
)
from app.shifts.queries.board import seat_conflicts
from app.shifts.queries.drafts import lines_of
from app.shifts.queries.intakes import intake
from app.shifts.queries.roster_sheet import roster_look
from app.shifts.queries.solving import standing_of, week_instance
from app.shifts.rules import Headcount
from app.shifts.rules.ages import SHIPPED, bands_of, is_adult, needs_company, why_alone
from app.shifts.rules.drafts import Mode
from app.shifts.rules.intakes import IntakeKind
from app.shifts.rules.limits import LIMITS
from app.shifts.rules.reasons import Reason
from app.shifts.rules.rostering.search import solve
from app.shifts.rules.rulebook import rulebook
from tests.app.shifts.county import DAY, NOW, THIS_WEEK, a_county, a_shift, a_volunteer, fresh, names
from tests.app.shifts.test_roster_import import HEADER, brought
from tests.cast import browser

DAY_OF = date(2026, 11, 23)
ALONE = "未满 14 岁，同一班要有成年志愿者一起"
THREE = Headcount(1, 3, 3)


@pytest.mark.parametrize(
    ("born_on", "has_adult", "said"),
    [
        (date(2012, 11, 24), False, ALONE),
        (date(2012, 11, 24), True, ""),
        (date(2012, 11, 23), False, ""),
        (date(1990, 1, 1), False, ""),
        (None, False, ""),
    ],
)
def test_only_who_is_under_fourteen_that_day_needs_somebody_of_age(born_on, has_adult, said):
    assert why_alone(born_on, has_adult, DAY_OF) == said


def test_company_is_the_librarys_own_to_ask_for():
    assert [one.accompanied for one in bands_of(SHIPPED)] == [False, True, False, False]
    assert not any(one.accompanied for one in bands_of(replace(SHIPPED, accompanied=False)))
    assert not any(one.accompanied for one in bands_of(replace(SHIPPED, youngest=14)))
    assert needs_company(date(2014, 1, 1), DAY_OF)
    assert (is_adult(None, DAY_OF), is_adult(date(2008, 11, 23), DAY_OF), is_adult(date(2008, 11, 24), DAY_OF)) == (
        True,
        True,
        False,
    )


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (SHIPPED, "满 10 岁；未满 18 岁要监护人同意；未满 14 岁同班要有成年志愿者；未满 18 岁不排 20:00 以后的班"),
        (
            replace(SHIPPED, accompanied=False, consent_under=16),
            "满 10 岁；未满 16 岁要监护人同意；未满 18 岁不排 20:00 以后的班",
        ),
        (replace(SHIPPED, youngest=18), "满 18 岁"),
    ],
)
def test_the_rulebook_says_the_ages_that_hold(given, said):
    (line,) = [one for one in rulebook(LIMITS, bands_of(given)) if one.reason is Reason.AGE]
    assert line.value == said


@pytest.fixture
async def county(db, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return await a_county()


async def a_child(county, name="王小芳"):
    actor, volunteer = await a_volunteer(county, name, born_on=date(2013, 5, 1))
    guardian = ("王大", "13800000009", "母亲", "档案盒 2", NOW.date())
    await volunteers.record_consent(county.manager, volunteer, *guardian, now=NOW)
    return actor, volunteer


async def test_a_child_signs_up_once_an_adult_is_there_and_shows_as_a_conflict_when_the_adult_leaves(county):
    child, young = await a_child(county)
    teen, _older = await a_volunteer(county, "赵小四", born_on=date(2010, 5, 1))
    adult, _grown = await a_volunteer(county, "李小明")
    guardian = ("赵大", "13800000008", "父亲", "档案盒 3", NOW.date())
    await volunteers.record_consent(county.manager, _older, *guardian, now=NOW)
    seat = await a_shift(county, count=THREE)
    await signing.sign_up(teen, seat.id, now=NOW)
    with pytest.raises(Refused, match=ALONE):
        await signing.sign_up(child, seat.id, now=NOW)
    with pytest.raises(Refused, match=ALONE):
        await roster.assign(county.manager, seat.id, young, now=NOW, override="急用")
    sits = await signing.sign_up(adult, seat.id, now=NOW)
    await signing.sign_up(child, seat.id, now=NOW)
    assert await seat_conflicts(await fresh(seat), NOW) == {}
    assert (await fresh(seat)).facts.adults == {_grown}
    await signing.withdraw(adult, sits, "", now=NOW)
    against = await seat_conflicts(await fresh(seat), NOW)
    assert {who: [one.sentence for one in why] for who, why in against.items()} == {young: [ALONE]}


async def test_the_library_may_decide_that_nobody_need_be_there(county):
    child, _young = await a_child(county)
    seat = await a_shift(county)
    manager = await browser(county.manager)
    page = (await manager.see("/shifts/ages")).text
    assert "未满 14 岁同班要有成年志愿者" in page
    form = {"from_on": "2026-11-18", "youngest": 10, "consent_under": 18, "child_until": 20, "minor_until": 20}
    assert (await manager.send("/shifts/ages", {**form, "source": "馆务会纪要"})).status_code == 303
    await signing.sign_up(child, seat.id, now=NOW)
    assert await names(seat) == ["王小芳"]
    await ages.decide_ages(county.manager, replace(SHIPPED, from_on=NOW.date(), source="改回"), now=NOW)
    assert [why.code for one in (await seat_conflicts(await fresh(seat), NOW)).values() for why in one] == [Reason.AGE]


async def test_a_copied_week_brings_the_child_along_with_the_adult(county):
    _child, young = await a_child(county)
    _adult, grown = await a_volunteer(county, "李小明")
    seat = await a_shift(county, count=THREE)
    for one in (grown, young):
        await roster.assign(county.manager, seat.id, one, now=NOW)
    copy = await copying.copy_week(county.manager, THIS_WEEK + 7 * DAY, now=NOW)
    assert (copy.coming, copy.staying) == (2, [])


async def test_a_table_may_name_the_child_before_the_adult(county):
    await a_child(county)
    await a_volunteer(county, "李小明")
    where = ["9:00-12:00", "示例总馆", "导读"]
    rows = [["2026-11-23", *where, "王小芳"], ["2026-11-23", *where, "李小明"], ["2026-11-24", *where, "王小芳"]]
    made = await brought(county.manager, HEADER, *rows)
    look = await roster_look(county.manager, await intake(county.manager, made, IntakeKind.ROSTER), NOW)
    assert [[each.sentence for each in one.problems] for one in look.cells] == [[], [], [f"王小芳：{ALONE}"]]
    assert await rostering.take_in(county.manager, made, now=NOW, revision=1, good_only=True) == 2


async def test_the_solver_puts_the_child_beside_the_adult_and_its_draft_is_taken_over(county):
    _child, young = await a_child(county)
    _adult, grown = await a_volunteer(county, "李小明", most_minutes=180, wanted_minutes=180)
    first, second = await a_shift(county, count=Headcount(2, 2, 2)), await a_shift(county, DAY)
    asked = await week_instance(THIS_WEEK, NOW, Mode.PLAN)
    assert (asked.refused, asked.limits.accompanied) == ((), True)
    result = solve(asked, seconds=10)
    assert {(one.seat, one.person) for one in result.assignments} == {(first.id, young), (first.id, grown)}
    standing = await standing_of(THIS_WEEK, NOW, Mode.PLAN)
    draft = await solving.keep(county.manager, 1, result, solving.Of(THIS_WEEK, Mode.PLAN, None), standing, now=NOW)
    assert len(await lines_of(draft)) == 2
    await drafting.apply(county.manager, draft, now=NOW)
    assert (sorted(await names(first)), await names(second)) == (["李小明", "王小芳"], [])
    assert await drafting.undo(county.manager, draft, now=NOW) == []


async def test_both_are_pasted_and_put_back_whoever_stands_first(county):
    await a_child(county)
    await a_volunteer(county, "李小明")
    seat = await a_shift(county, count=THREE, published=False)
    pasted = pasting.Onto(seat.id, seat.revision, text="王小芳、李小明")
    done = await pasting.paste(county.manager, THIS_WEEK, [pasted], now=NOW)
    assert (len(done.came), done.stayed) == (2, [])
    assert await roster.clear(county.manager, seat.id, now=NOW) == 2
    await undoing.undo(county.manager, THIS_WEEK, now=NOW)
    assert sorted(await names(seat)) == ["李小明", "王小芳"]
