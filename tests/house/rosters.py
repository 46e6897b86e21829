"""Volunteers and shifts that grow, for the pages that list them."""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from app.actor import VISITOR, Actor, Role
from app.gatherings.rules import Span
from app.shifts.actions import (
    ages,
    applying,
    consents,
    own_data,
    planning,
    posts,
    projects,
    publishing,
    roster,
    volunteers,
)
from app.shifts.actions.posts import PostFacts
from app.shifts.actions.volunteers import Wishes
from app.shifts.queries.projects import recording_units
from app.shifts.queries.seats import seats_of_shift
from app.shifts.queries.volunteers import state_of
from app.shifts.rules import DayException, Headcount, PaperKind, State
from app.shifts.rules.ages import SHIPPED
from app.shifts.rules.consents import ConsentKind
from app.shifts.rules.planning import SeatPlan, ShiftPlan
from app.shifts.rules.projects import ProjectFacts
from app.shifts.rules.recruiting import Applied, Asked
from tests.makers import MONDAY, a_person

DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@dataclass
class Rosters:
    """One more volunteer, post, shift and draft each time it grows; `everybody` has a seat on each shift."""

    everybody: Actor
    people: list[int] = field(default_factory=list)
    posts: list[int] = field(default_factory=list)
    shifts: list[int] = field(default_factory=list)
    projects: list[int] = field(default_factory=list)
    seat: int = 0
    place: int = 0

    def pages(self) -> dict[str, str]:
        """The address of a page for each route that lists something."""
        shift, seat = f"/shifts/{self.shifts[0]}", f"/shifts/seats/{self.seat}"
        return {
            "/shifts": "/shifts",
            "/shifts/mine": "/shifts/mine",
            "/shifts/board": "/shifts/board?week=2026-11-23",
            "/shifts/copy": "/shifts/copy?week=2026-11-30",
            "/shifts/publication": "/shifts/publication?week=2026-11-30",
            "/shifts/new": f"/shifts/new?place={self.place}",
            "/shifts/posts": "/shifts/posts",
            "/shifts/seats/{seat_id:int}": seat,
            "/shifts/seats/{seat_id:int}/candidates": f"{seat}/candidates",
            "/shifts/{shift_id:int}": shift,
            "/shifts/{shift_id:int}/edit": f"{shift}/edit",
            "/volunteers": "/volunteers",
            "/volunteers/review": "/volunteers/review",
            "/volunteers/requests": "/volunteers/requests",
            "/shifts/me": "/shifts/me",
            "/shifts/ages": "/shifts/ages",
            "/shifts/consents": "/shifts/consents",
            "/shifts/projects": "/shifts/projects",
            "/shifts/projects/{project_id:int}/poster": f"/shifts/projects/{self.projects[0]}/poster",
            "/join": "/join",
            "/join/{project_id:int}": f"/join/{self.projects[0]}",
            "/volunteers/{volunteer_id:int}": f"/volunteers/{self.people[0]}",
        }

    async def grow(self, place: int) -> None:
        """One more of everything."""
        n, now = len(self.shifts), MONDAY
        self.place = self.place or place
        if n == 0:
            await self._volunteer(self.everybody)
        other = await self._volunteer(await a_person(f"示例志愿者{n}", Role.VOLUNTEER))
        await volunteers.add_paper(
            self.everybody, self.people[0], PaperKind.INSURANCE, f"示例保单{n}", now.date(), None, now=now
        )
        await self._recruiting(n)
        facts = PostFacts(f"示例岗位，导读和整架{n}", project=self.projects[0])
        self.posts.append(await posts.add_post(self.everybody, self.place, facts))
        shift = await self._shift(MONDAY + (n + 1) * DAY)
        await self._shift(MONDAY + 7 * DAY + 2 * n * HOUR)
        seat = (await seats_of_shift(shift))[0].id
        self.seat = self.seat or seat
        self.shifts.append(shift)
        await roster.assign(self.everybody, seat, self.people[0], now=now)
        await roster.assign(self.everybody, self.seat, other, now=now)
        await publishing.publish(self.everybody, MONDAY.date(), now=now)

    async def _recruiting(self, n: int) -> None:
        """One more project, application that waits, volunteer in training, day, consent, age, request."""
        now, today = MONDAY, MONDAY.date()
        unit = (await recording_units())[0][0]
        facts = ProjectFacts(f"示例项目{n}", unit, "示例", "没有", "示例", "示例", today, None, True)
        self.projects.append(await projects.add_project(self.everybody, facts))
        given = Applied("示例申请人", f"1000002{n:04}", date(2000, 1, 1), agreed=frozenset({"privacy", "commitment"}))
        await applying.apply(VISITOR, self.projects[0], given, now=now)
        coming = await self._volunteer(await a_person(f"示例新人{n}", Role.VOLUNTEER), State.TRAINING)
        actor = Actor((await state_of(coming))[0], "示例新人")
        await own_data.ask(actor, Asked.CORRECTION, "示例", now=now)
        await volunteers.except_day(
            self.everybody, self.people[0], DayException(today + (40 + n) * DAY, False), now=now
        )
        await consents.agree(self.everybody, {ConsentKind.PRIVACY}, now=now)
        await consents.write_text(self.everybody, ConsentKind.DISPLAY, "示例" * 12, today, now=now)
        await ages.decide_ages(self.everybody, replace(SHIPPED, from_on=today, source="示例"), now=now)

    async def _volunteer(self, actor: Actor, state: State = State.ACTIVE) -> int:
        given = Wishes(most_minutes=2000)
        one = await volunteers.register(self.everybody, None, given, now=MONDAY, person=actor.person)
        await volunteers.set_state(self.everybody, one, state, "", now=MONDAY)
        await volunteers.add_paper(self.everybody, one, PaperKind.COMMITMENT, "档案盒", MONDAY.date(), None, now=MONDAY)
        if state is State.ACTIVE:
            self.people.append(one)
        return one

    async def _shift(self, begins) -> int:
        seats = [SeatPlan(self.posts[0], Headcount(1, 9, 9))]
        return await planning.plan(
            self.everybody, ShiftPlan(self.place, Span(begins, begins + 2 * HOUR), seats), now=MONDAY
        )
