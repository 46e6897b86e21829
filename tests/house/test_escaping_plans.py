"""Whatever people write about volunteers, shifts and study stays text, on the pages of those who plan and of those who come."""

from datetime import date, timedelta
from typing import Any

import pytest
from piccolo.table import Table

from app import clock
from app.actor import Actor, Role
from app.gatherings.rules import Category, Span
from app.gatherings.tables import Gathering, GatheringCancellation, Presence
from app.people.actions import places
from app.people.rules.places import LibraryFacts, PointFacts
from app.people.tables import Person, ServicePoint
from app.shifts.actions import planning, posts, publishing, roster, signing, volunteers
from app.shifts.actions.posts import PostFacts
from app.shifts.actions.volunteers import Wishes
from app.shifts.queries.seats import seats_of_shift
from app.shifts.rules import DayException, Headcount, PaperKind, State
from app.shifts.rules.planning import SeatPlan, ShiftPlan
from app.shifts.tables import (
    Assignment,
    AssignmentEnd,
    AvailabilityException,
    GuardianConsent,
    Post,
    Seat,
    Shift,
    ShiftPublication,
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
    Shift: ("note",),
    Seat: ("changed_by_name",),
    Assignment: ("reason", "by_name"),
    AssignmentEnd: ("reason", "by_name"),
    ShiftPublication: ("by_name",),
    Gathering: ("title", "venue"),
    GatheringCancellation: ("reason",),
    StudySeries: ("title", "venue", "theme"),
    StudySession: ("topic", "host", "recorder"),
    AgendaItem: ("title", "speaker", "material"),
    ListChange: ("reason",),
    ClosureNotice: ("closing",),
}
"""Columns that people write into freely, and which the pages below show."""


GROWING = {"volunteer"}


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
        await self._volunteers()
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
        self.other = await self._one(await a_person(BENIGN, Role.VOLUNTEER))

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
            BENIGN, Span(friday, friday + HOUR), Category.LAW, self.place, BENIGN, False, BENIGN, BENIGN
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
        kept = {
            "board": "/shifts/board?week=2026-11-23", "copy": "/shifts/copy?week=2026-11-30",
            "publication": "/shifts/publication?week=2026-11-23", "plan": f"/shifts/new?place={self.place}",
            "where to plan": "/shifts/new", "shift": f"/shifts/{self.coming}", "changed shift": f"/shifts/{self.coming}/edit",
            "shift called off": f"/shifts/{self.gone}", "shift that was": f"/shifts/{self.served}", "seat": seat,
            "candidates": f"{seat}/candidates", "posts": "/shifts/posts", "new post": "/shifts/posts/new",
            "post": f"/shifts/posts/{self.post}/edit", "volunteers": "/volunteers",
            "volunteer": f"/volunteers/{self.volunteer}", "edited volunteer": f"/volunteers/{self.volunteer}/edit",
            "study": "/study", "all series": "/study/series", "series": f"/study/series/{self.series}",
            "edited series": f"/study/series/{self.series}/edit", "session": study, "edited session": f"{study}/edit",
            "notice": f"{study}/notice", "item": f"/study/agenda/{self.item}/edit",
            "session called off": f"/study/sessions/{self.off}", "addresses": "/shifts/addresses",
            "sheets": f"/shifts/sheets?place={self.place}&from=2026-11-23&to=2026-11-29",
        }  # fmt: skip
        own = {
            "open shifts": "/shifts",
            "own shifts": "/shifts/mine",
            "own home": "/",
            "a shift": f"/shifts/{self.coming}",
        }
        asked = {"asked seat": seat, "asked volunteers": "/volunteers", "asked series": f"/study/series/{self.series}"}
        query = dict.fromkeys(("q", "state", "first", "last", "place", "week"), text)
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
