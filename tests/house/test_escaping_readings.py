"""Whatever people write into discussions, action items, the reading list, set books and self-study stays text."""

from datetime import date, timedelta

import pytest

from app import clock
from app.actor import Role
from app.gatherings.rules import Category
from app.people.tables import Person
from app.study.actions import agenda, books, discussing, following, materials, own_study, sessions
from app.study.rules.agenda import Item
from app.study.rules.books import ChapterPlan, SetBookFacts
from app.study.rules.discussing import EntryKind, Wording
from app.study.rules.following import ActionPlan
from app.study.rules.materials import Material, MaterialKind
from app.training.rules.own_time import OwnStudy
from tests.app.study.hall import THURSDAY, a_plan
from tests.cast import browser
from tests.house.test_escaping import PAYLOADS, is_wrong
from tests.makers import MONDAY, a_person

HOUR = timedelta(hours=1)


async def written(who, number: int, text: str) -> list[str]:
    """The addresses of pages that show this text wherever it may be written."""
    await Person.update({Person.name: text, Person.post: text}).where(Person.id == who.person)
    session = await sessions.arrange(who, a_plan(THURSDAY + timedelta(days=number), library_closed=False), now=MONDAY)
    item = await agenda.add_item(who, session, Item(Category.LAW, text))
    talk = await discussing.open_discussion(who, session, text, now=MONDAY)
    _, entry = await discussing.say(who, talk, EntryKind.POINT, Wording(text, guest=text), now=MONDAY)
    await discussing.correct_entry(who, entry, Wording(f"{text} ", guest=text), now=MONDAY)
    _, gone = await discussing.say(who, talk, EntryKind.CONCLUSION, Wording(text), now=MONDAY)
    await discussing.remove_entry(who, gone, now=MONDAY)
    action = await following.add_action(who, session, ActionPlan(text, who.person, date(2027, 6, 1)), now=MONDAY)
    await following.note_progress(who, action, text, now=MONDAY)
    material = await materials.add_material(
        who, Material(text, MaterialKind.BOOK, 2026, publisher=text, note=text), now=MONDAY
    )
    await materials.name_materials(who, item, {material}, now=MONDAY)
    book = await books.add_book(who, SetBookFacts(text, 2026, 9, 100, publisher=text, note=text), now=MONDAY)
    await books.plan_chapters(who, book, [ChapterPlan(text, date(2026, 12, 1))], now=MONDAY)
    await books.give_out(who, book, {who.person}, MONDAY.date(), now=MONDAY)
    start = MONDAY - (number + 1) * HOUR
    await own_study.note_own_study(who, OwnStudy(text, start, start + HOUR, 60, text), now=MONDAY)
    return [
        "/",
        f"/study/sessions/{session}",
        f"/study/sessions/{session}/discussion",
        f"/study/entries/{entry}/edit",
        "/study/actions",
        f"/study/actions/{action}",
        "/study/materials?year=2026",
        f"/study/materials/{material}/edit",
        f"/study/agenda/{item}/materials",
        "/study/books",
        f"/study/books/{book}",
        f"/study/books/{book}/edit",
        f"/study/books/{book}/signatures",
        "/study/own",
        "/record",
        "/log?tab=practice",
    ]


@pytest.mark.slow
async def test_no_text_becomes_an_element(db, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: MONDAY)
    who = await a_person("单知行", *Role)
    keeper, wrong = await browser(who), []
    for number, payload in enumerate(PAYLOADS[::6]):
        for address in await written(who, number, payload):
            answer = await keeper.see(address)
            if answer.status_code != 200 or is_wrong(answer.text):
                wrong.append((address, payload, answer.status_code))
    assert wrong == []
