"""The file that proves something, for whoever may see what it proves."""

from dataclasses import dataclass

from app.actor import Actor
from app.gatherings.queries.gathering import facts, whose
from app.gatherings.queries.keeping import keeps, proof
from app.storage.stored import HOLDERS, Stored, stored

HOLDERS.append(
    "SELECT e.id FROM evidence e WHERE e.file = {} "
    "AND NOT EXISTS (SELECT 1 FROM evidence_removal x WHERE x.evidence = e.id) LIMIT 1"
)


@dataclass(frozen=True, slots=True)
class ProofFile:
    """A file with the name under which it is handed out."""

    name: str
    file: Stored


async def proof_file(actor: Actor, gathering: int, evidence: int, *, thumb: bool = False) -> ProofFile | None:
    """The file of a piece of evidence, or its thumbnail, for the keeper and for whoever was expected and it concerns."""
    one = await facts(gathering)
    proven = await proof(actor, one, evidence) if one else None
    if one is None or proven is None or proven.file is None or proven.removal:
        return None
    if not keeps(actor, one) and not await whose(actor, gathering):
        return None
    file = await stored(proven.file, thumb=thumb)
    return ProofFile(proven.reference, file) if file else None
