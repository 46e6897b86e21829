"""What volunteers say about their attendance, and what coordinators answer."""

from dataclasses import replace
from datetime import datetime, timedelta

from app.actor import Actor
from app.audit import deed
from app.clock import at_library
from app.gatherings import queries as gatherings
from app.gatherings import steps
from app.gatherings.coming import gone_over
from app.gatherings.rules import GatheringState
from app.gatherings.rules.attendance import CAME, STAYS_AT_LEAST, Record, Source, status_on_arrival
from app.locale import N_
from app.notices import tell
from app.refusals import Refused, found
from app.service.queries.arriving import own_today
from app.service.queries.claims import Claim, claim, forgotten, own_stamps
from app.service.queries.records import record
from app.service.rules.arriving import OwnShift, act_of, concerned
from app.service.rules.saying import ClaimKind, why_not_answer, why_not_say_went, why_not_stamp
from app.service.tables import PresenceClaim, PresenceClaimAnswer
from app.shifts.queries.people import volunteer_of
from app.shifts.queries.places import coordinators
from app.storage import database

ASKS = N_("%(name)s 对 %(day)s 的出勤有说明，等您答复")
ACCEPTED = N_("您对 %(day)s 出勤的说明，%(who)s 已确认")
TURNED_DOWN = N_("您对 %(day)s 出勤的说明没有采纳。%(who)s：%(why)s")
SAID_WENT = N_("忘了签退；本人说的时间，协调员确认")
STAMPED = N_("没有网时手机记的时间，协调员确认")
ANSWERING, MINE = "/service/asked", "/service/mine"


async def say_when_gone(actor: Actor, gathering: int, went_at: datetime, *, now: datetime) -> None:
    """The actor forgot to check out and says when they went; it counts once a coordinator confirms it.

    Raises:
        Missing: they are not asked of this shift, or have said it.
        Refused: they cannot have gone then.
    """
    async with deed(actor, "presence_claim.made", gathering, kind=ClaimKind.WENT.value, went_at=went_at):
        await database().hold(f"gathering {gathering}")
        one = found(next((each for each in await forgotten(actor, now) if each.gathering == gathering), None))
        if reasons := why_not_say_went(one.span, one.record.came_at, went_at, now):
            raise Refused(*reasons)
        await _claim(actor, gathering, ClaimKind.WENT, now, went_at=went_at)


async def ask_for_correction(actor: Actor, record_id: int, said: str, *, now: datetime) -> None:
    """The actor's own service record is wrong, they say, and asks for its correction (民政部令第67号 art. 13).

    Raises:
        Missing: it is not theirs.
    """
    async with deed(actor, "presence_claim.made", None, kind=ClaimKind.WRONG.value, record=record_id) as line:
        one = found(await record(actor, record_id))
        found(one if one.person == actor.id else None)
        line.subject = one.gathering
        await _claim(actor, one.gathering, ClaimKind.WRONG, now, said=said)


async def send_stamp(
    actor: Actor, place: int, stamped_at: datetime, phone_at: datetime | None, *, now: datetime
) -> bool:
    """What the actor's phone kept while it was offline: they came or went then; a coordinator confirms it.

    Args:
        stamped_at: the server's time when the page was loaded, and what the phone counted since.
        phone_at: what the phone takes for the time, so that a wrong clock is seen.

    Returns:
        whether it says that they came; else that they went.

    Raises:
        Missing: no shift of theirs was on there then.
        Refused: the time cannot be, or it says nothing new.
    """
    async with deed(actor, "presence_claim.made", None, kind=ClaimKind.STAMP.value, stamped_at=stamped_at) as line:
        if reasons := why_not_stamp(stamped_at, now):
            raise Refused(*reasons)
        then = min(stamped_at, now)
        own = concerned([_as_it_was(each) for each in await own_today(actor.person, then)], place, then)
        one = found(next(iter(own), None))
        line.subject = one.gathering
        await database().hold(f"gathering {one.gathering}")
        before = [each.came_at or each.went_at for each in await own_stamps(actor, one.gathering)]
        act, reasons = act_of(one, then)
        if not act:
            raise Refused(*reasons)
        if any(at is not None and abs(then - at) < STAYS_AT_LEAST for at in before):
            # A phone that does not know whether its stamp has arrived sends it again.
            line.details["again"] = True
            return act == "in" and len(before) == 1
        comes = act == "in" and not before
        times = (then, None) if comes else (None, then)
        await _claim(actor, one.gathering, ClaimKind.STAMP, now, came_at=times[0], went_at=times[1], phone_at=phone_at)
        return comes


