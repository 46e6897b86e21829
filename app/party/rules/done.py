"""Yearly duties that are one record: the secretary's training and reports, contact with those who are away."""

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum

from app.locale import N_, _
from app.party.rules.branch import Structure, Trait
from app.party.rules.cycles import Cell, Explained
from app.refusals import WhyNot

SHORTEST = 2


class DoneKind(StrEnum):
    """What was done."""

    TRAINING = "secretary_training"
    POST_TRAINING = "secretary_post_training"
    REPORT_UP = "secretary_report_up"
    REPORT_MEETING = "secretary_report_meeting"
    CONTACT = "flowing_contact"


DONE_KINDS: Mapping[DoneKind, str] = {
    DoneKind.TRAINING: N_("书记参加县级以上集中轮训"),
    DoneKind.POST_TRAINING: N_("新任书记参加任职培训"),
    DoneKind.REPORT_UP: N_("书记向上级党组织述职"),
    DoneKind.REPORT_MEETING: N_("书记向党员大会述职"),
    DoneKind.CONTACT: N_("联系流动党员"),
}
ITEMS: Mapping[DoneKind, str] = {
    DoneKind.TRAINING: "training",
    DoneKind.POST_TRAINING: "post",
    DoneKind.REPORT_UP: "report",
    DoneKind.REPORT_MEETING: "report",
    DoneKind.CONTACT: "flowing",
}
"""The row of the calendar that each belongs to."""


def why_not_done(kind: DoneKind, on: date, person: int | None, structure: Structure, today: date) -> tuple[WhyNot, ...]:
    """Why this cannot be written down: it is still to come, or it is not said whom it was about.

    Args:
        structure: the branch on that day.
    """
    found = []
    if on > today:
        found.append(WhyNot("done_on", _("还没到这一天，办完再记")))
    elif structure.founded_on is not None and on < structure.founded_on:
        found.append(WhyNot("done_on", _("早于支部成立的 %(day)s，改日期", day=structure.founded_on)))
    if kind is DoneKind.CONTACT:
        member = structure.member(person) if person is not None else None
        if member is None or Trait.FLOWING not in member.traits:
            found.append(WhyNot("person", _("选那一天是流动党员的人；没有的话先在“支部”里记下")))
    elif person is not None:
        found.append(WhyNot("person", _("这一项是书记的，不用选人")))
    return tuple(found)


def why_not_explain(cell: Cell, explained: Sequence[Explained], text: str) -> tuple[WhyNot, ...]:
    """Why nothing needs to be explained, or the explanation says nothing.

    “一般” leaves room for exceptions: whoever gives one says why, and it stays readable beside the cell.

    Args:
        explained: what has been said of the year by now, perhaps since the cell was looked at.
    """
    ours = [one for one in explained if (one.item, one.period) == (cell.item.key, cell.period.key)]
    if any(one.withdrawn_at is None for one in ours):
        return (WhyNot("text", _("“%(name)s”这一格已经说明过；要改就先收回那一条，再写", name=cell.item.name)),)
    if not cell.is_open:
        return (WhyNot("text", _("“%(name)s”这一格已经完整或者还没到期，不用说明", name=cell.item.name)),)
    if len(text.strip()) < SHORTEST:
        return (WhyNot("text", _("写一句原因：为什么没有，后来怎么补")),)
    return ()


def why_not_take_back(reason: str, *, is_back: bool) -> tuple[WhyNot, ...]:
    """Why a record or an explanation cannot be taken back: it was already, or it is not said why."""
    if is_back:
        return (WhyNot("reason", _("已经收回了")),)
    if len(reason.strip()) < SHORTEST:
        return (WhyNot("reason", _("写一句为什么收回")),)
    return ()
