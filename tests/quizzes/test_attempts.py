"""The sitting goes only forward, and its deadline is an instant."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from quizzes.attempts import (
    GRACE,
    Lateness,
    NotNow,
    Sitting,
    State,
    Window,
    claim,
    close,
    deadline,
    extend,
    hand_in,
    is_cut_short,
    lateness,
    remaining_ms,
    start,
    state,
    why_not_claim,
    why_not_hand_in,
    why_not_save,
    why_not_start,
)

NINE = datetime(2026, 7, 1, 1, 0, tzinfo=UTC)
"""Nine in the morning at the library."""

WINDOW = Window(opens_at=NINE, closes_at=NINE + timedelta(hours=2), minutes=60)
WAITING = Sitting(WINDOW)
ANSWERING = start(WAITING, "phone", NINE)
TEN = NINE + timedelta(minutes=60)
SECOND = timedelta(seconds=1)


def codes(problems):
    return [problem.code for problem in problems]


@pytest.mark.parametrize(
    ("sitting", "now", "at"),
    [
        (WAITING, NINE - SECOND, State.WAITING),
        (WAITING, NINE + timedelta(hours=2) - SECOND, State.WAITING),
        (WAITING, NINE + timedelta(hours=2), State.ABSENT),
        (Sitting(Window(None, None, 60)), NINE, State.WAITING),
        (ANSWERING, NINE, State.ANSWERING),
        (ANSWERING, TEN - SECOND, State.ANSWERING),
        (ANSWERING, TEN, State.CLOSED),
        (hand_in(ANSWERING, "phone", TEN - SECOND), TEN, State.HANDED_IN),
        (close(ANSWERING, TEN), NINE, State.CLOSED),
    ],
)
def test_the_clock_says_where_a_sitting_stands(sitting, now, at):
    assert state(sitting, now) is at


@pytest.mark.parametrize(
    ("started", "extra", "minutes"),
    [(0, 0, 60), (60, 0, 60), (90, 0, 30), (119, 0, 1), (0, 30, 90), (90, 30, 60), (60, 30, 90)],
)
def test_the_full_minutes_count_but_never_beyond_the_closing_plus_the_extra_ones(started, extra, minutes):
    started_at = NINE + timedelta(minutes=started)
    assert deadline(WINDOW, started_at, extra) - started_at == timedelta(minutes=minutes)
    assert is_cut_short(WINDOW, started_at, extra) == (minutes < 60 + extra)


def test_an_exam_without_a_closing_gives_everybody_the_full_minutes():
    window = replace(WINDOW, closes_at=None)
    assert deadline(window, NINE + timedelta(days=30)) == NINE + timedelta(days=30, minutes=60)
    assert not is_cut_short(window, NINE + timedelta(days=30))


def test_the_remaining_time_is_counted_in_whole_milliseconds_while_answering():
    assert remaining_ms(ANSWERING, NINE) == 3_600_000
    assert remaining_ms(ANSWERING, TEN - timedelta(microseconds=1500)) == 1
    assert remaining_ms(ANSWERING, TEN) == remaining_ms(ANSWERING, TEN + SECOND) == 0
    assert remaining_ms(WAITING, NINE) == 0
    assert remaining_ms(hand_in(ANSWERING, "phone", NINE), NINE) == 0


@pytest.mark.parametrize(
    ("after", "late"),
    [
        (-SECOND, Lateness.ON_TIME),
        (timedelta(0), Lateness.LATE_ACCEPTED),
        (GRACE, Lateness.LATE_ACCEPTED),
        (GRACE + timedelta(microseconds=1), Lateness.FOR_REVIEW),
        (timedelta(days=2), Lateness.FOR_REVIEW),
    ],
)
def test_late_answers_are_flagged_and_later_ones_reviewed(after, late):
    assert lateness(ANSWERING, TEN + after) is late
    assert lateness(close(ANSWERING, TEN), TEN + after) is late
    assert codes(why_not_save(ANSWERING, "phone", TEN + after)) == (["closed"] if late is Lateness.FOR_REVIEW else [])


def test_before_the_start_nothing_is_late():
    with pytest.raises(ValueError, match="has not started"):
        lateness(WAITING, NINE)


HANDED_IN = hand_in(ANSWERING, "phone", NINE + SECOND)


@pytest.mark.parametrize(
    ("sitting", "now", "reasons"),
    [
        (WAITING, NINE, []),
        (WAITING, NINE - SECOND, ["not_open_yet"]),
        (Sitting(Window(None, None, 60)), NINE, ["not_open_yet"]),
        (WAITING, NINE + timedelta(hours=2), ["absent"]),
        (replace(WAITING, extra_minutes=30), NINE + timedelta(hours=2), ["absent"]),
        (ANSWERING, NINE, ["already_started"]),
        (ANSWERING, TEN, ["closed"]),
        (HANDED_IN, NINE, ["handed_in"]),
    ],
)
def test_a_start_is_refused_with_its_reason(sitting, now, reasons):
    assert codes(why_not_start(sitting, now)) == reasons


@pytest.mark.parametrize(
    ("sitting", "writer", "now", "save", "hand", "take"),
    [
        (WAITING, "phone", NINE, ["not_started"], ["not_started"], ["not_started"]),
        (ANSWERING, "phone", NINE, [], [], []),
        (ANSWERING, "desk", NINE, ["not_writer"], ["not_writer"], []),
        (ANSWERING, "phone", TEN, [], ["closed"], ["closed"]),
        (ANSWERING, "desk", TEN, ["not_writer"], ["closed"], ["closed"]),
        (HANDED_IN, "phone", NINE + SECOND, ["handed_in"], ["handed_in"], ["handed_in"]),
        (HANDED_IN, "phone", TEN, ["handed_in"], ["handed_in"], ["handed_in"]),
    ],
)
def test_saving_handing_in_and_taking_over_are_refused_with_their_reasons(sitting, writer, now, save, hand, take):
    assert codes(why_not_save(sitting, writer, now)) == save
    assert codes(why_not_hand_in(sitting, writer, now)) == hand
    assert codes(why_not_claim(sitting, now)) == take


def test_after_a_claim_only_the_new_device_writes():
    claimed = claim(ANSWERING, "desk", NINE + SECOND)
    assert codes(why_not_save(claimed, "phone", NINE + SECOND)) == ["not_writer"]
    assert why_not_save(claimed, "desk", NINE + SECOND) == ()
    assert claimed.deadline_at == ANSWERING.deadline_at


def test_closing_is_written_down_as_of_the_deadline_and_only_after_it():
    assert close(ANSWERING, TEN - SECOND) == ANSWERING
    assert close(ANSWERING, TEN + timedelta(hours=5)).closed_at == TEN
    assert close(HANDED_IN, TEN) == HANDED_IN
    assert close(WAITING, TEN + timedelta(hours=5)) == WAITING


@given(st.integers(0, 119), st.integers(0, 60), st.integers(1, 60))
def test_an_extension_gives_the_deadline_that_the_extra_time_would_have_given_at_the_start(started, extra, minutes):
    started_at = NINE + timedelta(minutes=started)
    sitting = start(replace(WAITING, extra_minutes=extra), "phone", started_at)
    extended = extend(sitting, minutes, started_at)
    assert extended.deadline_at == deadline(WINDOW, started_at, extra + minutes)
    assert extend(replace(WAITING, extra_minutes=extra), minutes, NINE).extra_minutes == extra + minutes


def test_time_is_not_taken_back_and_what_is_over_is_not_extended():
    with pytest.raises(ValueError, match="at least one minute"):
        extend(ANSWERING, 0, NINE)
    with pytest.raises(NotNow, match="closed"):
        extend(ANSWERING, 5, TEN)
    with pytest.raises(NotNow, match="handed_in"):
        extend(HANDED_IN, 5, NINE)


RANK = {State.WAITING: 0, State.ANSWERING: 1, State.ABSENT: 2, State.CLOSED: 2, State.HANDED_IN: 2}


class AnySitting(RuleBasedStateMachine):
    """Whatever happens in whatever order: only forward, the reasons agree with the deeds, what is over stays over."""

    @initialize(
        opens=st.integers(0, 30), lasts=st.integers(1, 300), minutes=st.integers(1, 180), extra=st.integers(0, 60)
    )
    def an_exam(self, opens, lasts, minutes, extra):
        self.now = NINE
        opens_at = NINE + timedelta(minutes=opens)
        window = Window(opens_at, opens_at + timedelta(minutes=lasts), minutes)
        self.sitting = Sitting(window, extra_minutes=extra)
        self.before = State.WAITING

    def attempt(self, deed, reasons, *args):
        if reasons:
            with pytest.raises(NotNow) as refused:
                deed(self.sitting, *args)
            assert refused.value.problems == reasons
        else:
            self.sitting = deed(self.sitting, *args)

    @rule(seconds=st.integers(0, 7200))
    def time_passes(self, seconds):
        self.now += timedelta(seconds=seconds)

    @rule(writer=st.sampled_from("ab"))
    def starting(self, writer):
        self.attempt(start, why_not_start(self.sitting, self.now), writer, self.now)

    @rule(writer=st.sampled_from("ab"))
    def taking_over(self, writer):
        self.attempt(claim, why_not_claim(self.sitting, self.now), writer, self.now)

    @rule(writer=st.sampled_from("ab"))
    def handing_in(self, writer):
        self.attempt(hand_in, why_not_hand_in(self.sitting, writer, self.now), writer, self.now)

    @rule()
    def closing(self):
        self.sitting = close(self.sitting, self.now)

    @rule(minutes=st.integers(1, 30))
    def extending(self, minutes):
        if state(self.sitting, self.now) in (State.WAITING, State.ANSWERING):
            deadline_at = self.sitting.deadline_at
            self.sitting = extend(self.sitting, minutes, self.now)
            assert deadline_at is None or self.sitting.deadline_at > deadline_at

    @invariant()
    def only_forward(self):
        at = state(self.sitting, self.now)
        assert at is self.before or RANK[at] > RANK[self.before]
        self.before = at

    @invariant()
    def the_deadline_agrees_with_the_clock(self):
        sitting, now = self.sitting, self.now
        answering = state(sitting, now) is State.ANSWERING
        assert (sitting.started_at is None) == (sitting.deadline_at is None)
        assert (remaining_ms(sitting, now) > 0) <= answering
        if sitting.deadline_at is not None:
            assert sitting.deadline_at == deadline(sitting.window, sitting.started_at, sitting.extra_minutes)
            assert (lateness(sitting, now) is Lateness.ON_TIME) == (now < sitting.deadline_at)
        if answering:
            assert why_not_save(sitting, sitting.writer, now) == why_not_hand_in(sitting, sitting.writer, now) == ()


AnySitting.TestCase.settings = settings(max_examples=60, stateful_step_count=20, deadline=None)
test_any_sitting = AnySitting.TestCase
