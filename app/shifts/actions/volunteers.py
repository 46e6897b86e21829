"""Writing down volunteers: who they are, where they stand, what they can and want, what lies in their file."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from app import clock
from app.actor import Actor, Role
from app.audit import deed
from app.locale import N_, _
from app.notices import tell
from app.people.actions import persons
from app.people.rules.persons import Particulars
from app.people.tables import Person, RoleGrant, ServicePoint
from app.refusals import Missing, Refused, WhyNot, found
from app.shifts.queries.seats import seat_view
from app.shifts.queries.volunteers import seats_ahead, state_of
from app.shifts.rules import (
    LONGEST_DAY,
    STATES,
    DayException,
    End,
    PaperKind,
    Skill,
    Slot,
    State,
    WaitingEnd,
    why_not_load,
    why_not_slot,
    why_not_state,
)
from app.shifts.rules.ages import why_not_born
from app.shifts.steps import (
    MINE,
    holder_of,
    leave_line,
    leave_seat,
    move_up,
    one_roster_change_at_a_time,
)
from app.shifts.tables import (
    AcceptedSite,
    Availability,
    AvailabilityException,
    GuardianConsent,
    Volunteer,
    VolunteerPaper,
    VolunteerSkill,
    VolunteerStatus,
    Waiting,
)

STATE_SET = N_("您的志愿者身份改为“%(state)s”")


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a volunteer can and wants: minutes are for a week; nothing named means no limit."""

    skills: frozenset[Skill] = frozenset()
    sites: frozenset[int] = frozenset()
    slots: Sequence[Slot] = ()
    wanted_minutes: int = 240
    most_minutes: int = 600
    number: str | None = None
    born_on: date | None = None


async def register(
    actor: Actor, given: Particulars, wishes: Wishes, *, now: datetime, person: int | None = None
) -> int:
    """Write a volunteer down, as applied: somebody new, or a person who is here already. Returns the volunteer's id.

    Raises:
        Missing: there is no such person.
        Refused: they are a volunteer already, a name is taken, or they are too young.
    """
    async with deed(actor, "volunteer.registered") as line:
        if reasons := _why_not(wishes, now):
            raise Refused(*reasons)
        if person is None:
            person = (await persons.add_person(actor, given, frozenset({Role.VOLUNTEER}), now=now)).id
        else:
            await _make_volunteer(person, now)
        number = wishes.number or None
        if number and await Volunteer.exists().where(Volunteer.number == number):
            raise Refused(WhyNot("number", _("这个志愿者编号已有人用，核对后重填")))
        row = Volunteer(
            person=person,
            number=number,
            born_on=wishes.born_on,
            wanted_minutes=wishes.wanted_minutes,
            most_minutes=wishes.most_minutes,
            applied_at=now,
        )
        await row.save()
        await _write_state(actor, row.id, State.APPLIED, "", now)
        await _write_wishes(row.id, wishes)
        line.subject = row.id
        return int(row.id)


async def _make_volunteer(person: int, now: datetime) -> None:
    found(await Person.exists().where(Person.id == person) or None)
    if await Volunteer.exists().where(Volunteer.person == person):
        raise Refused(WhyNot("already", _("这个人已经登记为志愿者")))
    holds = (RoleGrant.person == person) & (RoleGrant.role == Role.VOLUNTEER.value) & RoleGrant.ended_at.is_null()
    if not await RoleGrant.exists().where(holds):
        await RoleGrant(person=person, role=Role.VOLUNTEER.value, granted_at=now).save()


async def set_state(actor: Actor, volunteer: int, state: State, reason: str, *, now: datetime) -> int:
    """Bring a volunteer into another state; who is not active gives up the seats to come. Returns how many.

    The seats go to those in line, and the volunteer is told.

    Raises:
        Missing: there is no such volunteer.
        Refused: the state does not follow from the one before, or pausing does not say why.
    """
    async with deed(actor, "volunteer.state_set", volunteer, state=state.value, reason=reason) as line:
        await one_roster_change_at_a_time()
        person, before = found(await state_of(volunteer))
        if reasons := why_not_state(before, state):
            raise Refused(*reasons)
        if state is not State.ACTIVE and not reason.strip():
            raise Refused(WhyNot("why", _("写一句原因，本人会看到")))
        await _write_state(actor, volunteer, state, reason.strip(), now)
        given_up = await _give_up_seats(actor, volunteer, now) if state is not State.ACTIVE else 0
        line.details.update(before=before.value, given_up=given_up)
        await tell(actor, [person], STATE_SET, address=MINE, now=now, state=STATES[state])
        return given_up


