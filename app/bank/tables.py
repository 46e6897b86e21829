"""Rows of the question bank. The current version of a question is the one with the highest number."""

from piccolo.columns import ForeignKey, Integer, OnDelete, OnUpdate, Serial, SmallInt, Text, Timestamptz, Varchar
from piccolo.table import Table


class Question(Table, tablename="question"):
    """What stays the same through all versions: the code people say, such as PLL-001."""

    id: Serial
    code = Varchar(length=40, null=False, default=None, unique=True)
    added_at = Timestamptz(null=False, default=None)


class QuestionVersion(Table, tablename="question_version"):
    """One wording of a question, never changed: an edit adds another. `body` is the `quizzes.questions.Item` as JSON.

    The other columns repeat what lists filter by. Without an `author` the version came with the product.
    """

    id: Serial
    question = ForeignKey(Question, null=False, on_delete=OnDelete.restrict, on_update=OnUpdate.restrict, default=None)
    number = Integer(null=False, default=None)
    kind = Varchar(length=30, null=False, default=None)
    domain = Varchar(length=30, null=False, default=None)
    difficulty = SmallInt(null=False, default=None)
    body = Text(null=False, default=None)
    digest = Varchar(length=64, null=False, default=None)
    law = Varchar(length=80, null=False, default=None)
    law_version = Varchar(length=10, null=False, default=None)
    article = Integer(null=False, default=None)
    paragraph = Integer(null=False, default=None)
    stem_text = Text(null=False, default=None)
    added_at = Timestamptz(null=False, default=None)
    author = Integer(null=True, default=None)
    author_name = Varchar(length=80, null=False, default=None)


class Retirement(Table, tablename="question_retirement"):
    """The question is not drawn from `at` until `restored_at`; at most one is open for a question."""

    id: Serial
    question = ForeignKey(Question, null=False, on_delete=OnDelete.restrict, on_update=OnUpdate.restrict, default=None)
    at = Timestamptz(null=False, default=None)
    reason = Text(null=False, default=None)
    by = Integer(null=True, default=None)
    by_name = Varchar(length=80, null=False, default=None)
    restored_at = Timestamptz(null=True, default=None)
    restored_by_name = Varchar(length=80, null=False, default="")


class Review(Table, tablename="question_review"):
    """Somebody read this version against the law and lets it be drawn."""

    id: Serial
    version = ForeignKey(
        QuestionVersion, null=False, on_delete=OnDelete.restrict, on_update=OnUpdate.restrict, default=None, unique=True
    )
    at = Timestamptz(null=False, default=None)
    reviewer = Integer(null=True, default=None)
    reviewer_name = Varchar(length=80, null=False, default=None)


class ShortQuiz(Table, tablename="short_quiz"):
    """A few questions drawn at one moment for many people; never changed. `versions` is a JSON list of version ids."""

    id: Serial
    title = Varchar(length=60, null=False, default=None)
    versions = Text(null=False, default=None)
    made_at = Timestamptz(null=False, default=None)
