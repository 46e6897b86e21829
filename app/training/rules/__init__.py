"""What the library and the law decided about hours: ledgers as data, minutes into hours, who is in which ledger."""

from enum import StrEnum

from app.locale import N_


class Ledger(StrEnum):
    """A yearly account of hours. Ledgers are never added up: one afternoon may stand in several."""

    PARTY = "party"
    INSTITUTION = "institution"
    PROFESSIONAL = "professional"


LEDGERS = {
    Ledger.INSTITUTION: N_("事业单位工作人员培训"),
    Ledger.PROFESSIONAL: N_("专业技术人员继续教育"),
    Ledger.PARTY: N_("党员集中学习培训"),
}
SHORT_LEDGERS = {Ledger.INSTITUTION: N_("事业单位"), Ledger.PROFESSIONAL: N_("专技"), Ledger.PARTY: N_("党员")}
"""Where they stand in every row, below a card that says their names."""


class SelfStudyKind(StrEnum):
    """How somebody learnt alone."""

    PRACTICE = "practice"
    READING = "reading"


SELF_STUDY_KINDS = {SelfStudyKind.PRACTICE: N_("练习"), SelfStudyKind.READING: N_("自学")}
