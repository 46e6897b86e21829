"""Rows of Party-building."""

from app.party.tables import access, branch
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

TABLES = [
    *branch.TABLES,
    *access.TABLES,
]

__all__ = [
    "TABLES",
    "CommitteePeriod",
    "CommitteeSeat",
    "GroupPlace",
    "MemberTrait",
    "PartyBranch",
    "PartyGroup",
    "PartyMember",
    "PartyTerm",
    "RestrictedView",
]
