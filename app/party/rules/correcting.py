"""限期改正: how long it may last, when its end is spoken of, and what the text has for whoever has not changed by then.

Sources: 党员教育管理工作条例 art. 30 and 31(5); domain rule PB-22. What comes of it is concluded by people and typed.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from app.locale import N_, _
from app.party.rules.cases.clocks import years_after
from app.party.rules.citing import MEMBER_EDUCATION, Citation
from app.refusals import WhyNot

LIMIT = Citation(MEMBER_EDUCATION, N_("第三十条"), N_("限期改正时间不超过1年。"))
AFTERWARDS = Citation(MEMBER_EDUCATION, N_("第三十一条"), N_("限期改正期满后仍无转变的，劝其退党，劝而不退的予以除名"))
SPOKEN_OF_BEFORE = (timedelta(days=30), timedelta(days=7))
"""Before the end, and once more on the day after it. Settings of this product."""
SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Correction:
    """A 限期改正 that is not concluded; `until_on` is its last day, a year after the decision where none was said."""

    trait: int
    member: int
    until_on: date

    @property
    def told_on(self) -> list[date]:
        """The days on which the secretary is told."""
        return [*(self.until_on - before for before in SPOKEN_OF_BEFORE), self.until_on + timedelta(days=1)]


def last_day(from_on: date, until_on: date | None) -> date:
    """The day by which it has to be over."""
    return until_on or years_after(from_on, 1)


def spoken_of(corrections: Iterable[Correction], today: date) -> list[Correction]:
    """Those that end soon or are over without a conclusion, the first to end first."""
    near = [one for one in corrections if one.told_on[0] <= today]
    return sorted(near, key=lambda one: (one.until_on, one.trait))


def why_not_limit(from_on: date, until_on: date | None) -> tuple[WhyNot, ...]:
    """Why a 限期改正 cannot last until this day: it has none, ends before it begins, or lasts longer than a year."""
    if until_on is None:
        return (WhyNot("trait_until", _("写限期改正到哪天期满，不超过一年（%(source)s）", source=LIMIT.said)),)
    if until_on <= from_on:
        return (WhyNot("trait_until", _("期满要晚于开始的 %(day)s；核对这两个日期", day=from_on)),)
    longest = years_after(from_on, 1)
    if until_on > longest:
        said = {"source": LIMIT.said, "day": longest}
        return (WhyNot("trait_until", _("限期改正时间不超过一年（%(source)s），最晚 %(day)s；改早一些", **said)),)
    return ()


def why_not_conclude(outcome: str) -> tuple[WhyNot, ...]:
    """Why it is not over: nobody said what came of it."""
    if len(outcome.strip()) < SHORTEST:
        return (WhyNot("outcome", _("写上支部和上级党组织的结论：改正了，还是仍无转变、按第三十一条怎么办")),)
    return ()
