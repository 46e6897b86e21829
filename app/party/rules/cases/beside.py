"""Mentors and sponsors: who may be one, and when another has to be found."""

from collections.abc import Mapping, Sequence
from datetime import date

from app.locale import _
from app.party.rules.branch import Member, Standing
from app.party.rules.cases.acts import Act
from app.party.rules.cases.facts import Beside, CaseFacts
from app.party.rules.cases.steps import RULES
from app.refusals import WhyNot

MOST = 2
"""One or two mentors (2026 art. 9); two sponsors (art. 14)."""


def why_not_beside(act: Act, facts: CaseFacts, member: Member | None, name: str, from_on: date) -> tuple[WhyNot, ...]:
    """Why somebody cannot be mentor (`MENTORED`) or sponsor (`SPONSORED`) from this day on.

    Args:
        member: as the branch knew them on that day; None when they were not in it.
    """
    source = RULES[act].citation(from_on).said
    standing = [one for one in (facts.mentors if act is Act.MENTORED else facts.sponsors) if one.stands(from_on)]
    if member is None or member.standing is not Standing.FULL:
        said = {"name": name, "day": from_on, "source": source}
        return (WhyNot("person", _("%(name)s在 %(day)s 不是本支部的正式党员（%(source)s）；另选一名正式党员", **said)),)
    if member.person == facts.person:
        return (WhyNot("person", _("不能是申请人自己；另选一名正式党员（%(source)s）", source=source)),)
    if act is Act.SPONSORED and not member.may_vote:
        said = {"name": name, "source": source}
        return (
            WhyNot(
                "person", _("%(name)s那天没有表决权，未恢复党员权利的不能作入党介绍人（%(source)s）；另选一名", **said)
            ),
        )
    if member.person in {one.person for one in standing}:
        return (WhyNot("person", _("%(name)s已经是了，不用再选", name=name)),)
    if len(standing) >= MOST:
        names = _("、").join(one.name for one in standing)
        return (
            WhyNot(
                "person", _("已有两名：%(names)s（%(source)s）；先记下谁不再担任，再选人", names=names, source=source)
            ),
        )
    return ()


def why_not_unchecked(act: Act, is_checked: bool, from_on: date) -> tuple[WhyNot, ...]:
    """Why nobody is sponsor before it was looked whether they are under discipline; of a mentor the text asks no such thing.

    Sources: 2026 art. 14, 2014 art. 14 for sponsors; art. 9 of both for mentors.
    """
    if is_checked or act is not Act.SPONSORED:
        return ()
    source = RULES[act].citation(from_on).said
    return (WhyNot("checked", _("入党介绍人先核对处分情况（%(source)s），核对以后打勾", source=source)),)


def to_replace(facts: CaseFacts, members: Mapping[int, Member], today: date) -> Sequence[Beside]:
    """Mentors who are no full members of the branch any more and have to be replaced (2026 art. 9 at its end)."""
    return [
        one
        for one in facts.mentors
        if one.stands(today) and ((there := members.get(one.person)) is None or there.standing is not Standing.FULL)
    ]


def lacks_mentor(facts: CaseFacts, today: date) -> bool:
    """Whether somebody who is to be guided has nobody for it today."""
    guided = facts.first(Act.ACTIVIST) is not None and facts.first(Act.PROSPECT) is None and facts.ending is None
    return guided and not any(one.stands(today) for one in facts.mentors)
