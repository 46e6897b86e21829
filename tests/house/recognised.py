"""Papers, stars and praise that grow, for the pages that list them."""

from dataclasses import dataclass, field
from datetime import timedelta

from app import clock
from app.actor import Actor, Role
from app.service.actions import issuing, recognising
from app.service.actions.issuing import Wanted
from app.service.rules.papers import PaperSetting, PaperTitle
from app.service.rules.recognition import CommendationFacts, EvaluationFacts, Proof, Quality
from app.service.rules.stars import StarScale
from app.shifts.actions import volunteers
from app.shifts.actions.volunteers import Wishes
from app.shifts.queries.people import volunteer_of
from tests.app.service.recorded import a_record
from tests.makers import MONDAY, a_person

TODAY = clock.at_library(MONDAY).date()
DAY = timedelta(days=1)


@dataclass
class Recognised:
    """One more of everything each time it grows; the newest paper stands on one record more than the one before."""

    everybody: Actor
    manager: Actor | None = None
    people: list[int] = field(default_factory=list)
    paper: int = 0

    def pages(self) -> dict[str, str]:
        """The address of a page for each route that lists something."""
        paper = f"/service/papers/{self.paper}"
        return {
            "/service/papers": "/service/papers",
            "/service/papers/new": f"/service/papers/new?volunteer={self.people[0]}",
            "/service/papers/{paper_id:int}": paper,
            "/service/papers/{paper_id:int}/paper.pdf": f"{paper}/paper.pdf",
            "/service/file": "/service/file",
            "/service/people/{volunteer_id:int}": f"/service/people/{self.people[0]}",
            "/service/stars": "/service/stars",
            "/service/recognition": "/service/recognition",
        }

    async def grow(self) -> None:
        """One more of everything."""
        n = len(self.people)
        self.manager = self.manager or await a_person("示例馆长", Role.MANAGER)
        person = await a_person(f"示例得星者{n}", Role.VOLUNTEER)
        wishes = Wishes(most_minutes=600)
        volunteer = await volunteers.register(self.manager, None, wishes, now=MONDAY, person=person.person)
        self.people.append(volunteer)
        own = await volunteer_of(self.everybody.person) or 0
        for one in {volunteer, self.people[0], own}:
            await a_record(one, 6000, days_ago=20 + n, content=f"示例服务内容{n}")
        scale = StarScale((10, 90 + n), TODAY, f"示例文件{n}")
        await recognising.set_scale(self.manager, scale, now=MONDAY)
        await issuing.set_papers(self.manager, PaperSetting(PaperTitle.RECORD, source=f"示例决定{n}"), now=MONDAY)
        self.paper = await issuing.issue_paper(self.manager, Wanted(self.people[0]), now=MONDAY)
        await issuing.ask_for_paper(person, None, None, f"示例用途{n}", now=MONDAY)
        await self._praise(n, own)
        await recognising.decide_star(self.manager, self.people[0], 2, awarded=False, reason=f"示例{n}", now=MONDAY)
        if n:
            await recognising.decide_star(self.manager, volunteer, 2, awarded=True, now=MONDAY)
            await self._one_more_candidate(n)

    async def _praise(self, n: int, own: int) -> None:
        assert self.manager is not None
        for one in (self.people[0], own):
            praise = CommendationFacts(f"示例表彰{n}", TODAY, "示例单位", Proof.ASKED)
            await recognising.commend(self.manager, one, praise, now=MONDAY)
            facts = EvaluationFacts(Quality.GOOD, TODAY - DAY, TODAY, f"示例评语{n}")
            await recognising.evaluate(self.manager, one, facts, now=MONDAY)

    async def _one_more_candidate(self, n: int) -> None:
        person = await a_person(f"示例候选者{n}", Role.VOLUNTEER)
        wishes = Wishes(most_minutes=600)
        one = await volunteers.register(self.manager, None, wishes, now=MONDAY, person=person.person)
        await a_record(one, 600, days_ago=9)
