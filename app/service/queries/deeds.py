"""What was done about a service, out of the ledger of deeds."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.audit.tables import Deed
from app.storage.moments import moment

DONE = """
SELECT at, actor_name, verb FROM deed
WHERE (verb IN ('service.voided', 'service.redone') AND subject = {})
OR (verb IN ('gathering.closed', 'service.approved', 'presence_claim.answered') AND subject = {}) ORDER BY id
"""


@dataclass(frozen=True, slots=True)
class Done:
    """One deed."""

    at: datetime
    who: str
    verb: str


async def done_about(record: int, gathering: int) -> Sequence[Done]:
    """The deeds about a record and the list it comes from, the oldest first; those about other people's attendance are not."""
    rows = await Deed.raw(DONE, record, gathering)
    return [Done(moment(row["at"]), row["actor_name"], row["verb"]) for row in rows]
