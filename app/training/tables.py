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


class SelfStudyAmendment(Table):
    """A piece of self-study no longer stands: another row does instead, or none where it was withdrawn. Insert-only."""

    id: Serial
    entry = ForeignKey(SelfStudy, null=False, on_delete=OnDelete.restrict, unique=True)
    instead = ForeignKey(SelfStudy, null=True, default=None, on_delete=OnDelete.restrict)
    reason = Varchar(length=200, null=False, default=None)
    at = Timestamptz(null=False, default=None)


TABLES = [LedgerMembership, SelfStudy, SelfStudyAmendment]
