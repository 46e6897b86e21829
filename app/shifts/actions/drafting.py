"""Taking a draft of the solver over, laying it aside, and taking that back."""

from collections.abc import Collection, Sequence
from datetime import datetime

from app.actor import Actor
from app.audit import deed
from app.refusals import Refused, found
from app.shifts.queries.becoming import Board
from app.shifts.queries.drafts import DraftLine, DraftRow, draft_row, is_last_applied, lines_of
from app.shifts.queries.seats import seats_of_ids
from app.shifts.rules import End, How, WaitingEnd
from app.shifts.rules.drafts import DraftState, why_not_apply, why_not_undo
from app.shifts.steps import ensure_arranges, one_roster_change_at_a_time
from app.shifts.tables import Assignment, AssignmentEnd, RosterDraftStep, Seat, Waiting

MOST_LINES_AT_ONCE = 100


async def discard(actor: Actor, draft: int, *, now: datetime) -> DraftRow:
    """Lay a draft aside.

    Raises:
        Missing, Refused: there is none, it was decided before, or a place of it is another coordinator's.
    """
    async with deed(actor, "roster.draft_discarded", draft):
        await one_roster_change_at_a_time()
        row = found(await draft_row(draft))
        if reasons := why_not_apply(row.state):
            raise Refused(*reasons)
        places = {one.facts.place for one in await seats_of_ids({one.seat for one in await lines_of(draft)})}
        for place in sorted(places | ({row.place} if row.place else set())):
            ensure_arranges(actor, place)
        await _step(actor, draft, DraftState.DISCARDED, now)
        return row


async def apply(actor: Actor, draft: int, *, now: datetime) -> DraftRow:
    """Take a draft over: whoever goes leaves the seat, whoever comes is judged again with all the others in force.

    People learn of it with the next publication. Nobody moves up from a line meanwhile: the draft says who sits where.

    Raises:
        Missing: there is no such draft.
        Refused: it was decided before, a place is another coordinator's, or it does not hold any more; nothing changes.
    """
    async with deed(actor, "roster.draft_applied", draft) as line:
        await one_roster_change_at_a_time()
        row = found(await draft_row(draft))
        if reasons := why_not_apply(row.state):
            raise Refused(*reasons)
        lines = await lines_of(draft)
        board = await Board.of(row.week, row.last_week)
        for one in lines:
            ensure_arranges(actor, board.seat(one).facts.place)
        gone = [one for one in lines if not one.is_added]
        come = [one for one in lines if one.is_added]
        for one in gone:
            board.leave(one, now)
        board.announce(come)
        for one in board.in_order(come):
            board.take(one, now)
        await _end(actor, gone, now)
        await _give(actor, come, board, How.SOLVED, now)
        await _changed(actor, {one.seat for one in lines})
        await _step(actor, draft, DraftState.APPLIED, now)
        line.details.update(week=row.week, added=len(come), removed=len(gone))
        return row


async def undo(actor: Actor, draft: int, *, now: datetime) -> list[str]:
    """Take an application back: everybody is where they were. Possible while nobody was told.

    Returns:
        names of those who are not put back, for the rulebook does not let them any more.

    Raises:
        Missing, Refused: there is none, it is not the last one, somebody was told, or the board has changed since.
    """
    async with deed(actor, "roster.draft_undone", draft) as line:
        await one_roster_change_at_a_time()
        row = found(await draft_row(draft))
        lines = await lines_of(draft)
        told = [one.name for one in lines if one.told]
        gone = [one.name for one in lines if one.is_added and one.is_ended]
        if reasons := why_not_undo(row.state, await is_last_applied(row), told, gone):
            raise Refused(*reasons)
        board = await Board.of(row.week, row.last_week)
        for one in lines:
            ensure_arranges(actor, board.seat(one).facts.place)
        come = [one for one in lines if not one.is_added]
        for one in (one for one in lines if one.is_added):
            board.leave(one, now)
        back = board.take_whoever_may(come, now)
        left = [one.name for one in come if one not in back]
        await _end(actor, [one for one in lines if one.is_added], now)
        await _seat_again(actor, back, now)
        await _changed(actor, {one.seat for one in lines})
        await _step(actor, draft, DraftState.UNDONE, now)
        line.details.update(week=row.week, lines=len(lines), left=len(left))
        return left


async def _end(actor: Actor, lines: Sequence[DraftLine], now: datetime) -> None:
    ids = [one.assignment for one in lines if one.assignment is not None]
    if not ids:
        return
    await AssignmentEnd.insert(
        *(
            AssignmentEnd(assignment=one, kind=End.UNASSIGNED.value, reason="", by=actor.id, by_name=actor.name, at=now)
            for one in ids
        )
    )
    await Assignment.update({Assignment.ended_at: now}).where(Assignment.id.is_in(ids))


async def _give(actor: Actor, lines: Sequence[DraftLine], board: Board, how: How, now: datetime) -> None:
    rows = [
        Assignment(
            shift=board.seat(one).facts.shift,
            seat=one.seat,
            volunteer=one.volunteer,
            how=how.value,
            by=actor.id,
            by_name=actor.name,
            at=now,
        )
        for one in lines
    ]
    for first in range(0, len(rows), MOST_LINES_AT_ONCE):
        await Assignment.insert(*rows[first : first + MOST_LINES_AT_ONCE])
    wanted = {(one.seat, one.volunteer) for one in lines}
    in_line = await Waiting.select(Waiting.id, Waiting.seat, Waiting.volunteer).where(Waiting.ended_at.is_null())
    if ids := [row["id"] for row in in_line if (row["seat"], row["volunteer"]) in wanted]:
        ended = WaitingEnd.PROMOTED.value
        await Waiting.update({Waiting.ended_at: now, Waiting.ended_as: ended}).where(Waiting.id.is_in(ids))


async def _seat_again(actor: Actor, lines: Sequence[DraftLine], now: datetime) -> None:
    """The same seat as before for those who were to go; whoever knew of it knows of it still."""
    ids = [one.assignment for one in lines]
    if not ids:
        return
    before = {row["id"]: row for row in await Assignment.select().where(Assignment.id.is_in(ids))}
    again = [
        Assignment(
            shift=row["shift"],
            seat=row["seat"],
            volunteer=row["volunteer"],
            how=row["how"],
            reason=row["reason"],
            by=actor.id,
            by_name=actor.name,
            at=now,
            told_at=row["told_at"],
        )
        for row in (before[one] for one in ids)
    ]
    await Assignment.insert(*again)


async def _changed(actor: Actor, seats: Collection[int]) -> None:
    if seats:
        await Seat.update({Seat.revision: Seat.revision + 1, Seat.changed_by_name: actor.name}).where(
            Seat.id.is_in(sorted(seats))
        )


async def _step(actor: Actor, draft: int, kind: DraftState, now: datetime) -> None:
    await RosterDraftStep(draft=draft, kind=kind.value, by=actor.id, by_name=actor.name, at=now).save()
