"""What happens in a case on a day (an act), and what somebody is on the way."""

from enum import StrEnum

from app.locale import N_


class Stage(StrEnum):
    """What somebody is on the way, as the texts call it."""

    APPLICANT = "applicant"
    ACTIVIST = "activist"
    PROSPECT = "prospect"
    PROBATIONARY = "probationary"
    FULL = "full"


STAGES = {
    Stage.APPLICANT: N_("入党申请人"),
    Stage.ACTIVIST: N_("入党积极分子"),
    Stage.PROSPECT: N_("发展对象"),
    Stage.PROBATIONARY: N_("预备党员"),
    Stage.FULL: N_("正式党员"),
}


class Act(StrEnum):
    """One thing that happens on one day."""

    APPLIED = "applied"
    TALKED = "talked"
    RECOMMENDED = "recommended"
    ACTIVIST = "activist"
    FILED = "filed"
    MENTORED = "mentored"
    EDUCATED = "educated"
    REVIEWED = "reviewed"
    ANALYSED = "analysed"
    OPINIONS = "opinions"
    PROPOSED = "proposed"
    AGREED = "agreed"
    NOTICE = "notice"
    PROSPECT = "prospect"
    SPONSORED = "sponsored"
    VETTED = "vetted"
    TRAINED = "trained"
    EXAMINED = "examined"
    PRE_REVIEWED = "pre_reviewed"
    FORM_ISSUED = "form_issued"
    ADMITTED = "admitted"
    SUBMITTED = "submitted"
    SUPERIOR_TALKED = "superior_talked"
    APPROVED = "approved"
    PLACED = "placed"
    OATH = "oath"
    PROBATION = "probation"
    PROBATION_REVIEWED = "probation_reviewed"
    ASKED_FULL = "asked_full"
    OPINIONS_FULL = "opinions_full"
    EXAMINED_FULL = "examined_full"
    VOTED_FULL = "voted_full"
    EXTENDED = "extended"
    EXTENSION_APPROVED = "extension_approved"
    CONFIRMED = "confirmed"
    ARCHIVED = "archived"


REPEATED = frozenset({Act.EDUCATED, Act.REVIEWED, Act.ANALYSED, Act.PROBATION_REVIEWED})
"""Done again and again; the others once."""
OPTIONAL = frozenset({Act.ANALYSED, Act.EXTENDED, Act.EXTENSION_APPROVED})
"""What nobody has to record for the case to go on: the superior's analysis, and an extension that is rare."""
OF_OTHER_ROWS = frozenset(
    {Act.MENTORED, Act.REVIEWED, Act.NOTICE, Act.SPONSORED, Act.VETTED, Act.PROBATION, Act.PROBATION_REVIEWED}
)
"""Recorded on a form of their own, or computed."""
BY_MEETING = frozenset({Act.ADMITTED, Act.VOTED_FULL, Act.EXTENDED})
"""Decided by the general meeting, with a count of votes (2026 art. 19, 20, 31, 32)."""
