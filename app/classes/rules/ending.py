"""How a class ends: finished when all of it was held, or called off as a whole."""

from datetime import datetime

from app.locale import _
from app.refusals import WhyNot


def why_not_finish(finished_at: datetime | None, open_units: int) -> tuple[WhyNot, ...]:
    """Why a class cannot be finished."""
    if finished_at is not None:
        return (WhyNot("finished", _("已经结班了")),)
    if open_units:
        return (WhyNot("units", _("还有 %(n)d 次课没有结束；先结束或取消，再结班", n=open_units)),)
    return ()


def why_not_call_off(finished_at: datetime | None, called_off: str, under_way: int) -> tuple[WhyNot, ...]:
    """Why a class cannot be called off as a whole.

    Args:
        under_way: units at which people are checking in; whoever is there decides about those.
    """
    if finished_at is not None:
        return (WhyNot("finished", _("已经结班，不能再取消")),)
    if called_off:
        return (WhyNot("called_off", _("已经取消过了；原因写错了，就更正原因")),)
    if under_way:
        return (WhyNot("units", _("有 %(n)d 次课正在签到；先结束或者单独取消，再取消整个班", n=under_way)),)
    return ()


def why_not_correct_reason(called_off: str, reason: str) -> tuple[WhyNot, ...]:
    """Why the reason of a cancellation cannot be corrected."""
    if not called_off:
        return (WhyNot("held", _("这个班没有取消")),)
    return (WhyNot("same", _("和现在写的一样，没有要更正的")),) if reason == called_off else ()
