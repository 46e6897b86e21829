"""Minutes into hours. The conversion is a setting taken from other places' rules: 60 minutes, 4 a half-day, 8 a day."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.clock import LIBRARY_ZONE
from app.gatherings.rules import Category, Kind
from app.gatherings.rules.attendance import Status
from app.training.rules import Ledger
from app.training.rules.book import RULE_BOOK, Mark, rule_of, rules_of
from app.training.rules.hours import Credit, credited_from, hours, overlap, share, shown

PARTY, INSTITUTION, PROFESSIONAL = (
    rule_of(ledger, 2026) for ledger in (Ledger.PARTY, Ledger.INSTITUTION, Ledger.PROFESSIONAL)
)
HALF = Fraction(1, 2)


def at(text: str) -> datetime:
    """A moment on the library's clock, such as 11-26 14:00 of 2026."""
    return datetime.strptime(f"2026-{text}", "%Y-%m-%d %H:%M").replace(tzinfo=LIBRARY_ZONE).astimezone(UTC)


def studied(start: str, minutes: int, category: Category | None = Category.POLITICS, kind: Kind = Kind.STUDY) -> Credit:
    return Credit(at(start), minutes, kind, category)


# One session, by hand.


def test_a_thursday_afternoon_of_two_and_a_half_hours_is_two_and_a_half():
    assert hours([studied("11-26 14:00", 150)], INSTITUTION, 2026) == Fraction(5, 2)


@pytest.mark.parametrize(
    ("minutes", "expected"), [(29, 0), (30, HALF), (59, HALF), (60, 1), (89, 1), (90, Fraction(3, 2))]
)
def test_hours_are_shown_in_halves_rounded_down(minutes, expected):
    assert shown(hours([studied("11-26 14:00", minutes)], INSTITUTION, 2026)) == expected


def test_it_is_rounded_once_and_not_at_each_session():
    sessions = [studied(f"11-{day:02d} 14:00", 20) for day in (5, 12, 19)]
    assert shown(hours(sessions, INSTITUTION, 2026)) == 1


def test_time_in_two_gatherings_at_once_counts_once():
    both = [studied("11-26 14:00", 120), studied("11-26 15:00", 90)]
    assert hours(both, INSTITUTION, 2026) == Fraction(5, 2)


@pytest.mark.parametrize(
    ("spent", "expected"),
    [
        ([("11-26 07:00", 300)], 4),
        ([("11-26 13:00", 300)], 4),
        ([("11-26 08:00", 240), ("11-26 13:00", 240)], 8),
        ([("11-26 06:00", 900)], 8),
        # From eleven to five: one hour before noon, and four of the five after it.
        ([("11-26 11:00", 360)], 5),
    ],
)
def test_a_half_day_has_at_most_four_and_a_day_eight(spent, expected):
    assert hours([studied(start, minutes) for start, minutes in spent], INSTITUTION, 2026) == expected


def test_a_night_over_the_turn_of_the_year_gives_each_year_its_part():
    night = [Credit(datetime(2026, 12, 31, 23, 0, tzinfo=LIBRARY_ZONE), 150, Kind.STUDY)]
    assert (hours(night, INSTITUTION, 2026), hours(night, INSTITUTION, 2027)) == (1, Fraction(3, 2))


def test_forty_five_minutes_make_an_hour_where_the_library_has_set_it_so():
    assert hours([studied("11-26 14:00", 90)], replace(INSTITUTION, minutes_per_hour=45), 2026) == 2


@pytest.mark.parametrize(
    ("kind", "category", "counted"),
    [
        (Kind.STUDY, Category.POLITICS, set(Ledger)),
        (Kind.STUDY, Category.LAW, set(Ledger)),
        (Kind.STUDY, Category.PROFESSIONAL, {Ledger.INSTITUTION, Ledger.PROFESSIONAL}),
        (Kind.STUDY, None, {Ledger.INSTITUTION, Ledger.PROFESSIONAL}),
        (Kind.EXAM, Category.LAW, {Ledger.INSTITUTION, Ledger.PROFESSIONAL}),
        (Kind.SHIFT, Category.SERVICE, set()),
    ],
)
def test_what_each_ledger_counts(kind, category, counted):
    assert {rule.ledger for rule in RULE_BOOK if rule.counts(kind, category)} == counted


def test_an_afternoon_of_politics_stands_in_two_ledgers_and_the_overlap_is_said():
    afternoon = [studied("11-26 14:00", 150), studied("12-03 14:00", 120, Category.PROFESSIONAL)]
    assert hours(afternoon, PARTY, 2026) == Fraction(5, 2)
    assert hours(afternoon, INSTITUTION, 2026) == Fraction(9, 2)
    assert overlap(afternoon, PARTY, INSTITUTION, 2026) == Fraction(5, 2)


def test_two_thirds_of_a_professionals_hours_are_looked_for_in_the_trade():
    both = [studied("11-26 14:00", 60), studied("12-03 14:00", 120, Category.PROFESSIONAL)]
    assert share(both, PROFESSIONAL, 2026) == 2
    assert share(both, INSTITUTION, 2026) is None


