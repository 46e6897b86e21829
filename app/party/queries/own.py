"""Whose business the branch's own life is: its members', and whoever sees the branch's records."""

from dataclasses import dataclass
from datetime import date

from app.actor import Actor, May
from app.party.queries.structure import structure_on
from app.party.rules.branch import Member, Structure
from app.refusals import Missing


@dataclass(frozen=True, slots=True)
class Within:
    """The branch today as somebody within it sees it.

    Attributes:
        me: the member that the actor is; None for a secretary or auditor of another branch.
        sees_all: whether they read what the branch keeps of everybody.
        keeps: whether they write it down.
    """

    structure: Structure
    me: Member | None
    sees_all: bool
    keeps: bool


async def within(actor: Actor, today: date) -> Within:
    """The branch, for its members and for who keeps its records.

    Raises:
        Missing: there is no branch, or the actor has nothing to do with it.
    """
    structure = await structure_on(today)
    if structure is None:
        raise Missing
    me = structure.member(actor.person)
    if me is None and not actor.may(May.SEE_PARTY):
        raise Missing
    return Within(structure, me, actor.may(May.SEE_PARTY), actor.may(May.KEEP_PARTY))
