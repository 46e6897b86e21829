"""The manager's view: pictures whose every figure is a row's, and says what it shows in one sentence."""

import re
from datetime import timedelta
from fractions import Fraction
from html import unescape

import pytest

from app import clock
from app.actor import Role
from app.gatherings.rules import Category, Kind
from app.gatherings.rules.attendance import Status
from app.training.queries.overview import attendance, coverage
from app.training.rules import Ledger
from app.training.rules.book import rule_of
from app.training.rules.card import Account
from app.training.rules.overview import (
    Attendee,
    Came,
    Coverage,
    Studied,
    attendance_finding,
    coverage_finding,
    hours_finding,
    month_days,
    of_all,
    worst_first,
)
from app.training.rules.summary import lacking_in
from tests.app.training.rows import LATER, THURSDAY, a_past
from tests.cast import browser
from tests.makers import a_person

INSTITUTION = rule_of(Ledger.INSTITUTION, 2026)


def test_who_came_least_stands_first():
    often, seldom, never = (
        Attendee(n, name, {3: Came(4, came)}) for n, name, came in ((1, "常来", 4), (2, "少来", 1), (3, "没来", 0))
    )
    assert [one.name for one in worst_first([often, seldom, never])] == ["没来", "少来", "常来"]
    assert of_all([often, seldom])[3] == Came(8, 5)


@pytest.mark.parametrize(
    ("came", "shade"), [(Came(), 0), (Came(4, 0), 0), (Came(4, 1), 1), (Came(8, 7), 4), (Came(3, 3), 4)]
)
def test_a_shade_is_a_quarter_begun(came, shade):
    assert came.shade == shade


def test_each_picture_says_what_it_shows():
    cells = {("politics", 3): Studied(2, 300), ("law", 4): Studied(1, 100), ("none", 5): Studied(1, 0)}
    assert coverage_finding(Coverage(cells)) == "政治理论学得最多，占 75%；还没有学：意识形态、业务、安全"
    assert Coverage(cells).categories[-1] == "none"
    assert coverage_finding(Coverage({})) == "这一年还没有学习记录"
    months = of_all([Attendee(1, "甲", {3: Came(4, 4), 4: Came(4, 3)})])
    assert attendance_finding(months) == "全年出勤率 87%，最低是 4 月（75%）"
    assert attendance_finding(of_all([])) == "这一年还没有人应到"


def test_the_bars_say_how_many_are_not_through_and_how_many_will_be():
    done = [
        Account(INSTITUTION, Fraction(90), Fraction(n), 12, forecast=Fraction(f))
        for n, f in ((90, 95), (50, 91), (10, 20))
    ]
    said = hours_finding(Ledger.INSTITUTION, done)
    assert said == "事业单位工作人员培训：3 人里 2 人还没达标，其中 1 人预计年底能达标"
    assert hours_finding(Ledger.INSTITUTION, done[:1]).endswith("1 人全部达标")
    assert hours_finding(Ledger.INSTITUTION, []).endswith("没有人在册")
    assert [n for n, _account in lacking_in(list(enumerate([*done, None])))] == [2, 1, 0]


def test_a_month_ends_with_its_last_day():
    assert [str(day) for day in month_days(2028, 2)] == ["2028-02-01", "2028-02-29"]


class House:
    async def fill(self):
        self.manager = await a_person("馆小长", Role.MANAGER)
        self.one, self.two = await a_person("乐小读", Role.STAFF), await a_person("单小卷", Role.STAFF)
        both = {self.one.person: Status.PRESENT, self.two.person: Status.ABSENT}
        await a_past(Kind.STUDY, "十一月学习", both)
        await a_past(
            Kind.STUDY, "没有分类", {self.one.person: Status.LATE}, at=THURSDAY - timedelta(days=7), category=None
        )
        await a_past(Kind.EXAM, "小测", both, at=THURSDAY + timedelta(days=1), minutes=45, category=Category.LAW)
        # Half past midnight of 1 December at the library is still November in UTC.
        december = THURSDAY.replace(month=12, day=1, hour=0, minute=30)
        await a_past(Kind.STUDY, "午夜学习", {self.two.person: Status.MADE_UP}, at=december, minutes=60)
        await a_past(Kind.SHIFT, "书吧值守", {self.one.person: Status.PRESENT}, category=Category.SERVICE)
        await a_past(Kind.STUDY, "去年学习", both, at=THURSDAY - timedelta(days=365))
        return self


@pytest.fixture
async def filled(db, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: LATER)
    return await House().fill()


async def test_months_are_those_of_the_library_and_service_is_no_study(filled):
    assert (await coverage(filled.manager, 2026)).cells == {
        ("politics", 11): Studied(1, 150),
        ("none", 11): Studied(1, 120),
        ("law", 11): Studied(1, 45),
        ("politics", 12): Studied(1, 60),
    }
    people = {one.name: (one.months, one.year) for one in await attendance(filled.manager, 2026)}
    assert people == {
        "乐小读": ({11: Came(2, 2)}, Came(2, 2)),
        "单小卷": ({11: Came(1, 0), 12: Came(1, 1)}, Came(2, 1)),
    }


async def test_every_figure_leads_to_rows_that_add_up_to_it(filled):
    who = await browser(filled.manager)
    page = (await who.see("/log/overview?year=2026")).text
    for address, said in re.findall(r'href="(/log\?[^"]*category=[^"]*)">\s*\d+ 场<br>([^<]*)</a>', page):
        log = (await who.see(unescape(address))).text
        assert f'<span class="stat-figure">{said}</span>' in log, address
    cells = re.findall(r'href="(/log\?[^"]*kind=study[^"]*)">(\d+)/(\d+)</a>', page)
    assert len(cells) == 5
    for address, _came, expected in cells:
        assert f'<span class="stat-figure">{expected} 条</span>' in (await who.see(unescape(address))).text, address
    assert len(re.findall(r'<svg class="chart[^"]*"[^>]*role="img"', page)) == 3


async def test_the_page_is_the_managers_and_has_words_for_nothing(filled):
    assert (await (await browser(filled.one)).see("/log/overview")).status_code == 403
    who = await browser(filled.manager)
    empty = (await who.see("/log/overview?year=2024")).text
    assert "这一年还没有学习记录" in empty
    assert "这一年还没有人应到" in empty
    part = (await who.part("/log/overview?year=1999&ledger=professional")).text
    assert "<html" not in part
    assert "没有人在册" in part
