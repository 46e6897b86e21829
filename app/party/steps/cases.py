"""A case inside a deed: as it stands, and held so that nobody else writes in it."""

from app.party.queries.cases import case_facts
from app.party.rules.cases.facts import CaseFacts
from app.refusals import found
from app.storage import database


async def locked(case: int) -> CaseFacts:
    """The case as it stands; whoever else writes in it waits.

    Raises:
        Missing: there is none.
    """
    await database().hold(f"applicant {case}")
    return found(await case_facts(case))
