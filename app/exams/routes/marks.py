"""The manager's view: the marks with domains, filtered, and the papers to take along."""

import asyncio
from typing import Any

from litestar import Response
from litestar.params import FromPath, FromQuery

from app import clock
from app.actor import Actor, May
from app.bank.words import DOMAINS
from app.exams import exports
from app.exams.actions import exporting
from app.exams.queries import managing as queries
from app.exams.queries.absent import absent
from app.exams.queries.candidates import own_library_name
from app.exams.queries.managing import ExamView
from app.exams.queries.paper import paper
from app.exams.rules import ExamState
from app.exams.rules.filtering import MarksFilter, chosen, is_called, summary
from app.locale import N_, _
from app.office.files import DOCX, XLSX, download
from app.refusals import found
from app.web import Me, get, page
from app.web.page import Asked
from quizzes.questions import Domain
from quizzes.ranking import ranks

SHORT_DOMAINS = {
    Domain.LAW: N_("法规"),
    Domain.THEORY: N_("理论"),
    Domain.POLICY: N_("政策"),
    Domain.LIBRARIANSHIP: N_("业务"),
    Domain.PROMOTION: N_("推广"),
    Domain.DIGITAL: N_("数字"),
}
"""Domains at the head of narrow columns, beside which the whole name stands for print and for screen readers."""


@get("/exams/manage/{exam_id:int}/marks", may=May.SEE_MARKS)
async def show(
    request: Asked,
    actor: Me,
    exam_id: FromPath[int],
    name: FromQuery[str] = "",
    domain: FromQuery[str] = "",
    below: FromQuery[str] = "",
) -> Response[Any]:
    """Who sat and how it went; the figures are those of the rows shown."""
    now = clock.now()
    exam = found(await queries.exam(actor, exam_id, now))
    everybody = await queries.marks(actor, exam_id)
    sought = MarksFilter.of(name, domain, below)
    rows = chosen(everybody, sought)
    return page(
        request,
        "exams/marks",
        part="marks",
        exam=exam,
        rows=rows,
        places=ranks({row.attempt: row.points for row in everybody}),
        sought=sought,
        summary=summary(rows),
        domains=[(d, DOMAINS[d]) for d in Domain if any(d.value in row.domains for row in everybody)],
        short=SHORT_DOMAINS,
        absent=exam.enrolled - exam.started,
        missed=await _missed(actor, exam, sought),
        unread=below.strip() if sought.below is None else "",
        library=await own_library_name(),
        now=now,
    )


async def _missed(actor: Actor, exam: ExamView, sought: MarksFilter) -> list[str]:
    """Those who are 缺考 and match; nobody before the exam is over, nor where points are asked for."""
    if exam.state is not ExamState.CLOSED or sought.domain or sought.below is not None:
        return []
    everybody = await absent(actor, exam.id)
    return [a.name for a in everybody if is_called(sought.name, a.name, a.name_pinyin, a.name_initials)]


@get("/exams/manage/{exam_id:int}/marks.xlsx", may=May.SEE_MARKS)
async def workbook(
    actor: Me,
    exam_id: FromPath[int],
    name: FromQuery[str] = "",
    domain: FromQuery[str] = "",
    below: FromQuery[str] = "",
) -> Response[Any]:
    """The same rows as a workbook (R-08)."""
    now = clock.now()
    exam = found(await queries.exam(actor, exam_id, now))
    everybody = await queries.marks(actor, exam_id)
    sought = MarksFilter.of(name, domain, below)
    rows = chosen(everybody, sought)
    await exporting.marks_exported(actor, exam_id, len(rows))
    body = await asyncio.to_thread(
        exports.marks_workbook,
        exam,
        rows,
        await paper(exam_id),
        library=await own_library_name(),
        made_by=actor.name,
        generated_at=now,
        filtered=filter_said(sought),
        among=everybody,
        absent=await _missed(actor, exam, sought),
    )
    return download(_("%(title)s 成绩册", title=exam.title), XLSX, body)


def filter_said(sought: MarksFilter) -> str:
    """The filter in words, for the head of the sheet; empty when everything is shown."""
    said = [_("姓名含“%(name)s”", name=sought.name)] if sought.name else []
    domain = _(DOMAINS[Domain(sought.domain)]) if sought.domain in set(Domain) else _("总分")
    said += [_("%(domain)s得分率低于 %(n)d%%", domain=domain, n=sought.below)] if sought.below is not None else []
    return "，".join(said)


@get("/exams/manage/{exam_id:int}/paper.docx", may=May.EXPORT_PAPERS)
async def document(request: Asked, actor: Me, exam_id: FromPath[int], key: FromQuery[str] = "yes") -> Response[Any]:
    """The paper to print, with or without key and articles (R-10)."""
    now = clock.now()
    exam: ExamView = found(await queries.exam(actor, exam_id, now))
    drawn = await paper(exam_id)
    found(drawn.lines or None)
    await exporting.paper_exported(actor, exam, key == "yes", now=now)
    body = exports.paper_document(
        exam, drawn, with_key=key == "yes", library=await own_library_name(), generated_at=now
    )
    name = _("%(title)s 试卷与答案", title=exam.title) if key == "yes" else _("%(title)s 试卷", title=exam.title)
    return download(name, DOCX, body)


handlers = [show, workbook, document]
