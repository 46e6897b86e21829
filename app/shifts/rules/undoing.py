"""Taking back what was done on the board, step by step, and doing it again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from app.locale import N_, _
from app.refusals import WhyNot

KEPT = 50
"""So many steps of a person and a week can be taken back."""


class Did(StrEnum):
    """What a coordinator did on the board."""

    ASSIGNED = "assigned"
    UNASSIGNED = "unassigned"
    CLEARED = "cleared"
    PASTED = "pasted"
    MOVED = "moved"
    COPIED_WEEK = "copied_week"
    LOCKED = "locked"
    CYCLED = "cycled"


DID = {
    Did.ASSIGNED: N_("排上"),
    Did.UNASSIGNED: N_("撤下"),
    Did.CLEARED: N_("清空"),
    Did.PASTED: N_("粘贴"),
    Did.MOVED: N_("移动"),
    Did.COPIED_WEEK: N_("复制上周"),
    Did.LOCKED: N_("锁定或解锁"),
    Did.CYCLED: N_("轮班"),
}


@dataclass(frozen=True, slots=True)
class Sitter:
    """Somebody who came on a seat or went from it; `reason` is why a warning was gone over."""

    volunteer: int
    name: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Changed:
    """What a step changed of a seat. `locked` is how it stood before, None where that stayed as it was."""

    came: Sequence[Sitter] = ()
    went: Sequence[Sitter] = ()
    locked: bool | None = None

    @property
    def is_something(self) -> bool:
        """There is something to take back."""
        return bool(self.came or self.went or self.locked is not None)

    def reversed(self) -> "Changed":
        """What takes it back."""
        return Changed(self.went, self.came, None if self.locked is None else not self.locked)


@dataclass(frozen=True, slots=True)
class SeatStep:
    """A seat in a step: its revisions before and after, and what was changed."""

    seat: int
    before: int
    after: int
    changed: Changed


@dataclass(frozen=True, slots=True)
class Step:
    """A step; `undone` is whether it has been taken back."""

    id: int
    week: date
    what: Did
    undone: bool
    seats: Sequence[SeatStep] = ()
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class SeatNow:
    """A seat as it stands: where it is, in words, its revision, who sits there and who changed it last."""

    where: str
    revision: int
    names: Sequence[str] = ()
    changed_by: str = ""


def next_undo(steps: Sequence[Step]) -> Step | None:
    """The last step that stands."""
    return max((one for one in steps if not one.undone), key=lambda one: one.id, default=None)


def next_redo(steps: Sequence[Step]) -> Step | None:
    """The first of the steps taken back since; whatever was done afterwards ends them."""
    last = next_undo(steps)
    after = [one for one in steps if one.undone and (last is None or one.id > last.id)]
    return min(after, key=lambda one: one.id, default=None)


def why_not_before_draft(step: Step | None, applied_at: datetime | None) -> tuple[WhyNot, ...]:
    """Why a step is not taken back: a draft of the solver was taken over since, which is taken back as a whole first.

    Args:
        applied_at: when the actor took the last one over that still stands and that nobody was told of; None is never.
    """
    if applied_at is None or (step is not None and step.at is not None and step.at > applied_at):
        return ()
    return (WhyNot("applied_draft", _("最近一步是采用自动排班的草案，要整份撤销：打开那份草案，点“撤销采用”")),)


def why_not_step(step: Step, seats: Mapping[int, SeatNow], *, back: bool) -> tuple[WhyNot, ...]:
    """Why a step cannot be taken back or done again: somebody has changed one of its seats since.

    Args:
        back: take it back; else do it again.
    """
    for one in step.seats:
        now = seats[one.seat]
        if now.revision != (one.after if back else one.before):
            names = "、".join(now.names) or _("空")
            said = _(
                "%(seat)s 后来被%(who)s改成“%(names)s”，这一步不能再撤销或重做",
                seat=now.where,
                who=now.changed_by or _("别人"),
                names=names,
            )
            return (WhyNot("changed_since", said),)
    return ()
