"""Whatever people write about gatherings, into the calendar, the bank and a quiz stays text on the pages of what was done."""

import re
from datetime import date, timedelta

import msgspec
import pytest

from app import clock
from app.actor import Actor, Role
from app.bank.steps import draw_short_quiz
from app.gatherings import actions as gatherings
from app.gatherings import steps
from app.gatherings.actions import calendar
from app.gatherings.rules import Category, Kind, Span
from app.gatherings.rules.attendance import Record, Source, Status
from app.gatherings.rules.calendar import DayKind
from app.gatherings.tables import CalendarNotice
from app.people.actions import places
from app.people.rules.places import LibraryFacts, PointFacts
from app.people.tables import ServicePoint
from app.practice.actions import answering, beginning
from app.practice.queries.sets import my_set
from app.practice.tables import Mistake
from app.storage import database
from app.storage.memory import forget_everything
from app.training import actions as training
from app.training.rules import Ledger
from app.training.rules.membership import Period
from app.training.rules.settings import RuleSetting
from quizzes.questions import FillInBlanks
from tests.cast import Browser, browser
from tests.house.test_escaping import BENIGN, PAYLOADS, elements, is_wrong
from tests.makers import MONDAY, a_person, an_item, in_the_bank

NOW = MONDAY + timedelta(minutes=30)
UNKNOWN_YEAR = 2031


class Desk:
    """Everybody's keeper, and for each text somebody new of whom everything is said with it."""

    async def prepare(self) -> None:
        self.keeper = await a_person("单知行", *Role)
        await places.add_library(self.keeper, LibraryFacts(name="示例县图书馆", kind="own"))
        partner = LibraryFacts(name="示例合作单位", kind="partner", partner_kind="company")
        facts = PointFacts(name=BENIGN, kind="reading_bar", partner=(await places.add_library(self.keeper, partner)).id)
        self.point = await places.add_point(self.keeper, facts)
        await CalendarNotice(year=UNKNOWN_YEAR, document=BENIGN, at=MONDAY).save()
        self.number = 0
        self.view = 0

    async def write(self, text: str) -> None:
        """Somebody new comes, studies, is excused, practises; every word about it is this text."""
        self.number += 1
        self.reader = await a_person(text, Role.STAFF, post=text, professional_title=text)
        await ServicePoint.update({ServicePoint.name: text}).where(ServicePoint.id == self.point.id)
        await CalendarNotice.update({CalendarNotice.document: text}).where(CalendarNotice.year == UNKNOWN_YEAR)
        await calendar.set_day(self.keeper, date(2026, 12, 1), DayKind.CLOSED, text, text, now=NOW)
        person = self.reader.person
        await training.give_membership(self.keeper, person, Ledger.PARTY, Period(date(2026, 1, 1)), now=NOW)
        self.now = await self._arranged(text, timedelta(0))
        self.waiting = await self._arranged(text, timedelta(minutes=1))
        self.over = await self._arranged(text, timedelta(days=-1))
        self.off = await self._arranged(text, timedelta(days=1))
        async with database().atomic():
            await steps.call_off(self.off, text, NOW)
        await gatherings.tick_in(self.keeper, self.now, person, now=NOW)
        await gatherings.excuse(self.keeper, self.now, person, text, now=NOW)
        await gatherings.add_evidence(self.keeper, self.now, text, text, person, now=NOW)
        await gatherings.close(self.keeper, self.over, now=NOW)
        made_up = Record(Status.MADE_UP, Source.HAND, MONDAY - timedelta(minutes=60), MONDAY, text)
        await gatherings.correct(self.keeper, self.over, person, made_up, now=NOW)
        if self.view:
            await training.remove_view(self.keeper, self.view, now=NOW)
        self.view = await training.save_view(self.keeper, text[:40], "status=late", True, now=NOW)
        setting = RuleSetting(Ledger.INSTITUTION, 2026, 90, 60, 4, 8, 3, frozenset(), text[:200])
        await training.set_rule(self.keeper, setting, now=NOW)
        await self._practised(text)
        forget_everything()

    async def _arranged(self, text: str, later: timedelta) -> int:
        span = Span(MONDAY + later, MONDAY + later + timedelta(hours=2))
        async with database().atomic():
            made = await steps.arrange(
                Kind.STUDY, text, span, place=self.point.id, venue=text, category=Category.LAW, now=MONDAY
            )
            await steps.open_list(made, [self.reader.person], MONDAY - timedelta(days=2))
        return made

    async def _practised(self, text: str) -> None:
        law = f"example-law-{self.number}"
        item = an_item(f"E-{self.number}", FillInBlanks(f"{text}，____。", ((text,),)))
        await in_the_bank(self.keeper, [_citing(item, law, text)])
        self.quiz = await draw_short_quiz(text, law, 1, 1, NOW)
        self.done = await beginning.begin_quiz(self.reader, self.quiz, now=NOW)
        (version,) = (await my_set(self.reader, self.done)).versions
        await answering.answer(self.reader, self.done, version, [f"不是{text}"], now=NOW + timedelta(minutes=2))
        self.begun = await beginning.begin_topic(self.reader, law, "all", 10, now=NOW)
        row = await Mistake.select(Mistake.id).where(Mistake.person == self.reader.person).first()
        self.mistake = row["id"]

    async def pages(self, text: str) -> list[tuple[str, Actor, str, dict[str, str]]]:
        """A name that stays, who looks, the address, what is asked for in it."""
        who, reader = self.reader.person, self.reader
        kept = {
            "gathering": f"/gatherings/{self.now}", "code": f"/gatherings/{self.now}/code",
            "all who could come": f"/gatherings/{self.now}/people", "person": f"/gatherings/{self.now}/people/{who}",
            "sheet": f"/gatherings/{self.now}/sheet", "corrected": f"/gatherings/{self.over}",
            "called off": f"/gatherings/{self.off}", "calendar": "/calendar?year=2026",
            "calendar of a notice": f"/calendar?year={UNKNOWN_YEAR}", "log": f"/log?who={who}",
            "log by person": f"/log?who={who}&by=person", "log of practice": f"/log?tab=practice&who={who}",
            "record": f"/log/people/{who}", "quiz results": f"/practice/quizzes/{self.quiz}/results",
            "all gatherings": "/gatherings", "all hours": "/log/hours", "all of the year": "/log/overview",
            "evidence": f"/log/evidence/{self.over}/{who}", "all rules": "/hour-rules", "all periods": "/periods",
            "all memberships": "/memberships",
        }  # fmt: skip
        own = {
            "own gathering": f"/gatherings/{self.now}", "own record": "/record", "practice": "/practice",
            "own gatherings": "/gatherings", "own quiz": f"/practice/quizzes/{self.quiz}",
            "set that is over": f"/practice/sets/{self.done}", "set that goes on": f"/practice/sets/{self.begun}",
            "mistakes": "/practice/mistakes", "mistake": f"/practice/mistakes/{self.mistake}",
            "all topics": "/practice/topics", "arriving": await self._scanned(),
        }  # fmt: skip
        asked = {"asked log": "/log", "asked hours": "/log/hours", "asked calendar": "/calendar"}
        query = dict.fromkeys(("q", "since", "tab", "kind", "year", "ledger", "status"), text)
        return [
            *((name, self.keeper, address, {}) for name, address in kept.items()),
            *((name, reader, address, {}) for name, address in own.items()),
            *((name, self.keeper, address, query) for name, address in asked.items()),
        ]

    async def _scanned(self) -> str:
        screen = (await (await browser(self.keeper)).see(f"/gatherings/{self.waiting}/code")).text
        found = re.search(r'data-address="http://library\.test(/in/[^"]+)"', screen)
        assert found
        return found[1]


