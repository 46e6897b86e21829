"""A class that is called off as a whole, and learners who are written down by hand."""

import html
import re
from datetime import timedelta

import pytest

from app.audit.tables import Deed
from app.classes import queries
from app.classes.actions import classes, enrolling, examining, feedback, units
from app.classes.queries import completion_of
from app.classes.routes.arriving import SCREEN
from app.classes.routes.learners import address_of
from app.classes.rules import ClassState, Tier, Way
from app.classes.rules.feedback import Rating
from app.classes.rules.roster import Line
from app.classes.tables import ClassCancellation, ClassEnrolment
from app.gatherings.rules import GatheringState, Span
from app.gatherings.rules.codes import code_now
from app.refusals import Refused
from app.web import signing
from tests.app.classes.hall import FIRST, a_class, a_class_with, a_held_unit, a_learner, a_secretary, a_unit, time
from tests.cast import browser
from tests.makers import MONDAY

__all__ = ["time"]

WHY = "台风停课，改到明年春天"
SAID = f"这个班已取消，不办了：{WHY}"


@pytest.fixture
async def secretary(db, time):
    return await a_secretary()


@pytest.fixture
async def class_id(secretary):
    return await a_class_with(secretary, 1)


def error_at(answer, name):
    found = re.search(rf'id="e-{name}">.*?</span>([^<]+)</p>', answer.text)
    return html.unescape(found[1]) if found else None


async def test_everybody_who_comes_by_a_link_reads_why_the_class_was_called_off(secretary, class_id):
    unit = await units.add_unit(secretary, class_id, a_unit(), now=MONDAY)
    gathering = (await queries.unit(secretary, unit)).gathering.id
    office, stranger = await browser(secretary), await browser()
    scanned = f"/arrivals/{signing.signed(SCREEN, str(code_now(gathering, MONDAY)))}"
    one = await queries.training_class(secretary, class_id)
    mine = address_of((await queries.learners(secretary, class_id))[0])
    assert (await office.send(f"/classes/{class_id}/cancellations", {"reason": WHY})).status_code == 303
    for address in (f"/enrol/{one.token}", f"/enrol/{one.token}/me", mine, scanned):
        assert SAID in (await stranger.see(address)).text
    assert 'name="phone"' not in (await stranger.see(f"/enrol/{one.token}")).text
    assert "开始作答" not in (await stranger.see(mine)).text
    for page in ("", "/timetable", "/exam", "/completion", "/feedback", "/roster", "/learners/new"):
        assert SAID in (await office.see(f"/classes/{class_id}{page}")).text
    assert "已取消" in (await office.see("/classes")).text
    assert (await queries.training_class(secretary, class_id)).state(MONDAY) is ClassState.CALLED_OFF


async def test_what_was_planned_falls_with_the_class_and_what_was_held_stays(secretary, class_id):
    await a_held_unit(secretary, class_id, 0)
    await units.add_unit(secretary, class_id, a_unit(2), now=MONDAY)
    assert await classes.call_off(secretary, class_id, WHY, now=FIRST + timedelta(hours=2)) == 1
    held, planned = await queries.units(secretary, class_id)
    assert (held.gathering.state, planned.gathering.state) == (GatheringState.CLOSED, GatheringState.CALLED_OFF)
    assert planned.gathering.called_off == WHY
    line = await Deed.select(Deed.subject).where(Deed.verb == "training_class.called_off").first()
    assert line == {"subject": class_id}


async def test_a_class_at_which_people_are_checking_in_is_not_called_off(secretary, class_id):
    unit = await units.add_unit(secretary, class_id, a_unit(), now=MONDAY)
    await units.open_unit(secretary, unit, now=FIRST)
    with pytest.raises(Refused, match="有 1 次课正在签到"):
        await classes.call_off(secretary, class_id, WHY, now=FIRST)
    assert await ClassCancellation.count() == 0


async def test_a_finished_class_is_not_called_off(secretary, class_id):
    await classes.finish(secretary, class_id, now=FIRST)
    with pytest.raises(Refused, match="已经结班，不能再取消"):
        await classes.call_off(secretary, class_id, WHY, now=FIRST)


