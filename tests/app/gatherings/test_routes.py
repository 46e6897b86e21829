"""The pages of attendance: what each sees, what a form sent wrong says, what a scanned code does."""

import re
from datetime import timedelta

import pytest

from app import clock
from app.actor import Role
from app.gatherings import actions, queries
from app.gatherings.rules.attendance import Status
from app.web import signing
from tests.cast import browser
from tests.makers import MONDAY, a_gathering, a_person


class Hand:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.at = MONDAY

    def __call__(self):
        return self.at

    def set(self, minutes: float) -> None:
        self.at = MONDAY + timedelta(minutes=minutes)


@pytest.fixture
def hand(monkeypatch) -> Hand:
    hand = Hand()
    monkeypatch.setattr(clock, "now", hand)
    return hand


@pytest.fixture
async def keeper(db):
    return await browser(await a_person("馆长", Role.MANAGER))


async def scanned(keeper, study: int) -> str:
    """The address that the code on the screen holds, less the host."""
    page = (await keeper.see(f"/gatherings/{study}/code")).text
    return re.search(r'data-address="http://library\.test(/in/[^"]+)"', page)[1]


async def test_scan_to_done_in_two_taps(hand, keeper):
    one = await a_person("乐小读", Role.STAFF)
    phone, study = await browser(one), await a_gathering(one)
    address = await scanned(keeper, study)
    assert "乐小读 签到" in (await phone.see(address)).text
    done = await phone.send(address, {"act": "in"})
    assert (done.status_code, done.headers["location"]) == (303, f"/gatherings/{study}")
    assert "已签到 09:00:00" in (await phone.see(f"/gatherings/{study}")).text
    hand.set(100)
    address = await scanned(keeper, study)
    assert "乐小读 签退" in (await phone.see(address)).text
    await phone.send(address, {"act": "out"})
    assert [line.minutes for line in await queries.attendance(study)] == [100]


async def test_a_form_sent_twice_does_not_check_out(hand, keeper):
    one = await a_person("乐小读", Role.STAFF)
    phone, study = await browser(one), await a_gathering(one)
    address = await scanned(keeper, study)
    await phone.send(address, {"act": "in"})
    again = await phone.send(address, {"act": "in"})
    assert again.status_code == 409
    assert "已经签到了" in again.text


async def test_the_screen_says_after_the_end_that_it_is_over_and_what_to_do(hand, keeper):
    study = await a_gathering(await a_person("乐小读", Role.STAFF))
    hand.set(200)
    await actions.close(keeper.actor, study, now=clock.now())
    shown = (await keeper.see(f"/gatherings/{study}/code")).text
    assert "签到已经结束，不再出码。出勤记错了，就在名单里点“更正”" in shown
    assert ("开始签到以后" in shown, "hx-trigger" in shown.partition('id="code"')[2]) == (False, False)


async def test_a_photographed_code_is_refused_with_the_repair(hand, keeper):
    one = await a_person("乐小读", Role.STAFF)
    phone, study = await browser(one), await a_gathering(one)
    address = await scanned(keeper, study)
    hand.set(2.1)
    for answer in (await phone.see(address), await phone.send(address, {"act": "in"})):
        assert answer.status_code == 409
        assert "这个码已经过期，扫屏幕上现在的码" in answer.text


async def test_whoever_scans_signs_in_first_and_comes_back(hand, keeper):
    study = await a_gathering(await a_person("乐小读", Role.STAFF))
    address = await scanned(keeper, study)
    answer = await (await browser()).see(address)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/sign-in?next={address}")


@pytest.mark.parametrize("text", ["1-1", "x", "1-99999999999", "0-0", "-", "１-1", "1-1-1"])
async def test_a_code_that_nobody_made_is_nothing(db, text):
    who = await browser(await a_person("乐小读", Role.STAFF))
    assert (await who.see(f"/in/{'0' * 32}.{text}")).status_code == 404
    assert (await who.send(f"/in/{'0' * 32}.{text}", {"act": "in"})).status_code == 404
    for purpose in ("gathering code", "toast"):
        signed = signing.signed(purpose, text)
        assert (await who.see(f"/in/{signed}")).status_code in {404, 409}


async def test_others_see_their_own_line_and_strangers_nothing(hand, keeper):
    one, two = await a_person("乐小读", Role.STAFF), await a_person("华小卷", Role.STAFF)
    study = await a_gathering(one, two)
    everybody = (await keeper.see(f"/gatherings/{study}")).text
    own = (await (await browser(one)).see(f"/gatherings/{study}")).text
    assert ("乐小读" in everybody, "华小卷" in everybody) == (True, True)
    assert ("乐小读" in own, "华小卷" in own) == (True, False)
    for role in (Role.AUDITOR, Role.EDITOR, Role.STAFF, Role.COORDINATOR):
        stranger = await browser(await a_person("别人", role))
        assert (await stranger.see(f"/gatherings/{study}")).status_code == 404


async def test_a_tick_answers_with_the_row_and_the_numbers(hand, keeper):
    one = await a_person("乐小读", Role.STAFF)
    study = await a_gathering(one)
    answer = await keeper.send(f"/gatherings/{study}/people/{one.person}/in", **{"HX-Request": "true"})
    assert answer.status_code == 200
    assert answer.text.lstrip().startswith(f'<tr id="person-{one.person}">')
    assert 'id="numbers"' in answer.text
    assert 'hx-swap-oob="true"' in answer.text
    plain = await keeper.send(f"/gatherings/{study}/people/{one.person}/back")
    assert plain.headers["location"] == f"/gatherings/{study}#person-{one.person}"


