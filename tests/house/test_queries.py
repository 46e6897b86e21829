"""A page that lists three rows asks the database no more often than one that lists one."""

import inspect
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

import msgspec
import pytest

from app import clock
from app.actor import Actor, Role
from app.bank.actions.rows import version_row
from app.bank.steps import draw_short_quiz
from app.bank.tables import Question
from app.exams.actions import making, sitting
from app.exams.actions.saving import Shelved
from app.exams.rules.asked import HandInRequest
from app.gatherings import actions as gatherings
from app.gatherings.actions import calendar as working_calendar
from app.gatherings.rules import Category
from app.gatherings.rules import Kind as Kinds
from app.gatherings.rules.attendance import Status
from app.gatherings.rules.calendar import DayKind
from app.notices.actions import groups
from app.office.files import JPEG
from app.office.gate import Admitted
from app.people.actions import places
from app.people.rules.places import LibraryFacts, PointFacts
from app.people.tables import RoleGrant
from app.practice.actions import answering, beginning
from app.practice.queries.sets import my_set
from app.storage import database
from app.storage.memory import forget_everything
from app.study.actions import agenda, series, sessions
from app.study.rules.agenda import Item
from app.training.actions import claim_course, give_membership, save_view, send_again, send_back, set_rule
from app.training.rules import Ledger
from app.training.rules.membership import Period
from app.training.rules.settings import RuleSetting
from quizzes.attempts import fingerprint
from quizzes.questions import Kind, TrueFalse
from tests.app.study.hall import a_plan as a_session
from tests.app.study.hall import a_series
from tests.app.training.rows import a_past, practised
from tests.app.training.test_courses import COURSE
from tests.cast import browser, site
from tests.house.branches import Branches
from tests.house.cases import Cases
from tests.house.classrooms import Classrooms
from tests.house.duties import Duties
from tests.house.learnings import Learnings
from tests.house.meetings import Meetings
from tests.house.party_records import PartyRecords
from tests.house.readings import Reading
from tests.house.recognised import Recognised
from tests.house.rosters import Rosters
from tests.house.services import Services
from tests.makers import MONDAY, Candidate, Hall, a_gathering, a_person, a_plan, an_item, an_open_exam, in_the_bank

SOON = MONDAY + timedelta(minutes=5)
ANSWERS = {
    Kind.SINGLE_CHOICE: 0,
    Kind.MULTIPLE_RESPONSE: [0],
    Kind.TRUE_FALSE: True,
    Kind.FILL_IN_BLANKS: ["免费", "五十五"],
}

