"""Making, opening and closing an exam, and the list of those who sit it.

What changes an exam, and whoever begins it, wait for each other by name: on PostgreSQL two of them would otherwise read
the same state and both act on it.
"""

import secrets
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from app.actor import Actor
from app.audit import deed
from app.bank import queries as bank
from app.exams import attendance, rules
from app.exams.queries import managing
from app.exams.queries.candidates import eligible, names_of
from app.exams.queries.giving import gives
from app.exams.queries.managing import ExamView
from app.exams.queries.sitting import forget_facts
from app.exams.rules.asked import Plan
from app.exams.tables import (
    Attempt,
    Closing,
    Enrolment,
    EnrolmentWithdrawal,
    Exam,
    ExamQualification,
    Opening,
    PaperQuestion,
)
from app.exams.words import said_problems
from app.locale import N_, _
from app.notices import tell
from app.refusals import Missing, Refused, WhyNot, found
from app.storage import database
from app.training.queries.qualifications import given_by_exams
from quizzes import blueprints, papers

SEED_BITS = 53
AMENDED = N_("考试《%(title)s》的名称或时间改了，看一下")
ARRANGED = N_("考试《%(title)s》已安排，到时进来作答")


async def make(actor: Actor, plan: Plan, *, now: datetime) -> int:
    """Make a draft; returns its id.

    Raises:
        Refused: the window does not hold the time for answering, or the blueprint is not sound.
    """
    async with deed(actor, "exam.made", title=plan.title) as line:
        columns = _columns(plan)
        columns.update(seed=secrets.randbits(SEED_BITS), made_at=now)
        exam = Exam(columns)
        await exam.save()
        line.subject = exam.id
        await _let_give(actor, exam.id, plan.qualification, now)
        return int(exam.id)


async def change(actor: Actor, exam_id: int, plan: Plan, *, now: datetime) -> None:
    """Change a draft.

    Raises:
        Refused: the paper is drawn, or the new plan is not sound.
    """
    async with deed(actor, "exam.changed", exam_id, title=plan.title):
        await database().hold(f"exam {exam_id}")
        exam = found(await managing.exam(actor, exam_id, now))
        if reasons := rules.why_not_change(exam.times, now):
            raise Refused(*reasons)
        await Exam.update(_columns(plan)).where(Exam.id == exam_id)
        await _let_give(actor, exam_id, plan.qualification, now)


async def _let_give(actor: Actor, exam_id: int, qualification: int | None, now: datetime) -> None:
    before = await gives(exam_id)
    await ExamQualification.delete().where(ExamQualification.exam == exam_id)
    if qualification is None:
        return
    known = await given_by_exams(before.qualification if before else None)
    if qualification not in known:
        raise Refused(WhyNot("qualification", _("这项资格不用考试取得或已停用，选列出的一项")))
    _name, percent = known[qualification]
    await ExamQualification(
        exam=exam_id, qualification=qualification, percent=percent, set_by_name=actor.name, at=now
    ).save()


def _columns(plan: Plan) -> dict[Any, Any]:
    reasons = rules.why_not_plan(plan.opens_at, plan.closes_at, plan.minutes)
    if reasons := reasons + said_problems(blueprints.why_not_blueprint(plan.blueprint)):
        raise Refused(*reasons)
    return {
        "title": plan.title,
        "blueprint": blueprints.encode(plan.blueprint),
        "minutes": plan.minutes,
        "opens_at": plan.opens_at,
        "closes_at": plan.closes_at,
        "shows_rank": plan.shows_rank,
        "review": plan.review.value,
        "note": plan.note,
    }


