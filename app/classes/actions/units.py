"""The timetable: adding a unit, freezing its list, calling it off."""

from dataclasses import asdict
from datetime import datetime

from app.actor import Actor
from app.audit import deed
from app.classes import queries
from app.classes.queries import ClassView, LearnerView, UnitView
from app.classes.rules import UnitPlan, why_not_unit
from app.classes.steps import held, held_to_change
from app.classes.tables import ClassEnrolment, ClassUnit
from app.clock import at_library
from app.gatherings import steps
from app.gatherings.rules import GatheringState, Kind
from app.locale import _
from app.people.rules.persons import Particulars
from app.people.tables import Outsider, Person
from app.refusals import Refused, WhyNot, found
from app.storage import database

LONGEST_TITLE = 80
PEOPLE = "people names"
"""The lock under which names to sign in by are given: `people.actions.persons.NAMES`."""


async def add_unit(actor: Actor, class_id: int, plan: UnitPlan, *, now: datetime) -> int:
    """Put a unit into the timetable; returns its id.

    Raises:
        Missing: there is no such class.
        Refused: the class is finished or called off, the time is none or outside the class, or shares time with another unit.
    """
    async with deed(actor, "class_unit.added", title=plan.subject) as line:
        one = await held_to_change(actor, class_id)
        if reasons := await _why_not(actor, one, plan):
            raise Refused(*reasons)
        gathering = await steps.arrange(
            Kind.TRAINING,
            f"{one.title}：{plan.subject}"[:LONGEST_TITLE],
            plan.span,
            place=one.place,
            venue=plan.venue or ("" if one.place else one.venue),
            category=plan.category,
            now=now,
        )
        row = ClassUnit(
            training_class=class_id,
            gathering=gathering,
            subject=plan.subject,
            teacher=plan.teacher,
            periods=plan.periods,
        )
        await row.save()
        line.subject = row.id
        line.details["training_class"] = class_id
        return int(row.id)


async def _why_not(actor: Actor, one: ClassView, plan: UnitPlan) -> tuple[WhyNot, ...]:
    if one.finished_at is not None:
        return (WhyNot("finished", _("已经结班，课程表不能再加")),)
    on = at_library(plan.span.starts_at).date()
    if reasons := why_not_unit(plan.span, plan.periods, one.starts_on, one.ends_on, on):
        return reasons
    for other in await queries.units(actor, one.id):
        if other.gathering.state is not GatheringState.CALLED_OFF and other.gathering.span.overlaps(plan.span):
            return (WhyNot("taken", _("和“%(subject)s”时间重叠", subject=other.subject)),)
    return ()


async def open_unit(actor: Actor, unit_id: int, *, now: datetime) -> int:
    """Freeze the list of a unit: whoever has a seat is expected. Returns how many they are.

    Learners from outside become persons here, without a role and without a way to sign in, so that lists, presence and
    minutes are kept as everybody's are.

    Raises:
        Missing: there is no such unit.
        Refused: it was opened before or called off, or nobody has a seat.
    """
    async with deed(actor, "class_unit.opened", unit_id) as line:
        unit = await _held(actor, unit_id)
        seats = [one for one in await queries.learners(actor, unit.training_class) if one.ended_at is None]
        people = [one.person if one.person is not None else await _become_person(one) for one in seats]
        await steps.open_list(unit.gathering.id, people, now)
        line.details["expected"] = len(set(people))
        return len(set(people))


async def _become_person(seat: LearnerView) -> int:
    await database().hold(PEOPLE)
    holder = await Person.select(Person.id, Person.name).where(Person.phone == seat.phone).first()
    if holder is not None and holder["name"] == seat.name:
        person = int(holder["id"])
    else:
        facts = Particulars(
            name=seat.name,
            sign_in_name=f"xueyuan-{seat.id}",
            phone=None if holder else seat.phone,
            post=seat.unit,
        ).tidied()
        row = Person(**asdict(facts))
        await row.save()
        person = int(row.id)
        await Outsider(person=person).save()
    await ClassEnrolment.update({ClassEnrolment.person: person}).where(ClassEnrolment.id == seat.id)
    return person


async def call_off_unit(actor: Actor, unit_id: int, reason: str, *, now: datetime) -> None:
    """The unit does not take place, and counts for nobody.

    Raises:
        Missing: there is no such unit.
        Refused: it is over or called off.
    """
    async with deed(actor, "class_unit.called_off", unit_id, reason=reason):
        unit = await _held(actor, unit_id)
        await steps.call_off(unit.gathering.id, reason, now)


async def _held(actor: Actor, unit_id: int) -> UnitView:
    await held(actor, found(await queries.unit(actor, unit_id)).training_class)
    return found(await queries.unit(actor, unit_id))
