"""党员冬训: a season across the turn of the year, its numbers with their source, hours in the year of each day."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from app.party.actions import winter as actions
from app.party.queries.winter import season, seasons
from app.party.rules.winter import (
    Attended,
    SeasonPlan,
    Session,
    Tally,
    WinterForm,
    lines_of,
    tallies,
    why_not_plan_again,
)
from app.party.tables import WinterPlan
from app.refusals import Refused, seen_of
from tests.app.party.rows import a_branch, secretary
from tests.makers import MONDAY

PLAN = SeasonPlan(
    name="2026—2027年冬训",
    starts_on=date(2026, 12, 1),
    ends_on=date(2027, 2, 28),
    required_days=3,
    required_hours=12,
    source="甲县党员冬训通知",
    topics=("学习条例", "服务群众"),
    teachers=("县委党校教师",),
    forms=(WinterForm.TOGETHER, WinterForm.DELIVERED),
    unit="馆党支部",
)


def test_hours_go_to_the_year_of_each_day():
    attended = [
        Attended(7, date(2026, 12, 30), 120),
        Attended(7, date(2026, 12, 30), 60),
        Attended(7, date(2027, 1, 5), 150),
        Attended(7, date(2027, 1, 6), 0),
        Attended(8, date(2027, 1, 5), 90),
    ]
    assert tallies(attended, PLAN) == {
        7: Tally(2, {2026: Fraction(3), 2027: Fraction(5, 2)}),
        8: Tally(1, {2026: Fraction(), 2027: Fraction(3, 2)}),
    }


@pytest.mark.parametrize(
    ("days", "hours", "met"),
    [(3, 12, True), (2, 12, False), (3, 11, False)],
)
def test_a_season_is_met_by_days_and_hours(days, hours, met):
    assert Tally(days, {2026: Fraction(hours)}).is_met(PLAN) is met


def test_a_season_without_numbers_asks_for_none():
    assert Tally(0, {}).is_met(replace(PLAN, required_days=None, required_hours=None)) is None


async def test_a_season_is_planned_and_planned_anew_and_both_plans_stay(db):
    keeper = secretary(await a_branch())
    number = await actions.plan_season(keeper, PLAN, now=MONDAY)
    before = await season(number)
    assert (before.plan, before.revision) == (
        replace(PLAN, topics=list(PLAN.topics), teachers=list(PLAN.teachers), forms=list(PLAN.forms)),
        1,
    )
    again = replace(PLAN, required_hours=16)
    await actions.plan_season_again(keeper, number, again, seen_of(before.revision), now=MONDAY)
    assert ([one.plan.required_hours for one in await seasons()], await WinterPlan.count()) == ([16], 2)
    with pytest.raises(Refused, match="别人改过它"):
        await actions.plan_season_again(keeper, number, PLAN, seen_of(before.revision), now=MONDAY)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"source": " "}, "写明这次依据哪份通知"),
        ({"ends_on": date(2026, 11, 30)}, "结束日期要不早于开始日期（2026-12-01）"),
        ({"ends_on": date(2027, 12, 1)}, "超过 200 天"),
        (
            {"name": "另一期", "starts_on": date(2027, 2, 28)},
            "和“2026—2027年冬训”（2026-12-01 至 2027-02-28）的日子重了，改开始或结束日期",
        ),
    ],
)
async def test_why_there_is_no_such_season(db, changes, said):
    keeper = secretary(await a_branch())
    if "name" in changes:
        await actions.plan_season(keeper, PLAN, now=MONDAY)
    with pytest.raises(Refused, match=said):
        await actions.plan_season(keeper, replace(PLAN, **changes), now=MONDAY)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"starts_on": date(2026, 12, 5), "ends_on": date(2027, 1, 20)}, ()),
        ({"starts_on": date(2026, 12, 6)}, ("starts_on", "“动员会”（2026-12-05）等 1 次")),
        ({"ends_on": date(2027, 1, 19)}, ("ends_on", "“结业会”（2027-01-20）等 1 次")),
    ],
)
def test_a_season_does_not_leave_out_its_own_sessions(changes, said):
    sessions = [Session(date(2027, 1, 20), "结业会"), Session(date(2026, 12, 5), "动员会")]
    reasons = why_not_plan_again(replace(PLAN, **changes), sessions)
    assert [(why.code, said[1] in why.sentence) for why in reasons] == ([(said[0], True)] if said else [])


def test_what_is_typed_one_a_line_is_read_so():
    assert lines_of(" 学习条例 \n\n服务群众\r\n") == ["学习条例", "服务群众"]
