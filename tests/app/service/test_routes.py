"""Service over HTTP: scanning, typing digits, being asked, approving, the tablet that nobody is signed in at."""

import re
from datetime import timedelta

import pytest

from app import clock
from app.gatherings import actions as attendance
from app.gatherings.coming import spoken_code
from app.gatherings.queries import facts, standing_record
from app.gatherings.rules import GatheringState
from app.gatherings.rules.attendance import Source
from app.service.actions import approving
from app.service.queries.claims import waiting_claims
from app.service.queries.records import standing_records
from app.service.tables import PresenceClaim, ServiceRecord
from tests.app.service.served import DAY, END, HOUR, MINUTE, START, a_seat, a_service, scan_in
from tests.app.shifts.county import a_county, a_volunteer
from tests.cast import browser


class Hand:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.at = START

    def __call__(self):
        return self.at


@pytest.fixture
def hand(db, monkeypatch):
    hand = Hand()
    monkeypatch.setattr(clock, "now", hand)
    return hand


def address_on(html: str) -> str:
    """Where the code on this page leads."""
    return re.search(r'data-address="http://library.test([^"]+)"', html).group(1)


async def a_screen(county, place: int) -> str:
    """The address of the tablet, as its coordinator sees it."""
    keeper = await browser(county.coordinator)
    answer = await keeper.send(f"/screens/{place}/renewals")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/places/{place}/code#screen")
    page = (await keeper.see(f"/places/{place}/code")).text
    return re.search(r'value="http://library.test(/screens/[^"]+)"', page).group(1)


async def test_a_volunteer_scans_the_tablet_and_is_in_with_one_tap(hand):
    county = await a_county()
    actor, volunteer = await a_volunteer(county)
    seat = await a_seat(county, volunteer)
    tablet = await (await browser()).see(await a_screen(county, seat.facts.place))
    assert (tablet.status_code, "李小明" in tablet.text) == (200, False)
    scanned, phone = address_on(tablet.text), await browser(actor)
    page = (await phone.see(scanned)).text
    assert "李小明 签到" in page
    answer = await phone.send(scanned, {"act": "in", "shift": seat.facts.shift})
    assert (answer.status_code, answer.headers["location"]) == (303, "/shifts/mine")
    assert (await standing_record(seat.facts.gathering, actor.person)).source is Source.SCAN
    assert (await facts(seat.facts.gathering)).state is GatheringState.OPEN
    hand.at = START + 2 * MINUTE
    for stale in (await phone.see(scanned), await phone.send(scanned, {"act": "out", "shift": seat.facts.shift})):
        assert (stale.status_code, "这个码已经过期，扫屏幕上现在的码" in stale.text) == (409, True)


async def test_the_tablet_goes_on_all_day_and_stops_when_it_is_ended(hand):
    county = await a_county()
    place = county.places[0]
    address, tablet = await a_screen(county, place), await browser()
    first = address_on((await tablet.see(address)).text)
    hand.at = START + 12 * HOUR
    later = await tablet.part(address)
    assert (later.status_code, "<html" in later.text, address_on(later.text) == first) == (200, False, False)
    keeper = await browser(county.coordinator)
    renewed = await a_screen(county, place)
    assert [(await tablet.see(one)).status_code for one in (address, renewed)] == [404, 200]
    await keeper.send(f"/screens/{place}/ends")
    assert (await tablet.see(renewed)).status_code == 404
    assert (await tablet.see("/screens/" + "0" * 32 + ".aaaa")).status_code == 404


async def test_a_screen_is_set_up_by_whose_place_it_is(hand):
    county = await a_county()
    other = await browser(county.other)
    for address in (f"/places/{county.places[0]}/code", f"/places/{county.places[0]}/poster"):
        assert (await other.see(address)).status_code == 404
    assert (await other.send(f"/screens/{county.places[0]}/renewals")).status_code == 404


async def test_the_code_of_another_place_says_where_to_go(hand):
    county = await a_county()
    actor, volunteer = await a_volunteer(county)
    seat = await a_seat(county, volunteer)
    keeper = await browser(county.other)
    scanned = address_on((await keeper.see(f"/places/{county.places[1]}/code")).text)
    phone = await browser(actor)
    assert "您这一班在“示例总馆”，这是“示例书吧”的码；到那里扫码" in (await phone.see(scanned)).text
    refused = await phone.send(scanned, {"act": "in", "shift": seat.facts.shift})
    assert (refused.status_code, await standing_record(seat.facts.gathering, actor.person)) == (404, None)


