"""Which body of the branch decides what: all its members, or its committee; a group decides nothing for the branch."""

from collections.abc import Collection

from app.locale import N_, _
from app.party.rules.citing import BRANCH_WORK, Citation
from app.party.rules.meetings import MeetingKind
from app.party.rules.votes import SUBJECTS, Subject
from app.refusals import WhyNot

# Data, not words: the text of the Party's document.
ALL = Citation(BRANCH_WORK, N_("第十一条"), "党支部党员大会是党支部的议事决策机构，由全体党员参加")
# Data, not words: the text of the Party's document.
GROUP = Citation(BRANCH_WORK, N_("第十三条"), "党小组主要落实党支部工作要求，完成党支部安排的任务。")


def decided_by(kinds: Collection[MeetingKind]) -> frozenset[Subject]:
    """What may be voted on at a meeting of these kinds. Source: 支部工作条例 art. 11, 12 and 13."""
    if MeetingKind.COMMITTEE in kinds:
        return frozenset({Subject.COMMITTEE})
    if MeetingKind.GROUP in kinds:
        return frozenset()
    return frozenset(Subject) - {Subject.COMMITTEE}


def why_not_here(subject: Subject, kinds: Collection[MeetingKind]) -> tuple[WhyNot, ...]:
    """Why this is not voted on at such a meeting: another body decides it."""
    if subject in decided_by(kinds):
        return ()
    if MeetingKind.GROUP in kinds:
        said = {"group": GROUP.said, "all": ALL.said}
        sentence = _("党小组会落实支部的要求（%(group)s），不替支部表决；放到支部党员大会表决（%(all)s）", **said)
    elif subject is Subject.COMMITTEE:
        sentence = _("支委会决定记在支部委员会会议里，这次会议选“%(other)s”", other=_(SUBJECTS[Subject.RESOLUTION]))
    else:
        said = {"what": _(SUBJECTS[subject]), "rule": ALL.said}
        sentence = _("%(what)s由支部党员大会表决（%(rule)s），支委会上改选“支委会决定”，或另记一次支部党员大会", **said)
    return (WhyNot("subject", sentence),)
