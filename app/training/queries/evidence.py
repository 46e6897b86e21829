"""What stands behind one row of the log: how it is known, what proves it, what was corrected."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.actor import Actor
from app.gatherings.queries.gathering import GatheringView, facts
from app.gatherings.queries.keeping import Line, Proof, line, proofs
from app.gatherings.queries.periods import Lock, lock_over
from app.gatherings.rules import Kind
from app.gatherings.rules.periods import Days
from app.training.rules.filtering import KINDS_OF, tabs_of
from app.training.rules.membership import may_see_party


@dataclass(frozen=True, slots=True)
class Behind:
    """One person at one gathering, with everything that was recorded and what proves it.

    Attributes:
        lock: over the day, where it is closed.
    """

    gathering: GatheringView
    line: Line
    proofs: Sequence[Proof]
    lock: Lock | None


async def behind(actor: Actor, gathering: int, person: int) -> Behind | None:
    """What stands behind a row, in four queries; None where there is no such row, or its tab is not theirs."""
    one = await facts(gathering)
    if one is None or not _is_theirs(actor, one.kind, person):
        return None
    row = await line(one, person)
    if row is None:
        return None
    known = [proof for proof in await proofs(actor, one) if proof.person in (None, person)]
    return Behind(one, row, known, await lock_over(Days.of(one.span).first))


def _is_theirs(actor: Actor, kind: Kind, person: int) -> bool:
    if kind is Kind.PARTY:
        return may_see_party(actor, person)
    return any(kind in KINDS_OF[tab] for tab in tabs_of(actor))
