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
    # app/party: campaigns, reflections, pledges, winter seasons, hours
    "campaign.started": N_("开一个集中学习教育"),
    "campaign.amended": N_("改集中学习教育的名称、日子或依据"),
    "campaign.item_amended": N_("改一项要求"),
    "campaign.asked": N_("加一项要求"),
    "campaign.asked_no_more": N_("去掉一项要求"),
    "campaign.done": N_("记下完成一项"),
    "campaign.done_taken_back": N_("撤回完成的一项"),
    "reflection.begun": N_("写三问"),
    "reflection.written": N_("改三问"),
    "reflection.shared": N_("把三问给支部看"),
    "reflection.erased": N_("删掉三问"),
    "reflection.printed": N_("下载三问"),
    "pledge.made": N_("写下承诺"),
    "pledge.reviewed": N_("评议承诺"),
    "pledge.withdrawn": N_("撤下承诺"),
    "pledge.board_printed": N_("下载承诺公示"),
    "winter_season.planned": N_("定下冬训"),
    "winter_season.planned_again": N_("改冬训计划"),
    "party_hours.exported": N_("导出党员学时"),
    # app/party: the calendar of duties
    "party_setting.set": N_("改党建规则的设置"),
    "duty.explained": N_("说明为什么没有"),
    "duty.explanation_withdrawn": N_("收回说明"),
    "duty.reminded": N_("提醒书记"),
    "duty_record.written": N_("记下轮训、述职或联系"),
    "duty_record.withdrawn": N_("收回轮训、述职或联系记录"),
}
"""By the whole verb, or by its noun."""
