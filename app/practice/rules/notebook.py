"""错题本: how a question gets in, when it leaves, what may be done with it."""

from collections.abc import Collection
from datetime import date
from enum import StrEnum

from app.locale import N_, _
from app.refusals import WhyNot
from quizzes import spacing

CLEARED, REMOVED = "cleared", "removed"
REASONS = {"confused": N_("记混"), "misread": N_("没看清"), "unknown": N_("不会")}


class Fate(StrEnum):
    """What an answer did to the notebook."""

    NOTHING = "nothing"
    ENTERED = "entered"
    STAYED = "stayed"
    CLEARED = "cleared"


def fate(before: spacing.Memory | None, after: spacing.Memory | None) -> Fate:
    """What became of the question: `before` as it stood in the notebook, `after` as the answer leaves it."""
    if after is None:
        return Fate.NOTHING
    if before is None:
        return Fate.ENTERED
    return Fate.CLEARED if after.has_settled else Fate.STAYED


def remembered(before: spacing.Memory | None, is_right: bool, day: date) -> spacing.Memory | None:
    """The memory to keep; None when the question is not in the notebook and was right."""
    return None if before is None and is_right else spacing.after(before, is_right, day)


def why_not_remove(is_open: bool) -> tuple[WhyNot, ...]:
    """Why a mistake cannot be taken out; empty when it can."""
    return () if is_open else (WhyNot("not_open", _("这道题已经不在错题本里，不用再移出")),)


def why_not_put_back(is_open: bool, open_again: bool) -> tuple[WhyNot, ...]:
    """Why a mistake cannot be put back; empty when it can.

    Args:
        open_again: the same question went wrong again since.
    """
    return (WhyNot("open", _("这道题正在错题本里，不用再放回")),) if is_open or open_again else ()


def why_not_tag(reason: str, reasons: Collection[str] = tuple(REASONS)) -> tuple[WhyNot, ...]:
    """Why the tag is none; empty when it is one, or takes the tag away."""
    return () if reason in ("", *reasons) else (WhyNot("unknown_reason", _("错因从列出的几项里选")),)
