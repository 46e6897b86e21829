"""A case inside a deed: as it stands, and held so that nobody else writes in it."""

from app.locale import _
from app.party.queries.case_texts import corrections_of
from app.party.queries.cases import case_facts
from app.party.rules.cases.facts import CaseFacts, Happened
from app.refusals import Refused, WhyNot, found
from app.storage import database


async def locked(case: int) -> CaseFacts:
    """The case as it stands; whoever else writes in it waits.

    Raises:
        Missing: there is none.
    """
    await database().hold(f"applicant {case}")
    return found(await case_facts(case))


async def standing_record(facts: CaseFacts, number: int) -> Happened:
    """One record of the case as it stands.

    Raises:
        Missing, Refused: there is none; it was put right or taken off meanwhile, as in another tab.
    """
    one = next((each for each in facts.happened if each.number == number and number), None)
    if one is None and number in {each.number for each in await corrections_of(facts.id)}:
        raise Refused(WhyNot("act", _("这一条已经更正或撤下过；回到个案，点现在的那一条")))
    return found(one)
