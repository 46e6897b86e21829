"""Restricted texts of a case: half-yearly reviews by the secretary or a mentor, and the result of the vetting."""

from datetime import date, datetime

from app import clock
from app.actor import Actor, May
from app.audit import deed
from app.gatherings.queries.calendar import calendar
from app.locale import _
from app.party.queries.case_texts import review_row
from app.party.rules.cases.acts import Act
from app.party.rules.cases.facts import CaseFacts, Happened
from app.party.rules.cases.recording import why_not_record
from app.party.steps.cases import locked
from app.party.steps.twice import ensure_new
from app.party.tables.cases import ApplicantReview, ApplicantVetting
from app.refusals import Missing, Refused, WhyNot, found


async def write_review(
    actor: Actor, case: int, act: Act, reviewed_on: date, said: str, *, replaces: int | None = None, now: datetime
) -> None:
    """Write a review down; the deed does not hold its words.

    Raises:
        Missing: the case is not theirs: they neither keep the Party's records nor guide this person.
        Refused: it is too early, or the review it puts right is put right already.
    """
    async with deed(actor, "applicant.reviewed", case, kind=act.value, on=reviewed_on, replaces=replaces or 0):
        facts = await locked(case)
        today = clock.at_library(now).date()
        _ensure_may_review(actor, facts, today)
        if replaces is not None:
            await _ensure_replaceable(actor, case, replaces)
        if reasons := why_not_record(facts, Happened(act, reviewed_on), today, await calendar()):
            raise Refused(*[WhyNot("reviewed_on", one.sentence) for one in reasons])
        row = ApplicantReview(
            applicant=case,
            kind=act.value,
            reviewed_on=reviewed_on,
            said=said.strip(),
            replaces=replaces,
            written_by=actor.id,
            written_by_name=actor.name,
            at=now,
        )
        await ensure_new(row)
        await row.save()


async def write_vetting(actor: Actor, case: int, vetted_on: date, said: str, *, passes: bool, now: datetime) -> None:
    """Write down what the vetting came to; the deed holds neither the words nor the result.

    Raises:
        Missing, Refused: there is no such case; the person is no prospect yet.
    """
    async with deed(actor, "applicant.vetted", case, on=vetted_on):
        facts = await locked(case)
        today = clock.at_library(now).date()
        if reasons := why_not_record(facts, Happened(Act.VETTED, vetted_on), today, await calendar()):
            raise Refused(*[WhyNot("vetted_on", one.sentence) for one in reasons])
        row = ApplicantVetting(
            applicant=case,
            vetted_on=vetted_on,
            passes=passes,
            said=said.strip(),
            written_by_name=actor.name,
            at=now,
        )
        await ensure_new(row)
        await row.save()


def _ensure_may_review(actor: Actor, facts: CaseFacts, today: date) -> None:
    guides = {one.person for one in (*facts.mentors, *facts.sponsors) if one.stands(today)}
    if not actor.may(May.KEEP_PARTY) and actor.id not in guides:
        raise Missing


async def _ensure_replaceable(actor: Actor, case: int, review: int) -> None:
    row = found(await review_row(case, review))
    if row.written_by != actor.id and not actor.may(May.KEEP_PARTY):
        raise Missing
    if row.is_replaced:
        raise Refused(WhyNot("reviewed_on", _("这份考察已经更正过，更正最新的那一份")))
