"""A volunteer and their own data: what they ask for, what is answered, what is erased."""

from datetime import datetime

from app.actor import Actor
from app.audit import deed
from app.locale import N_, _
from app.notices import tell
from app.people import sessions
from app.people.actions.persons import NAMES
from app.refusals import Refused, WhyNot, found
from app.shifts.erasing import let_go
from app.shifts.filing import give_up_seats, write_state
from app.shifts.queries.own_data import erased_at, open_request, request_of
from app.shifts.queries.people import volunteer_of
from app.shifts.queries.volunteers import state_of
from app.shifts.rules import State
from app.shifts.rules.recruiting import Asked
from app.shifts.steps import MINE, one_roster_change_at_a_time
from app.shifts.tables import (
    DataRequest,
    DataRequestAnswer,
)
from app.storage import database

ANSWERED = N_("您请求更正或删除资料，答复：%(said)s")
LEFT = N_("本人退出")


async def ask(actor: Actor, kind: Asked, text: str, *, now: datetime) -> None:
    """Ask for something of one's own data to be corrected or erased.

    Raises:
        Missing, Refused: they are no volunteer, it says nothing, or the same is asked already.
    """
    async with deed(actor, "data_request.made", kind=kind.value) as line:
        volunteer = found(await volunteer_of(actor.person))
        line.subject = volunteer
        await database().hold(f"data request {volunteer}")
        if kind is Asked.CORRECTION and not text.strip():
            raise Refused(WhyNot("text", _("写清哪一项不对、应该是什么")))
        if await open_request(volunteer, kind):
            raise Refused(WhyNot("twice", _("已经请求过了，等馆里答复")))
        await DataRequest(volunteer=volunteer, kind=kind.value, text=text.strip(), at=now).save()


async def answer(actor: Actor, request: int, done: bool, reason: str, *, now: datetime) -> None:
    """Say what became of a request; the volunteer is told.

    Raises:
        Missing, Refused: there is no such request, it was answered, or a refusal gives no reason.
    """
    async with deed(actor, "data_request.answered", request, done=done):
        await database().hold(f"data answer {request}")
        person, kind = found(await request_of(request))
        if done and kind is Asked.ERASURE:
            raise Refused(WhyNot("erasure", _("要删除的，到“删除资料”那一页办")))
        if not done and not reason.strip():
            raise Refused(WhyNot("reason", _("不能照办的，写清原因，本人会看到")))
        await _answer(actor, request, done, reason.strip(), now)
        said = reason.strip() or _("已办")
        await tell(actor, [person], ANSWERED, address=MINE, now=now, said=said)


async def leave(actor: Actor, reason: str, *, now: datetime) -> int:
    """Stop being a volunteer; seats to come go to those in line. Returns how many seats.

    Raises:
        Missing, Refused: they are no volunteer, or have left already.
    """
    async with deed(actor, "volunteer.state_set", state=State.LEFT.value) as line:
        await one_roster_change_at_a_time()
        volunteer = found(await volunteer_of(actor.person))
        line.subject = volunteer
        _person, before = found(await state_of(volunteer))
        if before is State.LEFT:
            raise Refused(WhyNot("state", _("您已经退出了")))
        await write_state(actor, volunteer, State.LEFT, reason.strip() or _(LEFT), now)
        return await give_up_seats(actor, volunteer, now)


async def erase(actor: Actor, volunteer: int, reason: str, *, now: datetime) -> bool:
    """Let go of what the law lets go of a volunteer who has left or asks for it; returns whether the name stays.

    Phone, mail address, sign-in, birth, sex, area, skills, places, free times, guardian and what was typed when applying go,
    and what was written about them or by them as a reason or an excuse. The records of service, training, evaluation and
    commendation, the papers' references and the ledger of deeds stay: records of service are kept for ten years.

    Raises:
        Missing, Refused: there is no such volunteer, they still serve and have not asked, or it says no reason.

    Source: 个人信息保护法 art. 47; GB/T 40143-2021 §5.2.2; 民政部令第67号 art. 4.
    """
    async with deed(actor, "volunteer.erased", volunteer) as line:
        await one_roster_change_at_a_time()
        await database().hold(NAMES)
        person, state = found(await state_of(volunteer))
        if await erased_at(volunteer):
            raise Refused(WhyNot("erased", _("已经删除过了")))
        asked = await open_request(volunteer, Asked.ERASURE)
        if state is not State.LEFT and not asked:
            raise Refused(WhyNot("serves", _("还没有退出，本人也没有请求删除；先改为“已退出”")))
        if not reason.strip():
            raise Refused(WhyNot("reason", _("写清为什么删除：本人请求，或退出多久")))
        if state is not State.LEFT:
            await write_state(actor, volunteer, State.LEFT, reason.strip(), now)
            await give_up_seats(actor, volunteer, now)
        kept = await let_go(actor, volunteer, person, reason.strip(), now)
        if asked:
            await _answer(actor, asked, True, "", now)
        line.details["name_kept"] = kept
    sessions.forget_actors()
    return kept


async def _answer(actor: Actor, request: int, done: bool, reason: str, now: datetime) -> None:
    await DataRequestAnswer(request=request, done=done, reason=reason, by=actor.id, by_name=actor.name, at=now).save()
