"""Rows of Party-building."""

from app.party.tables import (
    access,
    appraisals,
    branch,
    campaigns,
    cases,
    dues,
    meetings,
    pledges,
    reflections,
    rights,
    talks,
    winter,
)
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
from app.party.tables.campaigns import Campaign, CampaignDone, CampaignDoneRemoval, CampaignItem, CampaignItemRemoval
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
from app.party.tables.pledges import Pledge, PledgeResult, PledgeWithdrawal
from app.party.tables.reflections import Reflection, ReflectionErasure, ReflectionSharing
from app.party.tables.rights import PartyErasureAnswer, PartyErasureRequest
from app.party.tables.talks import HeartToHeartTalk, TalkNote, TalkRemoval
from app.party.tables.winter import WinterPlan, WinterSeason

TABLES = [
    *branch.TABLES,
    *access.TABLES,
    *dues.TABLES,
    *talks.TABLES,
    *appraisals.TABLES,
    *rights.TABLES,
    *meetings.TABLES,
    *cases.TABLES,
    *campaigns.TABLES,
    *pledges.TABLES,
    *reflections.TABLES,
    *winter.TABLES,
]

__all__ = [
    "TABLES",
    "Appraisal",
    "AppraisalResult",
    "AppraisalRound",
    "AppraisalTally",
    "Campaign",
    "CampaignDone",
    "CampaignDoneRemoval",
    "CampaignItem",
    "CampaignItemRemoval",
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
    "Pledge",
    "PledgeResult",
    "PledgeWithdrawal",
    "Reflection",
    "ReflectionErasure",
    "ReflectionSharing",
    "RestrictedView",
    "SelfRating",
    "TalkNote",
    "TalkRemoval",
    "WinterPlan",
    "WinterSeason",
]
