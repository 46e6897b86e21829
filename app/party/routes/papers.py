"""What is filed of meetings, as files, and the page that lists every paper there is."""

import asyncio
from typing import Any

from litestar import Response
from litestar.params import FromPath, FromQuery

from app import clock
from app.actor import Actor, May
from app.gatherings.queries.keeping import proofs
from app.gatherings.rules import GatheringState
from app.locale import _
from app.office.files import DOCX, XLSX, download
from app.party.actions import papers as actions
from app.party.exports import ledgers
from app.party.exports.minutes import Head, minutes_document
from app.party.exports.review import review_document
from app.party.queries.appraisals import sheet_of_year
from app.party.queries.calendar import matrix
from app.party.queries.meeting import MeetingView
from app.party.queries.meeting import meeting as meeting_of
from app.party.queries.meetings import first_year, meetings_between, people_of
from app.party.queries.minutes import Record, record_of
from app.party.queries.papers import ordinal_of, year_records
from app.party.queries.parts import corrections_said
from app.party.queries.structure import branch_history
from app.party.rules.papers import PAPERS
from app.refusals import Refused, WhyNot, found
from app.training.rules.filtering import a_year
from app.web import Me, get, page, post, redirect
from app.web.page import Asked


@get("/party/papers", may=May.SEE_PARTY)
async def index(request: Asked, actor: Me, year: FromQuery[str] = "") -> Response[Any]:
    """Every paper of a year, with what it is for; and its meetings with theirs."""
    today = clock.today()
    asked = a_year(year, today.year)
    first, last = today.replace(year=asked, month=1, day=1), today.replace(year=asked, month=12, day=31)
    listed = await meetings_between(actor, first, last)
    return page(
        request,
        "party/papers",
        year=asked,
        years=list(range(max(today.year, asked), await first_year(today) - 1, -1)),
        papers=[paper for paper in PAPERS if actor.may(paper.may)],
        rows=[one for one in listed if one.expected and one.state is not GatheringState.CALLED_OFF],
    )


@get("/party/meetings/{meeting:int}/minutes.docx", may=May.SEE_OWN_PARTY)
async def minutes(actor: Me, meeting: FromPath[int]) -> Response[Any]:
    """The minutes of a meeting (R-11)."""
    one, record = await _record(actor, meeting)
    labels = [label for label, _note in corrections_said(record)]
    body = await asyncio.to_thread(
        minutes_document,
        record,
        await ordinal_of(one),
        labels,
        await proofs(actor, one.gathering),
        await _head(actor),
    )
    await actions.paper_exported(actor, "R-11", meeting)
    return download(_("会议记录 %(day)s %(title)s", day=one.on, title=one.title), DOCX, body)


async def _record(actor: Actor, meeting: int) -> tuple[MeetingView, Record]:
    one = found(await meeting_of(actor, meeting))
    if not one.expected:
        raise Refused(WhyNot("planned", _("会议还没有开始签到，没有记录可导出")))
    return one, await record_of(one, await people_of(one))


async def _head(actor: Actor) -> Head:
    history = await branch_history()
    return Head(history.name if history else "", actor.name, clock.now())


@get("/party/papers/meetings.xlsx", may=May.SEE_PARTY)
async def meetings_ledger(actor: Me, year: FromQuery[str] = "") -> Response[Any]:
    """The year's ledger of meetings (R-12)."""
    lines, filing = await _year(actor, year)
    await actions.ledger_exported(actor, "R-12", filing.year, len(lines))
    body = await asyncio.to_thread(ledgers.meetings_workbook, lines, filing, await matrix(filing.year))
    return download(_("%(year)d 年三会一课台账", year=filing.year), XLSX, body)


@get("/party/papers/themed-days.xlsx", may=May.SEE_PARTY)
async def themed_days_ledger(actor: Me, year: FromQuery[str] = "") -> Response[Any]:
    """The year's ledger of themed Party days (R-13)."""
    lines, filing = await _year(actor, year)
    await actions.ledger_exported(actor, "R-13", filing.year, len(lines))
    body = await asyncio.to_thread(ledgers.themed_days_workbook, lines, filing)
    return download(_("%(year)d 年主题党日台账", year=filing.year), XLSX, body)


async def _year(actor: Actor, year: str) -> tuple[list[ledgers.YearLine], ledgers.Filing]:
    asked, head = a_year(year, clock.today().year), await _head(actor)
    lines = [
        ledgers.YearLine(
            meeting=one.meeting,
            people=one.record.people,
            agenda=[block.title for block in one.record.written.blocks],
            written=one.record.written,
            votes=one.record.votes,
            tasks=one.record.tasks,
            proofs=[proof.title for proof in one.proofs],
            lacking=one.lacking,
            corrected={note.part: note.after for note in one.record.corrections},
        )
        for one in await year_records(actor, asked)
    ]
    return lines, ledgers.Filing(head.branch, asked, head.made_by, head.generated_at)


@get("/party/papers/review.docx", may=May.SEE_PARTY)
async def review(actor: Me, year: FromQuery[str] = "") -> Response[Any]:
    """What is filed of a year's 组织生活会 and 民主评议 (R-17); results for whoever has opened the sheet."""
    now = clock.now()
    asked = a_year(year, clock.today().year)
    meetings, sheet = await year_records(actor, asked), await sheet_of_year(actor, asked, now)
    await actions.review_exported(actor, asked, sheet)
    body = await asyncio.to_thread(review_document, asked, meetings, sheet, await _head(actor))
    return download(_("组织生活会和民主评议材料_%(year)d", year=asked), DOCX, body)


@post("/party/papers/binders/{year:int}", may=May.KEEP_PARTY)
async def bind(request: Asked, actor: Me, year: FromPath[int]) -> Response[Any]:
    """Have a year's minutes bound as one PDF."""
    job = await actions.ask_binder(actor, a_year(str(year), clock.today().year), now=clock.now())
    return redirect(request, f"/jobs/{job}", toast=_("正在合订，做好了会通知您，可以先离开这一页"))


handlers = [index, minutes, meetings_ledger, themed_days_ledger, review, bind]
