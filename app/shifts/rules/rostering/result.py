"""What the solver answers: a roster with its bill, as frozen values that are their own JSON."""

from typing import Literal

import msgspec

from app.shifts.rules.rostering.bill import Part, Unfilled
from app.shifts.rules.rostering.instance import Assignment

Status = Literal["optimal", "feasible"]


class Result(msgspec.Struct, frozen=True, kw_only=True):
    """A roster that keeps the rulebook.

    Attributes:
        status: optimal only where objective and bound are the same to the hundredth; else the best that was found.
        objective: the points of the bill together.
        bound: no roster of this instance costs less.
        gap: objective less bound, in points; `gap_percent` of the objective.
        first_seconds: when the first usable roster was there, and `first_objective` its points.
        added, removed: what differs from the roster that people were told of; all is added where there was none.
    """

    status: Status
    objective: float
    bound: float
    gap: float
    gap_percent: float
    seconds: float
    first_seconds: float
    first_objective: float
    solver: str
    input_sha256: str
    assignments: tuple[Assignment, ...]
    added: tuple[Assignment, ...]
    removed: tuple[Assignment, ...]
    parts: tuple[Part, ...]
    unfilled: tuple[Unfilled, ...]
    people: int
    seats: int
    least_seats: int


class Progress(msgspec.Struct, frozen=True, kw_only=True):
    """How far it is: windows that are done of all, and what the best roster so far costs."""

    done: int
    total: int
    objective: float
    seconds: float
