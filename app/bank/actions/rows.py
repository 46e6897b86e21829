"""How an item becomes the row of a version."""

import hashlib
from datetime import datetime

from app.actor import Actor
from app.bank.tables import QuestionVersion
from quizzes.questions import Item, encode


def digest(item: Item) -> str:
    """Hex SHA-256 of the item's canonical JSON: equal digests are equal items."""
    return hashlib.sha256(encode(item).encode()).hexdigest()


def version_row(question: int, number: int, item: Item, author: Actor, now: datetime) -> QuestionVersion:
    """The row of the item as version `number` of the question; the caller inserts it."""
    return QuestionVersion(
        question=question,
        number=number,
        kind=item.question.kind.value,
        domain=item.domain.value,
        difficulty=item.difficulty,
        body=encode(item),
        digest=digest(item),
        law=item.citation.law,
        law_version=item.citation.version,
        article=item.citation.article,
        paragraph=item.citation.paragraph,
        stem_text=item.question.stem,
        added_at=now,
        author=author.id,
        author_name=author.name,
    )
