"""Opening a restricted record: that it was opened stands in the ledger, and why is read by the person it is about."""

from collections.abc import Collection
from datetime import datetime

from app.actor import Actor
from app.audit import deed
from app.party.queries.looking import is_open, may_open
from app.party.rules.access import Restricted, why_not_look
from app.party.tables import RestrictedView
from app.refusals import Missing, Refused
from app.storage import database


async def look(
    actor: Actor, kind: Restricted, record: int, about: Collection[int], reason: str, *, now: datetime
) -> None:
    """Open a record for half an hour; what is open to the actor already needs no second reason and leaves no second row.

    Args:
        about: ids of the persons it is about; each of them reads that it was opened.

    Raises:
        Missing: such records are not the actor's business.
        Refused: no reason is given.
    """
    if await is_open(actor, kind, record, about, now):
        return
    # Why stands in the row and not in the ledger, which never changes: the person may have it deleted.
    async with deed(actor, "party_record.seen", record, kind=kind.value, about=sorted(about)):
        await database().hold(f"look {actor.person}")
        if not await may_open(actor, kind, about):
            raise Missing
        if await is_open(actor, kind, record, about, now):
            return
        if reasons := why_not_look(reason):
            raise Refused(*reasons)
        await RestrictedView.insert(
            *[
                RestrictedView(
                    kind=kind.value,
                    record=record,
                    person=person,
                    viewer=actor.person,
                    viewer_name=actor.name,
                    reason=reason.strip(),
                    at=now,
                )
                for person in sorted(about)
            ]
        )
