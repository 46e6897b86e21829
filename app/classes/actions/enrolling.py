"""Enrolling: by the link, from a file, and withdrawing again."""

from collections.abc import Sequence
from datetime import datetime

from app.actor import Actor
from app.audit import deed
from app.classes import queries
from app.classes.queries import ClassView
from app.classes.rules import Learner, Way, new_code, why_not_enrol, why_not_learner, why_not_seats
from app.classes.rules.enrolling import already_enrolled, consent, on_the_list
from app.classes.rules.roster import Line
from app.classes.steps import held, held_to_change
from app.classes.tables import ClassEnrolment, ClassWithdrawal
from app.locale import _
from app.people.tables import Person
from app.refusals import Refused, WhyNot, found

ROWS_AT_ONCE = 100


async def enrol(actor: Actor, token: str, given: Learner, *, now: datetime) -> int:
    """Take a seat by the link; returns the enrolment's id.

    Args:
        actor: a visitor, or whoever is signed in.

    Raises:
        Missing: there is no such link.
        Refused: enrolment is over, no seat is left, a field is wrong, or the phone has a seat already.
    """
    async with deed(actor, "class_enrolment.made") as line:
        one = found(await queries.by_token(actor, token))
        one = await held(actor, one.id)
        if reasons := why_not_enrol(one, now) or why_not_learner(given, one.tiers):
            raise Refused(*reasons)
        if given.phone in await queries.phones(one.id):
            raise Refused(already_enrolled())
        told = consent(await queries.own_library(), one.keep_years)
        row = _row(one, given, Way.LINK, await _persons([given]), now, told)
        await row.save()
        line.subject = row.id
        line.details["training_class"] = one.id
        return int(row.id)


async def take_in(actor: Actor, class_id: int, lines: Sequence[Line], *, now: datetime) -> int:
    """Take a whole roster in, or nothing of it; returns how many they are.

    Raises:
        Missing: there is no such class.
        Refused: a phone has got a seat meanwhile, the seats do not suffice, or the class is finished or called off.
    """
    async with deed(actor, "class_roster.taken_in", class_id, rows=len(lines)):
        one = await held_to_change(actor, class_id)
        if one.finished_at is not None:
            raise Refused(WhyNot("finished", _("已经结班，名单不能再加")))
        if reasons := why_not_seats(one, len(lines)):
            raise Refused(*reasons)
        taken = await queries.phones(class_id)
        if again := [line.row for line in lines if line.learner.phone in taken]:
            listed = _("、").join(str(row) for row in again[:10])
            raise Refused(WhyNot("phone", _("第 %(rows)s 行的手机号刚刚有人报了名，删去后再导入", rows=listed)))
        persons = await _persons([line.learner for line in lines])
        rows = [_row(one, line.learner, Way.FILE, persons, now) for line in lines]
        for start in range(0, len(rows), ROWS_AT_ONCE):
            await ClassEnrolment.insert(*rows[start : start + ROWS_AT_ONCE])
        return len(rows)


async def add(actor: Actor, class_id: int, given: Learner, *, now: datetime) -> int:
    """Write one learner onto the list, with the checks of a row of the roster; returns the enrolment's id.

    Raises:
        Missing: there is no such class.
        Refused: a field is wrong, the phone has a seat, no seat is left, or the class is finished or called off.
    """
    async with deed(actor, "class_enrolment.added") as line:
        one = await held_to_change(actor, class_id)
        if one.finished_at is not None:
            raise Refused(WhyNot("finished", _("已经结班，名单不能再加")))
        if reasons := why_not_seats(one, 1) or why_not_learner(given, one.tiers):
            raise Refused(*reasons)
        if given.phone in await queries.phones(class_id):
            raise Refused(on_the_list())
        row = _row(one, given, Way.HAND, await _persons([given]), now)
        await row.save()
        line.subject = row.id
        line.details["training_class"] = class_id
        return int(row.id)


def _row(
    one: ClassView, given: Learner, way: Way, persons: dict[tuple[str, str], int], now: datetime, told: str = ""
) -> ClassEnrolment:
    return ClassEnrolment(
        training_class=one.id,
        name=given.name,
        unit=given.unit,
        tier=given.tier.value,
        phone=given.phone,
        post=given.post,
        way=way.value,
        consent=told,
        code=new_code(),
        person=persons.get((given.name, given.phone)),
        at=now,
    )


async def _persons(given: Sequence[Learner]) -> dict[tuple[str, str], int]:
    """Ids of those who are persons of ours: name and phone must agree, for anybody may type a phone."""
    phones = [one.phone for one in given]
    rows = await Person.select(Person.id, Person.name, Person.phone).where(Person.phone.is_in(phones))
    return {(row["name"], row["phone"]): row["id"] for row in rows}


async def withdraw(actor: Actor, enrolment: int, reason: str, *, by_name: str, now: datetime) -> None:
    """Give the seat back; the row stays, and the phone may enrol again.

    Raises:
        Missing: there is no such enrolment.
        Refused: it was withdrawn before, the class is finished, or the exam was begun.
    """
    async with deed(actor, "class_enrolment.withdrawn", enrolment):
        seat = found(await queries.learner(actor, enrolment))
        one = await held(actor, seat.training_class)
        seat = found(await queries.learner(actor, enrolment))
        if seat.ended_at is not None:
            raise Refused(WhyNot("withdrawn", _("已经退出报名了")))
        if one.finished_at is not None or seat.sitting is not None:
            raise Refused(WhyNot("begun", _("已经考试或者结班，不能再退出")))
        await ClassWithdrawal(enrolment=enrolment, reason=reason, by_name=by_name, at=now).save()
        await ClassEnrolment.update({ClassEnrolment.ended_at: now}).where(ClassEnrolment.id == enrolment)
