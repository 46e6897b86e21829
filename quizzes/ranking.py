"""Places among those who sat the same exam."""

from collections.abc import Hashable, Mapping
from itertools import groupby
from typing import TypeVar

Who = TypeVar("Who", bound=Hashable)


def ranks(points_x100: Mapping[Who, int]) -> dict[Who, int]:
    """Everybody's place, best first: standard competition ranking, "1224".

    Equal points share a place, and the places they take up are left out after them: nobody is ranked above somebody
    with as many points, and a place is always one more than the number of people who did better.

    Args:
        points_x100: the result of each, in hundredths of a point.
    """
    best_first = sorted(points_x100, key=lambda who: -points_x100[who])
    places: dict[Who, int] = {}
    for _, tied in groupby(best_first, key=lambda who: points_x100[who]):
        place = len(places) + 1
        places.update(dict.fromkeys(tied, place))
    return places
