"""Where the library sets it, whoever has served so many shifts may sign up before everybody else."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from app import clock
from app.refusals import Refused
from app.shifts.actions import roster, signing
from app.shifts.actions.rules import set_limits
from app.shifts.rules.limits import LIMITS, Limits, open_for_all, why_not_open
from tests.app.shifts.county import HOUR, NOW, a_county, a_shift, a_volunteer, names
from tests.cast import browser

AT = datetime(2026, 11, 20, 2, tzinfo=UTC)
FIRST = Limits(regular_shifts=3, head_start=24 * HOUR)
SAID = "先对服务满 3 次的志愿者开放，11-21 10:00 起大家都能报名"


@pytest.mark.parametrize(
    ("published", "until", "opens"),
    [(AT, AT + 72 * HOUR, AT + 24 * HOUR), (AT, AT + 10 * HOUR, AT + 5 * HOUR), (AT, AT - HOUR, AT)],
)
def test_the_head_start_is_never_more_than_half_of_the_time_there_is(published, until, opens):
    assert open_for_all(FIRST, published, until) == opens


@pytest.mark.parametrize(
    ("limits", "published", "served", "after", "said"),
    [
        (FIRST, AT, 2, timedelta(hours=23), SAID),
        (FIRST, AT, 2, timedelta(hours=24), ""),
        (FIRST, AT, 3, timedelta(0), ""),
        (FIRST, True, 0, timedelta(0), ""),
        (FIRST, False, 9, timedelta(0), "这一班还没有开放报名，发布后再来"),
        (LIMITS, AT, 0, timedelta(0), ""),
        (replace(FIRST, head_start=timedelta(0)), AT, 0, timedelta(0), ""),
    ],
)
def test_who_has_to_wait_and_until_when(limits, published, served, after, said):
    assert why_not_open(limits, published, AT + 72 * HOUR, served, AT + after) == said


async def test_a_newcomer_reads_from_when_on_it_is_open_and_a_coordinator_need_not_wait(db, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    county = await a_county()
    manager = await browser(county.manager)
    form = {
        "from_on": NOW.date().isoformat(),
        "rest": 30,
        "day_hours": 8,
        "days_in_a_row": 6,
        "novice_shifts": 0,
        "withdraw_hours": 1,
        "late_hours": 24,
        "sign_up_hours": 2,
        "source": "馆务会",
        "regular_shifts": 51,
        "head_start_hours": 24,
    }
    refused = await manager.send("/shifts/rules", form)
    assert (refused.status_code, "填 0 到 50 次" in refused.text) == (409, True)
    assert (await manager.send("/shifts/rules", {**form, "regular_shifts": 3})).status_code == 303
    assert "服务满 3 次的先报名 24 小时" in (await manager.see("/shifts/rules")).text
    newcomer, _first = await a_volunteer(county)
    _other, second = await a_volunteer(county, "王小芳")
    seat = await a_shift(county)
    with pytest.raises(Refused, match="先对服务满 3 次的志愿者开放"):
        await signing.sign_up(newcomer, seat.id, now=NOW)
    assert "先对服务满 3 次的志愿者开放" in (await (await browser(newcomer)).see("/shifts")).text
    await roster.assign(county.manager, seat.id, second, now=NOW)
    await signing.sign_up(newcomer, seat.id, now=NOW + 24 * HOUR)
    assert sorted(await names(seat)) == ["李小明", "王小芳"]


async def test_by_itself_everybody_may_sign_up_at_once(db, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    county = await a_county()
    newcomer, _first = await a_volunteer(county)
    seat = await a_shift(county)
    await set_limits(county.manager, replace(LIMITS, regular_shifts=3, source="馆务会"), NOW.date(), now=NOW)
    await signing.sign_up(newcomer, seat.id, now=NOW)
    assert await names(seat) == ["李小明"]
