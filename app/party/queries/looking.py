"""Who may open a restricted record, whether it is open, and who has looked."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from app import clock
from app.actor import Actor, Role
from app.party.queries.structure import structure_on
from app.party.rules.access import OPEN_FOR, Restricted, may_look
from app.party.tables import RestrictedView


async def may_open(actor: Actor, kind: Restricted, about: Collection[int]) -> bool:
    """Whether the actor may read such a record: it is about themself, or the rule of its kind lets them once they say why."""
    if actor.id in about:
        return True
    return await _may_open_at(actor, kind, clock.now())


async def _may_open_at(actor: Actor, kind: Restricted, now: datetime) -> bool:
    return may_look(kind, is_secretary=Role.SECRETARY in actor.roles, on_committee=await on_committee(actor, now))


async def on_committee(actor: Actor, now: datetime) -> bool:
    """Whether the actor has the committee's role and a seat on it today; a former member has not."""
    if Role.COMMITTEE not in actor.roles:
        return False
    structure = await structure_on(clock.at_library(now).date())
    member = structure.member(actor.person) if structure else None
    return member is not None and member.post is not None


async def is_open(actor: Actor, kind: Restricted, record: int, about: Collection[int], now: datetime) -> bool:
    """Whether the record is shown without asking: it is about the actor, or they said why within the last half hour.

    Who may not open such records any more has said so in vain: the half hour ends with the seat or the role.
    """
    if actor.id in about:
        return True
    said_why = await RestrictedView.exists().where(
        (RestrictedView.kind == kind.value)
        & (RestrictedView.record == record)
        & (RestrictedView.viewer == actor.person)
        & (RestrictedView.at > now - OPEN_FOR)
    )
    return bool(said_why) and await _may_open_at(actor, kind, now)


@dataclass(frozen=True, slots=True)
class Look:
    """Somebody opened a record about this person."""

    kind: Restricted
    viewer_name: str
    reason: str
    at: datetime


async def looks_at(person: int) -> list[Look]:
    """Who opened restricted records about a person and why, newest first."""
    rows = (
        await RestrictedView.select()
        .where(RestrictedView.person == person)
        .order_by(RestrictedView.id, ascending=False)
    )
    return [Look(Restricted(row["kind"]), row["viewer_name"], row["reason"], row["at"]) for row in rows]
