"""Training classes that grow, for the pages that list them."""

from dataclasses import dataclass, field
from datetime import timedelta

from app.actor import Actor
from app.classes import queries
from app.classes.actions import certifying, classes, enrolling, examining, units
from app.classes.routes.learners import address_of
from app.classes.rules import CompletionRule
from app.classes.rules.roster import Line
from app.gatherings.rules import Span
from tests.app.classes.hall import a_class, a_learner, a_unit
from tests.makers import MONDAY

SOON = MONDAY + timedelta(minutes=5)
CERTIFIED_AT_MOST = 4


@dataclass
class Classrooms:
    """One more class, learner and unit each time; in a class that is over, one more certificate."""

    everybody: Actor
    running: int = 0
    over: int = 0
    token: str = ""
    learner: str = ""
    seats: list[int] = field(default_factory=list)

    def pages(self) -> dict[str, str]:
        """The address of a page for each route that lists something."""
        running, over = f"/classes/{self.running}", f"/classes/{self.over}"
        return {
            "/classes": "/classes",
            "/classes/{class_id:int}": running,
            "/classes/{class_id:int}/timetable": f"{running}/timetable",
            "/classes/{class_id:int}/exam": f"{running}/exam",
            "/classes/{class_id:int}/completion": f"{running}/completion",
            "/classes/{class_id:int}/certificates": f"{over}/certificates",
            "/classes/{class_id:int}/package.zip": f"{running}/package.zip",
            "/classes/{class_id:int}/package-public.zip": f"{running}/package-public.zip",
            "/enrol/{token:str}": f"/enrol/{self.token}",
            "/learners/{token:str}": self.learner,
        }

    async def grow(self) -> None:
        """One more of everything that a page lists."""
        if not self.running:
            await self._begin()
        n = len(self.seats)
        await classes.plan_class(self.everybody, a_class(title=f"示例培训班{n}"), now=MONDAY)
        line = Line(2, a_learner(n + 1))
        await enrolling.take_in(self.everybody, self.running, [line], now=MONDAY)
        await units.add_unit(self.everybody, self.running, a_unit(2 * n, subject=f"示例课程{n}"), now=MONDAY)
        seat = (await queries.learners(self.everybody, self.over))[n]
        await examining.write_result(self.everybody, seat.id, 9000, "", now=SOON)
        await certifying.issue(self.everybody, self.over, now=SOON)
        self.seats.append(seat.id)
        if not self.learner:
            await self._sit()

    async def _begin(self) -> None:
        self.running = await classes.plan_class(self.everybody, a_class(), now=MONDAY)
        await classes.open_enrolment(self.everybody, self.running, now=MONDAY)
        one = await queries.training_class(self.everybody, self.running)
        assert one is not None
        self.token = one.token
        self.over = await classes.plan_class(self.everybody, a_class(rule=CompletionRule(0, 60)), now=MONDAY)
        lines = [Line(n, a_learner(n)) for n in range(1, CERTIFIED_AT_MOST + 1)]
        await enrolling.take_in(self.everybody, self.over, lines, now=MONDAY)
        await classes.finish(self.everybody, self.over, now=MONDAY)

    async def _sit(self) -> None:
        """The first learner of the running class has begun the paper."""
        span = Span(MONDAY, MONDAY + timedelta(hours=2))
        await examining.draw_paper(self.everybody, self.running, None, 1, span, now=MONDAY)
        seat = (await queries.learners(self.everybody, self.running))[0]
        await examining.begin(self.everybody, seat.id, now=SOON)
        self.learner = address_of(seat)
