"""Whatever people write stays text: a page with it in has the same elements and attributes as without it."""

from datetime import timedelta
from html.parser import HTMLParser

import pytest

from app import clock
from app.actor import Role
from app.bank.actions.rows import version_row
from app.bank.tables import Question
from app.exams.actions import making, sitting
from app.exams.actions.saving import Shelved
from app.exams.rules.asked import HandInRequest
from app.exams.tables import Exam
from app.people.actions import places
from app.people.rules.places import LibraryFacts, PointFacts
from app.people.tables import Library, Person, ServicePoint
from app.storage.memory import forget_everything
from quizzes.attempts import fingerprint
from quizzes.questions import Kind, SingleChoice
from tests.cast import browser
from tests.makers import MONDAY, Candidate, a_person, a_plan, an_item, an_open_exam, begun, in_the_bank

SOON = MONDAY + timedelta(minutes=5)
BENIGN = "示例文字"
PAYLOADS = [
    "<script>alert(1)</script>", "</script><script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg onload=alert(1)>",
    "<svg/onload=alert(1)//", '"><script>alert(1)</script>', "'><script>alert(1)</script>", '" onmouseover=alert(1) x="',
    "' onmouseover=alert(1) x='", '" autofocus onfocus=alert(1) x="', "<iframe src=javascript:alert(1)>",
    "<a href=javascript:alert(1)>x</a>",
    "<body onload=alert(1)>", "<details open ontoggle=alert(1)>", "<input onfocus=alert(1) autofocus>",
    "<math><mtext></math><img src=x>",
    "</textarea><script>alert(1)</script>", "</title><script>alert(1)</script>", "</style><script>alert(1)</script>",
    "</option></select><img src=x>",
    "</noscript><img src=x onerror=alert(1)>", "<!--<img src=x>-->", "--><img src=x onerror=alert(1)>", "<![CDATA[<img src=x>]]>",
    "<scr<script>ipt>alert(1)</script>", "<IMG SRC=x OnErRoR=alert(1)>", "<img/src=x/onerror=alert(1)>",
    "<img\nsrc=x\nonerror=alert(1)>",
    "<\u0000script>alert(1)</script>".replace("\u0000", "\u200b"), "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)",
    "\\u003cscript\\u003ealert(1)", "\\x3cscript\\x3ealert(1)", "{{7*7}}<b>", "{% raw %}<b>{% endraw %}",
    "${7*7}<b>", "%3Cscript%3Ealert(1)",
    "javascript:alert(1)", "＜script＞alert(1)＜/script＞", '<form action=//evil.test><button>',
    "<base href=//evil.test>", "<meta http-equiv=refresh content=0>",
    "<link rel=stylesheet href=//evil.test>", "<div hx-get=/sign-out hx-trigger=load>",
]  # fmt: skip