def _citing(item, law: str, text: str):

    cited = msgspec.structs.replace(item.citation, law=law, quote=text)
    return msgspec.structs.replace(item, citation=cited, explanation=text)


@pytest.fixture
async def desk(db, monkeypatch) -> Desk:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    desk = Desk()
    await desk.prepare()
    return desk


async def seen(desk: Desk, text: str) -> dict[str, str]:
    """Every page with this text in it, by its name."""
    await desk.write(text)
    browsers: dict[int, Browser] = {one.person: await browser(one) for one in (desk.keeper, desk.reader)}
    shown = {}
    for name, who, address, query in await desk.pages(text):
        answer = await browsers[who.person].client.get(address, params=query or None)
        assert answer.status_code == 200, (name, answer.status_code, text)
        shown[name] = answer.text
    return shown


@pytest.mark.slow
@pytest.mark.parametrize("quarter", range(4))
async def test_no_text_becomes_an_element(desk, quarter):
    wrong = []
    for payload in PAYLOADS[quarter::8]:
        wrong += [(name, payload) for name, html in (await seen(desk, payload)).items() if is_wrong(html)]
    assert wrong == []


@pytest.mark.parametrize(
    "payload", ["<img src=x onerror=alert(1)>", '" onmouseover=alert(1) x="', "</script><script>alert(1)</script>"]
)
async def test_a_page_has_the_elements_it_has_with_a_plain_text(desk, payload):
    plain, hostile = await seen(desk, BENIGN), await seen(desk, payload)
    # What lists everything grows with each text, and a search finds what it finds.
    steady = [name for name in plain if not name.startswith(("all ", "asked "))]
    different = [name for name in steady if elements(plain[name]) != elements(hostile[name])]
    raw = [name for name, html in hostile.items() if payload in html]
    # It is there to be seen: a page that leaves it out proves nothing.
    silent = [name for name in steady if BENIGN not in plain[name]]
    assert (different, raw, silent) == ([], [], [])