FORM = {"status": "came", "came_at": "2026-11-23T09:00", "went_at": "2026-11-23T10:00", "note": "签到表有名"}


@pytest.mark.parametrize(
    ("changes", "status", "sentence"),
    [
        ({"status": "excused", "note": ""}, 422, "写上请假的事由"),
        ({"status": "made_up", "note": " "}, 422, "写上补学了什么"),
        ({"status": "present"}, 422, "怎样要从列出的几项里选"),
        ({"came_at": "昨天"}, 422, "签到时间写成 2026-11-22 14:30 这样"),
        ({"note": "长" * 201}, 422, "说明最多 200 个字，现在 201 个字"),
        ({"went_at": ""}, 409, "写上签到和签退时间"),
        ({"went_at": "2026-11-23T08:59"}, 409, "签退时间要晚于签到时间"),
        ({"went_at": "2026-11-24T09:00"}, 409, "时间还没到，不能先记"),
        ({"came_at": "2026-11-23T07:00", "went_at": "2026-11-23T08:00"}, 409, "签退时间在开始之前"),
        ({"note": ""}, 409, "更正要写明原因"),
    ],
)
async def test_what_cannot_be_comes_back_filled_in(hand, keeper, changes, status, sentence):
    one = await a_person("乐小读", Role.STAFF)
    study = await a_gathering(one)
    hand.set(130)
    await actions.close(keeper.actor, study, now=hand())
    form = {**FORM, **changes}
    answer = await keeper.send(f"/gatherings/{study}/people/{one.person}", form)
    assert answer.status_code == status
    assert sentence in answer.text
    assert f'value="{form["came_at"]}"' in answer.text
    assert len(await queries.history(study)) == 1


async def test_the_same_form_writes_each_kind(hand, keeper):
    one = await a_person("乐小读", Role.STAFF)
    study = await a_gathering(one)
    hand.set(70)
    for status in ("excused", "absent", "made_up", "came"):
        answer = await keeper.send(f"/gatherings/{study}/people/{one.person}", {**FORM, "status": status})
        assert answer.status_code == 303, answer.text
    assert [entry.record.status for entry in await queries.history(study)] == [
        Status.EXCUSED,
        Status.ABSENT,
        Status.MADE_UP,
        Status.PRESENT,
    ]
    page = (await keeper.see(f"/gatherings/{study}/people/{one.person}")).text
    assert page.count("签到表有名") == 4


async def test_every_number_leads_to_its_rows(hand, keeper):
    here, away = await a_person("乐小读", Role.STAFF), await a_person("华小卷", Role.STAFF)
    study = await a_gathering(here, away)
    await actions.tick_in(keeper.actor, study, here.person, now=hand())
    shown = (await keeper.see(f"/gatherings/{study}?status=waiting")).text
    assert (f'id="person-{here.person}"' in shown, f'id="person-{away.person}"' in shown) == (False, True)


async def test_an_address_in_the_host_line_that_is_too_long_makes_no_code(hand, keeper):
    study = await a_gathering(await a_person("乐小读", Role.STAFF))
    answer = await keeper.see(f"/gatherings/{study}/code", host="a" * 5000)
    assert answer.status_code == 409


async def test_a_planned_gathering_says_what_comes_next(hand, keeper):
    study = await a_gathering()
    assert "名单还没有定" in (await keeper.see(f"/gatherings/{study}")).text
    assert "现在不能扫码：未开始" in (await keeper.see(f"/gatherings/{study}/code")).text
    assert "名单还没有定" in (await keeper.see(f"/gatherings/{study}/sheet")).text
    assert "现在不能加人" in (await keeper.see(f"/gatherings/{study}/people")).text
    refused = await keeper.send(f"/gatherings/{study}/closings")
    assert (refused.status_code, "还没有开始签到" in refused.text) == (409, True)


async def test_evidence_without_a_place_comes_back(hand, keeper):
    study = await a_gathering(await a_person("乐小读", Role.STAFF))
    answer = await keeper.send(f"/gatherings/{study}/evidence", {"title": "签到表", "reference": ""})
    assert (answer.status_code, "填写在哪里" in answer.text, 'value="签到表"' in answer.text) == (422, True, True)
    await keeper.send(f"/gatherings/{study}/evidence", {"title": "签到表", "reference": "档案盒 3", "person": ""})
    assert "档案盒 3" in (await keeper.see(f"/gatherings/{study}")).text


async def test_the_sheet_is_filled_or_blank(hand, keeper):
    one = await a_person("乐小读", Role.STAFF)
    study = await a_gathering(one)
    await actions.tick_in(keeper.actor, study, one.person, now=hand())
    assert "出席" in (await keeper.see(f"/gatherings/{study}/sheet")).text
    blank = (await keeper.see(f"/gatherings/{study}/sheet?blank=1")).text
    assert ("乐小读" in blank, "出席" in blank) == (True, False)


async def test_whoever_was_on_leave_has_no_times_beside_the_gathering(hand, keeper):
    one = await a_person("乐小读", Role.STAFF)
    study = await a_gathering(one)
    await actions.excuse(keeper.actor, study, one.person, "家事", now=hand())
    hand.set(130)
    await actions.close(keeper.actor, study, now=hand())
    assert "报告厅</p>" in (await (await browser(one)).see("/gatherings")).text
