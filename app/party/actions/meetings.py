"""One meeting: planning, changing, freezing its list, calling the roll, ending it, calling it off."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from app import clock
from app.actor import Actor
from app.audit import deed
from app.gatherings import steps
from app.gatherings.queries import attendance, expected_persons
from app.gatherings.rules import GatheringState, Kind, why_not_arrange_again, why_not_close_yet
from app.gatherings.rules.attendance import Record, Source, Status
from app.locale import N_
from app.notices import tell
from app.party.queries.meeting import MeetingView, meeting
from app.party.queries.meetings import people_of
from app.party.queries.structure import branch_history
from app.party.rules.branch import Structure, Trait
from app.party.rules.planning import (
    MeetingPlan,
    expected,
    why_not_change,
    why_not_open,
    why_not_open_yet,
    why_not_plan,
)
from app.party.rules.roll import (
    Answer,
    is_known,
    mark_of,
    record_of,
    why_not_answer,
    why_not_call_roll,
    why_not_over,
)
from app.party.steps.agenda import lay_out
from app.party.steps.meetings import hold_meeting
from app.party.steps.twice import ensure_not_planned
from app.party.tables import PartyMeeting, PartyMeetingKind
from app.refusals import Refused, WhyNot, ensure_seen, found
from app.study.queries.materials import material
from app.study.queries.notice import is_place

PLANNED = N_("“%(title)s”定在 %(at)s，地点：%(where)s")
MOVED = N_("“%(title)s”改到 %(at)s，地点：%(where)s")
OPENED = N_("“%(title)s”开始签到")
CALLED_OFF = N_("“%(title)s”（%(at)s）取消：%(reason)s")
MISSED = N_("“%(title)s”（%(at)s）您没有到会：看会议记录补上，补完告诉书记记为补课")
LATELY = timedelta(days=14)
"""What was held before that is written down afterwards, and nobody is told of it."""
NOT_REQUIRED = N_("年老体弱，不作硬性要求（党员教育管理工作条例第二十三条）")


async def plan_meeting(actor: Actor, plan: MeetingPlan, *, now: datetime) -> int:
    """Plan a meeting, or write one down that was held; those expected are told of what is to come. Returns its id.

    Raises:
        Missing: there is no such service point or material.
        Refused: the branch had no such meeting on that day, or the time is none.
    """
    async with deed(actor, "party_meeting.planned", title=plan.title, kinds=sorted(plan.kinds)) as line:
        structure = await _may_be_held(actor, plan)
        await ensure_not_planned(plan, now)
        gathering = await steps.arrange(
            Kind.PARTY, plan.title, plan.span, place=plan.place, venue=plan.venue, category=plan.category, now=now
        )
        row = PartyMeeting({}, branch=structure.branch, gathering=gathering, **_columns(plan))
        await row.save()
        await PartyMeetingKind.insert(
            *(PartyMeetingKind(meeting=row.id, kind=kind.value) for kind in sorted(plan.kinds))
        )
        await lay_out(int(row.id), plan.agenda, now)
        line.subject = row.id
        await _tell_if_ahead(actor, int(row.id), structure, PLANNED, now)
        return int(row.id)


def _columns(plan: MeetingPlan) -> dict[str, Any]:
    return {
        "group": plan.group,
        "chair": plan.chair,
        "recorder": plan.recorder,
        "theme": plan.theme,
        "theme_decided_on": plan.theme_decided_on,
        "material": plan.material,
        "material_title": plan.material_title,
    }


async def _may_be_held(actor: Actor, plan: MeetingPlan) -> Structure:
    day = clock.at_library(plan.span.starts_at).date()
    history = await branch_history()
    structure = history.on(day) if history else None
    has_terms = bool(history and history.rows.get("term"))
    if reasons := why_not_plan(plan, day, structure, has_terms):
        raise Refused(*reasons)
    found(await is_place(plan.place) or None)
    if plan.material is not None:
        found(await material(actor, plan.material))
    return found(structure)


async def change_meeting(actor: Actor, meeting_id: int, plan: MeetingPlan, *, now: datetime, seen: str = "") -> None:
    """Change what is planned; once the list is frozen, kinds, time and place stay and the rest may still be filled in.

    Raises:
        Missing: there is none.
        Refused: it is signed or called off, has changed since it was `seen`, an item would go on which something was said,
            or as `plan_meeting`.
    """
    async with deed(actor, "party_meeting.changed", meeting_id, title=plan.title):
        before = await hold_meeting(actor, meeting_id)
        ensure_seen(seen, *before.shown)
        if reasons := why_not_change(before.is_signed, before.state):
            raise Refused(*reasons)
        structure = await _may_be_held(actor, plan)
        if _is_otherwise(before, plan):
            if reasons := why_not_arrange_again(before.state):
                raise Refused(*reasons)
            await steps.rearrange(
                before.gathering.id, plan.title, plan.span, place=plan.place, venue=plan.venue, category=plan.category
            )
            await PartyMeetingKind.delete().where(PartyMeetingKind.meeting == meeting_id)
            await PartyMeetingKind.insert(
                *(PartyMeetingKind(meeting=meeting_id, kind=kind.value) for kind in sorted(plan.kinds))
            )
        columns: dict[Any, Any] = {**_columns(plan)}
        await PartyMeeting.update(columns).where(PartyMeeting.id == meeting_id)
        await lay_out(meeting_id, plan.agenda, now, before.content)
        if before.span != plan.span or before.gathering.venue != plan.venue:
            await _tell_if_ahead(actor, meeting_id, structure, MOVED, now)


def _is_otherwise(before: MeetingView, plan: MeetingPlan) -> bool:
    known = before.gathering
    stood = (known.title, known.span, known.place, known.venue, known.category, before.kinds, before.group)
    return stood != (plan.title, plan.span, plan.place, plan.venue, plan.category, plan.kinds, plan.group)


async def _tell_if_ahead(actor: Actor, meeting_id: int, structure: Structure, message: str, now: datetime) -> None:
    """Those expected are told of what is still to come; nobody is told of what is only written down."""
    one = found(await meeting(actor, meeting_id))
    if one.span.starts_at <= now:
        return
    people = [each.person for each in expected(one.kinds, structure, one.group)]
    at, where = begins(one), one.gathering.where
    await tell(
        actor, people, message, address=f"/party/meetings/{meeting_id}", now=now, title=one.title, at=at, where=where
    )


async def open_meeting(actor: Actor, meeting_id: int, *, now: datetime) -> int:
    """Freeze the list of those expected on that day; who need not come is marked so. Returns how many they are.

    Raises:
        Missing: there is none.
        Refused: it is not yet its day, it was opened before, or nobody is expected.
    """
    async with deed(actor, "party_meeting.opened", meeting_id) as line:
        one = await hold_meeting(actor, meeting_id)
        if reasons := why_not_open_yet(one.on, clock.at_library(now).date()):
            raise Refused(*reasons)
        history = found(await branch_history())
        members = expected(one.kinds, history.on(one.on), one.group)
        if reasons := why_not_open(one.on, members):
            raise Refused(*reasons)
        await steps.open_list(one.gathering.id, [each.person for each in members], now)
        for member in members:
            if Trait.FRAIL in member.traits:
                exempt = Record(Status.EXEMPT, Source.SYSTEM, note=NOT_REQUIRED)
                await steps.record(actor, one.gathering.id, member.person, exempt, now)
        line.details["expected"] = len(members)
        if one.span.ends_at > now:
            people = [each.person for each in members]
            await tell(actor, people, OPENED, address=f"/party/meetings/{meeting_id}", now=now, title=one.title)
        return len(members)


async def call_roll(
    actor: Actor, meeting_id: int, answers: Mapping[int, Answer], rest: Status | None = None, *, now: datetime
) -> int:
    """Write down who came, as the signed sheet says; only what differs from what stands. Returns how many lines were written.

    The secretary keeps the sheet that everybody signed, and stands on it: nobody else could write that line down, so here
    their own is written with the others, from the sheet and never from memory.

    Args:
        answers: what is said of each, by person.
        rest: what is said of everybody else of whom nothing is known yet.

    Raises:
        Missing: there is no such meeting, or somebody is not on its list.
        Refused: its list is not frozen, of somebody a reason or a time is missing or cannot be, or they stand otherwise than
            the form said when it was opened; then nothing is written.
    """
    async with deed(actor, "party_meeting.roll_called", meeting_id) as line:
        one = await hold_meeting(actor, meeting_id)
        if reasons := why_not_call_roll(one.state):
            raise Refused(*reasons)
        listed = {each.person: each for each in await attendance(one.gathering.id)}
        said = {person: Answer(rest) for person, each in listed.items() if rest and each.record is None}
        fresh = {
            person: answer
            for person, answer in sorted({**said, **answers}.items())
            if not is_known(answer, found(listed.get(person)).record)
        }
        if wrong := [
            WhyNot(f"{field}_{person}", sentence)
            for person, answer in fresh.items()
            for field, sentence in why_not_answer(listed[person].name, answer, one.state, one.span, now)
        ]:
            raise Refused(*wrong)
        if over := await _why_not_over(one, fresh):
            raise Refused(*over)
        for person, answer in fresh.items():
            await steps.record(actor, one.gathering.id, person, record_of(answer, one.span, now), now)
        line.details["written"] = len(fresh)
        return len(fresh)


async def _why_not_over(one: MeetingView, answers: Mapping[int, Answer]) -> tuple[WhyNot, ...]:
    stands = [each for each in await people_of(one) if each.person in answers]
    each = [
        (person.person, why_not_over(person.name, person.status, mark_of(person.line), answers[person.person].seen))
        for person in stands
    ]
    return tuple(WhyNot(f"{why[0]}_{person}", why[1]) for person, why in each if why)


async def close_meeting(actor: Actor, meeting_id: int, *, now: datetime) -> None:
    """End it: of whom nothing is known was absent, who is still in went at the planned end; whoever missed it is told.

    Raises:
        Missing, Refused: there is none, its list is not open, or it has not begun.
    """
    async with deed(actor, "party_meeting.closed", meeting_id):
        one = await hold_meeting(actor, meeting_id)
        if one.state is GatheringState.OPEN and (reasons := why_not_close_yet(one.span, now)):
            raise Refused(*reasons)
        await steps.close(actor, one.gathering.id, now)
        if now - one.span.ends_at <= LATELY:
            people = [each.person for each in await people_of(one) if each.status in (Status.ABSENT, Status.EXCUSED)]
            address = f"/party/meetings/{meeting_id}"
            await tell(actor, people, MISSED, address=address, now=now, title=one.title, at=begins(one))


async def call_off(actor: Actor, meeting_id: int, reason: str, *, now: datetime) -> None:
    """It does not take place; those expected are told why.

    Raises:
        Missing, Refused: there is none, or it is over or called off.
    """
    async with deed(actor, "party_meeting.called_off", meeting_id, reason=reason):
        one = await hold_meeting(actor, meeting_id)
        people = await _people(one)
        await steps.call_off(one.gathering.id, reason, now)
        if one.span.ends_at > now:
            address = f"/party/meetings/{meeting_id}"
            await tell(
                actor, people, CALLED_OFF, address=address, now=now, title=one.title, at=begins(one), reason=reason
            )


async def _people(one: MeetingView) -> list[int]:
    if one.state is GatheringState.OPEN:
        return sorted(await expected_persons(one.gathering.id))
    history = await branch_history()
    return [each.person for each in expected(one.kinds, history.on(one.on), one.group)] if history else []


def begins(one: MeetingView) -> str:
    """11-26 14:30, on the library's clock."""
    return f"{clock.at_library(one.span.starts_at):%m-%d %H:%M}"
