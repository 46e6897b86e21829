"""axe-core on every page of every role, light and dark, on a phone and at a desk: nothing serious.

A house test holds that every page of the product stands in `PAGES`, or in `NOT_PAGES` with the reason.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.conftest import DESK, PHONE, Server, free_port

AXE = next((Path(__file__).resolve().parents[1] / "vendor").glob("axe-core@*/axe.min.js")).read_text(encoding="utf-8")
# What stands in braces is made by the stage below: nobody sits an exam in the demo library before somebody begins.
PAGES: dict[str | None, list[str]] = {
    None: [
        "/sign-in",
        "/activate",
        "/activate/password",
        "/nothing-here",
        "/enrol/{enrol}",
        "/enrol/{enrol}/me",
        "/join",
        "/join/1",
        "/join/rules",
        "/join/state",
        "/learners/{learner}",
        "/learners/{learner}/rating",
        "/certificates",
        "/certificates/{check}",
        "/certificates/AAAA-AAAA-AAAA",
        "/kiosk/{kiosk}",
    ],
    "nobody yet": ["/setup"],
    "staff": [
        "/",
        "/study",
        "/study/sessions/1",
        "/study/actions?shown=all",
        "/study/actions/3",
        "/study/materials",
        "/study/books",
        "/study/books/1",
        "/study/own",
        "/study/own/1/edit",
        "/exams",
        "/exams/2",
        "/account",
        "/record",
        "/courses",
        "/courses/new",
        "/courses/2/edit",
        "/notices",
        "/notices/mail",
        "/places",
        "/search?q=tsg",
        "/laws",
        "/laws/public-library-law/2018-10-26",
        "/practice",
        "/practice/topics",
        "/practice/mistakes",
        "/practice/mistakes?where=cleared",
        "/practice/mistakes/1",
        "/practice/sets/1",
        "/practice/sets/1?n=1",
        "/practice/quizzes/1",
        "/practice/quizzes/1/results",
    ],
    "marker": ["/exams/attempts/{sitting}", "/exams/attempts/{sitting}/check"],
    "auditor": ["/", "/ledger", "/exams/attempts/{handed_in}"],
    "editor": [
        "/",
        "/exams/manage",
        "/exams/manage/new",
        "/exams/manage/2",
        "/exams/manage/3/edit",
        "/exams/manage/3/amendment",
        "/bank",
        "/bank/1",
        "/bank/1/edit",
        "/bank/new",
        "/bank/new/single_choice",
        "/bank/new/multiple_response",
        "/bank/new/true_false",
        "/bank/new/fill_in_blanks",
    ],
    "secretary": [
        "/",
        "/study",
        "/study/sheets",
        "/study/series",
        "/study/series/new",
        "/study/series/1?first=2026-01-01&last=2026-12-31",
        "/study/series/1/edit",
        "/study/sessions/new",
        "/study/sessions/1",
        "/study/sessions/12",
        "/study/sessions/2/edit",
        "/study/sessions/2/notice",
        "/study/agenda/1/edit",
        "/study/agenda/1/materials",
        "/study/sessions/12/discussion",
        "/study/entries/2/edit",
        "/study/actions",
        "/study/actions/1",
        "/study/actions/2",
        "/study/materials?coverage=not_yet",
        "/study/materials/new",
        "/study/materials/1/edit",
        "/study/books/new",
        "/study/books/1",
        "/study/books/1/edit",
        "/study/books/1/signatures",
        "/study/chapters/1/edit",
        "/gatherings",
        "/gatherings/1",
        "/gatherings/2",
        "/gatherings/1/people/5",
        "/gatherings/2/people",
        "/gatherings/2/code",
        "/gatherings/1/sheet",
        "/calendar?year=2026",
        "/party",
        "/party/cells/committee.2026-10",
        "/party/rules",
        "/party/done",
        "/party/done/1",
        "/party/done/new",
        "/party/branch",
        "/party/members/1",
        "/party/me",
        "/party/me/dues",
        "/party/me/talks",
        "/party/me/data",
        "/party/dues",
        "/party/dues/payments/1",
        "/party/dues/publications",
        "/party/dues/publications/1",
        "/party/talks",
        "/party/talks/1",
        "/party/appraisals",
        "/party/appraisals/1",
        "/party/appraisals/entries/1",
        "/party/looks",
        "/party/requests",
        "/party/meetings",
        "/party/meetings/new",
        "/party/meetings/60",
        "/party/meetings/60/edit",
        "/party/meetings/60/roll",
        "/party/meetings/60/minutes",
        "/party/meetings/59",
        "/party/meetings/59/print",
        "/party/votes/1/corrections",
        "/party/tasks/1",
        "/party/papers",
        "/party/campaigns",
        "/party/campaigns/1",
        "/party/campaigns/2",
        "/party/reflections",
        "/party/reflections/2",
        "/party/pledges",
        "/party/winter",
        "/party/winter/1",
        "/party/lectures",
        "/party/hours",
        "/party/applicants",
        "/party/applicants/new",
        "/party/applicants/2",
        "/party/applicants/3",
        "/party/applicants/3/acts/admitted",
        "/party/applicants/3/records/60",
        "/party/applicants/mine",
    ],
    "invigilator": ["/exams/manage/2", "/exams/manage/1/late", "/exams/manage/2/late"],
    "manager": [
        "/",
        "/shifts/1/edit",
        "/groups",
        "/shifts/rules",
        "/qualifications",
        "/qualifications/new",
        "/qualifications/1",
        "/qualifications/1/edit",
        "/practice/qualifications/1/quiz",
        "/shifts/projects/new",
        "/shifts/projects/1/edit",
        "/shifts/ages",
        "/shifts/retention",
        "/volunteers/requests",
        "/volunteers/2/erasure",
        "/exams/manage/1",
        "/exams/manage/1/marks",
        "/log/certificates",
        "/service/papers/4",
        "/service/stars",
        "/service/recognition",
        "/jobs",
        "/people",
        "/people/1",
        "/places",
        "/places/1",
        "/calendar?year=2027",
        "/courses/verifying",
        "/courses/1",
        "/courses/3",
        "/log?tab=courses&year=all",
        "/log",
        "/log?tab=practice",
        "/log?tab=service&by=person",
        "/log/hours",
        "/log/overview",
        "/log/evidence/1/5",
        "/hour-rules",
        "/hour-rules/professional",
        "/periods",
        "/log/people/1",
        "/memberships",
        "/classes",
        "/classes/new",
        "/classes/1",
        "/classes/2/edit",
        "/classes/2/timetable",
        "/classes/2/roster",
        "/classes/2/learners/new",
        "/classes/1/exam",
        "/classes/learners/41/result",
        "/classes/1/completion",
        "/classes/1/certificates",
        "/classes/1/feedback",
        "/classes/units/7/code",
        "/service/exports",
        "/service/exports/national",
    ],
    "administrator": [
        "/",
        "/people",
        "/people/1",
        "/people/1/edit",
        "/people/new",
        "/people/1/code",
        "/people/{newcomer}/code",
        "/people/{newcomer}/code/card",
        "/places/new",
        "/places/1/edit",
        "/libraries/new",
        "/libraries/1",
        "/libraries/1/edit",
        "/installation",
        "/demo",
    ],
    "volunteer": [
        "/",
        "/account",
        "/record",
        "/practice",
        "/practice/mistakes",
        "/shifts",
        "/shifts/mine",
        "/service/mine",
        "/service/file",
        "/service/papers/1",
        "/in/site/2",
        "/shifts?view=calendar",
        "/shifts/mine",
        "/shifts/assignments/{own_shift}/swaps",
        "/shifts/seats/{weekly}/weeks",
        "/practice/qualifications/1",
        "/shifts",
        "/shifts/mine",
        "/shifts/me",
    ],
    "coordinator": [
        "/",
        "/shifts/board",
        "/shifts/at-risk",
        "/shifts/copy",
        "/shifts/cycle",
        "/shifts/cycle?who=%E4%B8%8A%E5%AE%98%E6%84%BF&post=1",
        "/shifts/publication",
        "/shifts/solving",
        "/shifts/drafts/{draft}",
        "/shifts/new?place=2",
        "/shifts/seats/1",
        "/shifts/seats/1/candidates",
        "/shifts/1",
        "/shifts/board/print",
        "/shifts/board/text",
        "/shifts/templates",
        "/shifts/templates/new?place=2",
        "/shifts/templates/5/edit",
        "/shifts/templates/generation",
        "/shifts/posts",
        "/shifts/posts/new",
        "/shifts/posts/6/edit",
        "/shifts/projects",
        "/shifts/projects/1/poster",
        "/shifts/ages",
        "/shifts/retention",
        "/shifts/consents",
        "/volunteers",
        "/volunteers/review",
        "/volunteers/1",
        "/volunteers/1/edit",
        "/volunteers/new",
        "/volunteers/import",
        "/volunteers/imports/{list}/columns",
        "/volunteers/imports/{list}",
        "/shifts/import",
        "/shifts/imports/{roster}/columns",
        "/shifts/imports/{roster}",
        "/shifts/sheets",
        "/shifts/addresses",
        "/service",
        "/service/papers",
        "/service/papers/new?volunteer=1",
        "/service/people/1",
        "/service/pending",
        "/service/pending/{waiting}",
        "/service/asked",
        "/service/records/{record}",
        "/places/2/code",
        "/places/2/poster",
        "/screens/{screen}",
    ],
}
NOT_PAGES = {
    "/party/dues/{year:int}/dues.xlsx": "a file to take along",
    "/party/me/data.xlsx": "a file to take along",
    "/party/meetings/{meeting:int}/minutes.docx": "a file to take along",
    "/party/papers/review.docx": "a file to take along",
    "/party/papers/meetings.xlsx": "a file to take along",
    "/party/applicants/process.xlsx": "a file to take along",
    "/party/applicants/{case:int}/timeline.docx": "a file to take along",
    "/party/applicants/{case:int}/notices/{notice:int}/notice.docx": "a file to take along",
    "/party/applicants/{case:int}/papers/{paper:int}/file": "a file to take along",
    "/party/papers/themed-days.xlsx": "a file to take along",
    "/party/reflections/{reflection:int}/sheet.docx": "a file to take along",
    "/party/pledges/poster.pdf": "a file to take along",
    "/party/hours.xlsx": "a file to take along",
    "/join/received": "lives ten minutes in one browser; the journey of volunteering looks at it",
    "/volunteers/cards": "lives ten minutes in one browser; the journey of volunteering looks at it",
    "/account/data.json": "a file to take along",
    "/notices/mail/{token:str}": "opened from a mail: a sentence and a button",
    "/exams/attempts/{attempt_id:int}/answers": "JSON, for the exam island",
    "/in/{token:str}": "lives two minutes; the journey of gatherings looks at it",
    "/in/here/{token:str}": "lives two minutes; the journey of service looks at it",
    "/exams/manage/{exam_id:int}/marks.xlsx": "a file to take along",
    "/exams/manage/{exam_id:int}/paper.docx": "a file to take along",
    "/exams/manage/{exam_id:int}/seats": "a part of /exams/manage/2, which is looked at whole",
    "/courses/{claim_id:int}/file": "a photo or a PDF",
    "/courses/{claim_id:int}/thumb": "a small picture, looked at where it stands",
    "/gatherings/{gathering:int}/evidence/{evidence:int}/file": "a photo or a PDF",
    "/gatherings/{gathering:int}/evidence/{evidence:int}/thumb": "a small picture, looked at where it stands",
    "/feeds/library.ics": "a calendar, for programs",
    "/feeds/{token:str}/mine.ics": "a calendar, for programs",
    "/feeds/{token:str}/place.ics": "a calendar, for programs",
    "/volunteers/import/template.xlsx": "a file to take along",
    "/volunteers/imports/{intake_id:int}/errors.xlsx": "a file to take along",
    "/volunteers/imports/of/{job_id:int}": "leads to the table that the job took in",
    "/shifts/import/template.xlsx": "a file to take along",
    "/shifts/sheets.xlsx": "a file to take along",
    "/service/register.xlsx": "a file to take along",
    "/service/exports/{key:str}/file.xlsx": "a file to take along",
    "/classes/{class_id:int}/roster.xlsx": "a file to take along",
    "/classes/{class_id:int}/certificates.docx": "a file to take along",
    "/classes/{class_id:int}/package.zip": "a file to take along",
    "/classes/{class_id:int}/package-public.zip": "a file to take along",
    "/learners/{token:str}/paper": "needs an exam under way; the journey of classes looks at it",
    "/learners/{token:str}/certificate": "the page of /classes/1/certificates with one of them",
    "/arrivals/{token:str}": "lives two minutes; the fields are those of /enrol/{enrol}/me",
    "/shifts/board.xlsx": "a file to take along",
    "/health": "JSON, for machines",
    "/gatherings/{gathering:int}/sheet.xlsx": "a file to take along",
    "/log.xlsx": "a file to take along",
    "/log/hours.xlsx": "a file to take along",
    "/log/people/{person_id:int}/record.xlsx": "a file to take along",
    "/log/people/{person_id:int}/record.docx": "a file to take along",
    "/record.docx": "a file to take along",
    "/record.xlsx": "a file to take along",
    "/log/certificates/{certificate_id:int}/certificate.docx": "a file to take along",
    "/study/ledger.xlsx": "a file to take along",
    "/service/papers/{paper_id:int}/paper.pdf": "a file to take along",
    "/service/papers/{paper_id:int}/paper.docx": "a file to take along",
    "/study/sessions/{session_id:int}/record.docx": "a file to take along",
    "/study/sessions/{session_id:int}/sheet.xlsx": "a file to take along",
    "/jobs/{job_id:int}": "the demo library has none; the test of jobs looks at it",
    "/jobs/{job_id:int}/file": "a file to take along",
    "/shifts/drafts/of/{job_id:int}": "sends on to the draft that the job made",
    "/static/{name:path}": "files",
}
RUN = """async () => (await axe.run(document, {resultTypes: ['violations']})).violations.map(
    (found) => [found.impact, found.id, found.nodes.length, found.nodes[0].html.slice(0, 200), found.nodes[0].failureSummary]
)"""
THEME = """(theme) => ["data-bs-theme", "data-theme"].forEach(
    (name) => document.documentElement.setAttribute(name, theme))"""
# Every page is measured at both sizes; axe looks at one page at a desk by day and at the next on a phone by night.
# `ZHIXING_TEST_LOOKS=all` shows it every page at both sizes in both themes, a minute more.
LOOKS = [(DESK, "light"), (PHONE, "dark")]
ALL = os.environ.get("ZHIXING_TEST_LOOKS") == "all"
if ALL:
    LOOKS += [(DESK, "dark"), (PHONE, "light")]
LATE = """async ([address, csrf, writer, question]) => (await fetch(address, {method: "POST",
    headers: {"Content-Type": "application/json", "X-CSRF-Token": csrf},
    body: JSON.stringify({batch: "1", writer, answers: [{question, revision: 9, value: 0, typed_ms: 60000}]})})).status"""


@dataclass
class Stage:
    """What has been made for the pages, and the cookies of everybody who signed in: once each, for all sizes and themes."""

    visit: Callable[..., Any]
    demo: dict[str, str]
    fresh: Server
    names: dict[str, str] = field(default_factory=dict)
    cookies: dict[str | None, Any] = field(default_factory=dict)

    def cookies_of(self, role: str | None) -> Any:
        """A browser's state of this role; made by signing in, and for some by what they do first."""
        if role not in self.cookies:
            visitor = self.visit(DESK)
            if role in self.demo:
                visitor.sign_in(self.demo[role], self.demo["password"])
            prepare = {
                "marker": self._sits,
                "auditor": self._hands_in,
                "administrator": self._makes_a_code,
                "manager": self._reads_the_class,
                "volunteer": self._finds_shifts,
                "coordinator": self._prepares_a_place,
            }.get(role or "")
            if prepare:
                prepare(visitor)
            if role is None:
                self._reads_the_code(visitor)
            self.cookies[role] = visitor.context.storage_state()
            # A save of another tab is refused on purpose, and the browser notes it.
            visitor.errors[:] = [error for error in visitor.errors if "409" not in error]
        return self.cookies[role]

    def path(self, address: str) -> str:
        """The address with what was made in it."""
        if "{sitting}" in address:
            self.cookies_of("marker")
        if any(name in address for name in ("{waiting}", "{record}", "{screen}", "{draft}")):
            self.cookies_of("coordinator")
        if any(name in address for name in ("{enrol}", "{learner}", "{check}")):
            self.cookies_of("manager")
        if "{own_shift}" in address or "{weekly}" in address:
            self.cookies_of("volunteer")
        if "{kiosk}" in address:
            self.cookies_of("coordinator")
        return address.format_map(self.names)

    def _sits(self, visitor: Any) -> None:
        self.names["sitting"] = self._begins(visitor).rsplit("/", 1)[1]

    def _finds_shifts(self, visitor: Any) -> None:
        for name, address, link in (("own_shift", "/shifts/mine", "swaps"), ("weekly", "/shifts", "weeks")):
            href = visitor.open(address).locator(f"main a[href$='/{link}']").first.get_attribute("href")
            self.names[name] = href.split("/")[3]

    def _hands_in(self, visitor: Any) -> None:
        address = self._begins(visitor)
        visitor.page.locator("#hand-in").click()
        visitor.page.locator("#confirm-hand-in").click()
        visitor.page.locator(".receipt-code").wait_for()
        self.names["handed_in"] = address.rsplit("/", 1)[1]

    def _begins(self, visitor: Any) -> str:
        """Begin the open exam, and save one answer as another tab: it then waits for the invigilator."""
        page = visitor.open("/exams/2")
        page.get_by_role("button", name="开始作答").click()
        page.locator("#sitting.has-js").wait_for()
        data = page.locator("#sitting").evaluate("(it) => Object.assign({}, it.dataset)")
        question = int(page.locator(".question").first.get_attribute("data-question"))
        assert page.evaluate(LATE, [data["save"], data["csrf"], "another-tab", question]) == 409
        return str(page.url)

    def _reads_the_class(self, visitor: Any) -> None:
        page = visitor.open("/classes/2")
        first = page.locator("#learners tbody tr").first
        name, code = first.locator("th").inner_text(), first.locator("code").inner_text()
        self.names["enrol"] = page.locator("a[href*='/enrol/']").first.get_attribute("href").rsplit("/", 1)[1]
        page = visitor.open(f"/enrol/{self.names['enrol']}/me")
        page.get_by_label("姓名", exact=True).fill(name)
        page.get_by_label("手机号末四位").fill("4500")
        page.get_by_label("报名码").fill(code)
        page.get_by_role("button", name="进入").click()
        page.wait_for_url("**/learners/*")
        self.names["learner"] = page.url.rsplit("/", 1)[1]
        page = visitor.open("/classes/1/completion")
        self.names["check"] = page.locator("a[href^='/certificates/']").first.get_attribute("href").rsplit("/", 1)[1]

    def _prepares_a_place(self, visitor: Any) -> None:
        self._sets_up_a_screen(visitor)
        self._brings_tables(visitor)
        self._has_a_week_solved(visitor)

    def _sets_up_a_screen(self, visitor: Any) -> None:
        page = visitor.open("/places/2/code")
        page.get_by_role("button", name="生成屏幕地址").click()
        self.names["screen"] = page.get_by_label("屏幕地址").input_value().rsplit("/", 1)[1]
        for name, address in (("waiting", "/service/pending"), ("record", "/service")):
            below = "/service/pending/" if name == "waiting" else "/service/records/"
            first = visitor.open(address).locator(f"main a[href^='{below}']").first
            self.names[name] = first.get_attribute("href").rsplit("/", 1)[1]

    def _brings_tables(self, visitor: Any) -> None:
        """A list of volunteers and a roster, each with something wrong in it, and an address of a screen."""
        tables = {
            "list": ("/volunteers/import", "姓名\t手机号\n示例新人甲\t138\n示例新人乙\t13800009911"),
            "roster": ("/shifts/import", "日期\t时间\t服务点\t志愿者\n2026-12-09\t上午\t总馆\t没有这个人"),
        }
        for name, (address, text) in tables.items():
            page = visitor.open(address)
            page.locator("summary", has_text="粘贴到这里").click()
            page.get_by_label("连表头一起粘贴").fill(text)
            page.get_by_role("button", name="下一步").click()
            page.wait_for_url("**/columns")
            self.names[name] = page.url.rsplit("/", 2)[1]
            page.get_by_role("button", name="核对内容").click()
            page.locator("#rows").wait_for()
        page = visitor.open("/shifts/addresses")
        page.locator("form", has=page.locator("input[value=screen]")).first.get_by_role("button").click()
        page.locator("#toast").wait_for()
        self.names["kiosk"] = page.locator("a[href^='/kiosk/']").first.get_attribute("href").rsplit("/", 1)[1]

    def _has_a_week_solved(self, visitor: Any) -> None:
        page = visitor.open("/shifts/solving")
        page.get_by_role("button", name="开始排").click()
        page.get_by_role("link", name="看结果").click(timeout=60_000)
        page.wait_for_url("**/shifts/drafts/*")
        self.names["draft"] = page.url.rsplit("/", 1)[1]

    def _makes_a_code(self, visitor: Any) -> None:
        page = visitor.open("/people?q=解小析")
        href = page.get_by_role("link", name="解小析").first.get_attribute("href")
        self.names["newcomer"] = href.rsplit("/", 1)[1]
        page = visitor.open(f"{href}/code")
        page.get_by_role("button", name="生成激活码").click()
        self.names["code"] = page.locator(".receipt-code").inner_text()

    def _reads_the_code(self, visitor: Any) -> None:
        self.cookies_of("administrator")
        page = visitor.open(f"/activate?code={self.names['code']}")
        page.locator("main form button[type=submit]").first.click()
        page.wait_for_url("**/activate/password")