# Pages whose rows are no rows of the database, or that show one thing alone.
LIST_NOTHING = {
    "/party/done/new",
    "/party/done/{number:int}",
    "/party/appraisals/entries/{entry:int}",
    # The same as their pages, which are counted.
    "/party/dues/{year:int}/dues.xlsx",
    "/party/meetings/{meeting:int}/minutes.docx",
    "/party/papers/review.docx",
    "/party/papers/meetings.xlsx",
    # The same as the list of cases, and the page of one; both are counted.
    "/party/applicants/process.xlsx",
    "/party/applicants/{case:int}/timeline.docx",
    "/party/applicants/{case:int}/notices/{notice:int}/notice.docx",
    "/party/applicants/{case:int}/papers/{paper:int}/file",
    "/party/applicants/new",
    "/party/applicants/{case:int}/acts/{word:str}",
    "/party/applicants/{case:int}/records/{number:int}",
    "/party/votes/{vote:int}/corrections",
    "/party/papers/themed-days.xlsx",
    "/party/reflections/{reflection:int}",
    "/party/reflections/{reflection:int}/sheet.docx",
    "/party/pledges/poster.pdf",
    "/notices/mail",
    "/notices/mail/{token:str}",
    "/qualifications/new",
    "/qualifications/{qualification_id:int}/edit",
    "/practice/qualifications/{qualification_id:int}/quiz",
    "/exams/manage/{exam_id:int}/amendment",
    "/static/{name:path}",
    "/health",
    "/installation",
    "/sign-in",
    "/activate",
    "/activate/password",
    "/setup",
    "/demo",
    "/people/{person_id:int}/code",
    "/people/{person_id:int}/code/card",
    "/people/{person_id:int}/edit",
    "/people/new",
    "/places/{point_id:int}",
    "/places/new",
    "/libraries/new",
    "/libraries/{library_id:int}/edit",
    "/bank/new",
    "/bank/new/{kind:str}",
    "/bank/{question_id:int}/edit",
    "/certificates",
    "/certificates/{code:str}",
    "/log/certificates/{certificate_id:int}/certificate.docx",
    # The same as its page and its PDF, which are counted; a line more is hardly a byte more once it is packed.
    "/service/papers/{paper_id:int}/paper.docx",
    # These list what is over; /study/sheets asks the same and is counted.
    "/study/ledger.xlsx",
    "/study/sessions/{session_id:int}/record.docx",
    "/record.docx",
    "/feeds/library.ics",
    "/jobs",
    "/jobs/{job_id:int}",
    "/jobs/{job_id:int}/file",
    "/feeds/{token:str}/mine.ics",
    "/feeds/{token:str}/place.ics",
    # The test of place keys counts what it asks.
    "/kiosk/{secret:str}",
    "/volunteers/import/template.xlsx",
    "/volunteers/imports/of/{job_id:int}",
    "/volunteers/imports/{intake_id:int}/columns",
    "/volunteers/imports/{intake_id:int}/errors.xlsx",
    "/shifts/import/template.xlsx",
    "/shifts/imports/{intake_id:int}/columns",
    "/service/exports",
    "/service/exports/{key:str}/file.xlsx",
    "/laws",
    "/laws/{key:str}/{version:str}",
    "/exams/{exam_id:int}",
    "/exams/attempts/{attempt_id:int}/answers",
    "/exams/manage/new",
    "/exams/manage/{exam_id:int}/edit",
    "/exams/manage/{exam_id:int}/paper.docx",
    "/practice/mistakes/{mistake_id:int}",
    "/practice/quizzes/{quiz_id:int}",
    "/courses/new",
    "/courses/{claim_id:int}/edit",
    "/courses/{claim_id:int}/file",
    "/courses/{claim_id:int}/thumb",
    "/gatherings/{gathering:int}/code",
    "/gatherings/{gathering:int}/evidence/{evidence:int}/file",
    "/gatherings/{gathering:int}/evidence/{evidence:int}/thumb",
    "/in/{token:str}",
    # Of one's own shifts here and now, of which nobody has many.
    "/in/here/{token:str}",
    "/in/site/{point_id:int}",
    "/places/{point_id:int}/poster",
    "/study/series/new",
    "/study/series/{series_id:int}/edit",
    "/study/sessions/new",
    "/study/sessions/{session_id:int}/edit",
    "/study/sessions/{session_id:int}/notice",
    "/study/agenda/{item_id:int}/edit",
    "/hour-rules/{ledger:str}",
    "/study/materials/new",
    "/study/materials/{material_id:int}/edit",
    "/study/books/new",
    "/study/books/{book_id:int}/edit",
    "/study/chapters/{chapter_id:int}/edit",
    "/study/own/{entry_id:int}/edit",
    "/shifts/templates/new",
    "/shifts/templates/{template_id:int}/edit",
    "/shifts/projects/new",
    "/shifts/projects/{project_id:int}/edit",
    "/shifts/drafts/of/{job_id:int}",
    "/shifts/posts/new",
    "/shifts/posts/{post_id:int}/edit",
    "/join/received",
    "/join/rules",
    "/join/state",
    "/volunteers/cards",
    "/volunteers/{volunteer_id:int}/erasure",
    "/volunteers/new",
    "/volunteers/{volunteer_id:int}/edit",
    "/classes/new",
    "/classes/{class_id:int}/edit",
    "/classes/{class_id:int}/learners/new",
    "/classes/{class_id:int}/roster",
    "/classes/{class_id:int}/roster.xlsx",
    "/classes/{class_id:int}/certificates.docx",
    "/classes/{class_id:int}/feedback",
    "/classes/units/{unit_id:int}/code",
    "/classes/learners/{enrolment:int}/result",
    "/enrol/{token:str}/me",
    "/learners/{token:str}/paper",
    "/learners/{token:str}/rating",
    "/learners/{token:str}/certificate",
    "/arrivals/{token:str}",
}


