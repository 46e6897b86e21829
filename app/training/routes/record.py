"""Records: one person's both sides, for the manager and for the person."""

import asyncio
from typing import Any

from litestar import Response
from litestar.params import FromPath, FromQuery

from app import clock
from app.actor import Actor, May
from app.gatherings.rules import CATEGORIES, KINDS, Kind
from app.gatherings.rules.attendance import SOURCES, STATUSES
from app.locale import _
from app.office.files import DOCX, XLSX, download
from app.people.rules.names import masked_name
from app.training import actions, exports, words
from app.training.queries import qualifications
from app.training.queries import record as queries
from app.training.queries.certificates import certificates_of
from app.training.queries.record import Record
from app.training.routes.log import library_name
from app.training.routes.qualifications import WORDS
from app.training.rules import LEDGERS, SHORT_LEDGERS
from app.training.rules.book import MARKS
from app.training.rules.filtering import a_year
from app.web import Me, get, page
from app.web.page import Asked

AT_FIRST = 10
"""Rows of each kind that a record shows on a screen before all of them are asked for; printed, it shows all."""


@get("/record", may=May.SIGNED_IN)
async def own(request: Asked, actor: Me, year: FromQuery[str] = "", whole: FromQuery[str] = "") -> Response[Any]:
    """One's own record of a year."""
    return await _page(request, actor, await _record(actor, actor.person, year), "/record", whole)


@get("/record.xlsx", may=May.SIGNED_IN)
async def own_copy(actor: Me, year: FromQuery[str] = "") -> Response[Any]:
    """One's own copy of it."""
    return await _workbook(actor, actor.person, year)


@get("/record.docx", may=May.SIGNED_IN)
async def own_card(actor: Me, year: FromQuery[str] = "", public: FromQuery[str] = "") -> Response[Any]:
    """One's own card of hours, to be signed (R-04)."""
    return await _card(actor, actor.person, year, public)


@get("/log/people/{person_id:int}", may=May.SEE_LOG)
async def show(
    request: Asked, actor: Me, person_id: FromPath[int], year: FromQuery[str] = "", whole: FromQuery[str] = ""
) -> Response[Any]:
    """Another person's record; that it was read is a deed."""
    record = await _record(actor, person_id, year)
    if person_id != actor.id:
        await actions.record_seen(actor, person_id, record.year)
    return await _page(request, actor, record, f"/log/people/{person_id}", whole)


@get("/log/people/{person_id:int}/record.xlsx", may=May.SEE_LOG)
async def copy(actor: Me, person_id: FromPath[int], year: FromQuery[str] = "") -> Response[Any]:
    """Another person's record as a workbook (R-04)."""
    return await _workbook(actor, person_id, year)


@get("/log/people/{person_id:int}/record.docx", may=May.SEE_LOG)
async def card(
    actor: Me, person_id: FromPath[int], year: FromQuery[str] = "", public: FromQuery[str] = ""
) -> Response[Any]:
    """Another person's card of hours (R-04); `public=1` masks the name."""
    return await _card(actor, person_id, year, public)


async def _record(actor: Actor, person: int, year: str) -> Record:
    now = clock.now()
    return await queries.record(actor, person, a_year(year, clock.at_library(now).year), now)


async def _page(request: Asked, actor: Actor, record: Record, address: str, whole: str) -> Response[Any]:
    return page(
        request,
        "training/record",
        part="record",
        record=record,
        certificates=await certificates_of(actor, record.member.id),
        qualifications=await qualifications.own(record.member.id),
        qualified=WORDS,
        today=clock.today(),
        most=len(record.rows) + len(record.read) if whole else AT_FIRST,
        address=address,
        is_own=address == "/record",
        kinds=KINDS,
        Kind=Kind,
        categories=CATEGORIES,
        statuses=STATUSES,
        sources=SOURCES,
        ledgers=LEDGERS,
        short_ledgers=SHORT_LEDGERS,
        marks=MARKS,
        words=words,
        now=clock.now(),
    )


async def _workbook(actor: Actor, person: int, year: str) -> Response[Any]:
    record = await _record(actor, person, year)
    await actions.record_exported(
        actor, person, record.year, len(record.rows) + len(record.read) + len(record.practised)
    )
    body = await asyncio.to_thread(
        exports.record_workbook,
        record,
        library=await library_name(),
        made_by=actor.name,
        generated_at=clock.now(),
    )
    name = _("%(name)s %(year)d年学习与服务档案", name=record.member.name, year=record.year)
    return download(name, XLSX, body)


async def _card(actor: Actor, person: int, year: str, public: str) -> Response[Any]:
    record = await _record(actor, person, year)
    body = await asyncio.to_thread(
        exports.card_document,
        record,
        is_public=public == "1",
        library=await library_name(),
        made_by=actor.name,
        generated_at=clock.now(),
    )
    await actions.record_exported(actor, person, record.year, len(record.rows))
    name = _("%(name)s %(year)d年学时卡", name=record.member.name, year=record.year)
    if public == "1":
        name = _("%(name)s %(year)d年学时卡（公开版）", name=masked_name(record.member.name), year=record.year)
    return download(name, DOCX, body)


handlers = [own, own_copy, own_card, show, copy, card]
