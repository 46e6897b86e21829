"""Discussions, action items, materials, set books and self-study that grow, for the pages that list them."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from app.actor import Actor, Role
from app.gatherings.rules import Category
from app.study.actions import agenda, books, discussing, following, materials, own_study
from app.study.queries.books import book as book_of
from app.study.rules.agenda import Item
from app.study.rules.books import ChapterPlan, SetBookFacts
from app.study.rules.discussing import EntryKind, Wording
from app.study.rules.following import ActionPlan
from app.study.rules.materials import Material, MaterialKind
from app.training.rules.own_time import OwnStudy
from tests.makers import MONDAY, a_person

DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@dataclass
class Reading:
    """One more of everything each time it grows; `everybody` owns the items, reads the books and studies alone."""

    everybody: Actor
    books: list[int] = field(default_factory=list)
    items: list[int] = field(default_factory=list)
    discussion: int = 0
    entry: int = 0
    agenda: int = 0

    def pages(self, session: int) -> dict[str, str]:
        """The address of a page for each route that lists something."""
        return {
            "/study/sessions/{session_id:int}/discussion": f"/study/sessions/{session}/discussion",
            "/study/entries/{root:int}/edit": f"/study/entries/{self.entry}/edit",
            "/study/actions": "/study/actions",
            "/study/actions/{item_id:int}": f"/study/actions/{self.items[0]}",
            "/study/materials": "/study/materials?year=2026",
            "/study/agenda/{item_id:int}/materials": f"/study/agenda/{self.agenda}/materials",
            "/study/books": "/study/books",
            "/study/books/{book_id:int}": f"/study/books/{self.books[0]}",
            "/study/books/{book_id:int}/signatures": f"/study/books/{self.books[0]}/signatures",
            "/study/own": "/study/own",
        }

    async def grow(self, session: int) -> None:
        """One more entry, item, note, material, book, chapter, reader and evening."""
        who, now, n = self.everybody, MONDAY, len(self.books)
        self.discussion = self.discussion or await discussing.open_discussion(who, session, "示例题目", now=now)
        said = Wording(f"示例发言{n}", person=who.person)
        _, entry = await discussing.say(who, self.discussion, EntryKind.POINT, said, now=now)
        self.entry = self.entry or entry
        await discussing.correct_entry(who, self.entry, Wording(f"示例更正的发言{n}", person=who.person), now=now)
        due = date(2026, 12, 31) + n * DAY
        self.items.append(
            await following.add_action(who, session, ActionPlan(f"示例事项{n}", who.person, due), now=now)
        )
        await following.note_progress(who, self.items[0], f"示例进展{n}，办得顺利", now=now)
        await self._material(session, n)
        await self._book(n)
        evening = now - n * DAY - 13 * HOUR
        await own_study.note_own_study(who, OwnStudy(f"示例自学{n}", evening, evening + HOUR, 60), now=now)

    async def _material(self, session: int, n: int) -> None:
        who, now = self.everybody, MONDAY
        if not self.agenda:
            self.agenda = await agenda.add_item(who, session, Item(Category.LAW, "示例学材料"))
        one = Material(f"示例材料{n}，要学的", MaterialKind.BOOK, 2026)
        await materials.name_materials(who, self.agenda, {await materials.add_material(who, one, now=now)}, now=now)

    async def _book(self, n: int) -> None:
        who, now = self.everybody, MONDAY
        self.books.append(await books.add_book(who, SetBookFacts(f"示例图书{n}", 2026, 50, 3850), now=now))
        await books.plan_chapters(who, self.books[-1], [ChapterPlan("示例第一章", date(2026, 12, 1))], now=now)
        first = self.books[0]
        plan = [ChapterPlan(f"示例章{n}，后来加的", date(2026, 12, 2) + n * DAY)]
        await books.plan_chapters(who, first, plan, now=now)
        reader = await a_person(f"示例领书人{n}", Role.STAFF)
        await books.give_out(who, first, {reader.person}, now.date(), now=now)
        await books.give_out(who, self.books[-1], {who.person}, now.date(), now=now)
        chapter = (await book_of(who, first)).chapters[-1]
        await books.tick_chapter(who, chapter.id, True, now=now)
