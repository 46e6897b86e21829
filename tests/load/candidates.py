"""Candidates who answer: each on a connection of its own, one save after the other, every acknowledgement checked."""

import json
import selectors
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from tests.load.browser import ISLAND_ACCEPTS, head
from tests.load.hall import Hall, Seat
from tests.load.wire import Lost, Reply, Wire


class NothingSaved(Exception):
    """Not one save was acknowledged; the text says what came instead."""


@dataclass(frozen=True, slots=True)
class Sent:
    """One answer on its way; `value` is an option's number."""

    question: int
    revision: int
    value: int


@dataclass(slots=True)
class Candidate:
    """One candidate with a connection.

    Attributes:
        saves: how many answers were begun so far; it decides what the next one says.
        sent: the answer that is not acknowledged yet.
        sent_at: when, on the performance counter.
    """

    seat: Seat
    questions: Sequence[tuple[int, int]]
    wire: Wire
    head: bytes
    saves: int = 0
    sent: Sent | None = None
    sent_at: float = 0.0

    def next_answer(self) -> Sent:
        """The next answer: through the questions in order, each time round with the next revision."""
        turn, position = divmod(self.saves, len(self.questions))
        question, options = self.questions[position]
        self.saves += 1
        return Sent(question, turn + 1, (self.saves + self.seat.attempt) % options)

    def save(self) -> None:
        """Send the next answer. Raises Lost."""
        self.send(self.next_answer())

    def send(self, answer: Sent) -> None:
        """Send this answer, for the first time or again. Raises Lost."""
        body = b'{"batch":"%x","writer":"%s","answers":[{"question":%d,"revision":%d,"value":%d,"typed_ms":%d}]}' % (
            self.saves,
            self.seat.writer.encode(),
            answer.question,
            answer.revision,
            answer.value,
            3_600_000 - self.saves,
        )
        self.sent, self.sent_at = answer, time.perf_counter()
        self.wire.send(b"%sContent-Length: %d\r\n\r\n%s" % (self.head, len(body), body))

    def is_acknowledged(self, reply: Reply) -> bool:
        """Whether the reply acknowledges exactly the answer that was sent."""
        sent = self.sent
        if sent is None or reply.status != 200:
            return False
        if b'"acks":[{"question":%d,"revision":%d}]' % (sent.question, sent.revision) in reply.body:
            return True
        return bool(json.loads(reply.body).get("acks") == [{"question": sent.question, "revision": sent.revision}])


@dataclass(slots=True)
class Tally:
    """What became of the saves: when each was acknowledged and how long it took, and the first wrong replies."""

    acknowledged_at: list[float] = field(default_factory=list)
    latencies_ms: list[float] = field(default_factory=list)
    errors: int = 0
    examples: list[str] = field(default_factory=list)

    def note(self, what: str) -> None:
        """Count an error and keep the first few."""
        self.errors += 1
        if len(self.examples) < 3:
            self.examples.append(what)

    def close(self, left: Sequence[Candidate]) -> None:
        """Count whoever was left without a reply; raises NothingSaved when nobody got one."""
        for _ in left:
            self.note("no reply in time, or the connection was lost")
        if not self.latencies_ms:
            raise NothingSaved("; ".join(self.examples))


def seated(hall: Hall, port: int, seats: Sequence[Seat]) -> list[Candidate]:
    """Everybody connected, nothing sent."""
    return [Candidate(seat, hall.questions, Wire(port, blocking=False), request_head(port, seat)) for seat in seats]


def hang_up(candidates: Sequence[Candidate]) -> None:
    """Close everybody's connection."""
    for candidate in candidates:
        candidate.wire.close()


def request_head(port: int, seat: Seat) -> bytes:
    """The head of every save of this candidate, up to its length."""
    path = f"/exams/attempts/{seat.attempt}/answers"
    fields = {"Accept": ISLAND_ACCEPTS, "Content_Type": "application/json", "X_CSRF_Token": seat.token}
    return head("POST", path, port, f"zhixing={seat.cookie}", **fields)


def drive(
    candidates: Sequence[Candidate],
    until: float,
    tally: Tally,
    and_then: Callable[[Candidate], bool],
    acknowledged: Callable[[Candidate, Sent], None] | None = None,
) -> list[Candidate]:
    """Wait for the replies of everybody who has sent something, until all are in.

    Args:
        until: on the performance counter; nobody waits longer.
        and_then: called after each reply; sends the next save and returns True, or returns False to rest.
        acknowledged: called with every acknowledged answer.

    Returns:
        those whose last answer got no reply, in time or at all.
    """
    with selectors.DefaultSelector() as selector:
        waiting = 0
        for candidate in candidates:
            if candidate.sent is not None:
                selector.register(candidate.wire.socket, selectors.EVENT_READ, candidate)
                waiting += 1
        while waiting and time.perf_counter() < until:
            for key, _ in selector.select(timeout=0.5):
                candidate = key.data
                if not _is_going_on(candidate, tally, and_then, acknowledged):
                    selector.unregister(candidate.wire.socket)
                    waiting -= 1
    return [candidate for candidate in candidates if candidate.sent is not None]


def _is_going_on(
    candidate: Candidate,
    tally: Tally,
    and_then: Callable[[Candidate], bool],
    acknowledged: Callable[[Candidate, Sent], None] | None,
) -> bool:
    """Whether the candidate still waits for a reply."""
    try:
        reply = candidate.wire.receive()
    except Lost:
        return False
    if reply is None:
        return True
    now = time.perf_counter()
    if candidate.sent is None or not candidate.is_acknowledged(reply):
        tally.note(f"{reply.status} {reply.body[:300].decode(errors='replace')}")
    else:
        tally.acknowledged_at.append(now)
        tally.latencies_ms.append((now - candidate.sent_at) * 1000)
        if acknowledged:
            acknowledged(candidate, candidate.sent)
    candidate.sent = None
    try:
        return and_then(candidate)
    except Lost:
        return False
