"""Rows of training: ledgers' members, what was learnt alone and what elsewhere. Hours are computed from minutes."""

from piccolo.columns import Boolean, Date, ForeignKey, Integer, OnDelete, Serial, Timestamptz, Varchar
from piccolo.table import Table

from app.gatherings.tables import Gathering
from app.people.tables import Person
from app.storage.tables import StoredFile


class LedgerMembership(Table):
    """A person is in a ledger from one day to another, both included; `to_on` is null while it lasts.

    Where a person has no row for a ledger, the default of `rules.membership` holds; one row is enough to replace it.
    """

    id: Serial
    person = ForeignKey(Person, null=False, on_delete=OnDelete.restrict, index=True)
    ledger = Varchar(length=20, null=False, default=None)
    from_on = Date(null=False, default=None)
    to_on = Date(null=True, default=None)
    at = Timestamptz(null=False, default=None)


class SelfStudy(Table):
    """What a person learnt alone, such as a set of practice questions. Insert-only; no ledger counts it by itself.

    `day` is that of the start, at the library; `reference` is an address inside the product where it can be looked at.
    `ended_at` and `note` are of what a person wrote down; what was measured has neither.
    """

    id: Serial
    person = ForeignKey(Person, null=False, on_delete=OnDelete.restrict)
    kind = Varchar(length=20, null=False, default=None)
    title = Varchar(length=80, null=False, default=None)
    day = Date(null=False, default=None)
    started_at = Timestamptz(null=False, default=None)
    minutes = Integer(null=False, default=None)
    reference = Varchar(length=200, null=False, default="")
    ended_at = Timestamptz(null=True, default=None)
    note = Varchar(length=200, null=False, default="")
    at = Timestamptz(null=False, default=None)


class CourseClaim(Table):
    """A person says that they took a course elsewhere or online; what it was stands in its versions."""

    id: Serial
    person = ForeignKey(Person, null=False, on_delete=OnDelete.restrict, index=True)
    made_by = ForeignKey(Person, null=False, on_delete=OnDelete.restrict)
    at = Timestamptz(null=False, default=None)


class CourseVersion(Table):
    """What a claim says, with the certificate; insert-only, the one with the highest number stands.

    `amount` and `unit` are as on the certificate, `minutes` what they are by the clock.
    """

    id: Serial
    claim = ForeignKey(CourseClaim, null=False, on_delete=OnDelete.restrict)
    number = Integer(null=False, default=None)
    title = Varchar(length=80, null=False, default=None)
    organiser = Varchar(length=80, null=False, default=None)
    level = Varchar(length=20, null=False, default=None)
    mode = Varchar(length=20, null=False, default=None)
    subject = Varchar(length=20, null=False, default=None)
    from_on = Date(null=False, default=None)
    to_on = Date(null=False, default=None)
    times = Varchar(length=20, null=False, default=None)
    amount = Varchar(length=10, null=False, default=None)
    unit = Varchar(length=10, null=False, default=None)
    minutes = Integer(null=False, default=None)
    file = ForeignKey(StoredFile, null=False, on_delete=OnDelete.restrict)
    file_name = Varchar(length=80, null=False, default=None)
    sent_by_name = Varchar(length=60, null=False, default=None)
    at = Timestamptz(null=False, default=None)


class CourseFileRemoval(Table):
    """The certificate of a version was taken away, and why. Insert-only."""

    id: Serial
    version = ForeignKey(CourseVersion, null=False, on_delete=OnDelete.restrict, unique=True)
    reason = Varchar(length=200, null=False, default=None)
    removed_by_name = Varchar(length=60, null=False, default=None)
    at = Timestamptz(null=False, default=None)


class CourseDecision(Table):
    """A version was verified or returned with a reason; insert-only, the newest stands."""

    id: Serial
    version = ForeignKey(CourseVersion, null=False, on_delete=OnDelete.restrict, index=True)
    verdict = Varchar(length=20, null=False, default=None)
    reason = Varchar(length=200, null=False, default="")
    decided_by = ForeignKey(Person, null=False, on_delete=OnDelete.restrict)
    decided_by_name = Varchar(length=60, null=False, default=None)
    at = Timestamptz(null=False, default=None)


class CourseWithdrawal(Table):
    """The claim was taken back by whoever made it or whom it is about."""

    id: Serial
    claim = ForeignKey(CourseClaim, null=False, on_delete=OnDelete.restrict, unique=True)
    withdrawn_by_name = Varchar(length=60, null=False, default=None)
    at = Timestamptz(null=False, default=None)


class RuleSetting(Table):
    """The library's values for one ledger from one year on. Insert-only: the newest row of a ledger and a year stands.

    `categories` are their values, joined by commas; `source` says where the values come from.
    """

    id: Serial
    ledger = Varchar(length=20, null=False, default=None)
    from_year = Integer(null=False, default=None)
    required_hours = Integer(null=False, default=None)
    minutes_per_hour = Integer(null=False, default=None)
    half_day_cap_hours = Integer(null=False, default=None)
    day_cap_hours = Integer(null=False, default=None)
    half_day_hours = Integer(null=False, default=None)
    categories = Varchar(length=200, null=False, default="")
    source = Varchar(length=200, null=False, default=None)
    set_by_name = Varchar(length=60, null=False, default=None)
    at = Timestamptz(null=False, default=None)


class ReminderRound(Table):
    """Everybody who was behind on this day has been told; a round happens once. Insert-only."""

    id: Serial
    due_on = Date(null=False, default=None, unique=True)
    told = Integer(null=False, default=None)
    at = Timestamptz(null=False, default=None)