class Elements(HTMLParser):
    """Tags and the names of their attributes, in order; what is between them does not matter."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, ...]] = []

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, *(name for name, _ in attrs)))

    def handle_endtag(self, tag):
        self.found.append((f"/{tag}",))

    def handle_comment(self, data):
        self.found.append(("comment",))

    def unknown_decl(self, data):
        self.found.append(("declaration",))


def elements(html):
    parser = Elements()
    parser.feed(html)
    parser.close()
    return parser.found


def is_wrong(html):
    """Whether a page holds an element, a handler or a script that no page of ours has."""
    told = elements(html)
    handlers = [tag for tag in told for name in tag[1:] if name.startswith("on")]
    strange = {tag[0] for tag in told} & {
        "img",
        "iframe",
        "math",
        "base",
        "object",
        "embed",
        "style",
        "comment",
        "declaration",
    }
    scripts = [tag for tag in told if tag[0] == "script" and "src" not in tag and tag != ("script", "type", "id")]
    return bool(handlers or strange or scripts or html.count("<meta") != 3 or "<div hx-get" in html)


class Written:
    """One of everything that people may write into, and the pages that show it."""

    async def prepare(self):
        self.hall = await an_open_exam()
        self.everybody = await a_person(BENIGN, *Role)
        self.library = await places.add_library(self.everybody, LibraryFacts(name="示例县图书馆", kind="own"))
        partner = LibraryFacts(name=BENIGN, kind="partner", partner_kind="company", note=BENIGN)
        self.partner = await places.add_library(self.everybody, partner)
        facts = PointFacts(
            name=BENIGN, kind="reading_bar", partner=self.partner.id, note=BENIGN, address=BENIGN, hours=BENIGN
        )
        self.point = await places.add_point(self.everybody, facts)
        await in_the_bank(self.hall.editor, [an_item("X-1", SingleChoice(BENIGN, (BENIGN, "乙"), 0))])
        self.question = (await Question.objects().where(Question.code == "X-1").first()).id
        await making.enrol(self.hall.editor, self.hall.exam, [self.everybody.person], now=MONDAY)
        attempt, writer = await sitting.start(self.everybody, self.hall.exam, now=MONDAY)
        self.mine = Candidate(self.everybody, attempt, writer)
        self.other = await begun(self.hall)
        self.blanks = self.hall.ids(Kind.FILL_IN_BLANKS)[0]
        self.late = self.hall.ids(Kind.SINGLE_CHOICE)[0]
        self.version = 1
        self.door = await making.make(self.hall.editor, a_plan(title=BENIGN, note=BENIGN), now=MONDAY)
        await making.enrol(self.hall.editor, self.door, [self.everybody.person], now=MONDAY)
        await making.open_exam(self.hall.editor, self.door, now=MONDAY)
        self.draft = await making.make(self.hall.editor, a_plan(title=BENIGN, note=BENIGN), now=MONDAY)

    async def write(self, text):
        """Put this text wherever a person may write one."""
        self.version += 1
        await Exam.update({Exam.title: text, Exam.note: text}, force=True)
        await Person.update({Person.name: text, Person.post: text}).where(Person.id == self.everybody.person)
        await Library.update(
            {Library.name: text, Library.note: text, Library.contact_name: text, Library.address: text}
        ).where(Library.id == self.partner.id)
        point = {ServicePoint.name: text, ServicePoint.note: text, ServicePoint.address: text, ServicePoint.hours: text}
        await ServicePoint.update(point).where(ServicePoint.id == self.point.id)
        item = an_item("X-1", SingleChoice(f"{text}（　）。", (text, "乙"), 0))
        await version_row(self.question, self.version, item, self.everybody, MONDAY).save()
        await self.mine.save(self.blanks, self.version, [text, text], now=SOON)
        await places.edit_library(
            self.everybody, self.library.id, LibraryFacts(name="示例县图书馆", kind="own", note=text)
        )
        forget_everything()

    def pages(self, text):
        manage = f"/exams/manage/{self.hall.exam}"
        addresses = [
            "/", "/exams", f"/exams/{self.door}", f"/exams/attempts/{self.mine.attempt}",
            f"/exams/attempts/{self.mine.attempt}/check",
            "/exams/manage", manage, f"/exams/manage/{self.draft}/edit", f"{manage}/late", "/people",
            f"/people/{self.everybody.person}",
            f"/people/{self.everybody.person}/edit", "/places", f"/places/{self.point.id}", f"/places/{self.point.id}/edit",
            f"/libraries/{self.partner.id}", f"/libraries/{self.partner.id}/edit", "/bank", f"/bank/{self.question}",
            f"/bank/{self.question}/edit", "/account", "/ledger",
        ]  # fmt: skip
        asked = ["/search", "/people", "/bank", "/ledger", "/sign-in", f"{manage}/marks"]
        named = [
            (a, {"q": text, "name": text, "verb": text, "next": text, "domain": text, "kind": text}) for a in asked
        ]
        return [*((address, {}) for address in addresses), *named]


@pytest.fixture
async def library(db, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: SOON)
    library = Written()
    await library.prepare()
    return library


async def seen(library, text):
    """The elements of every page with this text in it, and the pages themselves."""
    await library.write(text)
    who, visitor = await browser(library.everybody), await browser()
    shown = {}
    for address, query in library.pages(text):
        asking = visitor if address == "/sign-in" else who
        answer = await asking.client.get(address, params=query)
        assert answer.status_code == 200, (address, text)
        shown[address, bool(query)] = answer.text
    return shown


def test_there_are_forty_of_them():
    assert len(set(PAYLOADS)) >= 40
    assert elements("<p><img src=x onerror=alert(1)>") != elements("<p>&lt;img src=x onerror=alert(1)&gt;")


@pytest.mark.slow
@pytest.mark.parametrize("half", [0, 1])
async def test_no_text_becomes_an_element(library, half):
    wrong = []
    for payload in PAYLOADS[half::4]:
        for (address, query), html in (await seen(library, payload)).items():
            if is_wrong(html):
                wrong.append((address, query, payload))
    assert wrong == []


@pytest.mark.parametrize(
    "payload", ["<img src=x onerror=alert(1)>", '" onmouseover=alert(1) x="', "</script><script>alert(1)</script>"]
)
async def test_a_page_has_the_elements_it_has_with_a_plain_text(library, payload):
    plain, hostile = await seen(library, BENIGN), await seen(library, payload)
    # These list what was done meanwhile or what was found, so they grow whatever the text.
    grown = {"/ledger", "/account", "/bank", f"/bank/{library.question}"}
    different = [page for page in plain if page[0] not in grown and elements(plain[page]) != elements(hostile[page])]
    shown_everywhere = [page for page in hostile if payload in hostile[page]]
    assert (different, shown_everywhere) == ([], [])


async def test_what_was_kept_for_review_is_text(library):
    payload = "<img src=x onerror=alert(1)>"
    with pytest.raises(Shelved):
        await library.other.save(library.blanks, 1, [payload, payload], now=SOON, writer="another tab")
    who = await browser(library.everybody)
    page = (await who.see(f"/exams/manage/{library.hall.exam}/late")).text
    assert "&lt;img src=x onerror=alert(1)&gt;" in page
    assert payload not in page
    held = {library.blanks: 1}
    await library.mine.save(library.blanks, 1, [payload, payload], now=SOON)
    request = HandInRequest(library.mine.writer, 1, fingerprint(held))
    await sitting.hand_in(library.everybody, library.mine.attempt, request, now=SOON)
    result = (await who.see(f"/exams/attempts/{library.mine.attempt}")).text
    assert "&lt;img src=x onerror=alert(1)&gt;" in result
    assert payload not in result
