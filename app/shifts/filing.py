"""What several actions write into a volunteer's file, inside the deed of whoever does it."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from app import clock
from app.actor import Actor, Role
from app.locale import N_, _
from app.people.tables import Person, RoleGrant, ServicePoint
from app.refusals import Missing, Refused, WhyNot, found
from app.shifts.queries.consents import written_texts
from app.shifts.queries.people import people_facts
from app.shifts.queries.seats import seat_view
from app.shifts.queries.volunteers import seats_ahead
from app.shifts.rules import End, PaperKind, State, WaitingEnd
from app.shifts.rules.consents import SHIPPED_TEXTS, ConsentKind, Display, Text, standing_text
from app.shifts.rules.reasons import Reason
from app.shifts.rules.seating import conflicts
from app.shifts.rules.volunteers import Wishes
from app.shifts.steps import end_wishes, holder_of, leave_line, leave_seat, move_up, tell_coordinators
from app.shifts.tables import (
    AcceptedSite,
    Application,
    ApplicationDecision,
    Availability,
    ConsentGiven,
    ConsentText,
    ConsentWithdrawal,
    Volunteer,
    VolunteerPaper,
    VolunteerSkill,
    VolunteerStatus,
    Waiting,
)
from app.storage import database

COMMITTED = N_("网上勾选：志愿服务承诺书第 %(version)d 版")
NO_CONSENT = N_("监护人收回同意")
UNCONSENTED = N_("%(name)s 的监护人收回了同意，让出：%(when)s %(place)s %(post)s")
STANDING_IDS = """
SELECT g.id FROM consent_given g JOIN consent_text t ON t.id = g.text
WHERE g.volunteer = {} AND t.kind = {} AND NOT EXISTS (SELECT 1 FROM consent_withdrawal w WHERE w.given = g.id)
"""


async def ensure_own_number(number: str | None, volunteer: int | None) -> None:
    """A national number is one person's.

    Raises:
        Refused: another volunteer has it.
    """
    row = await Volunteer.select(Volunteer.id).where(Volunteer.number == number).first() if number else None
    if row and row["id"] != volunteer:
        raise Refused(WhyNot("number", _("这个志愿者编号已有人用，核对后重填")))


async def unless_taken(wishes: Wishes, volunteer: int | None) -> Wishes:
    """The same without a national number that is another volunteer's: a coordinator looks at it with the person."""
    row = (
        await Volunteer.select(Volunteer.id).where(Volunteer.number == wishes.number).first() if wishes.number else None
    )
    return replace(wishes, number=None) if row and row["id"] != volunteer else wishes


async def write_volunteer(actor: Actor, person: int, wishes: Wishes, now: datetime) -> int:
    """The rows of a new volunteer, as applied; returns their id.

    Raises:
        Missing, Refused: there is no such service point, or the number is somebody else's.
    """
    await ensure_own_number(wishes.number or None, None)
    row = Volunteer(
        person=person,
        number=wishes.number or None,
        born_on=wishes.born_on,
        sex=wishes.sex.value if wishes.sex else "",
        area=wishes.area,
        wanted_minutes=wishes.wanted_minutes,
        most_minutes=wishes.most_minutes,
        applied_at=now,
    )
    await row.save()
    await write_state(actor, row.id, State.APPLIED, "", now)
    await write_wishes(row.id, wishes)
    return int(row.id)


async def change_volunteer(volunteer: int, wishes: Wishes) -> None:
    """Replace all that somebody may change of a volunteer.

    Raises:
        Missing, Refused: there is no such service point, or the number is somebody else's.
    """
    await ensure_own_number(wishes.number or None, volunteer)
    await Volunteer.update(
        {
            Volunteer.wanted_minutes: wishes.wanted_minutes,
            Volunteer.most_minutes: wishes.most_minutes,
            Volunteer.number: wishes.number or None,
            Volunteer.born_on: wishes.born_on,
            Volunteer.sex: wishes.sex.value if wishes.sex else "",
            Volunteer.area: wishes.area,
        }
    ).where(Volunteer.id == volunteer)
    await write_wishes(volunteer, wishes)


async def make_volunteer(person: int, now: datetime) -> None:
    """A person who is here already becomes a volunteer.

    Raises:
        Missing, Refused: there is no such person, or they are one.
    """
    found(await Person.exists().where(Person.id == person) or None)
    if await Volunteer.exists().where(Volunteer.person == person):
        raise Refused(WhyNot("already", _("这个人已经登记为志愿者")))
    await grant_role(person, now)


async def grant_role(person: int, now: datetime) -> None:
    """The person acts as a volunteer from now on; nothing where they do already."""
    holds = (RoleGrant.person == person) & (RoleGrant.role == Role.VOLUNTEER.value) & RoleGrant.ended_at.is_null()
    if not await RoleGrant.exists().where(holds):
        await RoleGrant(person=person, role=Role.VOLUNTEER.value, granted_at=now).save()


async def write_state(actor: Actor, volunteer: int, state: State, reason: str, now: datetime) -> None:
    """The volunteer comes into this state; whether they may, was asked."""
    await VolunteerStatus(
        volunteer=volunteer, status=state.value, reason=reason, by=actor.id, by_name=actor.name, at=now
    ).save()
    if state is State.LEFT:
        await end_wishes(actor, volunteer, now)


