"""Whatever people write about volunteers, shifts and study stays text, on the pages of those who plan and of those who come."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from piccolo.table import Table

from app import clock
from app.actor import VISITOR, Actor, Role
from app.gatherings.rules import Category, Span
from app.gatherings.rules.calendar import DayKind
from app.gatherings.tables import Gathering, GatheringCancellation, Presence
from app.people.actions import places
from app.people.rules.places import LibraryFacts, PointFacts
from app.people.tables import Person, ServicePoint
from app.shifts.actions import (
    ages,
    applying,
    consents,
    own_data,
    planning,
    posts,
    projects,
    publishing,
    retention,
    roster,
    signing,
    solving,
    templates,
    volunteers,
)
from app.shifts.actions.posts import PostFacts
from app.shifts.actions.volunteers import Wishes
from app.shifts.queries.projects import recording_units
from app.shifts.queries.seats import seats_of_shift
from app.shifts.queries.solving import week_instance
from app.shifts.rules import DayException, Headcount, PaperKind, State
from app.shifts.rules.ages import SHIPPED
from app.shifts.rules.consents import ConsentKind
from app.shifts.rules.drafts import Mode
from app.shifts.rules.planning import SeatPlan, ShiftPlan
from app.shifts.rules.projects import ProjectFacts
from app.shifts.rules.recruiting import Applied, Asked
from app.shifts.rules.retention import Retention
from app.shifts.rules.rostering.search import solve
from app.shifts.rules.templates import TemplatePlan
from app.shifts.tables import (
    Application,
    Assignment,
    AssignmentEnd,
    AvailabilityException,
    DataRequest,
    GuardianConsent,
    Post,
    Project,
    RosterDraft,
    RosterSetting,
    Seat,
    Shift,
    ShiftPublication,
    ShiftTemplate,
    Volunteer,
    VolunteerPaper,
    VolunteerStatus,
)
from app.storage.memory import forget_everything
from app.study.actions import agenda, lists, notices, series, sessions
from app.study.rules import SeriesPlan, SessionPlan
from app.study.rules.agenda import Item
from app.study.rules.expecting import Change
from app.study.tables import AgendaItem, ClosureNotice, ListChange, NoticePosting, StudySeries, StudySession
from app.training import actions as training
from app.training.rules.qualifications import QualificationPlan
from app.training.tables import Qualification, QualificationGrant, QualificationRevocation
from tests.cast import Browser, browser
from tests.house.test_escaping import BENIGN, PAYLOADS, elements, is_wrong
from tests.makers import MONDAY, a_person

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
NOW = MONDAY + HOUR
WRITTEN: dict[type[Table], tuple[str, ...]] = {
    Person: ("name", "post"),
    ServicePoint: ("name", "address", "note"),
    GuardianConsent: ("guardian_name", "guardian_phone", "relation", "proof", "recorded_by_name"),
    AvailabilityException: ("note",),
    Post: ("name", "risk", "duties"),
    Qualification: ("name", "note", "how"),
    Project: ("name", "content", "risks", "notice", "leader"),
    Application: ("name", "phone", "area", "number", "guardian_name", "guardian_phone", "guardian_relation"),
    DataRequest: ("text",),
    Shift: ("note",),
    Seat: ("changed_by_name",),
    Assignment: ("reason", "by_name"),
    AssignmentEnd: ("reason", "by_name"),
    ShiftPublication: ("by_name",),
    ShiftTemplate: ("name",),
    RosterDraft: ("by_name",),
    Gathering: ("title", "venue"),
    GatheringCancellation: ("reason",),
    StudySeries: ("title", "venue", "theme"),
    StudySession: ("topic", "host", "recorder"),
    AgendaItem: ("title", "speaker", "material"),
    ListChange: ("reason",),
    ClosureNotice: ("closing",),
}
"""Columns that people write into freely, and which the pages below show."""


GROWING = {"volunteer", "rules", "qualification", "ages", "consents", "retention"}


class Plans:
    """One of everything that is planned: a volunteer who serves, a post, shifts in each state, a series with sessions."""

    async def prepare(self) -> None:
        self.keeper = await a_person(BENIGN, *(set(Role) - {Role.VOLUNTEER}))
        self.helper = await a_person(BENIGN, Role.VOLUNTEER)
        await places.add_library(self.keeper, LibraryFacts(name="示例县图书馆", kind="own"))
        partner = LibraryFacts(name="示例合作单位", kind="partner", partner_kind="company")
        facts = PointFacts(name=BENIGN, kind="reading_bar", partner=(await places.add_library(self.keeper, partner)).id)
        self.place = (await places.add_point(self.keeper, facts)).id
        self.post = await posts.add_post(self.keeper, self.place, PostFacts(BENIGN, risk=BENIGN, duties=BENIGN))
        seats = [SeatPlan(self.post, Headcount(1, 1, 1))]
        plan = TemplatePlan(self.place, BENIGN, DayKind.WORKDAY, 540, 720, seats, date(2026, 11, 1))
        self.template = await templates.add_template(self.keeper, plan, now=NOW)
        await self._volunteers()
        await self._recruiting()
        await self._shifts()
        await self._study()

    async def _volunteers(self) -> None:
        keeper, born = self.keeper, date(2011, 5, 1)
        self.volunteer = await self._one(self.helper, number=BENIGN, born_on=born, sites=frozenset({self.place}))
        await volunteers.record_consent(
            keeper, self.volunteer, BENIGN, BENIGN, BENIGN, BENIGN, date(2026, 1, 1), now=MONDAY - 9 * DAY
        )
        day = DayException((MONDAY + 3 * DAY).date(), True, 480, 1200)
        await volunteers.except_day(keeper, self.volunteer, day, BENIGN, now=MONDAY)
        other, third = [await a_person(BENIGN, Role.VOLUNTEER) for _n in range(2)]
        self.other = await self._one(other)
        await self._gate(other, third)

    async def _gate(self, *others: Actor) -> None:
        """The post asks for a qualification that everybody holds, but the last, from whom it was taken back."""
        keeper, began = self.keeper, MONDAY - 9 * DAY
        given = QualificationPlan(BENIGN, 12, BENIGN, BENIGN)
        self.qualification = await training.add_qualification(keeper, given, now=began)
        for one in (self.helper, *others):
            await training.grant_by_hand(
                keeper, self.qualification, one.person, BENIGN, from_on=began.date(), now=began
            )
        await training.revoke_qualification(keeper, self.qualification, others[-1].person, BENIGN, now=began)
        facts = PostFacts(BENIGN, risk=BENIGN, duties=BENIGN, qualification=self.qualification)
        await posts.edit_post(keeper, self.post, facts)

    async def _recruiting(self) -> None:
        keeper, today = self.keeper, NOW.date()
        unit = (await recording_units())[0][0]
        texts = dict.fromkeys(("name", "content", "risks", "notice", "leader"), BENIGN)
        facts = ProjectFacts(**texts, recording_unit=unit, from_on=today, open_to_applicants=True)
        self.project = await projects.add_project(keeper, facts)
        await posts.edit_post(keeper, self.post, PostFacts(BENIGN, risk=BENIGN, duties=BENIGN, project=self.project))
        given = Applied(
            BENIGN, "10000009991", date(2011, 5, 1), area=BENIGN, number=BENIGN[:30], guardian=("示大", "10000009992", "父亲"),
            agreed=frozenset({"privacy", "commitment"}),
        )  # fmt: skip
        await applying.apply(VISITOR, self.project, given, now=NOW)
        for kind in ConsentKind:
            await consents.write_text(keeper, kind, BENIGN * 9, today, now=NOW)
        await ages.decide_ages(keeper, replace(SHIPPED, from_on=today, source=BENIGN), now=NOW)
        await retention.decide_retention(keeper, Retention(90, BENIGN), now=NOW)
        await own_data.ask(self.helper, Asked.CORRECTION, BENIGN, now=NOW)

    async def _one(self, actor: Actor, **wishes: Any) -> int:
        given = Wishes(most_minutes=1200, **wishes)
        one = await volunteers.register(self.keeper, None, given, now=MONDAY - 9 * DAY, person=actor.person)
        await volunteers.set_state(self.keeper, one, State.ACTIVE, BENIGN, now=MONDAY - 9 * DAY)
        for kind in PaperKind:
            await volunteers.add_paper(self.keeper, one, kind, BENIGN, date(2026, 1, 1), None, now=MONDAY - 9 * DAY)
        return one

    async def _shifts(self) -> None:
        last_week, keeper = MONDAY - 8 * DAY, self.keeper
        self.served = await self._shift(MONDAY - 5 * DAY, last_week)
        await publishing.publish(keeper, (MONDAY - 7 * DAY).date(), now=last_week)
        await signing.sign_up(self.helper, await self._seat(self.served), now=last_week)
        self.gathering = await planning.open_attendance(keeper, self.served, now=MONDAY)
        self.coming = await self._shift(MONDAY + 2 * DAY, NOW)
        self.gone = await self._shift(MONDAY + 4 * DAY, NOW)
        await publishing.publish(keeper, MONDAY.date(), now=NOW)
        self.seat = await self._seat(self.coming)
        await signing.sign_up(self.helper, self.seat, now=NOW)
        one = await roster.assign(keeper, self.seat, self.other, now=NOW)
        await publishing.publish(keeper, MONDAY.date(), now=NOW)
        await roster.unassign(keeper, self.seat, one, BENIGN, now=NOW)
        await planning.call_off(keeper, self.gone, BENIGN, now=NOW)
        self.draft = await self._shift(MONDAY + 3 * DAY, NOW)
        asked = await week_instance(MONDAY.date(), NOW, Mode.FILL)
        given = solving.Of(MONDAY.date(), Mode.FILL, None)
        self.solved = await solving.keep(keeper, 1, solve(asked, seconds=5), given, [], now=NOW)

    async def _said_anew(self, text: str) -> None:
        """What is never changed is said again: state, papers, attendance, where a notice hangs."""
        came, who = MONDAY - 5 * DAY, self.volunteer
        state, paper = State.ACTIVE.value, PaperKind.COMMITMENT.value
        await VolunteerStatus(volunteer=who, status=state, reason=text, by_name=text, at=NOW).save()
        await VolunteerPaper(volunteer=who, kind=paper, reference=text, from_on=NOW.date(), at=NOW).save()
        await Presence(
            gathering=self.gathering, person=self.helper.person, status="present", came_at=came, went_at=came + HOUR,
            minutes=60, source="hand", note=text, recorded_by_name=text, at=NOW,
        ).save()  # fmt: skip
        held = {"qualification": self.qualification, "person": self.helper.person, "at": NOW}
        await QualificationGrant(
            **held, from_on=NOW.date(), to_on=date(2028, 1, 1), source="hand", reason=text, granted_by_name=text
        ).save()
        taken = {**held, "person": self.keeper.person}
        await QualificationRevocation(**taken, reason=text, revoked_by_name=text).save()
        await RosterSetting(
            from_on=NOW.date(), rest_minutes=30, day_minutes=480, days_in_a_row=6, novice_shifts=0, withdraw_hours=0,
            late_hours=24, sign_up_hours=2, source=text, set_by_name=text, at=NOW,
        ).save()  # fmt: skip
        for kind in ConsentKind:
            await consents.write_text(self.keeper, kind, text + "示例" * 12, NOW.date(), now=NOW)
        await ages.decide_ages(self.keeper, replace(SHIPPED, from_on=NOW.date(), source=text), now=NOW)
        await retention.decide_retention(self.keeper, Retention(90, text), now=NOW)
        starts = MONDAY + 3 * DAY
        await NoticePosting(session=self.session, place=text, starts_at=starts, ends_at=starts + HOUR, at=NOW).save()

    async def _shift(self, begins: Any, now: Any) -> int:
        seats = [SeatPlan(self.post, Headcount(1, 2, 3))]
        plan = ShiftPlan(self.place, Span(begins, begins + 2 * HOUR), seats, BENIGN)
        return await planning.plan(self.keeper, plan, now=now)

    async def _seat(self, shift: int) -> int:
        return (await seats_of_shift(shift))[0].id

    async def _study(self) -> None:
        keeper, first = self.keeper, date(2026, 11, 1)
        weekly = SeriesPlan(BENIGN, 3, 870, 1020, Category.POLITICS, first, None, self.place, BENIGN, True, BENIGN)
        self.series = await series.make_series(keeper, weekly, now=NOW)
        await series.lay_out(keeper, self.series, date(2026, 11, 26), date(2026, 11, 26), {}, now=NOW)
        (row,) = await StudySession.select(StudySession.id)
        self.session = row["id"]
        self.item = await agenda.add_item(keeper, self.session, Item(Category.LAW, BENIGN, BENIGN, 30, BENIGN))
        await lists.change_list(keeper, self.session, keeper.person, Change.LEFT_OUT, BENIGN, now=NOW)
        await notices.word_notice(keeper, self.session, BENIGN, now=NOW)
        await notices.post_notice(keeper, self.session, BENIGN, now=NOW)
        friday = MONDAY + 4 * DAY
        single = SessionPlan(
            BENIGN,
            Span(friday, friday + HOUR),
            Category.LAW,
            self.place,
            BENIGN,
            False,
            BENIGN,
            BENIGN,
            self.qualification,
        )
        self.off = await sessions.arrange(keeper, single, now=NOW)
        await sessions.call_off(keeper, self.off, BENIGN, now=NOW)

    async def write(self, text: str) -> None:
        """Put this text wherever a person may write one; what is too long for a column is cut, as a form would refuse it."""
        for table, columns in WRITTEN.items():
            named = {one._meta.name: one for one in table._meta.columns}
            lengths = {name: getattr(named[name], "length", None) for name in columns}
            cut = {named[name]: text[: length or None] for name, length in lengths.items()}
            await table.update(cut, force=True)
        await Volunteer.update({Volunteer.number: text[:30]}).where(Volunteer.id == self.volunteer)
        await self._said_anew(text)
        forget_everything()

    def pages(self, text: str) -> list[tuple[str, Actor, str, dict[str, str]]]:
        """A name that stays, who looks, the address, what is asked for in it."""
        seat, study = f"/shifts/seats/{self.seat}", f"/study/sessions/{self.session}"
        gate = f"/qualifications/{self.qualification}"
        kept = {
            "board": "/shifts/board?week=2026-11-23", "copy": "/shifts/copy?week=2026-11-30",
            "publication": "/shifts/publication?week=2026-11-23", "plan": f"/shifts/new?place={self.place}",
            "where to plan": "/shifts/new", "shift": f"/shifts/{self.coming}", "changed shift": f"/shifts/{self.coming}/edit",
            "shift called off": f"/shifts/{self.gone}", "shift that was": f"/shifts/{self.served}", "seat": seat,
            "print": "/shifts/board/print?week=2026-11-23", "text": "/shifts/board/text?week=2026-11-23",
            "templates": "/shifts/templates", "template": f"/shifts/templates/{self.template}/edit",
            "generation": "/shifts/templates/generation?from_on=2026-12-07&to_on=2026-12-13",
            "candidates": f"{seat}/candidates", "posts": "/shifts/posts", "new post": "/shifts/posts/new",
            "post": f"/shifts/posts/{self.post}/edit", "volunteers": "/volunteers",
            "projects": "/shifts/projects", "project": f"/shifts/projects/{self.project}/edit",
            "poster": f"/shifts/projects/{self.project}/poster", "join": "/join", "apply": f"/join/{self.project}",
            "rules of processing": "/join/rules", "review": "/volunteers/review", "requests": "/volunteers/requests",
            "ages": "/shifts/ages", "retention": "/shifts/retention", "processing": "/join/rules",
            "consents": "/shifts/consents", "erasure": f"/volunteers/{self.volunteer}/erasure", "cycle": "/shifts/cycle",
            "solving": "/shifts/solving?week=2026-11-23", "solved": f"/shifts/drafts/{self.solved}",
            "volunteer": f"/volunteers/{self.volunteer}", "edited volunteer": f"/volunteers/{self.volunteer}/edit",
            "study": "/study", "all series": "/study/series", "series": f"/study/series/{self.series}",
            "edited series": f"/study/series/{self.series}/edit", "session": study, "edited session": f"{study}/edit",
            "notice": f"{study}/notice", "item": f"/study/agenda/{self.item}/edit",
            "session called off": f"/study/sessions/{self.off}", "addresses": "/shifts/addresses",
            "sheets": f"/shifts/sheets?place={self.place}&from=2026-11-23&to=2026-11-29",
            "rules": "/shifts/rules", "qualifications": "/qualifications", "qualification": gate,
            "edited qualification": f"{gate}/edit", "its quiz": f"/practice{gate}/quiz",
        }  # fmt: skip
        own = {
            "open shifts": "/shifts",
            "own shifts": "/shifts/mine",
            "own times": "/shifts/me",
            "own home": "/",
            "a shift": f"/shifts/{self.coming}",
            "own record": "/record",
            "how to get it": f"/practice{gate}",
        }
        asked = {
            "asked seat": seat,
            "asked cycle": "/shifts/cycle",
            "asked holders": gate,
            "asked volunteers": "/volunteers",
            "asked series": f"/study/series/{self.series}",
        }
        query = dict.fromkeys(("q", "state", "first", "last", "place", "week", "who"), text)
        return [
            *((name, self.keeper, address, {}) for name, address in kept.items()),
            *((name, self.helper, address, {}) for name, address in own.items()),
            *((name, self.keeper, address, query) for name, address in asked.items()),
        ]


@pytest.fixture
async def plans(db, monkeypatch) -> Plans:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    plans = Plans()
    await plans.prepare()
    return plans


async def seen(plans: Plans, text: str) -> dict[str, str]:
    """Every page with this text in it, by its name."""
    await plans.write(text)
    browsers: dict[int, Browser] = {one.person: await browser(one) for one in (plans.keeper, plans.helper)}
    shown = {}
    for name, who, address, query in plans.pages(text):
        answer = await browsers[who.person].client.get(address, params=query or None)
        assert answer.status_code == 200, (name, answer.status_code, text)
        shown[name] = answer.text
    return shown


@pytest.mark.slow
async def test_no_text_becomes_an_element(plans):
    wrong = []
    # Every sixth: all of them go through the same engine on the pages of exams and of records.
    for payload in PAYLOADS[::6]:
        wrong += [(name, payload) for name, html in (await seen(plans, payload)).items() if is_wrong(html)]
    assert wrong == []


@pytest.mark.parametrize(
    "payload", ["<img src=x onerror=alert(1)>", '" onmouseover=alert(1) x="', "</script><script>alert(1)</script>"]
)
async def test_a_page_has_the_elements_it_has_with_a_plain_text(plans, payload):
    plain, hostile = await seen(plans, BENIGN), await seen(plans, payload)
    # What is said again stands beside what was said before, so these lists grow whatever the text.
    steady = [name for name in plain if not name.startswith("asked ") and name not in GROWING]
    different = [name for name in steady if elements(plain[name]) != elements(hostile[name])]
    raw = [name for name, html in hostile.items() if payload in html]
    # It is there to be seen: a page that leaves it out proves nothing.
    silent = [name for name in steady if BENIGN not in plain[name].partition("<main")[2]]
    assert (different, raw, silent) == ([], [], [])
