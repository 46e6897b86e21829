"""What the size and the structure of the branch bring with them, and why something about it cannot be written down."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from app.locale import N_, _
from app.party.rules.branch import Structure, Term, Trait
from app.party.rules.citing import BRANCH_WORK, Citation
from app.party.rules.correcting import why_not_limit
from app.refusals import WhyNot

COMMITTEE_FROM, SMALLEST, LARGEST, GROUPS_MOST = 7, 3, 50, 7
COMMITTEE_SIZES = range(3, 6)
AHEAD = timedelta(days=366)
"""How far ahead a post, a group or a trait is written down, as after an election; further is a slip in the year."""
WARNED_BEFORE = timedelta(days=183)
"""A superior usually reminds six months before the end of a term (支部工作条例 art. 21)."""

ARTICLE_4 = Citation(BRANCH_WORK, N_("第四条"), N_("凡是有正式党员3人以上的，都应当成立党支部。"))
ARTICLE_13 = Citation(BRANCH_WORK, N_("第十三条"), N_("按照便于组织开展活动原则，应当划分若干党小组"))
ARTICLE_20 = Citation(
    BRANCH_WORK,
    N_("第二十条"),
    N_("有正式党员7人以上的党支部，应当设立党支部委员会。党支部委员会由3至5人组成，一般不超过7人。"),
)
ARTICLE_21 = Citation(BRANCH_WORK, N_("第二十一条"), N_("其他基层单位党支部委员会一般每届任期3年。"))


class Tone(StrEnum):
    """How a statement about the branch reads: as it should be, to be seen to, or merely said."""

    GOOD = "good"
    LOOK = "look"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence about the branch with the article it rests on."""

    tone: Tone
    sentence: str
    citation: Citation


def explained(structure: Structure) -> list[Statement]:
    """What its numbers mean, in the order of the regulations: size, groups, committee, term."""
    return [*_size(structure), _groups(structure), *_committee(structure), _term(structure)]


def _size(structure: Structure) -> Iterator[Statement]:
    full = len(structure.full)
    if full < SMALLEST:
        said = _("正式党员 %(n)d 人，不足 3 人：和邻近单位成立联合党支部，问上级党组织", n=full)
        yield Statement(Tone.LOOK, said, ARTICLE_4)
    elif len(structure.members) > LARGEST:
        said = _("党员 %(n)d 人，一般不超过 50 人：和上级党组织商量怎么设置", n=len(structure.members))
        yield Statement(Tone.LOOK, said, ARTICLE_4)
    else:
        yield Statement(Tone.GOOD, _("正式党员 %(n)d 人，单独成立党支部", n=full), ARTICLE_4)


def _groups(structure: Structure) -> Statement:
    if not structure.groups:
        return Statement(Tone.PLAIN, _("没有划分党小组，党小组会的规定不适用"), ARTICLE_13)
    outside = [one.name for one in structure.members if one.group is None]
    if outside:
        said = _("划分了 %(n)d 个党小组；还没有编入的：%(names)s", n=len(structure.groups), names=_("、").join(outside))
        return Statement(Tone.LOOK, said, ARTICLE_13)
    return Statement(Tone.GOOD, _("划分了 %(n)d 个党小组，每个人都编入了", n=len(structure.groups)), ARTICLE_13)


def _committee(structure: Structure) -> Iterator[Statement]:
    full, seats = len(structure.full), len(structure.committee)
    if structure.secretary is None:
        yield Statement(Tone.LOOK, _("还没有记下谁是书记"), ARTICLE_20)
    if full < COMMITTEE_FROM:
        if structure.has_committee:
            said = _("正式党员 %(n)d 人，不足 7 人：设书记 1 名，不设支部委员会", n=full)
            yield Statement(Tone.LOOK, said, ARTICLE_20)
        else:
            said = _("正式党员 %(n)d 人，不足 7 人：不设支部委员会，支委会的规定不适用", n=full)
            yield Statement(Tone.PLAIN, said, ARTICLE_20)
    elif not structure.has_committee:
        yield Statement(Tone.LOOK, _("正式党员 %(n)d 人，应当设立支部委员会，现在没有", n=full), ARTICLE_20)
    elif seats not in COMMITTEE_SIZES:
        yield Statement(Tone.LOOK, _("支部委员会现在 %(n)d 人，由 3 至 5 人组成", n=seats), ARTICLE_20)
    else:
        yield Statement(Tone.GOOD, _("支部委员会 %(n)d 人", n=seats), ARTICLE_20)


def _term(structure: Structure) -> Statement:
    term = structure.term
    if term is None:
        return Statement(Tone.LOOK, _("还没有记下本届任期"), ARTICLE_21)
    if term.due_on < structure.day:
        said = _("第 %(number)d 届 %(day)s 届满，还没有记下换届", number=term.number, day=term.due_on)
        return Statement(Tone.LOOK, said, ARTICLE_21)
    if term.due_on - structure.day <= WARNED_BEFORE:
        said = _("第 %(number)d 届 %(day)s 届满，可以准备换届了", number=term.number, day=term.due_on)
        return Statement(Tone.LOOK, said, ARTICLE_21)
    if term.ends_on > ends_after(term.starts_on, structure.term_years):
        known = {"number": term.number, "since": term.starts_on, "day": term.ends_on, "years": structure.term_years}
        longer = _("第 %(number)d 届从 %(since)s 到 %(day)s，比一届 %(years)d 年长；核对届满日期", **known)
        return Statement(Tone.LOOK, longer, ARTICLE_21)
    return Statement(Tone.GOOD, _("第 %(number)d 届，到 %(day)s", number=term.number, day=term.due_on), ARTICLE_21)