@dataclass
class Library:
    """A small library that grows; `everybody` has every role and is the first candidate."""

    hall: Hall
    everybody: Actor
    questions: list[int]
    points: list[int]
    libraries: list[int]
    rosters: Rosters
    services: Services
    recognised: Recognised
    branches: Branches
    cases: Cases
    duties: Duties
    learnings: Learnings
    party_records: PartyRecords
    meetings: Meetings
    classrooms: Classrooms
    reading: Reading
    handed_in: int = 0
    running: Candidate | None = None
    practised: list[int] = field(default_factory=list)
    quiz: int = 0
    study: int = 0
    other: Actor | None = None
    series: int = 0
    claim: int = 0
    sessions: list[int] = field(default_factory=list)

    def pages(self) -> dict[str, str]:
        """The address of a page for each route that lists something."""
        exam, person, study = self.hall.exam, self.everybody.person, f"/gatherings/{self.study}"
        return {
            "/": "/",
            "/search": "/search?q=示例",
            "/notices": "/notices",
            "/groups": "/groups",
            "/account": "/account",
            "/account/data.json": "/account/data.json",
            "/people": "/people",
            "/people/{person_id:int}": f"/people/{person}",
            "/places": "/places",
            "/places/{point_id:int}/edit": f"/places/{self.points[0]}/edit",
            "/libraries/{library_id:int}": f"/libraries/{self.libraries[0]}",
            "/bank": "/bank",
            "/bank/{question_id:int}": f"/bank/{self.questions[0]}",
            "/exams": "/exams",
            "/exams/attempts/{attempt_id:int}": f"/exams/attempts/{self.running.attempt}",
            "/exams/attempts/{attempt_id:int}/check": f"/exams/attempts/{self.running.attempt}/check",
            "/exams/manage": "/exams/manage",
            "/exams/manage/{exam_id:int}": f"/exams/manage/{exam}",
            "/exams/manage/{exam_id:int}/seats": f"/exams/manage/{exam}/seats",
            "/exams/manage/{exam_id:int}/late": f"/exams/manage/{exam}/late",
            "/exams/manage/{exam_id:int}/marks": f"/exams/manage/{exam}/marks",
            "/exams/manage/{exam_id:int}/marks.xlsx": f"/exams/manage/{exam}/marks.xlsx",
            "/gatherings": "/gatherings",
            "/gatherings/{gathering:int}": study,
            "/gatherings/{gathering:int}/people": f"{study}/people",
            "/gatherings/{gathering:int}/people/{person:int}": f"{study}/people/{self.hall.candidates[0].person}",
            "/gatherings/{gathering:int}/sheet": f"{study}/sheet",
            "/gatherings/{gathering:int}/sheet.xlsx": f"{study}/sheet.xlsx",
            "/calendar": "/calendar?year=2026",
            # Growing takes more deeds than a page of the ledger holds.
            "/ledger": "/ledger?verb=exam.opened",
            "/practice": "/practice",
            "/practice/topics": "/practice/topics",
            "/practice/mistakes": "/practice/mistakes",
            "/practice/sets/{set_id:int}": f"/practice/sets/{self.practised[-1]}",
            "/practice/quizzes/{quiz_id:int}/results": f"/practice/quizzes/{self.quiz}/results",
            "/log": "/log",
            "/log.xlsx": "/log.xlsx",
            "/log/hours": "/log/hours",
            "/log/hours.xlsx": "/log/hours.xlsx",
            "/log/overview": "/log/overview",
            "/log/evidence/{gathering:int}/{person:int}": f"/log/evidence/{self.study}/{self.hall.candidates[0].person}",
            "/hour-rules": "/hour-rules",
            "/periods": "/periods",
            "/log/people/{person_id:int}": f"/log/people/{self.other.person}",
            "/log/people/{person_id:int}/record.xlsx": f"/log/people/{self.other.person}/record.xlsx",
            "/log/people/{person_id:int}/record.docx": f"/log/people/{self.other.person}/record.docx",
            "/log/certificates": "/log/certificates",
            "/record": "/record",
            "/record.xlsx": "/record.xlsx",
            "/memberships": "/memberships",
            "/courses": "/courses",
            "/courses/{claim_id:int}": f"/courses/{self.claim}",
            "/courses/verifying": "/courses/verifying",
            "/study": "/study",
            "/study/sheets": "/study/sheets?year=2026",
            "/study/sessions/{session_id:int}/sheet.xlsx": f"/study/sessions/{self.sessions[0]}/sheet.xlsx",
            "/study/series": "/study/series",
            "/study/series/{series_id:int}": f"/study/series/{self.series}?first=2026-12-01&last=2026-12-31",
            "/study/sessions/{session_id:int}": f"/study/sessions/{self.sessions[0]}",
            **self.rosters.pages(),
            **self.services.pages(),
            **self.recognised.pages(),
            **self.branches.pages(),
            **self.cases.pages(),
            **self.duties.pages(),
            **self.learnings.pages(),
            **self.party_records.pages(),
            **self.meetings.pages(),
            **self.classrooms.pages(),
            **self.reading.pages(self.sessions[0]),
        }

    async def grow(self) -> None:
        """One more of everything that a page lists."""
        n = self.handed_in
        await self._question(n)
        await self._place(n)
        await self._candidate(n)
        await self._exam(n)
        await self._practice(n)
        await self._gathering(n)
        await self._weekly(n)
        await self._study(n)
        await self._courses()
        await self.rosters.grow(self.points[0])
        await self.services.grow(self.points[0])
        await self.recognised.grow()
        await self.branches.grow()
        await self.cases.grow()
        await self.duties.grow()
        await self.learnings.grow()
        await self.party_records.grow()
        await self.meetings.grow()
        await browser(self.everybody)
        await self.classrooms.grow()
        await self.reading.grow(self.sessions[0])
        await groups.add_group(
            self.everybody, f"示例工作群{n}", f"https://qyapi.weixin.qq.com/send?key={n}", now=MONDAY
        )
        grant = {"person": self.everybody.person, "granted_at": MONDAY}
        await RoleGrant(**grant, role=Role.COORDINATOR.value, service_point=self.points[-1]).save()
        await browser(self.everybody)

    async def _question(self, n: int) -> None:
        item = an_item(f"X-{n}", TrueFalse(f"示例题{n}。", True))
        await in_the_bank(self.hall.editor, [item])
        row = await Question.objects().where(Question.code == item.code).first()
        self.questions.append(row.id)
        await version_row(self.questions[0], n + 2, item, self.hall.editor, MONDAY).save()

    async def _practice(self, n: int) -> None:
        """One more law to practise, a mistake, a longer set, and somebody who did the short quiz."""
        item = an_item(f"P-{n}", TrueFalse(f"示例练习题{n}。", True))
        cited = msgspec.structs.replace(item.citation, law=f"example-law-{n}")
        await in_the_bank(self.hall.editor, [msgspec.structs.replace(item, citation=cited)])
        mine = await beginning.begin_topic(self.everybody, f"example-law-{n}", "all", 10, now=SOON)
        (version,) = (await my_set(self.everybody, mine)).versions
        await answering.answer(self.everybody, mine, version, ["false"], now=SOON)
        self.practised.append(await beginning.begin_topic(self.everybody, "", "all", 20, now=SOON))
        self.quiz = self.quiz or await draw_short_quiz("示例小测", "example-law-0", 1, 1, SOON)
        other = await a_person(f"示例答题人{n}", Role.VOLUNTEER)
        done = await beginning.begin_quiz(other, self.quiz, now=SOON)
        await answering.answer(other, done, (await my_set(other, done)).versions[0], ["true"], now=SOON)

    async def _place(self, n: int) -> None:
        partner = LibraryFacts(name=f"示例合作单位{n}", kind="partner", partner_kind="company")
        self.libraries.append((await places.add_library(self.everybody, partner)).id)
        facts = PointFacts(
            name=f"示例书吧{n}", kind="reading_bar", partner=self.libraries[0], opened_on=date(2026, 1, n + 1)
        )
        self.points.append((await places.add_point(self.everybody, facts)).id)

    async def _candidate(self, n: int) -> None:
        """One more on the list of the first exam: answered, late from another tab, handed in."""
        actor = await a_person(f"示例馆员{n}", Role.STAFF)
        if n == 0:
            actor = self.everybody
        await making.enrol(self.hall.editor, self.hall.exam, [actor.person], now=MONDAY)
        attempt, writer = await sitting.start(actor, self.hall.exam, now=MONDAY)
        candidate = Candidate(actor, attempt, writer)
        question = self.hall.ids(Kind.TRUE_FALSE)[0]
        await candidate.save(question, 1, True, now=SOON)
        with pytest.raises(Shelved):
            await candidate.save(question, 2, False, now=SOON, writer="another tab")
        await sitting.hand_in(actor, attempt, HandInRequest(writer, 1, fingerprint({question: 1})), now=SOON)
        self.handed_in += 1

    async def _gathering(self, n: int) -> None:
        """One more gathering, one more on the list of the first with one more record and its proof, one more own day."""
        known, comes = self.hall.candidates[0], await a_person(f"示例学员{n}", Role.STAFF)
        made = await a_gathering(self.everybody, known, title=f"示例学习{n}")
        self.study = self.study or made
        await gatherings.expect(self.everybody, self.study, comes.person, now=SOON)
        await gatherings.tick_in(self.everybody, self.study, comes.person, now=SOON)
        await gatherings.excuse(self.everybody, self.study, known.person, f"示例事由{n}", now=SOON)
        await gatherings.add_evidence(self.everybody, self.study, f"示例佐证{n}", "示例盒", None, now=SOON)
        await working_calendar.set_day(self.everybody, date(2026, 12, n + 1), DayKind.CLOSED, "示例", "示例", now=SOON)

    async def _exam(self, n: int) -> None:
        """One more exam of one's own, begun."""
        exam = await making.make(self.hall.editor, a_plan(title=f"示例考试{n}"), now=MONDAY)
        await making.enrol(self.hall.editor, exam, [self.everybody.person], now=MONDAY)
        await making.open_exam(self.hall.editor, exam, now=MONDAY)
        attempt, writer = await sitting.start(self.everybody, exam, now=MONDAY)
        if self.running is None:
            self.running = Candidate(self.everybody, attempt, writer)
        line = self.hall.paper.lines[n]
        await self.running.save(line.id, 1, ANSWERS[line.item.question.kind], now=SOON)

    async def _study(self, n: int) -> None:
        """One more session with everybody and somebody else, who is in one more ledger; one more day of practice."""
        other = await a_person(f"示例读者{n}", Role.STAFF, professional_title="馆员")
        self.other = self.other or other
        both = {self.everybody.person: Status.PRESENT, self.other.person: Status.PRESENT}
        await a_past(Kinds.STUDY, f"示例学习{n}", both, at=MONDAY - timedelta(days=7 * n + 7))
        for person in both:
            await practised(person, at=MONDAY - timedelta(days=n + 1))
        await give_membership(self.everybody, other.person, Ledger.PARTY, Period(date(2026, 1, 1)), now=MONDAY)
        await save_view(self.everybody, f"示例筛选{n}", "status=late", True, now=MONDAY)
        setting = RuleSetting(Ledger.INSTITUTION, 2026, 90 + n, 45, 4, 8, 3, frozenset(), f"示例文件{n}")
        await set_rule(self.everybody, setting, now=MONDAY)
        await gatherings.close_period(self.everybody, f"2025Q{n + 1}", f"示例说明{n}", now=MONDAY)

    async def _courses(self) -> None:
        """One more claim of one's own and of somebody else, the first of them returned and sent once more."""
        other = await a_person("示例学员", Role.STAFF)
        paper = Admitted("示例.jpg", JPEG, b"example", b"example")
        both, course = [self.everybody.person, other.person], replace(COURSE, title=f"示例培训{other.person}")
        made = await claim_course(self.everybody, both, course, paper, now=SOON)
        self.claim = self.claim or made[1]
        await send_back(self.everybody, self.claim, "示例原因", now=SOON)
        await send_again(self.everybody, self.claim, replace(COURSE, title="示例培训"), None, now=SOON)

    async def _weekly(self, n: int) -> None:
        """One more series and session, an item more on the first one's agenda, a day more that is laid out."""
        made = await series.make_series(self.everybody, a_series(title=f"示例系列{n}", weekday=n), now=MONDAY)
        self.series = self.series or made
        on = date(2026, 12, 7 + 7 * n)
        await series.lay_out(self.everybody, self.series, on, on, {}, now=MONDAY)
        self.sessions.append(await sessions.arrange(self.everybody, a_session(on + timedelta(days=3)), now=MONDAY))
        await agenda.add_item(self.everybody, self.sessions[0], Item(Category.LAW, f"示例议程{n}"))


