"""Answering the paper of a class on a phone: each answer is saved when it is sent, and marked when all is handed in."""

from collections.abc import Mapping
from typing import Any

from litestar import Response
from litestar.params import FromPath, FromQuery
from markupsafe import Markup

from app import clock
from app.actor import May
from app.bank import queries as bank
from app.bank.fragments import question_html
from app.classes import queries
from app.classes.actions import examining as actions
from app.classes.queries import LearnerView, Paper
from app.classes.routes.learners import address_of, seat_behind
from app.classes.rules.examining import why_not_sit
from app.locale import _, language
from app.refusals import Missing, found
from app.web import Me, get, page, post, redirect
from app.web.page import Asked
from quizzes import answers, papers
from quizzes.questions import Item


@post("/learners/{token:str}/sittings", may=May.ANYONE)
async def begin(request: Asked, actor: Me, token: FromPath[str]) -> Response[Any]:
    """Begin, or go on."""
    seat = await seat_behind(actor, token)
    await actions.begin(actor, seat.id, now=clock.now())
    return redirect(request, f"{address_of(seat)}/paper")


@get("/learners/{token:str}/paper", may=May.ANYONE)
async def show(request: Asked, actor: Me, token: FromPath[str], n: FromQuery[str] = "") -> Response[Any]:
    """One question, and which are answered."""
    seat = await seat_behind(actor, token)
    paper = found(await queries.paper(actor, seat.training_class))
    sitting = found(await queries.sitting(actor, seat.id))
    one = found(await queries.training_class(actor, seat.training_class))
    if one.called_off or why_not_sit(paper.span, sitting.handed_in, clock.now()):
        return redirect(request, address_of(seat))
    given = await queries.given_answers(sitting.id)
    items = await bank.items(paper.versions)
    number = _number(n, paper, given)
    return page(
        request,
        "classes/paper",
        at=address_of(seat),
        paper=paper,
        number=number,
        asked=paper.versions[number - 1],
        question=_asked(paper, seat, items, number, given),
        given=given,
        left=[place for place, version in enumerate(paper.versions, 1) if version not in given],
    )


def _number(text: str, paper: Paper, given: Mapping[int, str]) -> int:
    """The question that was asked for, else the first without an answer."""
    if text.isascii() and text.isdigit() and len(text) < 4 and 1 <= int(text) <= len(paper.versions):
        return int(text)
    unanswered = (place for place, version in enumerate(paper.versions, 1) if version not in given)
    return next(unanswered, len(paper.versions))


def _asked(paper: Paper, seat: LearnerView, items: Mapping[int, Item], number: int, given: Mapping[int, str]) -> Markup:
    # Each learner sees the options in an order of their own.
    shapes = [papers.shape(version, items[version].question) for version in paper.versions]
    orders = papers.arrange([shapes], paper.seed + seat.id, shuffle_questions=False).options
    version = paper.versions[number - 1]
    item = items[version]
    answer = answers.decode(item.question, given[version]) if version in given else None
    html = question_html(version, item, number, orders.get(version), language(), "", answer=answer, is_live=False)
    return Markup(html)  # noqa: S704 - joined from what Jinja has escaped


@post("/learners/{token:str}/answers", may=May.ANYONE)
async def save(request: Asked, actor: Me, token: FromPath[str]) -> Response[Any]:
    """Save an answer; the next question follows."""
    seat = await seat_behind(actor, token)
    posted = await request.form()
    version = _version(posted.get("version"))
    # A blank left empty keeps its place among the others, so the form's own list is taken as it came.
    texts = [text for text in posted.getall("answer", []) if isinstance(text, str)]
    await actions.save_answer(actor, seat.id, version, texts, now=clock.now())
    return redirect(request, f"{address_of(seat)}/paper")


def _version(text: Any) -> int:
    if not (isinstance(text, str) and text.isascii() and text.isdigit() and len(text) < 10):
        raise Missing
    return int(text)


@post("/learners/{token:str}/hand-ins", may=May.ANYONE)
async def hand_in(request: Asked, actor: Me, token: FromPath[str]) -> Response[Any]:
    """Hand in; the result is on the learner's own page."""
    seat = await seat_behind(actor, token)
    await actions.hand_in(actor, seat.id, now=clock.now())
    return redirect(request, f"{address_of(seat)}#exam", toast=_("已交卷，成绩已经算出来"))


handlers = [begin, show, save, hand_in]
