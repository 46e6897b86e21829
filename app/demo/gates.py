"""What the demo library asks before: a training before active, the head start of regulars, company for a child."""

from dataclasses import replace
from datetime import datetime, timedelta

from app.clock import at_library
from app.gatherings.rules import GatheringState
from app.people.tables import Person
from app.shifts.queries.limits import settings
from app.shifts.queries.people import people_facts
from app.shifts.queries.publication import of_week
from app.shifts.queries.seats import SeatView, seats_between
from app.shifts.rules import How, State
from app.shifts.rules.ages import needs_company
from app.shifts.rules.board import monday_of
from app.shifts.rules.seating import By, PersonFacts, why_not
from app.shifts.tables import AcceptedSite, Assignment, Post, RosterSetting
from app.training.rules.qualifications import Source, last_day
from app.training.tables import Qualification, QualificationGrant

KEEPER = "单知行"
TRAINED = "元小训"
MONTHS = 24
REGULAR_SHIFTS, HEAD_START_HOURS = 3, 24
STOCKTAKING = "图书整理"
"""The post of the main building that is served when the library is closed to readers."""


async def insert_gates(main: int, now: datetime) -> None:
    """Bring them in, after volunteers, rosters and those in training; `main` is the main building."""
    await _insert_training_before_active(now)
    await _insert_head_start(now)
    await Post.update({Post.on_closed_days: True}).where((Post.place == main) & (Post.name == STOCKTAKING))
    await _insert_child(main, now)


async def _insert_training_before_active(now: datetime) -> None:
    began = now - timedelta(days=194)
    one = Qualification(
        name="志愿者安全须知",
        months=MONTHS,
        how="领激活卡那天，协调员带着走一遍消防通道和急救箱，签字就有。",
        note="在册前都要有；考试达到百分之八十也可以取得。",
        before_active=True,
        exam_percent=80,
        made_at=began,
    )
    await one.save()
    first = at_library(began).date()
    people = [who for who in (await people_facts(of_week(first))).values() if who.state is not State.APPLIED]
    names = {row["id"]: row["name"] for row in await Person.select(Person.id, Person.name)}
    held = [who for who in people if who.state is not State.TRAINING or names[who.person] == TRAINED]
    await QualificationGrant.insert(
        *(
            QualificationGrant(
                qualification=one.id,
                person=who.person,
                from_on=first,
                to_on=last_day(first, MONTHS),
                source=Source.HAND.value,
                reason="示例安全须知签到表",
                granted_by_name=KEEPER,
                at=began,
            )
            for who in held
        )
    )


async def _insert_head_start(now: datetime) -> None:
    """From the weekend after next Monday on: what is open now stays open for everybody."""
    weekend = monday_of(at_library(now).date()) + timedelta(days=12)
    stands = (await settings())[0].limits
    await RosterSetting(
        from_on=weekend,
        rest_minutes=int(stands.rest.total_seconds()) // 60,
        day_minutes=stands.day_minutes,
        days_in_a_row=stands.days_in_a_row,
        novice_shifts=stands.novice_shifts,
        withdraw_hours=int(stands.withdraw.total_seconds()) // 3600,
        late_hours=int(stands.late.total_seconds()) // 3600,
        sign_up_hours=int(stands.sign_up_ends.total_seconds()) // 3600,
        regular_shifts=REGULAR_SHIFTS,
        head_start_hours=HEAD_START_HOURS,
        source="示例馆馆务会纪要：周末的班先请老志愿者报",
        set_by_name=KEEPER,
        at=now,
    ).save()


async def _insert_child(main: int, now: datetime) -> None:
    """A child under fourteen serves beside an adult, on the first shift of next week that the rulebook lets them have."""
    week = of_week(monday_of(at_library(now).date()) + timedelta(days=7))
    day = at_library(week.starts_at).date()
    child = next((one for one in (await people_facts(week)).values() if needs_company(one.born_on, day)), None)
    if child is None:
        return
    if child.sites and main not in child.sites:
        await AcceptedSite(volunteer=child.volunteer, place=main).save()
        child = replace(child, sites=child.sites | {main})
    seat = next((one for one in await seats_between(week, place=main) if _fits(child, one, now)), None)
    if seat is not None:
        told = now - timedelta(hours=1)
        await Assignment(
            shift=seat.facts.shift,
            seat=seat.id,
            volunteer=child.volunteer,
            how=How.SIGNED_UP.value,
            by=child.person,
            by_name=child.name,
            at=told,
            told_at=told,
        ).save()


def _fits(child: PersonFacts, seat: SeatView, now: datetime) -> bool:
    facts = seat.facts
    open_one = facts.published and facts.state is GatheringState.PLANNED and bool(facts.adults)
    return open_one and not why_not(child, facts, By.COORDINATOR, now)
