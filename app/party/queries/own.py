"""Whose business the branch's own life is: its members', and whoever sees the branch's records."""

from dataclasses import dataclass
from datetime import date

from app.actor import Actor, May
from app.locale import _
from app.party.queries.structure import structure_on
from app.party.rules.branch import Member, Structure
from app.refusals import Missing, Refused, WhyNot


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
        Missing: the actor has nothing to do with a branch.
        Refused: whoever keeps its records has not written the branch down yet.
    """
    structure = await structure_on(today)
    if structure is None:
        if actor.may(May.SEE_PARTY):
            raise Refused(no_branch())
        raise Missing
    me = structure.member(actor.person)
    if me is None and not actor.may(May.SEE_PARTY):
        raise Missing
    return Within(structure, me, actor.may(May.SEE_PARTY), actor.may(May.KEEP_PARTY))


def no_branch() -> WhyNot:
    """Why nothing of a branch can be shown or written: it is not written down."""
    return WhyNot("branch", _("还没有记下支部，先在“支部”页记下支部和党员"))
