"""What an exam asks: which questions may be drawn, and what they say."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from app.actor import Actor
from app.bank.tables import QuestionVersion
from app.refusals import Missing, found
from app.storage.memory import Memory
from quizzes.papers import Candidate
from quizzes.questions import Domain, Item, Kind, decode_item

MOST_KNOWN = 5_000
"""Items kept in memory, about 3 KB each."""

USABLE = """
SELECT v.question, v.id, v.kind, v.domain, v.difficulty, v.law
FROM question_version v
JOIN question_review w ON w.version = v.id
LEFT JOIN question_retirement t ON t.question = v.question AND t.restored_at IS NULL
WHERE t.id IS NULL
AND v.number = (SELECT MAX(later.number) FROM question_version later WHERE later.question = v.question)
ORDER BY v.question
"""

COUNTED = """
SELECT v.kind, COUNT(*) AS questions
FROM question_version v
JOIN question_review w ON w.version = v.id
LEFT JOIN question_retirement t ON t.question = v.question AND t.restored_at IS NULL
WHERE t.id IS NULL
AND v.number = (SELECT MAX(later.number) FROM question_version later WHERE later.question = v.question)
GROUP BY v.kind
"""

_known: Memory[int, Item] = Memory(MOST_KNOWN)
_questions: Memory[int, int] = Memory(MOST_KNOWN)


async def candidates(actor: Actor, laws: Collection[str] = ()) -> list[Candidate]:
    """The questions that may be drawn now: the current version is reviewed and the question not retired.

    Args:
        laws: keys of the laws they may cite; empty means any.
    """
    rows = await QuestionVersion.raw(USABLE)
    return [
        Candidate(row["question"], row["id"], Kind(row["kind"]), Domain(row["domain"]), row["difficulty"])
        for row in rows
        if not laws or row["law"] in laws
    ]


@dataclass(frozen=True, slots=True)
class Usable:
    """A question that may be drawn now, by its current version."""

    question: int
    version: int
    law: str
    difficulty: int


async def usable(actor: Actor) -> list[Usable]:
    """The questions that may be drawn now with the law each cites, in the order they came into the bank."""
    rows = await QuestionVersion.raw(USABLE)
    return [Usable(row["question"], row["id"], row["law"], row["difficulty"]) for row in rows]


async def cited_laws(actor: Actor) -> dict[str, int]:
    """The laws that questions which may be drawn cite, with how many do; the most cited first."""
    counted = Counter(row["law"] for row in await QuestionVersion.raw(USABLE))
    return dict(counted.most_common())


async def counts(actor: Actor) -> dict[Kind, int]:
    """How many questions of each kind may be drawn; every kind is there."""
    rows = await QuestionVersion.raw(COUNTED)
    by_kind = {row["kind"]: int(row["questions"]) for row in rows}
    return {kind: by_kind.get(kind.value, 0) for kind in Kind}


async def question_of(version_id: int) -> int:
    """The question that this is a version of; a version never changes, so it is asked once.

    Raises:
        Missing: there is no such version.
    """
    known = _questions.get(version_id)
    if known is None:
        row = await QuestionVersion.select(QuestionVersion.question).where(QuestionVersion.id == version_id).first()
        known = _questions.put(version_id, found(row)["question"])
    return known


async def items(version_ids: Collection[int]) -> dict[int, Item]:
    """The items of these versions, by version id: at most one query, none when all are in memory.

    A version never changes, so memory needs no refreshing.

    Raises:
        Missing: there is no such version.
    """
    known = {version_id: item for version_id in version_ids if (item := _known.get(version_id))}
    unknown = {version_id for version_id in version_ids if version_id not in known}
    if unknown:
        rows = await QuestionVersion.select(QuestionVersion.id, QuestionVersion.body).where(
            QuestionVersion.id.is_in(list(unknown))
        )
        known |= {row["id"]: _known.put(row["id"], decode_item(row["body"])) for row in rows}
    if len(known) < len(set(version_ids)):
        raise Missing
    return known
