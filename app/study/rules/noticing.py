"""What readers are told when the library closes for its people to study.

The duty: 公共图书馆应当通过其网站或者其他方式向社会公告本馆的服务内容、开放时间、借阅规则等；因故闭馆或者更改开放时间的，除遇
不可抗力外，应当提前公告。 Source: 公共图书馆法 (2018-10-26) art. 38 para. 1. How long beforehand the law does not say.
"""

from dataclasses import dataclass
from datetime import date, datetime

from app.clock import at_library
from app.gatherings.rules import GatheringState, Span
from app.locale import _
from app.refusals import WhyNot

DAYS_BEFORE = 3
"""So many days before is in good time. A setting of this library; the law only says beforehand."""

# Data, not words: the notice is for the readers of a Chinese library, whatever language the screen has.
WEEKDAYS = "一二三四五六日"
# Data, not words: as above; the arranger may write something else.
CLOSING_LINE = "由此给您带来的不便，敬请谅解。"


@dataclass(frozen=True, slots=True)
class Posting:
    """The notice was made public: where, when, and which time it spoke of."""

    where: str
    span: Span
    at: datetime


@dataclass(frozen=True, slots=True)
class Wording:
    """The notice, paragraph by paragraph, and who signs it on which day."""

    title: str
    greeting: str
    paragraphs: tuple[str, ...]
    library: str
    day: str


def wording(library: str, span: Span, closing: str, on: date) -> Wording:
    """The notice in the tone of an official paper.

    Args:
        library: the library's full name; empty before it is set up.
        closing: the last sentence before 特此公告.
        on: the day it is dated.
    """
    starts, ends = at_library(span.starts_at), at_library(span.ends_at)
    # Data, not words: see above.
    day, name = f"{_day(starts.date())}（星期{WEEKDAYS[starts.weekday()]}）", library or "本馆"
    # Data, not words: see above.
    body = f"因组织工作人员集中学习，{name}定于{day}{starts:%H:%M}—{ends:%H:%M}闭馆，{ends:%H:%M}后恢复开放。"
    # Data, not words: the quotation stands word for word in art. 38 para. 1.
    duty = "因故闭馆或者更改开放时间的，除遇不可抗力外，应当提前公告"
    # Data, not words: see above.
    law = f"现根据《中华人民共和国公共图书馆法》第三十八条“{duty}”的规定，予以公告。"
    # Data, not words: see above.
    return Wording("闭馆公告", "各位读者：", tuple(filter(None, (body, law, closing, "特此公告。"))), name, _day(on))


def _day(on: date) -> str:
    # Data, not words: see above.
    return f"{on.year}年{on.month}月{on.day}日"


def why_not_notice(state: GatheringState, library_closed: bool) -> tuple[WhyNot, ...]:
    """Why there is nothing to tell readers."""
    if state is GatheringState.CALLED_OFF:
        return (WhyNot("called_off", _("这次学习已经取消，不再张贴公告")),)
    if not library_closed:
        return (WhyNot("not_closed", _("这次学习不闭馆，不用公告；要闭馆，先在“修改”里勾上")),)
    return ()


def why_not_post(state: GatheringState, library_closed: bool, span: Span, now: datetime) -> tuple[WhyNot, ...]:
    """Why nothing is written down as posted."""
    if reasons := why_not_notice(state, library_closed):
        return reasons
    if now >= span.ends_at:
        return (WhyNot("over", _("学习已经过去，公告要提前张贴")),)
    return ()


def is_late(span: Span, posted_at: datetime) -> bool:
    """Whether so few days are left between the notice and the closing that it has to be shown."""
    return (at_library(span.starts_at).date() - at_library(posted_at).date()).days < DAYS_BEFORE


def standing(posting: Posting | None, span: Span) -> Posting | None:
    """The posting, while it still speaks of the right time; a moved session needs another notice."""
    return posting if posting is not None and posting.span == span else None
