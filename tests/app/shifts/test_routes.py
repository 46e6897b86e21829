"""The pages: who may, what a form may hold, and what stands where a part is asked for."""

import re
from datetime import timedelta

import pytest

from app import clock
from app.shifts.actions import roster, signing
from app.shifts.rules import Headcount
from app.shifts.tables import Assignment, Shift, Volunteer
from tests.app.shifts.county import NOW, THIS_WEEK, a_county, a_shift, a_volunteer, fresh, names
from tests.cast import browser


@pytest.fixture
async def county(db, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return await a_county()


async def test_a_volunteer_signs_up_and_undoes_it_with_forms_alone(county):
    actor, _ = await a_volunteer(county)
    seat = await a_shift(county)
    who = await browser(actor)
    assert "剩余 2 个名额" in (await who.see("/shifts")).text
    answer = await who.send(f"/shifts/seats/{seat.id}/signups")
    assert (answer.status_code, answer.headers["location"]) == (303, "/shifts/mine")
    assert "示例总馆 · 导读" in (await who.see("/shifts/mine")).text
    assignment = (await Assignment.select(Assignment.id).first())["id"]
    await who.send(f"/shifts/assignments/{assignment}/withdrawals")
    assert await names(seat) == []


async def test_every_refused_button_says_why(county):
    actor, _ = await a_volunteer(county, sites=frozenset({county.places[1]}))
    seat = await a_shift(county)
    who = await browser(actor)
    text = (await who.see("/shifts")).text
    assert "没有选“示例总馆”为可去的地点" in text
    assert "没有合适的班次" in (await who.see("/shifts?suits=1")).text
    answer = await who.send(f"/shifts/seats/{seat.id}/signups")
    assert answer.status_code == 409
    assert "没有选“示例总馆”为可去的地点" in answer.text


async def test_a_full_shift_offers_the_line(county):
    (one, _), (two, _) = await a_volunteer(county, "甲小一"), await a_volunteer(county, "乙小二")
    seat = await a_shift(county, count=Headcount(1, 1, 1))
    await signing.sign_up(one, seat.id, now=NOW)
    who = await browser(two)
    assert "名额已满，可排队候补（前面 0 人）" in (await who.see("/shifts")).text
    await who.send(f"/shifts/seats/{seat.id}/waitings")
    assert "候补第 1 位" in (await who.see("/shifts")).text
    mine = (await who.see("/shifts/mine")).text
    assert ("候补中" in mine, f'action="/shifts/seats/{seat.id}/waiting-ends"' in mine) == (True, True)


async def test_nobody_writes_over_a_shift_that_another_tab_has_saved(county):
    seat = await a_shift(county)
    who = await browser(county.coordinator)
    address = f"/shifts/{seat.facts.shift}"
    page = (await who.see(f"{address}/edit")).text
    seen = re.search(r'name="seen" value="([0-9a-f]{16})"', page)
    assert seen
    times = {"day": str(seat.facts.day), "from_time": "０９：００", "to_time": "12:00"}
    numbers = {"post": [str(county.posts[0])], "least": ["1"], "wanted": ["2"], "most": ["2"]}
    form = {"place": str(county.places[0]), **times, **numbers, "seen": seen[1]}
    assert (await who.send(address, {**form, "note": "先改的说明"})).status_code == 303
    late = await who.send(address, {**form, "note": "后改的说明"})
    assert (late.status_code, "别人改过它" in late.text) == (409, True)
    assert (await Shift.select(Shift.note).first())["note"] == "先改的说明"


async def test_the_panel_assigns_and_brings_the_seat_of_the_board_along(county):
    _, volunteer = await a_volunteer(county)
    seat = await a_shift(county)
    who = await browser(county.manager)
    form = {"revision": seat.revision, "volunteer": volunteer}
    answer = await who.send(f"/shifts/seats/{seat.id}/assignments", form, **{"HX-Request": "true"})
    assert answer.status_code == 200
    assert f'id="seat-{seat.id}"' in answer.text
    assert 'hx-swap-oob="true"' in answer.text
    assert await names(seat) == ["李小明"]
    again = await who.send(f"/shifts/seats/{seat.id}/assignments", form, **{"HX-Request": "true"})
    assert again.status_code == 409
    assert "此格刚被单知行改成“李小明”，看一下再保存" in again.text


async def test_initials_and_enter_assign_the_first_who_fits(county):
    for name in ("甲小一", "乙小二"):
        await a_volunteer(county, name)
    seat = await a_shift(county)
    who = await browser(county.manager)
    await who.send(f"/shifts/seats/{seat.id}/assignments", {"revision": seat.revision, "q": "乙小"})
    assert await names(seat) == ["乙小二"]
    nobody = {"revision": (await fresh(seat)).revision, "q": "没有这人"}
    assert (await who.send(f"/shifts/seats/{seat.id}/assignments", nobody)).status_code == 409


async def test_another_coordinators_seat_is_shown_and_not_changed(county):
    _, volunteer = await a_volunteer(county)
    seat = await a_shift(county, site=1)
    await roster.assign(county.manager, seat.id, volunteer, now=NOW)
    who = await browser(county.coordinator)
    text = (await who.see(f"/shifts/seats/{seat.id}")).text
    assert "您可以看，不能改" in text
    assert "/unassignments" not in text


async def test_the_board_says_nothing_anew_while_nobody_has_changed_it(county):
    await a_shift(county)
    who = await browser(county.coordinator)
    page = await who.part(f"/shifts/board?week={THIS_WEEK}")
    known = page.text.partition("known=")[2].partition('"')[0]
    assert (await who.part(f"/shifts/board?week={THIS_WEEK}&known={known}")).status_code == 204
    await a_shift(county, site=1)
    assert (await who.part(f"/shifts/board?week={THIS_WEEK}&known={known}")).status_code == 200


PLAN = {"day": "2026-11-24", "from_time": "09:00", "to_time": "12:00", "least": "1", "wanted": "1", "most": "1"}


@pytest.mark.parametrize(
    ("changed", "status", "sentence"),
    [
        ({"from_time": "9点"}, 422, "时间写成 09:30 这样"),
        ({"most": "0"}, 409, "人数要从少到多"),
        ({"to_time": "08:00"}, 409, "结束时间要晚于开始时间"),
        ({"day": "2026-13-40"}, 422, "写成 2026-11-22 这样"),
        (
            {"wanted": "many"},
            422,
            'id="e-wanted"><span class="visually-hidden">错误：</span>希望人数填一个整数，例如 60',
        ),
        ({"from_time": "23:00", "to_time": "05:00"}, 409, "班次要在同一天里结束；过夜的排成两班"),
        ({"from_time": "23:00", "to_time": "05:00"}, 409, 'id="e-to_time"'),
        ({"wanted": ""}, 422, "人数都要填"),
        ({"day": "2027-03-01"}, 409, "2027 年的放假通知还没有录入"),
        ({"stranger": "1"}, 422, "不认识的一项"),
    ],
)
async def test_a_form_that_does_not_fit_comes_back_filled_in(county, changed, status, sentence):
    who = await browser(county.coordinator)
    form = {**PLAN, "place": county.places[0], "post": county.posts[0], **changed}
    answer = await who.send("/shifts", form)
    assert answer.status_code == status
    assert sentence in answer.text
    assert await Shift.count() == 0


async def test_a_shift_is_planned_copied_published_and_called_off_with_forms(county):
    who = await browser(county.coordinator)
    form = {**PLAN, "place": county.places[0], "post": county.posts[0]}
    assert (await who.send("/shifts", form)).status_code == 303
    assert "发布 1 班的改动" in (await who.see(f"/shifts/board?week={THIS_WEEK}")).text
    assert "新发布" in (await who.see(f"/shifts/publication?week={THIS_WEEK}")).text
    assert (await who.send("/shifts/publications", {"week": str(THIS_WEEK)})).status_code == 303
    assert "新建 1 班" in (await who.see("/shifts/copy?week=2026-11-30")).text
    assert (await who.send("/shifts/copies", {"week": "2026-11-30"})).status_code == 303
    assert await Shift.count() == 2
    assert (await who.send("/shifts/1/cancellations", {"reason": ""})).status_code == 409
    assert (await who.send("/shifts/1/cancellations", {"reason": "停电"})).status_code == 303
    assert "已取消：停电" in (await who.see("/shifts/1")).text


async def test_a_volunteer_is_registered_and_their_file_filled(county):
    who = await browser(county.manager)
    assert (await who.send("/volunteers", {"wanted_hours": "4", "most_hours": "10"})).status_code == 422
    form = {"name": "新小来", "wanted_hours": "4", "most_hours": "2", "born_on": "2013-05-01"}
    assert "不能少于" in (await who.send("/volunteers", form)).text
    assert (await who.send("/volunteers", {**form, "most_hours": "10", "slots": "9-0-1"})).status_code == 422
    assert (await who.send("/volunteers", {**form, "most_hours": "10", "slots": "5-540-720"})).status_code == 303
    row = (await Volunteer.select(Volunteer.id).first())["id"]
    page = (await who.see(f"/volunteers/{row}")).text
    assert "还没有承诺书，不能排班" in page
    assert "未满 14 岁，查看会记入事迹簿" in page
    paper = {"kind": "commitment", "reference": "盒 1", "from_on": "2026-11-01"}
    assert (await who.send(f"/volunteers/{row}/papers", paper)).status_code == 303
    consent = {"guardian": "新大来", "phone": "1", "relation": "母亲", "proof": "盒 2", "given_on": "2026-11-01"}
    assert (await who.send(f"/volunteers/{row}/consents", consent)).status_code == 303
    assert (await who.send(f"/volunteers/{row}/states", {"state": "active"})).status_code == 303
    assert (await who.send(f"/volunteers/{row}/states", {"state": "applied"})).status_code == 409


async def test_birth_and_guardian_are_for_managers_and_the_volunteers_own_places(county):
    from datetime import date

    _, volunteer = await a_volunteer(county, born_on=date(2013, 5, 1), sites=frozenset({county.places[1]}))
    own, other = await browser(county.other), await browser(county.coordinator)
    assert "2013-05-01" in (await own.see(f"/volunteers/{volunteer}")).text
    assert "2013-05-01" not in (await other.see(f"/volunteers/{volunteer}")).text
    assert (await other.see(f"/volunteers/{volunteer}/edit")).status_code == 404
    assert (await other.send(f"/volunteers/{volunteer}/states", {"state": "left", "reason": "x"})).status_code == 404


async def test_from_signing_up_to_the_hours(county, monkeypatch):
    """What must be shown: a volunteer signs up, is checked in and out by the coordinator, and sees the hours."""
    actor, _ = await a_volunteer(county)
    seat = await a_shift(county)
    await (await browser(actor)).send(f"/shifts/seats/{seat.id}/signups")
    gathering = f"/gatherings/{seat.facts.gathering}"
    begins = seat.facts.span.starts_at
    for minute, address in (
        (-10, f"/shifts/{seat.facts.shift}/openings"),
        (-5, f"{gathering}/people/{actor.person}/in"),
        (150, f"{gathering}/people/{actor.person}/out"),
    ):
        monkeypatch.setattr(clock, "now", lambda at=begins + timedelta(minutes=minute): at)
        assert (await (await browser(county.coordinator)).send(address)).status_code == 303
    page = (await (await browser(actor)).see("/shifts/mine")).text
    assert "已签退，2.5 小时" in page
    assert "共 1 次，2.5 小时" in page
    assert "现场点名" in page
