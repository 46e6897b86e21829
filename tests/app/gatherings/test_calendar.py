"""The working calendar: the notices of the State Council, the library's own days, and no guessing."""

from datetime import date

import pytest

from app.gatherings.rules.calendar import Calendar, Day, DayKind
from app.refusals import Refused

NATIONAL = Calendar({})


def test_the_make_up_days_of_2026_are_those_of_the_notice():
    """Volunteers page §6 no. 5: 01-04, 02-14, 02-28, 05-09, 09-20, 10-10; 248 working days."""
    days = list(NATIONAL.days(date(2026, 1, 1), date(2026, 12, 31)))
    made_up = [f"{day.on:%m-%d}" for day in days if day.kind is DayKind.MAKE_UP]
    assert made_up == ["01-04", "02-14", "02-28", "05-09", "09-20", "10-10"]
    assert sum(day.kind in {DayKind.WORKDAY, DayKind.MAKE_UP} for day in days) == 248


def test_ten_working_days_after_the_last_of_september_2026():
    """Volunteers page §6 no. 3: 2026-10-20; a count from Monday to Friday gives 10-14 and is wrong."""
    assert NATIONAL.workdays_after(date(2026, 9, 30), 10) == date(2026, 10, 20)


def test_a_year_without_its_notice_is_refused():
    with pytest.raises(Refused, match="2027 年的放假通知还没有录入"):
        NATIONAL.day(date(2027, 1, 1))
    with pytest.raises(Refused, match="2027"):
        NATIONAL.workdays_after(date(2026, 12, 30), 10)


def test_an_entered_notice_makes_its_year_known():
    new_year = Day(date(2027, 1, 1), DayKind.HOLIDAY, "元旦")
    entered = Calendar({new_year.on: new_year}, frozenset({2027}))
    kinds = [day.kind for day in entered.days(date(2027, 1, 1), date(2027, 1, 4))]
    assert kinds == [DayKind.HOLIDAY, DayKind.WEEKEND, DayKind.WEEKEND, DayKind.WORKDAY]


def test_what_the_library_says_goes_before_the_notice():
    closed = Day(date(2026, 11, 26), DayKind.CLOSED, "电路检修")
    assert Calendar({closed.on: closed}).day(closed.on) == closed
