"""One short quiz."""

from dataclasses import dataclass
from datetime import datetime

import msgspec

from app.actor import Actor
from app.bank.tables import ShortQuiz
from app.refusals import found
from app.storage.moments import moment


@dataclass(frozen=True, slots=True)
class DrawnQuiz:
    """A short quiz as it was drawn; `versions` are the questions' version ids in the order they are asked."""

    id: int
    title: str
    versions: tuple[int, ...]
    made_at: datetime


async def short_quiz(actor: Actor, quiz_id: int) -> DrawnQuiz:
    """The short quiz.

    Raises:
        Missing: there is none.
    """
    row = found(await ShortQuiz.select().where(ShortQuiz.id == quiz_id).first())
    versions = msgspec.json.decode(row["versions"], type=tuple[int, ...])
    return DrawnQuiz(quiz_id, row["title"], versions, moment(row["made_at"]))
