"""Writing down volunteers: who they are, where they stand, what they can and want, what lies in their file."""

from datetime import date, datetime

from app import clock
from app.actor import Actor, Role
from app.audit import deed
from app.locale import N_, _
from app.notices import tell
from app.people.actions import persons
from app.people.rules.persons import Particulars
from app.refusals import Refused, WhyNot, found
from app.shifts.filing import (
    change_volunteer,
    decided,
    emptied,
    give_up_seats,
    give_up_unconsented,
    make_volunteer,
    write_state,
    write_volunteer,
)
from app.shifts.queries.ages import standing_bands
from app.shifts.queries.own_data import erased_at
from app.shifts.queries.training import not_yet_trained
from app.shifts.queries.volunteers import state_of
from app.shifts.rules import (
    LONGEST_DAY,
    STATES,
    DayException,
    PaperKind,
    State,
    why_not_load,
    why_not_slot,
    why_not_state,
)
from app.shifts.rules.ages import why_not_born
from app.shifts.rules.recruiting import why_not_active
from app.shifts.rules.volunteers import Wishes as Wishes
from app.shifts.steps import MINE, follow_state, one_roster_change_at_a_time
from app.shifts.tables import Application, AvailabilityException, GuardianConsent, Volunteer, VolunteerPaper

CONSENT_ENDED = N_("监护人收回了同意，让出 %(n)d 个班次；监护人重新同意后再报名")
STATE_SET = N_("您的志愿者身份改为“%(state)s”")


async def register(
    actor: Actor, given: Particulars, wishes: Wishes, *, now: datetime, person: int | None = None
) -> int:
    """Write a volunteer down, as applied: somebody new, or a person who is here already. Returns the volunteer's id.

    Raises:
        Missing: there is no such person.
        Refused: they are a volunteer already, a name is taken, or they are too young.
    """
    async with deed(actor, "volunteer.registered") as line:
        if reasons := await _why_not(wishes, now):
            raise Refused(*reasons)
        if person is None:
            person = (await persons.add_person(actor, given, frozenset({Role.VOLUNTEER}), now=now)).id
        else:
            await make_volunteer(person, now)
        line.subject = await write_volunteer(actor, person, wishes, now)
        return line.subject


async def set_state(actor: Actor, volunteer: int, state: State, reason: str, *, now: datetime) -> int:
    """Bring a volunteer into another state; who is not active gives up the seats to come. Returns how many.

    The seats go to those in line, and the volunteer is told.

    Raises:
        Missing: there is no such volunteer.
        Refused: the state does not follow from the one before, pausing does not say why, or somebody is to become active
            without a training that everybody must have; a manager may let them with a written reason.
    """
    async with deed(actor, "volunteer.state_set", volunteer, state=state.value, reason=reason) as line:
        await one_roster_change_at_a_time()
        person, before = found(await state_of(volunteer))
        if reasons := why_not_state(before, state):
            raise Refused(*reasons)
        if before is State.LEFT and await erased_at(volunteer):
            raise Refused(WhyNot("erased", _("这个人的资料已经删除，不能恢复；还想来就让本人重新报名")))
        if state in (State.PAUSED, State.LEFT) and not reason.strip():
            raise Refused(WhyNot("why", _("写一句原因，本人会看到")))
        if state is State.ACTIVE:
            lacks = await not_yet_trained(volunteer, person, before, now)
            if reasons := why_not_active(lacks, Role.MANAGER in actor.roles, reason):
                raise Refused(*reasons)
            if lacks:
                line.details["untrained"] = [one.qualification for one in lacks]
        await write_state(actor, volunteer, state, reason.strip(), now)
        given_up = await give_up_seats(actor, volunteer, now) if state is not State.ACTIVE else 0
        line.details.update(before=before.value, given_up=given_up)
        await tell(actor, [person], STATE_SET, address=MINE, now=now, state=STATES[state])
        if weekly := await follow_state(actor, volunteer, state, now):
            line.details["weekly"] = weekly
        return given_up


async def edit(actor: Actor, volunteer: int, wishes: Wishes, *, now: datetime) -> None:
    """Replace what a volunteer can and wants. Seats they have stay; what no longer fits the board shows as a conflict.

    Raises:
        Missing, Refused: there is none, or the values cannot be.
    """
    async with deed(actor, "volunteer.edited", volunteer) as line:
        await one_roster_change_at_a_time()
        if reasons := await _why_not(wishes, now) + await _why_not_without_birth(volunteer, wishes):
            raise Refused(*reasons)
        line.details.update(skills=sorted(wishes.skills), sites=sorted(wishes.sites), slots=len(wishes.slots))
        await change_volunteer(volunteer, wishes)


