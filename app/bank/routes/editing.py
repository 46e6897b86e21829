"""The form of a question, new or changed."""

from typing import Any

from litestar import Response
from litestar.params import FromPath

from app import clock
from app.actor import May
from app.bank import actions, queries, words
from app.bank.forms import OPTION_FIELDS, QuestionForm, filled_from, item_of, with_error
from app.bank.queries import Whole
from app.locale import _
from app.refusals import Missing, Refused
from app.web import Filled, Malformed, Me, blank, get, page, post, read_form, redirect
from app.web.page import Asked
from quizzes import content
from quizzes.questions import Kind


@get("/bank/new", may=May.EDIT_BANK)
async def choose(request: Asked, actor: Me) -> Response[Any]:
    """Which kind of question is to be written."""
    return page(request, "bank/choose", words=words)


@get("/bank/new/{kind:str}", may=May.EDIT_BANK)
async def blank_form(request: Asked, actor: Me, kind: FromPath[str]) -> Response[Any]:
    """An empty form of that kind."""
    return _form(request, _kind(kind), blank(difficulty="3", article="", paragraph="1", in_order=True))


@post("/bank/new/{kind:str}", may=May.EDIT_BANK)
async def add(request: Asked, actor: Me, kind: FromPath[str]) -> Response[Any]:
    """A question of the library's own."""
    chosen = _kind(kind)
    try:
        form = await read_form(request, QuestionForm)
        item = item_of(form, chosen, "OWN")
    except Malformed as malformed:
        return _form(request, chosen, malformed.filled, status=422)
    question_id = await actions.add(actor, item, now=clock.now())
    undo = f"/bank/{question_id}/retirement"
    return redirect(request, f"/bank/{question_id}", toast=_("已存为新题，复核后可以抽题"), undo=undo)


@get("/bank/{question_id:int}/edit", may=May.EDIT_BANK)
async def form_of(request: Asked, actor: Me, question_id: FromPath[int]) -> Response[Any]:
    """The form filled in with the current version."""
    whole = await queries.question(actor, question_id)
    current = whole.current
    return _form(request, current.item.question.kind, filled_from(current.item, current.number), whole=whole)


@post("/bank/{question_id:int}", may=May.EDIT_BANK)
async def edit(request: Asked, actor: Me, question_id: FromPath[int]) -> Response[Any]:
    """The next version of the question; a refusal shows the form again with all that was typed."""
    whole = await queries.question(actor, question_id)
    kind = whole.current.item.question.kind
    try:
        form = await read_form(request, QuestionForm)
        item = item_of(form, kind, whole.code)
    except Malformed as malformed:
        return _form(request, kind, malformed.filled, status=422, whole=whole)
    try:
        number = await actions.edit(actor, question_id, item, number=form.number, now=clock.now())
    except Refused as refused:
        return _form(request, kind, with_error(form, str(refused)), status=409, whole=whole)
    undo = f"/bank/{question_id}/versions/{number - 1}/reinstatement"
    said = _("已存为第 %(number)d 版，复核后可以抽题", number=number)
    return redirect(request, f"/bank/{question_id}", toast=said, undo=undo)


def _kind(text: str) -> Kind:
    try:
        return Kind(text)
    except ValueError:
        raise Missing from None


def _form(request: Asked, kind: Kind, form: Filled, *, status: int = 200, whole: Whole | None = None) -> Response[Any]:
    return page(
        request,
        "bank/edit",
        status=status,
        form=form,
        kind=kind,
        whole=whole,
        words=words,
        option_fields=list(zip(OPTION_FIELDS, words.LETTERS, strict=True)),
        domains=[(domain.value, _(word)) for domain, word in words.DOMAINS.items()],
        difficulties=[(str(level), _(word)) for level, word in words.DIFFICULTIES.items()],
        sources=[(f"{law.key}@{law.version}", f"{law.short}（{law.version}）") for law in content.laws()],
    )


handlers = [choose, blank_form, add, form_of, edit]
