"""Steps of actions: what the slices above write inside the deed of their own action."""

from collections.abc import Collection
from datetime import datetime

from app import clock
from app.actor import Actor
from app.gatherings import queries
from app.gatherings.queries import GatheringView
from app.gatherings.queries.periods import closed_days
from app.gatherings.rules import (
    Category,
    GatheringState,
    Kind,
    Span,
    why_not_arrange_again,
    why_not_call_off,
    why_not_close,
    why_not_open,
    why_not_span,
)
from app.gatherings.rules.attendance import (
    CAME,
    Record,
    Source,
    Status,
    minutes_present,
    why_not_expect,
    why_not_record,
)
from app.gatherings.rules.periods import Days, why_not_arrange_there, why_not_change
from app.gatherings.tables import (
    Expected,
    Gathering,
    GatheringCancellation,
    GatheringClosing,
    GatheringOpening,
    Presence,
)
from app.locale import N_
from app.refusals import Refused, WhyNot, found
from app.storage import database

NO_CHECK_OUT = N_("没有签退，按结束时间算")
ON_THE_LIST_AGAIN = N_("又回到名单上，还没有来")


async def arrange(
    kind: Kind,
    title: str,
    span: Span,
    *,
    place: int | None = None,
    venue: str = "",
    category: Category | None = None,
    library_closed: bool = False,
    now: datetime,
) -> int:
    """Plan a gathering; returns its id.

    Args:
        place: id of a service point; None for somewhere else, which `venue` names.
        library_closed: readers are not served while it lasts.

    Raises:
        Refused: the time is none, or its days are closed.
    """
    if reasons := why_not_span(span) or await _why_not_there(span):
        raise Refused(*reasons)
    row = Gathering(
        kind=kind.value,
        title=title,
        starts_at=span.starts_at,
        ends_at=span.ends_at,
        place=place,
        venue=venue,
        category=category.value if category else "",
        library_closed=library_closed,
        made_at=now,
    )
    await row.save()
    return int(row.id)


async def rearrange(
    gathering: int,
    title: str,
    span: Span,
    *,
    place: int | None,
    venue: str = "",
    category: Category | None = None,
    library_closed: bool = False,
) -> None:
    """Give a planned gathering another title, time or place.

    Raises:
        Missing: there is none.
        Refused: the time is none, its list is frozen, or it would leave or come to closed days.
    """
    known = await lock(gathering)
    if reasons := (why_not_arrange_again(known.state) or why_not_span(span) or await _why_not_there(known.span, span)):
        raise Refused(*reasons)
    await Gathering.update(
        {
            Gathering.title: title,
            Gathering.starts_at: span.starts_at,
            Gathering.ends_at: span.ends_at,
            Gathering.place: place,
            Gathering.venue: venue,
            Gathering.category: category.value if category else "",
            Gathering.library_closed: library_closed,
        }
    ).where(Gathering.id == gathering)


async def move(gathering: int, title: str, span: Span) -> None:
    """Follow what an exam does after its list is frozen: another name, another time, an earlier or a later end.

    Raises:
        Missing, Refused: there is none, or it would leave or come to closed days.
    """
    known = await lock(gathering)
    if reasons := await _why_not_there(known.span, span):
        raise Refused(*reasons)
    await Gathering.update(
        {Gathering.title: title, Gathering.starts_at: span.starts_at, Gathering.ends_at: span.ends_at}
    ).where(Gathering.id == gathering)


async def call_off(gathering: int, reason: str, now: datetime) -> None:
    """The gathering does not take place.

    Raises:
        Missing, Refused: there is none, it is over or called off, or its days are closed and no reason is given.
    """
    known = await lock(gathering)
    if reasons := why_not_call_off(known.state) or await why_not_correct([Days.of(known.span)], now, reason):
        raise Refused(*reasons)
    await GatheringCancellation(gathering=gathering, reason=reason, at=now).save()


async def open_list(gathering: int, persons: Collection[int], now: datetime) -> None:
    """Freeze the expected list and let people check in.

    Args:
        persons: ids of everybody who is expected.

    Raises:
        Missing, Refused: there is none, nobody is expected, its list is frozen already, or its days are closed.
    """
    known = await lock(gathering)
    if reasons := why_not_open(known.state, len(persons)) or await _why_not_there(known.span):
        raise Refused(*reasons)
    await GatheringOpening(gathering=gathering, at=now).save()
    await Expected.insert(*(Expected(gathering=gathering, person=one, at=now) for one in sorted(set(persons))))


