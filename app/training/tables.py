"""Rows of training: ledgers' members, what was learnt alone and what elsewhere. Hours are computed from minutes."""

from piccolo.columns import Date, ForeignKey, Integer, OnDelete, Serial, Timestamptz, Varchar
from piccolo.table import Table

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
    """

    id: Serial
    person = ForeignKey(Person, null=False, on_delete=OnDelete.restrict)
    kind = Varchar(length=20, null=False, default=None)
    title = Varchar(length=80, null=False, default=None)
    day = Date(null=False, default=None)
    started_at = Timestamptz(null=False, default=None)
    minutes = Integer(null=False, default=None)
    reference = Varchar(length=200, null=False, default="")
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


TABLES = [LedgerMembership, SelfStudy, CourseClaim, CourseVersion, CourseDecision, CourseWithdrawal]