@pytest.mark.parametrize(
    ("status", "came", "expected"),
    [
        (Status.PRESENT, "11-26 13:50", "11-26 14:00"),
        (Status.LATE, "11-26 14:20", "11-26 14:20"),
        (Status.MADE_UP, "11-20 09:00", "11-20 09:00"),
    ],
)
def test_minutes_count_from_coming_and_not_before_the_planned_start(status, came, expected):
    assert credited_from(at("11-26 14:00"), at(came), status) == at(expected)


# The rule book.


def test_thirty_two_hours_are_quoted_from_the_text_and_ninety_are_shown_as_a_setting():
    assert (PARTY.required_hours, PARTY.mark, PARTY.article) == (32, Mark.VERIFIED, "第二十条")
    # Article 20 of the regulations on Party members, read in the text.
    assert PARTY.quote == "党员每年集中学习培训时间一般不少于32学时。"
    assert {(rule.required_hours, rule.mark) for rule in (INSTITUTION, PROFESSIONAL)} == {(90, Mark.SECONDARY)}


def test_a_year_is_judged_by_the_rules_of_its_own_time():
    assert [rule.ledger for rule in rules_of(2018)] == [Ledger.PROFESSIONAL]
    assert rule_of(Ledger.PARTY, 2018) is None
    assert {rule.ledger for rule in rules_of(2019)} == set(Ledger)
    over = replace(PARTY, valid_to=date(2026, 11, 1))
    assert over.in_force(2025)
    assert not over.in_force(2026)


def test_only_what_was_read_is_quoted():
    assert [rule.ledger for rule in RULE_BOOK if rule.quote] == [Ledger.PARTY]
    assert {rule.mark is Mark.VERIFIED for rule in RULE_BOOK if rule.quote} == {True}


# Properties.

SECONDS = st.integers(0, 40 * 24 * 60 * 60)
MINUTES = st.integers(0, 40 * 24 * 60).map(lambda minute: minute * 60)


def credits_from(seconds):
    """Up to twelve credits that begin so many seconds after a November midnight."""
    return st.lists(
        st.builds(
            Credit,
            seconds.map(lambda second: at("11-20 00:00") + timedelta(seconds=second)),
            st.integers(0, 2000),
            st.sampled_from(Kind),
            st.one_of(st.none(), st.sampled_from(Category)),
        ),
        max_size=12,
    )


CREDITS, ON_THE_MINUTE = credits_from(SECONDS), credits_from(MINUTES)
RULES = st.builds(
    replace,
    st.sampled_from(RULE_BOOK),
    minutes_per_hour=st.sampled_from([45, 50, 60]),
    half_day_cap_hours=st.integers(1, 6),
    day_cap_hours=st.integers(1, 10),
)


@settings(deadline=None)
@given(ON_THE_MINUTE, RULES)
def test_hours_never_exceed_the_clock(credits, rule):
    counted = [credit for credit in credits if rule.counts(credit.kind, credit.category)]
    # The clock, minute by minute: whoever was at two things at once was there once.
    clock = {int(c.starts_at.timestamp()) // 60 + minute for c in counted for minute in range(c.minutes)}
    got = sum(hours(credits, rule, year) for year in (2026, 2027))
    assert got * rule.minutes_per_hour <= len(clock)
    without_caps = replace(rule, half_day_cap_hours=99, day_cap_hours=99)
    assert sum(hours(credits, without_caps, year) for year in (2026, 2027)) * rule.minutes_per_hour == len(clock)


@given(CREDITS, RULES, st.randoms(use_true_random=False))
def test_hours_do_not_depend_on_the_order(credits, rule, dice):
    shuffled = list(credits)
    dice.shuffle(shuffled)
    assert hours(shuffled, rule, 2026) == hours(credits, rule, 2026)


@given(CREDITS, RULES)
def test_the_same_minutes_told_twice_count_once(credits, rule):
    assert hours([*credits, *credits], rule, 2026) == hours(credits, rule, 2026)


@given(CREDITS, CREDITS, RULES)
def test_more_minutes_never_make_fewer_hours(credits, more, rule):
    assert hours([*credits, *more], rule, 2026) >= hours(credits, rule, 2026)


@given(CREDITS, RULES)
def test_no_day_has_more_than_its_cap(credits, rule):
    for day in range(20, 31):
        mine = [credit for credit in credits if credit.starts_at.astimezone(LIBRARY_ZONE).day == day]
        within = [c for c in mine if c.ends_at.astimezone(LIBRARY_ZONE).date() == date(2026, 11, day)]
        assert hours(within, rule, 2026) <= rule.day_cap_hours


@given(CREDITS, RULES, RULES)
def test_an_overlap_is_never_more_than_either_ledger_has(credits, one, other):
    both = overlap(credits, one, other, 2026)
    assert both <= min(hours(credits, one, 2026), hours(credits, other, 2026))
    assert both == overlap(credits, other, one, 2026)


@given(CREDITS, RULES)
def test_a_ledger_overlaps_itself_wholly(credits, rule):
    assert overlap(credits, rule, rule, 2026) == hours(credits, rule, 2026)


@given(st.fractions(min_value=0, max_value=1000))
def test_what_is_shown_is_a_half_and_less_than_a_half_below(exact):
    assert shown(exact) % HALF == 0
    assert 0 <= exact - shown(exact) < HALF
