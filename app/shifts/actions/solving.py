"""Asking the solver, and keeping what it proposes."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

import msgspec

from app.actor import Actor, Role
from app.audit import deed
from app.jobs.queries import queued
from app.jobs.steps import enqueue
from app.locale import _
from app.refusals import Refused, WhyNot
from app.shifts.queries.solving import week_instance
from app.shifts.rules.drafts import Mode, weeks_between, why_not_ask
from app.shifts.rules.rostering.instance import Instance
from app.shifts.rules.rostering.result import Result
from app.shifts.steps import ensure_arranges
from app.shifts.tables import RosterDraft, RosterDraftLine
from app.storage import database

SOLVE = "shifts.solve"
MOST_LINES_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Of:
    """What was asked for: from which Monday's week to which, how much may be moved, one place or (None) all the asker's."""

    monday: date
    mode: Mode
    place: int | None
    last: date | None = None


def arranged_places(actor: Actor) -> list[int] | None:
    """Whose seats the actor may fill; None is everywhere."""
    return None if Role.MANAGER in actor.roles or actor.id is None else sorted(actor.sites)


class AlreadyQueued(Exception):
    """The actor has asked for these weeks before, and that `job` has not ended."""

    def __init__(self, job: int) -> None:
        self.job = job


async def ask(
    actor: Actor,
    monday: date,
    mode: Mode,
    *,
    now: datetime,
    seconds: int,
    place: int | None = None,
    last: date | None = None,
) -> int:
    """Queue the solving of a week, or of all weeks up to that of the Monday `last`; returns the job.

    Raises:
        AlreadyQueued: they have asked for them before, and it waits or goes on.
        Refused: it is another coordinator's place, too many weeks, or some of these seats are being solved.
    """
    last = last or monday
    async with deed(actor, "roster.solve_asked", week=monday, last=last, mode=mode.value, place=place):
        if reasons := why_not_ask(monday, last):
            raise Refused(*reasons)
        if place is not None:
            ensure_arranges(actor, place)
        places = arranged_places(actor) if place is None else [place]
        await _ensure_first(actor, monday, last, places)
        title = _("自动排班 %(from)s 起的一周", **{"from": f"{monday:%Y-%m-%d}"})
        if (weeks := len(weeks_between(monday, last))) > 1:
            title = _("自动排班 %(from)s 起的 %(n)d 周", n=weeks, **{"from": f"{monday:%Y-%m-%d}"})
        asked = {
            "week": monday.isoformat(),
            "last": last.isoformat(),
            "mode": mode.value,
            "place": place,
            "places": places,
            "seconds": seconds,
        }
        return await enqueue(actor, SOLVE, title, asked, now)


async def _ensure_first(actor: Actor, monday: date, last: date, places: Collection[int] | None) -> None:
    await database().hold("solving")
    for one in await queued(SOLVE):
        theirs, first = one.parameters["places"], date.fromisoformat(one.parameters["week"])
        until = date.fromisoformat(one.parameters.get("last", one.parameters["week"]))
        shared = places is None or theirs is None or bool(set(places) & set(theirs))
        if until < monday or last < first or not shared:
            continue
        if one.person != actor.person:
            said = _("%(who)s正在自动排这一周，等那一份排好；排好的草案在“自动排班”页看得到", who=one.person_name)
            raise Refused(WhyNot("queued", said))
        if monday < first or until < last:
            raise Refused(WhyNot("queued", _("您正在自动排其中的几周，等那一份排好，或先取消它")))
        raise AlreadyQueued(one.id)


async def export_week(
    actor: Actor, monday: date, mode: Mode, *, names: bool, now: datetime, last: date | None = None
) -> Instance:
    """Weeks as the solver would be asked; that they were written out stands in the ledger.

    Raises:
        Refused: too many weeks.
    """
    async with deed(actor, "roster.exported", week=monday, last=last or monday, names=names):
        if reasons := why_not_ask(monday, last or monday):
            raise Refused(*reasons)
        return await week_instance(monday, now, mode, last=last, names=names)


async def keep(
    actor: Actor,
    job: int,
    result: Result,
    of: Of,
    standing: Collection[tuple[int, int, int]],
    *,
    now: datetime,
) -> int:
    """Write the solver's proposal down as a draft; nothing of the board changes. Returns its id.

    Args:
        standing: seat, volunteer and assignment of those who had a seat when the solver was asked and need not stay.
    """
    async with deed(actor, "roster.drafted", week=of.monday, input=result.input_sha256[:12]) as line:
        new = {(one.seat, one.person) for one in result.assignments}
        old = {(seat, who): assignment for seat, who, assignment in standing}
        bill = msgspec.structs.replace(result, assignments=(), added=(), removed=())
        draft = RosterDraft(
            week=of.monday,
            last_week=of.last if of.last != of.monday else None,
            place=of.place,
            mode=of.mode.value,
            job=job,
            status=result.status,
            objective=round(result.objective * 100),
            bound=round(result.bound * 100),
            solver=result.solver,
            input_hash=result.input_sha256,
            bill=msgspec.json.encode(bill).decode(),
            by=actor.person,
            by_name=actor.name,
            at=now,
        )
        await draft.save()
        line.subject = draft.id
        rows = [
            RosterDraftLine(draft=draft.id, seat=seat, volunteer=who, kind="removed", assignment=old[seat, who])
            for seat, who in sorted(old.keys() - new)
        ] + [
            RosterDraftLine(draft=draft.id, seat=seat, volunteer=who, kind="added")
            for seat, who in sorted(new - old.keys())
        ]
        for first in range(0, len(rows), MOST_LINES_AT_ONCE):
            await RosterDraftLine.insert(*rows[first : first + MOST_LINES_AT_ONCE])
        return int(draft.id)
