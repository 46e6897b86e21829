"""Set books: buying them, planning their chapters, giving copies out, ticking what is read."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any

from app.actor import Actor
from app.audit import deed
from app.clock import at_library
from app.locale import N_
from app.notices import tell
from app.refusals import Missing, Refused, found
from app.storage import database
from app.study.queries import books, discussing
from app.study.queries.books import BookView
from app.study.rules.books import (
    ChapterPlan,
    SetBookFacts,
    why_not_copies,
    why_not_issue,
    why_not_plan,
    why_not_return,
    why_not_tick,
)
from app.study.tables import Chapter, ChapterReading, ChapterRemoval, SetBook, SetBookIssue, SetBookReturn

ISSUED = N_("《%(title)s》发给您了，看看读书计划")


async def add_book(actor: Actor, facts: SetBookFacts, *, now: datetime) -> int:
    """Write a set book down; returns its id."""
    async with deed(actor, "set_book.added", title=facts.title, copies=facts.copies) as line:
        columns = _columns(facts)
        columns["at"] = now
        row = SetBook(columns)
        await row.save()
        line.subject = row.id
        return int(row.id)


async def change_book(actor: Actor, book_id: int, facts: SetBookFacts) -> None:
    """Change it, as when more copies were bought.

    Raises:
        Missing, Refused: there is none, or more copies are out than it is to have.
    """
    async with deed(actor, "set_book.changed", book_id, title=facts.title, copies=facts.copies):
        book = await _held(actor, book_id)
        if reasons := why_not_copies(facts.copies, book.out):
            raise Refused(*reasons)
        await SetBook.update(_columns(facts)).where(SetBook.id == book_id)


async def plan_chapters(actor: Actor, book_id: int, plan: Sequence[ChapterPlan], *, now: datetime) -> None:
    """Add chapters to the plan, all of them or none.

    Raises:
        Missing, Refused: there is no such book, a title stands there twice, or there are too many.
    """
    async with deed(actor, "set_book.planned", book_id, chapters=len(plan)):
        book = await _held(actor, book_id)
        if reasons := why_not_plan(plan, [one.title for one in book.chapters]):
            raise Refused(*reasons)
        rows = [
            Chapter(book=book_id, position=number, title=one.title, read_by=one.read_by, at=now)
            for number, one in enumerate(plan, start=len(book.chapters) + 1)
        ]
        await Chapter.insert(*rows)


async def change_chapter(actor: Actor, chapter_id: int, plan: ChapterPlan) -> int:
    """Change title or day of a chapter; returns the id of its book.

    Raises:
        Missing, Refused: it is not on the plan, or another one has that title.
    """
    async with deed(actor, "set_book.chapter_changed", chapter_id, title=plan.title, read_by=plan.read_by):
        book = await _book_of(actor, chapter_id, standing=True)
        others = [one.title for one in book.chapters if one.id != chapter_id]
        if reasons := why_not_plan([plan], others):
            raise Refused(*reasons)
        await Chapter.update({Chapter.title: plan.title, Chapter.read_by: plan.read_by}).where(Chapter.id == chapter_id)
        return book.id


async def remove_chapter(actor: Actor, chapter_id: int, *, now: datetime) -> int:
    """Take a chapter off the plan; returns the id of its book. What was read of it is kept.

    Raises:
        Missing: it is not on the plan.
    """
    async with deed(actor, "set_book.chapter_removed", chapter_id):
        book = await _book_of(actor, chapter_id, standing=True)
        await ChapterRemoval(chapter=chapter_id, at=now).save()
        return book.id


async def restore_chapter(actor: Actor, chapter_id: int) -> int:
    """Put a chapter back; returns the id of its book.

    Raises:
        Missing: there is none.
    """
    async with deed(actor, "set_book.chapter_restored", chapter_id):
        book = await _book_of(actor, chapter_id, standing=False)
        await ChapterRemoval.delete().where(ChapterRemoval.chapter == chapter_id)
        return book.id


async def give_out(actor: Actor, book_id: int, people: Collection[int], on: date, *, now: datetime) -> int:
    """Give a copy to each of these people on that day; they are told. Returns how many they are.

    Raises:
        Missing: there is no such book, or one of them is not on the staff.
        Refused: too few copies, somebody has one, or the day is to come.
    """
    async with deed(actor, "set_book.given_out", book_id, people=sorted(set(people)), on=on) as line:
        book = await _held(actor, book_id)
        staff = {person: name for person, name, _post in await discussing.staff(actor, now)}
        if set(people) - staff.keys():
            raise Missing
        having = [one.name for one in await books.issues(book_id) if not one.returned_on and one.person in people]
        names = [staff[one] for one in sorted(set(people))]
        if reasons := why_not_issue(names, having, book.left, on, at_library(now).date()):
            raise Refused(*reasons)
        rows = [
            SetBookIssue(book=book_id, person=one, issued_on=on, issued_by_name=actor.name, at=now)
            for one in sorted(set(people))
        ]
        await SetBookIssue.insert(*rows)
        line.details["title"] = book.facts.title
        told = [one for one in set(people) if one != actor.id]
        await tell(actor, told, ISSUED, address=f"/study/books/{book_id}", now=now, title=book.facts.title)
        return len(rows)


async def take_back(actor: Actor, issue_id: int, on: date, *, now: datetime) -> int:
    """Write down that a copy came back on that day; returns the id of the book.

    Raises:
        Missing: nobody has it.
        Refused: the day is before the issue or to come.
    """
    async with deed(actor, "set_book.taken_back", issue_id, on=on):
        issue = found(await books.issue(actor, issue_id))
        await _held(actor, issue.book)
        issue = found(await books.issue(actor, issue_id))
        if issue.returned_on is not None:
            raise Missing
        if reasons := why_not_return(issue.issued_on, on, at_library(now).date()):
            raise Refused(*reasons)
        await SetBookReturn(issue=issue_id, returned_on=on, taken_by_name=actor.name, at=now).save()
        return issue.book


async def tick_chapter(actor: Actor, chapter_id: int, is_read: bool, *, now: datetime) -> int:
    """Tick a chapter as read, or take the tick back; returns the id of the book. Doing it twice changes nothing.

    Raises:
        Missing: it is not on the plan.
        Refused: the book was never given to the actor.
    """
    async with deed(actor, "set_book.chapter_ticked", chapter_id, is_read=is_read):
        book = await _book_of(actor, chapter_id, standing=True)
        if reasons := why_not_tick(book.is_mine):
            raise Refused(*reasons)
        if is_read != next(one.is_read for one in book.chapters if one.id == chapter_id):
            await ChapterReading(chapter=chapter_id, person=actor.person, is_read=is_read, at=now).save()
        return book.id


async def _held(actor: Actor, book_id: int) -> BookView:
    await database().hold(f"set book {book_id}")
    return found(await books.book(actor, book_id))


async def _book_of(actor: Actor, chapter_id: int, *, standing: bool) -> BookView:
    book = await _held(actor, found(await books.chapter(actor, chapter_id)).book)
    if standing and chapter_id not in {one.id for one in book.chapters}:
        raise Missing
    return book


def _columns(facts: SetBookFacts) -> dict[Any, Any]:
    return {
        "title": facts.title,
        "publisher": facts.publisher,
        "year": facts.year,
        "copies": facts.copies,
        "price_fen": facts.price_fen,
        "note": facts.note,
    }
