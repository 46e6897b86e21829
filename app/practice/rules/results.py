"""Who sees what came of a short quiz."""

from collections.abc import Collection

ARRANGE, LOG = "arrange_study", "see_log"
FEWEST_FOR_SHARES = 3
"""With fewer people, a share of right answers would tell of somebody."""


def may_see_names(marks: Collection[str]) -> bool:
    """Whether these marks let one see who did a quiz and how: those who arrange study or read the log."""
    return ARRANGE in marks or LOG in marks


def may_see_shares(people: int, *, sees_names: bool) -> bool:
    """Whether the shares of right answers are shown, beside how many did it."""
    return sees_names or people >= FEWEST_FOR_SHARES
