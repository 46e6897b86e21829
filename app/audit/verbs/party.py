"""Verbs of Party-building."""

from app.locale import N_

VERBS_OF_PARTY: dict[str, str] = {
    # app/party: the branch and its members
    "party_branch.written": N_("写下支部名称和上级"),
    "party_branch.committee_set": N_("设立或不再设支部委员会"),
    "party_term.begun": N_("记下新一届任期"),
    "party_term.extended": N_("任期延期"),
    "party_group.added": N_("划分党小组"),
    "party_group.ended": N_("不再设党小组"),
    "party_member.added": N_("放进支部"),
    "party_member.amended": N_("改党员的日期"),
    "party_member.left": N_("转出支部"),
    "party_member.trait_given": N_("记下党员的情况"),
    "party_member.trait_ended": N_("党员的情况到此为止"),
    "party_member.seated": N_("记下党内职务"),
    "party_member.placed": N_("编入党小组"),
    "party_record.seen": N_("查看受限的党建记录"),
}
"""By the whole verb, or by its noun."""
