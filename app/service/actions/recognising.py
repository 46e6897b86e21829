"""Stars decided, commendations and evaluations entered, objections made and answered."""

from datetime import datetime

from app import clock
from app.actor import Actor
from app.audit import deed
from app.locale import N_, _
from app.notices import tell
from app.refusals import Refused, WhyNot, found
from app.service.queries import recognition as queries
from app.service.queries.keepers import who
from app.service.queries.recognition import EvaluationView
from app.service.queries.stars import scale_today, star_standing
from app.service.rules.recognition import (
    CommendationFacts,
    EvaluationFacts,
    why_not_commend,
    why_not_evaluate,
)
from app.service.rules.stars import STARS, StarScale, why_not_decide, why_not_scale
from app.service.tables import (
    Commendation,
    CommendationRemoval,
    Evaluation,
    EvaluationObjection,
    ObjectionAnswer,
    StarAward,
)
from app.service.tables import StarScale as ScaleRow
from app.storage import database

AWARDED = N_("祝贺：您被评为%(star)s")
EVALUATED = N_("本馆写了对您服务的评价，可以看，不同意可以提异议")
ANSWERED = N_("您对评价的异议有了答复：%(said)s")
OWN_FILE = "/service/file"


async def set_scale(actor: Actor, wanted: StarScale, *, now: datetime) -> None:
    """Stars are reached so from that day on; those that were awarded stay.

    Raises:
        Refused: the hours do not rise, or the day is past.
    """
    async with deed(actor, "star_scale.set", star_hours=list(wanted.hours), source=wanted.source) as line:
        if reasons := why_not_scale(wanted, clock.at_library(now).date()):
            raise Refused(*reasons)
        row = ScaleRow(
            hours=",".join(map(str, wanted.hours)),
            from_on=wanted.from_on,
            source=wanted.source.strip(),
            set_by_name=actor.name,
            at=now,
        )
        await row.save()
        line.subject = row.id


async def decide_star(
    actor: Actor, volunteer: int, star: int, *, awarded: bool, reason: str = "", now: datetime
) -> None:
    """Award the star that a volunteer has reached, or decline it with the reason; who gets one is told.

    Raises:
        Missing: there is no such volunteer.
        Refused: it is not the star they have reached, they have it, it is the actor's own, or no reason is given.
    """
    verb = "star.awarded" if awarded else "star.declined"
    async with deed(actor, verb, volunteer, star=star, reason=reason):
        await database().hold(f"stars of {volunteer}")
        one = found(await who(actor, volunteer))
        standing = await star_standing(volunteer)
        scale = await scale_today(clock.at_library(now).date())
        if reasons := why_not_decide(standing, scale, star, is_own=one.person == actor.id):
            raise Refused(*reasons)
        if not awarded and not reason.strip():
            raise Refused(WhyNot("reason", _("写明为什么这次不评")))
        await StarAward(
            volunteer=volunteer,
            star=star,
            minutes=standing.minutes,
            awarded=awarded,
            reason=reason.strip(),
            decided_by=actor.person,
            decided_by_name=actor.name,
            at=now,
        ).save()
        if awarded:
            await tell(actor, [one.person], AWARDED, address=OWN_FILE, now=now, star=STARS[star])


async def commend(actor: Actor, volunteer: int, given: CommendationFacts, *, now: datetime) -> None:
    """Enter a commendation that was checked.

    Raises:
        Missing: there is no such volunteer, or they are not the actor's.
        Refused: it is the actor's own, or its day is still to come.
    Source: 民政部令第67号 art. 9.
    """
    async with deed(actor, "commendation.entered", volunteer, name=given.name) as line:
        one = found(await who(actor, volunteer))
        if reasons := why_not_commend(given, clock.at_library(now).date(), is_own=one.person == actor.id):
            raise Refused(*reasons)
        row = Commendation(
            volunteer=volunteer,
            name=given.name.strip(),
            granted_on=given.granted_on,
            unit=given.unit.strip(),
            proof=given.proof.value,
            checked_by=actor.person,
            checked_by_name=actor.name,
            at=now,
        )
        await row.save()
        line.details["commendation"] = row.id


