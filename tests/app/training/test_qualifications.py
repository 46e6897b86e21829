"""Qualifications: how long they hold, how one comes by them, and what takes them away."""

from datetime import date, timedelta

import pytest

from app.actor import Role
from app.audit.tables import Deed
from app.gatherings import actions as gatherings
from app.gatherings.rules.attendance import Record, Status
from app.gatherings.rules.attendance import Source as Known
from app.refusals import Missing, Refused
from app.training import actions, steps
from app.training.queries import qualifications as queries
from app.training.rules.qualifications import FOR_EVER, Holding, QualificationPlan, Source, Standing, last_day
from tests.cast import browser
from tests.makers import MONDAY, a_gathering, a_person

TODAY = date(2026, 11, 23)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("from_on", "months", "until"),
    [
        (date(2026, 1, 15), 12, date(2027, 1, 14)),
        (date(2026, 1, 1), 1, date(2026, 1, 31)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 11, 23), 1, date(2026, 12, 22)),
        (date(2026, 12, 1), 1, date(2026, 12, 31)),
        (date(2026, 11, 23), None, None),
    ],
)
def test_it_holds_to_the_day_before_the_same_day(from_on, months, until):
    assert last_day(from_on, months) == until


@pytest.mark.parametrize(
    ("until", "standing"),
    [
        (TODAY - DAY, Standing.EXPIRED),
        (TODAY, Standing.SOON),
        (TODAY + 30 * DAY, Standing.SOON),
        (TODAY + 31 * DAY, Standing.HOLDS),
        (FOR_EVER, Standing.HOLDS),
    ],
)
def test_it_is_amber_thirty_days_before_its_end(until, standing):
    held = Holding(1, 1, date(2026, 1, 1), until, Source.HAND, "", "", "单知行", MONDAY)
    assert held.standing(TODAY) is standing


async def _one(manager, months=12, name="岗前培训"):
    return await actions.add_qualification(manager, QualificationPlan(name, months), now=MONDAY)


async def test_it_is_given_by_hand_with_evidence_and_taken_back_with_a_reason(db):
    manager, person = await a_person("单知行", Role.MANAGER), await a_person("李小明", Role.VOLUNTEER)
    one = await _one(manager)
    with pytest.raises(Refused, match="写上依据，比如培训通知或证书编号"):
        await actions.grant_by_hand(manager, one, person.person, " ", from_on=TODAY, now=MONDAY)
    assert await queries.valid_until([person.person]) == {}
    await actions.grant_by_hand(manager, one, person.person, "市馆签到表", from_on=TODAY, now=MONDAY)
    assert await queries.valid_until([person.person]) == {person.person: {one: date(2027, 11, 22)}}
    await actions.revoke_qualification(manager, one, person.person, "签到表是别人的", now=MONDAY + DAY)
    assert await queries.valid_until([person.person]) == {}
    assert [(was.name, was.reason) for was in await queries.revoked(one)] == [("李小明", "签到表是别人的")]
    await actions.grant_by_hand(manager, one, person.person, "补训", from_on=TODAY + DAY, now=MONDAY + 2 * DAY)
    assert await queries.valid_until([person.person]) == {person.person: {one: date(2027, 11, 23)}}
    rows = await Deed.select(Deed.verb).where(Deed.verb.like("qualification%")).order_by(Deed.id)
    said = [row["verb"].partition(".")[2] for row in rows]
    assert said == ["added", "granted", "revoked", "granted"]


