"""Coming back to one's seat without an account: name, the last digits of the phone and the learner's own code."""

from datetime import datetime

from app.actor import Actor
from app.audit import deed
from app.classes import queries
from app.classes.queries import LearnerView
from app.classes.rules import Claim
from app.people import guesses
from app.people.rules.throttle import wrong_claim
from app.refusals import Refused


async def find_seat(actor: Actor, class_id: int, claim: Claim, *, now: datetime) -> LearnerView:
    """The seat that the claim points to; tries are counted as those of signing in are, before they are looked at.

    Args:
        actor: a visitor; `origin` is the address.

    Raises:
        Refused: it is nobody's or was given back (one sentence for both), or too many tries.
    """
    guess = await guesses.take_at_claim(f"class {class_id} {claim.name} {claim.last_digits}", actor.origin, now)
    enrolment = await queries.seat_of(class_id, claim.name, claim.last_digits, claim.code)
    seat = await queries.learner(actor, enrolment) if enrolment is not None else None
    if seat is None or seat.ended_at is not None:
        async with deed(actor, "class_code.refused", class_id):
            pass
        raise Refused(wrong_claim(guess.left))
    await guesses.forgive(guess, actor.origin, now)
    return seat
