"""Minutes, whatever is recorded: never more than was planned, never more than the clock, and each person's are their own."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.gatherings.rules import Span
from app.gatherings.rules.attendance import CAME, Record, Source, Status, minutes_present
from tests.makers import MONDAY

moments = st.integers(-30_000, 30_000).map(lambda seconds: MONDAY + timedelta(seconds=seconds))
records = st.builds(
    Record,
    st.sampled_from(Status),
    st.sampled_from(Source),
    st.none() | moments,
    st.none() | moments,
)
planned = st.integers(1, 20_000).map(lambda seconds: Span(MONDAY, MONDAY + timedelta(seconds=seconds)))


@given(planned, records)
def test_never_more_than_planned_nor_than_the_clock(span, record):
    minutes = minutes_present(span, record)
    assert 0 <= minutes <= span.minutes
    if minutes:
        assert record.status in CAME
        assert minutes * 60 <= (record.went_at - record.came_at).total_seconds()


@given(planned, st.lists(st.tuples(st.integers(1, 4), records), max_size=12), st.randoms(use_true_random=False))
def test_the_order_in_which_different_people_are_corrected_does_not_matter(span, written, chance):
    def stands(order):
        newest = {}
        for person, record in order:
            newest[person] = minutes_present(span, record)
        return newest

    people = [person for person, _ in written]
    chance.shuffle(people)
    queues = {person: [pair for pair in written if pair[0] == person] for person in set(people)}
    assert stands([queues[person].pop(0) for person in people]) == stands(written)
