"""The twenty reasons, each by a case of its own; sources stand at the rules."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.gatherings.rules import GatheringState, Span
from app.shifts.rules import DayException, Skill, Slot, State
from app.shifts.rules.ages import age_on, why_not_age
from app.shifts.rules.limits import Limits
from app.shifts.rules.reasons import NAMES, OVERRIDABLE, SOURCES, Reason
from app.shifts.rules.seating import (
    By,
    Engagement,
    PersonFacts,
    SeatFacts,
    blocking,
    conflicts,
    is_overridable,
    why_not,
)
from tests.makers import MONDAY

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
NOW = MONDAY - 5 * DAY
PERSON = PersonFacts(1, 11, "李小明", State.ACTIVE, committed=True, most_minutes=1200)
SEAT = SeatFacts(
    1, 1, 1, 1, "示例总馆", Span(MONDAY, MONDAY + 3 * HOUR), GatheringState.PLANNED, True, MONDAY - 2 * HOUR, "导读", 2
)


def busy(start: timedelta, hours: float = 3, gathering: int = 9) -> Engagement:
    return Engagement(gathering, "示例书吧", Span(MONDAY + start, MONDAY + start + hours * HOUR))


def said(person: PersonFacts = PERSON, seat: SeatFacts = SEAT, by: By = By.SELF, **more: object) -> list[str]:
    return [one.code for one in why_not(person, seat, by, NOW, **more)]  # type: ignore[arg-type]


CASES = {
    Reason.NOT_OPEN: (PERSON, replace(SEAT, published=False)),
    Reason.SIGN_UP_OVER: (PERSON, replace(SEAT, sign_up_until=NOW - HOUR)),
    Reason.FULL: (PERSON, replace(SEAT, taken=2, holders=frozenset({7, 8}))),
    Reason.ALREADY: (PERSON, replace(SEAT, taken=1, holders=frozenset({1}))),
    Reason.OVERLAP: (replace(PERSON, shifts=[busy(2 * HOUR)]), SEAT),
    Reason.REST: (replace(PERSON, shifts=[busy(3 * HOUR + timedelta(minutes=29), 1)]), SEAT),
    Reason.DAY_LIMIT: (replace(PERSON, shifts=[busy(4 * HOUR, 5.5)]), SEAT),
    Reason.WEEK_LIMIT: (replace(PERSON, most_minutes=600, shifts=[busy(DAY, 7.5)]), SEAT),
    Reason.DAYS_IN_A_ROW: (replace(PERSON, shifts=[busy(n * DAY, 1) for n in range(1, 7)]), SEAT),
    Reason.SKILL: (PERSON, replace(SEAT, skill=Skill.FIRST_AID)),
    Reason.UNTRAINED: (PERSON, replace(SEAT, qualification=5, qualification_name="岗前培训")),
    Reason.AGE: (replace(PERSON, born_on=date(2011, 5, 1)), SEAT),
    Reason.SITE: (replace(PERSON, sites=frozenset({2})), SEAT),
    Reason.UNAVAILABLE: (replace(PERSON, slots=[Slot(1, 0, 1440)]), SEAT),
    Reason.CLOSED: (PERSON, replace(SEAT, closures=[(Span(MONDAY + 2 * HOUR, MONDAY + 5 * HOUR), "闭馆学习")])),
    Reason.PAUSED: (replace(PERSON, state=State.PAUSED), SEAT),
    Reason.PAPERS: (replace(PERSON, committed=False), SEAT),
    Reason.DUTY: (replace(PERSON, duties=[busy(HOUR)]), SEAT),
    Reason.LOCKED: (PERSON, replace(SEAT, locked=True)),
}


def test_nothing_stands_against_somebody_ready():
    assert said() == []


@pytest.mark.parametrize("reason", CASES, ids=str)
def test_each_reason_arises_alone_and_says_a_sentence(reason):
    (only,) = why_not(*CASES[reason], By.SELF, NOW)
    assert only.code == reason
    assert len(only.sentence) > 5


def test_a_novice_needs_somebody_where_the_library_asks_for_it():
    assert said(limits=Limits(novice_shifts=1)) == [Reason.NOVICE]
    assert said(seat=replace(SEAT, others_served=3), limits=Limits(novice_shifts=1)) == []


@pytest.mark.parametrize(
    ("until", "refused"),
    [
        ({}, True),
        ({4: date.max}, True),
        ({5: MONDAY.date() - DAY}, True),
        ({5: MONDAY.date()}, False),
        ({5: date.max}, False),
    ],
)
def test_the_training_holds_on_the_day_of_the_shift(until, refused):
    seat = replace(SEAT, qualification=5, qualification_name="岗前培训")
    assert (said(replace(PERSON, qualifications=until), seat) == [Reason.UNTRAINED]) is refused


def test_limits_come_with_the_seat_and_others_may_be_given():
    strict = replace(SEAT, limits=Limits(day_minutes=120))
    assert said(seat=strict) == [Reason.DAY_LIMIT]
    assert said(seat=strict, limits=Limits()) == []


def test_the_list_has_twenty_each_with_a_name_and_a_source():
    assert len(Reason) == len(NAMES) == len(SOURCES) == 20
    assert set(Reason) - set(CASES) == {Reason.NOVICE}


def test_every_reason_is_told_at_once_in_the_order_of_the_list():
    person = replace(PERSON, state=State.PAUSED, shifts=[busy(HOUR)])
    assert said(person, replace(SEAT, skill=Skill.DIGITAL)) == [Reason.OVERLAP, Reason.SKILL, Reason.PAUSED]


def test_reasons_five_to_nine_and_fifteen_need_a_written_reason_of_a_coordinator():
    """Volunteers page §4: 1–4, 10–14, 16–18 block; 5–9 and 15 block for self-service and need a written reason."""
    assert [list(Reason).index(one) + 1 for one in Reason if one in OVERRIDABLE] == [5, 6, 7, 8, 9, 15]
    clash = why_not(*CASES[Reason.OVERLAP], By.COORDINATOR, NOW)
    assert is_overridable(clash)
    assert blocking(clash) == clash
    assert blocking(clash, "他说两头都顾得上") == ()
    paused = why_not(*CASES[Reason.PAUSED], By.COORDINATOR, NOW)
    assert blocking(paused, "领导同意") == paused


def test_a_coordinator_fills_a_draft_and_after_the_limit_and_what_is_over_until_its_attendance_is_ended():
    assert said(*CASES[Reason.NOT_OPEN], by=By.COORDINATOR) == []
    assert said(*CASES[Reason.SIGN_UP_OVER], by=By.COORDINATOR) == []
    after = MONDAY + 3 * HOUR
    assert why_not(PERSON, SEAT, By.COORDINATOR, after) == ()
    assert [one.code for one in why_not(PERSON, SEAT, By.SELF, after)] == [Reason.SIGN_UP_OVER]
    ended = why_not(PERSON, replace(SEAT, state=GatheringState.CLOSED), By.COORDINATOR, after)
    assert [one.code for one in ended] == [Reason.SIGN_UP_OVER]
    called_off = replace(SEAT, state=GatheringState.CALLED_OFF)
    assert said(seat=called_off, by=By.COORDINATOR) == [Reason.NOT_OPEN]


def test_touching_ends_do_not_overlap_but_leave_no_rest():
    assert said(replace(PERSON, shifts=[busy(3 * HOUR, 2)])) == [Reason.REST]
    assert said(replace(PERSON, shifts=[busy(3.5 * HOUR, 2)])) == []


@pytest.mark.parametrize(
    ("born", "consent", "ends", "refused"),
    [
        (date(2012, 11, 24), False, 12, True),  # 13 on the day.
        (date(2012, 11, 24), True, 12, False),
        (date(2012, 11, 23), False, 12, True),  # 14 on the day: consent by the library's setting.
        (date(2012, 11, 23), True, 21, True),  # No minors in the evening.
        (date(2008, 11, 23), False, 21, False),  # 18 on the day.
        (date(2017, 1, 1), True, 12, True),  # 9: not taken, consent or not.
    ],
)
def test_minors_need_a_guardian_and_go_home_early(born, consent, ends, refused):
    """个人信息保护法 art. 31 (under 14), 文化志愿服务管理办法 art. 4 (minors)."""
    assert bool(why_not_age(born, consent, 0, date(2026, 11, 23), ends * 60)) == refused


def test_whoever_was_born_on_the_29th_of_february_grows_older_in_march():
    assert [age_on(date(2012, 2, 29), date(2026, 2, 28)), age_on(date(2012, 2, 29), date(2026, 3, 1))] == [13, 14]


def test_a_single_day_goes_before_the_week():
    weekly = replace(PERSON, slots=[Slot(0, 8 * 60, 12 * 60)])
    assert said(weekly) == []
    away = replace(weekly, exceptions=[DayException(date(2026, 11, 23), False, 11 * 60, 13 * 60)])
    assert said(away) == [Reason.UNAVAILABLE]
    extra = replace(PERSON, slots=[Slot(3, 0, 60)], exceptions=[DayException(date(2026, 11, 23), True)])
    assert said(extra) == []


def test_a_free_time_that_covers_only_a_part_is_not_enough():
    assert said(replace(PERSON, slots=[Slot(0, 9 * 60, 11 * 60)])) == [Reason.UNAVAILABLE]


def test_a_post_with_a_risk_asks_for_an_insurance_that_holds_on_the_day():
    """条例 art. 17."""
    risky = replace(SEAT, insured=True)
    assert said(seat=risky) == [Reason.PAPERS]
    assert said(replace(PERSON, insured_to=date(2026, 11, 22)), risky) == [Reason.PAPERS]
    assert said(replace(PERSON, insured_to=date(2026, 11, 23)), risky) == []


def test_who_has_the_seat_is_in_conflict_by_what_came_later_and_not_by_having_it():
    mine = replace(SEAT, taken=2, holders=frozenset({1, 2}))
    assert conflicts(replace(PERSON, shifts=[replace(busy(timedelta(0)), gathering=1)]), mine, NOW) == ()
    assert [one.code for one in conflicts(replace(PERSON, state=State.LEFT), mine, NOW)] == [Reason.PAUSED]
    clash = replace(PERSON, shifts=[busy(HOUR)])
    assert [one.code for one in conflicts(clash, mine, NOW)] == [Reason.OVERLAP]
    assert conflicts(clash, mine, NOW, "写过原因") == ()
