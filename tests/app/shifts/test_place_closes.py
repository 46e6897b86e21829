"""A service point that closes after shifts there were published: who is told, what may still be done, what happens with seats."""

from datetime import date, timedelta

import pytest

from app import clock
from app.gatherings.tables import GatheringCancellation
from app.notices.tables import Notice
from app.people.actions import places
from app.people.tables import ServicePoint
from app.refusals import Refused
from app.shifts.actions import planning, roster, signing
from app.shifts.queries.people import people_facts
from app.shifts.queries.seats import seat_view
from app.shifts.queries.solving import week_instance
from app.shifts.rules.drafts import Mode
from app.shifts.rules.seating import conflicts
from app.shifts.tables import Assignment
from tests.app.service.served import DAY, MINUTE, START, a_seat, scan_in
from tests.app.shifts.county import NOW, a_county, a_volunteer
from tests.cast import browser

MONDAY_ON = date(2026, 11, 23)
NEXT = MONDAY_ON + timedelta(days=1)


@pytest.fixture
async def county(db, monkeypatch):
    await browser()  # The application is there, with all that it puts together.
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return await a_county()


async def notices_of(actor):
    rows = await Notice.select(Notice.message, Notice.params).where(Notice.person == actor.person).order_by(Notice.id)
    return [row["message"] for row in rows]


async def test_the_coordinator_is_told_how_much_stands_and_nobody_loses_a_seat_by_it(county):
    actor, volunteer = await a_volunteer(county)
    await a_seat(county, volunteer)
    later = await a_seat(county, volunteer, start=DAY)
    before = await notices_of(actor)
    left = await places.close_point(county.manager, county.places[0], NEXT, now=NOW)
    assert left == "；那以后还排着 1 班、1 人次，要到班表里逐班取消"
    (told,) = [one for one in await notices_of(county.coordinator) if "停止服务" in one]
    assert told.startswith("“%(place)s”%(on)s 起停止服务")
    assert await notices_of(actor) == before
    assert await Assignment.count().where(Assignment.ended_at.is_null()) == 2
    person = (await people_facts(later.facts.span, [volunteer]))[volunteer]
    view = await seat_view(later.id)
    assert [one.sentence for one in conflicts(person, view.facts, NOW)] == [
        f"“{view.facts.place_name}”2026-11-24 起停止服务，换一个服务点"
    ]


async def test_nobody_new_gets_a_seat_there_by_any_way(county):
    actor, volunteer = await a_volunteer(county)
    seat = await a_seat(county, start=DAY)
    before = await a_seat(county)
    await places.close_point(county.manager, county.places[0], NEXT, now=NOW)
    with pytest.raises(Refused, match="2026-11-24 起停止服务"):
        await signing.sign_up(actor, seat.id, now=NOW)
    with pytest.raises(Refused, match="2026-11-24 起停止服务"):
        await roster.assign(county.manager, seat.id, volunteer, now=NOW, override="就要去")
    asked = await week_instance(MONDAY_ON, NOW, Mode.FILL)
    assert {one.id for one in asked.seats} == {before.id}
    # The day before it closes is as it was.
    await signing.sign_up(actor, before.id, now=NOW)


async def test_calling_off_tells_whoever_has_a_seat_with_the_reason(county):
    actor, volunteer = await a_volunteer(county)
    seat = await a_seat(county, volunteer, start=DAY)
    await places.close_point(county.manager, county.places[0], NEXT, now=NOW)
    await planning.call_off(county.coordinator, seat.facts.shift, "书吧停止服务，谢谢您", now=NOW)
    assert (await notices_of(actor))[-1] == "%(when)s %(place)s 的班取消了。原因：%(why)s"
    assert (await GatheringCancellation.select(GatheringCancellation.reason))[0]["reason"] == "书吧停止服务，谢谢您"
    again = await places.close_point(county.manager, county.places[0], NEXT, now=NOW)
    assert again == ""


async def test_it_is_said_on_the_pages_and_taking_it_back_makes_all_as_it_was(county):
    actor, volunteer = await a_volunteer(county)
    seat = await a_seat(county, volunteer, start=DAY)
    manager, phone = await browser(county.manager), await browser(actor)
    at = f"/places/{county.places[0]}"
    answer = await manager.send(f"{at}/close", {"on": NEXT.isoformat()})
    assert answer.status_code == 303
    page = (await manager.see(f"/shifts/{seat.facts.shift}")).text
    assert "有位子的人还没有收到通知，协调员取消这一班、写明原因后才通知" in page
    assert "这一班等协调员处理" in (await phone.see(f"/shifts/{seat.facts.shift}")).text
    assert "起停止服务，换一个服务点" in (await manager.see(f"/shifts/seats/{seat.id}")).text
    await manager.send(f"{at}/reopen")
    assert "停止服务" not in (await manager.see(f"/shifts/{seat.facts.shift}")).text


async def test_until_that_day_one_checks_in_as_ever(county, monkeypatch):
    """A day of closing that lies ahead once shut the pages for checking in at once."""
    actor, volunteer = await a_volunteer(county)
    seat = await a_seat(county, volunteer)
    await ServicePoint.update({ServicePoint.closed_on: NEXT}).where(ServicePoint.id == county.places[0])
    monkeypatch.setattr(clock, "now", lambda: START - 5 * MINUTE)
    phone = await browser(actor)
    assert (await phone.see(f"/in/site/{county.places[0]}")).status_code == 200
    await scan_in(actor, seat, START)
    monkeypatch.setattr(clock, "now", lambda: START + DAY)
    assert (await phone.see(f"/in/site/{county.places[0]}")).status_code == 404
