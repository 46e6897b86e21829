"""Verbs of applicants as cases."""

from app.locale import N_

VERBS_OF_APPLICANTS: dict[str, str] = {
    "applicant.received": N_("收到入党申请书"),
    "applicant.recorded": N_("记下发展党员的一步"),
    "applicant.corrected": N_("更正发展党员的一步"),
    "applicant.withdrawn": N_("撤下发展党员的一步"),
    "applicant.explained": N_("说明发展党员为什么逾期"),
    "applicant.ended": N_("结束发展党员个案"),
    "applicant.reopened": N_("撤下个案的结束"),
    "applicant.leaving_said": N_("记下申请人要离开单位"),
    "applicant.birth_corrected": N_("更正申请人的出生日期"),
    "applicant.guide_chosen": N_("选培养联系人或入党介绍人"),
    "applicant.guide_released": N_("不再任培养联系人或入党介绍人"),
    "applicant.reviewed": N_("写下考察"),
    "applicant.vetted": N_("记下政治审查"),
    "applicant.notice_put_up": N_("登记公示"),
    "applicant.notice_ended": N_("记下公示结果"),
    "applicant.paper_added": N_("登记发展党员材料"),
    "applicant.paper_removed": N_("拿掉发展党员材料"),
    "applicant.entered": N_("按个案写进党员名册"),
    "applicant.exported": N_("导出发展党员材料"),
    "applicant.reminded": N_("提醒发展党员的期限"),
}
"""By the whole verb, or by its noun."""
