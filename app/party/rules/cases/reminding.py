"""When somebody is told of a deadline. Settings of this product: no text says so."""

from datetime import date

ROUNDS = (14, 3)
"""Days before; and once more when it is over."""
AFTER = -1


def round_of(due_on: date, today: date) -> int | None:
    """The round that has come: 14 or 3 days before, -1 once it is over, None while it is far."""
    left = (due_on - today).days
    if left < 0:
        return AFTER
    return min((days for days in ROUNDS if left <= days), default=None)
