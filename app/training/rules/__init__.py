"""What the library and the law decided about hours: ledgers as data, minutes into hours, who is in which ledger."""

from enum import StrEnum

from app.locale import N_


class Ledger(StrEnum):
    """A yearly account of hours. Ledgers are never added up: one afternoon may stand in several."""

    PARTY = "party"
    INSTITUTION = "institution"
    PROFESSIONAL = "professional"
    LEADERS = "leaders"


LEDGERS = {
    Ledger.INSTITUTION: N_("事业单位工作人员培训"),
    Ledger.PROFESSIONAL: N_("专业技术人员继续教育"),
    Ledger.PARTY: N_("党员集中学习培训"),
    Ledger.LEADERS: N_("党组织书记和班子成员集中学习培训"),
}
SHORT_LEDGERS = {
    Ledger.INSTITUTION: N_("事业单位"),
    Ledger.PROFESSIONAL: N_("专技"),
    Ledger.PARTY: N_("党员"),
    Ledger.LEADERS: N_("书记、班子"),
}
"""Where they stand in every row, below a card that says their names."""

OF_THE_PARTY = frozenset({Ledger.PARTY, Ledger.LEADERS})
"""Who is in these is a member of the Party, which is 特定身份: they have no default and are not shown to everybody."""


class SelfStudyKind(StrEnum):
    """How somebody learnt alone."""

    PRACTICE = "practice"
    READING = "reading"


SELF_STUDY_KINDS = {SelfStudyKind.PRACTICE: N_("练习"), SelfStudyKind.READING: N_("自学")}
