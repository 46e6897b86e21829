"""Volunteers and shifts that grow, for the pages that list them."""

from dataclasses import dataclass, field
from datetime import timedelta

from app.actor import Actor, Role
from app.gatherings.rules import Span
from app.shifts.actions import planning, posts, publishing, roster, solving, volunteers
from app.shifts.actions.posts import PostFacts
from app.shifts.actions.volunteers import Wishes
from app.shifts.queries.seats import seats_of_shift
from app.shifts.queries.solving import week_instance
from app.shifts.rules import Headcount, PaperKind, State
from app.shifts.rules.drafts import Mode
from app.shifts.rules.planning import SeatPlan, ShiftPlan
from app.shifts.rules.rostering.search import solve
from tests.makers import MONDAY, a_person

DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@dataclass
class Rosters:
    """One more volunteer, post, shift and draft each time it grows; `everybody` has a seat on each shift."""

    everybody: Actor
    people: list[int] = field(default_factory=list)
    posts: list[int] = field(default_factory=list)
    shifts: list[int] = field(default_factory=list)
    seat: int = 0
    place: int = 0
    draft: int = 0

    def pages(self) -> dict[str, str]:
        """The address of a page for each route that lists something."""
        shift, seat = f"/shifts/{self.shifts[0]}", f"/shifts/seats/{self.seat}"
        return {
            "/shifts": "/shifts",
            "/shifts/mine": "/shifts/mine",
            "/shifts/board": "/shifts/board?week=2026-11-23",
            "/shifts/copy": "/shifts/copy?week=2026-11-30",
            "/shifts/publication": "/shifts/publication?week=2026-11-30",
            "/shifts/solving": "/shifts/solving?week=2026-11-30",
            "/shifts/drafts/{draft_id:int}": f"/shifts/drafts/{self.draft}",
            "/shifts/new": f"/shifts/new?place={self.place}",
            "/shifts/posts": "/shifts/posts",
            "/shifts/seats/{seat_id:int}": seat,
            "/shifts/seats/{seat_id:int}/candidates": f"{seat}/candidates",
            "/shifts/{shift_id:int}": shift,
            "/shifts/{shift_id:int}/edit": f"{shift}/edit",
            "/volunteers": "/volunteers",
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
        self.posts.append(await posts.add_post(self.everybody, self.place, PostFacts(f"示例岗位{n}")))
        shift = await self._shift(MONDAY + (n + 1) * DAY)
        await self._shift(MONDAY + 7 * DAY + 2 * n * HOUR)
        seat = (await seats_of_shift(shift))[0].id
        self.seat = self.seat or seat
        self.shifts.append(shift)
        await roster.assign(self.everybody, seat, self.people[0], now=now)
        await roster.assign(self.everybody, self.seat, other, now=now)
        await publishing.publish(self.everybody, MONDAY.date(), now=now)
        week = MONDAY.date() + 7 * DAY
        asked = await week_instance(week, now, Mode.PLAN)
        self.draft = await solving.keep(
            self.everybody, 1, solve(asked, seconds=5), solving.Of(week, Mode.PLAN, None), [], now=now
        )

    async def _volunteer(self, actor: Actor) -> int:
        given = Wishes(most_minutes=2000)
        one = await volunteers.register(self.everybody, None, given, now=MONDAY, person=actor.person)
        await volunteers.set_state(self.everybody, one, State.ACTIVE, "", now=MONDAY)
        await volunteers.add_paper(self.everybody, one, PaperKind.COMMITMENT, "档案盒", MONDAY.date(), None, now=MONDAY)
        self.people.append(one)
        return one

    async def _shift(self, begins) -> int:
        seats = [SeatPlan(self.posts[0], Headcount(1, 9, 9))]
        return await planning.plan(
            self.everybody, ShiftPlan(self.place, Span(begins, begins + 2 * HOUR), seats), now=MONDAY
        )
