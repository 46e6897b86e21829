"""What is restricted, who may open it besides the person it is about, and for how long."""

from datetime import timedelta
from enum import StrEnum

from app.locale import N_, _
from app.refusals import WhyNot

OPEN_FOR = timedelta(minutes=30)
"""So long a record stays open to whoever said why they look; afterwards it asks again. A setting of this product."""


class Restricted(StrEnum):
    """Kinds of records that are not read without a reason. Source: 个人信息保护法 art. 28, 党员教育管理工作条例 art. 30."""

    TALK = "talk"
    REVIEW = "review"
    VETTING = "vetting"
    APPRAISAL = "appraisal"
    REFLECTION = "reflection"
    CORRECTION = "correction"


RESTRICTED = {
    Restricted.TALK: N_("谈心谈话"),
    Restricted.REVIEW: N_("考察"),
    Restricted.VETTING: N_("政治审查"),
    Restricted.APPRAISAL: N_("民主评议结果"),
    Restricted.REFLECTION: N_("三问"),
    Restricted.CORRECTION: N_("限期改正"),
}
FOR_THE_COMMITTEE = frozenset({Restricted.REVIEW, Restricted.VETTING, Restricted.APPRAISAL, Restricted.CORRECTION})
"""What the committee must see to decide; talks are the secretary's, a reflection is its writer's until shared."""


def may_look(kind: Restricted, *, is_secretary: bool, on_committee: bool) -> bool:
    """Whether somebody whom the record is not about may open it, once they have said why."""
    if kind is Restricted.REFLECTION:
        return False
    return is_secretary or (on_committee and kind in FOR_THE_COMMITTEE)


def why_not_look(reason: str) -> tuple[WhyNot, ...]:
    """Why the record stays shut: nothing was said that the person could be told."""
    if len(reason.strip()) < 2:
        return (WhyNot("reason", _("写一句查看原因，本人看得到")),)
    return ()
