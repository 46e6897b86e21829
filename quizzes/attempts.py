"""One attempt (一次作答) as a state machine over a time that is passed in.

    waiting ──start──▶ answering ──hand in──▶ handed_in
       │                   └──────deadline───▶ closed
       └──────the exam is over─▶ absent

Only forward. `closed` and `absent` come from the clock alone; nobody has to do anything for them, and no queue or
server that is down can hold them up. All moments are aware datetimes.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol, TypeVar

from quizzes.questions import Problem

GRACE = timedelta(seconds=120)
"""How late an answer may arrive and still count, flagged: a phone that reconnects sends what it kept."""


class State(StrEnum):
    """未开始, 作答中, 已交卷, 已截止, 缺考."""

    WAITING = "waiting"
    ANSWERING = "answering"
    HANDED_IN = "handed_in"
    CLOSED = "closed"
    ABSENT = "absent"


class Lateness(StrEnum):
    """What becomes of an answer by when it arrived: counted, counted and flagged, or kept for a person to decide."""

    ON_TIME = "on_time"
    LATE_ACCEPTED = "late_accepted"
    FOR_REVIEW = "for_review"


@dataclass(frozen=True, slots=True)
class Window:
    """When an exam may be started, and for how long one sits.

    Attributes:
        opens_at: None until it is opened.
        closes_at: no start from here on, and nobody without extra time sits beyond it; None when it stays open.
        minutes: from a person's start to their deadline.
    """

    opens_at: datetime | None
    closes_at: datetime | None
    minutes: int


@dataclass(frozen=True, slots=True)
class Sitting:
    """One person's attempt.

    Attributes:
        extra_minutes: the person's own, on top of the exam's; they count beyond `closes_at` as well.
        deadline_at: fixed at the start, absolute; moved only by `extend`, only later.
        handed_in_at: by the candidate.
        closed_at: when the server wrote down that the deadline had passed. Without it the clock decides; with it a
            clock that steps back opens nothing again.
        writer: token of the one tab or device that may save.
    """

    window: Window
    extra_minutes: int = 0
    started_at: datetime | None = None
    deadline_at: datetime | None = None
    handed_in_at: datetime | None = None
    closed_at: datetime | None = None
    writer: str = ""


class NotNow(Exception):
    """The sitting is not in a state for that; `problems` say why."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(", ".join(problem.code for problem in problems))
        self.problems = problems


def state(sitting: Sitting, now: datetime) -> State:
    """Where the sitting stands at this moment. The deadline itself is already past it."""
    if sitting.handed_in_at is not None:
        return State.HANDED_IN
    if sitting.closed_at is not None:
        return State.CLOSED
    if sitting.deadline_at is not None:
        return State.ANSWERING if now < sitting.deadline_at else State.CLOSED
    over = sitting.window.closes_at is not None and now >= sitting.window.closes_at
    return State.ABSENT if over else State.WAITING


def deadline(window: Window, started_at: datetime, extra_minutes: int = 0) -> datetime:
    """The instant at which somebody who starts now is closed.

    The full minutes and the extra ones count from the start, but never beyond the exam's closing plus the extra ones:
    whoever starts late has less, and an extension of time is not eaten up by the closing.
    """
    extra = timedelta(minutes=extra_minutes)
    full = started_at + timedelta(minutes=window.minutes) + extra
    return full if window.closes_at is None else min(full, window.closes_at + extra)


def is_cut_short(window: Window, now: datetime, extra_minutes: int = 0) -> bool:
    """Whether starting now gives less than the full minutes, which is said before the start."""
    return deadline(window, now, extra_minutes) < now + timedelta(minutes=window.minutes + extra_minutes)


def remaining_ms(sitting: Sitting, now: datetime) -> int:
    """Whole milliseconds until the deadline; 0 in every state but answering."""
    if sitting.deadline_at is None or state(sitting, now) is not State.ANSWERING:
        return 0
    return (sitting.deadline_at - now) // timedelta(milliseconds=1)


def lateness(sitting: Sitting, arrived_at: datetime) -> Lateness:
    """What becomes of an answer that arrives at this moment.

    Before the deadline it counts; up to and including 120 seconds after, it counts with a flag; later it goes to the
    review list with the client's own stamp. Nothing is dropped. A server that was late in closing changes nothing:
    only the deadline counts.

    Raises:
        ValueError: the sitting has not started.
    """
    if sitting.deadline_at is None:
        raise ValueError("the sitting has not started")
    if arrived_at < sitting.deadline_at:
        return Lateness.ON_TIME
    return Lateness.LATE_ACCEPTED if arrived_at <= sitting.deadline_at + GRACE else Lateness.FOR_REVIEW


def why_not_start(sitting: Sitting, now: datetime) -> tuple[Problem, ...]:
    """Why the person cannot start: not_open_yet, already_started, handed_in, closed, absent (the exam is over)."""
    at = state(sitting, now)
    if at is State.ANSWERING:
        return (Problem("already_started"),)
    if at is not State.WAITING:
        return (Problem(at.value),)
    opens_at = sitting.window.opens_at
    return (Problem("not_open_yet"),) if opens_at is None or now < opens_at else ()


