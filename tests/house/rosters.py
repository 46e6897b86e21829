"""Volunteers and shifts that grow, for the pages that list them."""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from app.actor import VISITOR, Actor, Role
from app.gatherings.rules import Span
from app.gatherings.rules.calendar import DayKind
from app.office.grids import guessed, headed, pasted
from app.practice.steps import begin_set
from app.practice.tables import PracticeEnd, QualificationAttempt, QualificationQuiz
from app.shifts.actions import (
    ages,
    applying,
    consents,
    intakes,
    own_data,
    place_keys,
    planning,
    posts,
    projects,
    publishing,
    retention,
    roster,
    solving,
    templates,
    volunteers,
    wishes,
)
from app.shifts.actions.posts import PostFacts
from app.shifts.actions.rules import set_limits
from app.shifts.actions.volunteers import Wishes
from app.shifts.queries.projects import recording_units
from app.shifts.queries.seats import seats_of_shift
from app.shifts.queries.solving import week_instance
from app.shifts.queries.volunteers import state_of
from app.shifts.rules import DayException, Headcount, PaperKind, State, roster_cells, volunteer_cells
from app.shifts.rules.ages import SHIPPED
from app.shifts.rules.board import monday_of
from app.shifts.rules.consents import ConsentKind
from app.shifts.rules.drafts import Mode
from app.shifts.rules.intakes import IntakeKind
from app.shifts.rules.limits import LIMITS
from app.shifts.rules.place_keys import PlaceKeyKind
from app.shifts.rules.planning import SeatPlan, ShiftPlan
from app.shifts.rules.projects import ProjectFacts
from app.shifts.rules.recruiting import Applied, Asked
from app.shifts.rules.retention import Retention
from app.shifts.rules.rostering.search import solve
from app.shifts.rules.templates import TemplatePlan
from app.shifts.tables import Volunteer
from app.storage import database
from app.training import actions as training
from app.training.rules.qualifications import QualificationPlan, Source
from app.training.steps import grant_qualification
from tests.makers import MONDAY, a_person

DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@dataclass
class Rosters:
    """One more volunteer, post, shift and draft each time it grows; `everybody` has a seat on each shift."""

    everybody: Actor
    people: list[int] = field(default_factory=list)
    posts: list[int] = field(default_factory=list)
    shifts: list[int] = field(default_factory=list)
    qualifications: list[int] = field(default_factory=list)
    projects: list[int] = field(default_factory=list)
    seat: int = 0
    place: int = 0
    assignment: int = 0
    lists: list[int] = field(default_factory=list)
    sheets: list[int] = field(default_factory=list)
    draft: int = 0

    def pages(self) -> dict[str, str]:
        """The address of a page for each route that lists something."""
        shift, seat = f"/shifts/{self.shifts[0]}", f"/shifts/seats/{self.seat}"
        return {
            "/shifts": "/shifts",
            "/shifts/mine": "/shifts/mine",
            "/shifts/at-risk": "/shifts/at-risk",
            "/shifts/seats/{seat_id:int}/weeks": f"{seat}/weeks",
            "/shifts/assignments/{assignment_id:int}/swaps": f"/shifts/assignments/{self.assignment}/swaps",
            "/shifts/board": "/shifts/board?week=2026-11-23",
            "/shifts/copy": "/shifts/copy?week=2026-11-30",
            "/shifts/cycle": f"/shifts/cycle?who=示例换班人0&post={self.posts[0]}&on=1&off=1&from_on=2026-11-24&to_on=2026-12-31",
            "/shifts/publication": "/shifts/publication?week=2026-11-30",
            "/shifts/solving": "/shifts/solving?week=2026-11-30",
            "/shifts/drafts/{draft_id:int}": f"/shifts/drafts/{self.draft}",
            "/shifts/new": f"/shifts/new?place={self.place}",
            "/shifts/posts": "/shifts/posts",
            "/shifts/board.xlsx": "/shifts/board.xlsx?week=2026-11-23",
            "/shifts/board/print": f"/shifts/board/print?week=2026-11-23&place={self.place}",
            "/shifts/board/text": "/shifts/board/text?week=2026-11-23",
            "/shifts/templates": "/shifts/templates",
            "/shifts/templates/generation": "/shifts/templates/generation?from_on=2026-12-07&to_on=2026-12-13",
            "/shifts/seats/{seat_id:int}": seat,
            "/shifts/seats/{seat_id:int}/candidates": f"{seat}/candidates",
            "/shifts/{shift_id:int}": shift,
            "/shifts/{shift_id:int}/edit": f"{shift}/edit",
            "/shifts/rules": "/shifts/rules",
            "/qualifications": "/qualifications",
            "/qualifications/{qualification_id:int}": f"/qualifications/{self.qualifications[0]}",
            "/practice/qualifications/{qualification_id:int}": f"/practice/qualifications/{self.qualifications[0]}",
            "/volunteers": "/volunteers",
            "/volunteers/review": "/volunteers/review",
            "/volunteers/requests": "/volunteers/requests",
            "/shifts/me": "/shifts/me",
            "/shifts/ages": "/shifts/ages",
            "/shifts/consents": "/shifts/consents",
            "/shifts/retention": "/shifts/retention",
            "/shifts/projects": "/shifts/projects",
            "/shifts/projects/{project_id:int}/poster": f"/shifts/projects/{self.projects[0]}/poster",
            "/join": "/join",
            "/join/{project_id:int}": f"/join/{self.projects[0]}",
            "/volunteers/{volunteer_id:int}": f"/volunteers/{self.people[0]}",
            "/volunteers/import": "/volunteers/import",
            "/volunteers/imports/{intake_id:int}": f"/volunteers/imports/{self.lists[-1]}",
            "/shifts/import": "/shifts/import",
            "/shifts/imports/{intake_id:int}": f"/shifts/imports/{self.sheets[-1]}",
            "/shifts/sheets": f"/shifts/sheets?place={self.place}&from=2026-11-24&to=2026-11-28",
            "/shifts/sheets.xlsx": f"/shifts/sheets.xlsx?place={self.place}&from=2026-11-24&to=2026-11-28",
            "/shifts/addresses": "/shifts/addresses",
            "/service/register.xlsx": "/service/register.xlsx",
            "/service/exports/{key:str}": "/service/exports/jiangsu",
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
        await self._qualify(n, other)
        await self._recruiting(n)
        gate = self.qualifications[-1] if n else None
        facts = PostFacts(f"示例岗位，导读和整架{n}", qualification=gate, project=self.projects[0])
        self.posts.append(await posts.add_post(self.everybody, self.place, facts))
        part = {"from_minute": 540 + n * 60, "to_minute": 570 + n * 60, "from_on": date(2026, 11, 1)}
        seats = [SeatPlan(self.posts[-1], Headcount(1, 1, 1))]
        plan = TemplatePlan(self.place, f"示例模板{n}", DayKind.WORKDAY, seats=seats, **part)
        await templates.add_template(self.everybody, plan, now=now)
        await templates.generate(self.everybody, date(2026, 12, 7), date(2026, 12, 13), now=now)
        shift = await self._shift(MONDAY + (n + 1) * DAY)
        await self._shift(MONDAY + 7 * DAY + 2 * n * HOUR)
        seat = (await seats_of_shift(shift))[0].id
        self.seat = self.seat or seat
        self.shifts.append(shift)
        held = await roster.assign(self.everybody, seat, self.people[0], now=now)
        self.assignment = self.assignment or held
        await roster.assign(self.everybody, self.seat, other, now=now)
        await publishing.publish(self.everybody, MONDAY.date(), now=now)
        await wishes.wish_weekly(self.everybody, seat, now=now)
        await self._later(n)
        await self._tables(n + 1, place)
        week = MONDAY.date() + 7 * DAY
        asked = await week_instance(week, now, Mode.PLAN)
        self.draft = await solving.keep(
            self.everybody, 1, solve(asked, seconds=5), solving.Of(week, Mode.PLAN, None), [], now=now
        )

    async def _later(self, n: int) -> None:
        """Somebody else's seat to swap for, and the first shift's time, full, in one more of the following weeks."""
        alone = await self._volunteer(await a_person(f"示例换班人{n}", Role.VOLUNTEER))
        for begins, most in ((MONDAY + 14 * DAY + n * HOUR / 2, 9), (MONDAY + DAY + 7 * (n + 2) * DAY, 1)):
            shift = await self._shift(begins, most)
            seat = (await seats_of_shift(shift))[0].id
            await roster.assign(self.everybody, seat, alone, now=MONDAY)
            await publishing.publish(self.everybody, monday_of(begins.date()), now=MONDAY)

    async def _tables(self, n: int, place: int) -> None:
        """A list of volunteers and a roster with one more row each, and an address of one more place."""
        await place_keys.renew_place_key(self.everybody, place, PlaceKeyKind.SCREEN, now=MONDAY)
        names = [f"示例新人{chr(0x4E00 + at)}" for at in range(n)]
        listed = pasted("\n".join(["姓名\t手机号", *(f"{name}\t138" for name in names)]))
        rows = pasted("\n".join(["日期\t时间\t服务点\t志愿者", *(f"2026-12-01\t上午\t书吧\t{name}" for name in names)]))
        for kind, grid, synonyms, made in (
            (IntakeKind.VOLUNTEERS, listed, volunteer_cells.SYNONYMS, self.lists),
            (IntakeKind.ROSTER, rows, roster_cells.SYNONYMS, self.sheets),
        ):
            one = await intakes.begin(self.everybody, kind, "示例表", grid, now=MONDAY)
            header = headed(grid, synonyms)
            columns = guessed(header.headings, synonyms)
            await intakes.choose_columns(self.everybody, one, kind, columns, header, revision=0)
            made.append(one)

    async def _qualify(self, n: int, volunteer: int) -> None:
        """One more qualification with a holder, one more try of everybody's at the first, and other limits."""
        given = QualificationPlan(f"示例资格{n}", 12)
        self.qualifications.append(await training.add_qualification(self.everybody, given, now=MONDAY))
        rows = await Volunteer.raw("SELECT person FROM volunteer WHERE id = {}", volunteer)
        for one in self.qualifications:
            await training.grant_by_hand(
                self.everybody, one, rows[0]["person"], f"示例依据{n}", from_on=MONDAY.date(), now=MONDAY
            )
        first = self.qualifications[0]
        async with database().atomic():
            await grant_qualification(
                self.everybody, self.qualifications[-1], self.everybody.person, Source.QUIZ, MONDAY
            )
            quiz = QualificationQuiz(qualification=first, questions=5, pass_percent=80, set_by_name="示例", at=MONDAY)
            await quiz.save()
            row = await begin_set(
                self.everybody, "qualifying", f"示例资格{n}", (), seed=n, day=MONDAY.date(), now=MONDAY - (9 - n) * DAY
            )
            await QualificationAttempt(practice_set=row, quiz=quiz.id).save()
            await PracticeEnd(practice_set=row, at=MONDAY - (9 - n) * DAY, answered=5, correct=0, minutes=1).save()
        limits = replace(LIMITS, source=f"示例会议纪要{n}")
        await set_limits(self.everybody, limits, MONDAY.date() + n * DAY, now=MONDAY)

    async def _recruiting(self, n: int) -> None:
        """One more project, application that waits, volunteer in training, day, consent, age, request, time of keeping."""
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
        await retention.decide_retention(self.everybody, Retention(365 + n, f"示例馆务会{n}"), now=now)
        await ages.decide_ages(self.everybody, replace(SHIPPED, from_on=today, source="示例"), now=now)

    async def _volunteer(self, actor: Actor, state: State = State.ACTIVE) -> int:
        given = Wishes(most_minutes=2000)
        one = await volunteers.register(self.everybody, None, given, now=MONDAY, person=actor.person)
        await volunteers.set_state(self.everybody, one, state, "", now=MONDAY)
        await volunteers.add_paper(self.everybody, one, PaperKind.COMMITMENT, "档案盒", MONDAY.date(), None, now=MONDAY)
        if state is State.ACTIVE:
            self.people.append(one)
        return one

    async def _shift(self, begins, most: int = 9) -> int:
        seats = [SeatPlan(self.posts[0], Headcount(1, most, most))]
        return await planning.plan(
            self.everybody, ShiftPlan(self.place, Span(begins, begins + 2 * HOUR), seats), now=MONDAY
        )
