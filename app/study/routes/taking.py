"""What is filed of study, as files, and the page that lists every sheet there is."""

import asyncio
from typing import Any

from litestar import Response
from litestar.params import FromPath, FromQuery

from app import clock
from app.actor import Actor, May
from app.gatherings.exports import Heading
from app.gatherings.queries.keeping import Line, proofs, roll
from app.gatherings.routes.taking import sheet_file
from app.gatherings.rules import CATEGORIES, GATHERING_STATES, GatheringState
from app.locale import _
from app.office.files import DOCX, XLSX, download
from app.refusals import Refused, WhyNot, found
from app.study import exports, queries
from app.study.actions import taking as actions
from app.study.exports.ledger import speakers_of
from app.study.queries import SessionView, discussing, following
from app.study.rules.terms import Term, choices
from app.training.rules.filtering import a_year
from app.training.rules.years import years_to_choose
from app.web import Me, get, page
from app.web.page import Asked


@get("/study/sheets", may=May.ARRANGE_STUDY)
async def index(request: Asked, actor: Me, year: FromQuery[str] = "", term: FromQuery[str] = "") -> Response[Any]:
    """Every sheet that is asked for, with what it is for, and the sessions of the chosen time with theirs."""
    now = clock.now()
    asked = Term.of(a_year(year, clock.at_library(now).year), term)
    return page(
        request,
        "study/sheets",
        part="sheets",
        term=asked,
        terms=choices(),
        years=years_to_choose(now),
        lines=await queries.ledger(actor, asked.span),
        categories=CATEGORIES,
        states=GATHERING_STATES,
        State=GatheringState,
    )


@get("/study/ledger.xlsx", may=May.ARRANGE_STUDY)
async def ledger(
    actor: Me, year: FromQuery[str] = "", term: FromQuery[str] = "", public: FromQuery[str] = ""
) -> Response[Any]:
    """The ledger of a year or a part of it (R-03)."""
    now, is_public = clock.now(), public == "1"
    asked = Term.of(a_year(year, clock.at_library(now).year), term)
    lines = await queries.ledger(actor, asked.span)
    await actions.ledger_exported(actor, asked.said, len(queries.held(lines)), is_public=is_public)
    body = await asyncio.to_thread(
        exports.ledger_workbook,
        lines,
        asked,
        is_public=is_public,
        library=await queries.library_name(),
        made_by=actor.name,
        generated_at=now,
    )
    return download(f"{_('%(term)s学习台账', term=asked.said)}{_public(is_public)}", XLSX, body)


@get("/study/sessions/{session_id:int}/record.docx", may=May.ARRANGE_STUDY)
async def record(actor: Me, session_id: FromPath[int], public: FromQuery[str] = "") -> Response[Any]:
    """The record of a session (R-02)."""
    session = found(await queries.session(actor, session_id))
    if session.state is GatheringState.CALLED_OFF:
        raise Refused(WhyNot("called_off", _("这次已经取消，没有学习记录")))
    is_public = public == "1"
    items = [one.item for one in await queries.agenda(session_id)]
    sections = exports.own_sections(
        items,
        await proofs(actor, session.gathering),
        await discussing.discussions(session_id),
        await following.actions_of(session_id),
        is_public=is_public,
    )
    number = await queries.number_in_year(session, Term(session.on.year).span)
    lines = await roll(actor, session.gathering)
    body = await asyncio.to_thread(
        exports.record_document,
        session,
        number,
        lines,
        items,
        sections,
        is_public=is_public,
        library=await queries.library_name(),
        made_by=actor.name,
        generated_at=clock.now(),
    )
    await actions.record_exported(actor, session_id, is_public=is_public)
    name = _("学习记录 %(day)s %(title)s", day=session.on, title=session.topic or session.title)
    return download(f"{name}{_public(is_public)}", DOCX, body)


@get("/study/sessions/{session_id:int}/sheet.xlsx", may=May.ARRANGE_STUDY)
async def sheet(
    actor: Me, session_id: FromPath[int], blank: FromQuery[str] = "", public: FromQuery[str] = ""
) -> Response[Any]:
    """The sign-in sheet of a session (R-01), with its host and its speakers; before the list is frozen, of those to come."""
    session = found(await queries.session(actor, session_id))
    if session.state is GatheringState.CALLED_OFF:
        raise Refused(WhyNot("called_off", _("这次已经取消，没有签到表")))
    heading = Heading(session.host, speakers_of([one.item for one in await queries.agenda(session_id)]))
    lines = await _expected(actor, session)
    return await sheet_file(actor, session.gathering, lines, heading, is_blank=blank == "1", is_public=public == "1")


async def _expected(actor: Actor, session: SessionView) -> list[Line]:
    if session.state is not GatheringState.PLANNED:
        return await roll(actor, session.gathering)
    people = await queries.listed(actor, session.id, session.gathering.id, session.span)
    return [Line(one.person, one.name, one.post, False, ()) for one in people if one.expected]


def _public(is_public: bool) -> str:
    return _("（公开版）") if is_public else ""


handlers = [index, ledger, record, sheet]
