"""A volunteer's own page: times, single days, consents, requests, leaving; and what a manager erases."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from app import clock
from app.actor import Role
from app.gatherings.tables import Presence
from app.notices.tables import MailAddress
from app.people.tables import Person, RoleGrant, Session
from app.refusals import Refused
from app.shifts.actions import applying, consents, own_data, reviewing, signing, volunteers
from app.shifts.queries import applications
from app.shifts.queries import own_data as data
from app.shifts.queries.consents import consent_history, given_by, shown_names
from app.shifts.queries.people import people_facts
from app.shifts.queries.volunteers import own_file, state_of, volunteer_file
from app.shifts.rules import Skill, Slot, State
from app.shifts.rules.consents import ConsentKind, Display, Given, Text, shown_as, standing_text, to_ask_again
from app.shifts.rules.recruiting import Asked
from app.shifts.rules.volunteers import Wishes
from app.shifts.rules.weeks import beside, merged, ticked
from app.shifts.tables import AvailabilityException, GuardianConsent, Volunteer, VolunteerPaper
from tests.app.shifts.county import DAY, NOW, a_county, a_shift, a_volunteer, names
from tests.app.shifts.test_joining import APPLIED, VISITING, an_open_project
from tests.cast import browser
from tests.makers import a_person

TODAY = date(2026, 11, 18)


@pytest.fixture
async def county(db, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return await a_county()


def test_parts_of_a_day_that_touch_are_one_time():
    morning, afternoon, evening = Slot(0, 480, 720), Slot(0, 720, 1080), Slot(0, 1080, 1320)
    assert merged([afternoon, morning]) == [Slot(0, 480, 1080)]
    assert merged([morning, evening]) == [morning, evening]
    assert ticked([Slot(0, 480, 1080)]) == {morning, afternoon}
    assert beside([Slot(0, 480, 1080), Slot(1, 540, 660)]) == [Slot(1, 540, 660)]
    # Wider than the grid says: it stays a time of its own.
    assert beside([Slot(0, 420, 1080)]) == [Slot(0, 420, 1080)]


@pytest.mark.parametrize(
    ("name", "choice", "alias", "shown"),
    [
        ("李小明", "given_name", "", "小明"),
        ("令狐小册", "given_name", "", "小册"),
        ("李明", "given_name", "", "明"),
        ("李小明", "alias", "书虫", "书虫"),
        ("李小明", "", "书虫", ""),
    ],
)
def test_what_a_public_screen_may_say(name, choice, alias, shown):
    assert shown_as(name, choice, alias) == shown


def test_a_new_version_asks_again_from_its_day_on():
    second = Text(ConsentKind.PRIVACY, 2, "新版", date(2026, 12, 1), 7)
    assert standing_text(ConsentKind.PRIVACY, [second], date(2026, 11, 30)).version == 1
    assert standing_text(ConsentKind.PRIVACY, [second], date(2026, 12, 1)) == second
    texts = {kind: standing_text(kind, [second], date(2026, 12, 1)) for kind in ConsentKind}
    given = [Given(ConsentKind.PRIVACY, 1), Given(ConsentKind.COMMITMENT, 1)]
    assert [one.kind for one in to_ask_again(given, texts)] == [ConsentKind.PRIVACY]


async def test_a_week_is_ticked_and_kept_with_what_else_is_known(county):
    actor, volunteer = await a_volunteer(county, born_on=date(1990, 1, 1), slots=(Slot(1, 540, 660),))
    who = await browser(actor)
    page = (await who.see("/shifts/me")).text
    assert ("周一上午" in page, "周二 9:00—11:00" in page) == (True, True)
    form = {
        "slots": ["5-480-720", "5-720-1080", "1-540-660"], "wanted_hours": "3", "most_hours": "6",
        "sites": [str(county.places[1])], "skills": ["digital"], "area": "示例街道", "number": "示例00001",
    }  # fmt: skip
    assert (await who.send("/shifts/me", form)).status_code == 303
    file = await own_file(actor, NOW)
    facts = file.facts
    assert (sorted(facts.slots, key=str), facts.sites, facts.skills) == (
        [Slot(1, 540, 660), Slot(5, 480, 1080)],
        frozenset({county.places[1]}),
        frozenset({"digital"}),
    )
    assert (file.area, file.number, facts.born_on, facts.wanted_minutes) == (
        "示例街道",
        "示例00001",
        date(1990, 1, 1),
        180,
    )
    wrong = await who.send("/shifts/me", {**form, "wanted_hours": "9"})
    assert (wrong.status_code, "不能少于希望的小时数" in wrong.text) == (409, True)
    stale = await who.send("/shifts/me", {**form, "seen": "0123456789abcdef"})
    assert (stale.status_code, "别人改过它" in stale.text) == (409, True)
    assert volunteer == facts.volunteer


async def test_single_days_come_and_go(county):
    actor, volunteer = await a_volunteer(county)
    who = await browser(actor)
    assert (await who.send("/shifts/me/days", {"day": "2026-11-24"})).status_code == 303
    await who.send("/shifts/me/days", {"day": "2026-11-28", "free": "1", "from_time": "９:00", "to_time": "11:30"})
    rows = await AvailabilityException.select().order_by(AvailabilityException.day)
    assert [(row["day"], row["free"], row["from_minute"], row["to_minute"]) for row in rows] == [
        (date(2026, 11, 24), False, 0, 1440),
        (date(2026, 11, 28), True, 540, 690),
    ]
    past = await who.send("/shifts/me/days", {"day": "2026-11-01"})
    assert (past.status_code, "这一天已经过了" in past.text) == (409, True)
    half = await who.send("/shifts/me/days", {"day": "2026-11-25", "from_time": "9:00"})
    assert (half.status_code, "整天就都不填" in half.text) == (422, True)
    assert (await who.send("/shifts/me/days/2026-11-24/ends")).status_code == 303
    assert (await who.send("/shifts/me/days/2026-11-24/ends")).status_code == 404
    facts = (await people_facts((await a_shift(county)).facts.span, [volunteer]))[volunteer]
    assert [one.day for one in facts.exceptions] == [date(2026, 11, 28)]


async def test_a_new_version_is_asked_for_and_its_commitment_is_a_paper(county):
    actor, volunteer = await a_volunteer(county)
    who = await browser(actor)
    for _click in range(2):
        await who.send("/shifts/me/consents", {"kinds": ["privacy", "commitment"]})
    assert "看一看，再勾选" not in (await who.see("/shifts/mine")).text
    manager = await browser(county.manager)
    form = {"kind": "commitment", "text": "我自愿参加本馆的志愿服务，按时到岗，服从安排。", "from_on": "2026-11-18"}
    assert (await manager.send("/shifts/consents", {**form, "text": "太短"})).status_code == 409
    assert (await manager.send("/shifts/consents", form)).status_code == 303
    mine = (await who.see("/shifts/mine")).text
    assert ("看一看，再勾选" in mine, "按时到岗，服从安排" in mine) == (True, True)
    assert (await who.send("/shifts/me/consents", {"kinds": ["commitment"]})).status_code == 303
    given = {one.kind: one.version for one in await given_by(volunteer)}
    assert given == {ConsentKind.PRIVACY: 1, ConsentKind.COMMITMENT: 2}
    papers = [row["reference"] for row in await VolunteerPaper.select().order_by(VolunteerPaper.id)]
    assert papers[1:] == ["网上勾选：志愿服务承诺书第 1 版", "网上勾选：志愿服务承诺书第 2 版"]
    assert (await (await browser(county.coordinator)).send("/shifts/consents", form)).status_code == 403


async def test_to_be_shown_is_agreed_to_and_taken_back_without_losing_anything(county):
    actor, volunteer = await a_volunteer(county)
    assert await shown_names([volunteer]) == {}
    await consents.set_display(actor, Display.GIVEN_NAME, "", now=NOW)
    assert await shown_names([volunteer]) == {volunteer: "小明"}
    await consents.set_display(actor, Display.ALIAS, "书虫", now=NOW)
    assert await shown_names([volunteer]) == {volunteer: "书虫"}
    with pytest.raises(Refused, match="写上要展示的别名"):
        await consents.set_display(actor, Display.ALIAS, " ", now=NOW)
    await consents.set_display(actor, Display.NONE, "", now=NOW)
    assert await shown_names([volunteer]) == {}
    assert [one.withdrawn_at is not None for one in await consent_history(volunteer)] == [True, True]
    assert (await state_of(volunteer))[1] is State.ACTIVE


async def test_whoever_leaves_lets_their_seats_go(county):
    actor, volunteer = await a_volunteer(county)
    seat = await a_shift(county)
    await signing.sign_up(actor, seat.id, now=NOW)
    who = await browser(actor)
    assert (await who.send("/shifts/me/leavings")).status_code == 303
    assert ((await state_of(volunteer))[1], await names(seat)) == (State.LEFT, [])
    again = await who.send("/shifts/me/leavings")
    assert (again.status_code, "已经退出了" in again.text) == (409, True)


async def test_a_correction_is_asked_for_once_and_answered(county):
    actor, _ = await a_volunteer(county)
    who, manager = await browser(actor), await browser(county.manager)
    assert (await who.send("/shifts/me/requests", {"kind": "correction", "text": " "})).status_code == 409
    await who.send("/shifts/me/requests", {"kind": "correction", "text": "出生日期应为 1990-02-01"})
    twice = await who.send("/shifts/me/requests", {"kind": "correction", "text": "再来"})
    assert (twice.status_code, "等馆里答复" in twice.text) == (409, True)
    assert "出生日期应为 1990-02-01" in (await manager.see("/volunteers/requests")).text
    one = (await data.requests(county.manager))[0]
    refused = await manager.send(f"/volunteers/requests/{one.id}", {"reason": ""})
    assert (refused.status_code, "写清原因" in refused.text) == (409, True)
    assert (await manager.send(f"/volunteers/requests/{one.id}", {"done": "1"})).status_code == 303
    assert (await manager.send(f"/volunteers/requests/{one.id}", {"done": "1"})).status_code == 404
    assert "已办" in (await who.see("/shifts/me")).text
    assert (await (await browser(county.coordinator)).see("/volunteers/requests")).status_code == 403


async def served(person: int, gathering: int) -> None:
    await Presence(
        gathering=gathering,
        person=person,
        status="present",
        source="list",
        minutes=60,
        recorded_by_name="单知行",
        at=NOW,
    ).save()


async def test_erasing_leaves_what_the_law_keeps_and_nothing_else(county):
    actor, volunteer = await a_volunteer(
        county, born_on=date(2011, 1, 1), number="示例00009", slots=(Slot(1, 480, 720),), sites=frozenset(county.places),
        skills=frozenset({Skill.DIGITAL}), area="示例街道",
    )  # fmt: skip
    await volunteers.record_consent(
        county.manager, volunteer, "李大明", "10000009003", "父亲", "档案盒 4", NOW.date(), now=NOW
    )
    await consents.set_display(actor, Display.ALIAS, "书虫", now=NOW)
    await Person.update({Person.phone: "10000009004", Person.password_hash: "x"}).where(Person.id == actor.person)
    seat = await a_shift(county)
    await served(actor.person, seat.facts.gathering)
    await browser(actor)
    with pytest.raises(Refused, match="还没有退出"):
        await own_data.erase(county.manager, volunteer, "退出", now=NOW)
    await own_data.ask(actor, Asked.ERASURE, "", now=NOW)
    asked = (await data.requests(county.manager))[0].id
    with pytest.raises(Refused, match="删除资料"):
        await own_data.answer(county.manager, asked, True, "", now=NOW)
    manager = await browser(county.manager)
    page = (await manager.see(f"/volunteers/{volunteer}/erasure")).text
    assert ("至少保存 10 年" in page, "没有服务过" in page) == (True, False)
    assert (await manager.send(f"/volunteers/{volunteer}/erasure", {"reason": "本人请求"})).status_code == 303
    person = await Person.objects().where(Person.id == actor.person).first()
    assert (person.name, person.phone, person.password_hash, person.left_on) == ("李小明", None, None, TODAY - DAY)
    row = await Volunteer.objects().where(Volunteer.id == volunteer).first()
    assert (row.number, row.born_on, row.area) == ("示例00009", None, "")
    facts = (await volunteer_file(county.manager, volunteer, NOW)).facts
    assert (facts.state, facts.skills, facts.sites, list(facts.slots)) == (State.LEFT, frozenset(), frozenset(), [])
    consent = (await GuardianConsent.select())[0]
    assert (consent["guardian_name"], consent["guardian_phone"], consent["proof"]) == ("", "", "")
    assert [one.alias for one in await consent_history(volunteer)] == [""]
    assert await Session.count().where(Session.person == actor.person, Session.ended_at.is_null()) == 0
    assert await RoleGrant.count().where(RoleGrant.person == actor.person, RoleGrant.ended_at.is_null()) == 0
    assert await data.requests(county.manager) == []
    assert (await Presence.select(Presence.minutes))[0]["minutes"] == 60
    assert "已经删除" in (await manager.see(f"/volunteers/{volunteer}")).text
    with pytest.raises(Refused, match="已经删除过了"):
        await own_data.erase(county.manager, volunteer, "再来", now=NOW)


async def test_whoever_never_served_loses_the_name_too(county):
    actor, volunteer = await a_volunteer(county)
    await volunteers.set_state(county.manager, volunteer, State.LEFT, "退出", now=NOW)
    assert await own_data.erase(county.manager, volunteer, "退出满两年", now=NOW + timedelta(days=1)) is False
    person = await Person.objects().where(Person.id == actor.person).first()
    assert (person.name, person.phone) == ("已删除", None)


async def test_the_phone_is_masked_for_coordinators_of_other_places(county):
    actor, volunteer = await a_volunteer(county, sites=frozenset(county.places[:1]))
    await Person.update({Person.phone: "13812345678"}).where(Person.id == actor.person)
    seen = [
        (await volunteer_file(who, volunteer, NOW)).phone
        for who in (county.coordinator, county.other, county.manager, actor)
    ]
    assert seen == ["13812345678", "138****5678", "13812345678", "13812345678"]


async def test_nobody_brings_an_erased_volunteer_back_without_a_new_application(county):
    """Their age is gone, so that a child would pass for grown up."""
    _actor, volunteer = await a_volunteer(county, born_on=date(2012, 1, 1))
    await volunteers.set_state(county.manager, volunteer, State.LEFT, "退出", now=NOW)
    await own_data.erase(county.manager, volunteer, "本人请求", now=NOW + DAY)
    for state in (State.ACTIVE, State.TRAINING):
        with pytest.raises(Refused, match="让本人重新报名"):
            await volunteers.set_state(county.manager, volunteer, state, "", now=NOW + 2 * DAY)
    page = (await (await browser(county.manager)).see(f"/volunteers/{volunteer}")).text
    assert ("已经删除" in page, "改状态" in page) == (True, False)


async def test_staff_who_were_erased_as_volunteers_come_back_and_are_erased_again(county):
    actor = await a_person("馆小员", Role.STAFF, phone="10000004567")
    volunteer = await volunteers.register(county.manager, None, Wishes(), now=NOW, person=actor.person)
    await volunteers.set_state(county.manager, volunteer, State.LEFT, "退出", now=NOW)
    await own_data.erase(county.manager, volunteer, "本人请求", now=NOW + DAY)
    project = await an_open_project(county)
    await applying.apply(VISITING, project, replace(APPLIED, name="馆小员"), now=NOW + 2 * DAY)
    (one,) = await applications.waiting(county.manager)
    assert await reviewing.approve(county.manager, [one.id], now=NOW + 2 * DAY) == [volunteer]
    held = RoleGrant.select(RoleGrant.role).where(RoleGrant.person == actor.person, RoleGrant.ended_at.is_null())
    assert {row["role"] for row in await held} == {"staff", "volunteer"}
    assert await data.erased_at(volunteer) is None
    await volunteers.set_state(county.manager, volunteer, State.LEFT, "又退出", now=NOW + 3 * DAY)
    await own_data.erase(county.manager, volunteer, "本人请求", now=NOW + 4 * DAY)
    assert (await Volunteer.select(Volunteer.born_on).where(Volunteer.id == volunteer).first())["born_on"] is None


async def test_erasing_lets_go_of_the_mail_address_and_where_they_signed_in_from(county):
    actor, volunteer = await a_volunteer(county)
    await MailAddress(
        person=actor.person, name="李小明", address="ming@example.com", base="http://a", made_at=NOW
    ).save()
    await browser(actor)
    await Session.update({Session.address: "192.0.2.9", Session.agent: "Firefox"}).where(Session.person == actor.person)
    await volunteers.set_state(county.manager, volunteer, State.LEFT, "退出", now=NOW)
    await own_data.erase(county.manager, volunteer, "本人请求", now=NOW + DAY)
    assert await MailAddress.count() == 0
    kept = await Session.select(Session.address, Session.agent).where(Session.person == actor.person)
    assert kept == [{"address": "", "agent": ""}]
