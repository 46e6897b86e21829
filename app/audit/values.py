"""What the codes among the details of a deed are called."""

from app.locale import N_

ROLES = {
    "volunteer": N_("志愿者"),
    "staff": N_("馆员"),
    "coordinator": N_("站点协调员"),
    "editor": N_("出题人"),
    "invigilator": N_("监考"),
    "marker": N_("阅卷人"),
    "manager": N_("馆领导"),
    "secretary": N_("支部书记"),
    "committee": N_("支部委员"),
    "administrator": N_("系统管理员"),
    "auditor": N_("审计员"),
}
ATTENDANCE = {
    "present": N_("出席"),
    "late": N_("迟到"),
    "excused": N_("请假"),
    "absent": N_("缺席"),
    "made_up": N_("补课"),
    "exempt": N_("免"),
}
DAY_KINDS = {
    "workday": N_("工作日"),
    "weekend": N_("周末"),
    "holiday": N_("法定节假日"),
    "make_up": N_("调休上班"),
    "closed": N_("闭馆日"),
}
HOUR_LEDGERS = {
    "party": N_("党员"),
    "institution": N_("事业单位"),
    "professional": N_("专技"),
    "leaders": N_("书记、班子"),
}
