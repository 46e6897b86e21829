"""Opening a case, recording what happened, putting it right, explaining, ending."""

from dataclasses import dataclass
from datetime import date, datetime

from app import clock
from app.actor import Actor
from app.audit import deed
from app.gatherings.queries.calendar import calendar
from app.locale import _
from app.party.queries.cases import cases_of
from app.party.queries.duties import local_shares
from app.party.queries.structure import branch_history
from app.party.rules.cases.acts import OF_OTHER_ROWS, Act
from app.party.rules.cases.ending import why_not_end
from app.party.rules.cases.explaining import why_not_explain
from app.party.rules.cases.facts import CaseFacts, End, Happened
from app.party.rules.cases.recording import why_not_apply, why_not_correct, why_not_record
from app.party.steps.cases import locked, standing_record
from app.party.tables.cases import (
    ApplicantAct,
    ApplicantCase,
    ApplicantCorrection,
    ApplicantEnding,
    ApplicantExplanation,
    ApplicantReopening,
)
from app.people.queries.persons import person_row
from app.refusals import Refused, WhyNot, found
from app.storage import database


@dataclass(frozen=True, slots=True)
class Application:
    """Who applied, and on which day."""

    person: int
    born_on: date
    applied_on: date
    said: str = ""


async def open_case(actor: Actor, given: Application, *, now: datetime) -> int:
    """Write down that an application was received; returns the case.

    Raises:
        Missing: there is no such person.
        Refused: they were under 18 on that day, it is to come, they are a member, or a case of theirs goes on.
    """
    async with deed(actor, "applicant.received", person=given.person, applied_on=given.applied_on) as line:
        await database().hold(f"applicants of {given.person}")
        if any(one.ending is None for one in await cases_of(given.person)):
            raise Refused(WhyNot("person", _("这个人已有没办完的个案，在原来的个案里接着记")))
        if reasons := why_not_apply(given.born_on, given.applied_on, _today(now)):
            raise Refused(*reasons)
        await _ensure_may_apply(actor, given)
        row = ApplicantCase(person=given.person, born_on=given.born_on, at=now)
        await row.save()
        line.subject = row.id
        await _write(actor, row.id, Happened(Act.APPLIED, given.applied_on, said=given.said), now)
        return int(row.id)


async def record(actor: Actor, case: int, given: Happened, *, now: datetime) -> int:
    """Write down what happened on a day; returns the row.

    Raises:
        Missing, Refused: there is no such case; what comes before it is missing, the day is too early, a condition is not met.
    """
    async with deed(actor, "applicant.recorded", case, act=given.act.value, on=given.on):
        facts = await locked(case)
        _ensure_own_row(given.act)
        if reasons := why_not_record(facts, given, _today(now), await calendar(), await local_shares(given.on)):
            raise Refused(*reasons)
        return await _write(actor, case, given, now)


async def correct(actor: Actor, case: int, number: int, given: Happened, reason: str, *, now: datetime) -> None:
    """Another record stands in place of one that was wrong; the old one and the reason stay.

    Raises:
        Missing, Refused: there is no such record; the new one cannot be, or what rests on it would come too early.
    """
    async with deed(actor, "applicant.corrected", case, record=number, on=given.on, reason=reason) as line:
        facts = await locked(case)
        old = await standing_record(facts, number)
        line.details["before"] = old.on.isoformat()
        if old.act is Act.APPLIED:
            _ensure_grown_up(facts, given.on, _today(now))
        if reasons := why_not_correct(
            facts, number, given, _today(now), await calendar(), await local_shares(given.on)
        ):
            raise Refused(*reasons)
        made = await _write(actor, case, given, now)
        await _put_aside(actor, number, made, reason, now)


async def withdraw(actor: Actor, case: int, number: int, reason: str, *, now: datetime) -> None:
    """A record was a slip and nothing stands in its place.

    Raises:
        Missing, Refused: there is no such record; something rests on it, or it is the application.
    """
    async with deed(actor, "applicant.withdrawn", case, record=number, reason=reason) as line:
        facts = await locked(case)
        old = await standing_record(facts, number)
        line.details["act"] = old.act.value
        if old.act is Act.APPLIED:
            raise Refused(WhyNot("reason", _("收到申请书是个案的起点，只能更正日期；整个个案记错了就记“结束”")))
        if reasons := why_not_correct(facts, number, None, _today(now), await calendar()):
            raise Refused(*reasons)
        await _put_aside(actor, number, None, reason, now)


