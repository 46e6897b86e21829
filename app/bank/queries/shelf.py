"""The list of questions, filtered, and how many stand where."""

from dataclasses import dataclass
from datetime import date, datetime

from app.actor import Actor
from app.bank.rules import current_marks
from app.bank.tables import QuestionVersion
from app.storage.moments import moment
from quizzes import content
from quizzes.questions import Domain, Kind

PAGE = 50
"""Questions on one page of the list."""

# One parameter a filter: the empty value stands in the list beside the column, so it lets every row through.
LISTED = """
WITH shelf AS (
    SELECT v.id, v.question, q.code, v.number, v.kind, v.domain, v.difficulty, v.law, v.law_version, v.article,
        v.stem_text, v.body, v.added_at,
        CASE WHEN t.id IS NOT NULL THEN 'retired' WHEN w.id IS NULL THEN 'awaiting' ELSE 'usable' END AS status,
        CASE WHEN {} LIKE '%|' || v.law || '@' || v.law_version || '|%' THEN 0 ELSE 1 END AS is_stale
    FROM question_version v
    JOIN question q ON q.id = v.question
    LEFT JOIN question_review w ON w.version = v.id
    LEFT JOIN question_retirement t ON t.question = v.question AND t.restored_at IS NULL
    WHERE v.number = (SELECT MAX(later.number) FROM question_version later WHERE later.question = v.question)
)
SELECT id, question, code, number, kind, domain, difficulty, law, law_version, article, stem_text, added_at, status,
    is_stale, COUNT(*) OVER () AS total
FROM shelf
WHERE {} IN ('', kind) AND {} IN ('', domain) AND {} IN ('', law) AND CAST({} AS INTEGER) IN (0, difficulty)
    AND ({} IN ('', status) OR ({} = 'stale' AND is_stale = 1))
    AND lower(body) LIKE {} ESCAPE '!'
ORDER BY code LIMIT {} OFFSET {}
"""

TALLIED = """
SELECT status, is_stale, COUNT(*) AS questions FROM (
    SELECT CASE WHEN t.id IS NOT NULL THEN 'retired' WHEN w.id IS NULL THEN 'awaiting' ELSE 'usable' END AS status,
        CASE WHEN {} LIKE '%|' || v.law || '@' || v.law_version || '|%' THEN 0 ELSE 1 END AS is_stale
    FROM question_version v
    LEFT JOIN question_review w ON w.version = v.id
    LEFT JOIN question_retirement t ON t.question = v.question AND t.restored_at IS NULL
    WHERE v.number = (SELECT MAX(later.number) FROM question_version later WHERE later.question = v.question)
) shelf GROUP BY status, is_stale
"""


@dataclass(frozen=True, slots=True)
class Sought:
    """What the list is filtered by; empty or 0 is everything.

    Attributes:
        law: its key, of whatever version.
        status: `usable`, `awaiting`, `retired`, or `stale`, which may be any of them.
        text: found anywhere in the question: stem, options, explanation, quote, code.
        page: from 1.
    """

    kind: str = ""
    domain: str = ""
    law: str = ""
    difficulty: int = 0
    status: str = ""
    text: str = ""
    page: int = 1


@dataclass(frozen=True, slots=True)
class Entry:
    """One question on the list, by its current version. `status` is usable, awaiting or retired."""

    question: int
    version: int
    number: int
    code: str
    kind: Kind
    domain: Domain
    difficulty: int
    law: str
    law_version: str
    article: int
    stem: str
    added_at: datetime
    status: str
    is_stale: bool


@dataclass(frozen=True, slots=True)
class Shelf:
    """One page of the list, and how many questions the filters let through in all."""

    entries: tuple[Entry, ...]
    total: int

    @property
    def pages(self) -> int:
        """How many pages the list has, at least one."""
        return max(1, -(-self.total // PAGE))


async def shelf(actor: Actor, sought: Sought, on: date) -> Shelf:
    """The questions that are sought, by code; a citation is stale when its law's version is no longer in force `on`."""
    return await _listed(sought, on, PAGE, (max(1, sought.page) - 1) * PAGE)


async def cited_laws() -> set[tuple[str, str]]:
    """Key and version of every law that a question cites, in whatever version of the question."""
    rows = await QuestionVersion.raw("SELECT DISTINCT law, law_version FROM question_version")
    return {(row["law"], row["law_version"]) for row in rows}


async def stale(actor: Actor, on: date) -> tuple[Entry, ...]:
    """Every question whose cited version of the law is no longer in force on that day, retired ones too."""
    found = await _listed(Sought(status="stale"), on, 1_000_000, 0)
    return found.entries


async def tallies(actor: Actor, on: date) -> dict[str, int]:
    """How many questions are usable, awaiting review, retired; and `stale`, whatever else they are."""
    found = dict.fromkeys(("usable", "awaiting", "retired", "stale"), 0)
    for row in await QuestionVersion.raw(TALLIED, current_marks(on, content.laws())):
        found[row["status"]] += int(row["questions"])
        found["stale"] += int(row["questions"]) if row["is_stale"] else 0
    return found


async def _listed(sought: Sought, on: date, limit: int, offset: int) -> Shelf:
    rows = await QuestionVersion.raw(
        LISTED,
        current_marks(on, content.laws()),
        sought.kind,
        sought.domain,
        sought.law,
        sought.difficulty,
        sought.status,
        sought.status,
        _anywhere(sought.text),
        limit,
        offset,
    )
    entries = tuple(
        Entry(
            row["question"],
            row["id"],
            row["number"],
            row["code"],
            Kind(row["kind"]),
            Domain(row["domain"]),
            row["difficulty"],
            row["law"],
            row["law_version"],
            row["article"],
            row["stem_text"],
            moment(row["added_at"]),
            row["status"],
            bool(row["is_stale"]),
        )
        for row in rows
    )
    return Shelf(entries, int(rows[0]["total"]) if rows else 0)


def _anywhere(text: str) -> str:
    plain = text.strip().lower()
    for mark in "!%_":
        plain = plain.replace(mark, "!" + mark)
    return f"%{plain}%"
