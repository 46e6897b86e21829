"""Rows of 承诺践诺: what members promise, and what came of it."""

from piccolo.columns import Date, ForeignKey, OnDelete, Serial, Timestamptz, Varchar
from piccolo.table import Table

from app.party.tables.branch import PartyMember
from app.party.tables.campaigns import Campaign
from app.people.tables import Person


class Pledge(Table):
    """A promise of a member. `public_text` is what the board and the poster say; `review_on` when it is looked at again."""

    id: Serial
    member = ForeignKey(PartyMember, null=False, on_delete=OnDelete.restrict, index=True)
    campaign = ForeignKey(Campaign, null=True, default=None, on_delete=OnDelete.restrict)
    promise = Varchar(length=300, null=False, default=None)
    public_text = Varchar(length=60, null=False, default=None)
    made_on = Date(null=False, default=None)
    review_on = Date(null=False, default=None)
    made_by = ForeignKey(Person, null=False, on_delete=OnDelete.restrict)
    made_by_name = Varchar(length=60, null=False, default=None)
    at = Timestamptz(null=False, default=None)


class PledgeResult(Table):
    """What people found had come of it. Insert-only: the newest stands."""

    id: Serial
    pledge = ForeignKey(Pledge, null=False, on_delete=OnDelete.restrict, index=True)
    result = Varchar(length=20, null=False, default=None)
    note = Varchar(length=200, null=False, default="")
    reviewed_on = Date(null=False, default=None)
    reviewed_by_name = Varchar(length=60, null=False, default=None)
    at = Timestamptz(null=False, default=None)


class PledgeWithdrawal(Table):
    """It hangs on the board no longer, and why. Insert-only."""

    id: Serial
    pledge = ForeignKey(Pledge, null=False, on_delete=OnDelete.restrict, unique=True)
    reason = Varchar(length=200, null=False, default=None)
    withdrawn_by_name = Varchar(length=60, null=False, default=None)
    at = Timestamptz(null=False, default=None)


TABLES = [Pledge, PledgeResult, PledgeWithdrawal]
