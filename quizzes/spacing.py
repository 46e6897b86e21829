"""When to ask again (FSRS, https://github.com/open-spaced-repetition): a mistake comes back soon, a right answer later.

A day is a day at the library: whoever goes wrong at four in the afternoon is asked again the next morning. FSRS counts
whole days between reviews, so each review is told to it as noon of its day; its random spread is off.
"""

from datetime import UTC, date, datetime, time, timedelta

import msgspec
from fsrs import Card, Rating, Scheduler, State

RIGHT_DAYS_TO_LEAVE = 2
"""On so many different days a question must be answered right, after the last mistake, to leave the notebook."""

WANTED_RETENTION = 0.9
LONGEST_DAYS = 180
NOON = time(12, tzinfo=UTC)

# Without learning steps every review leads to a day, never to some minutes later.
_scheduler = Scheduler(
    desired_retention=WANTED_RETENTION,
    learning_steps=(),
    relearning_steps=(),
    maximum_interval=LONGEST_DAYS,
    enable_fuzzing=False,
)


class Memory(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is known of how well one person knows one question.

    Attributes:
        stability: days until nine in ten would still know it.
        difficulty: 1 to 10, how hard it is to make it stick.
        reviewed_on: the day of the last answer.
        due_on: from this day on it is to be asked again.
        right_days: different days with a right answer since the day of the last mistake, that day not counted.
        counted_on: the last day that `right_days` counts, or on which it was wrong.
    """

    stability: float
    difficulty: float
    reviewed_on: date
    due_on: date
    right_days: int
    counted_on: date | None

    @property
    def has_settled(self) -> bool:
        """Whether it was right on enough different days."""
        return self.right_days >= RIGHT_DAYS_TO_LEAVE

    def is_due(self, on: date) -> bool:
        """Whether it is to be asked on that day."""
        return on >= self.due_on


def after(memory: Memory | None, is_right: bool, on: date) -> Memory:
    """What is known after one more answer; a day before the last answer counts as that day.

    A right answer on the day of the mistake does not count towards leaving: it only repeats what was just read.

    Args:
        memory: what was known before; None when it was never asked.
        on: the day at the library.
    """
    day = max(on, memory.reviewed_on) if memory else on
    card, _log = _scheduler.review_card(_card(memory), Rating.Good if is_right else Rating.Again, _noon(day))
    right_days, counted_on = _counted(memory, is_right, day)
    # A reviewed card has both; only one that was never asked has none.
    stability, difficulty = card.stability or 0.0, card.difficulty or 0.0
    return Memory(stability, difficulty, day, card.due.date(), right_days, counted_on)


def encode(memory: Memory) -> str:
    """The memory as JSON."""
    return msgspec.json.encode(memory).decode()


def decode(text: str | bytes) -> Memory:
    """The memory in a JSON text.

    Raises:
        msgspec.DecodeError: not JSON, or not a memory.
    """
    return msgspec.json.decode(text, type=Memory)


def days_until_due(memory: Memory, on: date) -> int:
    """Days from that day until it is asked again; 0 when it is due."""
    return max(0, (memory.due_on - on) // timedelta(days=1))


def _counted(memory: Memory | None, is_right: bool, day: date) -> tuple[int, date | None]:
    if not is_right:
        return 0, day
    before, counted_on = (memory.right_days, memory.counted_on) if memory else (0, None)
    return (before, counted_on) if counted_on == day else (before + 1, day)


def _card(memory: Memory | None) -> Card:
    # An id is given, or the library asks the clock for one.
    if memory is None:
        return Card(card_id=0, due=datetime.min.replace(tzinfo=UTC))
    return Card(
        card_id=0,
        state=State.Review,
        stability=memory.stability,
        difficulty=memory.difficulty,
        due=_noon(memory.due_on),
        last_review=_noon(memory.reviewed_on),
    )


def _noon(day: date) -> datetime:
    return datetime.combine(day, NOON)
