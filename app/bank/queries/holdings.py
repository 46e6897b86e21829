"""What is held already, for loading the content that ships."""

from dataclasses import dataclass, field

from app.actor import Actor
from app.bank.tables import QuestionVersion

HELD = """
SELECT q.code, v.question, v.number, v.digest, v.author
FROM question_version v JOIN question q ON q.id = v.question
ORDER BY v.question, v.number
"""


@dataclass(slots=True)
class Held:
    """One question as it is held.

    Attributes:
        digests: of all its versions.
        number: of the current version.
        is_own: whether the library itself wrote the current version.
    """

    question: int
    digests: set[str] = field(default_factory=set)
    number: int = 0
    is_own: bool = False


async def holdings(actor: Actor) -> dict[str, Held]:
    """Every question by its code."""
    found: dict[str, Held] = {}
    for row in await QuestionVersion.raw(HELD):
        held = found.setdefault(row["code"], Held(row["question"]))
        held.digests.add(row["digest"])
        held.number, held.is_own = row["number"], row["author"] is not None
    return found
