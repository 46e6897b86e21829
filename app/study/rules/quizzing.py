"""When a session's quizzes are answered: what people know before it, and what they know after."""

from enum import StrEnum

from app.locale import N_


class Timing(StrEnum):
    """A session has at most one quiz of each."""

    BEFORE = "before"
    AFTER = "after"


TIMINGS = {Timing.BEFORE: N_("课前小测"), Timing.AFTER: N_("课后小测")}
"""What they are called on screen."""