async def explain(actor: Actor, case: int, act: Act, said: str, *, now: datetime) -> None:
    """Say why something was late or is lacking; it stays visible beside it.

    Raises:
        Missing, Refused: there is no such case; nothing of the act is late or lacking.
    """
    async with deed(actor, "applicant.explained", case, act=act.value):
        facts = await locked(case)
        if reasons := why_not_explain(facts, act, _today(now), await calendar()):
            raise Refused(*reasons)
        await ApplicantExplanation(
            applicant=case, act=act.value, said=said.strip(), explained_by_name=actor.name, at=now
        ).save()


async def end(actor: Actor, case: int, kind: End, ended_on: date, reason: str, *, now: datetime) -> None:
    """The case goes no further.

    Raises:
        Missing, Refused: there is no such case; it has ended, or the day is to come or before the application.
    """
    async with deed(actor, "applicant.ended", case, kind=kind.value, ended_on=ended_on):
        facts = await locked(case)
        if reasons := why_not_end(facts, kind, ended_on, _today(now)):
            raise Refused(*reasons)
        await ApplicantEnding(
            applicant=case,
            kind=kind.value,
            ended_on=ended_on,
            reason=reason.strip(),
            recorded_by_name=actor.name,
            at=now,
        ).save()


async def reopen(actor: Actor, case: int, reason: str, *, now: datetime) -> None:
    """The ending was written down wrongly.

    Raises:
        Missing, Refused: the case has not ended; another one of the person goes on.
    """
    async with deed(actor, "applicant.reopened", case, reason=reason):
        facts = await locked(case)
        ending = found(facts.ending)
        await database().hold(f"applicants of {facts.person}")
        if any(one.ending is None for one in await cases_of(facts.person)):
            raise Refused(WhyNot("reason", _("这个人另有没办完的个案，先结束那一个")))
        await ApplicantReopening(
            ending=ending.number, reason=reason.strip(), reopened_by_name=actor.name, at=now
        ).save()


async def _ensure_may_apply(actor: Actor, given: Application) -> None:
    await person_row(actor, given.person)
    history = await branch_history()
    member = history.on(given.applied_on).member(given.person) if history else None
    if member:
        sentence = _(
            "%(name)s在 %(day)s 已经是本支部党员，不用申请；换一个人，或核对日期",
            name=member.name,
            day=given.applied_on,
        )
        raise Refused(WhyNot("person", sentence))


async def _write(actor: Actor, case: int, given: Happened, now: datetime) -> int:
    votes = given.votes
    row = ApplicantAct(
        applicant=case,
        act=given.act.value,
        done_on=given.on,
        said=given.said.strip(),
        eligible=votes.eligible if votes else None,
        present=votes.present if votes else None,
        in_favour=votes.in_favour if votes else None,
        written=votes.written if votes else None,
        days=given.days,
        hours=given.hours,
        until_on=given.until,
        recorded_by_name=actor.name,
        at=now,
    )
    await row.save()
    return int(row.id)


async def _put_aside(actor: Actor, number: int, replacement: int | None, reason: str, now: datetime) -> None:
    await ApplicantCorrection(
        act=number, replacement=replacement, reason=reason.strip(), corrected_by_name=actor.name, at=now
    ).save()


def _ensure_own_row(act: Act) -> None:
    if act in OF_OTHER_ROWS or act is Act.APPLIED:
        raise Refused(WhyNot("act", _("这一项有自己的表单，在它那一段里记")))


def _ensure_grown_up(facts: CaseFacts, applied_on: date, today: date) -> None:
    if reasons := why_not_apply(facts.born_on, applied_on, today):
        raise Refused(*[WhyNot("on", one.sentence) for one in reasons])


def _today(now: datetime) -> date:
    return clock.at_library(now).date()