async def test_a_corrected_reason_is_another_row_and_the_newest_is_told(secretary, class_id):
    office = await browser(secretary)
    at = f"/classes/{class_id}/cancellations"
    assert "这个班没有取消" in (await office.send(f"{at}/corrections", {"reason": "老师生病"})).text
    await office.send(at, {"reason": WHY})
    assert "已经取消过了" in (await office.send(at, {"reason": "老师生病"})).text
    assert (await office.send(f"{at}/corrections", {"reason": "老师生病"})).status_code == 303
    assert (await queries.training_class(secretary, class_id)).called_off == "老师生病"
    assert [one.reason for one in await queries.cancellations(secretary, class_id)] == [WHY, "老师生病"]
    shown = (await office.see(f"/classes/{class_id}")).text
    assert WHY in shown


async def test_nothing_is_done_with_a_class_that_was_called_off(secretary, class_id):
    seat = (await queries.learners(secretary, class_id))[0]
    await classes.call_off(secretary, class_id, WHY, now=MONDAY)
    token = (await queries.training_class(secretary, class_id)).token
    span = Span(FIRST, FIRST + timedelta(hours=1))
    for refused in (
        classes.change_class(secretary, class_id, a_class()),
        classes.finish(secretary, class_id, now=FIRST),
        enrolling.enrol(secretary, token, a_learner(7), now=MONDAY),
        enrolling.take_in(secretary, class_id, [Line(2, a_learner(7))], now=MONDAY),
        enrolling.add(secretary, class_id, a_learner(7), now=MONDAY),
        units.add_unit(secretary, class_id, a_unit(), now=MONDAY),
        examining.draw_paper(secretary, class_id, None, 1, span, now=MONDAY),
        examining.begin(secretary, seat.id, now=FIRST),
        examining.write_result(secretary, seat.id, 6000, "", now=FIRST),
        feedback.rate(secretary, seat.id, Rating((5, 5, 5, 5, 5), ""), now=FIRST),
    ):
        with pytest.raises(Refused, match=SAID):
            await refused
    await enrolling.withdraw(secretary, seat.id, "本人退出", by_name=seat.name, now=MONDAY)


async def test_a_class_nobody_can_enrol_in_yet_is_called_off_too(secretary):
    made = await classes.plan_class(secretary, a_class(), now=MONDAY)
    await classes.call_off(secretary, made, WHY, now=MONDAY)
    with pytest.raises(Refused, match=SAID):
        await classes.open_enrolment(secretary, made, now=MONDAY)


BY_HAND = {"name": "王 示例", "unit": "示例一镇文化站", "tier": "town", "phone": "1990000 9999", "post": ""}


async def test_a_learner_is_written_down_by_hand_after_the_deadline(secretary, class_id, time):
    time.now = FIRST
    office, phone = await browser(secretary), await browser()
    assert (await office.send(f"/classes/{class_id}/learners", BY_HAND)).status_code == 303
    seat = (await queries.learners(secretary, class_id))[1]
    assert (seat.name, seat.phone, seat.tier, seat.way) == ("王示例", "19900009999", Tier.TOWN, Way.HAND)
    assert "工作人员登记" in (await office.see(f"/classes/{class_id}")).text
    token = (await queries.training_class(secretary, class_id)).token
    mine = {"name": "王示例", "last_digits": "9999", "code": seat.code}
    assert (await phone.send(f"/enrol/{token}/me", mine)).headers["location"] == address_of(seat)
    assert not completion_of(await queries.training_class(secretary, class_id), seat, []).is_complete


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"name": ""}, "name", None),
        ({"phone": "1990"}, "phone", "手机号写 11 位数字，例如 13812345678"),
        ({"tier": "county"}, "tier", "这个班的对象是 镇（街道）、村（社区）"),
        ({"phone": "19900000001"}, "phone", "这个手机号已经在学员名单里"),
    ],
)
async def test_by_hand_asks_what_the_roster_asks(secretary, changes, field, sentence):
    made = await a_class_with(secretary, 1, tiers=frozenset({Tier.TOWN, Tier.VILLAGE}))
    office = await browser(secretary)
    answer = await office.send(f"/classes/{made}/learners", {**BY_HAND, **changes})
    assert answer.status_code in (409, 422)
    assert error_at(answer, field) == (sentence or error_at(answer, field))
    assert f'id="e-{field}"' in answer.text
    assert await ClassEnrolment.count() == 1


async def test_by_hand_nobody_gets_a_seat_that_is_not_there(secretary):
    made = await a_class_with(secretary, 1, capacity=1)
    with pytest.raises(Refused, match="名额 1 个已满"):
        await enrolling.add(secretary, made, a_learner(9), now=MONDAY)
