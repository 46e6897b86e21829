"""Rows of training classes. Time, place, list and presence of a unit lie in its gathering."""

from piccolo.columns import BigInt, Date, ForeignKey, Integer, OnDelete, Serial, Text, Timestamptz, Varchar
from piccolo.table import Table

from app.bank.tables import ShortQuiz
from app.gatherings.tables import Gathering
from app.people.tables import Library, Person, ServicePoint


class TrainingClass(Table):
    """A class. `tiers` are words joined by commas; `attendance_percent` and `exam_points` 0 ask for nothing."""

    id: Serial
    title = Varchar(length=60, null=False, default=None)
    tiers = Varchar(length=80, null=False, default=None)
    starts_on = Date(null=False, default=None)
    ends_on = Date(null=False, default=None)
    place = ForeignKey(ServicePoint, null=True, default=None, on_delete=OnDelete.restrict)
    venue = Varchar(length=80, null=False, default="")
    capacity = Integer(null=False, default=None)
    notice = Text(null=False, default="")
    contact_name = Varchar(length=60, null=False, default="")
    contact_phone = Varchar(length=30, null=False, default="")
    enrol_by = Timestamptz(null=False, default=None)
    keep_years = Integer(null=False, default=None)
    attendance_percent = Integer(null=False, default=None)
    exam_points = Integer(null=False, default=None)
    token = Varchar(length=40, null=False, default=None, unique=True, secret=True)
    made_at = Timestamptz(null=False, default=None)


class ClassHost(Table):
    """An organisation that hosts, organises or supports the class; `library` when it is one of ours to know."""

    id: Serial
    training_class = ForeignKey(TrainingClass, null=False, on_delete=OnDelete.restrict, index=True)
    part = Varchar(length=20, null=False, default=None)
    name = Varchar(length=60, null=False, default=None)
    library = ForeignKey(Library, null=True, default=None, on_delete=OnDelete.restrict)
    position = Integer(null=False, default=None)


class ClassOpening(Table):
    """People may enrol by the link, until the deadline."""

    id: Serial
    training_class = ForeignKey(TrainingClass, null=False, on_delete=OnDelete.restrict, unique=True)
    at = Timestamptz(null=False, default=None)


class ClassClosing(Table):
    """The class is over; from here on certificates may be issued."""

    id: Serial
    training_class = ForeignKey(TrainingClass, null=False, on_delete=OnDelete.restrict, unique=True)
    at = Timestamptz(null=False, default=None)


class ClassCancellation(Table):
    """The class does not take place, with the reason; the first row says when. Insert-only: the newest reason stands."""

    id: Serial
    training_class = ForeignKey(TrainingClass, null=False, on_delete=OnDelete.restrict, index=True)
    reason = Varchar(length=200, null=False, default=None)
    by_name = Varchar(length=60, null=False, default="")
    at = Timestamptz(null=False, default=None)


class ClassUnit(Table):
    """One unit of the timetable; `periods` are 节."""

    id: Serial
    training_class = ForeignKey(TrainingClass, null=False, on_delete=OnDelete.restrict, index=True)
    gathering = ForeignKey(Gathering, null=False, on_delete=OnDelete.restrict, unique=True)
    subject = Varchar(length=60, null=False, default=None)
    teacher = Varchar(length=60, null=False, default="")
    periods = Integer(null=False, default=None)


class ClassEnrolment(Table):
    """A seat. `code` is the learner's own; `person` is set once they are one of ours or a list of theirs was opened.

    `ended_at` stands beside `ClassWithdrawal` so that an index over the standing rows keeps a phone from two seats.
    """

    id: Serial
    training_class = ForeignKey(TrainingClass, null=False, on_delete=OnDelete.restrict)
    name = Varchar(length=30, null=False, default=None)
    unit = Varchar(length=60, null=False, default=None)
    tier = Varchar(length=20, null=False, default=None)
    phone = Varchar(length=20, null=False, default=None)
    post = Varchar(length=30, null=False, default="")
    way = Varchar(length=20, null=False, default=None)
    consent = Text(null=False, default="")
    code = Varchar(length=10, null=False, default=None, secret=True)
    person = ForeignKey(Person, null=True, default=None, on_delete=OnDelete.restrict, index=True)
    at = Timestamptz(null=False, default=None)
    ended_at = Timestamptz(null=True, default=None)


