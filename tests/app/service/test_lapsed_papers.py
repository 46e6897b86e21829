"""Insurance before service (志愿服务条例 art. 17): what lapsed after the seat was taken, at each door of coming."""

from datetime import timedelta

import pytest

from app import clock
from app.audit.tables import Deed
from app.gatherings import actions as attendance
from app.gatherings.coming import spoken_code, why_not_come
from app.gatherings.queries import standing_record
from app.gatherings.rules import Kind
from app.gatherings.rules.attendance import Source, Status
from app.gatherings.rules.codes import code_now
from app.people.tables import Person
from app.refusals import Refused
from app.service.actions import arriving
from app.shifts.actions import planning, posts, volunteers
from app.shifts.actions.posts import PostFacts
from app.shifts.rules import PaperKind
from tests.app.service.served import START, a_seat, scan_in
from tests.app.shifts.county import NOW, a_county, a_volunteer
from tests.cast import browser, running

MINUTE = timedelta(minutes=1)
SAID = (
    "这个岗位要有意外保险，当天没有有效的保险；先找协调员（王小芳 13800000001），"
    "补齐了再签到（《志愿服务条例》第十七条）"
)


async def somebody_without_insurance():
    """They took the seat when the post had no risk."""
    county = await a_county()
    await Person.update({Person.phone: "13800000001"}).where(Person.id == county.coordinator.person)
    actor, volunteer = await a_volunteer(county)
    seat = await a_seat(county, volunteer)
    await posts.edit_post(county.manager, county.posts[0], PostFacts("导读", risk="搬书箱，可能扭伤"))
    return county, actor, volunteer, seat


async def insured(county, volunteer, until):
    await volunteers.add_paper(county.manager, volunteer, PaperKind.INSURANCE, "保单", NOW.date(), until, now=NOW)


async def test_the_screen_and_the_digits_are_refused_and_name_whom_to_ask(db):
    async with running():
        _county, actor, _volunteer, seat = await somebody_without_insurance()
        digits = spoken_code(seat.facts.gathering)
        with pytest.raises(Refused) as refused:
            await scan_in(actor, seat, START)
        assert [why.sentence for why in refused.value.reasons] == [SAID]
        with pytest.raises(Refused, match="没有有效的保险"):
            await arriving.come_by_code(actor, seat.facts.place, seat.facts.shift, digits, now=START)
        assert await standing_record(seat.facts.gathering, actor.person) is None


async def test_the_code_of_the_list_itself_is_no_way_round(db):
    county, actor, _volunteer, seat = await somebody_without_insurance()
    await planning.open_attendance(county.coordinator, seat.facts.shift, now=START)
    with pytest.raises(Refused, match="没有有效的保险"):
        await attendance.check_in(actor, code_now(seat.facts.gathering, START), now=START)


async def test_an_insurance_that_ends_before_the_day_has_lapsed_and_one_of_that_day_holds(db):
    county, actor, volunteer, seat = await somebody_without_insurance()
    await insured(county, volunteer, START.date() - timedelta(days=1))
    with pytest.raises(Refused, match="没有有效的保险"):
        await scan_in(actor, seat, START)
    await insured(county, volunteer, START.date())
    await scan_in(actor, seat, START)
    assert (await standing_record(seat.facts.gathering, actor.person)).source is Source.SCAN


async def test_a_post_without_a_risk_asks_for_nothing(db):
    county, actor, _volunteer, seat = await somebody_without_insurance()
    await posts.edit_post(county.manager, county.posts[0], PostFacts("导读"))
    assert await why_not_come(Kind.SHIFT, seat.facts.gathering, actor.person) == ()
    assert await why_not_come(Kind.STUDY, seat.facts.gathering, actor.person) == ()


async def test_the_coordinator_ticks_with_a_reason_that_stands_in_the_ledger(db):
    county, actor, _volunteer, seat = await somebody_without_insurance()
    gathering = seat.facts.gathering
    await planning.open_attendance(county.coordinator, seat.facts.shift, now=START)
    with pytest.raises(Refused) as refused:
        await attendance.tick_in(county.coordinator, gathering, actor.person, now=START)
    assert [why.code for why in refused.value.reasons] == ["papers", "why"]
    reason = "保单当场补签，编号 12"
    await attendance.tick_in(county.coordinator, gathering, actor.person, now=START, override=reason)
    assert (await standing_record(gathering, actor.person)).status is Status.PRESENT
    line = await Deed.select().where(Deed.verb == "presence.ticked_in").first()
    assert ('"papers"' in line["details"], reason in line["details"]) == (True, True)


async def test_the_pages_say_it_before_the_press_and_take_the_reason(db, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: START)
    county, actor, _volunteer, seat = await somebody_without_insurance()
    gathering = seat.facts.gathering
    who = await browser(actor)
    page = (await who.see(f"/in/site/{seat.facts.place}")).text
    assert (SAID in page, 'value="in"' in page) == (True, False)
    await planning.open_attendance(county.coordinator, seat.facts.shift, now=START)
    keeper = await browser(county.coordinator)
    refused = await keeper.send(f"/gatherings/{gathering}/people/{actor.person}/in")
    assert (refused.status_code, "照样签到要写原因" in refused.text) == (409, True)
    assert 'id="anyway"' in (await keeper.see(f"/gatherings/{gathering}/people/{actor.person}")).text
    form = {"reason": "保单当场补签"}
    assert (await keeper.send(f"/gatherings/{gathering}/people/{actor.person}/in", form)).status_code == 303
    assert 'id="anyway"' not in (await keeper.see(f"/gatherings/{gathering}/people/{actor.person}")).text