@pytest.fixture(scope="module")
def fresh(tmp_path_factory):
    """A server on which nobody has set up anything."""
    server = Server(tmp_path_factory.mktemp("fresh"), free_port())
    server.start(demo=False)
    yield server
    server.kill()


@pytest.fixture(scope="module")
def cookie_jar():
    return {}, {}


@pytest.fixture
def stage(visit, demo, fresh, cookie_jar):
    names, cookies = cookie_jar
    return Stage(visit, demo, fresh, names, cookies)


@pytest.mark.parametrize("role", PAGES, ids=str)
def test_nothing_serious(visit, stage, role):
    """Each page is loaded once: the theme is one attribute and the size is the window's, so both are changed in place."""
    cookies = stage.cookies_of(role)
    if role == "invigilator":
        stage.cookies_of("marker"), stage.cookies_of("auditor")
    visitor = visit(DESK, storage_state=cookies, reduced_motion="reduce")
    if role == "nobody yet":
        visitor.address = stage.fresh.address
    serious = []
    for number, address in enumerate(PAGES[role]):
        path = stage.path(address)
        page = visitor.open(path)
        assert page.url == visitor.address + path, f"{path} led to {page.url}"
        page.evaluate(AXE)
        for look, (size, theme) in enumerate(LOOKS):
            page.set_viewport_size(size)
            page.evaluate(THEME, theme)
            found = page.evaluate(RUN) if ALL or look == number % 2 else []
            serious += [(path, size["width"], theme, *one) for one in found if one[0] in ("serious", "critical")]
            wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert wider <= 0, f"{path} is {wider} px wider than the screen of {size['width']} px"
    # A page that is not there logs a 404 of its own; anything else in the console fails the test.
    visitor.errors[:] = [error for error in visitor.errors if "404" not in error]
    assert serious == []