async def expect(actor: Actor, gathering: int, persons: Collection[int], now: datetime) -> None:
    """Add people to a frozen list: who came along, was forgotten, or was let off and is to come after all.

    Those on it already stay as they are, except that nobody is excused any more who is expected again.

    Raises:
        Missing, Refused: there is none, its list is not frozen, or its days are closed.
    """
    known = await lock(gathering)
    if reasons := why_not_expect(known.state) or await _why_not_there(known.span):
        raise Refused(*reasons)
    listed = {line.person: line.record for line in await queries.attendance(gathering)}
    new = sorted(set(persons) - listed.keys())
    if new:
        await Expected.insert(*(Expected(gathering=gathering, person=one, at=now) for one in new))
    for person in sorted(set(persons) & listed.keys()):
        before = listed[person]
        if before is not None and before.status is Status.EXCUSED and known.state is GatheringState.OPEN:
            absent = Record(Status.ABSENT, Source.SYSTEM, note=ON_THE_LIST_AGAIN)
            await write_presence(actor, known, person, absent, now)


async def record(actor: Actor, gathering: int, person: int, given: Record, now: datetime) -> int:
    """Write down what is known of an expected person; what was known before stays readable. Returns the minutes.

    Raises:
        Missing: there is no such gathering, or the person is not on its list.
        Refused: the times cannot be, or it is over and the correction does not say why.
    """
    known = await lock(gathering)
    found(person if person in await queries.expected_persons(gathering) else None)
    if reasons := why_not_record(known.state, known.span, given, now):
        raise Refused(*reasons)
    return await write_presence(actor, known, person, given, now)


async def close(actor: Actor, gathering: int, now: datetime) -> None:
    """End it: whoever nothing is recorded of was absent, whoever is still in went at the planned end.

    Raises:
        Missing, Refused: there is none, or it is not open.
    """
    known = await lock(gathering)
    if reasons := why_not_close(known.state):
        raise Refused(*reasons)
    for line in await queries.attendance(gathering):
        if line.record is None:
            await write_presence(actor, known, line.person, Record(Status.ABSENT, Source.SYSTEM), now)
        elif line.record.status in CAME and line.record.came_at and line.record.went_at is None:
            still_in = Record(
                line.record.status,
                line.record.source,
                line.record.came_at,
                max(known.span.ends_at, line.record.came_at) if now >= known.span.ends_at else now,
                NO_CHECK_OUT,
            )
            await write_presence(actor, known, line.person, still_in, now)
    await GatheringClosing(gathering=gathering, at=now).save()


async def write_presence(actor: Actor, known: GatheringView, person: int, given: Record, now: datetime) -> int:
    """The row itself, for those who have asked the rules; returns the minutes.

    Raises:
        Refused: the day is closed and no reason is given. Asked here, so that no way to a row goes past it.
    """
    touched = [Days.of(known.span)]
    if given.came_at is not None:
        touched.append(Days.of(Span(given.came_at, given.went_at or given.came_at)))
    if reasons := await why_not_correct(touched, now, given.note):
        raise Refused(*reasons)
    minutes = minutes_present(known.span, given)
    await Presence(
        gathering=known.id,
        person=person,
        status=given.status.value,
        came_at=given.came_at,
        went_at=given.went_at,
        minutes=minutes,
        source=given.source.value,
        note=given.note,
        recorded_by=actor.id,
        recorded_by_name=actor.name,
        at=now,
    ).save()
    return minutes


async def why_not_correct(touched: Collection[Days], now: datetime, note: str) -> tuple[WhyNot, ...]:
    """Why nothing is written down on these days: they are closed, and no reason is given.

    Only days that are over can be closed, so what happens today asks the database nothing. Whoever closes the days in the
    same instant sees the row by its time.
    """
    first = min(one.first for one in touched)
    if note.strip() or first >= clock.at_library(now).date():
        return ()
    return why_not_change(touched, await closed_days(first), note)


async def why_not_add(touched: Collection[Days]) -> tuple[WhyNot, ...]:
    """Why nothing is added on these days, with whatever reason: they are closed."""
    return why_not_arrange_there(touched, await closed_days(min(one.first for one in touched)))


async def _why_not_there(*spans: Span) -> tuple[WhyNot, ...]:
    return await why_not_add([Days.of(span) for span in spans])


async def lock(gathering: int) -> GatheringView:
    """Wait until nobody else changes this gathering, and see where it stands.

    Raises:
        Missing: there is none.
    """
    await database().hold(f"gathering {gathering}")
    return found(await queries.facts(gathering))


async def empty_reasons(person: int, kind: Kind) -> None:
    """Empty why somebody was absent or excused at gatherings of this kind; that they were, and when it was written, stays."""
    away = ("absent", "excused")
    of_kind = Gathering.select(Gathering.id).where(Gathering.kind == kind.value)
    theirs = (Presence.person == person) & Presence.status.is_in(list(away)) & Presence.gathering.is_in(of_kind)
    await Presence.update({Presence.note: ""}).where(theirs)
