"""Absences: saying why, deciding about it, appealing once."""

from datetime import datetime

from app.actor import Actor, Role
from app.audit import deed
from app.clock import at_library
from app.gatherings import steps
from app.gatherings.rules.attendance import Record, Source, Status
from app.locale import N_
from app.notices import tell
from app.refusals import Refused, found
from app.service.queries.absences import AbsenceView, absence, managers, own_absence
from app.service.rules.saying import Stage, why_not_appeal, why_not_decide, why_not_excuse
from app.service.tables import AbsenceDecision, AbsenceExcuse
from app.shifts.queries.places import coordinators

EXCUSES = N_("%(name)s 说明了 %(day)s 缺席的原因，等您决定")
APPEALS = N_("%(name)s 对 %(day)s 的缺席提出申诉，等您决定")
ACCEPTED = N_("%(day)s 的缺席改记为请假")
KEPT = N_("%(day)s 的缺席维持不变：%(why)s。不同意可以申诉一次")
FINAL = N_("%(day)s 的缺席维持不变：%(why)s")
NOTE = N_("缺席后说明，已采纳：%(why)s")
ANSWERING, MINE = "/service/asked", "/service/mine"
LONGEST_NOTE = 200


async def excuse(actor: Actor, gathering: int, said: str, *, now: datetime) -> None:
    """The actor was absent and says why.

    Raises:
        Missing: it was no shift of theirs.
        Refused: they were not absent, have said it, or it is too late.
    """
    async with deed(actor, "absence.excused", gathering):
        await steps.lock(gathering)
        one = found(await own_absence(actor, gathering))
        if reasons := why_not_excuse(one.facts, said, now):
            raise Refused(*reasons)
        await _say(one, Stage.FIRST, said, now)
        people = {person for person, _name in (await coordinators()).get(one.place or 0, ())} - {actor.person}
        await tell(actor, people, EXCUSES, address=ANSWERING, now=now, name=actor.name, day=_day(one))


async def appeal(actor: Actor, gathering: int, said: str, *, now: datetime) -> None:
    """The actor does not agree with what the coordinator decided; the manager decides, and that is final.

    Raises:
        Missing: it was no shift of theirs.
        Refused: nothing was decided, it was accepted, they have appealed, or it is too late.
    """
    async with deed(actor, "absence.appealed", gathering):
        await steps.lock(gathering)
        one = found(await own_absence(actor, gathering))
        if reasons := why_not_appeal(one.facts, said, now):
            raise Refused(*reasons)
        await _say(one, Stage.APPEAL, said, now)
        people = set(await managers()) - {actor.person}
        await tell(actor, people, APPEALS, address=ANSWERING, now=now, name=actor.name, day=_day(one))


async def decide(actor: Actor, gathering: int, volunteer: int, accepted: bool, reason: str, *, now: datetime) -> None:
    """Take an excuse, and the absence is excused; or let it stand, with the reason.

    Raises:
        Missing: there is none, or it is of another coordinator's place.
        Refused: nothing waits, it is not the actor's to decide, or no reason is given.
    """
    async with deed(actor, "absence.decided", gathering, volunteer=volunteer, accepted=accepted, reason=reason):
        await steps.lock(gathering)
        one = found(await absence(actor, gathering, volunteer))
        is_manager = Role.MANAGER in actor.roles
        if reasons := why_not_decide(
            one.facts, decider=actor.id, is_manager=is_manager, accepted=accepted, reason=reason
        ):
            raise Refused(*reasons)
        waiting = found(one.facts.waiting)
        await AbsenceDecision(
            excuse=waiting.id,
            stage="manager" if is_manager else "coordinator",
            accepted=accepted,
            reason=reason.strip(),
            decided_by=actor.id,
            decided_by_name=actor.name,
            at=now,
        ).save()
        if accepted and one.facts.status is Status.ABSENT:
            note = (NOTE % {"why": waiting.said})[:LONGEST_NOTE]
            await steps.record(actor, gathering, one.facts.person, Record(Status.EXCUSED, Source.HAND, note=note), now)
        message = ACCEPTED if accepted else KEPT if waiting.stage is Stage.FIRST else FINAL
        why = {} if accepted else {"why": reason.strip()}
        await tell(actor, [one.facts.person], message, address=MINE, now=now, day=_day(one), **why)


async def _say(one: AbsenceView, stage: Stage, said: str, now: datetime) -> None:
    row = AbsenceExcuse(
        volunteer=one.volunteer, gathering=one.facts.gathering, stage=stage.value, said=said.strip(), at=now
    )
    await row.save()


def _day(one: AbsenceView) -> str:
    return f"{at_library(one.facts.span.starts_at):%m-%d}"