def _as_it_was(one: OwnShift) -> OwnShift:
    """The shift as it stood when the phone kept the stamp: its list may have been closed since."""
    if one.state is not GatheringState.CLOSED:
        return one
    record = one.record
    if record is not None and record.note == steps.NO_CHECK_OUT:
        record = replace(record, went_at=None, note="")
    return replace(one, state=GatheringState.OPEN, record=record)


async def answer(actor: Actor, claim_id: int, accepted: bool, reason: str, *, now: datetime) -> None:
    """Confirm what somebody said, or turn it down with the reason; the attendance is corrected where it says something else.

    Raises:
        Missing: there is none, or it is of another coordinator's place.
        Refused: it is answered, is the actor's own, no reason is given where one is due (they lacked what is asked before
            they come, or it is turned down), or the time cannot be written down.
    """
    async with deed(actor, "presence_claim.answered", None, claim=claim_id, accepted=accepted, reason=reason) as line:
        first = found(await claim(actor, claim_id))
        line.subject = first.gathering
        known = await steps.lock(first.gathering)
        one = found(await claim(actor, claim_id))
        if reasons := why_not_answer(one.accepted is not None, one.person == actor.id, accepted, reason):
            raise Refused(*reasons)
        if accepted and (given := _as_said(one, now)):
            if over := await gone_over(known, one.person, given, reason):
                line.details.update(override=reason.strip(), over=[each.code for each in over])
            if one.person not in await gatherings.expected_persons(one.gathering):
                await steps.expect(actor, one.gathering, [one.person], now)
            line.details["minutes"] = await steps.record(actor, known.id, one.person, given, now)
        await PresenceClaimAnswer(
            claim=one.id,
            accepted=accepted,
            reason=reason.strip(),
            answered_by=actor.id,
            answered_by_name=actor.name,
            at=now,
        ).save()
        said = {"day": _day(one.span.starts_at), "who": actor.name}
        if accepted:
            await tell(actor, [one.person], ACCEPTED, address=MINE, now=now, **said)
        else:
            await tell(actor, [one.person], TURNED_DOWN, address=MINE, now=now, why=reason.strip(), **said)


def _as_said(one: Claim, now: datetime) -> Record | None:
    """The attendance as the claim has it; None where it says so already, or is corrected by hand."""
    if one.kind is ClaimKind.WRONG:
        return None
    standing = one.record if one.record is not None and one.record.status in CAME else None
    came_at = one.came_at or (standing.came_at if standing else None) or one.span.starts_at
    went_at = one.went_at or (standing.went_at if standing else None)
    if standing and went_at == standing.went_at and came_at == standing.came_at:
        return None
    status = status_on_arrival(one.span, came_at)
    note = SAID_WENT if one.kind is ClaimKind.WENT else STAMPED
    if went_at is None and one.state is GatheringState.OPEN and now < one.span.ends_at:
        # They are still there; who keeps the list has ticked them in, as it were.
        return Record(status, Source.LIST, came_at, None, note)
    return Record(status, Source.HAND, came_at, went_at or max(one.span.ends_at, came_at + timedelta(minutes=1)), note)


async def _claim(
    actor: Actor,
    gathering: int,
    kind: ClaimKind,
    now: datetime,
    *,
    came_at: datetime | None = None,
    went_at: datetime | None = None,
    phone_at: datetime | None = None,
    said: str = "",
) -> None:
    volunteer = found(await volunteer_of(actor.person))
    await PresenceClaim(
        volunteer=volunteer,
        gathering=gathering,
        kind=kind.value,
        came_at=came_at,
        went_at=went_at,
        phone_at=phone_at,
        said=said.strip(),
        at=now,
    ).save()
    one = found(await gatherings.facts(gathering))
    people = {person for person, _name in (await coordinators()).get(one.place or 0, ())} - {actor.person}
    await tell(actor, people, ASKS, address=ANSWERING, now=now, name=actor.name, day=_day(one.span.starts_at))


def _day(moment: datetime) -> str:
    return f"{at_library(moment):%m-%d}"