async def test_whoever_scans_signs_in_first_and_comes_back(hand):
    county = await a_county()
    keeper = await browser(county.coordinator)
    scanned = address_on((await keeper.see(f"/places/{county.places[0]}/code")).text)
    answer = await (await browser()).see(scanned)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/sign-in?next={scanned}")


async def test_with_two_shifts_at_once_one_chooses(hand):
    county = await a_county()
    actor, volunteer = await a_volunteer(county)
    one = await a_seat(county, volunteer)
    two = await a_seat(county, volunteer, start=3 * HOUR)
    hand.at = END - 5 * MINUTE
    page = (await (await browser(actor)).see(f"/in/site/{one.facts.place}")).text
    shifts = re.findall(r'name="shift" value="(\d+)"', page)
    assert shifts == [str(one.facts.shift), str(two.facts.shift)]
    assert "这时您在这里有 2 班，选一班。" in page


async def test_the_printed_code_asks_for_the_digits_of_the_shift(hand):
    county = await a_county()
    actor, volunteer = await a_volunteer(county)
    seat = await a_seat(county, volunteer)
    phone, keeper = await browser(actor), await browser(county.coordinator)
    place, digits = seat.facts.place, spoken_code(seat.facts.gathering)
    poster = (await keeper.see(f"/places/{place}/poster")).text
    assert address_on(poster) == f"/in/site/{place}"
    assert digits in (await keeper.see(f"/places/{place}/code")).text
    assert digits in (await keeper.see(f"/gatherings/{seat.facts.gathering}/sheet")).text
    form = {"act": "in", "shift": seat.facts.shift}
    wrong = await phone.send(f"/in/site/{place}", {**form, "code": f"{(int(digits) + 1) % 10_000:04}"})
    assert (wrong.status_code, "口令不对，看一下是不是这一班的；还可以试 4 次" in wrong.text) == (409, True)
    empty = await phone.send(f"/in/site/{place}", {**form, "code": ""})
    assert (empty.status_code, "填写四位口令" in empty.text) == (422, True)
    right = await phone.send(f"/in/site/{place}", {**form, "code": digits})
    assert right.status_code == 303
    assert (await standing_record(seat.facts.gathering, actor.person)).source is Source.CODE


async def test_what_a_phone_kept_is_sent_and_waits(hand):
    county = await a_county()
    actor, volunteer = await a_volunteer(county)
    seat = await a_seat(county, volunteer)
    phone, place = await browser(actor), seat.facts.place
    hand.at = START + HOUR
    stamped = int((START + 3 * MINUTE).timestamp() * 1000)
    sent = await phone.send(f"/in/site/{place}/stamps", {"stamped": stamped, "phone": stamped + 90_000})
    assert (sent.status_code, sent.headers["location"]) == (303, "/shifts/mine")
    claim = (await waiting_claims(county.coordinator))[0]
    assert (claim.came_at, claim.phone_at) == (START + 3 * MINUTE, START + 3 * MINUTE + timedelta(seconds=90))
    for text in ("", "x", "9" * 16, "-5"):
        assert (await phone.send(f"/in/site/{place}/stamps", {"stamped": text})).status_code in {409, 422}
    assert await PresenceClaim.count() == 1


async def test_the_page_may_be_opened_before_and_says_plainly_what_it_can_without_a_network(hand):
    county = await a_county()
    actor, volunteer = await a_volunteer(county)
    seat = await a_seat(county, volunteer)
    phone, place = await browser(actor), seat.facts.place
    hand.at = START - 2 * HOUR
    assert f'href="/in/site/{place}"' in (await phone.see("/shifts/mine")).text
    early = (await phone.see(f"/in/site/{place}")).text
    assert ("到时可能没有网" in early, "data-offline" in early, "四位口令" in early) == (True, True, False)
    hand.at = START
    open_page = (await phone.see(f"/in/site/{place}")).text
    assert ("没有网时才打开是打不开的" in open_page, "data-offline" in open_page) == (True, False)
    hand.at = START - DAY - 2 * HOUR
    assert f'href="/in/site/{place}"' not in (await phone.see("/shifts/mine")).text
    assert "data-offline" not in (await phone.see(f"/in/site/{place}")).text
    # Whoever has no shift here is told so and nothing else.
    hand.at = START - 2 * HOUR
    stranger = await browser((await a_volunteer(county, "赵小石"))[0])
    assert "data-offline" not in (await stranger.see(f"/in/site/{place}")).text


