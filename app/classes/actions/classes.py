"""A class itself: planning, changing, opening its enrolment, finishing it."""

from datetime import datetime
from typing import Any

from app.actor import Actor
from app.audit import deed
from app.classes import queries
from app.classes.rules import (
    ClassPlan,
    Tier,
    new_token,
    why_not_class,
    why_not_open,
)
from app.classes.rules.ending import why_not_call_off, why_not_correct_reason, why_not_finish
from app.classes.steps import held, held_to_change
from app.classes.tables import ClassCancellation, ClassClosing, ClassHost, ClassOpening, TrainingClass
from app.gatherings import steps
from app.gatherings.rules import GatheringState
from app.locale import _
from app.refusals import Refused, WhyNot, found


async def plan_class(actor: Actor, plan: ClassPlan, *, now: datetime) -> int:
    """Write a class down; returns its id.

    Raises:
        Missing: there is no such service point.
        Refused: the plan does not hold together.
    """
    async with deed(actor, "training_class.planned", title=plan.title) as line:
        await _why_not(plan)
        row = TrainingClass(**_columns(plan), token=new_token(), made_at=now)
        await row.save()
        await _write_hosts(row.id, plan)
        line.subject = row.id
        return int(row.id)


async def change_class(actor: Actor, class_id: int, plan: ClassPlan) -> None:
    """Change a class; what its learners agreed to, and certificates that were issued, stay as they are.

    Raises:
        Missing: there is no such class or service point.
        Refused: the plan does not hold together, the class is finished or called off, or more have a seat than there would be.
    """
    async with deed(actor, "training_class.changed", class_id, title=plan.title):
        before = await held_to_change(actor, class_id)
        if before.finished_at is not None:
            raise Refused(WhyNot("finished", _("已经结班，不能再改")))
        if plan.capacity < before.taken:
            raise Refused(WhyNot("capacity", _("已有 %(n)d 人报名，名额不能再少", n=before.taken)))
        await _why_not(plan)
        await TrainingClass.update(_columns(plan)).where(TrainingClass.id == class_id)
        await ClassHost.delete().where(ClassHost.training_class == class_id)
        await _write_hosts(class_id, plan)


async def _why_not(plan: ClassPlan) -> None:
    if reasons := why_not_class(plan):
        raise Refused(*reasons)
    found(await queries.is_place(plan.place) or None)


def _columns(plan: ClassPlan) -> dict[Any, Any]:
    return {
        "title": plan.title,
        "tiers": ",".join(tier.value for tier in Tier if tier in plan.tiers),
        "starts_on": plan.starts_on,
        "ends_on": plan.ends_on,
        "place": plan.place,
        "venue": plan.venue,
        "capacity": plan.capacity,
        "notice": plan.notice,
        "contact_name": plan.contact_name,
        "contact_phone": plan.contact_phone,
        "enrol_by": plan.enrol_by,
        "keep_years": plan.keep_years,
        "attendance_percent": plan.rule.attendance_percent,
        "exam_points": plan.rule.exam_points,
    }


async def _write_hosts(class_id: int, plan: ClassPlan) -> None:
    known = await queries.known_libraries()
    await ClassHost.insert(
        *(
            ClassHost(training_class=class_id, part=part.value, name=name, library=known.get(name), position=position)
            for position, (part, name) in enumerate(plan.hosts)
        )
    )


async def open_enrolment(actor: Actor, class_id: int, *, now: datetime) -> None:
    """Let people enrol by the link.

    Raises:
        Missing: there is no such class.
        Refused: it is open already or called off, or its deadline is past.
    """
    async with deed(actor, "training_class.opened", class_id):
        one = await held_to_change(actor, class_id)
        if reasons := why_not_open(one.opened_at, one.enrol_by, now):
            raise Refused(*reasons)
        await ClassOpening(training_class=class_id, at=now).save()


async def finish(actor: Actor, class_id: int, *, now: datetime) -> None:
    """The class is over; certificates may be issued from here on.

    Raises:
        Missing: there is no such class.
        Refused: it is finished already or called off, or a unit is neither over nor called off.
    """
    async with deed(actor, "training_class.finished", class_id):
        one = await held_to_change(actor, class_id)
        open_units = sum(unit.is_open for unit in await queries.units(actor, class_id))
        if reasons := why_not_finish(one.finished_at, open_units):
            raise Refused(*reasons)
        await ClassClosing(training_class=class_id, at=now).save()


async def call_off(actor: Actor, class_id: int, reason: str, *, now: datetime) -> int:
    """The class does not take place, nor do the units that are still planned; returns how many those were.

    What was held stays as it was. Learners read the reason behind their links.

    Raises:
        Missing: there is no such class.
        Refused: it is finished or called off, or people are checking in at a unit.
    """
    async with deed(actor, "training_class.called_off", class_id, reason=reason) as line:
        one = await held(actor, class_id)
        units = await queries.units(actor, class_id)
        under_way = sum(unit.gathering.state is GatheringState.OPEN for unit in units)
        if reasons := why_not_call_off(one.finished_at, one.called_off, under_way):
            raise Refused(*reasons)
        planned = [unit for unit in units if unit.gathering.state is GatheringState.PLANNED]
        for unit in planned:
            await steps.call_off(unit.gathering.id, reason, now)
        await ClassCancellation(training_class=class_id, reason=reason, by_name=actor.name, at=now).save()
        line.details["rows"] = len(planned)
        return len(planned)


async def correct_reason(actor: Actor, class_id: int, reason: str, *, now: datetime) -> None:
    """Say otherwise why the class was called off; what was said before stays readable.

    Raises:
        Missing: there is no such class.
        Refused: it was not called off, or this is what it says already.
    """
    async with deed(actor, "class_cancellation.corrected", class_id, reason=reason):
        one = await held(actor, class_id)
        if reasons := why_not_correct_reason(one.called_off, reason):
            raise Refused(*reasons)
        await ClassCancellation(training_class=class_id, reason=reason, by_name=actor.name, at=now).save()
