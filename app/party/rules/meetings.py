"""The kinds of meetings, and whom each expects."""

from enum import StrEnum

from app.locale import N_
from app.party.rules.branch import Member, Structure


class MeetingKind(StrEnum):
    """What a meeting of the branch is. Source: 支部工作条例 art. 11 to 19; the library's own kinds beside them."""

    GENERAL = "branch_general_meeting"
    COMMITTEE = "branch_committee"
    GROUP = "party_group"
    LECTURE = "party_lecture"
    THEMED_DAY = "themed_party_day"
    LIFE = "org_life_meeting"
    APPRAISAL = "democratic_appraisal"
    WINTER = "winter_training"
    CAMPAIGN = "education_campaign"
    ELECTION = "election"


MEETING_KINDS = {
    MeetingKind.GENERAL: N_("支部党员大会"),
    MeetingKind.COMMITTEE: N_("支部委员会会议"),
    MeetingKind.GROUP: N_("党小组会"),
    MeetingKind.LECTURE: N_("党课"),
    MeetingKind.THEMED_DAY: N_("主题党日"),
    MeetingKind.LIFE: N_("组织生活会"),
    MeetingKind.APPRAISAL: N_("民主评议党员"),
    MeetingKind.WINTER: N_("党员冬训"),
    MeetingKind.CAMPAIGN: N_("集中学习教育"),
    MeetingKind.ELECTION: N_("换届选举大会"),
}
THREE_MEETINGS_ONE_LECTURE = (MeetingKind.GENERAL, MeetingKind.COMMITTEE, MeetingKind.GROUP, MeetingKind.LECTURE)


def expected_at(kind: MeetingKind, structure: Structure, group: int | None = None) -> list[Member]:
    """Who is expected: the committee at its own meetings, a group at its own, all members at everything else."""
    if kind is MeetingKind.COMMITTEE:
        return structure.committee
    if kind is MeetingKind.GROUP:
        return structure.in_group(group) if group is not None else []
    return list(structure.members)
