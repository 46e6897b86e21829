"""Making shifts of templates: what it brings, what it leaves alone, and why; the dry run and the deed ask the same."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from app.gatherings.rules import Span
from app.gatherings.rules.calendar import Calendar, DayKind
from app.locale import N_, _
from app.refusals import Refused, WhyNot
from app.shifts.rules import Headcount
from app.shifts.rules.planning import serves_closed, why_not_day, why_not_place, why_not_plan
from app.shifts.rules.said import short_span, times
from app.shifts.rules.templates import TemplatePlan

PRIORITIES = {1: N_("（先补）"), 3: N_("（后补）")}
"""What is said of the priorities beside the usual one."""


@dataclass(frozen=True, slots=True)
class Place:
    """A service point that is served by shifts; `closed_on` is from when on it serves nobody."""

    id: int
    name: str
    closed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """A shift that is there.

    Attributes:
        made_of: the template and the day that it was made of, if it was.
        counts, taken: by post.
        people: why somebody on it could not come at the template's time, in words; empty where all could.
    """

    shift: int
    place: int
    span: Span
    counts: Mapping[int, Headcount]
    taken: Mapping[int, int]
    published: bool = False
    begun: bool = False
    called_off: str = ""
    made_of: tuple[int, date] | None = None
    people: Sequence[WhyNot] = ()


class Outcome(StrEnum):
    """What generating does with one shift of a template."""

    NEW = "new"
    SAME = "same"
    DIFFERS = "differs"
    DROPPED = "dropped"
    REFUSED = "refused"


OUTCOMES = {
    Outcome.NEW: N_("新增"),
    Outcome.SAME: N_("已有不变"),
    Outcome.DIFFERS: N_("与模板不同"),
    Outcome.DROPPED: N_("取消过的"),
    Outcome.REFUSED: N_("不能排"),
}


@dataclass(frozen=True, slots=True)
class Turn:
    """One shift of a template on one day, and what generating does with it.

    Attributes:
        standing: the shift that is there already.
        differences: how it differs from the template, in words.
        reasons: why it cannot be made or changed.
    """

    template: int
    plan: TemplatePlan
    place_name: str
    on: date
    outcome: Outcome
    standing: Standing | None = None
    differences: Sequence[str] = ()
    reasons: Sequence[WhyNot] = ()

    @property
    def span(self) -> Span:
        """The template's time on that day."""
        return self.plan.span_on(self.on)

    @property
    def may_change(self) -> bool:
        """It is a draft that can be made to follow its template."""
        draft = self.standing is not None and not self.standing.published
        return self.outcome is Outcome.DIFFERS and draft and not self.reasons

    @property
    def may_come_again(self) -> bool:
        """It was called off, and could be made anew."""
        return self.outcome is Outcome.DROPPED and not self.reasons


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What generating looks at, besides the templates.

    Attributes:
        closed: when the library is closed because its people study.
        shifts: those that stand in these days, and those that were made of a template for one of them.
        post_names: posts that still exist, with what they are called.
    """

    calendar: Calendar
    closed: Sequence[Span]
    places: Mapping[int, Place]
    post_names: Mapping[int, str]
    shifts: Sequence[Standing]
    now: datetime


def generation(
    templates: Mapping[int, TemplatePlan], first: date, last: date, around: Surroundings
) -> tuple[Sequence[Turn], Sequence[WhyNot]]:
    """What generating these days would bring, day by day; and why some days cannot be told at all.

    A shift is known by its template and its day, whatever has become of its time, so that nothing is made twice.

    Args:
        last: included.
    """
    turns: list[Turn] = []
    unknown: dict[str, WhyNot] = {}
    made = {one.made_of: one for one in around.shifts if one.made_of is not None}
    for number in range((last - first).days + 1):
        on = first + timedelta(days=number)
        try:
            kinds = _kinds(around.calendar, on)
        except Refused as refused:
            unknown.update({why.sentence: why for why in refused.reasons})
            continue
        wanted = {key: one for key, one in templates.items() if any(one.is_for(on, kind) for kind in kinds)}
        for key, plan in wanted.items():
            others = [one for other, one in wanted.items() if other != key]
            turns.append(_turn(key, plan, on, others, made.get((key, on)), around))
        turns.extend(_left_over(templates, wanted, on, made, around))
    return turns, list(unknown.values())


def _kinds(calendar: Calendar, on: date) -> tuple[DayKind, ...]:
    """What the day is. A closed one is also what it would be otherwise: its shifts are named, and why they cannot be."""
    own = calendar.own.get(on)
    if own is None or own.kind is not DayKind.CLOSED:
        return (calendar.day(on).kind,)
    without = {day: known for day, known in calendar.own.items() if day != on}
    return (DayKind.CLOSED, Calendar(without, calendar.years).day(on).kind)


def _turn(
    key: int,
    plan: TemplatePlan,
    on: date,
    others: Sequence[TemplatePlan],
    standing: Standing | None,
    around: Surroundings,
) -> Turn:
    place = around.places[plan.place]
    reasons = (*_why_not_there(plan, place, on, around), *_why_not_beside(plan, on, others, standing, around))
    if standing is None:
        twin = _twin(plan, on, around)
        if twin is not None:
            differences = list(_differences(plan, on, twin, around.post_names))
            return Turn(key, plan, place.name, on, Outcome.SAME, twin, differences)
        outcome = Outcome.REFUSED if reasons else Outcome.NEW
        return Turn(key, plan, place.name, on, outcome, reasons=reasons)
    if standing.called_off:
        return Turn(key, plan, place.name, on, Outcome.DROPPED, standing, reasons=reasons)
    differences = [] if standing.begun else list(_differences(plan, on, standing, around.post_names))
    if not differences:
        return Turn(key, plan, place.name, on, Outcome.SAME, standing)
    why = (*reasons, *_why_not_change(plan, standing, around.post_names))
    return Turn(key, plan, place.name, on, Outcome.DIFFERS, standing, differences, why)


def _left_over(
    templates: Mapping[int, TemplatePlan],
    wanted: Collection[int],
    on: date,
    made: Mapping[tuple[int, date], Standing],
    around: Surroundings,
) -> Iterator[Turn]:
    """Shifts that were made of a template which no longer asks for them: they are shown and left alone."""
    for key, plan in templates.items():
        one = made.get((key, on))
        if key not in wanted and one is not None and not one.called_off and not one.begun:
            said = (_("模板这天已不排这一班，不办就去取消"),)
            left = WhyNot("left_over", _("生成时不会自动取消"))
            yield Turn(key, plan, around.places[plan.place].name, on, Outcome.DIFFERS, one, said, (left,))


def _why_not_there(plan: TemplatePlan, place: Place, on: date, around: Surroundings) -> tuple[WhyNot, ...]:
    if reasons := why_not_place(place.name, place.closed_on, on):
        return reasons
    if any(one.post not in around.post_names for one in plan.seats):
        return (WhyNot("post_closed", _("模板里有已停用的岗位，先改模板")),)
    shift = plan.shift_on(on)
    # What is wanted on other days is not wanted on a closed one, whatever its posts are for.
    served = plan.kind is DayKind.CLOSED and serves_closed(plan.seats)
    # The day says it best, and goes before what follows from it.
    return why_not_day(shift.span, around.calendar, around.closed, served=served) or why_not_plan(
        shift, around.calendar, around.closed, around.now
    )


def _why_not_beside(
    plan: TemplatePlan,
    on: date,
    others: Sequence[TemplatePlan],
    standing: Standing | None,
    around: Surroundings,
) -> Iterator[WhyNot]:
    if clash := next((one for one in others if plan.clashes(one)), None):
        yield WhyNot("overlap", _("和模板“%(name)s”同一岗位时间重叠，先改模板", name=clash.name))
    span, posts = plan.span_on(on), {one.post for one in plan.seats}
    for one in around.shifts:
        is_other = standing is None or one.shift != standing.shift
        if (
            is_other
            and not one.called_off
            and one.place == plan.place
            and one.span.overlaps(span)
            and posts & set(one.counts)
        ):
            yield WhyNot("same", _("这里 %(when)s 已排了同一岗位，时间重叠", when=short_span(one.span)))
            return


def _twin(plan: TemplatePlan, on: date, around: Surroundings) -> Standing | None:
    """A shift of that time with one of its posts: planned by hand, copied, or made of another template."""
    span, posts = plan.span_on(on), {one.post for one in plan.seats}
    return next(
        (
            one
            for one in around.shifts
            if not one.called_off and (one.place, one.span) == (plan.place, span) and posts & set(one.counts)
        ),
        None,
    )


def _differences(plan: TemplatePlan, on: date, one: Standing, names: Mapping[int, str]) -> Iterator[str]:
    span = plan.span_on(on)
    if one.span != span:
        yield _("时间 %(before)s，模板 %(after)s", before=short_span(one.span), after=times(span))
    wanted, gone = {seat.post: seat.count for seat in plan.seats}, _("停用的岗位")
    for post in dict.fromkeys([*wanted, *one.counts]):
        before, after = one.counts.get(post), wanted.get(post)
        if before != after:
            yield _(
                "%(post)s %(before)s，模板 %(after)s",
                post=names.get(post, gone),
                before=count_said(before),
                after=count_said(after),
            )


def _why_not_change(plan: TemplatePlan, one: Standing, names: Mapping[int, str]) -> tuple[WhyNot, ...]:
    if one.published:
        return (WhyNot("published", _("已发布，志愿者看到了；要改就到那一班改")),)
    wanted = {seat.post: seat.count.most for seat in plan.seats}
    for post, taken in one.taken.items():
        if taken > wanted.get(post, 0):
            said = _("“%(post)s”已排 %(n)d 人，比模板最多的人数多；先撤下", post=names.get(post, ""), n=taken)
            return (WhyNot("taken", said),)
    return tuple(one.people)


def count_said(count: Headcount | None) -> str:
    """1/2/3 人: the least, the wanted and the most."""
    if count is None or count.most == 0:
        return _("没有")
    said = _("%(least)d/%(wanted)d/%(most)d 人", least=count.least, wanted=count.wanted, most=count.most)
    return said + _(PRIORITIES[count.priority]) if count.priority in PRIORITIES else said
