"""No order of arrival loses an answer, and both ends can tell whether they hold the same."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.attempts import fingerprint, fnv1a, latest


@dataclass(frozen=True)
class Saved:
    question: int
    revision: int
    value: str


SAVED = st.builds(Saved, st.integers(1, 5), st.integers(1, 6), st.sampled_from("ABCD"))


def test_the_higher_revision_counts_and_of_the_same_the_first():
    events = [Saved(1, 1, "A"), Saved(1, 3, "C"), Saved(1, 2, "B"), Saved(1, 3, "D"), Saved(2, 1, "A")]
    assert latest(events) == {1: Saved(1, 3, "C"), 2: Saved(2, 1, "A")}
    assert latest([]) == {}


@given(st.lists(SAVED, unique_by=lambda saved: (saved.question, saved.revision)), st.randoms(use_true_random=False))
def test_no_order_of_arrival_and_no_repetition_changes_what_counts(events, chance):
    arrived = events + events[: len(events) // 2]
    chance.shuffle(arrived)
    assert latest(arrived) == latest(events)


@given(st.lists(SAVED), st.lists(SAVED))
def test_a_history_may_be_merged_in_pieces(one, other):
    assert latest([*latest(one).values(), *other]) == latest([*one, *other])


@pytest.mark.parametrize(("text", "value"), [("", 0x811C9DC5), ("a", 0xE40C292C), ("foobar", 0xBF9CF968)])
def test_fnv_1a_agrees_with_its_authors(text, value):
    assert fnv1a(text.encode()) == value


@pytest.mark.parametrize(
    ("revisions", "digits"),
    [
        ({}, "811c9dc5"),
        ({1: 1}, "6424c559"),
        ({10: 3, 2: 1}, "493706b8"),
        ({1: 11}, "0de2c2b8"),
        ({11: 1}, "843e0dd2"),
        ({343: 1}, "0054961e"),
        ({1000 - place: place % 7 + 1 for place in range(65)}, "0e9a246f"),
    ],
)
def test_fingerprints_are_those_a_browser_computes(revisions, digits):
    """The digits were computed by the JavaScript in the docstring of `fingerprint`, under Node."""
    assert fingerprint(revisions) == digits


@given(st.dictionaries(st.integers(1, 10**9), st.integers(1, 10**6)), st.randoms(use_true_random=False))
def test_a_fingerprint_does_not_depend_on_the_order(revisions, chance):
    pairs = list(revisions.items())
    chance.shuffle(pairs)
    assert fingerprint(dict(pairs)) == fingerprint(revisions)
