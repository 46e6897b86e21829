"""What a person asks about their own Party records, and the decision about it."""

from datetime import datetime

from app.actor import Actor, May, Role
from app.audit import deed
from app.locale import N_
from app.notices import tell
from app.party.queries import rights as queries
from app.party.queries.looking import on_committee
from app.party.rules.rights import Part, why_not_answer, why_not_ask
from app.party.steps.erasing import ERASABLE
from app.party.tables import PartyErasureAnswer, PartyErasureRequest
from app.refusals import Missing, Refused, found
from app.storage import database

ANSWERED = N_("您请求删除党建资料，答复：%(said)s")
OWN = "/party/me/data"


async def ask(actor: Actor, part: Part, why: str, *, now: datetime) -> None:
    """Ask for a part of one's own records to be deleted.

    Raises:
        Missing: nothing of the kind is kept.
        Refused: it waits already, or there is nothing of it.
    """
    async with deed(actor, "party_erasure.asked", part=part.value) as line:
        await database().hold(f"party erasure {actor.person}")
        erasable = found(ERASABLE.get(part))
        waiting = [one for one in await queries.own_requests(actor.person) if one.part is part and one.done is None]
        has_any = await erasable.count(actor.person) > 0
        if reasons := why_not_ask(part, is_open=bool(waiting), has_any=has_any):
            raise Refused(*reasons)
        row = PartyErasureRequest(person=actor.person, part=part.value, why=why.strip(), at=now)
        await row.save()
        line.subject = row.id


async def answer(actor: Actor, request_id: int, *, done: bool, reason: str, now: datetime) -> int:
    """Decide about it: the contents are emptied in this deed, or stay, and why; the person is told. Returns how many.

    The secretary decides; about the secretary's own request somebody else of the committee does.

    Raises:
        Missing: there is none, or it is not the actor's to decide.
        Refused: it is decided already, it is the actor's own, or no reason is given.
    Source: 个人信息保护法 art. 47, 50 (拒绝的应当说明理由).
    """
    async with deed(actor, "party_erasure.answered", request_id, done=done) as line:
        await database().hold(f"party erasure answer {request_id}")
        one = found(await queries.request_of(request_id))
        reasons = why_not_answer(reason, is_own=one.person == actor.id, is_answered=one.done is not None)
        if reasons:
            raise Refused(*reasons)
        await _ensure_theirs_to_decide(actor, one.person, now)
        emptied = await ERASABLE[one.part].empty(one.person, now) if done else 0
        if done:
            # Why they asked is about them too, and has served.
            await PartyErasureRequest.update({PartyErasureRequest.why: ""}).where(PartyErasureRequest.id == request_id)
        line.details |= {"part": one.part.value, "emptied": emptied}
        await PartyErasureAnswer(
            request=request_id,
            done=done,
            reason=reason.strip(),
            emptied=emptied,
            by=actor.id,
            by_name=actor.name,
            at=now,
        ).save()
        await tell(actor, [one.person], ANSWERED, address=OWN, now=now, said=reason.strip())
        return emptied


async def take_own_along(actor: Actor, rows: int) -> None:
    """Note that somebody took their own Party records along."""
    async with deed(actor, "party_copy.exported", actor.person, rows=rows):
        pass


async def _ensure_theirs_to_decide(actor: Actor, person: int, now: datetime) -> None:
    if actor.may(May.KEEP_PARTY):
        return
    keeps = await queries.is_secretary(person)
    if not (keeps and Role.COMMITTEE in actor.roles and await on_committee(actor, now)):
        raise Missing
