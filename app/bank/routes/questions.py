"""The list of questions, one question, and what becomes of it."""

from typing import Any
from urllib.parse import urlencode

from litestar import Response
from litestar.params import FromPath, FromQuery
from markupsafe import Markup

from app import clock, locale
from app.actor import Actor, May
from app.bank import actions, queries, words
from app.bank.forms import RetirementForm, VersionForm
from app.bank.fragments import question_html
from app.bank.queries import Sought, Version, Whole
from app.bank.rules import changes, cited_lines, is_stale, key_said
from app.locale import _
from app.web import Me, get, page, post, read_form, redirect
from app.web.page import Asked
from quizzes import content
from quizzes.questions import Domain, Item, Kind


@get("/bank", may=May.EDIT_BANK)
async def index(
    request: Asked,
    actor: Me,
    kind: FromQuery[str] = "",
    domain: FromQuery[str] = "",
    law: FromQuery[str] = "",
    difficulty: FromQuery[str] = "",
    status: FromQuery[str] = "",
    q: FromQuery[str] = "",
    p: FromQuery[str] = "",
) -> Response[Any]:
    """Every question, filtered by what stands in the address."""
    sought = Sought(
        kind if kind in set(Kind) else "",
        domain if domain in set(Domain) else "",
        law[:80],
        int(difficulty) if difficulty in {"1", "2", "3", "4", "5"} else 0,
        status if status in words.STATUSES else "",
        q.strip()[:100],
        int(p) if p.isascii() and p.isdigit() and len(p) < 6 else 1,
    )
    found = await queries.shelf(actor, sought, clock.today())
    return page(
        request,
        "bank/index",
        part="questions",
        shelf=found,
        sought=sought,
        tallies=await queries.tallies(actor, clock.today()),
        counts=await queries.counts(actor),
        laws=_laws(),
        words=words,
        address=lambda **changed: _address(sought, **changed),
    )


@get("/bank/{question_id:int}", may=May.EDIT_BANK)
async def show(request: Asked, actor: Me, question_id: FromPath[int]) -> Response[Any]:
    """One question as candidates see it, with key, source and versions."""
    return await _show(request, actor, question_id)


@post("/bank/{question_id:int}/review", may=May.EDIT_BANK)
async def review(request: Asked, actor: Me, question_id: FromPath[int]) -> Response[Any]:
    """The current version may be drawn."""
    form = await read_form(request, VersionForm)
    await actions.review(actor, question_id, number=form.number, now=clock.now())
    return redirect(request, f"/bank/{question_id}", toast=_("已复核，可以抽题了"))


@post("/bank/{question_id:int}/retirement", may=May.EDIT_BANK)
async def retire(request: Asked, actor: Me, question_id: FromPath[int]) -> Response[Any]:
    """The question is drawn no more."""
    form = await read_form(request, RetirementForm)
    await actions.retire(actor, question_id, form.reason, now=clock.now())
    undo = f"/bank/{question_id}/restoration"
    return redirect(request, f"/bank/{question_id}", toast=_("已停用，以后组卷不再抽到"), undo=undo)


@post("/bank/{question_id:int}/restoration", may=May.EDIT_BANK)
async def restore(request: Asked, actor: Me, question_id: FromPath[int]) -> Response[Any]:
    """The question's retirement ends."""
    await actions.restore(actor, question_id, now=clock.now())
    undo = f"/bank/{question_id}/retirement"
    return redirect(request, f"/bank/{question_id}", toast=_("已恢复使用"), undo=undo)


@post("/bank/{question_id:int}/versions/{number:int}/reinstatement", may=May.EDIT_BANK)
async def reinstate(request: Asked, actor: Me, question_id: FromPath[int], number: FromPath[int]) -> Response[Any]:
    """An earlier version is current again, as a new one."""
    added = await actions.reinstate(actor, question_id, number, now=clock.now())
    said = _("第 %(number)d 版的内容已恢复为第 %(added)d 版", number=number, added=added)
    return redirect(
        request, f"/bank/{question_id}", toast=said, undo=f"/bank/{question_id}/versions/{added - 1}/reinstatement"
    )


async def _show(request: Asked, actor: Actor, question_id: int) -> Response[Any]:
    whole = await queries.question(actor, question_id)
    item = whole.current.item
    cited = item.citation
    return page(
        request,
        "bank/show",
        whole=whole,
        item=item,
        shown=Markup(_as_candidates_see_it(whole.current)),  # noqa: S704 - our own templates made and escaped it.
        key=key_said(item.question),
        source=words.source(cited),
        law_text=_article(item),
        is_stale=is_stale(cited.law, cited.version, clock.today(), content.laws()),
        history=_history(whole),
        words=words,
    )


def _as_candidates_see_it(version: Version) -> str:
    return question_html(version.id, version.item, 1, None, locale.language(), "", is_live=False)


def _article(item: Item) -> Any:
    """The article's lines with the quote marked, or None where the wording does not ship."""
    try:
        return cited_lines(item.citation)
    except LookupError:
        return None


def _history(whole: Whole) -> list[tuple[Version, Any]]:
    """Each version with what it changed of the one before; the first has changed nothing."""
    pairs = zip(whole.versions, [*whole.versions[1:], None], strict=True)
    return [(new, changes(old.item, new.item) if old else ()) for new, old in pairs]


def _laws() -> list[tuple[str, str]]:
    """Key and name of every law that may be cited, whatever its version."""
    return list({law.key: law.short for law in content.laws()}.items())


def _address(sought: Sought, **changed: object) -> str:
    """The list's address with other filters; a change of filter goes back to the first page."""
    now: dict[str, object] = {
        "kind": sought.kind,
        "domain": sought.domain,
        "law": sought.law,
        "difficulty": sought.difficulty or "",
        "status": sought.status,
        "q": sought.text,
    }
    query = urlencode({name: value for name, value in {**now, **changed}.items() if value != ""})
    return f"/bank?{query}" if query else "/bank"


handlers = [index, show, review, retire, restore, reinstate]