def why_not_save(sitting: Sitting, writer: str, now: datetime) -> tuple[Problem, ...]:
    """Why an answer that arrives now does not count: not_started, handed_in, not_writer, closed.

    `closed` begins when the grace ends: the caller puts such an answer on the review list. Between the deadline and
    the end of the grace it is saved with the flag that `lateness` gives.
    """
    if reasons := _why_not_under_way(sitting):
        return reasons
    if writer != sitting.writer:
        return (Problem("not_writer"),)
    return (Problem("closed"),) if lateness(sitting, now) is Lateness.FOR_REVIEW else ()


def why_not_hand_in(sitting: Sitting, writer: str, now: datetime) -> tuple[Problem, ...]:
    """Why the person cannot hand in: not_started, handed_in (show the receipt again), closed, not_writer.

    There is no grace here: from the deadline on the server has closed with all that it acknowledged.
    """
    if reasons := why_not_claim(sitting, now):
        return reasons
    return () if writer == sitting.writer else (Problem("not_writer"),)


def why_not_claim(sitting: Sitting, now: datetime) -> tuple[Problem, ...]:
    """Why another tab or device cannot take over: not_started, handed_in, closed."""
    if reasons := _why_not_under_way(sitting):
        return reasons
    return () if state(sitting, now) is State.ANSWERING else (Problem("closed"),)


def start(sitting: Sitting, writer: str, now: datetime) -> Sitting:
    """The sitting begun, its deadline fixed; raises NotNow for the reasons of `why_not_start`."""
    _only_without(why_not_start(sitting, now))
    return replace(
        sitting, started_at=now, deadline_at=deadline(sitting.window, now, sitting.extra_minutes), writer=writer
    )


def claim(sitting: Sitting, writer: str, now: datetime) -> Sitting:
    """The sitting with another writer; raises NotNow for the reasons of `why_not_claim`."""
    _only_without(why_not_claim(sitting, now))
    return replace(sitting, writer=writer)


def hand_in(sitting: Sitting, writer: str, now: datetime) -> Sitting:
    """The sitting handed in; raises NotNow for the reasons of `why_not_hand_in`."""
    _only_without(why_not_hand_in(sitting, writer, now))
    return replace(sitting, handed_in_at=now)


def close(sitting: Sitting, now: datetime) -> Sitting:
    """The sitting with its closing written down, as of the deadline; unchanged when it is not past its deadline."""
    return replace(sitting, closed_at=sitting.deadline_at) if state(sitting, now) is State.CLOSED else sitting


def extend(sitting: Sitting, minutes: int, now: datetime) -> Sitting:
    """The sitting with this many more minutes for the person, before the start or while answering.

    Raises:
        ValueError: no minutes, or fewer: time that was promised is not taken back.
        NotNow: handed_in, closed or absent.
    """
    if minutes < 1:
        raise ValueError("an extension is at least one minute")
    at = state(sitting, now)
    if at not in (State.WAITING, State.ANSWERING):
        raise NotNow(Problem(at.value))
    more = replace(sitting, extra_minutes=sitting.extra_minutes + minutes)
    if sitting.deadline_at is None:
        return more
    return replace(more, deadline_at=sitting.deadline_at + timedelta(minutes=minutes))


class Revised(Protocol):
    """An answer as it was saved: any object with these two."""

    @property
    def question(self) -> int:
        """The question's id."""

    @property
    def revision(self) -> int:
        """Counts up by question, given by the client."""


Event = TypeVar("Event", bound=Revised)


def latest(events: Iterable[Event]) -> dict[int, Event]:
    """The answer that counts for each question: the highest revision; of the same revision the first that was kept."""
    held: dict[int, Event] = {}
    for event in events:
        if event.question not in held or event.revision > held[event.question].revision:
            held[event.question] = event
    return held


def fingerprint(revisions: Mapping[int, int]) -> str:
    """Eight hexadecimal digits that say which revision of which question is held, whatever the order.

    FNV-1a, 32 bits, over the ASCII text of lines `question:revision`, sorted by question as a number, joined by a
    line feed, without one at the end. A browser on plain HTTP has no `crypto.subtle`; this takes it four lines:

        const text = pairs.sort((a, b) => a[0] - b[0]).map((pair) => pair.join(":")).join("\\n");
        let hash = 0x811c9dc5;
        for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
        return (hash >>> 0).toString(16).padStart(8, "0");

    Vectors: {} 811c9dc5 · {1: 1} 6424c559 · {2: 1, 10: 3} 493706b8 · {343: 1} 0054961e. It finds accidents, not attacks.
    Two that differ do not say where: naming every question as missing is right, for the same revision twice is one.

    Args:
        revisions: question id to the revision held.
    """
    lines = "\n".join(f"{question}:{revision}" for question, revision in sorted(revisions.items()))
    return f"{fnv1a(lines.encode('ascii')):08x}"


def fnv1a(data: bytes) -> int:
    """FNV-1a, 32 bits (Fowler, Noll, Vo)."""
    value = 0x811C9DC5
    for byte in data:
        value = (value ^ byte) * 0x01000193 & 0xFFFFFFFF
    return value


def _why_not_under_way(sitting: Sitting) -> tuple[Problem, ...]:
    if sitting.handed_in_at is not None:
        return (Problem("handed_in"),)
    return (Problem("not_started"),) if sitting.deadline_at is None else ()


def _only_without(problems: tuple[Problem, ...]) -> None:
    if problems:
        raise NotNow(*problems)
