"""Standard competition ranking."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.ranking import ranks


@pytest.mark.parametrize(
    ("points", "places"),
    [
        ({"甲": 9000, "乙": 8500, "丙": 8500, "丁": 8000}, {"甲": 1, "乙": 2, "丙": 2, "丁": 4}),
        ({"甲": 100, "乙": 100, "丙": 0}, {"甲": 1, "乙": 1, "丙": 3}),
        ({"甲": 0}, {"甲": 1}),
        ({}, {}),
    ],
)
def test_equal_points_share_a_place_and_the_next_is_left_out(points, places):
    assert ranks(points) == places


@given(st.dictionaries(st.integers(), st.integers(0, 10)))
def test_a_place_is_one_more_than_the_number_of_people_who_did_better(points):
    assert ranks(points) == {who: 1 + sum(other > own for other in points.values()) for who, own in points.items()}
