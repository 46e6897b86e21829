"""What a case holds in words and files: reviews, vettings, papers; and every record with what was put right."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from app.locale import _
from app.party.rules.cases.acts import Act
from app.party.rules.cases.documents import Paper
from app.party.rules.rights import GONE
from app.party.tables.cases import (
    ApplicantAct,
    ApplicantBirthCorrection,
    ApplicantDocument,
    ApplicantNotice,
    ApplicantReview,
    ApplicantVetting,
)
from app.storage.moments import day, moment
from app.storage.stored import HOLDERS

PAPERS = """
SELECT d.id, d.applicant, d.kind, d.dated_on, d.note, d.file, d.file_name, d.recorded_by_name FROM applicant_document d
WHERE NOT EXISTS (SELECT 1 FROM applicant_document_removal x WHERE x.document = d.id) AND d.applicant = {}
"""
REVIEWS = """
SELECT r.id, r.applicant, r.kind, r.reviewed_on, r.said, r.written_by, r.written_by_name, r.at,
       (SELECT x.id FROM applicant_review x WHERE x.replaces = r.id) AS replaced_by
FROM applicant_review r
"""
NEWEST = "ORDER BY r.reviewed_on DESC, r.id DESC"
VETTINGS = """
SELECT v.id, v.vetted_on, v.passes, v.said, v.written_by_name FROM applicant_vetting v
WHERE v.applicant = {} ORDER BY v.id DESC
"""
CORRECTIONS = """
SELECT a.id, a.act, a.done_on, x.reason, x.corrected_by_name, x.at, r.done_on AS now_on
FROM applicant_correction x JOIN applicant_act a ON a.id = x.act LEFT JOIN applicant_act r ON r.id = x.replacement
WHERE a.applicant = {} ORDER BY x.id
"""
BIRTHS = """
SELECT b.was_on, b.born_on, b.reason, b.corrected_by_name, b.at FROM applicant_birth_correction b
WHERE b.applicant = {} ORDER BY b.id
"""
NOTICES = """
SELECT n.id, n.from_on, n.to_on, n.place, n.contact, s.passes, s.said FROM applicant_notice n
LEFT JOIN applicant_notice_result s ON s.notice = n.id WHERE n.applicant = {} ORDER BY n.id DESC
"""
HOLDERS.append(
    "SELECT d.id FROM applicant_document d WHERE d.file = {} "
    "AND NOT EXISTS (SELECT 1 FROM applicant_document_removal x WHERE x.document = d.id) LIMIT 1"
)


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A paper that is there; `file` is the stored file's id, or None without one."""

    id: int
    kind: Paper
    dated_on: date
    note: str
    file: int | None
    file_name: str
    recorded_by: str


@dataclass(frozen=True, slots=True)
class Review:
    """A review with its words; restricted."""

    id: int
    act: Act
    reviewed_on: date
    said: str
    written_by: int | None
    written_by_name: str
    is_replaced: bool


@dataclass(frozen=True, slots=True)
class Vetting:
    """A vetting with its words; restricted."""

    id: int
    vetted_on: date
    passes: bool
    said: str
    written_by_name: str


@dataclass(frozen=True, slots=True)
class Corrected:
    """A record that stands no longer, why, and the day that stands in its place; `number` is its id."""

    number: int
    act: Act
    was_on: date
    now_on: date | None
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class BirthCorrected:
    """A day of birth that stands no longer, the one in its place, and why."""

    was_on: date
    born_on: date
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class NoticeText:
    """A public notice as it hangs or hung."""

    id: int
    from_on: date
    to_on: date
    place: str
    contact: str
    passes: bool | None
    said: str


async def papers_of(case: int) -> list[PaperLine]:
    """The papers that are there, in the order they came."""
    return [_paper(row) for row in await ApplicantDocument.raw(f"{PAPERS} ORDER BY d.id", case)]


async def standing_paper(case: int, paper: int) -> PaperLine | None:
    """One of them."""
    rows = await ApplicantDocument.raw(f"{PAPERS} AND d.id = {{}}", case, paper)
    return _paper(rows[0]) if rows else None


async def reviews_of(case: int) -> Sequence[Review]:
    """Every review with its words, the newest first; whether the actor may read them was asked before."""
    return [_review(row) for row in await ApplicantReview.raw(f"{REVIEWS} WHERE r.applicant = {{}} {NEWEST}", case)]


async def reviews_by(person: int) -> Mapping[int, Sequence[Review]]:
    """The reviews that somebody wrote and that stand, by case, the newest first; what one wrote oneself is no secret."""
    found = defaultdict[int, list[Review]](list)
    for row in await ApplicantReview.raw(f"{REVIEWS} WHERE r.written_by = {{}} {NEWEST}", person):
        if row["replaced_by"] is None:
            found[row["applicant"]].append(_review(row))
    return found


async def review_row(case: int, review: int) -> Review | None:
    """One of them."""
    return next((one for one in await reviews_of(case) if one.id == review), None)


async def vettings_of(case: int) -> Sequence[Vetting]:
    """Every vetting with its words, the newest first; whether the actor may read them was asked before."""
    return [
        Vetting(row["id"], day(row["vetted_on"]), bool(row["passes"]), row["said"] or _(GONE), row["written_by_name"])
        for row in await ApplicantVetting.raw(VETTINGS, case)
    ]


async def corrections_of(case: int) -> Sequence[Corrected]:
    """What was put right in a case, the oldest first."""
    return [
        Corrected(
            row["id"],
            Act(row["act"]),
            day(row["done_on"]),
            day(row["now_on"]) if row["now_on"] else None,
            row["reason"] or _(GONE),
            row["corrected_by_name"],
            moment(row["at"]),
        )
        for row in await ApplicantAct.raw(CORRECTIONS, case)
    ]


async def births_of(case: int) -> Sequence[BirthCorrected]:
    """How the day of birth of a case was put right, the oldest first."""
    return [
        BirthCorrected(
            day(row["was_on"]),
            day(row["born_on"]),
            row["reason"] or _(GONE),
            row["corrected_by_name"],
            moment(row["at"]),
        )
        for row in await ApplicantBirthCorrection.raw(BIRTHS, case)
    ]


async def notices_of(case: int) -> Sequence[NoticeText]:
    """The public notices of a case, the newest first."""
    return [
        NoticeText(
            row["id"],
            day(row["from_on"]),
            day(row["to_on"]),
            row["place"],
            row["contact"],
            None if row["passes"] is None else bool(row["passes"]),
            "" if row["said"] is None else row["said"] or _(GONE),
        )
        for row in await ApplicantNotice.raw(NOTICES, case)
    ]


def _paper(row: Mapping[str, Any]) -> PaperLine:
    return PaperLine(
        row["id"],
        Paper(row["kind"]),
        day(row["dated_on"]),
        row["note"],
        row["file"],
        row["file_name"],
        row["recorded_by_name"],
    )


def _review(row: Mapping[str, Any]) -> Review:
    return Review(
        row["id"],
        Act(row["kind"]),
        day(row["reviewed_on"]),
        row["said"] or _(GONE),
        row["written_by"],
        row["written_by_name"],
        row["replaced_by"] is not None,
    )
