"""The one suggestion at the end of a set."""

from dataclasses import dataclass

from app.locale import _


@dataclass(frozen=True, slots=True)
class Step:
    """What to do next.

    Attributes:
        does: the words on the button.
        address: where it leads.
        is_post: whether it begins something.
    """

    why: str
    does: str
    address: str
    is_post: bool = False


def advice(due: int, missing: int, *, is_daily: bool) -> Step:
    """Mistakes that are due come first, then the goal, then today's set, then rest.

    Args:
        due: mistakes that wait today.
        missing: questions until today's goal; 0 or less when it is met.
        is_daily: whether the set that ended was today's 每日一练.
    """
    if due:
        return Step(_("错题本里还有 %(n)d 道今天到期。", n=due), _("重做到期的错题"), "/practice/mistakes/sets", True)
    if not is_daily and missing > 0:
        return Step(_("离今天的目标还差 %(n)d 题。", n=missing), _("去做每日一练"), "/practice/daily", True)
    if missing > 0:
        return Step(_("离今天的目标还差 %(n)d 题。", n=missing), _("练一个专题"), "/practice/topics")
    return Step(_("今天的目标达到了，明天再来。"), _("回到练习"), "/practice")
