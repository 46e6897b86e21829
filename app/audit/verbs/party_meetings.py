"""Verbs of meetings, minutes, votes and what meetings give people to do."""

from app.locale import N_

VERBS_OF_MEETINGS: dict[str, str] = {
    # app/party
    "party_meeting.planned": N_("安排会议"),
    "party_meeting.changed": N_("修改会议"),
    "party_meeting.opened": N_("会议开始签到"),
    "party_meeting.roll_called": N_("按签到表记出勤"),
    "party_meeting.closed": N_("会议结束"),
    "party_meeting.called_off": N_("取消会议"),
    "party_minutes.saved": N_("保存会议记录"),
    "party_minutes.drafted": N_("开始写会议记录草稿"),
    "party_minutes.signed": N_("会议记录签字"),
    "party_minutes.corrected": N_("签字后更正会议记录"),
    "party_vote.counted": N_("记下表决票数"),
    "party_vote.corrected": N_("签字后更正票数"),
    "party_vote.taken_off": N_("撤下表决记录"),
    "party_task.agreed": N_("议定要办的事"),
    "party_task.noted": N_("写议定事项的进展"),
    "party_task.reminded": N_("提醒办理议定事项"),
    "party_paper.exported": N_("导出会议材料"),
    "party_ledger.exported": N_("导出党建台账"),
    "party_binder.asked": N_("合订全年会议记录"),
}
"""By the whole verb, or by its noun."""
