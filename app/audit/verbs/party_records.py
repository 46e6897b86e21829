"""Verbs of dues, talks, appraisals and a person's rights over their Party records."""

from app.locale import N_

VERBS_OF_PARTY_RECORDS: dict[str, str] = {
    "dues.received": N_("登记党费"),
    "dues.corrected": N_("更正党费"),
    "dues.arranged": N_("登记党费的约定"),
    "dues.arrangement_ended": N_("党费的约定到此为止"),
    "dues.published": N_("公布党费收缴情况"),
    "dues.exported": N_("导出党费登记"),
    "talk.written": N_("登记谈心谈话"),
    "talk.days_written": N_("批量登记谈心谈话"),
    "talk.noted": N_("写谈心谈话的内容"),
    "talk.removed": N_("撤去记错的谈心谈话"),
    "appraisal.opened": N_("开始年度民主评议"),
    "appraisal.amended": N_("改民主评议的日期或票数"),
    "appraisal.manner_set": N_("改参加民主评议的方式"),
    "appraisal.self_rated": N_("写民主评议的自评"),
    "appraisal.counted": N_("录入民主测评票数"),
    "appraisal.decided": N_("登记民主评议结果"),
    "appraisal.exported": N_("导出民主测评汇总"),
    "party_erasure.asked": N_("请求删除党建资料"),
    "party_erasure.answered": N_("答复删除党建资料的请求"),
    "party_copy.exported": N_("导出自己的党建资料"),
}
