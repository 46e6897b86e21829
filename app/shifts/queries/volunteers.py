"""Volunteers as lists and pages show them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from app import clock
from app.actor import Actor, Role
from app.gatherings.rules import Span
from app.people.rules.names import masked
from app.people.rules.pinyin import fold, means, sort_key
from app.shifts.queries.people import people_facts, served, volunteer_of
from app.shifts.rules import PaperKind, Sex, State
from app.shifts.rules.ages import is_child
from app.shifts.rules.seating import PersonFacts
from app.shifts.tables import Volunteer
from app.storage.moments import moment

PAGE = 50

STANDING = """
SELECT v.person, s.status FROM volunteer v
JOIN volunteer_status s ON s.id = (SELECT max(n.id) FROM volunteer_status n WHERE n.volunteer = v.id)
WHERE v.id = {}
"""
AHEAD = """
SELECT a.id, a.seat FROM assignment a JOIN shift s ON s.id = a.shift JOIN gathering g ON g.id = s.gathering
WHERE a.volunteer = {} AND a.ended_at IS NULL AND g.starts_at > {}
AND NOT EXISTS (SELECT 1 FROM gathering_cancellation x WHERE x.gathering = g.id) ORDER BY a.id
"""
LEFT = """
SELECT v.id FROM volunteer v
JOIN volunteer_status s ON s.id = (SELECT max(n.id) FROM volunteer_status n WHERE n.volunteer = v.id)
WHERE s.status = 'left'
"""
FILE = """
SELECT v.number, v.born_on, v.sex, v.area, v.applied_at, p.phone, p.name
FROM volunteer v JOIN person p ON p.id = v.person WHERE v.id = {}
"""
HISTORY = "SELECT status, reason, by_name, at FROM volunteer_status WHERE volunteer = {} ORDER BY id"
PAPERS = "SELECT kind, reference, from_on, to_on FROM volunteer_paper WHERE volunteer = {} ORDER BY id DESC"
CONSENT = """
SELECT guardian_name, guardian_phone, relation, proof, given_on, recorded_by_name FROM guardian_consent
WHERE volunteer = {} AND ended_at IS NULL ORDER BY id DESC LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class Sought:
    """What the reader filters by; empty means whoever has not left. `page` counts from 1."""

    text: str = ""
    state: str = ""
    place: int | None = None
    page: int = 1


@dataclass(frozen=True, slots=True)
class VolunteerLine:
    """One volunteer of a list. `private` is whether the reader may see birth and guardian."""

    facts: PersonFacts
    shifts: int
    minutes: int
    private: bool


@dataclass(frozen=True, slots=True)
class VolunteerList:
    """One page of volunteers in the order of their names, and how many there are on all pages."""

    lines: Sequence[VolunteerLine]
    total: int
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class Entry:
    """A state that somebody came into."""

    state: State
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Paper:
    """Something in the file."""

    kind: PaperKind
    reference: str
    from_on: date
    to_on: date | None


@dataclass(frozen=True, slots=True)
class Consent:
    """A guardian's consent that holds."""

    guardian: str
    phone: str
    relation: str
    proof: str
    given_on: date
    recorded_by: str


@dataclass(frozen=True, slots=True)
class VolunteerFile:
    """All that is written down about a volunteer; `consent` and birth are None for readers whom they do not concern."""

    facts: PersonFacts
    number: str
    phone: str
    born_on: date | None
    applied_at: datetime
    history: Sequence[Entry]
    papers: Sequence[Paper]
    consent: Consent | None
    private: bool
    child: bool
    sex: Sex | None = None
    area: str = ""


async def state_of(volunteer: int) -> tuple[int, State] | None:
    """The person and where they stand as a volunteer."""
    rows = await Volunteer.raw(STANDING, volunteer)
    return (rows[0]["person"], State(rows[0]["status"])) if rows else None


async def seats_ahead(volunteer: int, now: datetime) -> list[tuple[int, int]]:
    """Assignment and seat of every shift to come."""
    return [(row["id"], row["seat"]) for row in await Volunteer.raw(AHEAD, volunteer, now)]


def sees_private(actor: Actor, facts: PersonFacts) -> bool:
    """Birth and guardian concern managers, and coordinators of a place to which the volunteer goes."""
    return Role.MANAGER in actor.roles or not facts.sites or bool(actor.sites & facts.sites)


async def volunteers(actor: Actor, sought: Sought, now: datetime) -> VolunteerList:
    """The volunteers that match, sorted by pinyin."""
    chosen = [row["id"] for row in await Volunteer.raw(LEFT)] if sought.state == State.LEFT else None
    people = (await people_facts(Span(now, now + timedelta(hours=1)), chosen)).values()
    rows = [one for one in people if _is_meant(one, sought)]
    rows.sort(key=lambda one: (sort_key(one.pinyin), one.volunteer))
    pages = max(1, -(-len(rows) // PAGE))
    number = min(max(1, sought.page), pages)
    shown = rows[(number - 1) * PAGE : number * PAGE]
    counted = await served()
    lines = [VolunteerLine(one, *counted.get(one.person, (0, 0)), sees_private(actor, one)) for one in shown]
    return VolunteerList(lines, len(rows), number, pages)


async def volunteer_file(actor: Actor, volunteer: int, now: datetime) -> VolunteerFile | None:
    """One volunteer with everything in the file."""
    facts = (await people_facts(Span(now, now + timedelta(hours=1)), [volunteer])).get(volunteer)
    if facts is None:
        return None
    row = (await Volunteer.raw(FILE, volunteer))[0]
    history = [_entry(one) for one in await Volunteer.raw(HISTORY, volunteer)]
    papers = [
        Paper(PaperKind(one["kind"]), one["reference"], _day(one["from_on"]), _day_or_none(one["to_on"]))
        for one in await Volunteer.raw(PAPERS, volunteer)
    ]
    consents = await Volunteer.raw(CONSENT, volunteer)
    private = sees_private(actor, facts) or facts.person == actor.id
    return VolunteerFile(
        facts=facts,
        number=row["number"] or "",
        phone=(row["phone"] or "") if private else masked(row["phone"] or ""),
        born_on=facts.born_on if private else None,
        applied_at=moment(row["applied_at"]),
        history=history,
        papers=papers,
        consent=_consent(consents[0]) if consents and private else None,
        private=private,
        child=is_child(facts.born_on, clock.at_library(now).date()),
        sex=Sex(row["sex"]) if row["sex"] and private else None,
        area=row["area"] if private else "",
    )


async def own_file(actor: Actor, now: datetime) -> VolunteerFile | None:
    """The actor's own file; None when they are no volunteer."""
    volunteer = await volunteer_of(actor.person)
    return None if volunteer is None else await volunteer_file(actor, volunteer, now)


def _is_meant(one: PersonFacts, sought: Sought) -> bool:
    if sought.state and one.state.value != sought.state:
        return False
    if sought.place is not None and one.sites and sought.place not in one.sites:
        return False
    typed = fold(sought.text)
    return not typed or means(typed, one.name, one.pinyin, one.initials)


def _entry(row: Mapping[str, Any]) -> Entry:
    return Entry(State(row["status"]), row["reason"], row["by_name"], moment(row["at"]))


def _consent(row: Mapping[str, Any]) -> Consent:
    return Consent(
        row["guardian_name"],
        row["guardian_phone"],
        row["relation"],
        row["proof"],
        _day(row["given_on"]),
        row["recorded_by_name"],
    )


def _day(value: object) -> date:
    return value if isinstance(value, date) else date.fromisoformat(str(value))


def _day_or_none(value: object) -> date | None:
    return None if value is None else _day(value)
