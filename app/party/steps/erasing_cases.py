"""Emptying what was written about somebody who withdrew their application, inside the deed of whoever decides it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from piccolo.table import Table

from app.locale import N_
from app.party.tables.cases import (
    ApplicantAct,
    ApplicantBirthCorrection,
    ApplicantCase,
    ApplicantCorrection,
    ApplicantDocument,
    ApplicantDocumentRemoval,
    ApplicantEnding,
    ApplicantExplanation,
    ApplicantLeaving,
    ApplicantNoticeResult,
    ApplicantReopening,
    ApplicantReview,
    ApplicantVetting,
)
from app.storage.stored import empty_unless_held

WITHDRAWN = """
SELECT c.id FROM applicant_case c JOIN applicant_ending e ON e.applicant = c.id
WHERE c.person = {} AND e.kind = 'withdrawn' AND NOT EXISTS (SELECT 1 FROM applicant_reopening x WHERE x.ending = e.id)
"""
LISTED = "SELECT x.document FROM applicant_document_removal x"
AT_THE_WISH = N_("应本人请求删除")
OF_CASE: Sequence[tuple[type[Table], str, str]] = (
    (ApplicantReview, "said", "applicant IN ({cases})"),
    (ApplicantVetting, "said", "applicant IN ({cases})"),
    (ApplicantAct, "said", "applicant IN ({cases})"),
    (ApplicantExplanation, "said", "applicant IN ({cases})"),
    (ApplicantEnding, "reason", "applicant IN ({cases})"),
    (ApplicantLeaving, "said", "applicant IN ({cases})"),
    (ApplicantBirthCorrection, "reason", "applicant IN ({cases})"),
    (ApplicantDocument, "note", "applicant IN ({cases})"),
    (ApplicantDocument, "file_name", "applicant IN ({cases})"),
    (ApplicantNoticeResult, "said", "notice IN (SELECT n.id FROM applicant_notice n WHERE n.applicant IN ({cases}))"),
    (ApplicantCorrection, "reason", "act IN (SELECT a.id FROM applicant_act a WHERE a.applicant IN ({cases}))"),
    (
        ApplicantReopening,
        "reason",
        "ending IN (SELECT e.id FROM applicant_ending e WHERE e.applicant IN ({cases}))",
    ),
)
"""Every text of a case that people wrote, the table's rows that belong to it being chosen by the last."""


async def count_of_withdrawn(person: int) -> int:
    """How many records of the person's withdrawn cases still hold a text or stand in the list of papers."""
    cases = await _withdrawn(person)
    if not cases:
        return 0
    texts = [len(await _holding(table, column, where, cases)) for table, column, where in OF_CASE]
    return sum(texts) + len(await _listed(cases))


async def empty_withdrawn(person: int, now: datetime) -> int:
    """Reviews, vettings, papers and every remark go; that they applied, which steps were taken and when stays."""
    cases = await _withdrawn(person)
    if not cases:
        return 0
    emptied = 0
    for table, column, where in OF_CASE:
        ids = await _holding(table, column, where, cases)
        if ids:
            await table.update({column: ""}).where(table._meta.primary_key.is_in(ids))
        emptied += len(ids)
    return emptied + await _take_papers(cases, now)


async def _withdrawn(person: int) -> list[int]:
    return [row["id"] for row in await ApplicantCase.raw(WITHDRAWN, person)]


async def _holding(table: type[Table], column: str, where: str, cases: Sequence[int]) -> list[int]:
    chosen = where.format(cases=", ".join(str(one) for one in cases))
    rows: list[dict[str, Any]] = await table.raw(
        f"SELECT id FROM {table._meta.tablename} WHERE {column} <> '' AND {chosen}"  # noqa: S608 - words of this file and ids only.
    )
    return [row["id"] for row in rows]


async def _listed(cases: Sequence[int]) -> list[dict[str, Any]]:
    chosen = ", ".join(str(one) for one in cases)
    rows: list[dict[str, Any]] = await ApplicantDocument.raw(
        f"SELECT id, file FROM applicant_document WHERE applicant IN ({chosen}) AND id NOT IN ({LISTED})"  # noqa: S608 - ids only.
    )
    return rows


async def _take_papers(cases: Sequence[int], now: datetime) -> int:
    """Each paper leaves the list, and its file the database unless something else that stands shows it."""
    papers = await _listed(cases)
    for one in papers:
        await ApplicantDocumentRemoval(
            document=one["id"], reason=AT_THE_WISH, removed_by_name=AT_THE_WISH, at=now
        ).save()
        if one["file"] is not None:
            await empty_unless_held(one["file"])
    return len(papers)
