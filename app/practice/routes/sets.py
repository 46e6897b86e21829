"""A set: one question a screen, the verdict at once, and what came of it."""

from typing import Any

from litestar import Response
from litestar.params import FromPath, FromQuery

from app import clock
from app.actor import Actor, May
from app.bank import queries as bank
from app.locale import _
from app.practice import words
from app.practice.actions import answering
from app.practice.forms import read_answer
from app.practice.paperwork import Sheet
from app.practice.queries import days, notebook, sets
from app.practice.queries.sets import MySet
from app.practice.rules.advice import advice
from app.practice.rules.notebook import Fate
from app.web import Me, get, page, post, redirect
from app.web.page import Asked, wants_part


@get("/practice/sets/{set_id:int}", may=May.PRACTISE)
async def show(request: Asked, actor: Me, set_id: FromPath[int], n: FromQuery[str] = "") -> Response[Any]:
    """The question with number `n`, else the first that is not answered, else what came of the set."""
    one = await sets.my_set(actor, set_id)
    number = int(n) if n.isascii() and n.isdigit() and len(n) < 4 else 0
    if 1 <= number <= len(one.versions) and (one.next is not None or one.versions[number - 1] in one.given):
        return await _question(request, actor, one, number)
    if one.next is not None:
        return await _question(request, actor, one, one.next)
    return await _summary(request, actor, one)


@post("/practice/sets/{set_id:int}/answers", may=May.PRACTISE)
async def answer(request: Asked, actor: Me, set_id: FromPath[int]) -> Response[Any]:
    """Judge an answer; the verdict takes the question's place."""
    given = await read_answer(request)
    came = await answering.answer(actor, set_id, given.version, given.texts, now=clock.now())
    address = f"/practice/sets/{set_id}?n={came.number}"
    if not wants_part(request):
        return redirect(request, f"{address}#verdict")
    return await _question(
        request, actor, came.practice_set, came.number, fate=came.fate, is_first=came.is_first, address=address
    )


@post("/practice/sets/{set_id:int}/end", may=May.PRACTISE)
async def end(request: Asked, actor: Me, set_id: FromPath[int]) -> Response[Any]:
    """End the set with what was answered."""
    await answering.end(actor, set_id, now=clock.now())
    return redirect(request, f"/practice/sets/{set_id}")


async def _question(
    request: Asked,
    actor: Actor,
    one: MySet,
    number: int,
    *,
    fate: Fate = Fate.NOTHING,
    is_first: bool = True,
    address: str = "",
) -> Response[Any]:
    version = one.versions[number - 1]
    given = one.given.get(version)
    held = await notebook.standing(actor, await bank.question_of(version)) if given else None
    return page(
        request,
        "practice/set",
        part="question",
        headers={"hx-push-url": address} if address else None,
        one=one,
        title=words.set_title(one),
        sheet=Sheet(one, await bank.items(one.versions)),
        number=number,
        asked=version,
        given=given,
        mistake=held,
        becomes=words.became(fate, held) if given else "",
        is_first=is_first,
        words=words,
    )


async def _summary(request: Asked, actor: Actor, one: MySet) -> Response[Any]:
    today = clock.today()
    tally, mine = await notebook.tally(actor, today), await days.days(actor, today)
    return page(
        request,
        "practice/summary",
        part="question",
        one=one,
        title=words.set_title(one),
        items=await bank.items(one.versions),
        next_step=advice(tally.due, mine.goal - mine.answered, is_daily=one.kind == "daily"),
        days=mine,
        said=_("答对 %(correct)d / %(all)d 题", correct=one.correct, all=len(one.versions)),
        words=words,
    )


handlers = [show, answer, end]
