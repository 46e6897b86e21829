"""A Party branch that grows, for the pages that list it."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from app.actor import Actor, Role
from app.clock import at_library
from app.party.actions import branch, members
from app.party.actions.looking import look
from app.party.rules.access import Restricted
from app.party.rules.branch import CommitteePost, Trait
from app.party.steps.members import MemberDays
from tests.makers import MONDAY, a_person

TODAY = at_library(MONDAY).date()
LONG_AGO = date(2016, 7, 1)


@dataclass
class Branches:
    """One more member, group, trait and look each time it grows; `everybody` is the first member and the secretary."""

    everybody: Actor
    keeper: Actor | None = None
    members: list[int] = field(default_factory=list)

    def pages(self) -> dict[str, str]:
        """The address of a page for each route that lists something."""
        return {
            "/party/branch": "/party/branch",
            "/party/members/{member:int}": f"/party/members/{self.members[0]}",
            "/party/me": "/party/me",
        }

    async def grow(self) -> None:
        """One more of everything."""
        n, who = len(self.members), self.everybody
        if not self.members:
            facts = branch.BranchFacts("示例县图书馆党支部", "示例县文广旅局机关党委", LONG_AGO, 3)
            await branch.write_branch(who, facts, now=MONDAY)
            await self._join(who)
            await members.seat(who, self.members[0], CommitteePost.SECRETARY, LONG_AGO, now=MONDAY)
        group = await branch.add_group(who, f"示例党小组{n}", LONG_AGO, now=MONDAY)
        await self._join(await a_person(f"示例党员{n}", Role.STAFF))
        await members.place(who, self.members[-1], group, leads=True, from_on=LONG_AGO, now=MONDAY)
        gone = await self._join(await a_person(f"示例转出{n}", Role.STAFF))
        await members.end_member(who, gone, TODAY - timedelta(days=1), f"示例去向{n}", now=MONDAY)
        trait = list(Trait)[n % 4]
        await members.give_trait(who, self.members[0], trait, LONG_AGO, f"示例依据{n}", now=MONDAY)
        self.keeper = self.keeper or await a_person("示例书记", Role.SECRETARY)
        await look(self.keeper, Restricted.TALK, n + 1, [who.person], f"示例原因{n}", now=MONDAY)

    async def _join(self, person: Actor) -> int:
        days = MemberDays(LONG_AGO, date(2010, 6, 1), date(2011, 6, 1))
        member = await members.add_member(self.everybody, person.person, days, now=MONDAY, today=TODAY)
        self.members.append(member)
        return member
