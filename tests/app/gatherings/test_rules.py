"""Who came, since when, and what counts."""

from datetime import timedelta

import pytest

from app.gatherings.rules import GatheringState, Span, why_not_span
from app.gatherings.rules.attendance import (
    Record,
    Source,
    Status,
    minutes_present,
    status_on_arrival,
    why_not_check_in,
    why_not_check_out,
    why_not_go_alone,
    why_not_record,
)
from tests.makers import MONDAY

PLANNED = Span(MONDAY, MONDAY + timedelta(minutes=180))


def at(minutes: int):
    return MONDAY + timedelta(minutes=minutes)


def came(first: int, last: int | None = None, status: Status = Status.PRESENT, note: str = "") -> Record:
    return Record(status, Source.HAND, at(first), None if last is None else at(last), note)


@pytest.mark.parametrize(
    ("record", "minutes"),
    [
        (came(0, 180), 180),
        (came(-15, 240), 180),
        (came(30, 90), 60),
        (came(30), 0),
        (came(200, 240), 0),
        (Record(Status.EXCUSED, Source.LIST), 0),
        (came(3000, 3100, Status.MADE_UP), 100),
        (came(3000, 4000, Status.MADE_UP), 180),
    ],
)
def test_minutes_are_those_inside_the_planned_time(record, minutes):
    assert minutes_present(PLANNED, record) == minutes


def test_ten_minutes_are_not_late_and_eleven_are():
    assert status_on_arrival(PLANNED, at(10)) is Status.PRESENT
    assert status_on_arrival(PLANNED, at(11)) is Status.LATE


@pytest.mark.parametrize(
    ("minute", "state", "expected", "standing", "code"),
    [
        (-21, GatheringState.OPEN, True, None, "early"),
        (180, GatheringState.OPEN, True, None, "over"),
        (0, GatheringState.OPEN, False, None, "not_expected"),
        (0, GatheringState.OPEN, True, came(0), "already_in"),
        (0, GatheringState.PLANNED, True, None, "planned"),
        (0, GatheringState.CLOSED, True, None, "closed"),
        (0, GatheringState.CALLED_OFF, True, None, "called_off"),
    ],
)
def test_why_somebody_cannot_check_in(minute, state, expected, standing, code):
    assert [why.code for why in why_not_check_in(state, PLANNED, expected, standing, at(minute))] == [code]


def test_twenty_minutes_before_the_start_the_door_is_open():
    assert why_not_check_in(GatheringState.OPEN, PLANNED, True, None, at(-20)) == ()


@pytest.mark.parametrize(("minute", "codes"), [(4, ["just_in"]), (5, [])])
def test_a_second_press_right_after_checking_in_is_no_going(minute, codes):
    assert [why.code for why in why_not_go_alone(came(0), at(minute))] == codes


@pytest.mark.parametrize(
    ("standing", "code"),
    [(None, "not_in"), (Record(Status.EXCUSED, Source.LIST), "not_in"), (came(0, 5), "already_out")],
)
def test_nobody_goes_before_they_came_or_twice(standing, code):
    assert [why.code for why in why_not_check_out(GatheringState.OPEN, PLANNED, standing, at(30))] == [code]


@pytest.mark.parametrize(
    ("state", "record", "code"),
    [
        (GatheringState.CLOSED, came(0, 60), "note"),
        (GatheringState.OPEN, came(60, 60), "order"),
        (GatheringState.OPEN, came(0, 600), "future"),
        (GatheringState.OPEN, came(0), "times"),
        (GatheringState.CLOSED, came(181, 190, note="补"), "after_end"),
    ],
)
def test_what_cannot_have_been_is_not_written_down(state, record, code):
    assert [why.code for why in why_not_record(state, PLANNED, record, at(200))] == [code]


def test_an_end_before_the_start_is_no_time():
    assert [why.code for why in why_not_span(Span(MONDAY, MONDAY))] == ["window"]
