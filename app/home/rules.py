"""What stands on somebody's first screen: the few things that are theirs to do, the most pressing first."""

from collections.abc import Iterable
from dataclasses import dataclass

MOST_TASKS = 3


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do, one tap away.

    Attributes:
        urgency: lower comes first: 0 runs now, 1 today, 2 soon, 3 whenever.
        is_due: is shown as pressing.
        is_duty: comes from what the person is to the library, and not from a paper they have to sit.
    """

    name: str
    why: str
    address: str
    icon: str
    urgency: int
    is_due: bool = False
    is_duty: bool = False


def first_three(tasks: Iterable[Task]) -> list[Task]:
    """At most three tasks, the most pressing first, in the given order among equals.

    Papers to sit never push out all duties: where there is a duty, the most pressing one has one of the three places.
    """
    ordered = sorted(tasks, key=lambda task: task.urgency)
    shown, rest = ordered[:MOST_TASKS], ordered[MOST_TASKS:]
    duty = next((task for task in rest if task.is_duty), None)
    if duty is None or any(task.is_duty for task in shown):
        return shown
    return [*shown[:-1], duty]
