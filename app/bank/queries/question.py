"""One question with all its versions."""

from dataclasses import dataclass
from datetime import datetime

from app.actor import Actor
from app.bank.tables import Question, QuestionVersion, Retirement
from app.refusals import found
from app.storage.moments import moment, moment_or_none
from quizzes.questions import Item, decode_item

VERSIONS = """
SELECT v.id, v.number, v.body, v.added_at, v.author, v.author_name, w.at AS reviewed_at, w.reviewer_name
FROM question_version v LEFT JOIN question_review w ON w.version = v.id
WHERE v.question = {} ORDER BY v.number DESC
"""


@dataclass(frozen=True, slots=True)
class Version:
    """One version. Without `author` it came with the product; without `reviewed_at` it cannot be drawn."""

    id: int
    number: int
    item: Item
    added_at: datetime
    author: int | None
    author_name: str
    reviewed_at: datetime | None
    reviewer_name: str


@dataclass(frozen=True, slots=True)
class Retired:
    """Since when, by whom and why the question is not drawn."""

    id: int
    at: datetime
    by_name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Whole:
    """A question with its versions, the newest first."""

    id: int
    code: str
    versions: tuple[Version, ...]
    retired: Retired | None

    @property
    def current(self) -> Version:
        """The version with the highest number."""
        return self.versions[0]

    @property
    def status(self) -> str:
        """`retired`, `awaiting` or `usable`."""
        if self.retired:
            return "retired"
        return "usable" if self.current.reviewed_at else "awaiting"


async def question(actor: Actor, question_id: int) -> Whole:
    """The question.

    Raises:
        Missing: there is none.
    """
    row = found(await Question.select(Question.code).where(Question.id == question_id).first())
    versions = await QuestionVersion.raw(VERSIONS, question_id)
    retired = (
        await Retirement.select(Retirement.id, Retirement.at, Retirement.by_name, Retirement.reason)
        .where(Retirement.question == question_id, Retirement.restored_at.is_null())
        .first()
    )
    return Whole(
        question_id, row["code"], tuple(_version(one) for one in versions), Retired(**retired) if retired else None
    )


def _version(row: dict[str, object]) -> Version:
    return Version(
        id=int(str(row["id"])),
        number=int(str(row["number"])),
        item=decode_item(str(row["body"])),
        added_at=moment(row["added_at"]),
        author=None if row["author"] is None else int(str(row["author"])),
        author_name=str(row["author_name"]),
        reviewed_at=moment_or_none(row["reviewed_at"]),
        reviewer_name=str(row["reviewer_name"] or ""),
    )


async def current_items(actor: Actor) -> tuple[Item, ...]:
    """The current version of every question, retired ones too, by code."""
    rows = await QuestionVersion.raw(CURRENT)
    return tuple(decode_item(row["body"]) for row in rows)


CURRENT = """
SELECT v.body FROM question_version v JOIN question q ON q.id = v.question
WHERE v.number = (SELECT MAX(later.number) FROM question_version later WHERE later.question = v.question)
ORDER BY q.code
"""
