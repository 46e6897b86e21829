"""What a Party branch learns and promises, growing, for the pages that list it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from app.actor import Actor
from app.clock import LIBRARY_ZONE
from app.gatherings.rules import Category, Kind
from app.gatherings.rules.attendance import Status
from app.party.actions import campaigns, pledges, reflections, winter
from app.party.queries.campaigns import campaign
from app.party.rules.campaigns import Asked, CampaignPlan, CampaignTemplate
from app.party.rules.meetings import MeetingKind
from app.party.rules.minutes import Written, kept
from app.party.rules.pledges import Found, Promise, Result
from app.party.rules.reflections import Answers
from app.party.rules.winter import SeasonPlan, WinterForm
from app.party.tables import PartyBranch, PartyMeeting, PartyMeetingKind, PartyMinutes
from app.study.tables import StudyMaterial
from tests.app.training.rows import a_past
from tests.house.branches import TODAY, Branches
from tests.makers import MONDAY


@dataclass
class Learnings:
    """One more of everything each time it grows, after the branch has."""

    everybody: Actor
    branches: Branches
    grown: int = 0
    campaign: int = 0
    reflection: int = 0
    season: int = 0

    def pages(self) -> dict[str, str]:
        """The address of a page for each route that lists something."""
        return {
            "/party/campaigns": "/party/campaigns",
            "/party/campaigns/{campaign:int}": f"/party/campaigns/{self.campaign}",
            "/party/reflections": "/party/reflections",
            "/party/pledges": "/party/pledges",
            "/party/winter": "/party/winter",
            "/party/winter/{season:int}": f"/party/winter/{self.season}",
            "/party/lectures": "/party/lectures",
            "/party/hours": "/party/hours",
            "/party/hours.xlsx": "/party/hours.xlsx",
        }

    async def grow(self) -> None:
        """One more of everything."""
        n, who = self.grown, self.everybody
        self.grown += 1
        await self._campaign(n)
        answers = Answers("示例为什么", "示例干什么", "示例留什么")
        written = await reflections.begin_reflection(who, TODAY - timedelta(days=n), answers, None, now=MONDAY)
        self.reflection = self.reflection or written
        await self._pledge(n)
        await self._winter(n)

    async def _campaign(self, n: int) -> None:
        plan = CampaignPlan(CampaignTemplate.THEME, f"示例教育{n}", date(2026, 9, 1), date(2026, 12, 31), "示例通知")
        made = await campaigns.start_campaign(self.everybody, plan, now=MONDAY)
        self.campaign = self.campaign or made
        await campaigns.ask(self.everybody, self.campaign, Asked(f"示例要求{n}", True, TODAY), now=MONDAY)
        await campaigns.ask(self.everybody, self.campaign, Asked(f"示例支部要求{n}", False), now=MONDAY)
        known = await campaign(self.campaign)
        each, own = known.items[-2:]
        member = self.branches.members[0]
        await campaigns.note_done(self.everybody, each.id, member, TODAY, f"示例佐证{n}", now=MONDAY)
        await campaigns.note_done(self.everybody, own.id, None, TODAY, f"示例佐证{n}", now=MONDAY)

    async def _pledge(self, n: int) -> None:
        # The newest member but one: the last that joined has left again.
        promise = Promise(f"示例承诺的内容{n}", f"示例承诺{n}", date(2026, 9, 1), TODAY)
        made = await pledges.promise(self.everybody, self.branches.members[-2], promise, now=MONDAY)
        found = Found(Result.PARTLY, f"示例评语{n}", TODAY, f"示例评议{n}")
        await pledges.review(self.everybody, made, found, now=MONDAY)

    async def _winter(self, n: int) -> None:
        plan = SeasonPlan(
            f"示例冬训{n}",
            date(2026 - n, 10, 1),
            date(2026 - n, 11, 20),
            1,
            1,
            f"示例依据{n}",
            [f"示例专题{n}"],
            [f"示例教师{n}"],
            list(WinterForm),
            f"示例单位{n}",
        )
        made = await winter.plan_season(self.everybody, plan, now=MONDAY)
        self.season = self.season or made
        await self._meeting(n)

    async def _meeting(self, n: int) -> None:
        material = StudyMaterial(kind="document", title=f"示例材料{n}", year=2026, at=MONDAY)
        await material.save()
        at = datetime(2026, 10, 8 + n, 9, tzinfo=LIBRARY_ZONE)
        people = {self.everybody.person: Status.PRESENT}
        gathering = await a_past(Kind.PARTY, f"示例党课{n}", people, at=at, minutes=60, category=Category.POLITICS)
        branch = await PartyBranch.select().first()
        row = PartyMeeting(branch=branch["id"], gathering=gathering, material=material.id)
        await row.save()
        for kind in (MeetingKind.LECTURE, MeetingKind.WINTER):
            await PartyMeetingKind(meeting=row.id, kind=kind.value).save()
        told = Written(teacher=f"示例教师{n}", teacher_post=f"示例职务{n}", lecture_subject=f"示例课题{n}", lessons=2)
        await PartyMinutes(meeting=row.id, content=kept(told), written_by_name="示例", at=MONDAY).save()
