"""Pasting people on seats of the board: copied or cut from others, dragged, or named in a table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from app.actor import Actor
from app.audit import deed
from app.locale import _
from app.refusals import Refused, WhyNot, found
from app.shifts.queries.people import people_facts
from app.shifts.queries.publication import of_week
from app.shifts.queries.seats import Holder, SeatView, seat_view, seats_of_ids
from app.shifts.remembering import remember
from app.shifts.rules import End, How
from app.shifts.rules.ages import is_adult
from app.shifts.rules.pasting import MOST_AT_ONCE, Outcome, Pasted, meant, moved_from, names_in
from app.shifts.rules.planning import why_not_take_off
from app.shifts.rules.seating import By, PersonFacts, why_not
from app.shifts.rules.undoing import Did
from app.shifts.steps import (
    ensure_arranges,
    leave_seat,
    move_up,
    one_roster_change_at_a_time,
    take_seat,
)


@dataclass(frozen=True, slots=True)
class Onto:
    """One seat that is pasted on, as it was seen, and whence: another seat as it was seen, or a text with names."""

    seat: int
    revision: int
    source: int | None = None
    source_revision: int = 0
    text: str = ""


@dataclass(frozen=True, slots=True)
class _Coming:
    """Somebody who is to come on a seat; `source` is the seat they have now."""

    name: str
    person: PersonFacts | None
    source: SeatView | None = None
    reasons: Sequence[WhyNot] = ()


async def paste(
    actor: Actor, week: date, onto: Sequence[Onto], *, now: datetime, cut: bool = False, only: int | None = None
) -> Pasted:
    """Give each seat the people of its source, as far as the rules let them; those who are there stay.

    Everybody is judged one after another, with the seats that the paste has already given. Who does not come along is
    named with the reasons.

    Args:
        cut: whoever comes leaves the seat they had, and its line moves up.
        only: this volunteer alone, of those on the sources.

    Raises:
        Missing: one of the seats is not there.
        Refused: another coordinator's place, somebody has changed one of the seats meanwhile, or nobody came along.
    """
    async with deed(actor, "shift.pasted", week=week, seats=[one.seat for one in onto], cut=cut) as line:
        await one_roster_change_at_a_time()
        seats = await _seen(actor, onto, cut=cut)
        # Adults first: a child comes along only beside one.
        coming = sorted(await _coming(week, onto, seats, only), key=lambda one: _is_child(one[1].person, week))
        came: list[Outcome] = []
        stayed: list[Outcome] = []
        for seat, one in coming:
            reasons = one.reasons or await _place(actor, seat, one, now, cut=cut)
            (stayed if reasons else came).append(Outcome(one.name, seat.where, tuple(reasons)))
        if not came:
            raise Refused(*_nobody(stayed))
        await remember(actor, Did.MOVED if cut else Did.PASTED, list(seats.values()), now)
        line.details.update(came=len(came), stayed=len(stayed))
        return Pasted(came, stayed)


def _is_child(person: PersonFacts | None, week: date) -> bool:
    return person is not None and not is_adult(person.born_on, week)


def _nobody(stayed: Sequence[Outcome]) -> list[WhyNot]:
    if not stayed:
        return [WhyNot("nothing", _("复制的那一格没有人"))]
    said = [(one, why) for one in stayed for why in one.reasons]
    return [WhyNot(why.code, f"{one.where} {one.name}：{why.sentence}") for one, why in said]


async def _seen(actor: Actor, onto: Sequence[Onto], *, cut: bool) -> dict[int, SeatView]:
    if not 0 < len(onto) <= MOST_AT_ONCE:
        raise Refused(WhyNot("too_many", _("一次最多粘贴到 %(n)d 格", n=MOST_AT_ONCE)))
    revisions = {one.seat: one.revision for one in onto}
    sources = {one.source: one.source_revision for one in onto if one.source is not None}
    seats = {one.id: one for one in await seats_of_ids({*revisions, *sources})}
    for seat, revision in {**sources, **revisions}.items():
        view = found(seats.get(seat))
        if cut or seat in revisions:
            ensure_arranges(actor, view.facts.place)
        if view.revision != revision:
            names = "、".join(one.name for one in view.holders) or _("空")
            values = {"seat": view.where, "who": view.changed_by, "names": names}
            raise Refused(WhyNot("stale", _("%(seat)s 刚被%(who)s改成“%(names)s”，看一下再粘贴", **values)))
    return seats


async def _coming(
    week: date, onto: Sequence[Onto], seats: Mapping[int, SeatView], only: int | None
) -> list[tuple[SeatView, _Coming]]:
    people = await people_facts(of_week(week))
    coming: list[tuple[SeatView, _Coming]] = []
    for one in onto:
        seat = seats[one.seat]
        if one.source is None:
            for name in names_in(one.text):
                person, reasons = meant(name, people.values())
                coming.append((seat, _Coming(person.name if person else name, person, reasons=reasons)))
            continue
        source = seats[one.source]
        holders = [each for each in source.holders if only in {None, each.volunteer}]
        coming += [(seat, _Coming(each.name, people.get(each.volunteer), source)) for each in holders]
    return coming


async def _place(actor: Actor, target: SeatView, one: _Coming, now: datetime, *, cut: bool) -> tuple[WhyNot, ...]:
    if one.person is None:
        return (WhyNot("left", _("已退出志愿服务，要来先恢复在册")),)
    seat = found(await seat_view(target.id))
    person = (await people_facts(seat.facts.span, [one.person.volunteer]))[one.person.volunteer]
    source = found(await seat_view(one.source.id)) if cut and one.source else None
    facts = seat.facts
    if source is not None:
        person, facts = moved_from(person, facts, source.facts)
    if reasons := why_not(person, facts, By.COORDINATOR, now):
        return reasons
    if source is not None:
        holder = next((each for each in source.holders if each.volunteer == person.volunteer), None)
        if holder is None:
            return (WhyNot("moved", _("已经移到别的格了")),)
        if reasons := _why_not_leave(source, holder, now):
            return reasons
        await leave_seat(actor, source, holder, End.UNASSIGNED, now)
    await take_seat(actor, seat, person, How.ASSIGNED, now)
    if source is not None and source.id != seat.id:
        await move_up(actor, source.id, now)
    return ()


def _why_not_leave(source: SeatView, holder: Holder, now: datetime) -> tuple[WhyNot, ...]:
    return why_not_take_off(source.facts.state, source.facts.span, holder.told, False, now)
