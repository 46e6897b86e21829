"""Shift templates: which shift a kind of day asks for, and why a template cannot be."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from app.gatherings.rules import Span
from app.gatherings.rules.calendar import DayKind
from app.locale import _
from app.refusals import WhyNot
from app.shifts.rules.planning import SeatPlan, ShiftPlan, why_not_seats
from app.shifts.rules.seating import at

LONGEST_RANGE_DAYS = 92
"""A quarter at once: what is further away is better decided later. A setting of this library."""

SERVED_KINDS = (DayKind.WORKDAY, DayKind.WEEKEND, DayKind.HOLIDAY, DayKind.MAKE_UP, DayKind.CLOSED)
"""Kinds of days that a template may be for; one for closed days holds posts only that are served then."""


@dataclass(frozen=True, slots=True)
class TemplatePlan:
    """A shift that is wanted on every day of a kind.

    Attributes:
        from_minute, to_minute: of the day, at the library.
        weekdays: from 0 (Monday); empty is every one.
        to_on: the last day; None is without an end.
    """

    place: int
    name: str
    kind: DayKind
    from_minute: int
    to_minute: int
    seats: Sequence[SeatPlan]
    from_on: date
    to_on: date | None = None
    weekdays: frozenset[int] = frozenset()

    def is_for(self, on: date, kind: DayKind) -> bool:
        """Whether it asks for a shift on that day."""
        within = self.from_on <= on and (self.to_on is None or on <= self.to_on)
        return within and kind is self.kind and (not self.weekdays or on.weekday() in self.weekdays)

    def span_on(self, on: date) -> Span:
        """Its time on that day."""
        return Span(at(on, self.from_minute), at(on, self.to_minute))

    def shift_on(self, on: date) -> ShiftPlan:
        """The shift that it asks for on that day."""
        return ShiftPlan(self.place, self.span_on(on), self.seats)

    def clashes(self, other: "TemplatePlan") -> bool:
        """Whether both could ask for one post at one time."""
        return (
            self.place == other.place
            and self.kind is other.kind
            and (not self.weekdays or not other.weekdays or bool(self.weekdays & other.weekdays))
            and self.from_minute < other.to_minute
            and other.from_minute < self.to_minute
            and self.from_on <= (other.to_on or date.max)
            and other.from_on <= (self.to_on or date.max)
            and bool({one.post for one in self.seats} & {one.post for one in other.seats})
        )


def why_not_template(
    plan: TemplatePlan,
    others: Collection[TemplatePlan],
    place_closed_on: date | None,
    post_names: Mapping[int, str] = MappingProxyType({}),
) -> tuple[WhyNot, ...]:
    """Why this template cannot be: its kind of day, its times, its numbers, its days, or another one in its way.

    Args:
        others: the other templates that still hold.
        post_names: what its posts are called.
        place_closed_on: from when on its service point serves nobody.
    """
    reasons: tuple[WhyNot, ...] = ()
    open_only = [one.post for one in plan.seats if not one.on_closed_days]
    if plan.kind is DayKind.CLOSED and open_only:
        names = "、".join(post_names.get(one, str(one)) for one in open_only)
        said = _("岗位“%(names)s”闭馆日不服务：在岗位里勾上“闭馆日也服务”，或者选别的日子", names=names)
        reasons += (WhyNot("kind", said),)
    if not 0 <= plan.from_minute < plan.to_minute <= 24 * 60:
        reasons += (WhyNot("window", _("结束时间要晚于开始时间，班次要在同一天里结束")),)
    reasons += why_not_seats(plan.seats)
    if plan.to_on is not None and plan.to_on < plan.from_on:
        reasons += (WhyNot("validity", _("停用日期不能早于启用日期")),)
    if place_closed_on is not None and plan.from_on >= place_closed_on:
        reasons += (WhyNot("place_closed", _("这个服务点 %(day)s 起停止服务，启用日期要早于它", day=place_closed_on)),)
    if clash := next((one for one in others if plan.clashes(one)), None):
        said = _("和模板“%(name)s”同一岗位时间重叠，改时间、岗位或日子", name=clash.name)
        reasons += (WhyNot("overlap", said),)
    return reasons


def why_not_range(first: date, last: date) -> tuple[WhyNot, ...]:
    """Why shifts cannot be made of these days at once."""
    if last < first:
        return (WhyNot("range", _("结束日期要晚于开始日期")),)
    if (days := (last - first).days + 1) > LONGEST_RANGE_DAYS:
        return (WhyNot("range", _("一次最多排 %(most)d 天，现在 %(n)d 天", most=LONGEST_RANGE_DAYS, n=days)),)
    return ()
