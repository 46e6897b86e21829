"""What is emptied of a volunteer who is let go of, inside the deed of whoever does it."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any

from app import clock
from app.actor import Actor, Role
from app.gatherings import steps as gatherings
from app.gatherings.rules import Kind
from app.locale import N_
from app.notices.tables import MailAddress
from app.people import sessions
from app.people.rules import pinyin
from app.people.tables import ActivationCode, CalendarKey, KnownAddress, Person, RoleGrant, Session
from app.shifts.filing import Agreeing, emptied, withdraw
from app.shifts.queries.own_data import has_served
from app.shifts.rules.consents import ConsentKind
from app.shifts.tables import (
    AcceptedSite,
    Application,
    ApplicationDecision,
    Assignment,
    AssignmentEnd,
    Availability,
    AvailabilityException,
    ConsentGiven,
    DataRequest,
    DataRequestAnswer,
    Erasure,
    GuardianConsent,
    StandInRequest,
    Volunteer,
    VolunteerSkill,
    VolunteerStatus,
)

ERASED_NAME = N_("已删除")
EMPTIED_ABOVE: list[Callable[[int], Awaitable[None]]] = []
"""What the slices above empty of a volunteer who is let go of, inside the same deed; they put theirs in."""


async def let_go(actor: Actor, volunteer: int, person: int, reason: str, now: datetime) -> bool:
    """Empty what the law lets go of, here and in the slices above, inside the caller's deed; returns whether the name stays."""
    kept = await has_served(person)
    await _erase_volunteer(actor, volunteer, person, now)
    if not kept:
        # The number names somebody in the national system; a record of service needs it, an application does not.
        await Volunteer.update({Volunteer.number: None}).where(Volunteer.id == volunteer)
    await empty_texts(volunteer, person)
    for empty in EMPTIED_ABOVE:
        await empty(volunteer)
    await _erase_person(person, kept, now)
    # Whoever came back and is erased again has the first one already; the ledger has both.
    if not await Erasure.exists().where(Erasure.volunteer == volunteer):
        await Erasure(
            volunteer=volunteer, name_kept=kept, reason=reason, by=actor.id, by_name=actor.name, at=now
        ).save()
    return kept


async def empty_texts(volunteer: int, person: int) -> None:
    """Empty the reasons that were written about somebody or by them; what happened, when and by whom stays.

    Source: 个人信息保护法 art. 47: a reason may tell of illness or family, and serves nobody once the person is gone.
    """
    await gatherings.empty_reasons(person, Kind.SHIFT)
    await VolunteerStatus.update({VolunteerStatus.reason: ""}).where(VolunteerStatus.volunteer == volunteer)
    await Assignment.update({Assignment.reason: ""}).where(Assignment.volunteer == volunteer)
    own = Assignment.select(Assignment.id).where(Assignment.volunteer == volunteer)
    await AssignmentEnd.update({AssignmentEnd.reason: ""}).where(AssignmentEnd.assignment.is_in(own))
    await StandInRequest.update({StandInRequest.reason: ""}).where(StandInRequest.assignment.is_in(own))
    asked = DataRequest.select(DataRequest.id).where(DataRequest.volunteer == volunteer)
    await DataRequestAnswer.update({DataRequestAnswer.reason: ""}).where(DataRequestAnswer.request.is_in(asked))
    applied = Application.select(Application.id).where(Application.person == person)
    await ApplicationDecision.update({ApplicationDecision.reason: ""}).where(
        ApplicationDecision.application.is_in(applied)
    )


async def _erase_volunteer(actor: Actor, volunteer: int, person: int, now: datetime) -> None:
    await Volunteer.update({Volunteer.born_on: None, Volunteer.sex: "", Volunteer.area: ""}).where(
        Volunteer.id == volunteer
    )
    for table in (VolunteerSkill, AcceptedSite, Availability, AvailabilityException):
        await table.delete().where(table.volunteer == volunteer)
    await GuardianConsent.update({GuardianConsent.ended_at: now}).where(
        (GuardianConsent.volunteer == volunteer) & GuardianConsent.ended_at.is_null()
    )
    await GuardianConsent.update(guardian_name="", guardian_phone="", relation="", proof="").where(
        GuardianConsent.volunteer == volunteer
    )
    await withdraw(volunteer, ConsentKind.DISPLAY, Agreeing(actor.id, actor.name, "own"), now)
    await ConsentGiven.update({ConsentGiven.alias: ""}).where(ConsentGiven.volunteer == volunteer)
    await Application.update(**emptied(guardian=True)).where(Application.person == person)
    await DataRequest.update({DataRequest.text: ""}).where(DataRequest.volunteer == volunteer)


async def _erase_person(person: int, name_kept: bool, now: datetime) -> None:
    """Whoever is something else besides keeps their account, and with it name and phone; it has another basis."""
    mine = (RoleGrant.person == person) & RoleGrant.ended_at.is_null()
    await RoleGrant.update({RoleGrant.ended_at: now}).where(mine & (RoleGrant.role == Role.VOLUNTEER.value))
    await sessions.end_sessions(person, now=now)
    if await RoleGrant.exists().where(mine):
        return
    today = clock.at_library(now).date()
    await ActivationCode.update({ActivationCode.expires_at: now}).where(ActivationCode.person == person)
    await CalendarKey.update({CalendarKey.ended_at: now}).where(
        (CalendarKey.person == person) & CalendarKey.ended_at.is_null()
    )
    await KnownAddress.delete().where(KnownAddress.person == person)
    await MailAddress.delete().where(MailAddress.person == person)
    await Session.update({Session.address: "", Session.agent: ""}).where(Session.person == person)
    # Out from today on: a day is only over when the next one begins.
    gone: dict[str, Any] = {"phone": None, "password_hash": None, "left_on": today - timedelta(days=1), "post": ""}
    if not name_kept:
        read = pinyin.readings(ERASED_NAME)
        gone |= {"name": ERASED_NAME, "name_pinyin": read, "name_initials": pinyin.initials(read)}
    await Person.update(**gone).where(Person.id == person)
