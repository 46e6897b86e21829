"""Writing down persons."""

from dataclasses import asdict
from datetime import datetime

from app import clock
from app.actor import Actor, Role
from app.audit import deed
from app.people import sessions
from app.people.queries.standing import one_change_of_rights_at_a_time, standing
from app.people.rules.names import taken
from app.people.rules.persons import FIELD_NAMES, Particulars, why_not_particulars
from app.people.rules.roles import why_not_at_once, why_not_go
from app.people.tables import Person, RoleGrant
from app.refusals import Refused, WhyNot, found
from app.storage import database

NAMES = "people names"
"""Held while it is looked whether a name to sign in by is free, so that a form sent twice is refused with a sentence."""


async def add_person(
    actor: Actor,
    given: Particulars,
    roles: frozenset[Role] = frozenset(),
    *,
    now: datetime,
    password_hash: str | None = None,
) -> Person:
    """Write down a new person, with roles that need no service point. They sign in after a code was issued to them.

    Args:
        roles: every role but coordinator, which `grant` gives for a service point.
        password_hash: only for the demo library and the first administrator; others set their own.

    Raises:
        Refused: a name to sign in by is malformed or somebody else's.
    """
    facts = given.tidied()
    async with deed(actor, "person.added", roles=sorted(roles)) as line:
        await database().hold(NAMES)
        if reasons := why_not_particulars(facts) + why_not_at_once(roles) + await _taken(facts, None):
            raise Refused(*reasons)
        person = Person(**asdict(facts), password_hash=password_hash)
        await person.save()
        line.subject = person.id
        line.details["name"] = facts.name
        if roles:
            await RoleGrant.insert(*(RoleGrant(person=person.id, role=r.value, granted_at=now) for r in sorted(roles)))
    return person


async def edit_person(actor: Actor, person: int, given: Particulars, *, now: datetime) -> None:
    """Correct a person's particulars; when they have left, their sessions end.

    With another name go its readings, unless others were sent along.

    Raises:
        Missing: there is no such person.
        Refused: a name to sign in by is malformed or somebody else's, or the last administrator would leave.
    """
    async with deed(actor, "person.edited", person) as line:
        await one_change_of_rights_at_a_time()
        await database().hold(NAMES)
        row = found(await Person.objects().where(Person.id == person).first())
        facts = given.corrects(particulars_of(row)).tidied()
        if (
            reasons := why_not_particulars(facts)
            + await _taken(facts, person)
            + await _why_not_leave(facts, person, now)
        ):
            raise Refused(*reasons)
        changed = [name for name, value in asdict(facts).items() if getattr(row, name) != value]
        # Which fields changed, not what stood in them: the ledger is read by more people than phone numbers are.
        line.details["changed"] = changed
        await Person.update(**asdict(facts)).where(Person.id == person)
        if _has_left(facts, now):
            await sessions.end_sessions(person, now=now)
    sessions.forget_actors()


def particulars_of(row: Person) -> Particulars:
    """What is written down about somebody, as it stands."""
    return Particulars(**{name: getattr(row, name) for name in FIELD_NAMES})


async def _taken(facts: Particulars, person: int | None) -> tuple[WhyNot, ...]:
    reasons = []
    for field in ("sign_in_name", "phone", "staff_number"):
        if value := getattr(facts, field):
            holder = await Person.select(Person.id, Person.name).where(getattr(Person, field) == value).first()
            if holder and holder["id"] != person:
                reasons.append(taken(field, holder["name"]))
    return tuple(reasons)


async def _why_not_leave(facts: Particulars, person: int, now: datetime) -> tuple[WhyNot, ...]:
    return why_not_go(found(await standing(person, now))) if _has_left(facts, now) else ()


def _has_left(facts: Particulars, now: datetime) -> bool:
    return facts.left_on is not None and facts.left_on < clock.at_library(now).date()
