"""谈心谈话: writing down that two people talked, and what was said."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from app import clock
from app.actor import Actor, Role
from app.audit import deed
from app.locale import _
from app.party.queries import talks as queries
from app.party.queries.looking import is_open
from app.party.queries.structure import branch_history
from app.party.rules.access import Restricted
from app.party.rules.talks import Note, why_not_talk
from app.party.tables import HeartToHeartTalk, TalkNote, TalkRemoval
from app.refusals import Missing, Refused, WhyNot, found
from app.storage import database

LOCK = "party talks"


@dataclass(frozen=True, slots=True)
class TalkFacts:
    """Who talked to whom on which day."""

    first: int
    second: int
    held_on: date


async def write_talk(actor: Actor, facts: TalkFacts, note: Note, *, now: datetime) -> int:
    """Write down a talk, with what was said if that is known; the secretary writes down any, others their own.

    Raises:
        Missing: it is somebody else's talk.
        Refused: it cannot have been, or it is there already.
    """
    async with deed(actor, "talk.written", people=[facts.first, facts.second], held_on=facts.held_on) as line:
        await database().hold(LOCK)
        _ensure_theirs(actor, facts)
        await _ensure_possible([facts], now)
        talk = await _write(actor, facts, now)
        if note.place.strip() or not note.is_empty:
            await _note(actor, talk, note, now)
        line.subject = talk
        return talk


async def write_days(actor: Actor, talks: Sequence[TalkFacts], *, now: datetime) -> int:
    """Write down that many talks took place, all or none; what was said may follow. Returns how many.

    Raises:
        Refused: one of them cannot have been, or is there already; nothing is written.
    """
    async with deed(actor, "talk.days_written", rows=len(talks)):
        await database().hold(LOCK)
        if not talks:
            raise Refused(WhyNot("pasted", _("没有要登记的谈话，先把名单粘贴进来")))
        await _ensure_possible(talks, now)
        for one in talks:
            await _write(actor, one, now)
    return len(talks)


async def write_note(actor: Actor, talk: int, note: Note, *, now: datetime) -> None:
    """Write down what was said, anew; what was written before stays to be read.

    Raises:
        Missing: it is somebody else's talk.
        Refused: nothing is said, or the secretary has not said why they open it.
    """
    async with deed(actor, "talk.noted", talk):
        await database().hold(LOCK)
        one = found(await queries.talk(actor, talk))
        if one.has_note and not await is_open(actor, Restricted.TALK, talk, one.about, now):
            raise Refused(WhyNot("closed", _("先写明查看原因，再改写下的内容")))
        if note.is_empty:
            raise Refused(WhyNot("content", _("写上谈了什么，或者有什么问题、怎么落实")))
        await _note(actor, talk, note, now)


async def remove_talk(actor: Actor, talk: int, reason: str, *, now: datetime) -> None:
    """It was entered wrongly: it no longer counts.

    Raises:
        Missing: there is none that stands, or the actor did not write it down and is not the secretary.
        Refused: no reason is given.
    """
    async with deed(actor, "talk.removed", talk):
        await database().hold(LOCK)
        one = found(await queries.talk(actor, talk))
        if one.by_id != actor.id and Role.SECRETARY not in actor.roles:
            raise Missing
        if len(reason.strip()) < 2:
            raise Refused(WhyNot("reason", _("写明错在哪里")))
        await TalkRemoval(talk=talk, reason=reason.strip(), by_name=actor.name, at=now).save()


def _ensure_theirs(actor: Actor, facts: TalkFacts) -> None:
    if Role.SECRETARY not in actor.roles and actor.id not in (facts.first, facts.second):
        raise Missing


async def _ensure_possible(talks: Sequence[TalkFacts], now: datetime) -> None:
    history, today = await branch_history(), clock.at_library(now).date()
    held = await queries.talks(min(one.held_on for one in talks), max(one.held_on for one in talks))
    seen = {(one.held_on, frozenset(one.about)) for one in held}
    reasons: list[WhyNot] = []
    for one in talks:
        on_the_day = history.on(one.held_on) if history else None
        reasons += why_not_talk(one.first, one.second, one.held_on, on_the_day, today)
        key = (one.held_on, frozenset((one.first, one.second)))
        if key in seen:
            reasons.append(WhyNot("twice", _("%(day)s 这两个人的谈话已经登记过", day=one.held_on)))
        seen.add(key)
    if reasons:
        raise Refused(*dict.fromkeys(reasons))


async def _write(actor: Actor, facts: TalkFacts, now: datetime) -> int:
    row = HeartToHeartTalk(
        first=facts.first, second=facts.second, held_on=facts.held_on, by=actor.id, by_name=actor.name, at=now
    )
    await row.save()
    return int(row.id)


async def _note(actor: Actor, talk: int, note: Note, now: datetime) -> None:
    await TalkNote(
        talk=talk,
        place=note.place.strip(),
        content=note.content.strip(),
        problem=note.problem.strip(),
        follow_up=note.follow_up.strip(),
        by=actor.id,
        by_name=actor.name,
        at=now,
    ).save()