async def test_after_the_next_check_in_one_is_asked_when_one_went(hand):
    county = await a_county()
    actor, volunteer = await a_volunteer(county)
    seat = await a_seat(county, volunteer)
    await scan_in(actor, seat, START)
    await attendance.close(county.coordinator, seat.facts.gathering, now=END)
    next_one = await a_seat(county, volunteer, start=DAY)
    hand.at = START + DAY
    phone, keeper = await browser(actor), await browser(county.coordinator)
    scanned = address_on((await keeper.see(f"/places/{seat.facts.place}/code")).text)
    answer = await phone.send(scanned, {"act": "in", "shift": next_one.facts.shift})
    assert answer.headers["location"] == "/service/mine#asked"
    assert "上次几点走的？" in (await phone.see("/service/mine")).text
    part = (await phone.part("/service/mine")).text
    assert ("上次几点走的？" in part, "<html" in part) == (True, False)
    send_to = f"/service/gatherings/{seat.facts.gathering}/went"
    for text, status, said in (
        ("", 422, "填写几点走的"),
        ("25:00", 422, "时间写成 12:10 这样"),
        ("08:30", 409, "要晚于"),
    ):
        refused = await phone.send(send_to, {"went_at": text})
        assert (refused.status_code, said in refused.text) == (status, True)
    assert (await phone.send(send_to, {"went_at": "11：20"})).status_code == 303
    claim = (await waiting_claims(county.coordinator))[0]
    assert claim.went_at == START + timedelta(hours=2, minutes=20)
    page = (await keeper.see("/service/asked")).text
    assert ("本人说 11:20 走的" in page, "现在记的是 09:00—12:00" in page) == (True, True)
    turned_down = await keeper.send(f"/service/claims/{claim.id}/answers", {"accepted": "no", "reason": ""})
    assert (turned_down.status_code, "不同意要写明理由" in turned_down.text) == (409, True)
    await keeper.send(f"/service/claims/{claim.id}/answers", {"accepted": "yes", "reason": ""})
    assert (await standing_record(seat.facts.gathering, actor.person)).went_at == claim.went_at


async def test_a_shift_is_approved_with_one_press_and_the_volunteer_sees_it(hand):
    county = await a_county()
    actor, volunteer = await a_volunteer(county)
    seat = await a_service(county, actor, volunteers=(volunteer,))
    gathering = seat.facts.gathering
    hand.at = END + DAY
    keeper, phone = await browser(county.coordinator), await browser(actor)
    assert "待核定" in (await phone.see("/service/mine")).text
    page = (await keeper.see("/service/pending")).text
    assert ("核定 1 人，共 3 小时" in page, "第 1 个工作日，最后一天 12-07" in page) == (True, True)
    assert "待核定 1 条服务" in (await keeper.see("/")).text
    seen = re.search(r'name="seen" value="([^"]+)"', page).group(1)
    few = await keeper.send(f"/service/pending/{gathering}/people/{volunteer}", {"minutes": "100", "note": ""})
    assert (few.status_code, "写明原因" in few.text, 'value="100"' in few.text) == (409, True, True)
    words = await keeper.send(f"/service/pending/{gathering}/people/{volunteer}", {"minutes": "三", "note": ""})
    assert (words.status_code, "填一个整数" in words.text) == (422, True)
    assert (await keeper.send(f"/service/pending/{gathering}/approvals", {"seen": seen})).status_code == 303
    again = await keeper.send(f"/service/pending/{gathering}/approvals", {"seen": seen})
    assert (again.status_code, "这一班已经核定完了" in again.text) == (409, True)
    other = await (await browser(county.other)).send(f"/service/pending/{gathering}/approvals", {"seen": seen})
    assert other.status_code == 404
    mine = (await phone.see("/service/mine")).text
    assert ("核定 3 小时（180 分钟）" in mine, "等着核定" in mine) == (True, False)
    part = await (await browser(county.manager)).part("/service?month=2026-11")
    assert (part.status_code, "李小明" in part.text, "<html" in part.text) == (200, True, False)
    ledger = (await (await browser(county.manager)).see("/service?month=2026-11&source=scan")).text
    assert ("李小明" in ledger, "3 小时" in ledger) == (True, True)
    assert "李小明" not in (await (await browser(county.other)).see("/service")).text


