"""Applicants' cases that grow, for the pages that list them."""

from dataclasses import dataclass, field
from datetime import date

from app.actor import Actor, Role
from app.clock import at_library
from app.party.actions.cases import guides, papers, recording, writing
from app.party.actions.looking import look
from app.party.queries.structure import structure_on
from app.party.rules.access import Restricted
from app.party.rules.cases.acts import Act
from app.party.rules.cases.documents import Paper
from app.party.rules.cases.facts import Happened
from tests.makers import MONDAY, a_person

START = (
    (Act.TALKED, date(2024, 4, 2)),
    (Act.RECOMMENDED, date(2024, 6, 10)),
    (Act.ACTIVIST, date(2024, 6, 20)),
    (Act.FILED, date(2024, 6, 25)),
)


@dataclass
class Cases:
    """One more case, review, paper and correction each time it grows; `everybody` guides each and has the first themself."""

    everybody: Actor
    cases: list[int] = field(default_factory=list)

    def pages(self) -> dict[str, str]:
        """The address of a page for each route that lists something."""
        return {
            "/party/applicants": "/party/applicants",
            "/party/applicants/mine": "/party/applicants/mine",
            "/party/applicants/{case:int}": f"/party/applicants/{self.cases[0]}",
        }

    async def grow(self) -> None:
        """One more of everything."""
        n, who = len(self.cases), self.everybody
        branch = await structure_on(at_library(MONDAY).date())
        guide = next(one.person for one in branch.full if one.person != who.person)
        person = await a_person(f"示例申请人{n}", Role.STAFF)
        born = date(1996, 3, 5)
        case = await recording.open_case(
            who, recording.Application(person.person, born, date(2024, 3, 11), f"示例备注{n}"), now=MONDAY
        )
        for act, on in START:
            await recording.record(who, case, Happened(act, on, said=f"示例结论{n}"), now=MONDAY)
        for member in (who.person, guide):
            await guides.choose_guide(who, case, Act.MENTORED, member, date(2024, 6, 20), now=MONDAY)
        self.cases.append(case)
        first = self.cases[0]
        on = date(2024, 12, 1 + n)
        await writing.write_review(who, first, Act.REVIEWED, on, f"示例考察{n}", now=MONDAY)
        await papers.add_paper(who, first, Paper.APPLICATION, on, f"示例说明{n}", None, now=MONDAY)
        number = await recording.record(who, first, Happened(Act.EDUCATED, on), now=MONDAY)
        await recording.correct(who, first, number, Happened(Act.EDUCATED, on), f"示例更正{n}", now=MONDAY)
        await recording.explain(who, first, Act.REVIEWED, f"示例逾期{n}", now=MONDAY)
        await look(who, Restricted.REVIEW, first, [person.person], f"示例查看{n}", now=MONDAY)
