"""Insurance before service (志愿服务条例 art. 17): what lapsed after the seat was taken, at each door of coming."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from app import clock
from app.actor import Role
from app.audit.tables import Deed
from app.gatherings import actions as attendance
from app.gatherings.coming import spoken_code, why_not_come
from app.gatherings.queries import standing_record
from app.gatherings.rules import Kind
from app.gatherings.rules.attendance import Source, Status
from app.gatherings.rules.codes import code_now
from app.people.tables import Person
from app.refusals import Refused
from app.service.actions import arriving, saying
from app.service.queries.claims import waiting_claims
from app.shifts.actions import planning, posts, volunteers
from app.shifts.actions.posts import PostFacts
from app.shifts.actions.volunteers import Wishes
from app.shifts.rules import PaperKind, State
from tests.app.service.served import START, a_seat, scan_in
from tests.app.shifts.county import NOW, a_county, a_volunteer
from tests.cast import browser, running
from tests.makers import a_person

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


async def over_of(verb):
    line = await Deed.select(Deed.details).where(Deed.verb == verb).order_by(Deed.id, ascending=False).first()
    details = json.loads(line["details"])
    return details.get("over"), details.get("override")


async def test_a_stamp_of_a_phone_is_confirmed_with_a_reason_that_stands_in_the_ledger(db):
    county, actor, _volunteer, seat = await somebody_without_insurance()
    gathering, place = seat.facts.gathering, seat.facts.place
    await planning.open_attendance(county.coordinator, seat.facts.shift, now=START)
    await saying.send_stamp(actor, place, START + MINUTE, None, now=START + 10 * MINUTE)
    claim = (await waiting_claims(county.coordinator))[0].id
    with pytest.raises(Refused) as refused:
        await saying.answer(county.coordinator, claim, True, " ", now=START + 20 * MINUTE)
    assert [why.code for why in refused.value.reasons] == ["papers", "note"]
    assert await standing_record(gathering, actor.person) is None
    await saying.answer(county.coordinator, claim, True, "保单当场补签", now=START + 20 * MINUTE)
    assert (await standing_record(gathering, actor.person)).came_at == START + MINUTE
    assert await over_of("presence_claim.answered") == (["papers"], "保单当场补签")


async def test_turning_a_stamp_down_asks_for_no_papers(db):
    county, actor, _volunteer, seat = await somebody_without_insurance()
    await planning.open_attendance(county.coordinator, seat.facts.shift, now=START)
    await saying.send_stamp(actor, seat.facts.place, START + MINUTE, None, now=START + 10 * MINUTE)
    claim = (await waiting_claims(county.coordinator))[0].id
    await saying.answer(county.coordinator, claim, False, "没有来", now=START + 20 * MINUTE)
    assert (await waiting_claims(county.coordinator), await over_of("presence_claim.answered")) == ([], (None, None))


@pytest.mark.parametrize("write", [attendance.write_in, attendance.make_up])
async def test_writing_somebody_in_by_hand_asks_as_the_tick_does(db, write):
    county, actor, _volunteer, seat = await somebody_without_insurance()
    gathering, end = seat.facts.gathering, seat.facts.span.ends_at
    await planning.open_attendance(county.coordinator, seat.facts.shift, now=START)
    with pytest.raises(Refused) as refused:
        await write(county.coordinator, gathering, actor.person, START, end, "", now=end)
    assert [why.code for why in refused.value.reasons] == ["papers", "note"]
    assert await write(county.coordinator, gathering, actor.person, START, end, "保单补交", now=end) == 180
    verb = "presence.written_in" if write is attendance.write_in else "presence.made_up"
    assert await over_of(verb) == (["papers"], "保单补交")
    # Whoever is in is asked no second time when only the times are put right.
    await attendance.write_in(county.coordinator, gathering, actor.person, START, end - MINUTE, "", now=end)
    assert await over_of("presence.written_in") == (None, None)


async def test_after_the_end_an_absence_becomes_a_presence_only_past_the_same_question(db, monkeypatch):
    county, actor, _volunteer, seat = await somebody_without_insurance()
    gathering, end = seat.facts.gathering, seat.facts.span.ends_at
    monkeypatch.setattr(clock, "now", lambda: end + MINUTE)
    await planning.open_attendance(county.coordinator, seat.facts.shift, now=START)
    keeper, address = await browser(county.coordinator), f"/gatherings/{gathering}/people/{actor.person}"
    form = {"status": "came", "came_at": "2026-11-23T09:00", "went_at": "2026-11-23T12:00", "note": ""}
    refused = await keeper.send(address, form)
    assert (refused.status_code, SAID in refused.text, "照样记到场，就写明为什么" in refused.text) == (409, True, True)
    await attendance.close(county.coordinator, gathering, now=end)
    assert (SAID in (await keeper.see(address)).text, 'id="anyway"' in (await keeper.see(address)).text) == (
        True,
        False,
    )
    assert (await keeper.send(address, {**form, "note": "保单补交"})).status_code == 303
    assert await over_of("presence.corrected") == (["papers"], "保单补交")
    assert SAID not in (await keeper.see(address)).text


async def test_nobody_else_is_asked_anything(db):
    county = await a_county()
    actor, volunteer = await a_volunteer(county)
    seat = await a_seat(county, volunteer)
    await planning.open_attendance(county.coordinator, seat.facts.shift, now=START)
    end = seat.facts.span.ends_at
    await attendance.write_in(county.coordinator, seat.facts.gathering, actor.person, START, end, "", now=end)
    assert await over_of("presence.written_in") == (None, None)


async def test_whoever_keeps_the_list_gives_the_reason_for_nobody_but_others(db):
    county = await a_county()
    row = await a_person("尉迟阅", Role.COORDINATOR, Role.VOLUNTEER)
    both = replace(row, sites=frozenset(county.places[:1]))
    volunteer = await volunteers.register(county.manager, None, Wishes(most_minutes=1200), now=NOW, person=both.person)
    await volunteers.set_state(county.manager, volunteer, State.ACTIVE, "", now=NOW)
    await volunteers.add_paper(county.manager, volunteer, PaperKind.COMMITMENT, "档案盒", NOW.date(), None, now=NOW)
    seat = await a_seat(county, volunteer)
    await posts.edit_post(county.manager, county.posts[0], PostFacts("导读", risk="搬书箱，可能扭伤"))
    gathering = seat.facts.gathering
    await planning.open_attendance(county.manager, seat.facts.shift, now=START)
    with pytest.raises(Refused) as refused:
        await attendance.tick_in(both, gathering, both.person, now=START, override="我自己知道")
    assert [why.code for why in refused.value.reasons] == ["papers"]
    await attendance.tick_in(county.manager, gathering, both.person, now=START, override="保单当场补签")
    assert (await standing_record(gathering, both.person)).status is Status.PRESENT


async def test_the_page_of_answers_says_what_is_lacking_and_takes_the_reason(db, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: START + 20 * MINUTE)
    county, actor, _volunteer, seat = await somebody_without_insurance()
    await planning.open_attendance(county.coordinator, seat.facts.shift, now=START)
    await saying.send_stamp(actor, seat.facts.place, START + MINUTE, None, now=START + 10 * MINUTE)
    address = f"/service/claims/{(await waiting_claims(county.coordinator))[0].id}/answers"
    keeper = await browser(county.coordinator)
    refused = await keeper.send(address, {"accepted": "yes", "reason": ""})
    said = f"{SAID}；照样记到场，就写明为什么，原因记进事迹簿"
    assert (refused.status_code, said in refused.text) == (409, True)
    assert (await keeper.send(address, {"accepted": "yes", "reason": "保单补签"})).status_code == 303
    assert (await standing_record(seat.facts.gathering, actor.person)).came_at == START + MINUTE
