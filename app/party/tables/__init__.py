"""Rows of Party-building."""

from app.party.tables import access, appraisals, branch, cases, dues, rights, talks
from app.party.tables.access import RestrictedView
from app.party.tables.appraisals import Appraisal, AppraisalResult, AppraisalRound, AppraisalTally, SelfRating
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
from app.party.tables.dues import (
    DuesArrangement,
    DuesCorrection,
    DuesPayment,
    DuesPublication,
    DuesPublicationLine,
)
from app.party.tables.rights import PartyErasureAnswer, PartyErasureRequest
from app.party.tables.talks import HeartToHeartTalk, TalkNote, TalkRemoval

TABLES = [
    *branch.TABLES,
    *access.TABLES,
    *dues.TABLES,
    *talks.TABLES,
    *appraisals.TABLES,
    *rights.TABLES,
    *cases.TABLES,
]

__all__ = [
    "TABLES",
    "Appraisal",
    "AppraisalResult",
    "AppraisalRound",
    "AppraisalTally",
    "CommitteePeriod",
    "CommitteeSeat",
    "DuesArrangement",
    "DuesCorrection",
    "DuesPayment",
    "DuesPublication",
    "DuesPublicationLine",
    "GroupPlace",
    "HeartToHeartTalk",
    "MemberTrait",
    "PartyBranch",
    "PartyErasureAnswer",
    "PartyErasureRequest",
    "PartyGroup",
    "PartyMember",
    "PartyTerm",
    "RestrictedView",
    "SelfRating",
    "TalkNote",
    "TalkRemoval",
]
