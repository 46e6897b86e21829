"""The file that proves something, for whoever may see what it proves."""

from dataclasses import dataclass

from app.actor import Actor
from app.gatherings.queries.gathering import facts, whose
from app.gatherings.queries.keeping import keeps
from app.gatherings.tables import Evidence
from app.storage.stored import Stored, stored


@dataclass(frozen=True, slots=True)
class ProofFile:
    """A file with the name under which it is handed out."""

    name: str
    file: Stored


async def proof_file(actor: Actor, gathering: int, evidence: int, *, thumb: bool = False) -> ProofFile | None:
    """The file of a piece of evidence, or its thumbnail, for the keeper and for whoever was expected and it concerns."""
    row = await (
        Evidence.select(Evidence.person, Evidence.reference, Evidence.file)
        .where((Evidence.id == evidence) & (Evidence.gathering == gathering))
        .first()
    )
    one = await facts(gathering)
    if row is None or one is None or row["file"] is None:
        return None
    is_theirs = row["person"] in (None, actor.id) and await whose(actor, gathering)
    if not is_theirs and not keeps(actor, one):
        return None
    file = await stored(row["file"], thumb=thumb)
    return ProofFile(row["reference"], file) if file else None
