"""Applicants who were given back are forgotten after a time that the library decides."""

from dataclasses import replace
from datetime import timedelta

import pytest

from app import clock
from app.actor import system
from app.audit.tables import Deed
from app.people.tables import Person, RoleGrant
from app.refusals import Refused
from app.shifts.actions import applying, retention, reviewing
from app.shifts.queries import applications
from app.shifts.queries.retention import standing_retention
from app.shifts.rules.retention import SHIPPED, Retention
from app.shifts.tables import Application, ApplicationDecision, Erasure, RetentionSetting, Volunteer, VolunteerStatus
from app.storage import database
from tests.app.shifts.county import DAY, NOW, a_county
from tests.app.shifts.test_joining import APPLIED, PHONE, VISITING, an_open_project
from tests.cast import browser

LOOP = system("shifts")


@pytest.fixture
async def county(db, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return await a_county()


async def given_back(county, given=APPLIED, now=NOW):
    """An application that was returned; the receipt."""
    code = await applying.apply(VISITING, await an_open_project(county), given, now=now)
    (one,) = await applications.waiting(county.manager)
    await reviewing.give_back(county.manager, one.id, "孩子还小，等升了初中再来", now=now)
    return code


async def the_volunteer():
    return (await Volunteer.select().order_by(Volunteer.id, ascending=False).first())["id"]


async def test_until_the_library_decides_a_year_holds_and_then_the_applicant_is_gone(county):
    code = await given_back(county, replace(APPLIED, number="N320800", area="示例街道"))
    volunteer = await the_volunteer()
    assert await retention.forget_applicants(LOOP, now=NOW + SHIPPED.span) == 0
    assert (await Person.select(Person.name).where(Person.phone == PHONE).first())["name"] == "乐小读"
    assert await retention.forget_applicants(LOOP, now=NOW + SHIPPED.span + timedelta(minutes=1)) == 1
    row = await Volunteer.objects().where(Volunteer.id == volunteer).first()
    assert (row.born_on, row.area, row.number) == (None, "", None)
    person = await Person.objects().where(Person.id == row.person).first()
    assert (person.name, person.phone) == ("已删除", None)
    assert await RoleGrant.count().where((RoleGrant.person == row.person) & RoleGrant.ended_at.is_null()) == 0
    assert await ApplicationDecision.select(ApplicationDecision.outcome, ApplicationDecision.reason) == [
        {"outcome": "returned", "reason": ""}
    ]
    texts = await VolunteerStatus.select(VolunteerStatus.reason).where(VolunteerStatus.volunteer == volunteer)
    assert [one["reason"] for one in texts] == ["", ""]
    assert await Application.select(Application.name, Application.phone) == [{"name": "", "phone": ""}]
    last = await Deed.select(Deed.verb, Deed.actor, Deed.subject).order_by(Deed.id, ascending=False).first()
    assert last == {"verb": "volunteer.forgotten", "actor": None, "subject": volunteer}
    # Once is enough, and the phone is free for another application.
    assert await retention.forget_applicants(LOOP, now=NOW + 2 * SHIPPED.span) == 0
    assert await Erasure.count() == 1
    assert code


async def test_the_librarys_own_days_hold_from_the_moment_they_are_decided(county):
    await given_back(county)
    await retention.decide_retention(county.manager, Retention(60, "馆务会 2026-11-30"), now=NOW)
    assert await standing_retention() == Retention(60, "馆务会 2026-11-30")
    assert await retention.forget_applicants(LOOP, now=NOW + 60 * DAY) == 0
    assert await retention.forget_applicants(LOOP, now=NOW + 61 * DAY) == 1


async def test_whoever_applies_again_or_was_let_in_is_not_forgotten(county):
    await given_back(county)
    later = NOW + SHIPPED.span
    another = await an_open_project(county, name="少儿阅读陪伴")
    await applying.apply(VISITING, another, APPLIED, now=later)
    assert await retention.forget_applicants(LOOP, now=later + 30 * DAY) == 0
    (again,) = await applications.waiting(county.manager)
    await reviewing.approve(county.manager, [again.id], now=later + 30 * DAY)
    assert await retention.forget_applicants(LOOP, now=later + 3 * SHIPPED.span) == 0
    assert (await Person.select(Person.name).where(Person.phone == PHONE).first())["name"] == "乐小读"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (Retention(29, "馆务会"), "填 30 到 1095 天"),
        (Retention(1096, "馆务会"), "填 30 到 1095 天"),
        (Retention(90, " "), "写明依据"),
    ],
)
async def test_what_the_library_cannot_decide_is_said(county, given, said):
    with pytest.raises(Refused, match=said):
        await retention.decide_retention(county.manager, given, now=NOW)
    assert await RetentionSetting.count() == 0


async def test_it_stands_in_the_rules_and_is_the_managers_to_decide(county):
    manager, keeper, visitor = await browser(county.manager), await browser(county.coordinator), await browser()
    assert "申请退回后 365 天" in (await visitor.see("/join/rules")).text
    assert "改保存期" not in (await keeper.see("/shifts/retention")).text
    assert (await keeper.send("/shifts/retention", {"days": "90", "source": "馆务会"})).status_code == 403
    for form, status, said in (
        ({"days": "九十", "source": "馆务会"}, 422, "填一个整数"),
        ({"days": "7", "source": "馆务会"}, 409, "填 30 到 1095 天"),
        ({"days": "90", "source": ""}, 409, "写明依据"),
    ):
        answer = await manager.send("/shifts/retention", form)
        assert (answer.status_code, said in answer.text) == (status, True)
    assert (await manager.send("/shifts/retention", {"days": "90", "source": "馆务会纪要"})).status_code == 303
    assert "申请退回后 90 天，申请人的资料自动删除。依据：馆务会纪要" in (await visitor.see("/join/rules")).text
    assert "馆务会纪要 · 单知行" in (await keeper.see("/shifts/retention")).text


async def test_a_reason_may_be_emptied_and_nothing_else_of_a_decision_changes(county):
    await given_back(county)
    for statement in (
        "UPDATE application_decision SET reason = '别的'",
        "UPDATE application_decision SET reason = '', outcome = 'approved'",
        "UPDATE application_decision SET by_name = '别人'",
        "UPDATE application_decision SET reason = '', by = NULL",
        "DELETE FROM application_decision",
        "UPDATE volunteer_status SET status = 'active'",
        "UPDATE retention_setting SET days = 1" if await RetentionSetting.count() else "DELETE FROM volunteer_status",
    ):
        with pytest.raises(Exception, match="is insert-only"):
            async with database().atomic():
                await Volunteer.raw(statement)
    await Volunteer.raw("UPDATE application_decision SET reason = ''")
    assert (await ApplicationDecision.select(ApplicationDecision.reason))[0]["reason"] == ""
