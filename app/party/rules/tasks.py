"""What a meeting gave somebody to do: resolutions to carry out, and faults to put right after an 组织生活会."""

from datetime import date, timedelta
from enum import StrEnum

from app.locale import N_, _
from app.refusals import WhyNot

AHEAD = timedelta(days=3)
"""So long before its day the owner is reminded. A setting of this product."""


class TaskKind(StrEnum):
    """Where it comes from."""

    RESOLUTION = "resolution"
    RECTIFICATION = "rectification"


TASK_KINDS = {TaskKind.RESOLUTION: N_("议定事项"), TaskKind.RECTIFICATION: N_("整改措施")}


class NoteKind(StrEnum):
    """What a note says."""

    PROGRESS = "progress"
    DONE = "done"
    REOPENED = "reopened"


NOTE_KINDS = {NoteKind.PROGRESS: N_("进展"), NoteKind.DONE: N_("办结"), NoteKind.REOPENED: N_("重新办理")}


def is_overdue(due_on: date, done: bool, today: date) -> bool:
    """Whether it is late: from the day after its day until it is done."""
    return not done and today > due_on


def why_not_agree(kind: TaskKind, problem: str) -> tuple[WhyNot, ...]:
    """Why nothing is to be put right: the fault is not named."""
    if kind is TaskKind.RECTIFICATION and not problem.strip():
        return (WhyNot("problem", _("整改措施要写查摆的问题：整改什么、从哪里查出来的")),)
    return ()


def why_not_note(kind: NoteKind, done: bool) -> tuple[WhyNot, ...]:
    """Why nothing of this kind is noted: it is done, or it is not done yet."""
    if kind is NoteKind.REOPENED and not done:
        return (WhyNot("open", _("这一项还没有办结，不用重新办理")),)
    if kind is not NoteKind.REOPENED and done:
        return (WhyNot("done", _("这一项已经办结；还要办，先重新办理")),)
    return ()
