"""The papers of a case, stage by stage, and what is filed at the end."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.locale import N_
from app.party.rules.access import Restricted
from app.party.rules.cases.acts import Stage
from app.party.rules.citing import ADMISSION_2026, admission_rules


class Paper(StrEnum):
    """A kind of paper."""

    APPLICATION = "application"
    TALK_RECORD = "talk_record"
    RECOMMENDATION = "recommendation"
    FILING = "filing"
    REVIEW_FORM = "review_form"
    OPINIONS = "opinions"
    NOTICE = "notice"
    VETTING = "vetting"
    TRAINING = "training"
    PRE_REVIEW = "pre_review"
    ADMISSION_FORM = "admission_form"
    APPROVAL = "approval"
    PROBATION_FORM = "probation_form"
    FULL_APPLICATION = "full_application"
    GUIDANCE = "guidance"
    CONFIRMATION = "confirmation"


@dataclass(frozen=True, slots=True)
class PaperRule:
    """What a paper is called, in which stage it comes, and whether its file is opened with a reason only."""

    name: str
    stage: Stage
    restricted: Restricted | None = None


PAPERS: dict[Paper, PaperRule] = {
    Paper.APPLICATION: PaperRule(N_("入党申请书"), Stage.APPLICANT),
    Paper.TALK_RECORD: PaperRule(N_("谈话记录"), Stage.APPLICANT, Restricted.REVIEW),
    Paper.RECOMMENDATION: PaperRule(N_("推荐、推优材料"), Stage.ACTIVIST),
    Paper.FILING: PaperRule(N_("支委会记录和备案表"), Stage.ACTIVIST),
    Paper.REVIEW_FORM: PaperRule(N_("《入党积极分子培养考察登记表》"), Stage.ACTIVIST, Restricted.REVIEW),
    Paper.OPINIONS: PaperRule(N_("听取意见记录"), Stage.ACTIVIST, Restricted.REVIEW),
    Paper.NOTICE: PaperRule(N_("公示和公示结果"), Stage.ACTIVIST),
    Paper.VETTING: PaperRule(N_("政治审查材料"), Stage.PROSPECT, Restricted.VETTING),
    Paper.TRAINING: PaperRule(N_("集中培训结业证明"), Stage.PROSPECT),
    Paper.PRE_REVIEW: PaperRule(N_("预审结果通知"), Stage.PROSPECT),
    Paper.ADMISSION_FORM: PaperRule(N_("《中国共产党入党志愿书》"), Stage.PROSPECT, Restricted.REVIEW),
    Paper.APPROVAL: PaperRule(N_("接收预备党员的批复"), Stage.PROSPECT),
    Paper.PROBATION_FORM: PaperRule(N_("《预备党员教育考察登记表》"), Stage.PROBATIONARY, Restricted.REVIEW),
    Paper.GUIDANCE: PaperRule(N_("培养教育考察材料"), Stage.PROBATIONARY, Restricted.REVIEW),
    Paper.FULL_APPLICATION: PaperRule(N_("转正申请书"), Stage.PROBATIONARY),
    Paper.CONFIRMATION: PaperRule(N_("转正的批复"), Stage.PROBATIONARY),
}
FILED_2026 = (
    Paper.ADMISSION_FORM,
    Paper.APPLICATION,
    Paper.REVIEW_FORM,
    Paper.VETTING,
    Paper.PROBATION_FORM,
    Paper.FULL_APPLICATION,
)
"""The six that art. 36 of 2026 names, in its order."""
FILED_2014 = (Paper.ADMISSION_FORM, Paper.APPLICATION, Paper.VETTING, Paper.FULL_APPLICATION, Paper.GUIDANCE)
"""The five that art. 37 of 2014 names, in its order."""
STANDS_FOR = {Paper.GUIDANCE: frozenset({Paper.REVIEW_FORM, Paper.PROBATION_FORM})}
"""The two register forms, which the text of 2026 was the first to name, are papers of guidance and review too."""


def filed_at_the_end(day: date) -> tuple[Paper, ...]:
    """What has to be in the file by the text in force on the day of filing."""
    return FILED_2026 if admission_rules(day) is ADMISSION_2026 else FILED_2014


def lacking_at_the_end(day: date, there: Collection[str]) -> list[Paper]:
    """What of it is not there."""
    return [one for one in filed_at_the_end(day) if not ({one} | STANDS_FOR.get(one, set())) & set(there)]
