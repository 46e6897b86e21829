"""What a person may write down of their self-study."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from app.clock import at_library
from app.locale import _
from app.refusals import WhyNot
from app.training.rules.own_time import OwnStudy

LONGEST = timedelta(hours=12)


def why_not_own_study(entry: OwnStudy, others: Sequence[OwnStudy], now: datetime) -> tuple[WhyNot, ...]:
    """Why it is not written down.

    Args:
        others: of the same person, sharing time with it.
    """
    span = entry.ended_at - entry.started_at
    if span <= timedelta(0):
        at = f"{at_library(entry.started_at):%H:%M}"
        return (WhyNot("ends", _("结束要晚于开始（%(at)s）；过了零点的分两天记", at=at)),)
    reasons = []
    if span > LONGEST:
        reasons.append(WhyNot("ends", _("一次自学最多 %(n)d 小时，分几次记", n=LONGEST // timedelta(hours=1))))
    if entry.ended_at > now:
        reasons.append(WhyNot("ends", _("还没到这个时间，学完再记")))
    if timedelta(minutes=entry.minutes) > span:
        whole = span // timedelta(minutes=1)
        reasons.append(WhyNot("minutes", _("从开始到结束只有 %(n)d 分钟，学的时间不能比它长", n=whole)))
    reasons += [WhyNot("starts", _overlaps(one)) for one in others]
    return tuple(reasons)


def _overlaps(other: OwnStudy) -> str:
    starts, ends = at_library(other.started_at), at_library(other.ended_at)
    when = f"{starts:%m-%d %H:%M}—{ends:%H:%M}"
    return _("和已记的“%(title)s”（%(when)s）时间重叠，改时间，或者更正那一条", title=other.title, when=when)
