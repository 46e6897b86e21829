"""Who is in which ledger, and what a part of a year asks for."""

from datetime import date
from fractions import Fraction

import pytest

from app.actor import Actor, Role
from app.training.rules import Ledger
from app.training.rules.book import rule_of
from app.training.rules.membership import OnTheStaff, Period, may_see, periods, required, whole_months, why_not_add

PARTY, INSTITUTION = rule_of(Ledger.PARTY, 2026), rule_of(Ledger.INSTITUTION, 2026)
ALL_YEAR = Period(date(2020, 1, 1))


def test_everybody_on_the_staff_is_in_the_institutions_ledger_and_who_has_a_title_also_in_the_professionals():
    plain, titled = OnTheStaff(True, False, date(2026, 3, 1)), OnTheStaff(True, True)
    assert list(periods(plain, {}, Ledger.INSTITUTION)) == [Period(date(2026, 3, 1))]
    assert list(periods(plain, {}, Ledger.PROFESSIONAL)) == []
    assert list(periods(titled, {}, Ledger.PROFESSIONAL)) == [Period(date(2000, 1, 1))]


@pytest.mark.parametrize("ledger", Ledger)
def test_a_volunteer_is_in_no_ledger_by_default(ledger):
    assert list(periods(OnTheStaff(False, True), {}, ledger)) == []


def test_nobody_is_in_the_partys_ledger_by_default():
    assert list(periods(OnTheStaff(True, True), {}, Ledger.PARTY)) == []


def test_a_membership_replaces_the_default():
    own = {Ledger.INSTITUTION: [Period(date(2026, 1, 1), date(2026, 6, 30))]}
    assert periods(OnTheStaff(True, False), own, Ledger.INSTITUTION) == own[Ledger.INSTITUTION]


@pytest.mark.parametrize(
    ("times", "months"),
    [
        ([ALL_YEAR], 12),
        ([Period(date(2026, 3, 1))], 10),
        ([Period(date(2026, 3, 2))], 9),
        ([Period(date(2020, 1, 1), date(2026, 6, 30))], 6),
        ([Period(date(2020, 1, 1), date(2026, 6, 29))], 5),
        # Two memberships that meet in the middle of a month are one.
        ([Period(date(2026, 1, 1), date(2026, 2, 14)), Period(date(2026, 2, 15), date(2026, 3, 31))], 3),
        ([Period(date(2026, 1, 1), date(2026, 2, 13)), Period(date(2026, 2, 15), date(2026, 3, 31))], 2),
        ([Period(date(2027, 1, 1))], 0),
        ([], 0),
    ],
)
def test_whole_months_count(times, months):
    assert whole_months(times, 2026) == months


@pytest.mark.parametrize(
    ("from_on", "institution", "party"),
    [
        (date(2020, 1, 1), 90, 32),
        (date(2026, 7, 1), 45, 16),
        # Eleven twelfths of 32 are 29 and a third: the next half is asked for.
        (date(2026, 2, 1), Fraction(165, 2), Fraction(59, 2)),
        (date(2026, 12, 2), 0, 0),
    ],
)
def test_who_joins_in_the_middle_of_a_year_owes_its_whole_months(from_on, institution, party):
    assert required(INSTITUTION, [Period(from_on)], 2026) == institution
    assert required(PARTY, [Period(from_on)], 2026) == party


@pytest.mark.parametrize(
    ("role", "sees"),
    [(role, role in {Role.COMMITTEE, Role.SECRETARY}) for role in Role],
)
def test_of_the_partys_ledger_only_who_sees_the_branch_and_the_person_know(role, sees):
    actor = Actor(7, "乐小读", frozenset({role}))
    assert may_see(actor, Ledger.PARTY, 8) is sees
    assert may_see(actor, Ledger.PARTY, 7)
    assert may_see(actor, Ledger.INSTITUTION, 8)


def test_two_memberships_of_one_ledger_share_no_day():
    held = [Period(date(2026, 1, 1), date(2026, 6, 30))]
    assert why_not_add(Period(date(2026, 7, 1)), held) == ()
    reasons = why_not_add(Period(date(2026, 6, 30)), held)
    assert [(one.code, one.sentence) for one in reasons] == [
        ("held", "这段时间已经在台账里（2026-01-01 至 2026-06-30），先结束那一段")
    ]


@pytest.mark.parametrize(
    ("new", "code"),
    [
        (Period(date(2026, 2, 2), date(2026, 2, 1)), "to_on"),
        (Period(date(1999, 12, 31)), "from_on"),
        (Period(date.min), "from_on"),
    ],
)
def test_days_that_cannot_be_are_refused(new, code):
    assert [one.code for one in why_not_add(new, [])] == [code]
