"""What is approved, within which days, and how it adds up."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.gatherings.rules import Kind, Span
from app.gatherings.rules.attendance import Record, Source, Status, minutes_present
from app.gatherings.rules.calendar import Calendar, Day, DayKind
from app.service.rules.due import Light, due
from app.service.rules.records import (
    Approving,
    Counted,
    actual_minutes,
    countable,
    proposed_minutes,
    taken_by,
    total,
    why_not_approve,
    why_not_void,
)

NOTICE = Calendar({})
NINE = datetime(2026, 9, 30, 1, 0, tzinfo=UTC)
PLANNED = Span(NINE, NINE + timedelta(hours=3))


def minutes(count):
    return timedelta(minutes=count)


@pytest.mark.parametrize(
    ("ended_on", "last_on"),
    [
        # The State Council's notice for 2026: 10-01 to 10-07 free, 09-20 and 10-10 worked.
        (date(2026, 9, 30), date(2026, 10, 20)),
        (date(2026, 9, 18), date(2026, 10, 9)),
        (date(2026, 10, 4), date(2026, 10, 20)),
        (date(2026, 10, 9), date(2026, 10, 22)),
        (date(2026, 11, 20), date(2026, 12, 4)),
    ],
)
def test_the_last_day_is_ten_working_days_on(ended_on, last_on):
    found = due(NOTICE, ended_on, ended_on)
    assert (found.last_on, found.passed, found.light, found.estimated) == (last_on, 0, Light.GREEN, False)


@pytest.mark.parametrize(
    ("today", "passed", "light", "said"),
    [
        (date(2026, 10, 7), 0, Light.GREEN, "第 0 个工作日，最后一天 10-20"),
        (date(2026, 10, 10), 3, Light.GREEN, "第 3 个工作日，最后一天 10-20"),
        (date(2026, 10, 15), 7, Light.GREEN, "第 7 个工作日，最后一天 10-20"),
        (date(2026, 10, 16), 8, Light.AMBER, "第 8 个工作日，最后一天 10-20"),
        (date(2026, 10, 19), 9, Light.AMBER, "第 9 个工作日，最后一天 10-20"),
        (date(2026, 10, 20), 10, Light.RED, "今天是最后一天（10-20）"),
        (date(2026, 10, 21), 10, Light.RED, "已过期限：最后一天是 10-20"),
    ],
)
def test_the_clock_warns_from_the_eighth_day_and_is_red_from_the_tenth(today, passed, light, said):
    found = due(NOTICE, date(2026, 9, 30), today)
    assert (found.passed, found.light, found.said) == (passed, light, said)


def test_days_on_which_the_library_is_closed_move_no_deadline():
    closed = {day: Day(day, DayKind.CLOSED, "装修") for day in (date(2026, 10, 12), date(2026, 10, 13))}
    assert due(Calendar(closed), date(2026, 9, 30), date(2026, 10, 1)).last_on == date(2026, 10, 20)


def test_a_year_without_its_notice_is_estimated_and_says_so():
    found = due(NOTICE, date(2026, 12, 28), date(2026, 12, 29))
    assert (found.last_on, found.estimated) == (date(2027, 1, 11), True)
    assert found.said == "第 1 个工作日，最后一天 01-11（放假通知没录入，暂按周一至周五估算）"


def a_record(came, went, status=Status.PRESENT, source=Source.SCAN):
    return Record(status, source, NINE + minutes(came), NINE + minutes(went))


@pytest.mark.parametrize(
    ("came", "went", "tolerance", "proposed"),
    [
        (0, 180, 0, 180),
        (-15, 190, 0, 180),
        (-15, 190, 10, 190),
        (-15, 190, 30, 205),
        (-15, 240, 30, 210),
        (25, 170, 0, 145),
        (25, 170, 30, 145),
        (-15, 165, 0, 165),
    ],
)
def test_approved_is_what_was_served_within_the_plan_and_its_tolerance(came, went, tolerance, proposed):
    assert proposed_minutes(PLANNED, a_record(came, went), tolerance) == proposed


@given(st.integers(-20, 179), st.integers(1, 400), st.integers(0, 60))
def test_never_more_than_was_served_nor_than_was_planned_and_tolerated(came, stayed, tolerance):
    record = a_record(came, came + stayed)
    proposed = proposed_minutes(PLANNED, record, tolerance)
    assert 0 <= proposed <= min(actual_minutes(record), PLANNED.minutes + tolerance)
    assert proposed_minutes(PLANNED, record, 0) == minutes_present(PLANNED, record)
    assert proposed >= proposed_minutes(PLANNED, record, 0)


@pytest.mark.parametrize(
    ("came", "went", "taken", "proposed"),
    [
        (175, 360, [], 185),
        (175, 360, [(-10, 190)], 170),
        (175, 360, [(-10, 180)], 180),
        (175, 360, [(200, 230), (300, 400)], 95),
        (175, 360, [(170, 370)], 0),
    ],
)
def test_minutes_that_are_approved_elsewhere_are_not_proposed_again(came, went, taken, proposed):
    second = Span(PLANNED.ends_at, PLANNED.ends_at + minutes(180))
    used = [Span(NINE + minutes(start), NINE + minutes(end)) for start, end in taken]
    assert proposed_minutes(second, a_record(came, went), 15, used) == proposed


@given(
    st.lists(
        st.tuples(
            st.integers(0, 4), st.integers(-30, 60), st.integers(1, 400), st.integers(0, 60), st.integers(0, 100)
        ),
        min_size=1,
        max_size=6,
    )
)
def test_however_services_run_into_each_other_the_sum_never_exceeds_real_time(services):
    """Shifts of three hours back to back, with any tolerance at the time, approved one after the other in any order."""
    standing, actual = [], set()
    for number, came, stayed, tolerance, percent in services:
        planned = Span(NINE + minutes(180 * number), NINE + minutes(180 * number + 180))
        record = a_record(180 * number + came, 180 * number + came + stayed)
        proposed = proposed_minutes(planned, record, tolerance, taken_by(standing))
        # Whoever approves may approve fewer.
        approved = proposed * percent // 100
        standing.append(Counted(countable(planned, record, tolerance), approved))
        actual |= set(range(180 * number + came, 180 * number + came + stayed))
        used = taken_by(standing)
        assert not any(one.overlaps(other) for at, one in enumerate(used) for other in used[at + 1 :])
        assert sum(one.minutes for one in used) == sum(one.minutes for one in standing)
    assert sum(one.minutes for one in standing) <= len(actual)


def test_a_record_that_no_longer_finds_its_minutes_uses_all_of_its_time():
    hour = Span(NINE, NINE + minutes(60))
    assert taken_by([Counted([hour], 60), Counted([hour], 30)]) == [hour, hour]


@given(st.lists(st.tuples(st.sampled_from([Source.SCAN, Source.CODE, Source.LIST, Source.HAND]), st.integers(0, 600))))
def test_a_sum_is_the_sum_of_its_records_and_of_its_sources(records):
    found = total(records)
    assert found.times == len(records)
    assert found.minutes == sum(count for _source, count in records) == found.system + found.hand
    assert found.hand == sum(count for source, count in records if source is Source.HAND)


def approving(**other):
    asked = {"kind": Kind.SHIFT, "record": a_record(0, 180), "written_by": 7, "person": 3, "proposed": 180}
    return Approving(**{**asked, "wanted": 180, "note": "", **other})


@pytest.mark.parametrize(
    ("asked", "approver", "code"),
    [
        (approving(), 7, ""),
        (approving(kind=Kind.STUDY), 7, "kind"),
        (approving(kind=Kind.TRAINING), 7, "kind"),
        (approving(record=Record(Status.ABSENT, Source.SYSTEM)), 7, "absent"),
        (approving(person=7), 7, "own"),
        (approving(record=a_record(0, 180, source=Source.HAND)), 7, "own_hand"),
        (approving(record=a_record(0, 180, source=Source.HAND)), 8, ""),
        (approving(wanted=181), 7, "minutes"),
        (approving(wanted=120), 7, "note"),
        (approving(wanted=120, note="中途离开一小时"), 7, ""),
        (approving(wanted=0, note="没有做事"), 7, "nothing"),
        (approving(forgotten=True), 7, "unsaid"),
        (approving(forgotten=True, claimed=True), 7, "claimed"),
        (approving(forgotten=True, wanted=120, note="同班的人看见十一点走的"), 7, ""),
        (approving(forgotten=True, wanted=180, note="同班的人看见做到最后"), 7, ""),
    ],
)
def test_what_is_not_approved_says_why(asked, approver, code):
    assert "".join(why.code for why in why_not_approve(asked, approver)) == code


def test_a_record_is_voided_once_and_with_a_reason():
    assert [why.code for why in why_not_void(True, "重复")] == ["voided"]
    assert [why.code for why in why_not_void(False, " ")] == ["reason"]
    assert why_not_void(False, "时间记错") == ()
