"""Applications: those that wait, one's own by its receipt, and how many came lately."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from app.actor import Actor, Role
from app.people.rules.sessions import token_hash
from app.shifts.rules import Sex, Skill, Slot, State
from app.shifts.rules.recruiting import RECEIPT_KEPT, WINDOW, same_person
from app.shifts.rules.volunteers import Wishes
from app.shifts.tables import Application
from app.storage.moments import moment

WAITING = """
SELECT a.*, j.name AS project_name, p.name AS person_name, v.id AS volunteer, s.status
FROM application a JOIN project j ON j.id = a.project JOIN person p ON p.id = a.person
LEFT JOIN volunteer v ON v.person = a.person
LEFT JOIN volunteer_status s ON s.id = (SELECT max(n.id) FROM volunteer_status n WHERE n.volunteer = v.id)
WHERE NOT EXISTS (SELECT 1 FROM application_decision d WHERE d.application = a.id)
"""
BY_CODE = """
SELECT a.at, a.name, a.known, j.name AS project_name, d.outcome, d.reason, d.at AS decided_at, s.status
FROM application a JOIN project j ON j.id = a.project
LEFT JOIN application_decision d ON d.application = a.id
LEFT JOIN volunteer v ON v.person = a.person
LEFT JOIN volunteer_status s ON s.id = (SELECT max(n.id) FROM volunteer_status n WHERE n.volunteer = v.id)
WHERE a.code_hash = {} AND a.at > {}
"""
LATELY = """
SELECT count(*) AS everywhere, sum(CASE WHEN origin = {} THEN 1 ELSE 0 END) AS here FROM application WHERE at > {}
"""
OWN = """
SELECT guardian_name, guardian_phone, guardian_relation FROM application
WHERE person = {} AND guardian_name <> '' ORDER BY id DESC LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class ApplicationView:
    """An application that waits.

    Attributes:
        person_name: whose phone it is; `known` says that they were here before they applied.
        volunteer, state: what that person is as a volunteer already, if anything.
        guardian: name, phone and relation, as typed.
    """

    id: int
    project: int
    project_name: str
    person: int
    person_name: str
    known: bool
    volunteer: int | None
    state: State | None
    name: str
    phone: str
    wishes: Wishes
    guardian: tuple[str, str, str]
    texts: Sequence[str]
    display: str
    alias: str
    at: datetime

    @property
    def is_them(self) -> bool:
        """Whether the name typed is that of whose phone it is."""
        return same_person(self.name, self.person_name)

    @property
    def is_plain(self) -> bool:
        """Nothing speaks against letting it in with many others: nobody's name is in question."""
        return self.is_them and self.state is not State.PAUSED


@dataclass(frozen=True, slots=True)
class Receipt:
    """What an applicant learns of their application; the state only once it was let in."""

    project_name: str
    name: str
    at: datetime
    outcome: str
    reason: str
    state: State | None


async def waiting(actor: Actor) -> list[ApplicationView]:
    """Applications that wait and concern the actor: managers all, coordinators those who would come to their places."""
    rows = [_view(row) for row in await Application.raw(f"{WAITING} ORDER BY a.id")]
    return [one for one in rows if concerns(actor, one)]


async def application(actor: Actor, application_id: int) -> ApplicationView | None:
    """One that waits, when it concerns the actor."""
    rows = await Application.raw(f"{WAITING} AND a.id = {{}}", application_id)
    return next((one for one in map(_view, rows) if concerns(actor, one)), None)


def concerns(actor: Actor, one: ApplicationView) -> bool:
    """Whoever names no place would go to all of them."""
    return Role.MANAGER in actor.roles or not one.wishes.sites or bool(actor.sites & one.wishes.sites)


async def receipt(code: str, now: datetime) -> Receipt | None:
    """The application of this receipt; for a year."""
    rows = await Application.raw(BY_CODE, token_hash(code), now - RECEIPT_KEPT)
    for row in rows:
        state = State(row["status"]) if row["status"] and row["outcome"] == "approved" else None
        return Receipt(
            row["project_name"], row["name"], moment(row["at"]), row["outcome"] or "", row["reason"] or "", state
        )
    return None


async def lately(origin: str, now: datetime) -> tuple[int, int]:
    """How many applications came within the window from this address, and at all."""
    row = (await Application.raw(LATELY, origin, now - WINDOW))[0]
    return int(row["here"] or 0), int(row["everywhere"])


async def guardian_named(person: int) -> tuple[str, str, str] | None:
    """The guardian whom somebody named when they applied: name, phone, relation."""
    rows = await Application.raw(OWN, person)
    return (rows[0]["guardian_name"], rows[0]["guardian_phone"], rows[0]["guardian_relation"]) if rows else None


async def count_waiting(actor: Actor, now: datetime) -> tuple[int, int]:
    """How many wait for the actor, and for how many days the oldest does."""
    rows = await waiting(actor)
    days = (now - rows[0].at).days if rows else 0
    return len(rows), days


def _view(row: Mapping[str, Any]) -> ApplicationView:
    return ApplicationView(
        id=row["id"],
        project=row["project"],
        project_name=row["project_name"],
        person=row["person"],
        person_name=row["person_name"],
        known=bool(row["known"]),
        volunteer=row["volunteer"],
        state=State(row["status"]) if row["status"] else None,
        name=row["name"],
        phone=row["phone"],
        wishes=_wishes(row),
        guardian=(row["guardian_name"], row["guardian_phone"], row["guardian_relation"]),
        texts=_parts(row["texts"]),
        display=row["display"],
        alias=row["alias"],
        at=moment(row["at"]),
    )


def _wishes(row: Mapping[str, Any]) -> Wishes:
    born = row["born_on"]
    return Wishes(
        skills=frozenset(Skill(one) for one in _parts(row["skills"])),
        sites=frozenset(int(one) for one in _parts(row["sites"])),
        slots=tuple(Slot(*map(int, one.split("-"))) for one in _parts(row["slots"])),
        wanted_minutes=row["wanted_minutes"],
        most_minutes=row["most_minutes"],
        number=row["number"] or None,
        born_on=born if born is None or isinstance(born, date) else date.fromisoformat(str(born)),
        sex=Sex(row["sex"]) if row["sex"] else None,
        area=row["area"],
    )


def _parts(text: str) -> list[str]:
    return [one for one in text.split(",") if one]
