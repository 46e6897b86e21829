"""民主评议党员: self-rating, what others said, the counts of the ballots, the opinion and the result."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.locale import N_, _
from app.party.rules.branch import Member, Structure, Trait
from app.party.rules.citing import BRANCH_WORK, MEMBER_EDUCATION, Citation
from app.refusals import WhyNot

# Data, not words: the text of the Party's document.
YEARLY = Citation(BRANCH_WORK, N_("第十八条"), "党支部一般每年开展1次民主评议党员")
# Data, not words: the text of the Party's document.
STEPS = Citation(
    BRANCH_WORK,
    N_("第十八条"),
    "党支部召开党员大会，按照个人自评、党员互评、民主测评的程序，组织党员进行评议。……党支部委员会会议或者党员大会根据评议情况和"
    "党员日常表现情况，提出评定意见。",
)
# Data, not words: the text of the Party's document.
FRAIL = Citation(
    MEMBER_EDUCATION,
    N_("第二十三条"),
    "对年老体弱、行动不便、身患重病甚至失能的党员，组织活动和开展学习教育不作硬性要求",
)
# Data, not words: the text of the Party's document.
FLOWING = Citation(MEMBER_EDUCATION, N_("第三十二条"), "流动党员可以在流入地党组织或者流动党员党组织参加民主评议。")
RULES = (YEARLY, STEPS, FRAIL, FLOWING)
LONGEST = 2000


class Grade(StrEnum):
    """What a ballot, a self-rating and a result say. The four words are those on the ballot of 民主测评."""

    EXCELLENT = "excellent"
    QUALIFIED = "qualified"
    BASIC = "basic"
    UNQUALIFIED = "unqualified"


GRADES = {
    Grade.EXCELLENT: N_("优秀"),
    Grade.QUALIFIED: N_("合格"),
    Grade.BASIC: N_("基本合格"),
    Grade.UNQUALIFIED: N_("不合格"),
}


class Manner(StrEnum):
    """How a member takes part."""

    HERE = "here"
    VISITED = "visited"
    ELSEWHERE = "elsewhere"


MANNERS = {
    Manner.HERE: N_("在本支部参加"),
    Manner.VISITED: N_("年老体弱，上门听取意见"),
    Manner.ELSEWHERE: N_("在流入地党组织参加"),
}


def manner_of(member: Member) -> Manner:
    """How a member is expected to take part. Source: 党员教育管理工作条例 art. 23, 32."""
    if Trait.FLOWING in member.traits:
        return Manner.ELSEWHERE
    return Manner.VISITED if Trait.FRAIL in member.traits else Manner.HERE


def appraised(structure: Structure) -> list[Member]:
    """Whose result the year needs: every full member. Source: domain rule PB-08."""
    return structure.full


@dataclass(frozen=True, slots=True)
class Tally:
    """How the secret ballots about one member fell; who wrote which is nowhere."""

    excellent: int
    qualified: int
    basic: int
    unqualified: int

    @property
    def total(self) -> int:
        """All of them."""
        return self.excellent + self.qualified + self.basic + self.unqualified


def why_not_open(
    structure: Structure | None, year: int, held_on: date, ballots: int, today: date
) -> tuple[WhyNot, ...]:
    """Why a round cannot be opened: there is nobody to appraise, its day is to come or of another year, or nobody voted.

    The round of a year may be held in the first quarter of the next one.
    """
    reasons = []
    if structure is None or not appraised(structure):
        reasons.append(WhyNot("held_on", _("那一天支部没有正式党员，核对日期")))
    if held_on > today:
        reasons.append(WhyNot("held_on", _("评议会的日期在今天以后，开过了再录")))
    if not date(year, 1, 1) <= held_on <= date(year + 1, 3, 31):
        reasons.append(WhyNot("held_on", _("%(year)d 年度的评议，日期在当年，最迟到第二年三月", year=year)))
    if ballots < 1:
        reasons.append(WhyNot("ballots", _("收回的测评票写至少 1 张")))
    return tuple(reasons)


def why_not_held_in(
    held_on: date | None, meeting_on: date | None, title: str, *, is_appraisal: bool = True, is_over: bool = True
) -> tuple[WhyNot, ...]:
    """Why a round was not held in this meeting: no day is known, the meeting is of another kind or day, or not over yet.

    Args:
        held_on: the day that was typed; None where it is to be the meeting's.
        meeting_on: the day of the meeting that was chosen; None where none was.
    """
    if meeting_on is None:
        return () if held_on else (WhyNot("held_on", _("选上评议会，或写上评议会日期")),)
    if not is_appraisal:
        sentence = _("“%(title)s”的类型里没有民主评议党员，换一次会议，或不选会议、只写日期", title=title)
        return (WhyNot("meeting", sentence),)
    if not is_over:
        return (WhyNot("meeting", _("“%(title)s”还没有结束签到；会议结束以后再录评议", title=title)),)
    if held_on is not None and held_on != meeting_on:
        said = {"title": title, "day": meeting_on}
        return (WhyNot("held_on", _("“%(title)s”是 %(day)s 开的，评议会日期空着，或改成那一天", **said)),)
    return ()


def why_not_count(tally: Tally, ballots: int, name: str) -> tuple[WhyNot, ...]:
    """Why these counts cannot be: they do not add up to the ballots that came back."""
    if tally.total == ballots:
        return ()
    sentence = _(
        "%(name)s：优秀 %(excellent)d、合格 %(qualified)d、基本合格 %(basic)d、不合格 %(unqualified)d，合计 %(total)d 票，"
        "收回的是 %(ballots)d 票；重新点票再填",
        name=name,
        excellent=tally.excellent,
        qualified=tally.qualified,
        basic=tally.basic,
        unqualified=tally.unqualified,
        total=tally.total,
        ballots=ballots,
    )
    return (WhyNot("tally", sentence),)


def why_not_decide(
    opinion: str, decided_on: date, held_on: date, today: date, *, changes: bool, reason: str
) -> tuple[WhyNot, ...]:
    """Why a result cannot be written down: no opinion, before the meeting or to come, or changed without a reason."""
    reasons = []
    if len(opinion.strip()) < 2:
        reasons.append(WhyNot("opinion", _("写上评定意见（支部工作条例第十八条）")))
    if decided_on < held_on:
        reasons.append(WhyNot("decided_on", _("评定在评议会之后：日期不早于 %(day)s", day=held_on)))
    if decided_on > today:
        reasons.append(WhyNot("decided_on", _("评定日期在今天以后，定了再录")))
    if changes and len(reason.strip()) < 2:
        reasons.append(WhyNot("reason", _("已经有结果了，写明为什么改")))
    return tuple(reasons)


@dataclass(frozen=True, slots=True)
class Progress:
    """What there is of one member's appraisal; the contents are told elsewhere."""

    manner: Manner
    has_self_rating: bool
    has_peers: bool
    has_tally: bool
    has_result: bool

    @property
    def lacks(self) -> Sequence[str]:
        """Which steps are still missing, in words.

        Who takes part elsewhere brings the result from there; who is frail is not pressed for a self-rating.
        """
        said = [] if self.has_result else [_("评定意见和结果")]
        if self.manner is Manner.ELSEWHERE:
            return said
        here = [
            (self.has_self_rating or self.manner is Manner.VISITED, _("个人自评")),
            (self.has_peers, _("党员互评")),
            (self.has_tally, _("民主测评票数")),
        ]
        return [word for is_there, word in here if not is_there] + said