class SavedView(Table):
    """A filtered log under a name: the part of its address after the question mark. `removed_at` is null while it stands."""

    id: Serial
    person = ForeignKey(Person, null=False, on_delete=OnDelete.restrict, index=True)
    name = Varchar(length=40, null=False, default=None)
    query = Varchar(length=600, null=False, default=None)
    shared = Boolean(null=False, default=False)
    at = Timestamptz(null=False, default=None)
    removed_at = Timestamptz(null=True, default=None)


class HoursCertificate(Table):
    """What a person has in one ledger between two days, as it was on the day of issue. Insert-only.

    `number` counts within `year`, the year of issue; `half_hours` is twice the 学时; `rule` is the rule's document then.
    """

    id: Serial
    year = Integer(null=False, default=None)
    number = Integer(null=False, default=None)
    code = Varchar(length=20, null=False, default=None, unique=True)
    person = ForeignKey(Person, null=False, on_delete=OnDelete.restrict, index=True)
    person_name = Varchar(length=60, null=False, default=None)
    ledger = Varchar(length=20, null=False, default=None)
    rule = Varchar(length=120, null=False, default=None)
    from_on = Date(null=False, default=None)
    to_on = Date(null=False, default=None)
    title = Varchar(length=80, null=False, default=None)
    half_hours = Integer(null=False, default=None)
    result = Varchar(length=40, null=False, default="")
    issued_by = Integer(null=False, default=None)
    issued_by_name = Varchar(length=60, null=False, default=None)
    at = Timestamptz(null=False, default=None)


class HoursCertificateRevocation(Table):
    """A certificate no longer holds. Insert-only."""

    id: Serial
    certificate = ForeignKey(HoursCertificate, null=False, on_delete=OnDelete.restrict, unique=True)
    reason = Varchar(length=200, null=False, default=None)
    revoked_by = Integer(null=False, default=None)
    revoked_by_name = Varchar(length=60, null=False, default=None)
    at = Timestamptz(null=False, default=None)


class SelfStudyAmendment(Table):
    """A piece of self-study no longer stands: another row does instead, or none where it was withdrawn. Insert-only."""

    id: Serial
    entry = ForeignKey(SelfStudy, null=False, on_delete=OnDelete.restrict, unique=True)
    instead = ForeignKey(SelfStudy, null=True, default=None, on_delete=OnDelete.restrict)
    reason = Varchar(length=200, null=False, default=None)
    at = Timestamptz(null=False, default=None)


class Qualification(Table):
    """Something a post may ask for, such as 岗前培训. `months` is how long it holds; null is for ever.

    `before_active` is whether every volunteer must hold it before becoming active. `exam_percent` is how much of an exam that
    gives it has to be right; null lets no exam give it.

    `closed_on` is the day from which nothing asks for it and nobody gets it any more.
    """

    id: Serial
    name = Varchar(length=40, null=False, default=None, unique=True)
    months = Integer(null=True, default=None)
    note = Varchar(length=300, null=False, default="")
    how = Varchar(length=300, null=False, default="")
    before_active = Boolean(null=False, default=False)
    exam_percent = Integer(null=True, default=None)
    made_at = Timestamptz(null=False, default=None)
    closed_on = Date(null=True, default=None)


class QualificationGrant(Table):
    """A person holds a qualification from one day to another, both included; `to_on` null is for ever. Insert-only.

    `reference` is an address inside the product where its source can be looked at; `reason` is of what a person wrote.
    """

    id: Serial
    qualification = ForeignKey(Qualification, null=False, on_delete=OnDelete.restrict)
    person = ForeignKey(Person, null=False, on_delete=OnDelete.restrict, index=True)
    from_on = Date(null=False, default=None)
    to_on = Date(null=True, default=None)
    source = Varchar(length=20, null=False, default=None)
    reference = Varchar(length=200, null=False, default="")
    reason = Varchar(length=200, null=False, default="")
    granted_by_name = Varchar(length=60, null=False, default=None)
    at = Timestamptz(null=False, default=None)


class QualificationGathering(Table):
    """Whoever came to the gathering holds the qualification from its day on, once its list is closed; for `months`.

    Who came is asked of its presence, so a correction gives and takes without another row.
    """

    id: Serial
    gathering = ForeignKey(Gathering, null=False, on_delete=OnDelete.restrict, unique=True)
    qualification = ForeignKey(Qualification, null=False, on_delete=OnDelete.restrict)
    months = Integer(null=True, default=None)
    at = Timestamptz(null=False, default=None)


class QualificationRevocation(Table):
    """Whatever the person held of the qualification until then holds no longer, and why. Insert-only.

    With `of_grant` only that one does not: a mark was corrected, and what was got in another way stands.
    """

    id: Serial
    qualification = ForeignKey(Qualification, null=False, on_delete=OnDelete.restrict)
    person = ForeignKey(Person, null=False, on_delete=OnDelete.restrict, index=True)
    of_grant = ForeignKey(QualificationGrant, null=True, default=None, on_delete=OnDelete.restrict)
    reason = Varchar(length=200, null=False, default=None)
    revoked_by_name = Varchar(length=60, null=False, default=None)
    at = Timestamptz(null=False, default=None)


TABLES = [
    LedgerMembership,
    SelfStudy,
    CourseClaim,
    CourseVersion,
    CourseFileRemoval,
    CourseDecision,
    CourseWithdrawal,
    RuleSetting,
    ReminderRound,
    SavedView,
    HoursCertificate,
    HoursCertificateRevocation,
    SelfStudyAmendment,
    Qualification,
    QualificationGrant,
    QualificationGathering,
    QualificationRevocation,
]
