"""Set books: the shelf, one book with its plan, who has a copy, how far everybody has come."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.actor import Actor
from app.study.rules.books import Progress, SetBookFacts, progress
from app.study.tables import Chapter, SetBook, SetBookIssue

BOOKS = """
SELECT b.*, (SELECT count(*) FROM set_book_issue i WHERE i.book = b.id
             AND NOT EXISTS (SELECT 1 FROM set_book_return t WHERE t.issue = i.id)) AS out_now,
       (SELECT count(DISTINCT i.person) FROM set_book_issue i WHERE i.book = b.id) AS readers,
       (SELECT count(*) FROM set_book_issue i WHERE i.book = b.id AND i.person = {}) AS mine
FROM set_book b
"""
# Whether each chapter that stands is read, by each reader of its book.
PLANS = """
SELECT c.id, c.book, c.position, c.title, c.read_by, r.person, r.is_read FROM chapter c
LEFT JOIN chapter_reading r ON r.chapter = c.id -- whom
AND NOT EXISTS (SELECT 1 FROM chapter_reading n WHERE n.chapter = r.chapter AND n.person = r.person AND n.id > r.id)
WHERE NOT EXISTS (SELECT 1 FROM chapter_removal d WHERE d.chapter = c.id) -- which
ORDER BY c.book, c.read_by, c.position, c.id
"""
ISSUES = """
SELECT i.id, i.book, i.person, p.name, p.post, i.issued_on, i.issued_by_name, t.returned_on FROM set_book_issue i
JOIN person p ON p.id = i.person LEFT JOIN set_book_return t ON t.issue = i.id
"""


@dataclass(frozen=True, slots=True)
class BookView:
    """A set book.

    Attributes:
        out: copies that are with people now.
        readers: people who ever had one.
        is_mine: the actor is or was one of them.
        chapters: the plan, with whether the actor has read each.
    """

    id: int
    facts: SetBookFacts
    out: int
    readers: int
    is_mine: bool
    chapters: Sequence["ChapterView"]

    @property
    def left(self) -> int:
        """Copies that are here."""
        return self.facts.copies - self.out

    def mine(self, today: date) -> Progress:
        """How far the actor has come."""
        return progress([(one.read_by, one.is_read) for one in self.chapters], today)


@dataclass(frozen=True, slots=True)
class ChapterView:
    """A chapter; `is_read` by the person who asks."""

    id: int
    book: int
    title: str
    read_by: date
    is_read: bool


@dataclass(frozen=True, slots=True)
class IssueView:
    """A copy with a person; `returned_on` is None while they have it."""

    id: int
    book: int
    person: int
    name: str
    post: str
    issued_on: date
    by: str
    returned_on: date | None


async def shelf(actor: Actor) -> list[BookView]:
    """Every set book, the newest year first."""
    rows = await SetBook.raw(f"{BOOKS} ORDER BY b.year DESC, b.id", actor.person)
    plans = await _plans(actor.person, "", [])
    return [_book(row, plans.get(row["id"], [])) for row in rows]


async def book(actor: Actor, book_id: int) -> BookView | None:
    """One of them."""
    rows = await SetBook.raw(f"{BOOKS} WHERE b.id = {{}}", actor.person, book_id)
    if not rows:
        return None
    plans = await _plans(actor.person, "AND c.book = {}", [book_id])
    return _book(rows[0], plans.get(book_id, []))


async def chapter(actor: Actor, chapter_id: int) -> ChapterView | None:
    """One chapter, on the plan or taken off it."""
    rows = await Chapter.raw("SELECT c.*, NULL AS is_read FROM chapter c WHERE c.id = {}", chapter_id)
    return _chapter(rows[0]) if rows else None


async def issues(book_id: int) -> list[IssueView]:
    """Everybody who has or had a copy, in the order of their names; who has it now comes before an earlier time."""
    rows = await SetBookIssue.raw(f"{ISSUES} WHERE i.book = {{}} ORDER BY p.name_pinyin, p.id, i.id DESC", book_id)
    return [_issue(row) for row in rows]


async def issue(actor: Actor, issue_id: int) -> IssueView | None:
    """One of them; arrangers alone ask."""
    rows = await SetBookIssue.raw(f"{ISSUES} WHERE i.id = {{}}", issue_id)
    return _issue(rows[0]) if rows else None


async def progress_of_readers(book_id: int, people: Sequence[int], today: date) -> dict[int, Progress]:
    """How far each of these people has come, by their id."""
    text = PLANS.replace("-- whom", "").replace("-- which", "AND c.book = {}")
    plan: dict[int, date] = {}
    read: dict[int, set[int]] = defaultdict(set)
    for row in await Chapter.raw(text, book_id):
        plan[row["id"]] = _day(row["read_by"])
        if row["is_read"]:
            read[row["person"]].add(row["id"])
    return {one: progress([(by, c in read[one]) for c, by in plan.items()], today) for one in people}


async def _plans(person: int, which: str, values: Sequence[object]) -> dict[int, list[ChapterView]]:
    text = PLANS.replace("-- whom", "AND r.person = {}").replace("-- which", which)
    found: dict[int, list[ChapterView]] = defaultdict(list)
    for row in await Chapter.raw(text, person, *values):
        found[row["book"]].append(_chapter(row))
    return dict(found)


def _book(row: Mapping[str, Any], chapters: Sequence[ChapterView]) -> BookView:
    facts = SetBookFacts(
        title=row["title"],
        year=row["year"],
        copies=row["copies"],
        price_fen=row["price_fen"],
        publisher=row["publisher"],
        note=row["note"],
    )
    return BookView(row["id"], facts, row["out_now"], row["readers"], bool(row["mine"]), chapters)


def _chapter(row: Mapping[str, Any]) -> ChapterView:
    return ChapterView(row["id"], row["book"], row["title"], _day(row["read_by"]), bool(row["is_read"]))


def _issue(row: Mapping[str, Any]) -> IssueView:
    back = row["returned_on"]
    return IssueView(
        id=row["id"],
        book=row["book"],
        person=row["person"],
        name=row["name"],
        post=row["post"],
        issued_on=_day(row["issued_on"]),
        by=row["issued_by_name"],
        returned_on=_day(back) if back else None,
    )


def _day(value: object) -> date:
    # Raw SQL gives text on SQLite and a date on PostgreSQL.
    return date.fromisoformat(str(value)[:10])