async def test_nobody_approves_or_reads_at_anothers_place(hand):
    county = await a_county()
    actor, volunteer = await a_volunteer(county)
    seat = await a_service(county, actor, volunteers=(volunteer,))
    await approving.approve(county.coordinator, seat.facts.gathering, now=END)
    record = (await standing_records(volunteer))[0].id
    other, phone = await browser(county.other), await browser(actor)
    assert (await other.see(f"/service/records/{record}")).status_code == 404
    assert (await other.send(f"/service/records/{record}/voids", {"reason": "不对的"})).status_code == 404
    assert (await phone.see("/service/pending")).status_code == 403
    assert (await phone.see("/service")).status_code == 403
    stranger, _ = await a_volunteer(county, "赵小石")
    asked = await (await browser(stranger)).send(f"/service/records/{record}/requests", {"said": "这不对"})
    assert asked.status_code == 404


async def test_a_record_is_voided_with_its_reason_and_stays_to_be_read(hand):
    county = await a_county()
    actor, volunteer = await a_volunteer(county)
    seat = await a_service(county, actor, volunteers=(volunteer,))
    await approving.approve(county.coordinator, seat.facts.gathering, now=END)
    record = (await standing_records(volunteer))[0].id
    keeper = await browser(county.coordinator)
    bare = await keeper.send(f"/service/records/{record}/voids", {"reason": ""})
    assert (bare.status_code, "填写作废的原因" in bare.text) == (422, True)
    await keeper.send(f"/service/records/{record}/voids", {"reason": "扫错了手机"})
    page = (await keeper.see(f"/service/records/{record}")).text
    assert ("已作废" in page, "扫错了手机" in page, "只作废" in page) == (True, True, False)
    again = await keeper.send(f"/service/records/{record}/voids", {"reason": "扫错了手机"})
    assert (again.status_code, "这条记录已经作废了" in again.text) == (409, True)
    assert "扫错了手机" in (await (await browser(actor)).see("/service/mine")).text
    assert await ServiceRecord.count() == 1


async def test_an_absence_is_excused_over_the_page_and_seen_by_nobody_else(hand):
    county = await a_county()
    actor, volunteer = await a_volunteer(county)
    other, second = await a_volunteer(county, "赵小石")
    seat = await a_seat(county, volunteer, second)
    await scan_in(other, seat, START)
    await attendance.close(county.coordinator, seat.facts.gathering, now=END)
    hand.at = END + HOUR
    phone, keeper = await browser(actor), await browser(county.coordinator)
    gathering = seat.facts.gathering
    assert "没有来的原因（14 天内可以说明）" in (await phone.see("/service/mine")).text
    assert (await phone.send(f"/service/gatherings/{gathering}/excuses", {"said": "x"})).status_code == 422
    await phone.send(f"/service/gatherings/{gathering}/excuses", {"said": "孩子发烧"})
    assert "孩子发烧" in (await keeper.see("/service/asked")).text
    for stranger in (county.other, other):
        pages = ("/service/asked", "/service/mine", f"/gatherings/{gathering}", "/shifts/mine")
        for address in pages:
            assert "孩子发烧" not in (await (await browser(stranger)).see(address)).text
    decide = f"/service/absences/{gathering}/{volunteer}/decisions"
    kept = await keeper.send(decide, {"accepted": "no", "reason": "没有提前说"})
    assert kept.status_code == 303
    assert "为什么不同意（可以申诉一次）" in (await phone.see("/service/mine")).text
    assert (await phone.send(f"/service/gatherings/{gathering}/appeals", {"said": "头天打过电话"})).status_code == 303
    assert "头天打过电话" not in (await keeper.see("/service/asked")).text
    boss = await browser(county.manager)
    assert "头天打过电话" in (await boss.see("/service/asked")).text
    assert (await boss.send(decide, {"accepted": "yes", "reason": ""})).status_code == 303
    assert "请假" in (await phone.see("/service/mine")).text


async def test_the_tolerance_is_the_managers_and_has_a_source(hand):
    county = await a_county()
    boss, keeper = await browser(county.manager), await browser(county.coordinator)
    form = {"minutes": "15", "source": "办法第九条"}
    assert (await keeper.send("/service/tolerances", form)).status_code == 403
    assert (await boss.send("/service/tolerances", {**form, "minutes": "90"})).status_code == 422
    assert (await boss.send("/service/tolerances", form)).status_code == 303
    assert "核定的时间不超过计划加 15 分钟。" in (await boss.see("/service")).text