def ends_after(starts_on: date, years: int) -> date:
    """The last day of a term of so many years; a term from 29 February ends on 28 February."""
    same = starts_on.replace(year=starts_on.year + years, day=min(starts_on.day, 28 if starts_on.month == 2 else 31))
    return same if same.day != starts_on.day else same - timedelta(days=1)


def why_not_term(starts_on: date, ends_on: date, before: Term | None) -> tuple[WhyNot, ...]:
    """Why a term cannot be written down."""
    if ends_on <= starts_on:
        return (WhyNot("ends_on", _("届满日期要晚于开始日期")),)
    if before is not None and starts_on <= before.starts_on:
        return (WhyNot("starts_on", _("要晚于上一届开始的 %(day)s", day=before.starts_on)),)
    return ()


def why_not_number(number: int | None, before: int) -> tuple[WhyNot, ...]:
    """Why a term cannot have this number: the one before it has it, or a higher one; None is the next one."""
    if number is not None and number <= before:
        return (
            WhyNot(
                "number",
                _("上一届是第 %(n)d 届，这一届的届次要更大；空着就是第 %(next)d 届", n=before, next=before + 1),
            ),
        )
    return ()


def why_not_extend(term: Term, to: date) -> tuple[WhyNot, ...]:
    """Why the end cannot be put off so far: usually no longer than a year (支部工作条例 art. 21)."""
    if to <= term.ends_on:
        return (WhyNot("extended_to", _("要晚于原来届满的 %(day)s", day=term.ends_on)),)
    if to > term.ends_on.replace(year=term.ends_on.year + 1, day=min(term.ends_on.day, 28)) + timedelta(days=3):
        return (WhyNot("extended_to", _("延期一般不超过 1 年（支部工作条例第二十一条），改早一些")),)
    return ()


def why_not_member(since: date, admitted_on: date | None, full_on: date | None, today: date) -> tuple[WhyNot, ...]:
    """Why these days cannot be a member's: a full member was a probationary one for a year before."""
    if since > today:
        return (WhyNot("since", _("还没到这一天；转来那天再记")),)
    if full_on is not None and admitted_on is None:
        return (WhyNot("admitted_on", _("有转正日期，就要有支部大会通过为预备党员的日期")),)
    if full_on is not None and admitted_on is not None and full_on <= admitted_on:
        return (WhyNot("full_on", _("转正要晚于接收为预备党员的 %(day)s", day=admitted_on)),)
    if admitted_on is None:
        return (WhyNot("admitted_on", _("写上支部大会通过为预备党员的日期")),)
    if admitted_on > today:
        return (WhyNot("admitted_on", _("还没到这一天；大会通过以后再记")),)
    return ()


def why_not_end(from_on: date, ended_on: date) -> tuple[WhyNot, ...]:
    """Why something cannot have ended on this day: it had not begun."""
    if ended_on < from_on:
        return (WhyNot("ended_on", _("不能早于开始的 %(day)s", day=from_on)),)
    return ()


def why_not_leave(since: date, ended_on: date, today: date) -> tuple[WhyNot, ...]:
    """Why somebody did not leave the branch on this day: it is to come, and whoever is written down as gone is not changed."""
    if ended_on > today:
        return (WhyNot("ended_on", _("还没到这一天；转出那天再记")),)
    return why_not_end(since, ended_on)


def why_not_begin(field: str, since: date, from_on: date, today: date) -> tuple[WhyNot, ...]:
    """Why a post, a group or a trait of a member does not begin on this day: they were not here yet, or it is over a year away.

    Args:
        field: at which field of the form it is said.
        since: from when on it may be.
    """
    if from_on < since:
        return (WhyNot(field, _("%(day)s 才到本支部，不能早于那天；核对日期", day=since)),)
    if from_on - today > AHEAD:
        return (WhyNot(field, _("%(day)s 离今天太远，核对年份", day=from_on)),)
    return ()


def why_not_trait(trait: Trait, note: str, from_on: date, until_on: date | None) -> tuple[WhyNot, ...]:
    """Why it cannot be said of a member: whoever is let off, or has lost a right, has a reason that is written down."""
    if trait in (Trait.FRAIL, Trait.NO_VOTE, Trait.CORRECTION) and len(note.strip()) < 2:
        return (WhyNot("note", _("写上依据或原因，比如哪次会议决定的")),)
    if trait is Trait.CORRECTION:
        return why_not_limit(from_on, until_on)
    if until_on is not None:
        return (WhyNot("trait_until", _("只有限期改正写期满的日期，别的空着；到那天再记“到此为止”")),)
    return ()
