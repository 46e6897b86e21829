"""Sheets to be signed by hand, of a place over some days."""

from datetime import date

import pytest

from app import clock
from app.audit.tables import Deed
from app.office.reading import read_grid
from app.shifts.actions import planning, roster
from app.shifts.queries.sheets import sign_sheets
from app.shifts.rules import Headcount
from tests.app.shifts.county import DAY, HOUR, NOW, THIS_WEEK, a_county, a_shift, a_volunteer
from tests.cast import browser


@pytest.fixture
async def county(db, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return await a_county()


async def test_every_shift_that_takes_place_has_its_names_and_empty_lines(county):
    _actor, volunteer = await a_volunteer(county, "=李小明")
    seat = await a_shift(county, count=Headcount(1, 5, 5))
    await roster.assign(county.manager, seat.id, volunteer, now=NOW)
    gone = await a_shift(county, DAY)
    await planning.call_off(county.manager, gone.facts.shift, "停电", now=NOW)
    await a_shift(county, 2 * DAY, site=1)
    await a_shift(county, 6 * DAY + 3 * HOUR, published=False)
    await a_shift(county, 7 * DAY)
    sheets = await sign_sheets(county.places[0], THIS_WEEK, date(2027, 1, 1))
    assert [(one.people, one.spare, one.draft) for one in sheets] == [([("导读", "=李小明")], 4, False), ([], 2, True)]


async def test_a_coordinator_prints_their_own_place_and_taking_it_along_is_a_deed(county):
    _actor, volunteer = await a_volunteer(county, "=李小明")
    seat = await a_shift(county)
    await roster.assign(county.manager, seat.id, volunteer, now=NOW)
    who = await browser(county.coordinator)
    days = f"from={THIS_WEEK}&to={THIS_WEEK}"
    page = (await who.see(f"/shifts/sheets?place={county.places[1]}&{days}")).text
    assert ("=李小明" in page, "示例书吧" in page, "负责人签字" in page) == (True, False, True)
    answer = await who.see(f"/shifts/sheets.xlsx?place={county.places[0]}&{days}")
    grid = await read_grid(answer.content, "签到表.xlsx")
    at = next(n for n, row in enumerate(grid.rows) if row[0] == "序号")
    assert grid.rows[at][:7] == ("序号", "日期", "班次", "岗位", "志愿者", "签到", "签退")
    assert grid.rows[at + 1][:5] == ("1", "2026-11-23", "09:00—12:00", "导读", "=李小明")
    assert grid.rows[at + 2][:5] == ("2", "2026-11-23", "09:00—12:00", "", "")
    assert await Deed.count().where(Deed.verb == "sign_in_sheet.exported") == 1
    assert "这几天没有班次" in (await who.see("/shifts/sheets?from=neverday&to=")).text
