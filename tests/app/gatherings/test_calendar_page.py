"""The working calendar: known years, own days and their undo, the notice of a year that does not come with the product."""

import re
from datetime import date

import pytest

from app import clock
from app.actor import Role
from app.gatherings import queries
from app.gatherings.actions import calendar as actions
from app.gatherings.rules.calendar import DayKind
from app.gatherings.rules.notices import read_notice
from app.gatherings.tables import CalendarDay, CalendarNotice
from app.refusals import Refused
from tests.cast import browser
from tests.makers import MONDAY, a_person

# Invented: the notice for 2027 was not out when this was written.
NOTICE = """
2027-01-01..2027-01-03 放假 元旦
2027-02-05..2027-02-11 放假 春节
2027-02-20 上班 春节
2027-04-03..2027-04-05 放假 清明节
2027-05-01..2027-05-05 放假 劳动节
2027-05-08 上班
2027-06-09 放假 端午节
2027-09-15 放假 中秋节
2027-10-01至2027-10-07 放假 国庆节
"""


@pytest.fixture
async def keeper(db, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: MONDAY)
    return await browser(await a_person("馆长", Role.MANAGER))


def test_a_notice_is_read_day_by_day():
    days, reasons = read_notice(2027, NOTICE)
    assert (len(days), reasons) == (29, ())
    assert [day.on for day in days if day.kind is DayKind.MAKE_UP] == [date(2027, 2, 20), date(2027, 5, 8)]


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("春节放七天", "第 1 行：看不懂，写成"),
        ("2027-02-30 放假 春节", "第 1 行：没有这个日子"),
        ("2027-02-11..2027-02-05 放假 春节", "第 1 行：结束的日子在开始之前"),
        ("2026-02-05 放假 春节", "第 1 行：不在 2027 年里"),
        ("2028-01-01 放假 元旦", "第 1 行：不在 2027 年里"),
        ("2027-02-01..2027-03-01 放假 春节", "第 1 行：连着超过 15 天"),
        ("2027-02-05 放假", "第 1 行：放假要写是什么节"),
        ("2027-02-19 上班 春节", "第 1 行：上班的日子不是周末"),
        ("2027-02-05 闭馆 春节", "第 1 行：“闭馆”看不懂"),
        ("2027-01-01 放假 元旦\n2027-01-01 放假 元旦", "第 2 行：2027-01-01 写了两次"),
        ("2027-01-01 放假 元旦", "还缺 春节、清明、劳动、端午、中秋、国庆"),
    ],
)
def test_a_line_that_cannot_be_says_which_and_why(line, sentence):
    days, reasons = read_notice(2027, line)
    assert days == []
    assert reasons[0].sentence.startswith(sentence)


async def test_a_year_that_is_known_is_shown_with_its_working_days(keeper):
    shown = (await keeper.see("/calendar?year=2026")).text
    # Tabler keeps a line of its `legend` in one piece: in English it lies beside a phone.
    assert 'class="legend"' not in shown
    assert "全年 248 个工作日" in shown


async def test_an_unknown_year_asks_for_its_notice_and_then_knows(keeper):
    assert "2027 年的放假通知还没有录入，不猜" in (await keeper.see("/calendar?year=2027")).text
    form = {"year": "2027", "document": "国办发明电〔2026〕9 号", "days": NOTICE}
    bad = await keeper.send("/calendar/notices", {**form, "days": NOTICE.replace("2027-05-08", "2027-05-07")})
    assert (bad.status_code, "第 6 行：上班的日子不是周末" in bad.text) == (409, True)
    assert (await CalendarDay.count(), await CalendarNotice.count()) == (0, 0)
    assert "2027-10-01至2027-10-07" in bad.text
    assert (await keeper.send("/calendar/notices", form)).status_code == 303
    known = await queries.calendar()
    kinds = [known.day(date(2027, 2, day)).kind for day in (4, 5, 12, 20, 21)]
    assert kinds == [DayKind.WORKDAY, DayKind.HOLIDAY, DayKind.WORKDAY, DayKind.MAKE_UP, DayKind.WEEKEND]
    assert "国办发明电〔2026〕9 号" in (await keeper.see("/calendar?year=2027")).text


async def test_a_notice_entered_again_replaces_itself_and_leaves_own_days(keeper):
    await actions.set_day(keeper.actor, date(2027, 3, 1), DayKind.CLOSED, "馆庆", "馆务会", now=MONDAY)
    await actions.enter_notice(keeper.actor, 2027, "旧文号 1", NOTICE, now=MONDAY)
    await actions.enter_notice(keeper.actor, 2027, "新文号 2", NOTICE.replace("06-09", "06-10"), now=MONDAY)
    known = await queries.calendar()
    kinds = {day: known.day(date(2027, *day)).kind for day in ((3, 1), (6, 9), (6, 10))}
    assert kinds == {(3, 1): DayKind.CLOSED, (6, 9): DayKind.WORKDAY, (6, 10): DayKind.HOLIDAY}
    assert await CalendarNotice.count() == 1


@pytest.mark.parametrize(("year", "sentence"), [(2026, "随产品带着，不用录"), (2028, "还没到公布的时候")])
async def test_not_every_year_takes_a_notice(keeper, year, sentence):
    with pytest.raises(Refused, match=sentence):
        await actions.enter_notice(keeper.actor, year, "某文号", NOTICE, now=MONDAY)


async def test_a_day_is_set_and_undone_and_undone_again(keeper):
    form = {"day": "2026-12-01", "kind": "closed", "name": "馆庆", "source": "馆务会议定"}
    await keeper.send("/calendar/days", form)
    await keeper.send("/calendar/days", {**form, "kind": "holiday"})
    undo = re.search(r'action="(/calendar/restorings/[^"]+)"', (await keeper.see("/calendar?year=2026")).text)[1]
    await keeper.send(undo)
    assert (await queries.calendar()).day(date(2026, 12, 1)).kind is DayKind.CLOSED
    await keeper.send("/calendar/days/2026-12-01/back")
    assert (await queries.calendar()).day(date(2026, 12, 1)).kind is DayKind.WORKDAY
    assert (await keeper.send("/calendar/days/2026-12-01/back")).status_code == 404


@pytest.mark.parametrize(
    "address", ["/calendar/days/x/back", "/calendar/days/2026-13-01/back", "/calendar/restorings/x"]
)
async def test_hostile_addresses_are_missing(keeper, address):
    assert (await keeper.send(address)).status_code == 404


async def test_a_day_without_a_reason_comes_back(keeper):
    answer = await keeper.send("/calendar/days", {"day": "2026-12-01", "kind": "closed", "source": ""})
    assert (answer.status_code, "填写依据" in answer.text) == (422, True)


async def test_everybody_looks_and_only_keepers_write(keeper):
    staff = await browser(await a_person("乐小读", Role.STAFF))
    shown = (await staff.see("/calendar?year=2027")).text
    assert ("录入由馆领导或系统管理员办理" in shown, "<textarea" in shown) == (True, False)
    assert (await staff.send("/calendar/notices")).status_code == 403
