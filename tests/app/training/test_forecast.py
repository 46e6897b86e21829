"""What a year will come to, who is behind, and twelve days instead of ninety hours."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.gatherings.rules import Category
from app.training.rules.book import RULE_BOOK
from app.training.rules.card import card
from app.training.rules.forecast import forecast
from app.training.rules.hours import days, hours, rest, share, shown
from app.training.rules.membership import OnTheStaff, Period, due
from tests.app.training.test_hours import CREDITS, INSTITUTION, PARTY, PROFESSIONAL, RULES, studied

NEW_YEAR = date(2026, 1, 1)


def test_half_a_year_at_the_same_pace_comes_to_twice_as_much():
    # 1 January to 2 July are 183 days; 182 are left.
    done = [studied(f"0{month}-10 14:00", 240) for month in range(1, 7)]
    assert forecast(done, [], INSTITUTION, date(2026, 7, 2), NEW_YEAR) == shown(24 + Fraction(24 * 182, 183))


def test_what_is_planned_goes_before_the_straight_line():
    done = [studied("06-10 14:00", 240)]
    planned = [studied("07-09 14:00", 120), studied("12-31 14:00", 120)]
    assert forecast(done, planned, INSTITUTION, date(2026, 7, 1), NEW_YEAR) == 8
    # What the ledger does not count is no plan of it, so the line begins today.
    safety = [studied("12-31 14:00", 120, Category.SAFETY)]
    assert forecast(done, safety, PARTY, date(2026, 7, 1), NEW_YEAR) == shown(4 + Fraction(4 * 183, 182))


def test_the_first_month_is_no_ground_for_a_line():
    assert forecast([studied("01-10 14:00", 240)], [], INSTITUTION, date(2026, 1, 29), NEW_YEAR) == 4


def test_who_joined_in_summer_goes_on_at_the_pace_since_then():
    done = [studied("09-10 14:00", 240)]
    assert forecast(done, [], INSTITUTION, date(2026, 10, 1), date(2026, 9, 1)) == shown(4 + Fraction(4 * 91, 31))


@given(CREDITS, CREDITS, RULES, st.integers(0, 364))
def test_a_forecast_is_never_less_than_what_is_done(credits, planned, rule, day):
    today = NEW_YEAR + timedelta(days=day)
    assert forecast(credits, planned, rule, today, NEW_YEAR) >= shown(hours(credits, rule, 2026))


@pytest.mark.parametrize(
    ("today", "from_on", "asked"),
    [
        (date(2026, 7, 1), NEW_YEAR, 45),
        (date(2026, 10, 1), NEW_YEAR, Fraction(135, 2)),
        (date(2026, 12, 1), NEW_YEAR, Fraction(165, 2)),
        (date(2026, 1, 31), NEW_YEAR, 0),
        (date(2026, 10, 1), date(2026, 7, 1), Fraction(45, 2)),
        (date(2026, 10, 1), date(2026, 11, 1), 0),
    ],
)
def test_half_is_looked_for_in_july_three_quarters_in_october_and_less_of_who_joined_since(today, from_on, asked):
    assert due(INSTITUTION, [Period(from_on)], today) == asked


def test_who_has_less_than_that_is_behind():
    person = OnTheStaff(is_staff=True, has_title=False)
    for minutes, behind in ((240, True), (0, True)):
        (account,) = card(person, {}, [studied("06-10 14:00", minutes)], 2026, today=date(2026, 7, 1)).accounts
        assert (account.due, account.is_behind) == (45, behind)
    (account,) = card(person, {}, [studied("06-10 14:00", 30)], 2026, today=date(2026, 1, 20)).accounts
    assert (account.due, account.is_behind) == (0, False)
    assert not card(person, {}, [], 2025, today=date(2026, 7, 1)).accounts[0].is_behind


def test_twelve_days_do_as_well_as_ninety_hours():
    person = OnTheStaff(is_staff=True, has_title=False)
    whole_days = [studied(f"{month:02d}-10 {hour}", 180) for month in range(1, 13) for hour in ("09:00", "14:00")]
    (account,) = card(person, {}, whole_days, 2026).accounts
    assert (account.days, account.required_days, account.done) == (12, 12, 72)
    assert (account.is_met, account.gap, account.is_met_by_days) == (True, 0, True)
    (account,) = card(person, {}, whole_days[1:], 2026).accounts
    assert (account.days, account.is_met, account.gap) == (Fraction(23, 2), False, 21)


def test_two_and_a_half_hours_are_no_half_day():
    assert days([studied("11-26 14:00", 150)], INSTITUTION, 2026) == 0
    assert days([studied("11-26 14:00", 180)], INSTITUTION, 2026) == Fraction(1, 2)


def test_a_card_says_both_kinds_of_subjects_and_their_share():
    both = [
        studied("11-26 14:00", 60),
        studied("12-03 14:00", 120, Category.PROFESSIONAL),
        studied("12-10 14:00", 60, None),
    ]
    assert (share(both, PROFESSIONAL, 2026), rest(both, PROFESSIONAL, 2026)) == (2, 1)
    person = OnTheStaff(is_staff=True, has_title=True)
    account = card(person, {}, both, 2026).accounts[1]
    assert (account.share, account.rest, account.share_percent, account.share_gap) == (2, 1, 50, 58)


@given(CREDITS, RULES)
def test_there_are_no_more_half_days_than_the_calendar_has_and_each_took_its_time(credits, rule):
    found = days(credits, rule, 2026)
    without_caps = sum(c.minutes for c in credits if rule.counts(c.kind, c.category))
    assert found * 2 * rule.half_day_hours * rule.minutes_per_hour <= without_caps


@given(CREDITS)
def test_the_parts_of_a_ledger_are_each_no_more_than_the_whole(credits):
    rule = next(one for one in RULE_BOOK if one.share)
    whole = hours(credits, rule, 2026)
    assert share(credits, rule, 2026) <= whole
    assert rest(credits, rule, 2026) <= whole
