"""Promising, looking at what came of it, taking a promise down."""

from datetime import datetime

from app import clock
from app.actor import Actor
from app.audit import deed
from app.locale import N_
from app.notices import tell
from app.party.queries import pledges as queries
from app.party.queries.own import within
from app.party.rules.pledges import RESULTS, Found, Promise, why_not_promise, why_not_review, why_not_withdraw
from app.party.tables import Pledge, PledgeResult, PledgeWithdrawal
from app.refusals import Missing, Refused, found
from app.storage import database

REVIEWED = N_("您的承诺有了评议：%(result)s")
BOARD = "/party/pledges"


async def promise(actor: Actor, member: int, given: Promise, *, now: datetime) -> int:
    """Hang a member's promise on the board; returns its id. Members promise for themselves, the secretary writes down for others.

    Raises:
        Missing: there is no such member, or it is not the actor's to say.
        Refused: its days cannot be, or it hangs there already.
    """
    async with deed(actor, "pledge.made") as line:
        today = clock.at_library(now).date()
        branch = await within(actor, today)
        one = found(next((each for each in branch.structure.members if each.id == member), None))
        if one.person != actor.id and not branch.keeps:
            raise Missing
        await database().hold(f"pledges of {one.person}")
        standing = [
            each.promise for each in await queries.pledges_of(one.person) if each.found is None and not each.withdrawn
        ]
        if reasons := why_not_promise(given, standing, one.since, today):
            raise Refused(*reasons)
        row = Pledge(
            member=member,
            promise=given.promise.strip(),
            public_text=given.public_text.strip(),
            made_on=given.made_on,
            review_on=given.review_on,
            made_by=actor.person,
            made_by_name=actor.name,
            at=now,
        )
        await row.save()
        line.subject = row.id
    return int(row.id)


async def review(actor: Actor, pledge: int, given: Found, *, now: datetime) -> None:
    """Write down what people found had come of it; who promised is told. A later finding stands instead.

    Raises:
        Missing: there is none.
        Refused: it is the actor's own or taken down, its day cannot be, or it does not say what is lacking.
    """
    async with deed(actor, "pledge.reviewed", pledge, result=given.result.value):
        await database().hold(f"pledge {pledge}")
        one = found(await queries.pledge(pledge))
        if reasons := why_not_review(one, given, clock.at_library(now).date(), is_own=one.person == actor.id):
            raise Refused(*reasons)
        await PledgeResult(
            pledge=pledge,
            result=given.result.value,
            note=given.note.strip(),
            reviewed_on=given.reviewed_on,
            reviewed_by_name=given.reviewed_by,
            at=now,
        ).save()
        await tell(actor, [one.person], REVIEWED, address=BOARD, now=now, result=RESULTS[given.result])


async def withdraw(actor: Actor, pledge: int, reason: str, *, now: datetime) -> None:
    """Take a promise off the board, with the reason.

    Raises:
        Missing: there is none, or it is another member's and the actor does not keep the records.
        Refused: it is taken down, or was reviewed.
    """
    async with deed(actor, "pledge.withdrawn", pledge):
        await database().hold(f"pledge {pledge}")
        one = found(await queries.pledge(pledge))
        branch = await within(actor, clock.at_library(now).date())
        if one.person != actor.id and not branch.keeps:
            raise Missing
        if reasons := why_not_withdraw(one):
            raise Refused(*reasons)
        await PledgeWithdrawal(pledge=pledge, reason=reason.strip(), withdrawn_by_name=actor.name, at=now).save()


async def board_printed(actor: Actor, paper: str) -> None:
    """Somebody took the board along as a poster."""
    async with deed(actor, "pledge.board_printed", paper=paper):
        pass