async def open_exam(actor: Actor, exam_id: int, *, now: datetime) -> None:
    """Draw the paper from the exam's seed, freeze it, and tell those on the list.

    Raises:
        Refused: nobody is on the list, the time is past, it is open already, or the bank has too few questions.
    """
    async with deed(actor, "exam.opened", exam_id):
        await database().hold(f"exam {exam_id}")
        exam = found(await managing.exam(actor, exam_id, now))
        if reasons := rules.why_not_open(exam.times, exam.enrolled, now):
            raise Refused(*reasons)
        if given := await gives(exam_id):
            # From now on candidates know what is asked of them, and it stays.
            await _let_give(actor, exam_id, given.qualification, now)
        await _draw(actor, exam)
        await Opening(exam=exam_id, at=now).save()
        people = [seat.person for seat in await managing.seats(actor, exam_id) if not seat.withdrawn]
        await attendance.arrange(exam_id, exam.title, exam.times, people, now)
        await tell(actor, people, ARRANGED, address=f"/exams/{exam_id}", now=now, title=exam.title)


async def _draw(actor: Actor, exam: ExamView) -> None:
    seed = found(await Exam.select(Exam.seed).where(Exam.id == exam.id).first())["seed"]
    try:
        plan = papers.draw(exam.blueprint, await bank.candidates(actor, exam.blueprint.sources), seed)
    except papers.Unfillable as unfillable:
        raise Refused(*said_problems(unfillable.problems)) from unfillable
    drawn = [(number, part.part, question) for number, part in enumerate(plan.parts) for question in part.questions]
    await PaperQuestion.insert(
        *(
            PaperQuestion(
                exam=exam.id,
                position=position,
                part=number,
                version=question.version_id,
                marks=part.marks_x100,
                rule=part.rule.value,
            )
            for position, (number, part, question) in enumerate(drawn)
        )
    )


async def amend(
    actor: Actor, exam_id: int, title: str, opens_at: datetime, closes_at: datetime, note: str, *, now: datetime
) -> None:
    """Change what an open exam is called and when it may be sat, and tell those on its list.

    Raises:
        Refused: it is over, or somebody has begun and the times would not only be extended.
    """
    async with deed(actor, "exam.amended", exam_id) as line:
        await database().hold(f"exam {exam_id}")
        exam = found(await managing.exam(actor, exam_id, now))
        if reasons := rules.why_not_amend(exam.times, exam.started, exam.minutes, opens_at, closes_at, now):
            raise Refused(*reasons)
        line.details.update(title=title, opens_at=opens_at, closes_at=closes_at, before=exam.title)
        columns: dict[Any, Any] = {"title": title, "opens_at": opens_at, "closes_at": closes_at, "note": note}
        await Exam.update(columns).where(Exam.id == exam_id)
        await attendance.move(exam_id, title, opens_at, closes_at)
        waiting = [s.person for s in await managing.seats(actor, exam_id) if not s.withdrawn and s.attempt is None]
        await tell(actor, waiting, AMENDED, address=f"/exams/{exam_id}", now=now, title=title)


async def discard(actor: Actor, exam_id: int, *, now: datetime) -> None:
    """Put a draft aside; its row stays and the lists leave it out.

    Raises:
        Refused: its paper is drawn.
    """
    async with deed(actor, "exam.discarded", exam_id):
        await database().hold(f"exam {exam_id}")
        exam = found(await managing.exam(actor, exam_id, now))
        if reasons := rules.why_not_discard(exam.times, now):
            raise Refused(*reasons)
        await Closing(exam=exam_id, at=now).save()


async def close_exam(actor: Actor, exam_id: int, reason: str, *, now: datetime) -> None:
    """End the exam now; whoever is answering is closed with all that was acknowledged.

    Raises:
        Refused: it is not open.
    """
    async with deed(actor, "exam.closed", exam_id, reason=reason):
        await database().hold(f"exam {exam_id}")
        exam = found(await managing.exam(actor, exam_id, now))
        if reasons := rules.why_not_close(exam.times, now):
            raise Refused(*reasons)
        await Closing(exam=exam_id, at=now, reason=reason).save()
        sitting = await Attempt.select(Attempt.id).where(Attempt.exam == exam_id, Attempt.deadline_at > now)
        await Attempt.update({Attempt.deadline_at: now}).where(Attempt.exam == exam_id, Attempt.deadline_at > now)
        for row in sitting:
            forget_facts(row["id"])
        # Attempts first, then the gathering, as a hand-in locks them.
        if exam.started:
            await attendance.move(exam_id, exam.title, exam.times.opens_at, now)
        else:
            await attendance.call_off(exam_id, reason, now)


