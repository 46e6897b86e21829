"""Claiming a course, sending it again, verifying, returning, withdrawing. Every step adds a row."""

from collections.abc import Collection, Sequence
from datetime import datetime

from app import clock
from app.actor import Actor, May, Role
from app.audit import deed
from app.gatherings import steps as gatherings
from app.gatherings.rules.attendance import no_reason, why_not_remove_file
from app.gatherings.rules.periods import Days
from app.locale import N_, _
from app.notices.actions import tell
from app.office.gate import Admitted
from app.refusals import Missing, Refused, WhyNot, found
from app.storage import database
from app.storage.stored import empty_unless_held, store
from app.training.queries import courses as queries
from app.training.queries.courses import ClaimView
from app.training.rules.courses import (
    Course,
    State,
    already_claimed,
    no_certificate,
    nobody_named,
    why_not_course,
    why_not_return,
    why_not_send_again,
    why_not_verify,
    why_not_withdraw,
)
from app.training.tables import CourseClaim, CourseDecision, CourseFileRemoval, CourseVersion, CourseWithdrawal

VERIFIED = N_("培训申报已通过：%(title)s")
RETURNED = N_("培训申报被退回：%(title)s，%(reason)s")
CLAIMED_FOR = N_("已替您申报培训：%(title)s")


async def claim_course(
    actor: Actor, persons: Sequence[int], course: Course, certificate: Admitted | None, *, now: datetime
) -> list[int]:
    """These persons took the course; returns the ids of their claims, all or none.

    Args:
        persons: the actor alone, or anybody on the staff where the actor verifies claims.

    Raises:
        Missing: somebody is named whom the actor may not claim for.
        Refused: it cannot have been, there is no certificate, or somebody has claimed it before.
    """
    # One course of twelve people is one deed: all twelve or none.
    async with deed(actor, "course.claimed", title=course.title, people=sorted(persons)) as line:
        if not persons:
            raise Refused(nobody_named())
        await _may_claim_for(actor, persons)
        await _hold()
        await _refuse_what_cannot_be(course, persons, now)
        if certificate is None:
            raise Refused(no_certificate())
        made = []
        for person in persons:
            row = CourseClaim(person=person, made_by=actor.person, at=now)
            await row.save()
            await _add_version(actor, row.id, 1, course, await _stored(certificate, now), now)
            made.append(int(row.id))
        line.subject = made[0] if len(made) == 1 else None
        others = [person for person in persons if person != actor.id]
        await tell(actor, others, CLAIMED_FOR, address="/courses", now=now, title=course.title)
    return made


async def send_again(actor: Actor, claim: int, course: Course, certificate: Admitted | None, *, now: datetime) -> None:
    """A new version of a claim that was returned or still waits; without a certificate the one before stays.

    Raises:
        Missing: it is not the actor's.
        Refused: it was verified or withdrawn, cannot have been, or is claimed already.
    """
    async with deed(actor, "course.sent_again", claim, title=course.title):
        one = await _own(actor, claim)
        if reasons := why_not_send_again(one.state):
            raise Refused(*reasons)
        await _refuse_what_cannot_be(course, [one.person], now, but=claim)
        if certificate is None and one.removal:
            raise Refused(no_certificate())
        file = await _stored(certificate, now) if certificate else await _file_of(one)
        await _add_version(actor, claim, one.number + 1, course, file, now)


async def verify(actor: Actor, claims: Collection[int], *, now: datetime) -> int:
    """These claims are right, all of them or none; returns how many.

    Raises:
        Missing: one of them is not there.
        Refused: one is the actor's own, does not wait, or lies in closed days; the sentences name whose.
    """
    wanted = sorted(set(claims))
    subject = wanted[0] if len(wanted) == 1 else None
    async with deed(actor, "course.verified", subject, claims=wanted):
        await _hold()
        known = await queries.claims_of(actor, wanted)
        if not known or len(known) < len(wanted):
            raise Missing
        reasons = [
            _of(one, why) for one in known for why in why_not_verify(one.state, one.person == actor.id, not one.removal)
        ]
        # A closed year has been filed; hours that come later are counted once its days are open again.
        reasons += await gatherings.why_not_add([Days(one.course.from_on, one.course.to_on) for one in known])
        if reasons:
            raise Refused(*reasons)
        for one in known:
            await _decide(actor, one, State.VERIFIED, "", now)
            await tell(actor, [one.person], VERIFIED, address=f"/courses/{one.id}", now=now, title=one.course.title)
    return len(known)


