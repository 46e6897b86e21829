"""The library's own stars: from how many hours on, who has reached the next one, and why it is not awarded.

National stars are awarded by the associations; the library proposes at most (volunteers' rules of 2012; provincial practice).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.locale import N_, _
from app.refusals import WhyNot

HOUR = 60
MOST_LEVELS, MOST_HOURS = 5, 20_000
STARS = {
    1: N_("本馆一星志愿者"),
    2: N_("本馆二星志愿者"),
    3: N_("本馆三星志愿者"),
    4: N_("本馆四星志愿者"),
    5: N_("本馆五星志愿者"),
}
NO_STAR = N_("还没有星级")


@dataclass(frozen=True, slots=True)
class StarScale:
    """From how many hours on each star is reached.

    Attributes:
        hours: rising, one for each star from the first.
        from_on: the first day on which it holds; None is the scale that comes with the product.
        source: where it comes from.
    """

    hours: tuple[int, ...]
    from_on: date | None
    source: str


DEFAULT_SCALE = StarScale(
    (100, 300, 600, 1000, 1500), None, N_("志愿服务记录办法（民函〔2012〕340号）的时长，作为本馆的设定")
)


@dataclass(frozen=True, slots=True)
class StarStanding:
    """Where a volunteer stands.

    Attributes:
        minutes: of the records that stand.
        awarded: the highest star that the library has awarded, 0 for none.
        declined: the star that was last declined, and the minutes then; 0 for none.
    """

    volunteer: int
    minutes: int
    awarded: int = 0
    declined: int = 0
    declined_minutes: int = 0


def scale_on(scales: Sequence[StarScale], day: date) -> StarScale:
    """The scale that holds on a day: of those that hold from that day on or before, the one that was set last."""
    return next((one for one in reversed(scales) if one.from_on is not None and one.from_on <= day), DEFAULT_SCALE)


def star_reached(minutes: int, scale: StarScale) -> int:
    """The highest star for so many minutes; 0 for none."""
    return sum(minutes >= hours * HOUR for hours in scale.hours)


def minutes_to_next(minutes: int, scale: StarScale) -> int | None:
    """Minutes that are missing for the next star; None when there is none higher."""
    reached = star_reached(minutes, scale)
    return scale.hours[reached] * HOUR - minutes if reached < len(scale.hours) else None


def is_proposed(one: StarStanding, scale: StarScale) -> bool:
    """Whether they have reached a star that they do not have, and that was not declined at these same hours."""
    star = star_reached(one.minutes, scale)
    is_declined = one.declined >= star and one.declined_minutes >= one.minutes
    return star > one.awarded and not is_declined


def why_not_decide(one: StarStanding, scale: StarScale, star: int, *, is_own: bool) -> tuple[WhyNot, ...]:
    """Why this star is neither awarded nor declined."""
    if is_own:
        return (WhyNot("own", _("自己的星级由别人来定")),)
    if star <= one.awarded:
        return (WhyNot("has", _("已经评过这一星级，刷新页面看看")),)
    if star != star_reached(one.minutes, scale):
        return (WhyNot("star", _("现在的时长对应的不是这一星级，刷新页面看看")),)
    return ()


def why_not_scale(wanted: StarScale, today: date) -> tuple[WhyNot, ...]:
    """Why stars are not set so."""
    hours = wanted.hours
    if not 1 <= len(hours) <= MOST_LEVELS:
        return (WhyNot("hours", _("写 1 到 %(n)d 个小时数，从低到高，用逗号隔开", n=MOST_LEVELS)),)
    if list(hours) != sorted(set(hours)) or hours[0] < 1 or hours[-1] > MOST_HOURS:
        return (WhyNot("hours", _("小时数要一级比一级高，例如 100，300，600，1000，1500")),)
    if wanted.from_on is None or wanted.from_on < today:
        return (WhyNot("from_on", _("从今天（%(day)s）或以后起：已经评过的不变", day=today)),)
    return ()


def hours_typed(text: str) -> tuple[int, ...]:
    """The hours of 100，300、600 as they are typed; empty when something else is among them."""
    parts = [part for part in text.replace("，", ",").replace("、", ",").replace(" ", ",").split(",") if part]
    return tuple(int(part) for part in parts) if all(part.isascii() and part.isdigit() for part in parts) else ()
