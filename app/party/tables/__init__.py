"""Rows of Party-building."""

from app.party.tables import access, appraisals, branch, cases, dues, meetings, rights, talks
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
from app.party.tables.meetings import (
    PartyAgendaItem,
    PartyCorrection,
    PartyMeeting,
    PartyMeetingKind,
    PartyMinutes,
    PartySigning,
    PartyTask,
    PartyTaskNote,
    PartyTaskReminder,
    PartyVote,
    PartyVoteRemoval,
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
    *meetings.TABLES,
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
    "PartyAgendaItem",
    "PartyBranch",
    "PartyCorrection",
    "PartyErasureAnswer",
    "PartyErasureRequest",
    "PartyGroup",
    "PartyMeeting",
    "PartyMeetingKind",
    "PartyMember",
    "PartyMinutes",
    "PartySigning",
    "PartyTask",
    "PartyTaskNote",
    "PartyTaskReminder",
    "PartyTerm",
    "PartyVote",
    "PartyVoteRemoval",
    "RestrictedView",
    "SelfRating",
    "TalkNote",
    "TalkRemoval",
]