class ClassWithdrawal(Table):
    """The learner does not come; by themselves or by the library, with the reason."""

    id: Serial
    enrolment = ForeignKey(ClassEnrolment, null=False, on_delete=OnDelete.restrict, unique=True)
    reason = Varchar(length=200, null=False, default="")
    by_name = Varchar(length=60, null=False, default="")
    at = Timestamptz(null=False, default=None)


class ClassPaper(Table):
    """The exam of a class: questions drawn from `seed`, and between which moments they may be answered. The newest stands."""

    id: Serial
    training_class = ForeignKey(TrainingClass, null=False, on_delete=OnDelete.restrict, index=True)
    quiz = ForeignKey(ShortQuiz, null=False, on_delete=OnDelete.restrict)
    seed = BigInt(null=False, default=None)
    opens_at = Timestamptz(null=False, default=None)
    closes_at = Timestamptz(null=False, default=None)
    at = Timestamptz(null=False, default=None)


class ClassSitting(Table):
    """A learner began the paper; they are over when a result names the sitting."""

    id: Serial
    paper = ForeignKey(ClassPaper, null=False, on_delete=OnDelete.restrict)
    enrolment = ForeignKey(ClassEnrolment, null=False, on_delete=OnDelete.restrict, unique=True)
    begun_at = Timestamptz(null=False, default=None)


class ClassAnswer(Table):
    """One saved answer. Insert-only: the newest to a question stands."""

    id: Serial
    sitting = ForeignKey(ClassSitting, null=False, on_delete=OnDelete.restrict)
    version = Integer(null=False, default=None)
    value = Text(null=False, default=None)
    at = Timestamptz(null=False, default=None)


class ClassResult(Table):
    """Points of 100, in hundredths: of a sitting, or by hand from a paper. Insert-only: the newest stands."""

    id: Serial
    enrolment = ForeignKey(ClassEnrolment, null=False, on_delete=OnDelete.restrict, index=True)
    sitting = ForeignKey(ClassSitting, null=True, default=None, on_delete=OnDelete.restrict)
    points_x100 = Integer(null=False, default=None)
    note = Varchar(length=200, null=False, default="")
    by_name = Varchar(length=60, null=False, default="")
    at = Timestamptz(null=False, default=None)


class ClassCertificate(Table):
    """A certificate as it was issued; what it says is kept as it was said then. Insert-only."""

    id: Serial
    enrolment = ForeignKey(ClassEnrolment, null=False, on_delete=OnDelete.restrict, index=True)
    number = Varchar(length=40, null=False, default=None, unique=True)
    code = Varchar(length=20, null=False, default=None, unique=True)
    name = Varchar(length=30, null=False, default=None)
    unit = Varchar(length=60, null=False, default=None)
    class_title = Varchar(length=60, null=False, default=None)
    hosts = Text(null=False, default="")
    starts_on = Date(null=False, default=None)
    ends_on = Date(null=False, default=None)
    hours_x10 = Integer(null=False, default=None)
    points_x100 = Integer(null=True, default=None)
    issued_on = Date(null=False, default=None)


class CertificateRevocation(Table):
    """The certificate holds no longer, with the reason; its check page says so."""

    id: Serial
    certificate = ForeignKey(ClassCertificate, null=False, on_delete=OnDelete.restrict, unique=True)
    reason = Varchar(length=200, null=False, default=None)
    by_name = Varchar(length=60, null=False, default="")
    at = Timestamptz(null=False, default=None)


class ClassRating(Table):
    """One satisfaction form, by nobody: its id is chosen by chance, so that no order tells whose it is."""

    id: Serial
    training_class = ForeignKey(TrainingClass, null=False, on_delete=OnDelete.restrict, index=True)
    grades = Varchar(length=20, null=False, default=None)
    text = Varchar(length=500, null=False, default="")


class ClassRated(Table):
    """The learner has given their form, whichever it is."""

    id: Serial
    enrolment = ForeignKey(ClassEnrolment, null=False, on_delete=OnDelete.restrict, unique=True)


TABLES = [
    TrainingClass,
    ClassHost,
    ClassOpening,
    ClassClosing,
    ClassCancellation,
    ClassUnit,
    ClassEnrolment,
    ClassWithdrawal,
    ClassPaper,
    ClassSitting,
    ClassAnswer,
    ClassResult,
    ClassCertificate,
    CertificateRevocation,
    ClassRating,
    ClassRated,
]
