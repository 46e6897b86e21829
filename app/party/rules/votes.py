"""Votes: who must be there, how many must say yes, and which sums must come out.

People say what was decided; the numbers only say when that cannot be.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from app.locale import N_, _
from app.party.rules.citing import (
    ADMISSION_2014,
    ADMISSION_2026,
    BRANCH_WORK,
    ELECTION_RULES,
    Citation,
    admission_rules,
)
from app.party.rules.shares import NONE, Shares, why_not_in_favour, why_not_present
from app.refusals import WhyNot
from app.training.rules.book import Mark


class Subject(StrEnum):
    """What is voted on; it decides which text holds."""

    RESOLUTION = "resolution"
    ADMISSION = "admission"
    CONFIRMATION = "confirmation"
    ELECTION = "election"
    COMMITTEE = "committee"


SUBJECTS = {
    Subject.RESOLUTION: N_("党员大会决议"),
    Subject.ADMISSION: N_("接收预备党员"),
    Subject.CONFIRMATION: N_("预备党员转正、延长或取消"),
    Subject.ELECTION: N_("选举"),
    Subject.COMMITTEE: N_("支委会决定"),
}
OF_THE_GENERAL_MEETING = frozenset({Subject.RESOLUTION, Subject.ADMISSION, Subject.CONFIRMATION})
ABOUT_ONE_PERSON = frozenset({Subject.ADMISSION, Subject.CONFIRMATION, Subject.ELECTION})


class Method(StrEnum):
    """How it is voted. Of a secret ballot there are counts and nothing else."""

    HANDS = "hands"
    SECRET = "secret"
    SIGNED = "signed"
    ORAL = "oral"


METHODS = {
    Method.HANDS: N_("举手"),
    Method.SECRET: N_("无记名投票"),
    Method.SIGNED: N_("记名投票"),
    Method.ORAL: N_("口头"),
}


class Outcome(StrEnum):
    """What was decided, as people say it."""

    PASSED = "passed"
    NOT_PASSED = "not_passed"


OUTCOMES = {Outcome.PASSED: N_("通过"), Outcome.NOT_PASSED: N_("未通过")}
ELECTED = {Outcome.PASSED: N_("当选"), Outcome.NOT_PASSED: N_("未当选")}


def outcome_said(subject: Subject, outcome: Outcome) -> str:
    """What was decided, in the words of its subject."""
    return _((ELECTED if subject is Subject.ELECTION else OUTCOMES)[outcome])


@dataclass(frozen=True, slots=True)
class Count:
    """The numbers of a vote.

    Attributes:
        eligible: 应到会有表决权的人数: those expected who may vote, whether they came or not.
        present: those of them who came.
        written: opinions that those who could not come gave in writing before the meeting.
        yes, no, abstain: among present and written together.
    """

    eligible: int
    present: int
    yes: int
    no: int
    abstain: int
    written: int = 0

    @property
    def given(self) -> int:
        """All voices that were given."""
        return self.yes + self.no + self.abstain


@dataclass(frozen=True, slots=True)
class VoteRule:
    """How many must be there and how many must agree, as shares of those expected.

    Attributes:
        quorum: the share that must be present; `quorum_is_exceeded` where exactly this share is too few.
        majority: the share that yes must exceed; None where the text names none.
    """

    quorum: Fraction
    quorum_is_exceeded: bool
    majority: Fraction | None
    citation: Citation

    def is_quorate(self, count: Count) -> bool:
        """Whether enough are present for a vote to be held."""
        needed = self.quorum * count.eligible
        return count.present > needed if self.quorum_is_exceeded else count.present >= needed

    def may_pass(self, count: Count) -> bool:
        """Whether yes exceeds what is needed."""
        return self.majority is None or count.yes > self.majority * count.eligible


HALF = Fraction(1, 2)
# Data, not words: the text of the Party's document.
GENERAL_QUOTE = "表决必须有半数以上有表决权的党员到会方可进行，赞成人数超过应到会有表决权的党员的半数为通过。"
# Data, not words: the text of the Party's document.
COMMITTEE_QUOTE = "党支部委员会会议须有半数以上委员到会方可进行。"
# Data, not words: the text of the Party's document.
QUORUM_QUOTE_2014 = "召开讨论接收预备党员的支部大会，有表决权的到会人数必须超过应到会有表决权人数的半数。"
# Data, not words: the text of the Party's document.
ADMISSION_QUOTE_2014 = "赞成人数超过应到会有表决权的正式党员的半数，才能通过接收预备党员的决议。"
# Data, not words: the text of the Party's document.
SAME_QUOTE_2014 = "讨论预备党员转正的支部大会，对到会人数、赞成人数等要求与讨论接收预备党员的支部大会相同。"
# Data, not words: the text of the Party's document.
SAME_QUOTE_2026 = "讨论预备党员转正的党支部党员大会，对到会人数、赞成人数等要求与讨论接收预备党员的党支部党员大会相同。"
# Data, not words: the text of the Party's document.
QUORUM_QUOTE_2026 = "实际到会有表决权的党员人数必须超过应到会有表决权的党员人数的半数。"
# Data, not words: the text of the Party's document.
ADMISSION_QUOTE_2026 = "赞成人数超过应到会有表决权的党员人数的半数，才能通过接收预备党员的决议。"

ADMISSION = {
    ADMISSION_2014: Citation(ADMISSION_2014, N_("第二十条、第二十一条"), QUORUM_QUOTE_2014 + ADMISSION_QUOTE_2014),
    ADMISSION_2026: Citation(ADMISSION_2026, N_("第十九条、第二十条"), QUORUM_QUOTE_2026 + ADMISSION_QUOTE_2026),
}
CONFIRMATION = {
    ADMISSION_2014: Citation(ADMISSION_2014, N_("第三十三条"), SAME_QUOTE_2014),
    ADMISSION_2026: Citation(ADMISSION_2026, N_("第三十二条"), SAME_QUOTE_2026),
}


def rule_of(subject: Subject, day: date) -> VoteRule:
    """The rule of a vote on this day.

    Source: 支部工作条例 art. 11 and 12; 发展党员工作细则 (2026) art. 19, 20 and 32, (2014) art. 20, 21 and 33; for
    elections the share of four fifths is read in a secondary source only (domain rule PB-26).
    """
    match subject:
        case Subject.COMMITTEE:
            return VoteRule(HALF, False, None, Citation(BRANCH_WORK, N_("第十二条"), COMMITTEE_QUOTE))
        case Subject.ELECTION:
            return VoteRule(Fraction(4, 5), False, HALF, Citation(ELECTION_RULES, "", mark=Mark.SECONDARY))
        case Subject.ADMISSION:
            return VoteRule(HALF, True, HALF, ADMISSION[admission_rules(day)])
        case Subject.CONFIRMATION:
            return VoteRule(HALF, True, HALF, CONFIRMATION[admission_rules(day)])
    return VoteRule(HALF, False, HALF, Citation(BRANCH_WORK, N_("第十一条"), GENERAL_QUOTE))


def why_not_count(count: Count) -> tuple[WhyNot, ...]:
    """Why these numbers cannot be: more came than were expected, or the voices do not add up."""
    if min(count.eligible, count.present, count.yes, count.no, count.abstain, count.written) < 0:
        return (WhyNot("negative", _("票数不能是负数，改成 0 或更大的数")),)
    if count.eligible == 0:
        return (WhyNot("eligible", _("应到会有表决权的人数是 0，先定下应到名单")),)
    if count.present + count.written > count.eligible:
        numbers = {"present": count.present, "written": count.written, "eligible": count.eligible}
        return (
            WhyNot(
                "present",
                _(
                    "实到 %(present)d 人加书面意见 %(written)d 份，多于应到会有表决权的 %(eligible)d 人；核对人数",
                    **numbers,
                ),
            ),
        )
    if count.given != count.present + count.written:
        numbers = {"given": count.given, "all": count.present + count.written}
        sentence = _(
            "赞成、反对、弃权合计 %(given)d 票，实到和书面意见合计 %(all)d；三项相加要等于到会加书面意见",
            **numbers,
        )
        return (WhyNot("sum", sentence),)
    return ()


def why_not_vote(
    subject: Subject, count: Count, outcome: Outcome, day: date, shares: Shares = NONE
) -> tuple[WhyNot, ...]:
    """Why this vote is not written down so: numbers that cannot be, too few there, or an outcome that they do not bear out.

    Args:
        shares: what the library asks for beyond the texts; it holds for whatever the general meeting resolves.
    """
    if reasons := why_not_count(count):
        return reasons
    rule = rule_of(subject, day)
    said = {"rule": rule.citation.said, "yes": count.yes, "present": count.present, "eligible": count.eligible}
    if not rule.is_quorate(count):
        return (WhyNot("quorum", _too_few(subject, said)),)
    ours = shares if subject in OF_THE_GENERAL_MEETING else NONE
    if reasons := tuple(why_not_present(ours, count.eligible, count.present, "quorum")):
        return reasons
    if outcome is Outcome.PASSED and not rule.may_pass(count):
        sentence = _(
            "赞成 %(yes)d 票，没有超过应到会有表决权 %(eligible)d 人的半数，按%(rule)s不能记为通过；改为“未通过”，或核对票数",
            **said,
        )
        return (WhyNot("majority", sentence),)
    if outcome is Outcome.PASSED:
        return tuple(why_not_in_favour(ours, count.eligible, count.yes, "majority"))
    # Of several candidates more may pass the half than there are seats; a resolution that passed it is passed.
    has_passed = rule.may_pass(count) and ours.lets_pass(count.eligible, count.yes)
    if subject not in (Subject.ELECTION, Subject.COMMITTEE) and has_passed:
        sentence = _(
            "赞成 %(yes)d 票，已超过应到会有表决权 %(eligible)d 人的半数，按%(rule)s为通过；改为“通过”，或核对票数",
            **said,
        )
        return (WhyNot("passed", sentence),)
    return ()


def _too_few(subject: Subject, said: dict[str, object]) -> str:
    match subject:
        case Subject.ELECTION:
            return _(
                "到会 %(present)d 人，不到应到会 %(eligible)d 人的五分之四，按%(rule)s不能选举；改日再选，或先更正考勤",
                **said,
            )
        case Subject.COMMITTEE:
            return _(
                "到会委员 %(present)d 人，不到 %(eligible)d 名委员的半数，按%(rule)s会议不能进行；改日再开，或先更正考勤",
                **said,
            )
        case Subject.ADMISSION | Subject.CONFIRMATION:
            return _(
                "到会 %(present)d 人，没有超过应到会有表决权 %(eligible)d 人的半数，按%(rule)s不能表决；改日再议，或先更正考勤",
                **said,
            )
    return _(
        "到会 %(present)d 人，不到应到会有表决权 %(eligible)d 人的半数，按%(rule)s不能表决；改日再议，或先更正考勤",
        **said,
    )


def why_not_subject(
    subject: Subject, name: str, named: frozenset[str], method: Method, day: date
) -> tuple[WhyNot, ...]:
    """Why it is not voted on in this way: nobody is named, somebody is named twice, or the ballot must be secret.

    Args:
        name: whom it is about.
        named: about whom votes on the same matter stand already; each candidate is discussed and voted on alone.
    """
    if subject not in ABOUT_ONE_PERSON:
        return ()
    if not name:
        if subject is not Subject.ADMISSION:
            return (WhyNot("candidate", _("写明对谁表决；两人以上要逐个讨论、逐个表决，每人一条")),)
        rule = rule_of(subject, day).citation.said
        sentence = _("写明对谁表决；按%(rule)s，两人以上要逐个讨论、逐个表决，每人一条", rule=rule)
        return (WhyNot("candidate", sentence),)
    if name in named:
        return (WhyNot("candidate", _("%(name)s的表决已经记过；要改，先撤下原来那条并写明原因", name=name)),)
    if subject is Subject.ADMISSION and method is not Method.SECRET:
        rule = rule_of(subject, day).citation.said
        sentence = _("按%(rule)s，接收预备党员采取无记名投票方式表决；表决方式改为“无记名投票”，只记票数", rule=rule)
        return (WhyNot("method", sentence),)
    return ()
