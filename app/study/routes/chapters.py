"""The chapter plan of a set book: many at once, one at a time, taken off and put back."""

from typing import Any

from litestar import Response
from litestar.params import FromPath

from app import clock
from app.actor import May
from app.locale import _
from app.refusals import Refused, found
from app.study.actions import books as actions
from app.study.forms.reading import ChapterForm, PlanForm
from app.study.queries import books
from app.study.queries.books import ChapterView
from app.study.routes.books import show_book
from app.study.routes.filling import refilled
from app.study.rules.books import chapters_from
from app.web import Filled, Malformed, Me, blank, get, page, post, read_form, redirect
from app.web.page import Asked


@post("/study/books/{book_id:int}/chapters", may=May.ARRANGE_STUDY)
async def plan(request: Asked, actor: Me, book_id: FromPath[int]) -> Response[Any]:
    """Add chapters, one a line; nothing is added while a line is wrong."""
    try:
        given = await read_form(request, PlanForm)
    except Malformed as malformed:
        return await show_book(request, actor, book_id, planning=malformed.filled, status=422)
    new, reasons = chapters_from(given.plan)
    if reasons:
        told = Filled({"plan": given.plan}, {"plan": " ".join(one.sentence for one in reasons)})
        return await show_book(request, actor, book_id, planning=told, status=422)
    try:
        await actions.plan_chapters(actor, book_id, new, now=clock.now())
    except Refused as refused:
        return await show_book(request, actor, book_id, planning=refilled(given, refused), status=409)
    return redirect(request, f"/study/books/{book_id}#chapters", toast=_("加了 %(n)d 章", n=len(new)))


@get("/study/chapters/{chapter_id:int}/edit", may=May.ARRANGE_STUDY)
async def edit(request: Asked, actor: Me, chapter_id: FromPath[int]) -> Response[Any]:
    """A chapter as a form."""
    chapter = found(await books.chapter(actor, chapter_id))
    return _form(request, chapter, blank(title=chapter.title, read_by=chapter.read_by.isoformat()))


@post("/study/chapters/{chapter_id:int}", may=May.ARRANGE_STUDY)
async def change(request: Asked, actor: Me, chapter_id: FromPath[int]) -> Response[Any]:
    """Change a chapter."""
    chapter = found(await books.chapter(actor, chapter_id))
    try:
        given = await read_form(request, ChapterForm)
    except Malformed as malformed:
        return _form(request, chapter, malformed.filled, status=422)
    try:
        book = await actions.change_chapter(actor, chapter_id, given.plan())
    except Refused as refused:
        form = refilled(given, refused)
        # The reasons speak of a line of the plan; here there is one chapter alone.
        told = Filled(form.values, {"title": " ".join(form.errors.values())})
        return _form(request, chapter, told, status=409)
    return redirect(request, f"/study/books/{book}#chapters", toast=_("已保存"))


@post("/study/chapters/{chapter_id:int}/removals", may=May.ARRANGE_STUDY)
async def remove(request: Asked, actor: Me, chapter_id: FromPath[int]) -> Response[Any]:
    """Take a chapter off the plan; the toast puts it back."""
    book = await actions.remove_chapter(actor, chapter_id, now=clock.now())
    undo = f"/study/chapters/{chapter_id}/restorings"
    return redirect(request, f"/study/books/{book}#chapters", toast=_("已从计划拿下"), undo=undo)


@post("/study/chapters/{chapter_id:int}/restorings", may=May.ARRANGE_STUDY)
async def restore(request: Asked, actor: Me, chapter_id: FromPath[int]) -> Response[Any]:
    """Put a chapter back onto the plan."""
    book = await actions.restore_chapter(actor, chapter_id)
    return redirect(request, f"/study/books/{book}#chapters", toast=_("已放回计划"))


def _form(request: Asked, chapter: ChapterView, form: Filled, *, status: int = 200) -> Response[Any]:
    return page(request, "study/chapter_edit", status=status, chapter=chapter, form=form)


handlers = [plan, edit, change, remove, restore]
