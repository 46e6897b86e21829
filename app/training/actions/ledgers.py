"""Putting people into ledgers of hours, and ending that."""

from datetime import date, datetime

from app.actor import Actor
from app.audit import deed
from app.refusals import Missing, Refused, found
from app.storage import database
from app.training.queries import ledgers as queries
from app.training.queries.ledgers import Membership
from app.training.rules import Ledger
from app.training.rules.membership import Period, may_keep, why_not_add, why_not_period
from app.training.tables import LedgerMembership


async def give_membership(actor: Actor, person: int, ledger: Ledger, period: Period, *, now: datetime) -> int:
    """Put the person into the ledger; returns the id of the membership.

    Raises:
        Missing: there is no such person, or the ledger is not the actor's to keep.
        Refused: the days cannot be, or share a day with another membership of that ledger.
    """
    _keeps(actor, ledger)
    # Which ledger is not said: whoever reads the deeds need not know who is in the Party.
    async with deed(actor, "membership.given", person=person) as line:
        await database().hold(f"ledgers of {person}")
        found(await queries.member(person))
        held = [one.period for one in await queries.memberships(actor, person) if one.ledger is ledger]
        if reasons := why_not_add(period, held):
            raise Refused(*reasons)
        row = LedgerMembership(person=person, ledger=ledger.value, from_on=period.from_on, to_on=period.to_on, at=now)
        await row.save()
        line.subject = row.id
        line.details |= {"from_on": period.from_on, "to_on": period.to_on}
    return int(row.id)


async def end_membership(actor: Actor, membership: int, to_on: date) -> None:
    """The membership lasts until this day.

    Raises:
        Missing: there is none, or it is not the actor's to keep.
        Refused: the day is before its beginning.
    """
    async with deed(actor, "membership.ended", membership, to_on=to_on):
        held = await _held(actor, membership)
        if reasons := why_not_period(Period(held.period.from_on, to_on)):
            raise Refused(*reasons)
        others = await _others(actor, held)
        if reasons := why_not_add(Period(held.period.from_on, to_on), others):
            raise Refused(*reasons)
        await LedgerMembership.update({LedgerMembership.to_on: to_on}).where(LedgerMembership.id == membership)


async def resume_membership(actor: Actor, membership: int) -> None:
    """The membership has no end after all.

    Raises:
        Missing: there is none, or it is not the actor's to keep.
        Refused: another one of the same ledger has begun since.
    """
    async with deed(actor, "membership.resumed", membership):
        held = await _held(actor, membership)
        if reasons := why_not_add(Period(held.period.from_on), await _others(actor, held)):
            raise Refused(*reasons)
        await LedgerMembership.update({LedgerMembership.to_on: None}).where(LedgerMembership.id == membership)


async def _held(actor: Actor, membership: int) -> Membership:
    """The membership, when nobody else changes the person's ledgers any more."""
    person = found(await queries.whose(membership))
    await database().hold(f"ledgers of {person}")
    held = found(next((one for one in await queries.memberships(actor, person) if one.id == membership), None))
    _keeps(actor, held.ledger)
    return held


async def _others(actor: Actor, held: Membership) -> list[Period]:
    given = await queries.memberships(actor, held.person)
    return [one.period for one in given if one.ledger is held.ledger and one.id != held.id]


def _keeps(actor: Actor, ledger: Ledger) -> None:
    if not may_keep(actor, ledger):
        raise Missing