async def write_wishes(volunteer: int, wishes: Wishes) -> None:
    """Replace what a volunteer can, where they go and when they are free.

    Raises:
        Missing: there is no such service point.
    """
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


async def give_up_seats(actor: Actor, volunteer: int, now: datetime) -> int:
    """Free the seats to come and the places in lines; seats go to those in line. Returns how many seats."""
    held = await seats_ahead(volunteer, now)
    for assignment, seat_id in held:
        seat = found(await seat_view(seat_id))
        await leave_seat(actor, seat, holder_of(seat, assignment), End.STATUS, now)
        await move_up(actor, seat_id, now)
    for row in await Waiting.select(Waiting.seat).where(Waiting.volunteer == volunteer, Waiting.ended_at.is_null()):
        await leave_line(row["seat"], volunteer, WaitingEnd.LEFT, now)
        await move_up(actor, row["seat"], now)
    return len(held)


async def give_up_unconsented(actor: Actor, volunteer: int, now: datetime) -> int:
    """Free the seats to come which a minor may not have without the consent of a guardian; returns how many.

    Their place in a line they keep: nobody moves up before the guardian agrees again.

    Source: 文化志愿服务管理办法 art. 4; 个人信息保护法 art. 15 and 31.
    """
    freed = 0
    for assignment, seat_id in await seats_ahead(volunteer, now):
        seat = found(await seat_view(seat_id))
        person = (await people_facts(seat.facts.span, [volunteer]))[volunteer]
        if not any(one.code == Reason.AGE for one in conflicts(person, seat.facts, now)):
            continue
        await leave_seat(actor, seat, holder_of(seat, assignment), End.STATUS, now, reason=_(NO_CONSENT))
        await move_up(actor, seat_id, now)
        await tell_coordinators(actor, seat, UNCONSENTED, now, name=person.name)
        freed += 1
    return freed


async def text_row(kind: ConsentKind, day: date, now: datetime) -> Text:
    """The version that holds, as a row: the wording that ships becomes one when somebody first agrees to it."""
    text = standing_text(kind, await written_texts(), day)
    if text.id is not None:
        return text
    await database().hold("consent texts")
    again = standing_text(kind, await written_texts(), day)
    if again.id is not None:
        return again
    # Kept in Chinese, in whatever language it was read.
    row = ConsentText(
        kind=kind.value, version=1, text=SHIPPED_TEXTS[kind], from_on=text.from_on, by_name="zhixing", at=now
    )
    await row.save()
    return replace(text, id=int(row.id))


@dataclass(frozen=True, slots=True)
class Agreeing:
    """Who agrees, how, and to be shown as what; `by` is None where nobody was signed in."""

    by: int | None
    name: str
    how: str
    choice: Display = Display.NONE
    alias: str = ""


async def agree_to(volunteer: int, kinds: Collection[ConsentKind], who: Agreeing, now: datetime) -> None:
    """Write down that a volunteer agrees to what holds today; a refused display withdraws the one that stood."""
    today = clock.at_library(now).date()
    if ConsentKind.DISPLAY in kinds:
        await withdraw(volunteer, ConsentKind.DISPLAY, who, now)
    meant = [kind for kind in sorted(kinds) if kind is not ConsentKind.DISPLAY or who.choice is not Display.NONE]
    await agree_to_texts(volunteer, [await text_row(kind, today, now) for kind in meant], who, now)


async def agree_to_texts(volunteer: int, texts: Collection[Text], who: Agreeing, now: datetime) -> None:
    """Write down that a volunteer agrees to these very versions; the commitment goes into the file as a paper."""
    for text in texts:
        is_shown = text.kind is ConsentKind.DISPLAY
        await ConsentGiven(
            volunteer=volunteer,
            text=text.id,
            choice=who.choice.value if is_shown else "",
            alias=who.alias.strip() if is_shown else "",
            how=who.how,
            by=who.by,
            by_name=who.name,
            at=now,
        ).save()
        if text.kind is ConsentKind.COMMITMENT:
            await VolunteerPaper(
                volunteer=volunteer,
                kind=PaperKind.COMMITMENT.value,
                reference=COMMITTED % {"version": text.version},
                from_on=clock.at_library(now).date(),
                at=now,
            ).save()


async def withdraw(volunteer: int, kind: ConsentKind, who: Agreeing, now: datetime) -> None:
    """A consent that stood no longer holds; nothing where none stood."""
    for row in await ConsentGiven.raw(STANDING_IDS, volunteer, kind.value):
        await ConsentWithdrawal(given=row["id"], by=who.by, by_name=who.name, at=now).save()


def emptied(*, guardian: bool) -> dict[str, Any]:
    """What is left of an application once it is decided: nothing that was typed, and the guardian only while needed."""
    texts = ["name", "sex", "phone", "area", "number", "skills", "sites", "slots", "alias", "origin"]
    texts += ["guardian_name", "guardian_phone", "guardian_relation"] if guardian else []
    return {**dict.fromkeys(texts, ""), "born_on": None}


def decided(person: int) -> Any:
    """Which applications of a person are decided, as a condition."""
    done = ApplicationDecision.select(ApplicationDecision.application)
    return (Application.person == person) & Application.id.is_in(done)
