"""错题本: the list, one mistake, and how many wait."""

from dataclasses import dataclass
from datetime import date, datetime

from app.actor import Actor
from app.practice.tables import Mistake, PracticeAnswer
from app.refusals import found
from app.storage.moments import moment, moment_or_none
from quizzes import spacing

PAGE = 30
STATES = ("open", "cleared", "removed")

# The question may be drawn now: its current version is reviewed and it is not retired.
IS_USABLE = """EXISTS (
    SELECT 1 FROM question_version c JOIN question_review w ON w.version = c.id
    WHERE c.question = m.question
    AND c.number = (SELECT MAX(later.number) FROM question_version later WHERE later.question = m.question)
    AND NOT EXISTS (SELECT 1 FROM question_retirement t WHERE t.question = m.question AND t.restored_at IS NULL)
)"""
COLUMNS = f"""
SELECT m.id, m.question, m.version, m.law, m.memory, m.due_on, m.reason, m.began_at, m.ended_at, m.ended_why,
    v.stem_text, v.kind, v.law_version, v.article, CASE WHEN {IS_USABLE} THEN 1 ELSE 0 END AS is_usable
"""
# One parameter a filter: the empty value stands in the list beside the column, so it lets every row through.
LISTED = f"""
WITH book AS ({COLUMNS}, v.body,
    CASE WHEN m.ended_at IS NULL THEN 'open' ELSE m.ended_why END AS state
    FROM mistake m JOIN question_version v ON v.id = m.version WHERE m.person = {{}})
SELECT book.*, COUNT(*) OVER () AS total FROM book
WHERE state = {{}} AND {{}} IN ('', law) AND {{}} IN ('', reason) AND lower(body) LIKE {{}} ESCAPE '!'
ORDER BY ended_at DESC, due_on, id LIMIT {{}} OFFSET {{}}
"""  # noqa: S608 - joined from constants of this file
ONE = f"{COLUMNS} FROM mistake m JOIN question_version v ON v.id = m.version WHERE m.id = {{}} AND m.person = {{}}"
COUNTED = f"""
SELECT CASE WHEN m.ended_at IS NULL THEN 'open' ELSE m.ended_why END AS state, m.law, COUNT(*) AS questions,
    SUM(CASE WHEN m.ended_at IS NULL AND m.due_on <= {{}} AND {IS_USABLE} THEN 1 ELSE 0 END) AS due
FROM mistake m WHERE m.person = {{}} GROUP BY CASE WHEN m.ended_at IS NULL THEN 'open' ELSE m.ended_why END, m.law
"""  # noqa: S608 - joined from constants of this file


@dataclass(frozen=True, slots=True)
class Sought:
    """What the notebook is filtered by; empty is everything. `page` counts from 1."""

    state: str = "open"
    law: str = ""
    reason: str = ""
    text: str = ""
    page: int = 1


@dataclass(frozen=True, slots=True)
class Entry:
    """One question of the notebook, by the version that was answered last.

    Attributes:
        is_usable: whether it may still be asked.
        ended_why: empty, cleared or removed.
    """

    id: int
    question: int
    version: int
    law: str
    law_version: str
    article: int
    kind: str
    stem: str
    memory: spacing.Memory
    due_on: date
    reason: str
    began_at: datetime
    ended_at: datetime | None
    ended_why: str
    is_usable: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """A question's place in the notebook."""

    id: int
    memory: spacing.Memory
    reason: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class Book:
    """One page of the notebook, and how many questions the filters let through."""

    entries: tuple[Entry, ...]
    total: int

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.total // PAGE))


@dataclass(frozen=True, slots=True)
class Tally:
    """How many questions stand in the notebook, wait today, have been cleared and taken out; and laws of all of them."""

    open: int
    due: int
    cleared: int
    removed: int
    laws: tuple[str, ...]


async def book(actor: Actor, sought: Sought) -> Book:
    """The actor's mistakes: the open ones by the day they are due, those that left by the day they did."""
    offset = (max(1, sought.page) - 1) * PAGE
    arguments = (actor.person, sought.state, sought.law, sought.reason, _anywhere(sought.text), PAGE, offset)
    rows = await Mistake.raw(LISTED, *arguments)
    return Book(tuple(_entry(row) for row in rows), int(rows[0]["total"]) if rows else 0)


async def mistake(actor: Actor, mistake_id: int) -> Entry:
    """One of the actor's mistakes.

    Raises:
        Missing: there is none, or it is somebody else's.
    """
    rows = await Mistake.raw(ONE, mistake_id, actor.person)
    return _entry(found(rows[0] if rows else None))


async def last_value(actor: Actor, version: int) -> str | None:
    """The actor's latest answer to this version, as JSON."""
    mine = PracticeAnswer.select(PracticeAnswer.value).where(
        PracticeAnswer.person == actor.person, PracticeAnswer.version == version
    )
    row = await mine.order_by(PracticeAnswer.id, ascending=False).first()
    return row["value"] if row else None


async def tally(actor: Actor, today: date) -> Tally:
    """How many wait, and so on."""
    rows = await Mistake.raw(COUNTED, today, actor.person)
    by_state = {state: sum(int(row["questions"]) for row in rows if row["state"] == state) for state in STATES}
    due = sum(int(row["due"]) for row in rows)
    laws = tuple(sorted({row["law"] for row in rows}))
    return Tally(by_state["open"], due, by_state["cleared"], by_state["removed"], laws)


async def open_mistake(actor: Actor, question: int) -> Mistake | None:
    """The row of the question in the actor's notebook, for an action to change."""
    return await (
        Mistake.objects()
        .where(Mistake.person == actor.person, Mistake.question == question, Mistake.ended_at.is_null())
        .first()
    )


async def standing(actor: Actor, question: int) -> Standing | None:
    """Where the question stands in the actor's notebook, or stood when it last left; None when it was never in it."""
    mine = Mistake.select(Mistake.id, Mistake.memory, Mistake.reason, Mistake.ended_at).where(
        Mistake.person == actor.person, Mistake.question == question
    )
    row = await mine.order_by(Mistake.id, ascending=False).first()
    return Standing(row["id"], spacing.decode(row["memory"]), row["reason"], row["ended_at"] is None) if row else None


def _entry(row: dict[str, object]) -> Entry:
    return Entry(
        id=int(str(row["id"])),
        question=int(str(row["question"])),
        version=int(str(row["version"])),
        law=str(row["law"]),
        law_version=str(row["law_version"]),
        article=int(str(row["article"])),
        kind=str(row["kind"]),
        stem=str(row["stem_text"]),
        memory=spacing.decode(str(row["memory"])),
        due_on=_day(row["due_on"]),
        reason=str(row["reason"]),
        began_at=moment(row["began_at"]),
        ended_at=moment_or_none(row["ended_at"]),
        ended_why=str(row["ended_why"]),
        is_usable=bool(row["is_usable"]),
    )


def _day(value: object) -> date:
    # A column read through WITH comes back from SQLite as it is stored.
    return value if isinstance(value, date) else date.fromisoformat(str(value))


def _anywhere(text: str) -> str:
    plain = text.strip().lower()
    for mark in "!%_":
        plain = plain.replace(mark, "!" + mark)
    return f"%{plain}%"
