"""Who is in the Party's ledgers of hours follows from who is in the branch and who leads it."""

from datetime import datetime

from app.party.queries.structure import branch_history
from app.party.rules.hours import memberships
from app.party.tables import PartyMember
from app.refusals import found
from app.training import steps
from app.training.rules.membership import Period


async def follow_membership(member: int, *, now: datetime) -> None:
    """Make a member's times in the ledgers those that the branch knows of the person; inside the deed that changed the branch.

    Args:
        member: id of one of the person's memberships of the branch.
    """
    row = found(await PartyMember.select(PartyMember.person).where(PartyMember.id == member).first())
    history = found(await branch_history())
    own = [one for one in history.rows["member"] if one.owner == row["person"]]
    seats = [seat for one in own for seat in history.of_member.get(("seat", one.id), ())]
    wanted = memberships(
        [Period(one.from_on, one.ended_on) for one in own], [Period(one.from_on, one.ended_on) for one in seats]
    )
    for ledger, periods in wanted.items():
        await steps.follow(row["person"], ledger, periods, now)
