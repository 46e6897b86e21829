"""Counts of a vote when it is signed, and putting them right afterwards; the numbers are judged by the rules of votes."""

from app.locale import _
from app.party.rules.votes import Count
from app.refusals import WhyNot


def why_not_signed(title: str, count: Count, eligible: int, present: int) -> tuple[WhyNot, ...]:
    """Why a vote is not signed: the list was put right after it was counted and does not bear the numbers out any more.

    Args:
        eligible, present: those with a vote as the list says now.
    """
    if count.eligible == eligible and count.present <= present:
        return ()
    sentence = _(
        "“%(title)s”这次表决记的应到会有表决权 %(eligible)d 人、实到 %(present)d 人，名单上现在是 %(listed)d 人、%(came)d 人；"
        "更正考勤，或撤下这条表决照名单重新记，再签字",
        title=title,
        eligible=count.eligible,
        present=count.present,
        listed=eligible,
        came=present,
    )
    return (WhyNot("votes", sentence),)


def why_not_recount(is_signed: bool, changes: bool) -> tuple[WhyNot, ...]:
    """Why counts are not put right by a note: nothing is signed yet, or the numbers are what they were."""
    if not is_signed:
        return (WhyNot("unsigned", _("还没有签字，撤下原来那条并写明原因，再重新记")),)
    if not changes:
        return (WhyNot("yes", _("更正后的票数和结果与原来一样，改成核对后的数")),)
    return ()
