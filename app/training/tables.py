"""Rows of training: who is in which ledger, and what was learnt alone. Hours are no rows; they are computed from minutes."""

from piccolo.columns import Date, ForeignKey, Integer, OnDelete, Serial, Timestamptz, Varchar
from piccolo.table import Table

from app.people.tables import Person


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


TABLES = [LedgerMembership, SelfStudy, HoursCertificate, HoursCertificateRevocation]
