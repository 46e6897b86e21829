"""党员冬训: a season that crosses the turn of the year; each session's hours belong to the year of its day.

No number of days or hours that holds for everybody was found, so a season's are a setting with its source.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from app.locale import N_, _
from app.refusals import WhyNot

LONGEST_DAYS = 200


class WinterForm(StrEnum):
    """How a season's sessions are given."""

    TOGETHER = "together"
    DELIVERED = "delivered"
    ONLINE = "online"


WINTER_FORMS = {
    WinterForm.TOGETHER: N_("集中"),
    WinterForm.DELIVERED: N_("送学"),
    WinterForm.ONLINE: N_("网上"),
}


@dataclass(frozen=True, slots=True)
class SeasonPlan:
    """What a season is to be.

    Attributes:
        required_days, required_hours: of each member; None where the notice names no number.
        source: the notice that asks for them.
        topics, teachers: in the order they were written.
    """

    name: str
    starts_on: date
    ends_on: date
    required_days: int | None = None
    required_hours: int | None = None
    source: str = ""
    topics: Sequence[str] = ()
    teachers: Sequence[str] = ()
    forms: Sequence[WinterForm] = ()
    unit: str = ""

    @property
    def years(self) -> tuple[int, ...]:
        """The years that the season touches."""
        return tuple(range(self.starts_on.year, self.ends_on.year + 1))


@dataclass(frozen=True, slots=True)
class Attended:
    """One member at one session: the day at the library and the minutes that count."""

    person: int
    day: date
    minutes: int


@dataclass(frozen=True, slots=True)
class Tally:
    """What one member has of a season: days on which they came, and hours by the year of each day."""

    days: int
    hours: Mapping[int, Fraction]

    @property
    def all_hours(self) -> Fraction:
        """Hours of the season."""
        return sum(self.hours.values(), Fraction())

    def is_met(self, plan: SeasonPlan) -> bool | None:
        """Whether what the season asks for is there; None where it asks for no number."""
        if plan.required_days is None and plan.required_hours is None:
            return None
        return self.days >= (plan.required_days or 0) and self.all_hours >= (plan.required_hours or 0)


def tallies(attended: Collection[Attended], plan: SeasonPlan) -> dict[int, Tally]:
    """By person: an hour of the clock is an hour, nothing capped; the ledgers cap what they count themselves."""
    found = {}
    for person in {one.person for one in attended}:
        own = [one for one in attended if one.person == person and one.minutes > 0]
        hours = {year: Fraction(sum(one.minutes for one in own if one.day.year == year), 60) for year in plan.years}
        found[person] = Tally(len({one.day for one in own}), hours)
    return found


def lines_of(text: str) -> list[str]:
    """What was typed one a line, without what is empty."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def why_not_season(plan: SeasonPlan, others: Collection[SeasonPlan]) -> tuple[WhyNot, ...]:
    """Why there is no such season.

    Args:
        others: the plans that stand of the branch's other seasons.
    """
    reasons = []
    if plan.ends_on < plan.starts_on:
        reasons.append(WhyNot("ends_on", _("结束日期要不早于开始日期（%(day)s）", day=plan.starts_on)))
    elif (plan.ends_on - plan.starts_on).days > LONGEST_DAYS:
        reasons.append(WhyNot("ends_on", _("从开始到结束超过 %(n)d 天，看一下年份", n=LONGEST_DAYS)))
    asks = plan.required_days is not None or plan.required_hours is not None
    if asks and not plan.source.strip():
        reasons.append(WhyNot("source", _("天数、学时没有全国统一的规定，写明这次依据哪份通知")))
    for other in others:
        if plan.starts_on <= other.ends_on and other.starts_on <= plan.ends_on:
            said = _("和“%(name)s”（%(from)s 至 %(to)s）的日子重了，改开始或结束日期", **_named(other))
            reasons.append(WhyNot("starts_on", said))
    return tuple(reasons)


@dataclass(frozen=True, slots=True)
class Session:
    """A session of the season that is held or arranged: its day and what it is called."""

    day: date
    title: str


def why_not_plan_again(plan: SeasonPlan, sessions: Collection[Session]) -> tuple[WhyNot, ...]:
    """Why a season does not get these days: a session of its own would be left out of them.

    Args:
        sessions: those of the season as it is planned now, without what was called off.
    """
    outside = sorted((one.day, one.title) for one in sessions if not plan.starts_on <= one.day <= plan.ends_on)
    if not outside or plan.ends_on < plan.starts_on:
        return ()
    field = "starts_on" if outside[0][0] < plan.starts_on else "ends_on"
    known = {"title": outside[0][1], "day": outside[0][0], "n": len(outside)}
    said = _(
        "这样改，“%(title)s”（%(day)s）等 %(n)d 次就不在这一期里了：起止日子要把它们包进来，或者先到会议里改期、取消"
    )
    return (WhyNot(field, said % known),)


def _named(plan: SeasonPlan) -> dict[str, object]:
    return {"name": plan.name, "from": plan.starts_on, "to": plan.ends_on}
