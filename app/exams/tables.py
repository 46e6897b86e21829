"""Rows of exams. States are rows: an exam is open because of an `Opening`, a paper is handed in because of a `HandIn`."""

from piccolo.columns import Boolean, ForeignKey, Integer, OnDelete, Serial, Text, Timestamptz, Varchar
from piccolo.columns.column_types import BigInt
from piccolo.table import Table

from app.bank.tables import QuestionVersion
from app.gatherings.tables import Gathering
from app.people.tables import Person
from app.training.tables import Qualification


class Exam(Table):
    """One exam: what its paper must hold, and between which moments it may be sat.

    `blueprint` is a `quizzes.blueprints.Blueprint` as JSON; `seed` draws the paper when the exam is opened.
    """

    id: Serial
    title = Varchar(length=60, null=False, default=None)
    blueprint = Text(null=False, default=None)
    minutes = Integer(null=False, default=None)
    opens_at = Timestamptz(null=False, default=None)
    closes_at = Timestamptz(null=False, default=None)
    shows_rank = Boolean(null=False, default=False)
    review = Varchar(length=20, null=False, default=None)
    note = Varchar(length=500, null=False, default="")
    seed = BigInt(null=False, default=None)
    made_at = Timestamptz(null=False, default=None)


class Opening(Table):
    """The exam's paper is drawn and frozen and people may sit it from `Exam.opens_at` on."""

    id: Serial
    exam = ForeignKey(Exam, null=False, on_delete=OnDelete.restrict, unique=True)
    at = Timestamptz(null=False, default=None)


class Closing(Table):
    """The exam ended before `Exam.closes_at` because somebody closed it."""

    id: Serial
    exam = ForeignKey(Exam, null=False, on_delete=OnDelete.restrict, unique=True)
    at = Timestamptz(null=False, default=None)
    reason = Varchar(length=200, null=False, default="")


class ExamGathering(Table):
    """The exam as a gathering: who was expected, who came, for how long. Made at the opening."""

    id: Serial
    exam = ForeignKey(Exam, null=False, on_delete=OnDelete.restrict, unique=True)
    gathering = ForeignKey(Gathering, null=False, on_delete=OnDelete.restrict, unique=True)


class ExamQualification(Table):
    """Whoever has at least `percent` of the exam's points gets the qualification.

    While the exam is a draft the percent follows the qualification's own; with the opening it is fixed.
    """

    id: Serial
    exam = ForeignKey(Exam, null=False, on_delete=OnDelete.restrict, unique=True)
    qualification = ForeignKey(Qualification, null=False, on_delete=OnDelete.restrict)
    percent = Integer(null=False, default=None)
    set_by_name = Varchar(length=60, null=False, default=None)
    at = Timestamptz(null=False, default=None)


class PaperQuestion(Table):
    """One question of an exam's paper, pinned to its version; `position` counts from 0 over the whole paper."""

    id: Serial
    exam = ForeignKey(Exam, null=False, on_delete=OnDelete.restrict, index=True)
    position = Integer(null=False, default=None)
    part = Integer(null=False, default=None)
    version = ForeignKey(QuestionVersion, null=False, on_delete=OnDelete.restrict)
    marks = Integer(null=False, default=None, help_text="points ×100")
    rule = Varchar(length=40, null=False, default=None)


class Enrolment(Table):
    """A person may sit an exam, with so many minutes more than the others."""

    id: Serial
    exam = ForeignKey(Exam, null=False, on_delete=OnDelete.restrict, index=True)
    person = ForeignKey(Person, null=False, on_delete=OnDelete.restrict, index=True)
    extra_minutes = Integer(null=False, default=0)
    at = Timestamptz(null=False, default=None)


class EnrolmentWithdrawal(Table):
    """The person was taken off the list again before they began."""

    id: Serial
    enrolment = ForeignKey(Enrolment, null=False, on_delete=OnDelete.restrict, unique=True)
    at = Timestamptz(null=False, default=None)


class Attempt(Table):
    """One person's sitting of one exam.

    `writer` names the one tab that may write: empty before the first, `HANDED_IN` when nobody may any more.
    `key` is random, so that a browser can keep its queue under a name that says nothing.
    """

    id: Serial
    exam = ForeignKey(Exam, null=False, on_delete=OnDelete.restrict, index=True)
    person = ForeignKey(Person, null=False, on_delete=OnDelete.restrict, index=True)
    started_at = Timestamptz(null=False, default=None)
    deadline_at = Timestamptz(null=False, default=None)
    seed = BigInt(null=False, default=None)
    key = Varchar(length=32, null=False, default=None, unique=True)
    writer = Varchar(length=64, null=False, default="")


class Answer(Table):
    """One acknowledged answer. Insert-only: the current answer is the one with the highest revision."""

    id: Serial
    attempt = ForeignKey(Attempt, null=False, on_delete=OnDelete.restrict)
    question = ForeignKey(QuestionVersion, null=False, on_delete=OnDelete.restrict)
    revision = Integer(null=False, default=None)
    value = Text(null=False, default=None)
    at = Timestamptz(null=False, default=None)
    late = Boolean(null=False, default=False)


class LateAnswer(Table):
    """An answer that could not be taken as it came: too late, or from a tab that may not write. Kept for review.

    `left_ms` is what the browser's clock said was left of the time when the answer was given; above 0 is in time.
    """

    id: Serial
    attempt = ForeignKey(Attempt, null=False, on_delete=OnDelete.restrict, index=True)
    question = ForeignKey(QuestionVersion, null=False, on_delete=OnDelete.restrict)
    revision = Integer(null=False, default=None)
    value = Text(null=False, default=None)
    left_ms = Integer(null=True, default=None)
    why = Varchar(length=20, null=False, default=None)
    at = Timestamptz(null=False, default=None)


class LateDecision(Table):
    """What an invigilator decided about a late answer; an accepted one was added to the answers."""

    id: Serial
    late_answer = ForeignKey(LateAnswer, null=False, on_delete=OnDelete.restrict, unique=True)
    accepted = Boolean(null=False, default=None)
    reason = Varchar(length=200, null=False, default=None)
    at = Timestamptz(null=False, default=None)


class Away(Table):
    """The candidate's page was out of sight for so long; told to the invigilator, never acted upon."""

    id: Serial
    attempt = ForeignKey(Attempt, null=False, on_delete=OnDelete.restrict)
    batch = Varchar(length=64, null=False, default=None)
    at = Timestamptz(null=False, default=None)
    milliseconds = Integer(null=False, default=None)


class HandIn(Table):
    """A paper is in: by the candidate, or by the server at the deadline. `receipt` is what the candidate keeps."""

    id: Serial
    attempt = ForeignKey(Attempt, null=False, on_delete=OnDelete.restrict, unique=True)
    at = Timestamptz(null=False, default=None)
    by = Varchar(length=12, null=False, default=None)
    receipt = Varchar(length=20, null=False, default=None, unique=True)
    answered = Integer(null=False, default=None)
    fingerprint = Varchar(length=8, null=False, default=None)


class Mark(Table):
    """What the answers are worth under the key, as computed at `at`; it can be computed again at any time.

    `points` and `total` are ×100; `domains` maps a domain to [points, total]; `questions` a question to points.
    """

    id: Serial
    attempt = ForeignKey(Attempt, null=False, on_delete=OnDelete.restrict, unique=True)
    points = Integer(null=False, default=None)
    total = Integer(null=False, default=None)
    domains = Text(null=False, default=None)
    questions = Text(null=False, default=None)
    at = Timestamptz(null=False, default=None)
