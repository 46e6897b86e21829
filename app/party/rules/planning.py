"""Planning a meeting: which kinds go together, for whom it is, and whether the branch had such a meeting on that day."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from app.gatherings.rules import Category, GatheringState, Span
from app.locale import N_, _
from app.party.rules.branch import Member, Structure
from app.party.rules.citing import BRANCH_WORK, Citation
from app.party.rules.meetings import MEETING_KINDS, MeetingKind, expected_at
from app.refusals import WhyNot

STUDIED = (Category.POLITICS, Category.IDEOLOGY, Category.LAW)
"""What a meeting may be studying, so that its minutes count as hours."""
MOST_ITEMS = 30
LIFE_FORMS = frozenset({MeetingKind.COMMITTEE, MeetingKind.GROUP})
# Data, not words: the text of the Party's document.
TERM = Citation(BRANCH_WORK, N_("第二十一条"), "其他基层单位党支部委员会一般每届任期3年。")
COMMITTEE = Citation(BRANCH_WORK, N_("第二十条"))


@dataclass(frozen=True, slots=True)
class MeetingPlan:
    """What is planned; `category` where it is study as well, `agenda` one title an item."""

    kinds: frozenset[MeetingKind]
    title: str
    span: Span
    place: int | None = None
    venue: str = ""
    group: int | None = None
    chair: str = ""
    recorder: str = ""
    theme: str = ""
    theme_decided_on: date | None = None
    agenda: tuple[str, ...] = ()
    category: Category | None = None
    material: int | None = None
    material_title: str = ""


def main_kind(kinds: Collection[MeetingKind]) -> MeetingKind:
    """The kind that says who is expected: the committee's or a group's own meeting, else one of everybody."""
    narrow = [MeetingKind.COMMITTEE, MeetingKind.GROUP]
    return next((kind for kind in (*narrow, *MeetingKind) if kind in kinds), MeetingKind.GENERAL)


def expected(kinds: Collection[MeetingKind], structure: Structure, group: int | None) -> list[Member]:
    """Whom a meeting of these kinds expects."""
    return expected_at(main_kind(kinds), structure, group)


def kinds_said(kinds: Collection[MeetingKind]) -> str:
    """The kinds in words, always in the same order."""
    return _("、").join(_(MEETING_KINDS[kind]) for kind in MeetingKind if kind in kinds)


def why_not_kinds(kinds: Collection[MeetingKind]) -> tuple[WhyNot, ...]:
    """Why these kinds are not one meeting: those whom they expect differ. An 组织生活会 takes any form (art. 17)."""
    if not kinds:
        return (WhyNot("kinds", _("选上会议类型，可以选几项")),)
    narrow = LIFE_FORMS & set(kinds)
    others = set(kinds) - narrow - {MeetingKind.LIFE, MeetingKind.APPRAISAL}
    if len(narrow) > 1 or (narrow and others):
        sentence = _("%(kinds)s的应到人员不同，分开安排成几次会议", kinds=kinds_said(kinds))
        return (WhyNot("kinds", sentence),)
    return ()


def why_not_plan(plan: MeetingPlan, day: date, structure: Structure | None, has_terms: bool) -> tuple[WhyNot, ...]:
    """Why such a meeting cannot have been on this day.

    Args:
        structure: the branch on that day.
        has_terms: whether any term is written down; before that nothing is held against a day.
    """
    if structure is None:
        return (WhyNot("branch", _("还没有登记党支部，先在“支部”页登记")),)
    reasons = list(why_not_kinds(plan.kinds))
    if structure.founded_on is not None and day < structure.founded_on:
        founded = {"day": day, "founded": structure.founded_on}
        reasons.append(WhyNot("day", _("%(day)s 早于支部成立的 %(founded)s，改日期", **founded)))
    elif has_terms and structure.term is None:
        sentence = _(
            "%(day)s 不在任何一届任期之内（%(rule)s）；先在“支部”页登记那一届的任期或上级同意延期的文件，再记这次会议",
            day=day,
            rule=TERM.said,
        )
        reasons.append(WhyNot("day", sentence))
    if MeetingKind.COMMITTEE in plan.kinds and not structure.has_committee:
        sentence = _("%(day)s 支部没有设支部委员会（%(rule)s），改选“支部党员大会”", day=day, rule=COMMITTEE.said)
        reasons.append(WhyNot("kinds", sentence))
    reasons += _why_not_group(plan, structure)
    if len(plan.agenda) > MOST_ITEMS:
        reasons.append(WhyNot("agenda", _("议程最多 %(most)d 项，合并几项", most=MOST_ITEMS)))
    if plan.theme_decided_on is not None and plan.theme_decided_on > day:
        reasons.append(WhyNot("theme_decided_on", _("主题要在开会以前确定，改确定日期")))
    if not plan.place and not plan.venue:
        reasons.append(WhyNot("venue", _("写上在哪里开")))
    return tuple(reasons)


def _why_not_group(plan: MeetingPlan, structure: Structure) -> list[WhyNot]:
    if MeetingKind.GROUP not in plan.kinds:
        return [] if plan.group is None else [WhyNot("group", _("不是党小组会，党小组不用选"))]
    if plan.group is None:
        return [WhyNot("group", _("选上是哪个党小组的会"))]
    if plan.group not in {one.id for one in structure.groups}:
        return [WhyNot("group", _("这个党小组在 %(day)s 还没有或已经撤销，改日期或改党小组", day=structure.day))]
    return []


def overdue_term(structure: Structure | None, day: date) -> str:
    """The sentence that explains a meeting of a term which was over; empty when it was not."""
    term = structure.term if structure else None
    if term is None or day <= term.due_on:
        return ""
    return _(
        "这次会议在第 %(number)d 届任期届满（%(due)s）以后，还没有登记换届或延期（%(rule)s）；在“支部”页补登",
        number=term.number,
        due=term.due_on,
        rule=TERM.said,
    )


def why_not_open_yet(day: date, today: date) -> tuple[WhyNot, ...]:
    """Why the list is not frozen yet: it is not that day."""
    return (WhyNot("day", _("还没到 %(day)s，当天才能开始签到", day=day)),) if today < day else ()


def why_not_open(day: date, members: Collection[Member]) -> tuple[WhyNot, ...]:
    """Why the list is not frozen: by the roll of the branch nobody was to come on that day."""
    if members:
        return ()
    sentence = _(
        "支部名册里 %(day)s 没有应到的人；核对开会的日期，或在“支部”页记下那天在支部的党员、职务和党小组", day=day
    )
    return (WhyNot("nobody", sentence),)


def why_not_change(is_signed: bool, state: GatheringState) -> tuple[WhyNot, ...]:
    """Why what is planned no longer changes: the minutes are signed, or it does not take place."""
    if is_signed:
        return (WhyNot("signed", _("会议记录已经签字，有误在会议页写更正说明")),)
    if state is GatheringState.CALLED_OFF:
        return (WhyNot("called_off", _("会议已经取消，要开就另外安排一次")),)
    return ()
