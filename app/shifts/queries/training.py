"""Volunteers in training, and what each of them still lacks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from app import clock
from app.actor import Actor
from app.gatherings.rules import Span
from app.people.rules.names import masked
from app.people.rules.pinyin import sort_key
from app.shifts.queries.consents import given_by, standing_texts
from app.shifts.queries.mine import oneself
from app.shifts.queries.people import people_facts
from app.shifts.queries.volunteers import sees_private
from app.shifts.rules import State
from app.shifts.rules.ages import ages_on, bands_of
from app.shifts.rules.consents import CONSENT_KINDS, to_ask_again
from app.shifts.rules.recruiting import Lack, lacking, untrained
from app.shifts.rules.seating import PersonFacts
from app.shifts.tables import Volunteer, VolunteerStatus
from app.training.queries.qualifications import before_active, valid_until

ACCOUNTS = """
SELECT v.id, p.phone, p.sign_in_name, CASE WHEN p.password_hash IS NULL THEN 0 ELSE 1 END AS has_password, g.role,
       (SELECT max(c.expires_at) FROM activation_code c WHERE c.person = p.id AND c.used_at IS NULL) AS card_until
FROM volunteer v JOIN person p ON p.id = v.person
LEFT JOIN role_grant g ON g.person = p.id AND g.ended_at IS NULL
"""
IN_TRAINING = """
SELECT v.id FROM volunteer v
JOIN volunteer_status s ON s.id = (SELECT max(n.id) FROM volunteer_status n WHERE n.volunteer = v.id)
WHERE s.status = 'training'
"""


@dataclass(frozen=True, slots=True)
class TrainingLine:
    """A volunteer on the way in, and what is lacking; `roles` are all that the person has."""

    volunteer: int
    person: int
    name: str
    phone: str
    roles: frozenset[str]
    has_password: bool
    lacking: tuple[Lack, ...]


async def in_training(actor: Actor, now: datetime) -> list[TrainingLine]:
    """Those in training who concern the actor, by name."""
    chosen = [row["id"] for row in await Volunteer.raw(IN_TRAINING)]
    lines = await _lines(chosen, now)
    return [line for facts, line in lines if sees_private(actor, facts)]


async def training_line(actor: Actor, volunteer: int, now: datetime, *, any_state: bool = False) -> TrainingLine | None:
    """One of them; with `any_state` whoever has not left."""
    for facts, line in await _lines([volunteer], now):
        fits = facts.state is State.TRAINING or (any_state and facts.state is not State.LEFT)
        if fits and sees_private(actor, facts):
            return line
    return None


async def own_asks(actor: Actor, now: datetime) -> dict[str, Any]:
    """What the first page of a volunteer asks of them: what is lacking in training, and texts to agree to."""
    facts = await oneself(actor, Span(now, now + timedelta(hours=1)))
    if facts is None or facts.state is State.LEFT:
        return {"lacking": (), "to_agree": [], "kinds": CONSENT_KINDS}
    texts = await standing_texts(clock.at_library(now).date())
    return {
        "lacking": await own_lacking(actor, facts, now) if facts.state is State.TRAINING else (),
        "to_agree": to_ask_again(await given_by(facts.volunteer), texts),
        "kinds": CONSENT_KINDS,
    }


async def own_lacking(actor: Actor, facts: PersonFacts, now: datetime) -> tuple[Lack, ...]:
    """What the actor themselves still lacks; they are signed in, so that they have a password."""
    today = clock.at_library(now).date()
    return lacking(facts, True, today, bands_of(ages_on(facts.ages, today)), await before_active())


async def not_yet_trained(volunteer: int, person: int, state: State, now: datetime) -> list[Lack]:
    """Which trainings a volunteer must still have before becoming active from this state."""
    trainings = await before_active()
    if not trainings:
        return []
    lately = state
    if state is State.PAUSED and await VolunteerStatus.exists().where(
        (VolunteerStatus.volunteer == volunteer) & (VolunteerStatus.status == State.ACTIVE.value)
    ):
        lately = State.ACTIVE
    held = (await valid_until([person])).get(person, {})
    return untrained(held, clock.at_library(now).date(), trainings, lately)


async def _lines(chosen: Sequence[int], now: datetime) -> list[tuple[PersonFacts, TrainingLine]]:
    people = await people_facts(Span(now, now + timedelta(hours=1)), chosen)
    accounts: dict[int, list[Mapping[str, Any]]] = {}
    if people:
        listed = ", ".join("{}" for _one in people)
        for row in await Volunteer.raw(f"{ACCOUNTS} WHERE v.id IN ({listed})", *people):
            accounts.setdefault(row["id"], []).append(row)
    ordered = sorted(people.values(), key=lambda one: (sort_key(one.pinyin), one.volunteer))
    trainings = await before_active()
    return [(one, _line(one, accounts[one.volunteer], trainings, now)) for one in ordered]


def _line(
    facts: PersonFacts, rows: Sequence[Mapping[str, Any]], trainings: Sequence[tuple[int, str]], now: datetime
) -> TrainingLine:
    today = clock.at_library(now).date()
    has_password = bool(rows[0]["has_password"])
    return TrainingLine(
        facts.volunteer,
        facts.person,
        facts.name,
        masked(rows[0]["phone"] or ""),
        frozenset(row["role"] for row in rows if row["role"]),
        has_password,
        lacking(facts, has_password, today, bands_of(ages_on(facts.ages, today)), trainings),
    )
