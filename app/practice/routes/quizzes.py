"""A short quiz for many people, and what came of it."""

from typing import Any

from litestar import Response
from litestar.params import FromPath

from app import clock
from app.actor import Actor, May
from app.bank import queries as bank
from app.practice.actions import beginning
from app.practice.queries import sets
from app.practice.queries.results import results
from app.practice.rules.results import may_see_names, may_see_shares
from app.web import Me, get, page, post, redirect
from app.web.page import Asked


@get("/practice/quizzes/{quiz_id:int}", may=May.PRACTISE)
async def show(request: Asked, actor: Me, quiz_id: FromPath[int]) -> Response[Any]:
    """The door of a short quiz: how many questions, and the button that begins it."""
    quiz = await bank.short_quiz(actor, quiz_id)
    begun = await sets.of_quiz(actor, quiz_id)
    one = await sets.my_set(actor, begun) if begun else None
    return page(request, "practice/quiz", quiz=quiz, one=one)


@post("/practice/quizzes/{quiz_id:int}", may=May.PRACTISE)
async def begin(request: Asked, actor: Me, quiz_id: FromPath[int]) -> Response[Any]:
    """Begin it, or go on where it was left."""
    return redirect(request, f"/practice/sets/{await beginning.begin_quiz(actor, quiz_id, now=clock.now())}")


@get("/practice/quizzes/{quiz_id:int}/results", may=May.PRACTISE)
async def show_results(request: Asked, actor: Me, quiz_id: FromPath[int]) -> Response[Any]:
    """How many did it, the share of right answers, and that of each question; names for those who arrange."""
    quiz = await bank.short_quiz(actor, quiz_id)
    came = await results(actor, quiz_id)
    sees_names = _sees_names(actor)
    sees_shares = may_see_shares(len(came.people), sees_names=sees_names)
    return page(
        request,
        "practice/results",
        part="results",
        quiz=quiz,
        came=came,
        items=await bank.items(quiz.versions),
        sees_names=sees_names,
        sees_shares=sees_shares,
    )


def _sees_names(actor: Actor) -> bool:
    return may_see_names(frozenset(mark.value for mark in actor.marks))


handlers = [show, begin, show_results]