async def remove_commendation(actor: Actor, commendation: int, reason: str, *, now: datetime) -> int:
    """It was entered wrongly: it no longer stands, and why stays. Returns the volunteer.

    Raises:
        Missing: there is none that stands, or the volunteer is not theirs.
    """
    async with deed(actor, "commendation.removed", commendation, reason=reason):
        await database().hold(f"commendation {commendation}")
        one = found(await queries.commendation(commendation))
        found(await who(actor, one.volunteer))
        await CommendationRemoval(commendation=commendation, reason=reason, removed_by_name=actor.name, at=now).save()
        return one.volunteer


async def evaluate(actor: Actor, volunteer: int, given: EvaluationFacts, *, now: datetime) -> None:
    """Write down how somebody's service was found; they are told and may object. Nobody else sees it.

    Raises:
        Missing: there is no such volunteer, or they are not the actor's.
        Refused: it is the actor's own, its days are still to come, or a low one does not say why.
    Source: 民政部令第67号 art. 10.
    """
    async with deed(actor, "evaluation.given", volunteer) as line:
        one = found(await who(actor, volunteer))
        if reasons := why_not_evaluate(given, clock.at_library(now).date(), is_own=one.person == actor.id):
            raise Refused(*reasons)
        row = Evaluation(
            volunteer=volunteer,
            quality=given.quality.value,
            from_on=given.from_on,
            to_on=given.to_on,
            said=given.said.strip(),
            given_by=actor.person,
            given_by_name=actor.name,
            at=now,
        )
        await row.save()
        line.details["evaluation"] = row.id
        await tell(actor, [one.person], EVALUATED, address=f"{OWN_FILE}#evaluations", now=now)


async def object_to(actor: Actor, evaluation: int, said: str, *, now: datetime) -> None:
    """The volunteer does not agree with an evaluation of their own.

    Raises:
        Missing: it is not theirs.
        Refused: they have objected already.
    """
    async with deed(actor, "evaluation.objected", evaluation):
        await database().hold(f"evaluation {evaluation}")
        one = found(await _own(actor, evaluation))
        if one.objection is not None:
            raise Refused(WhyNot("objected", _("已经提过异议，答复会通知您")))
        await EvaluationObjection(evaluation=evaluation, said=said.strip(), at=now).save()


async def answer_objection(actor: Actor, evaluation: int, said: str, *, stands: bool, now: datetime) -> int:
    """Say what came of an objection: the evaluation stays, or no longer stands. Returns the volunteer.

    Raises:
        Missing: there is no objection.
        Refused: it is answered, the evaluation was the actor's, or is about them.
    """
    async with deed(actor, "evaluation.answered", evaluation, stands=stands):
        await database().hold(f"evaluation {evaluation}")
        one = found(await queries.evaluation(evaluation))
        objection = found(one.objection)
        if one.answer:
            raise Refused(WhyNot("answered", _("这条异议已经答复过，刷新页面看看")))
        if one.person == actor.id:
            raise Refused(WhyNot("own", _("自己的异议由别人来答复")))
        await ObjectionAnswer(
            objection=objection,
            stands=stands,
            said=said.strip(),
            answered_by=actor.person,
            answered_by_name=actor.name,
            at=now,
        ).save()
        await tell(actor, [one.person], ANSWERED, address=f"{OWN_FILE}#evaluations", now=now, said=said.strip())
        return one.volunteer


async def file_seen(actor: Actor, volunteer: int) -> None:
    """Somebody read another person's whole file."""
    async with deed(actor, "service_file.seen", volunteer):
        pass


async def _own(actor: Actor, evaluation: int) -> EvaluationView | None:
    one = await queries.evaluation(evaluation)
    return one if one is not None and one.person == actor.id else None