async def _give_up_seats(actor: Actor, volunteer: int, now: datetime) -> int:
    held = await seats_ahead(volunteer, now)
    for assignment, seat_id in held:
        seat = found(await seat_view(seat_id))
        await leave_seat(actor, seat, holder_of(seat, assignment), End.STATUS, now)
        await move_up(actor, seat_id, now)
    for row in await Waiting.select(Waiting.seat).where(Waiting.volunteer == volunteer, Waiting.ended_at.is_null()):
        await leave_line(row["seat"], volunteer, WaitingEnd.LEFT, now)
        await move_up(actor, row["seat"], now)
    return len(held)


async def edit(actor: Actor, volunteer: int, wishes: Wishes, *, now: datetime) -> None:
    """Replace what a volunteer can and wants. Seats they have stay; what no longer fits the board shows as a conflict.

    Raises:
        Missing, Refused: there is none, or the values cannot be.
    """
    async with deed(actor, "volunteer.edited", volunteer) as line:
        await one_roster_change_at_a_time()
        found(await Volunteer.exists().where(Volunteer.id == volunteer) or None)
        if reasons := _why_not(wishes, now):
            raise Refused(*reasons)
        number = wishes.number or None
        if number and await Volunteer.exists().where((Volunteer.number == number) & (Volunteer.id != volunteer)):
            raise Refused(WhyNot("number", _("这个志愿者编号已有人用，核对后重填")))
        line.details.update(skills=sorted(wishes.skills), sites=sorted(wishes.sites), slots=len(wishes.slots))
        await Volunteer.update(
            {
                Volunteer.wanted_minutes: wishes.wanted_minutes,
                Volunteer.most_minutes: wishes.most_minutes,
                Volunteer.number: number,
                Volunteer.born_on: wishes.born_on,
            }
        ).where(Volunteer.id == volunteer)
        await _write_wishes(volunteer, wishes)


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


async def record_consent(
    actor: Actor, volunteer: int, guardian: str, phone: str, relation: str, proof: str, given_on: date, *, now: datetime
) -> None:
    """Write down that a guardian has agreed, and where the proof lies; an earlier consent is replaced.

    Raises:
        Missing, Refused: there is no such volunteer, or the day is to come.
    """
    async with deed(actor, "volunteer.consent_recorded", volunteer):
        found(await Volunteer.exists().where(Volunteer.id == volunteer) or None)
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


async def end_consent(actor: Actor, volunteer: int, *, now: datetime) -> None:
    """The guardian has taken the consent back.

    Raises:
        Missing: there is none that holds.
    """
    async with deed(actor, "volunteer.consent_ended", volunteer):
        standing = (GuardianConsent.volunteer == volunteer) & GuardianConsent.ended_at.is_null()
        ended = (
            await GuardianConsent.update({GuardianConsent.ended_at: now}).where(standing).returning(GuardianConsent.id)
        )
        found(ended or None)


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


def _why_not(wishes: Wishes, now: datetime) -> tuple[WhyNot, ...]:
    today = clock.at_library(now).date()
    reasons = why_not_load(wishes.wanted_minutes, wishes.most_minutes) + why_not_born(wishes.born_on, today)
    for slot in wishes.slots:
        reasons += why_not_slot(slot.from_minute, min(slot.to_minute, LONGEST_DAY + 1))
    return reasons


async def _write_state(actor: Actor, volunteer: int, state: State, reason: str, now: datetime) -> None:
    await VolunteerStatus(
        volunteer=volunteer, status=state.value, reason=reason, by=actor.id, by_name=actor.name, at=now
    ).save()


async def _write_wishes(volunteer: int, wishes: Wishes) -> None:
    for table in (VolunteerSkill, AcceptedSite, Availability):
        await table.delete().where(table.volunteer == volunteer)
    if wishes.skills:
        await VolunteerSkill.insert(
            *(VolunteerSkill(volunteer=volunteer, skill=one.value) for one in sorted(wishes.skills))
        )
    if wishes.sites:
        if await ServicePoint.count().where(ServicePoint.id.is_in(list(wishes.sites))) < len(wishes.sites):
            raise Missing
        await AcceptedSite.insert(*(AcceptedSite(volunteer=volunteer, place=one) for one in sorted(wishes.sites)))
    if wishes.slots:
        await Availability.insert(
            *(
                Availability(
                    volunteer=volunteer, weekday=one.weekday, from_minute=one.from_minute, to_minute=one.to_minute
                )
                for one in wishes.slots
            )
        )
