"""Applying to be a volunteer, without an account; and looking an application up by its receipt."""

import secrets
from datetime import date, datetime
from typing import Any

from app import clock
from app.actor import Actor, Role
from app.audit import deed
from app.locale import N_, _
from app.notices import tell
from app.people import guesses
from app.people.actions import persons
from app.people.rules.codes import new_code, tidy_code
from app.people.rules.names import phone_digits, why_not_names
from app.people.rules.persons import Particulars
from app.people.rules.sessions import token_hash
from app.people.tables import Person
from app.refusals import Refused, WhyNot, found
from app.shifts.filing import Agreeing, agree_to, text_row, unless_taken, write_volunteer
from app.shifts.queries.ages import standing_bands
from app.shifts.queries.applications import Receipt, lately, receipt
from app.shifts.queries.places import coordinators
from app.shifts.queries.projects import project
from app.shifts.rules.ages import needs_consent
from app.shifts.rules.consents import ConsentKind, Display
from app.shifts.rules.recruiting import Applied, why_not_apply, why_not_flood, why_not_project
from app.shifts.rules.volunteers import Wishes
from app.shifts.tables import Application
from app.storage import database

CAME_IN = N_("有人报名做志愿者：%(project)s")
REVIEW = "/volunteers/review"


async def apply(actor: Actor, project_id: int, given: Applied, *, now: datetime) -> str:
    """Send an application; returns its receipt, which is kept nowhere.

    Whoever is not known becomes a person without a password and a volunteer who has applied. A phone that is known makes
    no difference to what the applicant sees; the application waits beside that person, and nothing of theirs changes.

    Args:
        actor: a visitor; `origin` is the address.

    Raises:
        Missing, Refused: there is no such project or place, it takes nobody, too many came, or a field is wrong.
    """
    code = new_code()
    async with deed(actor, "application.made", project=project_id) as line:
        one = found(await project(actor, project_id))
        # Taken first and by everybody: two who send the same phone must not both be new.
        await database().hold(persons.NAMES)
        today = clock.at_library(now).date()
        reasons = why_not_project(one.open_to_applicants, one.from_on, one.to_on, today)
        reasons += why_not_flood(*await lately(actor.origin, now))
        if reasons := reasons or await _why_not(given, now):
            raise Refused(*reasons)
        phone = phone_digits(given.phone)
        holder = await Person.select(Person.id).where(Person.phone == phone).first()
        person = holder["id"] if holder else await _become(actor, given, phone, now)
        texts = [str((await text_row(kind, today, now)).id) for kind in sorted(await _agreed(given, today))]
        row = Application(
            _columns(given, phone),
            project=project_id,
            person=person,
            known=bool(holder),
            code_hash=token_hash(code),
            texts=",".join(texts),
            origin=actor.origin,
            at=now,
        )
        await row.save()
        line.subject = row.id
        line.details["person"] = person
        await _tell_coordinators(actor, given, one.name, now)
    return code


async def find(actor: Actor, typed: str, *, now: datetime) -> Receipt:
    """The application of a receipt; wrong ones count against the address, as guesses at activation codes do.

    Raises:
        Refused: it is nobody's, or too many tries.
    """
    await guesses.refuse_more_codes(actor.origin, now)
    if known := await receipt(tidy_code(typed), now):
        return known
    async with deed(actor, "application_code.refused"):
        await guesses.wrong_code(actor.origin, now)
    raise Refused(WhyNot("code", _("没有这个回执号，核对后再试；忘了就问服务点的协调员")))


async def _why_not(given: Applied, now: datetime) -> tuple[WhyNot, ...]:
    today = clock.at_library(now).date()
    reasons = why_not_apply(given, today, await standing_bands(today))
    reasons += tuple(one for one in why_not_names("somebody", phone_digits(given.phone)) if "phone" in one.code)
    return reasons


async def _become(actor: Actor, given: Applied, phone: str, now: datetime) -> int:
    # People sign in by their phone; the name is one that nobody else has.
    facts = Particulars(given.name, f"v{secrets.token_hex(4)}", phone=phone)
    person = (await persons.add_person(actor, facts, frozenset({Role.VOLUNTEER}), now=now)).id
    volunteer = await write_volunteer(actor, person, await unless_taken(wishes_of(given), None), now)
    who = Agreeing(None, given.name, "application", given.display, given.alias)
    await agree_to(volunteer, await _agreed(given, clock.at_library(now).date()), who, now)
    return int(person)


def wishes_of(given: Applied) -> Wishes:
    """What an applicant can and wants."""
    return Wishes(
        skills=given.skills,
        sites=given.sites,
        slots=given.slots,
        wanted_minutes=given.wanted_minutes,
        most_minutes=given.most_minutes,
        number=given.number or None,
        born_on=given.born_on,
        sex=given.sex,
        area=given.area,
    )


async def _agreed(given: Applied, today: date) -> frozenset[ConsentKind]:
    kinds = {ConsentKind(kind) for kind in given.agreed}
    # Whose guardian has to agree was shown that text as well; the guardian's own word is on paper.
    if needs_consent(given.born_on, today, await standing_bands(today)):
        kinds.add(ConsentKind.GUARDIAN)
    if given.display is not Display.NONE:
        kinds.add(ConsentKind.DISPLAY)
    return frozenset(kinds)


def _columns(given: Applied, phone: str) -> dict[Any, Any]:
    name, guardian_phone, relation = given.guardian
    return {
        "name": " ".join(given.name.split()),
        "sex": given.sex.value if given.sex else "",
        "born_on": given.born_on,
        "phone": phone,
        "area": given.area,
        "number": given.number,
        "skills": ",".join(sorted(given.skills)),
        "sites": ",".join(map(str, sorted(given.sites))),
        "slots": ",".join(f"{one.weekday}-{one.from_minute}-{one.to_minute}" for one in given.slots),
        "wanted_minutes": given.wanted_minutes,
        "most_minutes": given.most_minutes,
        "guardian_name": name,
        "guardian_phone": guardian_phone,
        "guardian_relation": relation,
        "display": given.display.value,
        "alias": given.alias,
    }


async def _tell_coordinators(actor: Actor, given: Applied, project_name: str, now: datetime) -> None:
    known = await coordinators()
    # Whoever names no place would go to all of them.
    meant = given.sites or known.keys()
    people = {person for place in meant for person, _name in known.get(place, ())}
    await tell(actor, people, CAME_IN, address=REVIEW, now=now, project=project_name)
