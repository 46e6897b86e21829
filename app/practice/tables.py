"""Rows of practice. What was answered is insert-only; what is still to be learnt is a `Mistake` without an end."""

from piccolo.columns import Boolean, Date, ForeignKey, Integer, OnDelete, Serial, Text, Timestamptz, Varchar
from piccolo.columns.column_types import BigInt
from piccolo.table import Table

from app.bank.tables import Question, QuestionVersion, ShortQuiz
from app.people.tables import Person
from app.training.tables import Qualification


class PracticeSet(Table, tablename="practice_set"):
    """So many questions for one person, drawn once from `seed`; `versions` is a JSON list in the order they are asked.

    `day` is the day at the library on which it was begun; a person has one 每日一练 a day and one set for each short quiz.
    """

    id: Serial
    person = ForeignKey(Person, null=False, on_delete=OnDelete.restrict, default=None)
    kind = Varchar(length=12, null=False, default=None)
    title = Varchar(length=80, null=False, default=None)
    day = Date(null=False, default=None)
    seed = BigInt(null=False, default=None)
    quiz = ForeignKey(ShortQuiz, null=True, on_delete=OnDelete.restrict, default=None)
    versions = Text(null=False, default=None)
    begun_at = Timestamptz(null=False, default=None)


class PracticeEnd(Table, tablename="practice_end"):
    """The set is over: every question answered, or left as it was. `minutes` are whole ones spent on it."""

    id: Serial
    practice_set = ForeignKey(PracticeSet, null=False, on_delete=OnDelete.restrict, default=None, unique=True)
    at = Timestamptz(null=False, default=None)
    answered = Integer(null=False, default=None)
    correct = Integer(null=False, default=None)
    minutes = Integer(null=False, default=None)


class PracticeAnswer(Table, tablename="practice_answer"):
    """One answer with the verdict that was given at once. Insert-only; the first answer to a question of a set stands.

    Person, question, law and day repeat what the set and the version say, so that a person's days are counted quickly.
    """

    id: Serial
    practice_set = ForeignKey(PracticeSet, null=False, on_delete=OnDelete.restrict, default=None)
    version = ForeignKey(QuestionVersion, null=False, on_delete=OnDelete.restrict, default=None)
    person = ForeignKey(Person, null=False, on_delete=OnDelete.restrict, default=None)
    question = ForeignKey(Question, null=False, on_delete=OnDelete.restrict, default=None)
    law = Varchar(length=80, null=False, default=None)
    value = Text(null=False, default=None)
    verdict = Varchar(length=12, null=False, default=None)
    is_right = Boolean(null=False, default=None)
    day = Date(null=False, default=None)
    at = Timestamptz(null=False, default=None)


class Mistake(Table, tablename="mistake"):
    """A question that one person went wrong on, until it has left the notebook; at most one is open for a question.

    `memory` is a `quizzes.spacing.Memory` as JSON and `due_on` repeats its day. `ended_why` is cleared or removed.
    """

    id: Serial
    person = ForeignKey(Person, null=False, on_delete=OnDelete.restrict, default=None)
    question = ForeignKey(Question, null=False, on_delete=OnDelete.restrict, default=None)
    version = ForeignKey(QuestionVersion, null=False, on_delete=OnDelete.restrict, default=None)
    law = Varchar(length=80, null=False, default=None)
    memory = Text(null=False, default=None)
    due_on = Date(null=False, default=None)
    reason = Varchar(length=12, null=False, default="")
    began_at = Timestamptz(null=False, default=None)
    ended_at = Timestamptz(null=True, default=None)
    ended_why = Varchar(length=12, null=False, default="")


class PracticeGoal(Table, tablename="practice_goal"):
    """So many questions a day, from this day on until another goal."""

    id: Serial
    person = ForeignKey(Person, null=False, on_delete=OnDelete.restrict, default=None)
    from_on = Date(null=False, default=None)
    questions = Integer(null=False, default=None)


class PracticeLeave(Table, tablename="practice_leave"):
    """请假: a day without practice that does not break the person's own row of days."""

    id: Serial
    person = ForeignKey(Person, null=False, on_delete=OnDelete.restrict, default=None)
    day = Date(null=False, default=None)


class QualificationQuiz(Table, tablename="qualification_quiz"):
    """Whoever passes so many questions gets the qualification. Insert-only: the newest stands, and 0 questions are none.

    `laws` are the keys of those asked about, joined by commas; empty is any.
    """

    id: Serial
    qualification = ForeignKey(Qualification, null=False, on_delete=OnDelete.restrict, default=None, index=True)
    laws = Varchar(length=400, null=False, default="")
    questions = Integer(null=False, default=None)
    pass_percent = Integer(null=False, default=None)
    set_by_name = Varchar(length=60, null=False, default=None)
    at = Timestamptz(null=False, default=None)


class QualificationAttempt(Table, tablename="qualification_attempt"):
    """The set is one for a qualification, by the quiz as it was then. Insert-only."""

    id: Serial
    practice_set = ForeignKey(PracticeSet, null=False, on_delete=OnDelete.restrict, default=None, unique=True)
    quiz = ForeignKey(QualificationQuiz, null=False, on_delete=OnDelete.restrict, default=None, index=True)
