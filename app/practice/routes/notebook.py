"""错题本: the list, one question, redoing, taking out and putting back."""

from typing import Any
from urllib.parse import urlencode

from litestar import Response
from litestar.params import FromPath, FromQuery

from app import clock
from app.actor import Actor, May
from app.bank import queries as bank
from app.bank import words as bank_words
from app.locale import _
from app.practice import words
from app.practice.actions import beginning, keeping
from app.practice.forms import TagForm
from app.practice.paperwork import kept_html
from app.practice.queries import notebook as queries
from app.practice.queries.notebook import STATES, Sought
from app.practice.rules.notebook import REASONS
from app.web import Me, get, page, post, read_form, redirect
from app.web.page import Asked


@get("/practice/mistakes", may=May.PRACTISE)
async def index(
    request: Asked,
    actor: Me,
    where: FromQuery[str] = "",
    law: FromQuery[str] = "",
    reason: FromQuery[str] = "",
    q: FromQuery[str] = "",
    p: FromQuery[str] = "",
) -> Response[Any]:
    """The actor's mistakes, filtered by what stands in the address."""
    today = clock.today()
    sought = Sought(
        where if where in STATES else "open",
        law[:80],
        reason if reason in REASONS else "",
        q.strip()[:100],
        int(p) if p.isascii() and p.isdigit() and len(p) < 6 else 1,
    )
    tally = await queries.tally(actor, today)
    return page(
        request,
        "practice/mistakes",
        part="mistakes",
        book=await queries.book(actor, sought),
        tally=tally,
        sought=sought,
        today=today,
        laws=[(law, bank_words.law_short(law)) for law in tally.laws],
        words=words,
        bank_words=bank_words,
        address=lambda **changed: _address(sought, **changed),
    )


@post("/practice/mistakes/sets", may=May.PRACTISE)
async def redo(request: Asked, actor: Me) -> Response[Any]:
    """Begin a set of the mistakes that are due."""
    return redirect(request, f"/practice/sets/{await beginning.begin_mistakes(actor, now=clock.now())}")


@get("/practice/mistakes/{mistake_id:int}", may=May.PRACTISE)
async def show(request: Asked, actor: Me, mistake_id: FromPath[int]) -> Response[Any]:
    """One question of the notebook with its key, explanation and article."""
    return await _show(request, actor, mistake_id)


@post("/practice/mistakes/{mistake_id:int}/removal", may=May.PRACTISE)
async def remove(request: Asked, actor: Me, mistake_id: FromPath[int]) -> Response[Any]:
    """Take it out of the notebook."""
    await keeping.remove(actor, mistake_id, now=clock.now())
    undo = f"/practice/mistakes/{mistake_id}/return"
    return redirect(request, "/practice/mistakes", toast=_("已移出错题本"), undo=undo)


@post("/practice/mistakes/{mistake_id:int}/return", may=May.PRACTISE)
async def put_back(request: Asked, actor: Me, mistake_id: FromPath[int]) -> Response[Any]:
    """Put it back."""
    await keeping.put_back(actor, mistake_id, now=clock.now())
    undo = f"/practice/mistakes/{mistake_id}/removal"
    return redirect(request, "/practice/mistakes", toast=_("已放回错题本"), undo=undo)


@post("/practice/mistakes/{mistake_id:int}/reason", may=May.PRACTISE)
async def tag(request: Asked, actor: Me, mistake_id: FromPath[int]) -> Response[Any]:
    """Say why it went wrong."""
    form = await read_form(request, TagForm)
    await keeping.tag(actor, mistake_id, form.reason)
    if request.htmx:
        return page(
            request, "practice/reason", part="reason", mistake=await queries.mistake(actor, mistake_id), words=words
        )
    return redirect(request, f"/practice/mistakes/{mistake_id}")


async def _show(request: Asked, actor: Actor, mistake_id: int) -> Response[Any]:
    entry = await queries.mistake(actor, mistake_id)
    item = (await bank.items((entry.version,)))[entry.version]
    return page(
        request,
        "practice/mistake",
        mistake=entry,
        shown=kept_html(entry.version, item, await queries.last_value(actor, entry.version)),
        stands=words.stands_said(entry.memory) if entry.ended_at is None else "",
        words=words,
    )


def _address(sought: Sought, **changed: object) -> str:
    asked = {"where": sought.state, "law": sought.law, "reason": sought.reason, "q": sought.text, **changed}
    return "/practice/mistakes?" + urlencode({name: value for name, value in asked.items() if value})


handlers = [index, redo, show, remove, put_back, tag]
