"""Nobody becomes active without the trainings that the library asks of everybody, but for a reason that a manager wrote."""

import json
from datetime import date, timedelta

import pytest

from app import clock
from app.actor import Role
from app.audit.tables import Deed
from app.people.tables import Person
from app.refusals import Refused
from app.shifts.actions import reviewing, volunteers
from app.shifts.queries.training import in_training, training_line
from app.shifts.queries.volunteers import state_of
from app.shifts.rules import PaperKind, State
from app.shifts.rules.recruiting import untrained, why_not_active
from app.training import actions as training
from app.training.rules.qualifications import QualificationPlan
from tests.app.shifts.county import NOW, a_county, a_volunteer
from tests.cast import browser

TODAY = NOW.date()
WANTED = [(7, "岗前培训"), (8, "保密教育")]


@pytest.fixture
async def county(db, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return await a_county()


async def a_gate(county, name="岗前培训"):
    plan = QualificationPlan(name, 12, before_active=True)
    return await training.add_qualification(county.manager, plan, now=NOW)


async def trained(county, gate, person):
    await training.grant_by_hand(county.manager, gate, person, "签到表", from_on=TODAY, now=NOW)


async def in_the_making(county, name="李小明"):
    """Somebody in training who lacks nothing but what they have to learn."""
    actor, volunteer = await a_volunteer(county, name, ready=False)
    await volunteers.set_state(county.manager, volunteer, State.TRAINING, "", now=NOW)
    paper = (PaperKind.COMMITMENT, "档案盒 1", TODAY, None)
    await volunteers.add_paper(county.manager, volunteer, *paper, now=NOW)
    await Person.update({Person.password_hash: "set"}).where(Person.id == actor.person)
    return actor, volunteer


@pytest.mark.parametrize(
    ("held", "lately", "missing"),
    [
        ({}, State.TRAINING, [7, 8]),
        ({7: TODAY}, State.APPLIED, [8]),
        ({7: TODAY, 8: date.max}, State.TRAINING, []),
        ({7: TODAY - timedelta(1), 8: date.max}, State.LEFT, [7]),
        ({}, State.ACTIVE, []),
    ],
)
def test_what_has_run_out_counts_as_missing_and_whoever_was_active_is_not_asked(held, lately, missing):
    assert [one.qualification for one in untrained(held, TODAY, WANTED, lately)] == missing


@pytest.mark.parametrize(
    ("is_manager", "reason", "codes"),
    [
        (False, "", ["training", "leader"]),
        (False, "急用", ["training", "leader"]),
        (True, " ", ["training", "why"]),
        (True, "市馆已训", []),
    ],
)
def test_only_a_manager_who_writes_why_goes_over_a_missing_training(is_manager, reason, codes):
    lacks = untrained({}, TODAY, WANTED[:1])
    assert [one.code for one in why_not_active(lacks, is_manager, reason)] == codes
    assert why_not_active([], is_manager, reason) == ()


async def test_somebody_in_training_reads_what_they_lack_and_becomes_active_once_they_have_it(county):
    actor, volunteer = await in_the_making(county)
    assert [one.lacking for one in await in_training(county.coordinator, NOW)] == [()]
    gate = await a_gate(county)
    (why,) = (await training_line(county.coordinator, volunteer, NOW)).lacking
    assert (why.sentence, why.qualification) == ("还没有取得“岗前培训”：做测验，或参加培训", gate)
    with pytest.raises(Refused, match="李小明 还差：还没有取得“岗前培训”"):
        await reviewing.make_active(county.manager, [volunteer], now=NOW)
    mine = (await (await browser(actor)).see("/shifts/me")).text
    assert f'href="/practice/qualifications/{gate}"' in mine
    keeper = await browser(county.coordinator)
    for page in ("/volunteers/review", f"/volunteers/{volunteer}"):
        assert f'href="/qualifications/{gate}"' in (await keeper.see(page)).text
    await trained(county, gate, actor.person)
    assert await reviewing.make_active(county.coordinator, [volunteer], now=NOW) == 1


@pytest.mark.parametrize("before", [State.APPLIED, State.TRAINING])
async def test_the_button_of_the_state_asks_for_the_training_as_well(county, before):
    actor, volunteer = await a_volunteer(county, ready=False)
    if before is State.TRAINING:
        await volunteers.set_state(county.manager, volunteer, before, "", now=NOW)
    gate = await a_gate(county)
    with pytest.raises(Refused, match="馆领导写明原因可以例外"):
        await volunteers.set_state(county.coordinator, volunteer, State.ACTIVE, "急用人", now=NOW)
    assert (await state_of(volunteer))[1] is before
    await trained(county, gate, actor.person)
    await volunteers.set_state(county.coordinator, volunteer, State.ACTIVE, "", now=NOW)
    assert (await state_of(volunteer))[1] is State.ACTIVE


async def test_a_manager_lets_somebody_in_without_it_and_the_ledger_says_why(county):
    _actor, volunteer = await a_volunteer(county, ready=False)
    gate = await a_gate(county)
    who = await browser(county.manager)
    form = {"state": "active", "reason": ""}
    refused = await who.send(f"/volunteers/{volunteer}/states", form)
    assert (refused.status_code, "要例外就写一句原因" in refused.text) == (409, True)
    form["reason"] = "在市馆训过"
    assert (await who.send(f"/volunteers/{volunteer}/states", form)).status_code == 303
    rows = await Deed.select(Deed.details).where(Deed.verb == "volunteer.state_set").order_by(Deed.id)
    details = json.loads(rows[-1]["details"])
    assert (details["untrained"], details["reason"]) == ([gate], "在市馆训过")


async def test_whoever_is_active_stays_so_and_comes_back_from_a_pause(county):
    _actor, volunteer = await a_volunteer(county)
    await a_gate(county)
    assert (await state_of(volunteer))[1] is State.ACTIVE
    await volunteers.set_state(county.manager, volunteer, State.PAUSED, "养伤", now=NOW)
    await volunteers.set_state(county.coordinator, volunteer, State.ACTIVE, "", now=NOW)
    other, second = await in_the_making(county, "王小芳")
    await volunteers.set_state(county.manager, second, State.PAUSED, "考试", now=NOW)
    with pytest.raises(Refused, match="还没有取得“岗前培训”"):
        await volunteers.set_state(county.coordinator, second, State.ACTIVE, "", now=NOW)
    assert other.roles == {Role.VOLUNTEER}


async def test_what_is_out_of_use_or_not_asked_of_everybody_keeps_nobody_out(county):
    _actor, volunteer = await in_the_making(county)
    who = await browser(county.manager)
    added = await who.send("/qualifications", {"name": "急救证"})
    assert added.status_code == 303
    made = await who.send("/qualifications", {"name": "岗前培训", "before_active": "1"})
    where = made.headers["location"]
    assert "checked" in (await who.see(f"{where}/edit")).text
    assert "在册前都要有" in (await who.see("/qualifications")).text
    assert len((await training_line(county.manager, volunteer, NOW)).lacking) == 1
    await who.send(f"{where}/ends")
    assert await reviewing.make_active(county.manager, [volunteer], now=NOW) == 1
