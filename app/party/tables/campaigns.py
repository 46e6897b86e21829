"""Rows of campaigns: their checklists, and what was done of them."""

from piccolo.columns import Boolean, Date, ForeignKey, Integer, OnDelete, Serial, Timestamptz, Varchar
from piccolo.table import Table

from app.party.tables.branch import PartyBranch, PartyMember


class Campaign(Table):
    """A 集中学习教育 from a day to a day, by the notice that asks for it (`document`). `template` is what it was started from."""

    id: Serial
    branch = ForeignKey(PartyBranch, null=False, on_delete=OnDelete.restrict)
    template = Varchar(length=20, null=False, default=None)
    name = Varchar(length=80, null=False, default=None)
    document = Varchar(length=160, null=False, default="")
    from_on = Date(null=False, default=None)
    to_on = Date(null=False, default=None)
    at = Timestamptz(null=False, default=None)


class CampaignAmendment(Table):
    """What the campaign was corrected to; the newest stands. Insert-only."""

    id: Serial
    campaign = ForeignKey(Campaign, null=False, on_delete=OnDelete.restrict, index=True)
    name = Varchar(length=80, null=False, default=None)
    document = Varchar(length=160, null=False, default="")
    from_on = Date(null=False, default=None)
    to_on = Date(null=False, default=None)
    amended_by_name = Varchar(length=60, null=False, default=None)
    at = Timestamptz(null=False, default=None)


class CampaignItem(Table):
    """Something the campaign asks for, of the branch or, where `by_member`, of each member."""

    id: Serial
    campaign = ForeignKey(Campaign, null=False, on_delete=OnDelete.restrict, index=True)
    position = Integer(null=False, default=None)
    title = Varchar(length=120, null=False, default=None)
    by_member = Boolean(null=False, default=False)
    due_on = Date(null=True, default=None)
    at = Timestamptz(null=False, default=None)


class CampaignItemAmendment(Table):
    """What the item was corrected to; the newest stands, and what was done of it stays. Insert-only."""

    id: Serial
    item = ForeignKey(CampaignItem, null=False, on_delete=OnDelete.restrict, index=True)
    title = Varchar(length=120, null=False, default=None)
    due_on = Date(null=True, default=None)
    amended_by_name = Varchar(length=60, null=False, default=None)
    at = Timestamptz(null=False, default=None)


class CampaignItemRemoval(Table):
    """It is not asked for after all, and why. Insert-only."""

    id: Serial
    item = ForeignKey(CampaignItem, null=False, on_delete=OnDelete.restrict, unique=True)
    reason = Varchar(length=200, null=False, default=None)
    removed_by_name = Varchar(length=60, null=False, default=None)
    at = Timestamptz(null=False, default=None)


class CampaignDone(Table):
    """The branch, or a member, did what was asked; `evidence` says where that is seen. Insert-only."""

    id: Serial
    item = ForeignKey(CampaignItem, null=False, on_delete=OnDelete.restrict, index=True)
    member = ForeignKey(PartyMember, null=True, default=None, on_delete=OnDelete.restrict)
    done_on = Date(null=False, default=None)
    evidence = Varchar(length=200, null=False, default="")
    recorded_by_name = Varchar(length=60, null=False, default=None)
    at = Timestamptz(null=False, default=None)


class CampaignDoneRemoval(Table):
    """It was entered wrongly, and why. Insert-only."""

    id: Serial
    done = ForeignKey(CampaignDone, null=False, on_delete=OnDelete.restrict, unique=True)
    reason = Varchar(length=200, null=False, default=None)
    removed_by_name = Varchar(length=60, null=False, default=None)
    at = Timestamptz(null=False, default=None)


TABLES = [
    Campaign,
    CampaignAmendment,
    CampaignItem,
    CampaignItemAmendment,
    CampaignItemRemoval,
    CampaignDone,
    CampaignDoneRemoval,
]
