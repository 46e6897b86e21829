"""Steps of actions: giving seats to those who wish to come every week, inside the deed of whoever publishes or wishes.

A wish is a yes for the weeks to come (志愿服务条例 art. 25: nobody is made to serve), so that the seat is theirs at once, and
they are told each time; that they will come is still theirs to confirm before the shift.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.actor import Actor
from app.locale import N_
from app.notices import tell
from app.refusals import found
from app.shifts.queries.seats import seat_view
from app.shifts.queries.wishes import Unanswered, Wish, lost, unanswered, wishes
from app.shifts.rules import How, State
from app.shifts.rules.seating import By
from app.shifts.rules.wishes import WishEnded, waits, wants_company
from app.shifts.steps.seats import MINE, judge, said_of, take_seat
from app.shifts.tables import WeeklyWish, WeeklyWishAnswer, WeeklyWishEnd

GIVEN = N_("按您“每周都来”排上了：%(when)s %(place)s %(post)s。来不了就取消这一班，不想每周来就停掉")
NOT_GIVEN = N_("您“每周都来”的 %(when)s %(place)s %(post)s 这次没排上：%(why)s")
HELD = N_("您“每周都来”先停下，这段时间不排，也不再逐周通知；恢复在册后接着排，不想接着来就停掉")
WISHES = f"{MINE}#wishes"
LONGEST = 300
STANDING_OF = """
SELECT w.id, v.person FROM weekly_wish w JOIN volunteer v ON v.id = w.volunteer WHERE w.volunteer = {}
AND NOT EXISTS (SELECT 1 FROM weekly_wish_end e WHERE e.wish = w.id)
"""


async def answer_wishes(actor: Actor, asked: Sequence[Unanswered], now: datetime) -> list[int]:
    """Answer each wish for its seat by the same rules as signing up, in this order; returns the new assignments.

    Whoever cannot have it is told why, once. Where others are let in first there is no answer yet. Whom only the lack of
    company stands against is looked at again after all the others.
    """
    known = await wishes({one.wish for one in asked})
    meant = [one for one in asked if one.wish in known]
    taken: list[int] = []
    for is_last in (False, True):
        said = [(one, await _answer(actor, known[one.wish], one, now, is_last=is_last)) for one in meant]
        taken += [answer.assignment for _one, answer in said if answer.assignment is not None]
        meant = [one for one, answer in said if answer.again]
    return taken


async def end_wishes(actor: Actor, volunteer: int, now: datetime) -> None:
    """Whoever has left comes to nothing any more."""
    for row in await WeeklyWish.raw(STANDING_OF, volunteer):
        await end_wish(actor, row["id"], WishEnded.LEFT, now)


async def follow_state(actor: Actor, volunteer: int, state: State, now: datetime) -> list[int]:
    """Whoever is paused is told once that their wishes wait; whoever serves again gets their answers. Returns new assignments."""
    if state is State.ACTIVE:
        asked = [*await lost(volunteer, now), *await unanswered(now, volunteer=volunteer)]
        return await answer_wishes(actor, asked, now)
    if state is State.PAUSED:
        rows = await WeeklyWish.raw(STANDING_OF, volunteer)
        await tell(actor, {row["person"] for row in rows}, HELD, address=WISHES, now=now)
    return []


async def end_wish(actor: Actor, wish: int, kind: WishEnded, now: datetime) -> None:
    """The wish stands no longer; seats that it brought stay."""
    await WeeklyWishEnd(wish=wish, kind=kind.value, by_name=actor.name, at=now).save()


@dataclass(frozen=True, slots=True)
class _Answer:
    """The assignment that was given, if one was; `again` where it is to be asked once more after the others."""

    assignment: int | None = None
    again: bool = False


async def _answer(actor: Actor, wish: Wish, of: Unanswered, now: datetime, *, is_last: bool) -> _Answer:
    seat = found(await seat_view(of.seat))
    if wish.volunteer in seat.facts.holders:
        # They are on it already, of their own accord or by the coordinator's: there is nothing to tell.
        held = next((one.assignment for one in seat.holders if one.volunteer == wish.volunteer), None)
        await _write(of, now, assignment=held)
        return _Answer()
    person, reasons = await judge(seat, wish.volunteer, By.SELF, now)
    if waits(reasons):
        return _Answer()
    if wants_company(reasons) and not is_last:
        return _Answer(again=True)
    if reasons:
        why = "；".join(one.sentence for one in reasons)
        await _write(of, now, reason=why[:LONGEST])
        await tell(actor, [wish.person], NOT_GIVEN, address=WISHES, now=now, why=why[:LONGEST], **said_of(seat))
        return _Answer()
    assignment = await take_seat(actor, seat, person, How.WEEKLY, now)
    await _write(of, now, assignment=assignment)
    await tell(actor, [wish.person], GIVEN, address=WISHES, now=now, **said_of(seat))
    return _Answer(assignment)


async def _write(of: Unanswered, now: datetime, *, assignment: int | None = None, reason: str = "") -> None:
    # One answer for a seat: what was given, lost and asked again keeps the first one.
    if not of.is_lost:
        await WeeklyWishAnswer(wish=of.wish, seat=of.seat, assignment=assignment, reason=reason, at=now).save()
