"""Party meetings that grow, for the pages that list them."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from app.actor import Actor, Role
from app.clock import LIBRARY_ZONE
from app.gatherings.actions import keeping
from app.gatherings.rules import Span
from app.gatherings.rules.attendance import Status
from app.party.actions import meetings as actions
from app.party.actions.minutes import correct_minutes, save_minutes, sign_minutes
from app.party.actions.tasks import agree_task, note_task
from app.party.actions.votes import Ballot, count_vote
from app.party.queries.meeting import meeting
from app.party.queries.meetings import people_of
from app.party.rules.meetings import MeetingKind
from app.party.rules.minutes import Written
from app.party.rules.planning import MeetingPlan
from app.party.rules.roll import Answer
from app.party.rules.tasks import NoteKind, TaskKind
from app.party.rules.votes import Count, Method, Outcome, Subject
from app.refusals import found
from tests.makers import MONDAY, a_person

HELD_ON = date(2026, 11, 20)
DUE = date(2026, 12, 20)


def a_plan(title: str, day: date, **changes: Any) -> MeetingPlan:
    """A general meeting on this day."""
    span = Span(datetime.combine(day, time(14, 30), LIBRARY_ZONE), datetime.combine(day, time(16), LIBRARY_ZONE))
    plan = MeetingPlan(frozenset({MeetingKind.GENERAL}), title, span, venue="示例活动室", chair="示例", recorder="示例")
    return replace(plan, **changes)


@dataclass
class Meetings:
    """One more of everything each time it grows: meetings, people on the first list, items, votes, tasks, notes, corrections."""

    everybody: Actor
    made: list[int] = field(default_factory=list)
    signed: int = 0
    tasks: list[int] = field(default_factory=list)
    agenda: tuple[str, ...] = ()

    def pages(self) -> dict[str, str]:
        """The address of a page for each route that lists something."""
        first = f"/party/meetings/{self.made[0]}"
        return {
            "/party/meetings": "/party/meetings?year=2026",
            "/party/meetings/new": "/party/meetings/new",
            "/party/meetings/{meeting:int}": first,
            "/party/meetings/{meeting:int}/edit": f"{first}/edit",
            "/party/meetings/{meeting:int}/roll": f"{first}/roll",
            "/party/meetings/{meeting:int}/minutes": f"{first}/minutes",
            "/party/meetings/{meeting:int}/print": f"/party/meetings/{self.signed}/print",
            "/party/tasks/{task_id:int}": f"/party/tasks/{self.tasks[0]}",
            "/party/papers": "/party/papers?year=2026",
        }

    async def grow(self) -> None:
        """One more of everything; the branch is there."""
        n, who, now = len(self.made), self.everybody, MONDAY
        self.agenda += (f"示例议题{n}，要讨论的",)
        made = await actions.plan_meeting(who, a_plan(f"示例会议{n}", HELD_ON, agenda=self.agenda), now=now)
        await actions.open_meeting(who, made, now=now)
        self.made.append(made)
        first = self.made[0]
        one = found(await meeting(who, first))
        await actions.change_meeting(who, first, a_plan(one.title, HELD_ON, agenda=self.agenda), now=now)
        late = await a_person(f"示例列席{n}", Role.STAFF)
        await keeping.expect(who, one.gathering.id, late.person, now=now)
        await keeping.excuse(who, one.gathering.id, late.person, f"示例事由{n}", now=now)
        await save_minutes(who, first, Written(resolution=f"示例决议{n}"), now=now)
        ballot = Ballot(
            Subject.RESOLUTION,
            f"示例表决{n}",
            Method.HANDS,
            Count(9, 9, 9, 0, 0),
            Outcome.PASSED,
            eligible_note="示例说明",
        )
        await count_vote(who, first, ballot, now=now)
        self.tasks.append(await agree_task(who, first, TaskKind.RESOLUTION, f"示例要办{n}", late.person, DUE, now=now))
        await note_task(who, self.tasks[0], NoteKind.PROGRESS, f"示例进展{n}，办得顺利", now=now)
        await self._sign(n)

    async def _sign(self, n: int) -> None:
        who, now = self.everybody, MONDAY
        if not self.signed:
            plan = a_plan("示例签字的会议", HELD_ON - timedelta(days=1))
            self.signed = await actions.plan_meeting(who, plan, now=now)
            await actions.open_meeting(who, self.signed, now=now)
            people = await people_of(found(await meeting(who, self.signed)))
            away = {one.person: Answer(Status.ABSENT, "示例原因") for one in people}
            await actions.call_roll(who, self.signed, away, now=now)
            await actions.close_meeting(who, self.signed, now=now)
            await save_minutes(who, self.signed, Written(resolution="示例决议"), now=now)
            await sign_minutes(who, self.signed, now=now)
        await correct_minutes(who, self.signed, "resolution", f"示例更正{n}，听错了", f"示例原因{n}", now=now)
