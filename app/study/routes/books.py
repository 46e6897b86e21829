"""Set books: the shelf, one book for its reader and its keeper, copies given out and taken back."""

from typing import Any

from litestar import Response
from litestar.params import FromPath

from app import clock
from app.actor import Actor, May
from app.locale import _
from app.refusals import Refused, found
from app.study.actions import books as actions
from app.study.forms.reading import BookForm, IssueForm, ReturnForm, TickForm
from app.study.queries import books, discussing
from app.study.queries import library_name as library
from app.study.queries.books import BookView
from app.study.routes.filling import refilled
from app.study.rules.books import yuan
from app.web import Filled, Malformed, Me, blank, get, page, post, read_form, redirect
from app.web.page import Asked


@get("/study/books", may=May.SEE_STUDY)
async def index(request: Asked, actor: Me) -> Response[Any]:
    """One's own books with the next chapter, and all set books."""
    shelf = await books.shelf(actor)
    return page(request, "study/books", shelf=shelf, today=clock.today(), yuan=yuan)


@get("/study/books/new", may=May.ARRANGE_STUDY)
async def new(request: Asked, actor: Me) -> Response[Any]:
    """An empty form."""
    return _form(request, blank(year=clock.today().year))


@post("/study/books", may=May.ARRANGE_STUDY)
async def add(request: Asked, actor: Me) -> Response[Any]:
    """Write a set book down."""
    try:
        given = await read_form(request, BookForm)
    except Malformed as malformed:
        return _form(request, malformed.filled, status=422)
    try:
        made = await actions.add_book(actor, given.facts(), now=clock.now())
    except Refused as refused:
        return _form(request, refilled(given, refused), status=409)
    return redirect(request, f"/study/books/{made}", toast=_("已登记，接着写读书计划、发书"))


@get("/study/books/{book_id:int}/edit", may=May.ARRANGE_STUDY)
async def edit(request: Asked, actor: Me, book_id: FromPath[int]) -> Response[Any]:
    """A book as a form."""
    book = found(await books.book(actor, book_id))
    values = {name: getattr(book.facts, name) for name in ("title", "publisher", "year", "copies", "note")}
    return _form(request, blank(**values, price=yuan(book.facts.price_fen)), book)


@post("/study/books/{book_id:int}", may=May.ARRANGE_STUDY)
async def change(request: Asked, actor: Me, book_id: FromPath[int]) -> Response[Any]:
    """Change a book."""
    book = found(await books.book(actor, book_id))
    try:
        given = await read_form(request, BookForm)
    except Malformed as malformed:
        return _form(request, malformed.filled, book, status=422)
    try:
        await actions.change_book(actor, book_id, given.facts())
    except Refused as refused:
        return _form(request, refilled(given, refused), book, status=409)
    return redirect(request, f"/study/books/{book_id}", toast=_("已保存"))


@get("/study/books/{book_id:int}", may=May.SEE_STUDY)
async def show(request: Asked, actor: Me, book_id: FromPath[int]) -> Response[Any]:
    """One book: the plan to tick, and for its keeper the copies and how far everybody has come."""
    return await show_book(request, actor, book_id)


@post("/study/chapters/{chapter_id:int}/readings", may=May.SEE_STUDY, status_code=200)
async def tick(request: Asked, actor: Me, chapter_id: FromPath[int]) -> Response[Any]:
    """Tick a chapter as read, or take the tick back; without scripts the toast takes it back."""
    given = await read_form(request, TickForm)
    book = await actions.tick_chapter(actor, chapter_id, given.is_read, now=clock.now())
    if request.htmx:
        return await show_book(request, actor, book)
    return redirect(request, f"/study/books/{book}#chapters", toast=_("已记下"))


@post("/study/books/{book_id:int}/issues", may=May.ARRANGE_STUDY)
async def give_out(request: Asked, actor: Me, book_id: FromPath[int]) -> Response[Any]:
    """Give copies out."""
    try:
        given = await read_form(request, IssueForm)
    except Malformed as malformed:
        return await show_book(request, actor, book_id, issuing=malformed.filled, status=422)
    try:
        people = await actions.give_out(actor, book_id, set(given.people), given.issued_on, now=clock.now())
    except Refused as refused:
        return await show_book(request, actor, book_id, issuing=_ticked(given, refused), status=409)
    said = _("发出 %(n)d 本，领书的人收到通知", n=people)
    return redirect(request, f"/study/books/{book_id}#readers", toast=said)


@post("/study/issues/{issue_id:int}/returns", may=May.ARRANGE_STUDY)
async def take_back(request: Asked, actor: Me, issue_id: FromPath[int]) -> Response[Any]:
    """A copy came back."""
    given = await read_form(request, ReturnForm)
    book = await actions.take_back(actor, issue_id, given.returned_on, now=clock.now())
    return redirect(request, f"/study/books/{book}#readers", toast=_("已收回"))


@get("/study/books/{book_id:int}/signatures", may=May.ARRANGE_STUDY)
async def signatures(request: Asked, actor: Me, book_id: FromPath[int]) -> Response[Any]:
    """The list to be signed by whoever has a copy."""
    book = found(await books.book(actor, book_id))
    issues = [one for one in await books.issues(book_id) if one.returned_on is None]
    name = await library()
    return page(request, "study/signatures", book=book, issues=issues, library=name, yuan=yuan, now=clock.now())


async def show_book(
    request: Asked,
    actor: Actor,
    book_id: int,
    *,
    planning: Filled | None = None,
    issuing: Filled | None = None,
    status: int = 200,
) -> Response[Any]:
    """The page of a book; `planning` and `issuing` are forms that were not right."""
    book = found(await books.book(actor, book_id))
    context: dict[str, Any] = {"issues": [], "staff": [], "readers": {}}
    if actor.may(May.ARRANGE_STUDY):
        issues = await books.issues(book_id)
        having = {one.person for one in issues if one.returned_on is None}
        staff = await discussing.staff(actor, clock.now())
        context = {
            "issues": issues,
            "staff": [
                (person, f"{name} · {post}" if post else name) for person, name, post in staff if person not in having
            ],
            "readers": await books.progress_of_readers(book_id, [one.person for one in issues], clock.today()),
        }
    return page(
        request,
        "study/book",
        part="chapters",
        status=status,
        book=book,
        mine=book.mine(clock.today()),
        planning=planning or blank(),
        issuing=issuing or blank(issued_on=clock.today().isoformat()),
        today=clock.today(),
        yuan=yuan,
        **context,
    )


def _ticked(given: IssueForm, refused: Refused) -> Filled:
    form = refilled(given, refused)
    return Filled({**form.values, "people": [str(one) for one in given.people]}, form.errors)


def _form(request: Asked, form: Filled, book: BookView | None = None, *, status: int = 200) -> Response[Any]:
    return page(request, "study/book_edit", status=status, form=form, book=book)


handlers = [index, new, add, edit, change, show, tick, give_out, take_back, signatures]