@pytest.fixture
async def library(db, monkeypatch) -> Library:
    monkeypatch.setattr(clock, "now", lambda: SOON)
    hall = await an_open_exam()
    everybody = await a_person("示例全能", *Role)
    await places.add_library(everybody, LibraryFacts(name="示例县图书馆", kind="own"))
    branches = Branches(everybody)
    growing = (
        Rosters(everybody),
        Services(everybody),
        Recognised(everybody),
        branches,
        Cases(everybody),
        Duties(everybody),
        Learnings(everybody, branches),
        PartyRecords(everybody),
        Meetings(everybody),
        Classrooms(everybody),
        Reading(everybody),
    )
    library = Library(hall, everybody, [], [], [], *growing)
    await library.grow()
    return library


async def asked(library: Library) -> dict[str, tuple[int, int]]:
    """How many queries each page made, remembering nothing, and how long it was."""
    who = await browser(library.everybody)
    counts = {}
    for route, address in library.pages().items():
        forget_everything()
        before = database().query_id
        answer = await who.see(address)
        counts[route] = database().query_id - before, len(answer.content)
        assert answer.status_code == 200, address
    return counts


async def test_three_rows_cost_as_many_queries_as_one(library):
    one = await asked(library)
    await library.grow()
    await library.grow()
    three = await asked(library)
    assert {r: n for r, (n, _) in three.items()} == {r: n for r, (n, _) in one.items()}
    # A list that stayed as it was would prove nothing; that of unanswered questions gets shorter.
    assert [route for route in one if abs(three[route][1] - one[route][1]) < 50] == []


