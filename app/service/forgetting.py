"""Empties what volunteers said about their service, and what was answered, when they are let go of."""

from app.service.tables import (
    AbsenceDecision,
    AbsenceExcuse,
    Evaluation,
    EvaluationObjection,
    ObjectionAnswer,
    PaperDecline,
    PaperRequest,
    PresenceClaim,
    PresenceClaimAnswer,
)


async def empty_said(volunteer: int) -> None:
    """Excuses, claims, objections and purposes, with their answers; records, evaluations and commendations stay.

    Source: 民政部令第67号 art. 7 to 10 and GB/T 40143-2021 §5.2.2 name what is kept; why somebody was ill is not among it.
    """
    excuses = AbsenceExcuse.select(AbsenceExcuse.id).where(AbsenceExcuse.volunteer == volunteer)
    await AbsenceDecision.update({AbsenceDecision.reason: ""}).where(AbsenceDecision.excuse.is_in(excuses))
    await AbsenceExcuse.update({AbsenceExcuse.said: ""}).where(AbsenceExcuse.volunteer == volunteer)
    claims = PresenceClaim.select(PresenceClaim.id).where(PresenceClaim.volunteer == volunteer)
    await PresenceClaimAnswer.update({PresenceClaimAnswer.reason: ""}).where(PresenceClaimAnswer.claim.is_in(claims))
    await PresenceClaim.update({PresenceClaim.said: ""}).where(PresenceClaim.volunteer == volunteer)
    asked = PaperRequest.select(PaperRequest.id).where(PaperRequest.volunteer == volunteer)
    await PaperDecline.update({PaperDecline.reason: ""}).where(PaperDecline.request.is_in(asked))
    await PaperRequest.update({PaperRequest.purpose: ""}).where(PaperRequest.volunteer == volunteer)
    given = Evaluation.select(Evaluation.id).where(Evaluation.volunteer == volunteer)
    objections = EvaluationObjection.select(EvaluationObjection.id).where(EvaluationObjection.evaluation.is_in(given))
    await ObjectionAnswer.update({ObjectionAnswer.said: ""}).where(ObjectionAnswer.objection.is_in(objections))
    await EvaluationObjection.update({EvaluationObjection.said: ""}).where(EvaluationObjection.evaluation.is_in(given))