async def test_nobody_gives_or_takes_their_own_and_nobody_gives_what_is_out_of_use(db):
    manager, other = await a_person("单知行", Role.MANAGER), await a_person("王小芳", Role.MANAGER)
    one = await _one(manager)
    with pytest.raises(Refused, match="自己的资格由别的管理人员登记"):
        await actions.grant_by_hand(manager, one, manager.person, "我说的", from_on=TODAY, now=MONDAY)
    await actions.grant_by_hand(other, one, manager.person, "证书 1", from_on=TODAY, now=MONDAY)
    with pytest.raises(Refused, match="自己的资格由别的管理人员撤销"):
        await actions.revoke_qualification(manager, one, manager.person, "不要了", now=MONDAY)
    await actions.end_qualification(manager, one, now=MONDAY)
    with pytest.raises(Refused, match="这项资格已停用，恢复后再登记"):
        await actions.grant_by_hand(manager, one, other.person, "证书 2", from_on=TODAY, now=MONDAY)
    with pytest.raises(Refused, match="起始日不能晚于今天"):
        await actions.grant_by_hand(manager, one, other.person, "证书 2", from_on=TODAY + DAY, now=MONDAY)
    with pytest.raises(Missing):
        await actions.grant_by_hand(manager, one, 9999, "证书 3", from_on=TODAY, now=MONDAY)


async def test_whoever_comes_to_a_gathering_holds_it_once_its_list_is_closed_and_corrections_count(db):
    manager = await a_person("单知行", Role.MANAGER)
    came, away = await a_person("李小明", Role.VOLUNTEER), await a_person("王小红", Role.VOLUNTEER)
    one = await _one(manager)
    gathering = await a_gathering(came, away)
    await steps.let_gathering_give(gathering, one, MONDAY)
    ends = MONDAY + timedelta(hours=2)
    await gatherings.write_in(manager, gathering, came.person, MONDAY, ends, "", now=ends)
    assert await queries.valid_until() == {}
    await gatherings.close(manager, gathering, now=ends)
    assert await queries.valid_until() == {came.person: {one: date(2027, 11, 22)}}
    gone = Record(Status.ABSENT, Known.HAND, note="签错了人")
    await gatherings.correct(manager, gathering, came.person, gone, now=MONDAY + DAY)
    late = Record(Status.PRESENT, Known.HAND, MONDAY, ends, note="补签")
    await gatherings.correct(manager, gathering, away.person, late, now=MONDAY + DAY)
    assert await queries.valid_until() == {away.person: {one: date(2027, 11, 22)}}
    await actions.revoke_qualification(manager, one, away.person, "没有听完", now=MONDAY + 2 * DAY)
    assert await queries.valid_until() == {}


async def test_the_longest_one_stands(db):
    manager, person = await a_person("单知行", Role.MANAGER), await a_person("李小明", Role.VOLUNTEER)
    one = await _one(manager)
    for from_on, to_on in ((TODAY - 300 * DAY, None), (TODAY, TODAY + DAY), (TODAY - 400 * DAY, None)):
        await actions.grant_by_hand(manager, one, person.person, "证", from_on=from_on, to_on=to_on, now=MONDAY)
    (held,) = await queries.held([person.person])
    assert (held.from_on, held.until) == (date(2026, 1, 27), date(2027, 1, 26))


async def test_the_pages_show_who_holds_it_and_the_form_keeps_what_was_typed(db):
    manager, person = await a_person("单知行", Role.MANAGER), await a_person("李小明", Role.VOLUNTEER)
    office = await browser(manager)
    saved = await office.send("/qualifications", {"name": "岗前培训", "months": "12", "how": "做测验"})
    assert saved.status_code == 303
    address = saved.headers["location"].partition("?")[0]
    refused = await office.send(f"{address}/grants", {"person": person.person, "from_on": "2026-01-15", "reason": ""})
    assert refused.status_code == 409
    assert "写上依据，比如培训通知或证书编号" in refused.text
    await office.send(f"{address}/grants", {"person": person.person, "from_on": "2026-01-15", "reason": "证书 7"})
    shown = (await office.see(address)).text
    assert "李小明" in shown
    assert "2026-01-15 — 2027-01-14" in shown
    assert "<h3>李小明</h3>" not in (await office.see(f"{address}?q=王")).text
    own = (await (await browser(person)).see("/record")).text
    assert "2026-01-15 — 2027-01-14" in own
    assert "怎样取得" in own
    assert "取得后 12 个月有效" in (await office.see("/qualifications")).text
    twice = await office.send("/qualifications", {"name": "岗前培训", "months": "0"})
    assert twice.status_code == 409
    assert (await (await browser(person)).see("/qualifications")).status_code == 403
