"""Rows of the Party dues: months and amounts. What somebody earns is not kept."""

from piccolo.columns import Date, ForeignKey, Integer, OnDelete, Serial, Timestamptz, Varchar
from piccolo.table import Table

from app.party.tables.branch import PartyBranch, PartyMember


class DuesPayment(Table):
    """A member paid the dues of one month: how much, on which day, and who took it. Insert-only; it stands until corrected."""

    id: Serial
    member = ForeignKey(PartyMember, null=False, on_delete=OnDelete.restrict, index=True)
    year = Integer(null=False, default=None)
    month = Integer(null=False, default=None)
    amount_fen = Integer(null=False, default=None)
    received_on = Date(null=False, default=None)
    taken_by_name = Varchar(length=60, null=False, default=None)
    note = Varchar(length=120, null=False, default="")
    by = Integer(null=True, default=None)
    by_name = Varchar(length=60, null=False, default=None)
    at = Timestamptz(null=False, default=None)


class DuesCorrection(Table):
    """A payment was entered wrongly and no longer stands, and why; the right one is a payment of its own. Insert-only."""

    id: Serial
    payment = ForeignKey(DuesPayment, null=False, on_delete=OnDelete.restrict, unique=True)
    reason = Varchar(length=200, null=False, default=None)
    by_name = Varchar(length=60, null=False, default=None)
    at = Timestamptz(null=False, default=None)


class DuesArrangement(Table):
    """What the branch agreed with a member for some months: by the quarter, nothing, or in another branch; with the paper."""

    id: Serial
    member = ForeignKey(PartyMember, null=False, on_delete=OnDelete.restrict, index=True)
    kind = Varchar(length=20, null=False, default=None)
    from_on = Date(null=False, default=None)
    ended_on = Date(null=True, default=None)
    basis = Varchar(length=200, null=False, default=None)
    by_name = Varchar(length=60, null=False, default=None)
    at = Timestamptz(null=False, default=None)


class DuesPublication(Table):
    """The branch told its members what was paid in a year: when and how. Insert-only."""

    id: Serial
    branch = ForeignKey(PartyBranch, null=False, on_delete=OnDelete.restrict)
    year = Integer(null=False, default=None)
    published_on = Date(null=False, default=None)
    how = Varchar(length=120, null=False, default=None)
    by_name = Varchar(length=60, null=False, default=None)
    at = Timestamptz(null=False, default=None)


class DuesPublicationLine(Table):
    """A line of the list as it was published: a member, the months paid, the sum, the months paid late. Insert-only."""

    id: Serial
    publication = ForeignKey(DuesPublication, null=False, on_delete=OnDelete.restrict, index=True)
    member = ForeignKey(PartyMember, null=False, on_delete=OnDelete.restrict)
    name = Varchar(length=60, null=False, default=None)
    months_due = Integer(null=False, default=None)
    months_paid = Integer(null=False, default=None)
    months_late = Integer(null=False, default=None)
    amount_fen = Integer(null=False, default=None)


TABLES = [DuesPayment, DuesCorrection, DuesArrangement, DuesPublication, DuesPublicationLine]