async def except_day(actor: Actor, volunteer: int, given: DayException, note: str = "", *, now: datetime) -> None:
    """Write down a single day that differs from the week; a later word on the same day replaces it.

    Raises:
        Missing, Refused: there is no such volunteer, the time is none, or the day is past.
    """
    async with deed(actor, "volunteer.day_excepted", volunteer, day=given.day, free=given.free):
        found(await Volunteer.exists().where(Volunteer.id == volunteer) or None)
        if reasons := why_not_slot(given.from_minute, given.to_minute):
            raise Refused(*reasons)
        if given.day < clock.at_library(now).date():
            raise Refused(WhyNot("past", _("这一天已经过了")))
        mine = (AvailabilityException.volunteer == volunteer) & (AvailabilityException.day == given.day)
        await AvailabilityException.delete().where(mine)
        await AvailabilityException(
            volunteer=volunteer,
            day=given.day,
            free=given.free,
            from_minute=given.from_minute,
            to_minute=given.to_minute,
            note=note,
        ).save()


async def restore_day(actor: Actor, volunteer: int, day: date) -> None:
    """A single day is as the week says again.

    Raises:
        Missing: nothing was written down for that day.
    """
    async with deed(actor, "volunteer.day_restored", volunteer, day=day):
        mine = (AvailabilityException.volunteer == volunteer) & (AvailabilityException.day == day)
        found(await AvailabilityException.delete().where(mine).returning(AvailabilityException.id) or None)


async def record_consent(
    actor: Actor, volunteer: int, guardian: str, phone: str, relation: str, proof: str, given_on: date, *, now: datetime
) -> None:
    """Write down that a guardian has agreed, and where the proof lies; an earlier consent is replaced.

    Raises:
        Missing, Refused: there is no such volunteer, or the day is to come.
    """
    async with deed(actor, "volunteer.consent_recorded", volunteer):
        person, _state = found(await state_of(volunteer))
        if given_on > clock.at_library(now).date():
            raise Refused(WhyNot("future", _("同意的日期还没到")))
        standing = (GuardianConsent.volunteer == volunteer) & GuardianConsent.ended_at.is_null()
        await GuardianConsent.update({GuardianConsent.ended_at: now}).where(standing)
        await GuardianConsent(
            volunteer=volunteer,
            guardian_name=guardian,
            guardian_phone=phone,
            relation=relation,
            proof=proof,
            given_on=given_on,
            recorded_by_name=actor.name,
            at=now,
        ).save()
        # Whom the applicant named is written down now by whoever saw the signature.
        await Application.update(**emptied(guardian=True)).where(decided(person))


async def end_consent(actor: Actor, volunteer: int, *, now: datetime) -> int:
    """The guardian has taken the consent back; a minor loses the seats to come and is told. Returns how many.

    Raises:
        Missing: there is none that holds.
    """
    async with deed(actor, "volunteer.consent_ended", volunteer) as line:
        await one_roster_change_at_a_time()
        person, _state = found(await state_of(volunteer))
        standing = (GuardianConsent.volunteer == volunteer) & GuardianConsent.ended_at.is_null()
        ended = (
            await GuardianConsent.update({GuardianConsent.ended_at: now}).where(standing).returning(GuardianConsent.id)
        )
        found(ended or None)
        given_up = await give_up_unconsented(actor, volunteer, now)
        line.details["given_up"] = given_up
        if given_up:
            await tell(actor, [person], CONSENT_ENDED, address=MINE, now=now, n=given_up)
        return given_up


async def add_paper(
    actor: Actor, volunteer: int, kind: PaperKind, reference: str, from_on: date, to_on: date | None, *, now: datetime
) -> None:
    """Write down a signed commitment or an insurance.

    Raises:
        Missing, Refused: there is no such volunteer, or it ends before it begins.
    """
    async with deed(actor, "volunteer.paper_added", volunteer, kind=kind.value):
        found(await Volunteer.exists().where(Volunteer.id == volunteer) or None)
        if to_on is not None and to_on < from_on:
            raise Refused(WhyNot("window", _("到期日要晚于生效日")))
        await VolunteerPaper(
            volunteer=volunteer, kind=kind.value, reference=reference, from_on=from_on, to_on=to_on, at=now
        ).save()


async def look_at_child(actor: Actor, volunteer: int) -> None:
    """Somebody reads the data of a child under fourteen, which is sensitive: the ledger says who."""
    async with deed(actor, "volunteer.child_read", volunteer):
        return


async def _why_not_without_birth(volunteer: int, wishes: Wishes) -> tuple[WhyNot, ...]:
    """A date of birth is corrected but not taken away: whose age nobody knows passes for grown up."""
    row = found(await Volunteer.select(Volunteer.born_on).where(Volunteer.id == volunteer).first())
    if row["born_on"] is None or wishes.born_on is not None:
        return ()
    return (WhyNot("born", _("登记过的出生日期不能清空，不对就改成对的")),)


async def _why_not(wishes: Wishes, now: datetime) -> tuple[WhyNot, ...]:
    today = clock.at_library(now).date()
    reasons = why_not_load(wishes.wanted_minutes, wishes.most_minutes)
    reasons += why_not_born(wishes.born_on, today, await standing_bands(today))
    for slot in wishes.slots:
        reasons += why_not_slot(slot.from_minute, min(slot.to_minute, LONGEST_DAY + 1))
    return reasons