async def test_the_pages_that_are_opened_most_ask_little(library):
    staff = await a_person("示例馆员", Role.STAFF)
    few = {
        "/practice": (staff, 4),
        f"/study/sessions/{library.sessions[0]}": (staff, 7),
        "/log": (library.everybody, 6),
        f"/log?q=示例&who={staff.person}": (library.everybody, 6),
    }
    counts = {}
    for address, (actor, _) in few.items():
        who = await browser(actor)
        forget_everything()
        before = database().query_id
        assert (await who.see(address)).status_code == 200
        counts[address] = actor, database().query_id - before
    # One of them asks who it is, and for whom the committee's role is among theirs another whether they have a seat.
    assert counts == few


async def test_every_page_is_counted_or_said_to_list_nothing(library):
    shown = {
        route.path for route in site.routes for h in getattr(route, "route_handlers", ()) if "GET" in h.http_methods
    }
    assert shown == set(library.pages()) | LIST_NOTHING


HOSTILE = [
    "", " ", "0", "-1", "1.5", "1e5", "true", "9" * 12, "-" + "9" * 25, "9" * 30, "9" * 5000, "９", "٣", "%", "_",
    "'", '"', "\\", "!", "|",
    "' OR 1=1 --", "'); DROP TABLE person; --", "{}", "{0}", "$1", "?", "%s", "\x7f", "\x01", "\u200b", "\ufffe",
    "𬱖", "長" * 700, "NaN", "null",
    "[]", "../..", "\r\nSet-Cookie: a=b", "{{7*7}}",
]  # fmt: skip