async def enrol(actor: Actor, exam_id: int, people: Collection[int], *, now: datetime) -> int:
    """Put these persons on the list; returns how many are new on it. Whoever was taken off may come back.

    Raises:
        Refused: the exam is over, or one of them has left or may sit no exams.
        Missing: one of them is nobody we know.
    """
    async with deed(actor, "exam.enrolled", exam_id) as line:
        await database().hold(f"exam {exam_id}")
        exam = found(await managing.exam(actor, exam_id, now))
        if reasons := rules.why_not_enrol(exam.times, now):
            raise Refused(*reasons)
        wanted = set(people)
        names = await names_of(wanted)
        if names.keys() != wanted:
            raise Missing
        may_sit = {person.id for person in await eligible(actor, volunteers=await gives(exam_id) is not None)}
        if reasons := rules.why_not_sit([name for person, name in names.items() if person not in may_sit]):
            raise Refused(*reasons)
        seats = await managing.seats(actor, exam_id)
        back = {seat.enrolment: seat.person for seat in seats if seat.withdrawn and seat.person in wanted}
        if back:
            await EnrolmentWithdrawal.delete().where(EnrolmentWithdrawal.enrolment.is_in(list(back)))
        new = sorted(wanted - {seat.person for seat in seats})
        if new:
            await Enrolment.insert(*(Enrolment(exam=exam_id, person=person, at=now) for person in new))
        if exam.times.opened:
            come = [*new, *back.values()]
            await attendance.expect(actor, exam_id, come, now)
            await tell(actor, come, ARRANGED, address=f"/exams/{exam_id}", now=now, title=exam.title)
        line.details.update(added=new, brought_back=list(back))
        return len(new) + len(back)


async def withdraw(actor: Actor, exam_id: int, person: int, *, now: datetime) -> None:
    """Take a person off the list before they began.

    Raises:
        Refused: they have begun.
    """
    async with deed(actor, "exam.withdrawn", exam_id, person=person):
        await database().hold(f"exam {exam_id}")
        seat = found(await _seat(actor, exam_id, person))
        if reasons := rules.why_not_withdraw(seat.attempt is not None):
            raise Refused(*reasons)
        await EnrolmentWithdrawal(enrolment=seat.enrolment, at=now).save()
        await attendance.excuse(actor, exam_id, person, now)


async def give_extra_time(actor: Actor, exam_id: int, person: int, minutes: int, *, now: datetime) -> None:
    """Give a person so many minutes more than the others, in all; a running sitting ends that much later.

    Raises:
        Refused: their paper is in, or the minutes are out of range.
    """
    async with deed(actor, "exam.extra_time", exam_id, person=person, minutes=minutes):
        await database().hold(f"exam {exam_id}")
        seat = found(await _seat(actor, exam_id, person))
        if reasons := rules.why_not_own(person == actor.id):
            raise Refused(*reasons)
        if reasons := rules.why_not_extra_time(minutes, seat.extra_minutes, seat.deadline_at, now):
            raise Refused(*reasons)
        await Enrolment.update({Enrolment.extra_minutes: minutes}).where(Enrolment.id == seat.enrolment)
        if seat.attempt is not None:
            attempt = found(await Attempt.objects().where(Attempt.id == seat.attempt).first())
            later = attempt.deadline_at + timedelta(minutes=minutes - seat.extra_minutes)
            await Attempt.update({Attempt.deadline_at: later}).where(Attempt.id == seat.attempt)
            forget_facts(seat.attempt)


async def _seat(actor: Actor, exam_id: int, person: int) -> managing.Seat | None:
    seats = await managing.seats(actor, exam_id)
    return next((seat for seat in seats if seat.person == person and not seat.withdrawn), None)
