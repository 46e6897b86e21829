"""Courses elsewhere: claimed with a certificate, verified by somebody else, counted once."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.actor import Role
from app.audit.tables import Deed
from app.gatherings import actions as gatherings
from app.gatherings.actions import close_period
from app.gatherings.rules import Category
from app.notices.tables import Notice
from app.office.gate import EVIDENCE, admit
from app.refusals import Missing, Refused
from app.training import actions
from app.training.queries import courses as queries
from app.training.queries.ledgers import card_of, member
from app.training.rules import Ledger
from app.training.rules.courses import Course, Level, Mode, State, Subject, Times, Unit, placed, why_not_course
from app.training.rules.hours import shared_minutes
from app.training.rules.membership import Period
from app.training.tables import CourseClaim, CourseDecision, CourseVersion
from tests.makers import MONDAY, a_gathering, a_person
from tests.pictures import photo

TODAY = date(2026, 11, 23)
COURSE = Course(
    "示例公共图书馆馆员研修班",
    "示例省图书馆",
    Level.PROVINCE,
    Mode.SENT,
    Subject.PROFESSIONAL,
    date(2026, 9, 7),
    date(2026, 9, 9),
    Times.DAY,
    "18",
    Unit.HOUR,
)


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"to_on": date(2026, 9, 1)}, "to_on", "结束日期要不早于开始日期（2026-09-07）"),
        ({"to_on": date(2026, 12, 1)}, "to_on", "结束日期 2026-12-01 还没到，学完再报"),
        ({"from_on": date(1999, 1, 1)}, "from_on", "开始日期写成 2000-01-01 以后的日子"),
        ({"from_on": date(2025, 1, 1)}, "to_on", "一次最多报 366 天的，按年分开报"),
        ({"amount": "十二"}, "amount", "时长填大于 0 的数，例如 12 或 4.5"),
        ({"amount": "0"}, "amount", "时长填大于 0 的数，例如 12 或 4.5"),
        ({"amount": "25"}, "amount", "3 天最多 24 小时，填的是 25 小时：看看日期、时段和单位"),
        ({"times": Times.EVENING}, "amount", "3 天最多 12 小时，填的是 18 小时：看看日期、时段和单位"),
    ],
)
def test_what_cannot_have_been_is_refused_at_its_field(changes, field, sentence):
    assert [(why.code, why.sentence) for why in why_not_course(replace(COURSE, **changes), TODAY)] == [
        (field, sentence)
    ]


@pytest.mark.parametrize(
    ("amount", "unit", "minutes"), [("４．５", Unit.HOUR, 270), ("10", Unit.LESSON, 450), ("95", Unit.MINUTE, 95)]
)
def test_the_amount_is_read_as_it_is_written(amount, unit, minutes):
    assert replace(COURSE, amount=amount, unit=unit).minutes == minutes


@given(days=st.integers(1, 60), minutes=st.integers(1, 60 * 480), times=st.sampled_from(Times))
def test_a_course_lies_on_its_days_and_is_never_more_than_the_clock(days, minutes, times):
    last = COURSE.from_on + timedelta(days=days - 1)
    course = replace(COURSE, to_on=last, amount=str(minutes), unit=Unit.MINUTE, times=times)
    spans = placed(course)
    assert sum(spent for _, spent in spans) == min(minutes, course.most_minutes)
    assert all(at + timedelta(minutes=spent) <= after for (at, spent), (after, _) in pairwise(spans))
    assert shared_minutes(spans, spans) == min(minutes, course.most_minutes)


@pytest.fixture
async def certificate():
    return await admit("证书.jpg", photo(60, 40), EVIDENCE)


@pytest.fixture
async def manager(db):
    return await a_person("馆长", Role.MANAGER)


@pytest.fixture
async def staff(manager):
    return await a_person("乐小读", Role.STAFF, professional_title="馆员")


async def done(person, ledger):
    card = await card_of(person, await member(person.person), 2026)
    return card.account(ledger).done


async def test_a_claim_counts_once_it_is_verified_and_no_more_when_it_is_returned(manager, staff, certificate):
    (claim,) = await actions.claim_course(staff, [staff.person], COURSE, certificate, now=MONDAY)
    assert (await queries.claim(manager, claim)).state is State.WAITING
    assert await done(staff, Ledger.INSTITUTION) == 0
    await actions.verify(manager, [claim], now=MONDAY)
    assert (await done(staff, Ledger.INSTITUTION), await done(staff, Ledger.PROFESSIONAL)) == (18, 18)
    await actions.send_back(manager, claim, "证书上是 12 学时", now=MONDAY)
    assert await done(staff, Ledger.INSTITUTION) == 0
    await actions.send_again(staff, claim, replace(COURSE, amount="12"), None, now=MONDAY)
    await actions.verify(manager, [claim], now=MONDAY)
    assert await done(staff, Ledger.INSTITUTION) == 12
    one = await queries.claim(staff, claim)
    assert (one.number, one.file_name, await CourseVersion.count(), await CourseDecision.count()) == (
        2,
        "证书.jpg",
        2,
        3,
    )
    assert [step.what for step in await queries.steps_of(claim)] == ["sent", "verified", "returned", "sent", "verified"]
    assert await Notice.count() == 3


async def test_a_course_of_closed_days_is_verified_when_they_are_open_again(manager, staff, certificate):
    await close_period(manager, "2026Q1", "示例：已上报", now=MONDAY)
    early = replace(COURSE, from_on=date(2026, 3, 2), to_on=date(2026, 3, 4))
    (claim,) = await actions.claim_course(staff, [staff.person], early, certificate, now=MONDAY)
    with pytest.raises(Refused, match="2026-01-01 至 2026-03-31 已封存"):
        await actions.verify(manager, [claim], now=MONDAY)
    assert await done(staff, Ledger.INSTITUTION) == 0


async def test_nobody_verifies_their_own_and_then_none_of_the_others_either(manager, staff, certificate):
    made = await actions.claim_course(manager, [staff.person, manager.person], COURSE, certificate, now=MONDAY)
    with pytest.raises(Refused, match="馆长“示例公共图书馆馆员研修班”：自己的申报要由别人审核"):
        await actions.verify(manager, made, now=MONDAY)
    with pytest.raises(Refused, match="自己的申报要由别人审核"):
        await actions.send_back(manager, made[1], "不对", now=MONDAY)
    assert await CourseDecision.count() == 0
    other = await a_person("书记", Role.SECRETARY)
    assert await actions.verify(other, made, now=MONDAY) == 2


async def test_twelve_people_are_claimed_at_once_or_not_at_all(manager, staff, certificate):
    people = [(await a_person(f"示例馆员{n}", Role.STAFF)).person for n in range(11)]
    volunteer = await a_person("志愿者", Role.VOLUNTEER)
    before = await Deed.count()
    with pytest.raises(Missing):
        await actions.claim_course(manager, [*people, volunteer.person], COURSE, certificate, now=MONDAY)
    with pytest.raises(Missing):
        await actions.claim_course(staff, people, COURSE, certificate, now=MONDAY)
    with pytest.raises(Refused, match="附上证书或通知的照片"):
        await actions.claim_course(manager, people, COURSE, None, now=MONDAY)
    assert (await CourseClaim.count(), await Deed.count()) == (0, before)
    assert len(await actions.claim_course(manager, [*people, staff.person], COURSE, certificate, now=MONDAY)) == 12
    with pytest.raises(Refused, match="乐小读已经报过这次培训"):
        await actions.claim_course(staff, [staff.person], COURSE, certificate, now=MONDAY)


async def test_time_shared_with_an_attended_session_is_said_and_counts_once(manager, staff, certificate):
    # The Monday's study, 9 to 11 at the library, lies inside the course's day.
    study = await a_gathering(staff, category=Category.PROFESSIONAL)
    await gatherings.tick_in(manager, study, staff.person, now=MONDAY)
    await gatherings.close(manager, study, now=MONDAY + timedelta(hours=3))
    alone = await done(staff, Ledger.INSTITUTION)
    assert alone == 2
    course = replace(COURSE, from_on=TODAY, to_on=TODAY, amount="6")
    evening = datetime(2026, 11, 23, 14, tzinfo=UTC)
    (claim,) = await actions.claim_course(staff, [staff.person], course, certificate, now=evening)
    shared = await queries.shared_time(await queries.claim(staff, claim))
    assert [(each.minutes, each.address) for each in shared] == [(120, f"/gatherings/{study}")]
    await actions.verify(manager, [claim], now=evening)
    assert await done(staff, Ledger.INSTITUTION) == 6


async def test_the_partys_ledger_takes_politics_learnt_together_and_nothing_online(manager, staff, certificate):
    secretary = await a_person("支小书", Role.SECRETARY)
    await actions.give_membership(secretary, staff.person, Ledger.PARTY, Period(date(2026, 1, 1)), now=MONDAY)
    politics = replace(COURSE, subject=Subject.POLITICS, title="示例党员轮训班")
    online = replace(politics, title="示例网络学习", mode=Mode.ONLINE, from_on=date(2026, 3, 2), to_on=date(2026, 3, 4))
    for each in (COURSE, replace(politics, from_on=date(2026, 5, 4), to_on=date(2026, 5, 6)), online):
        made = await actions.claim_course(staff, [staff.person], each, certificate, now=MONDAY)
        await actions.verify(manager, made, now=MONDAY)
    assert (await done(staff, Ledger.PARTY), await done(staff, Ledger.INSTITUTION)) == (18, 54)


async def test_what_was_verified_is_neither_changed_nor_withdrawn_by_whoever_sent_it(manager, staff, certificate):
    (claim,) = await actions.claim_course(staff, [staff.person], COURSE, certificate, now=MONDAY)
    await actions.verify(manager, [claim], now=MONDAY)
    with pytest.raises(Refused, match="已经通过，要改就请审核人先退回"):
        await actions.send_again(staff, claim, COURSE, None, now=MONDAY)
    with pytest.raises(Refused, match="已经通过，要改就请审核人先退回"):
        await actions.withdraw_claim(staff, claim, now=MONDAY)
    with pytest.raises(Refused, match="这份申报已通过"):
        await actions.verify(manager, [claim], now=MONDAY)


async def test_a_withdrawn_claim_stays_readable_and_may_be_made_anew(manager, staff, certificate):
    (claim,) = await actions.claim_course(staff, [staff.person], COURSE, certificate, now=MONDAY)
    await actions.withdraw_claim(staff, claim, now=MONDAY)
    assert (await queries.claim(staff, claim)).state is State.WITHDRAWN
    with pytest.raises(Refused, match="这份申报已撤回"):
        await actions.verify(manager, [claim], now=MONDAY)
    await actions.claim_course(staff, [staff.person], COURSE, certificate, now=MONDAY)
    colleague = await a_person("别人", Role.STAFF)
    assert await queries.claim(colleague, claim) is None
    with pytest.raises(Missing):
        await actions.send_again(colleague, claim, COURSE, None, now=MONDAY)