# They are compared with “1” and with nothing else; each costs a document to be made.
FLAGS = {"public", "blank"}


def asked_by_address(library: Library) -> list[tuple[str, list[str]]]:
    """Addresses whose route reads something behind the question mark, and the names it reads."""
    pages = {
        **library.pages(),
        "/exams/manage/{exam_id:int}/paper.docx": f"/exams/manage/{library.hall.exam}/paper.docx",
        "/learners/{token:str}/paper": f"{library.classrooms.learner}/paper",
        "/hour-rules/{ledger:str}": "/hour-rules/institution",
        "/service/exports/{key:str}/file.xlsx": "/service/exports/jiangsu/file.xlsx",
        "/party/applicants/{case:int}/acts/{word:str}": f"/party/applicants/{library.cases.cases[0]}/acts/opinions",
    }
    found = []
    for route in site.routes:
        for handler in getattr(route, "route_handlers", ()):
            names = inspect.signature(handler.fn).parameters.values() if "GET" in handler.http_methods else ()
            read = [one.name for one in names if "FromQuery" in str(one.annotation) or one.default is not one.empty]
            asked = [name for name in read if name not in FLAGS]
            if asked:
                found.append((pages.get(route.path, route.path), asked))
    return found


async def test_whatever_stands_in_an_address_is_answered(library):
    who, wrong = await browser(library.everybody), []
    addresses = asked_by_address(library)
    assert len(addresses) >= 7
    for number, (address, names) in enumerate(addresses):
        # Half of the texts each, the other half at the next address: they are read by the same few functions.
        for n, text in list(enumerate(HOSTILE))[number % 2 :: 2]:
            # Each text meets one name alone, in turn; every third one all of them together.
            for params in [{names[n % len(names)]: text}, dict.fromkeys(names, text)][: 1 + (n % 3 == 0)]:
                answer = await who.client.get(address, params=params)
                if answer.status_code not in {200, 303, 400} or "a" in answer.cookies:
                    wrong.append((address, params if len(text) < 40 else len(text), answer.status_code))
        twice = await who.client.get(address, params=[(name, "1") for name in names * 2])
        strange = await who.client.get(address, params={"stranger": "1"})
        wrong += [
            (address, again.status_code) for again in (twice, strange) if again.status_code not in {200, 303, 400}
        ]
    assert wrong == []
