"""What is written down of a discussion: its topic, who said what, what was concluded."""

from dataclasses import dataclass
from enum import StrEnum

from app.gatherings.rules import GatheringState
from app.locale import N_, _
from app.refusals import WhyNot

MOST_ENTRIES = 200
"""Of one discussion; nobody reads a record that is longer."""


class EntryKind(StrEnum):
    """What an entry of a discussion is."""

    TOPIC = "topic"
    POINT = "point"
    CONCLUSION = "conclusion"


ENTRY_KINDS = {EntryKind.TOPIC: N_("讨论题目"), EntryKind.POINT: N_("发言"), EntryKind.CONCLUSION: N_("结论")}


@dataclass(frozen=True, slots=True)
class Wording:
    """An entry as somebody writes it.

    Attributes:
        person: id of the speaker, where they belong to the library.
        guest: name of a speaker who does not.
    """

    text: str
    person: int | None = None
    guest: str = ""


def why_not_discuss(state: GatheringState) -> tuple[WhyNot, ...]:
    """Why nothing is written down of it: it did not take place. What was said may be written down long after the end."""
    if state is GatheringState.CALLED_OFF:
        return (WhyNot("called_off", _("这次学习已经取消，没有讨论可记")),)
    return ()


def why_not_entry(kind: EntryKind, wording: Wording, others: int) -> tuple[WhyNot, ...]:
    """Why the entry is not written down.

    Args:
        others: how many entries the discussion has besides.
    """
    reasons = []
    if others >= MOST_ENTRIES:
        reasons.append(WhyNot("too_many", _("一场讨论最多记 %(most)d 条，另开一个题目", most=MOST_ENTRIES)))
    if kind is EntryKind.POINT and wording.person is None and not wording.guest:
        reasons.append(WhyNot("person", _("选发言人；不是本馆的人，写上姓名")))
    if kind is EntryKind.POINT and wording.person is not None and wording.guest:
        reasons.append(WhyNot("guest", _("发言人选了本馆的人，又写了姓名，留一个")))
    return tuple(reasons)


def why_not_remove(kind: EntryKind, others: int) -> tuple[WhyNot, ...]:
    """Why the entry stays: a topic holds what was said to it."""
    if kind is EntryKind.TOPIC and others:
        return (WhyNot("holds", _("题目下还有 %(n)d 条记录，先拿下它们，或者只改题目的文字", n=others)),)
    return ()
