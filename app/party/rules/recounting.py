"""Putting the counts of a signed vote right; the numbers themselves are judged by the rules of votes."""

from app.locale import _
from app.refusals import WhyNot


def why_not_recount(is_signed: bool, changes: bool) -> tuple[WhyNot, ...]:
    """Why counts are not put right by a note: nothing is signed yet, or the numbers are what they were."""
    if not is_signed:
        return (WhyNot("unsigned", _("还没有签字，撤下原来那条并写明原因，再重新记")),)
    if not changes:
        return (WhyNot("yes", _("更正后的票数和结果与原来一样，改成核对后的数")),)
    return ()
