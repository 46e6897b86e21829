"""Each of the twenty reasons, of real rows, through what people do and on the pages where they do it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

import pytest

from app import clock
from app.actor import Actor
from app.audit.tables import Deed
from app.gatherings.actions import calendar
from app.gatherings.rules.calendar import DayKind
from app.refusals import Refused
from app.shifts.actions import posts, roster, signing, volunteers
from app.shifts.actions.posts import PostFacts
from app.shifts.actions.rules import set_limits
from app.shifts.queries.seats import SeatView
from app.shifts.rules import Headcount, Skill, Slot, State
from app.shifts.rules.limits import LIMITS
from app.shifts.rules.reasons import OVERRIDABLE, Reason
from app.shifts.tables import Assignment
from app.training import actions as training
from app.training.rules.qualifications import QualificationPlan
from tests.app.shifts.county import DAY, HOUR, NOW, County, a_county, a_shift, a_volunteer, fresh, names
from tests.cast import browser
from tests.makers import MONDAY, a_gathering

TODAY = NOW.date()


@dataclass
class Case:
    """Somebody beside a seat, and when they ask."""

    county: County
    actor: Actor
    volunteer: int
    seat: SeatView
    now: datetime = NOW
    limits: dict[str, object] = field(default_factory=dict)


Made = Callable[[County], Awaitable[Case]]


async def _plain(county: County, *, count: Headcount | None = None, published: bool = True, **wishes: object) -> Case:
    actor, volunteer = await a_volunteer(county, **wishes)  # type: ignore[arg-type]
    return Case(county, actor, volunteer, await a_shift(county, count=count, published=published))


async def _busy(case: Case, *shifts: tuple[timedelta, float]) -> Case:
    for start, length in shifts:
        other = await a_shift(case.county, start, length=length * HOUR, site=1)
        await roster.assign(case.county.manager, other.id, case.volunteer, now=NOW)
    return case


async def _asks(county: County, **facts: object) -> None:
    given = PostFacts("导读", **facts)  # type: ignore[arg-type]
    await posts.edit_post(county.manager, county.posts[0], given)


async def not_open(county: County) -> Case:
    return await _plain(county, published=False)


async def sign_up_over(county: County) -> Case:
    return replace(await _plain(county), now=MONDAY - HOUR)


async def full(county: County) -> Case:
    case = await _plain(county, count=Headcount(1, 1, 1))
    other, _volunteer = await a_volunteer(county, "王小红")
    await signing.sign_up(other, case.seat.id, now=NOW)
    return case


async def already(county: County) -> Case:
    case = await _plain(county)
    await signing.sign_up(case.actor, case.seat.id, now=NOW)
    return case


async def overlap(county: County) -> Case:
    return await _busy(await _plain(county), (2 * HOUR, 3))


async def rest(county: County) -> Case:
    return await _busy(await _plain(county), (3 * HOUR + timedelta(minutes=29), 1))


async def day_limit(county: County) -> Case:
    return await _busy(await _plain(county), (4 * HOUR, 5.5))


async def week_limit(county: County) -> Case:
    return await _busy(await _plain(county, most_minutes=300), (DAY, 3))


async def days_in_a_row(county: County) -> Case:
    await set_limits(county.manager, replace(LIMITS, days_in_a_row=2, source="馆务会"), TODAY, now=NOW)
    return await _busy(await _plain(county), (DAY, 2), (2 * DAY, 2))


async def skill(county: County) -> Case:
    await _asks(county, skill=Skill.STORYTELLING)
    return await _plain(county)


async def untrained(county: County) -> Case:
    one = await training.add_qualification(county.manager, QualificationPlan("岗前培训", 12), now=NOW)
    await _asks(county, qualification=one)
    return await _plain(county)


async def age(county: County) -> Case:
    return await _plain(county, born_on=date(2011, 5, 1))


async def site(county: County) -> Case:
    return await _plain(county, sites=frozenset(county.places[1:]))


async def unavailable(county: County) -> Case:
    return await _plain(county, slots=[Slot(1, 540, 720)])


async def novice(county: County) -> Case:
    await set_limits(county.manager, replace(LIMITS, novice_shifts=1, source="馆务会"), TODAY, now=NOW)
    return await _plain(county)


async def closed(county: County) -> Case:
    case = await _plain(county)
    await calendar.set_day(county.manager, MONDAY.date(), DayKind.CLOSED, "设备检修", "通知", now=NOW)
    return case


async def paused(county: County) -> Case:
    case = await _plain(county)
    await volunteers.set_state(county.manager, case.volunteer, State.PAUSED, "歇一阵", now=NOW)
    return case


async def papers(county: County) -> Case:
    actor, volunteer = await a_volunteer(county, ready=False)
    await volunteers.set_state(county.manager, volunteer, State.ACTIVE, "", now=NOW)
    return Case(county, actor, volunteer, await a_shift(county))


async def duty(county: County) -> Case:
    case = await _plain(county)
    await a_gathering(case.actor)
    return case


async def locked(county: County) -> Case:
    case = await _plain(county)
    await roster.lock_seat(county.manager, case.seat.id, True, now=NOW)
    return case


CASES: dict[Reason, tuple[Made, str]] = {
    Reason.NOT_OPEN: (not_open, "这一班还没有开放报名，发布后再来"),
    Reason.SIGN_UP_OVER: (sign_up_over, "报名已截止，要来就联系协调员"),
    Reason.FULL: (full, "名额已满，可排队候补（前面 0 人）"),
    Reason.ALREADY: (already, "已经在这一班了"),
    Reason.OVERLAP: (overlap, "和“示例书吧 11-23 11:00—14:00”时间重叠"),
    Reason.REST: (rest, "和 11-23 12:29—13:29 那一班间隔不到 30 分钟"),
    Reason.DAY_LIMIT: (day_limit, "当天共 8.5 小时，每天最多 8 小时"),
    Reason.WEEK_LIMIT: (week_limit, "这一周共 6 小时，本人最多 5 小时"),
    Reason.DAYS_IN_A_ROW: (days_in_a_row, "会连着 3 天，最多连着 2 天"),
    Reason.SKILL: (skill, "岗位要会“讲故事”，还没有登记这项技能"),
    Reason.UNTRAINED: (untrained, "还没有通过“岗前培训”，通过后再来"),
    Reason.AGE: (age, "未满 18 岁，先登记监护人同意"),
    Reason.SITE: (site, "没有选“示例总馆”为可去的地点"),
    Reason.UNAVAILABLE: (unavailable, "这段时间不在本人的空闲时间里"),
    Reason.NOVICE: (novice, "第一次来要有人带，先排一位有经验的"),
    Reason.CLOSED: (closed, "闭馆：设备检修，换一个时间"),
    Reason.PAUSED: (paused, "志愿者身份已暂停，恢复后再排"),
    Reason.PAPERS: (papers, "还没有签志愿服务承诺书，先补上"),
    Reason.DUTY: (duty, "这段时间要参加“周四学习”，不计志愿服务"),
    Reason.LOCKED: (locked, "这个岗位已锁定，协调员解锁后再排"),
}
ONLY_FOR_ONESELF = {Reason.NOT_OPEN, Reason.SIGN_UP_OVER}
ON_NO_BUTTON = {Reason.NOT_OPEN, Reason.SIGN_UP_OVER, Reason.ALREADY}
"""A draft and what is past its limit are not offered at all, and whoever is on it is told so beside no button."""


async def refused(action: Awaitable[object]) -> list[tuple[str, str]]:
    with pytest.raises(Refused) as why:
        await action
    return [(one.code, one.sentence) for one in why.value.reasons]


def test_there_is_a_case_for_each_of_the_twenty():
    assert list(CASES) == list(Reason)
    assert len(set(CASES) - ON_NO_BUTTON) == 17


@pytest.mark.parametrize("reason", CASES, ids=str)
async def test_nobody_signs_up_against_it_and_nothing_is_written(db, reason):
    made, sentence = CASES[reason]
    case = await made(await a_county())
    seats, deeds = await Assignment.count(), await Deed.count()
    said = await refused(signing.sign_up(case.actor, case.seat.id, now=case.now))
    assert said == [(reason.value, sentence)]
    assert (await Assignment.count(), await Deed.count()) == (seats, deeds)


@pytest.mark.parametrize("reason", CASES, ids=str)
async def test_a_coordinator_is_stopped_by_it_unless_a_written_reason_goes_over_it(db, reason):
    made, sentence = CASES[reason]
    case = await made(await a_county())
    boss = case.county.manager
    if reason in ONLY_FOR_ONESELF:
        await roster.assign(boss, case.seat.id, case.volunteer, now=case.now)
        assert await names(case.seat) == [case.actor.name]
        return
    before = await names(case.seat)
    asked = [("why", "要安排就写上原因")] if reason in OVERRIDABLE else []
    said = await refused(roster.assign(boss, case.seat.id, case.volunteer, now=case.now))
    assert said == [(reason.value, sentence), *asked]
    assert await names(case.seat) == before
    if reason not in OVERRIDABLE:
        over = await refused(roster.assign(boss, case.seat.id, case.volunteer, now=case.now, override="领导同意"))
        assert over == [(reason.value, sentence)]
        return
    made_row = await roster.assign(boss, case.seat.id, case.volunteer, now=case.now, override="他说顾得上")
    assert await names(case.seat) == [case.actor.name]
    row = await Assignment.select(Assignment.reason).where(Assignment.id == made_row).first()
    assert row == {"reason": "他说顾得上"}
    deed = await Deed.select().where(Deed.verb == "shift.assigned").order_by(Deed.id, ascending=False).first()
    assert deed is not None
    assert '"他说顾得上"' in str(deed["details"])
    assert f'"{reason.value}"' in str(deed["details"])


@pytest.mark.parametrize("reason", [one for one in CASES if one not in ON_NO_BUTTON], ids=str)
async def test_a_refused_button_says_it(db, monkeypatch, reason):
    made, sentence = CASES[reason]
    monkeypatch.setattr(clock, "now", lambda: NOW)
    case = await made(await a_county())
    shown = (await (await browser(case.actor)).see("/shifts")).text
    row = shown.partition(f'id="seat-{case.seat.id}"')[2].partition("</li>")[0]
    assert sentence in row
    if reason is Reason.UNTRAINED:
        assert f'href="/practice/qualifications/{(await fresh(case.seat)).facts.qualification}"' in row
    if reason is not Reason.FULL:
        assert f'disabled aria-describedby="why-{case.seat.id}"' in row
    board = (await (await browser(case.county.manager)).see(f"/shifts/seats/{case.seat.id}")).text
    assert sentence in board


async def test_the_training_is_judged_on_the_day_of_the_shift(db):
    case = await untrained(await a_county())
    one = (await fresh(case.seat)).facts.qualification
    assert one is not None
    boss, person = case.county.manager, case.actor.person
    last = MONDAY.date() - DAY
    await training.grant_by_hand(boss, one, person, "签到表", from_on=TODAY, to_on=last, now=NOW)
    said = await refused(signing.sign_up(case.actor, case.seat.id, now=NOW))
    assert said == [("untrained", "“岗前培训”到 2026-11-22 为止，到时已过期，先续上")]
    await training.grant_by_hand(boss, one, person, "补训", from_on=TODAY, to_on=MONDAY.date(), now=NOW)
    await signing.sign_up(case.actor, case.seat.id, now=NOW)
    assert await names(case.seat) == ["李小明"]


async def test_a_post_asks_for_nothing_that_is_out_of_use(db):
    case = await untrained(await a_county())
    one = (await fresh(case.seat)).facts.qualification
    assert one is not None
    await training.end_qualification(case.county.manager, one, now=NOW)
    await signing.sign_up(case.actor, case.seat.id, now=NOW)
    other = await training.add_qualification(case.county.manager, QualificationPlan("急救员"), now=NOW)
    await training.end_qualification(case.county.manager, other, now=NOW)
    with pytest.raises(Refused, match="这项资格已停用，选一项在用的或不要求"):
        await _asks(case.county, qualification=other)
