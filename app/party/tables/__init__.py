"""Rows of Party-building."""

from app.party.tables import access, branch, campaigns, pledges, reflections, winter
from app.party.tables.access import RestrictedView
from app.party.tables.branch import (
    CommitteePeriod,
    CommitteeSeat,
    GroupPlace,
    MemberTrait,
    PartyBranch,
    PartyGroup,
    PartyMember,
    PartyTerm,
)
from app.party.tables.campaigns import Campaign, CampaignDone, CampaignDoneRemoval, CampaignItem, CampaignItemRemoval
from app.party.tables.pledges import Pledge, PledgeResult, PledgeWithdrawal
from app.party.tables.reflections import Reflection, ReflectionErasure, ReflectionSharing
from app.party.tables.winter import WinterPlan, WinterSeason

TABLES = [
    *branch.TABLES,
    *access.TABLES,
    *campaigns.TABLES,
    *pledges.TABLES,
    *reflections.TABLES,
    *winter.TABLES,
]

__all__ = [
    "TABLES",
    "Campaign",
    "CampaignDone",
    "CampaignDoneRemoval",
    "CampaignItem",
    "CampaignItemRemoval",
    "CommitteePeriod",
    "CommitteeSeat",
    "GroupPlace",
    "MemberTrait",
    "PartyBranch",
    "PartyGroup",
    "PartyMember",
    "PartyTerm",
    "Pledge",
    "PledgeResult",
    "PledgeWithdrawal",
    "Reflection",
    "ReflectionErasure",
    "ReflectionSharing",
    "RestrictedView",
    "WinterPlan",
    "WinterSeason",
]
