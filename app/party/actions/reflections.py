"""Writing 三问, letting the branch read it, taking it back."""

from datetime import date, datetime

from app import clock
from app.actor import Actor
from app.audit import deed
from app.party.queries import campaigns
from app.party.queries import reflections as queries
from app.party.queries.own import within
from app.party.rules.reflections import Answers, why_not_begin, why_not_day, why_not_erase, why_not_share, why_not_write
from app.party.steps.twice import ensure_new
from app.party.tables import Reflection, ReflectionErasure, ReflectionSharing
from app.refusals import Missing, Refused, ensure_seen, found
from app.storage import database


async def begin_reflection(
    actor: Actor, written_on: date, answers: Answers, campaign: int | None, *, now: datetime
) -> int:
    """Keep a draft; returns its id. What it says stands in no deed.

    Raises:
        Missing: the actor is no member of the branch, or there is no such campaign.
        Refused: the day is still to come, or nothing was written.
    """
    today = clock.at_library(now).date()
    async with deed(actor, "reflection.begun") as line:
        if (await within(actor, today)).me is None:
            raise Missing
        if campaign is not None:
            found(await campaigns.campaign(campaign))
        if reasons := (*why_not_day(written_on, today), *why_not_begin(answers)):
            raise Refused(*reasons)
        row = Reflection(
            person=actor.person,
            campaign=campaign,
            written_on=written_on,
            why_joined=answers.why_joined,
            what_done=answers.what_done,
            what_left=answers.what_left,
            at=now,
            changed_at=now,
        )
        await ensure_new(row)
        await row.save()
        line.subject = row.id
    return int(row.id)


async def write_reflection(
    actor: Actor, reflection: int, written_on: date, answers: Answers, seen: str, *, now: datetime
) -> None:
    """Write the answers anew.

    Args:
        seen: the mark of what the page showed, so that two windows do not write over each other.

    Raises:
        Missing: it is not theirs.
        Refused: it is shared or erased, has changed since the page was opened, or its day is still to come.
    """
    async with deed(actor, "reflection.written", reflection):
        await database().hold(f"reflection {reflection}")
        one = found(await queries.own_reflection(actor, reflection))
        ensure_seen(seen, one.changed_at)
        if reasons := (*why_not_write(one), *why_not_day(written_on, clock.at_library(now).date())):
            raise Refused(*reasons)
        await Reflection.update(
            {
                Reflection.written_on: written_on,
                Reflection.why_joined: answers.why_joined,
                Reflection.what_done: answers.what_done,
                Reflection.what_left: answers.what_left,
                Reflection.changed_at: now,
            }
        ).where(Reflection.id == reflection)


async def share_reflection(actor: Actor, reflection: int, *, now: datetime) -> None:
    """Let the branch read it.

    Raises:
        Missing: it is not theirs.
        Refused: it is shared or erased, or lacks an answer.
    """
    async with deed(actor, "reflection.shared", reflection):
        await database().hold(f"reflection {reflection}")
        if reasons := why_not_share(found(await queries.own_reflection(actor, reflection))):
            raise Refused(*reasons)
        await ReflectionSharing(reflection=reflection, at=now).save()


async def erase_reflection(actor: Actor, reflection: int, *, now: datetime) -> None:
    """Take it back: the answers are gone for everybody, that there was one stays.

    Raises:
        Missing: it is not theirs.
        Refused: it is erased already.
    """
    async with deed(actor, "reflection.erased", reflection):
        await database().hold(f"reflection {reflection}")
        if reasons := why_not_erase(found(await queries.own_reflection(actor, reflection))):
            raise Refused(*reasons)
        await Reflection.update(
            {Reflection.why_joined: "", Reflection.what_done: "", Reflection.what_left: "", Reflection.changed_at: now}
        ).where(Reflection.id == reflection)
        await ReflectionErasure(reflection=reflection, at=now).save()


async def reflection_printed(actor: Actor, reflection: int) -> None:
    """The writer took the sheet along."""
    async with deed(actor, "reflection.printed", reflection):
        pass
