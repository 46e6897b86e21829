"""民主评议: opening the round of a year, rating oneself, counting, deciding; opening the whole sheet with a reason."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from app import clock
from app.actor import Actor, Role
from app.audit import deed
from app.locale import N_, _
from app.notices import tell
from app.party.queries import appraisals as queries
from app.party.queries.looking import may_open
from app.party.queries.structure import structure_on
from app.party.rules.access import Restricted, why_not_look
from app.party.rules.appraisals import (
    Grade,
    Manner,
    Tally,
    appraised,
    manner_of,
    why_not_count,
    why_not_decide,
    why_not_open,
)
from app.party.steps.appraisals import held_in
from app.party.steps.twice import ensure_new
from app.party.tables import (
    Appraisal,
    AppraisalResult,
    AppraisalRound,
    AppraisalTally,
    RestrictedView,
    SelfRating,
)
from app.refusals import Missing, Refused, WhyNot, found
from app.storage import database

LOCK = "party appraisals"
DECIDED = N_("%(year)d 年度民主评议的结果登记了，可以看自己的")
OWN = "/party/me"


@dataclass(frozen=True, slots=True)
class RoundFacts:
    """The meeting of a year's appraisal; `held_on` is None where it is the meeting's."""

    year: int
    held_on: date | None
    ballots: int
    meeting: int | None = None


@dataclass(frozen=True, slots=True)
class Counted:
    """What others said of a member, and how the ballots fell."""

    tally: Tally
    peers: str = ""


@dataclass(frozen=True, slots=True)
class Decided:
    """What was found and decided; `reason` where it changes what was decided before."""

    opinion: str
    result: Grade
    decided_on: date
    reason: str = ""


async def open_round(actor: Actor, facts: RoundFacts, *, now: datetime) -> int:
    """Begin the appraisal of a year with everybody who was a full member on the day of its meeting.

    Raises:
        Missing: there is no such meeting.
        Refused: there is one, the meeting is none of appraisal or has one, or its day or ballots cannot be.
    """
    async with deed(actor, "appraisal.opened", year=facts.year, ballots=facts.ballots, meeting=facts.meeting) as line:
        await database().hold(LOCK)
        held_on = await held_in(actor, facts.meeting, facts.held_on)
        line.details["held_on"] = held_on.isoformat()
        structure = await structure_on(held_on)
        today = clock.at_library(now).date()
        if reasons := why_not_open(structure, facts.year, held_on, facts.ballots, today):
            raise Refused(*reasons)
        branch = found(structure)
        if await AppraisalRound.exists().where(
            (AppraisalRound.branch == branch.branch) & (AppraisalRound.year == facts.year)
        ):
            raise Refused(WhyNot("year", _("%(year)d 年度的评议已经有了，到列表里打开", year=facts.year)))
        row = AppraisalRound(
            branch=branch.branch,
            year=facts.year,
            held_on=held_on,
            ballots=facts.ballots,
            held_in=facts.meeting,
            by_name=actor.name,
            at=now,
        )
        await row.save()
        await Appraisal.insert(
            *[
                Appraisal(appraisal_round=row.id, member=one.id, manner=manner_of(one).value)
                for one in appraised(branch)
            ]
        )
        line.subject = row.id
        return int(row.id)


async def amend_round(
    actor: Actor, round_id: int, held_on: date | None, ballots: int, meeting_id: int | None = None, *, now: datetime
) -> None:
    """The day, the number of ballots or the meeting was entered wrongly; the first two change only while nothing is counted.

    Args:
        held_on: None where it is the meeting's.

    Raises:
        Missing: there is none.
        Refused: something is counted already, or they cannot be.
    """
    async with deed(actor, "appraisal.amended", round_id, ballots=ballots, meeting=meeting_id) as line:
        await database().hold(LOCK)
        one = found(await queries.round_of(round_id))
        held_on = await held_in(actor, meeting_id, held_on, round_id)
        line.details.update(before=[one.held_on.isoformat(), one.ballots, one.meeting], held_on=held_on.isoformat())
        stays = (held_on, ballots) == (one.held_on, one.ballots)
        if not stays and any(each.tally for each in await queries.entries(round_id)):
            raise Refused(WhyNot("ballots", _("已经录了测评票，票数和日期不再改；录错的，逐人重新录")))
        structure = await structure_on(held_on)
        if reasons := why_not_open(structure, one.year, held_on, ballots, clock.at_library(now).date()):
            raise Refused(*reasons)
        await AppraisalRound.update(
            {
                AppraisalRound.held_on: held_on,
                AppraisalRound.ballots: ballots,
                AppraisalRound.held_in: meeting_id,
            }
        ).where(AppraisalRound.id == round_id)


async def set_manner(actor: Actor, entry_id: int, manner: Manner, note: str) -> None:
    """Say how a member takes part: here, visited at home, or in another organisation (which one).

    Raises:
        Missing: there is none.
        Refused: it does not say where.
    """
    async with deed(actor, "appraisal.manner_set", entry_id, manner=manner.value):
        await database().hold(LOCK)
        found(await queries.entry(actor, entry_id))
        if manner is Manner.ELSEWHERE and len(note.strip()) < 2:
            raise Refused(WhyNot("manner_note", _("写明在哪个党组织参加评议")))
        await Appraisal.update({Appraisal.manner: manner.value, Appraisal.manner_note: note.strip()}).where(
            Appraisal.id == entry_id
        )


async def rate_self(actor: Actor, entry_id: int, rating: Grade, said: str, *, now: datetime) -> None:
    """Say how one finds oneself; the secretary may write down what a member said.

    Raises:
        Missing: it is not theirs.
        Refused: a result is there already, or nothing is said.
    """
    async with deed(actor, "appraisal.self_rated", entry_id):
        await database().hold(LOCK)
        one = found(await queries.entry(actor, entry_id))
        if one.person != actor.id and Role.SECRETARY not in actor.roles:
            raise Missing
        if one.decision is not None:
            raise Refused(WhyNot("rating", _("结果已经登记，自评不再改；有话要说，写给书记")))
        if len(said.strip()) < 2:
            raise Refused(WhyNot("said", _("写几句：做得怎样，差在哪里")))
        await SelfRating(appraisal=entry_id, rating=rating.value, said=said.strip(), by_name=actor.name, at=now).save()


async def count(actor: Actor, round_id: int, counted: Mapping[int, Counted], *, now: datetime) -> int:
    """Write down what others said and how the ballots fell, for several members, all or none; returns how many.

    Raises:
        Missing: one of them is not in the round.
        Refused: the counts of somebody do not add up to the ballots that came back.
    """
    async with deed(actor, "appraisal.counted", round_id, people=len(counted)):
        await database().hold(LOCK)
        by_id = {one.id: one for one in await queries.entries(round_id)}
        if not counted:
            raise Refused(WhyNot("tally", _("还没有填票数")))
        reasons: list[WhyNot] = []
        for entry_id, each in counted.items():
            one = found(by_id.get(entry_id))
            reasons += why_not_count(each.tally, one.ballots, one.name)
        if reasons:
            raise Refused(*reasons)
        await AppraisalTally.insert(*[_tally(actor, entry_id, each, now) for entry_id, each in counted.items()])
        return len(counted)


async def decide(actor: Actor, entry_id: int, decided: Decided, *, now: datetime) -> int:
    """Write down what the committee or the meeting found and decided; the member is told. Returns the round.

    Raises:
        Missing: there is none.
        Refused: there is no opinion, its day cannot be, or it changes a result without a reason.
    """
    async with deed(actor, "appraisal.decided", entry_id, decided_on=decided.decided_on):
        await database().hold(LOCK)
        one = found(await queries.entry(actor, entry_id))
        reasons = why_not_decide(
            decided.opinion,
            decided.decided_on,
            one.held_on,
            clock.at_library(now).date(),
            changes=one.decision is not None,
            reason=decided.reason,
        )
        if reasons:
            raise Refused(*reasons)
        row = AppraisalResult(
            appraisal=entry_id,
            opinion=decided.opinion.strip(),
            result=decided.result.value,
            decided_on=decided.decided_on,
            reason=decided.reason.strip(),
            by_name=actor.name,
            at=now,
        )
        await ensure_new(row)
        await row.save()
        await tell(actor, {one.person} - {actor.person}, DECIDED, address=OWN, now=now, year=one.year)
        return one.round


async def open_sheet(actor: Actor, round_id: int, reason: str, *, now: datetime) -> None:
    """Open everybody's appraisal of a round for half an hour; each of them reads who looked and why, and once of one look.

    Raises:
        Missing: there is none, or such records are not the actor's business.
        Refused: no reason is given.
    """
    async with deed(actor, "party_record.seen", round_id, kind="appraisal") as line:
        await database().hold(f"look {actor.person}")
        others = [one for one in await queries.entries(round_id) if one.person != actor.id]
        opened = await queries.opened(actor, now)
        everybody = [one for one in others if one.id not in opened]
        if others and not everybody:
            return
        if not everybody or not await may_open(actor, Restricted.APPRAISAL, [one.person for one in everybody]):
            raise Missing
        if reasons := why_not_look(reason):
            raise Refused(*reasons)
        line.details["about"] = sorted(one.person for one in everybody)
        await RestrictedView.insert(*[_look(actor, one.id, one.person, reason.strip(), now) for one in everybody])


def _tally(actor: Actor, entry_id: int, each: Counted, now: datetime) -> AppraisalTally:
    return AppraisalTally(
        appraisal=entry_id,
        peers=each.peers.strip(),
        excellent=each.tally.excellent,
        qualified=each.tally.qualified,
        basic=each.tally.basic,
        unqualified=each.tally.unqualified,
        by_name=actor.name,
        at=now,
    )


def _look(actor: Actor, record: int, person: int, reason: str, now: datetime) -> RestrictedView:
    return RestrictedView(
        kind=Restricted.APPRAISAL.value,
        record=record,
        person=person,
        viewer=actor.person,
        viewer_name=actor.name,
        reason=reason,
        at=now,
    )
