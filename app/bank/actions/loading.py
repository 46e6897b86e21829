"""Taking in the questions that ship with the product."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from app.actor import Actor, system
from app.audit import deed
from app.bank.actions.rows import digest, version_row
from app.bank.queries.holdings import Held, holdings
from app.bank.tables import Question, QuestionVersion, Review
from app.storage import database
from quizzes import content
from quizzes.questions import Item

BATCH = 500
"""Rows in one statement: the versions' sixteen columns stay below the engines' limit of 32,766 values."""

Row = TypeVar("Row")

PROJECT = system("content")


@dataclass(frozen=True, slots=True)
class Loaded:
    """What loading did.

    Attributes:
        added: questions the bank did not have.
        changed: questions that got another version.
        kept: questions whose current version the library wrote itself, left alone though ours has changed.
    """

    added: int
    changed: int
    kept: int


async def load_content(actor: Actor, *, now: datetime) -> Loaded:
    """Bring the shipped questions into the bank; a second time changes nothing and leaves no line in the ledger.

    They count as reviewed: the project checks each against its article before it ships. Where the library has
    written a version of its own, that stays the current one.
    """
    async with database().atomic():
        await database().hold("bank content")
        held = await holdings(actor)
        new = [item for item in content.questions() if item.code not in held]
        differing = [
            (held[item.code], item)
            for item in content.questions()
            if item.code in held and digest(item) not in held[item.code].digests
        ]
        changed = [(one, item) for one, item in differing if not one.is_own]
        loaded = Loaded(len(new), len(changed), len(differing) - len(changed))
        if new or changed:
            async with deed(actor, "bank.content_loaded", added=loaded.added, changed=loaded.changed, kept=loaded.kept):
                await _insert(new, changed, now)
        return loaded


async def _insert(new: Sequence[Item], changed: Sequence[tuple[Held, Item]], now: datetime) -> None:
    ids = await _insert_questions([item.code for item in new], now)
    rows = [version_row(ids[item.code], 1, item, PROJECT, now) for item in new]
    rows += [version_row(one.question, one.number + 1, item, PROJECT, now) for one, item in changed]
    for batch in _batches(rows):
        inserted = await QuestionVersion.insert(*batch).returning(QuestionVersion.id)
        await Review.insert(
            *(Review(version=row["id"], at=now, reviewer=None, reviewer_name=PROJECT.name) for row in inserted)
        )


async def _insert_questions(codes: Sequence[str], now: datetime) -> dict[str, int]:
    ids: dict[str, int] = {}
    for batch in _batches([Question(code=code, added_at=now) for code in codes]):
        inserted = await Question.insert(*batch).returning(Question.id, Question.code)
        ids.update({row["code"]: row["id"] for row in inserted})
    return ids


def _batches(rows: Sequence[Row]) -> list[Sequence[Row]]:
    return [rows[start : start + BATCH] for start in range(0, len(rows), BATCH)]