async def send_back(actor: Actor, claim: int, reason: str, *, now: datetime) -> None:
    """The claim is returned with a reason; one that was verified counts no more.

    Raises:
        Missing: there is none.
        Refused: it is the actor's own, was returned before or was withdrawn.
    """
    async with deed(actor, "course.returned", claim, reason=reason):
        await _hold()
        one = found(await queries.claim(actor, claim))
        if reasons := why_not_return(one.state, one.person == actor.id):
            raise Refused(*reasons)
        await _decide(actor, one, State.RETURNED, reason, now)
        said = {"title": one.course.title, "reason": reason}
        await tell(actor, [one.person], RETURNED, address=f"/courses/{claim}", now=now, **said)


async def withdraw_claim(actor: Actor, claim: int, *, now: datetime) -> None:
    """The claim is taken back; what it said stays readable.

    Raises:
        Missing: it is not the actor's.
        Refused: it was verified, or withdrawn before.
    """
    async with deed(actor, "course.withdrawn", claim):
        one = await _own(actor, claim)
        if reasons := why_not_withdraw(one.state):
            raise Refused(*reasons)
        await CourseWithdrawal(claim=claim, withdrawn_by_name=actor.name, at=now).save()


async def remove_certificate(actor: Actor, claim: int, number: int, reason: str, *, now: datetime) -> bool:
    """Take away a certificate that was put up by mistake; what the claim says, and why it went, stays.

    Args:
        number: of the newest version that has it; the others that have the same lose it too.

    Returns:
        whether the bytes are gone; they stay while the same file belongs to another claim.

    Raises:
        Missing: the actor may not see the claim, or there is no such certificate.
        Refused: it is not the actor's to take away, or no reason is given.
    """
    async with deed(actor, "course.certificate_removed", claim, number=number, reason=reason) as line:
        await _hold()
        one = found(await queries.claim(actor, claim))
        is_theirs = actor.id in (one.person, one.made_by) or Role.MANAGER in actor.roles
        if reasons := why_not_remove_file(is_theirs, True, False):
            raise Refused(*reasons)
        if not reason.strip():
            raise Refused(no_reason())
        file = found(next((each for each in await queries.files_of(claim) if each.number == number), None))
        days = [Days(one.course.from_on, one.course.to_on)]
        if reasons := await gatherings.why_not_correct(days, now, reason):
            raise Refused(*reasons)
        await CourseFileRemoval.insert(
            *(CourseFileRemoval(version=v, reason=reason, removed_by_name=actor.name, at=now) for v in file.versions)
        )
        line.details["gone"] = gone = await empty_unless_held(file.file)
        return gone


async def _hold() -> None:
    # A hundred claims a year need no finer lock, and bulk ones would have to take theirs in order.
    await database().hold("courses")


async def _own(actor: Actor, claim: int) -> ClaimView:
    await _hold()
    one = found(await queries.claim(actor, claim))
    return found(one if actor.id in (one.person, one.made_by) else None)


async def _may_claim_for(actor: Actor, persons: Sequence[int]) -> None:
    others = {person for person in persons if person != actor.id}
    if others and not actor.may(May.VERIFY_COURSES):
        raise Missing
    if others and not others <= {person for person, _name in await queries.could_have_gone(actor)}:
        raise Missing


async def _refuse_what_cannot_be(course: Course, persons: Sequence[int], now: datetime, *, but: int = 0) -> None:
    if reasons := why_not_course(course, clock.at_library(now).date()):
        raise Refused(*reasons)
    if names := await queries.already(persons, course, but=but):
        raise Refused(already_claimed(names))


async def _stored(certificate: Admitted, now: datetime) -> tuple[int, str]:
    return await store(certificate.kind.ending, certificate.body, certificate.thumb, now), certificate.name


async def _file_of(one: ClaimView) -> tuple[int, str]:
    row = found(await CourseVersion.select(CourseVersion.file).where(CourseVersion.id == one.version).first())
    return int(row["file"]), one.file_name


async def _add_version(
    actor: Actor, claim: int, number: int, course: Course, file: tuple[int, str], now: datetime
) -> None:
    await CourseVersion(
        claim=claim,
        number=number,
        title=course.title,
        organiser=course.organiser,
        level=course.level.value,
        mode=course.mode.value,
        subject=course.subject.value,
        from_on=course.from_on,
        to_on=course.to_on,
        times=course.times.value,
        amount=course.amount,
        unit=course.unit.value,
        minutes=course.minutes,
        file=file[0],
        file_name=file[1],
        sent_by_name=actor.name,
        at=now,
    ).save()


async def _decide(actor: Actor, one: ClaimView, verdict: State, reason: str, now: datetime) -> None:
    await CourseDecision(
        version=one.version,
        verdict=verdict.value,
        reason=reason,
        decided_by=actor.person,
        decided_by_name=actor.name,
        at=now,
    ).save()


def _of(one: ClaimView, why: WhyNot) -> WhyNot:
    named = {"name": one.name, "title": one.course.title, "why": why.sentence}
    return WhyNot(why.code, _("%(name)s“%(title)s”：%(why)s", **named))
