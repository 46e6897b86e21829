"""党课: who taught what, when, from inside the branch or from outside."""

from dataclasses import dataclass
from datetime import date

from app.locale import N_

FROM = {"inside": N_("支部内"), "outside": N_("支部外")}


@dataclass(frozen=True, slots=True)
class Lecture:
    """One lecture as its minutes tell it; what they do not tell is empty.

    Attributes:
        meeting: whose minutes these are.
        came_from: `inside`, `outside`, or empty.
        lessons: as the minutes say; None where they do not.
        came, expected: of the frozen list.
    """

    meeting: int
    title: str
    held_on: date
    teacher: str
    post: str
    came_from: str
    subject: str
    lessons: int | None
    came: int
    expected: int
