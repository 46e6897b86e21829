"""The closure notice for readers: to word, to print, to write down as posted."""

from typing import Any

from litestar import Response
from litestar.params import FromPath

from app import clock
from app.actor import Actor, May
from app.locale import _
from app.refusals import Refused, found
from app.study import queries
from app.study.actions import notices as actions
from app.study.forms import NoticeForm, PostingForm
from app.study.rules.noticing import DAYS_BEFORE, is_late, standing, why_not_notice, why_not_post, wording
from app.web import Filled, Malformed, Me, get, page, post, read_form, redirect
from app.web.page import Asked


@get("/study/sessions/{session_id:int}/notice", may=May.ARRANGE_STUDY)
async def show(request: Asked, actor: Me, session_id: FromPath[int]) -> Response[Any]:
    """The notice as it is printed, and the form beside it."""
    return await _show(request, actor, session_id)


@post("/study/sessions/{session_id:int}/notice", may=May.ARRANGE_STUDY)
async def word(request: Asked, actor: Me, session_id: FromPath[int]) -> Response[Any]:
    """Change its last sentence."""
    try:
        given = await read_form(request, NoticeForm)
    except Malformed as malformed:
        return await _show(request, actor, session_id, malformed.filled, status=422)
    await actions.word_notice(actor, session_id, given.closing, now=clock.now())
    return redirect(request, f"/study/sessions/{session_id}/notice", toast=_("已保存"))


@post("/study/sessions/{session_id:int}/postings", may=May.ARRANGE_STUDY)
async def post_it(request: Asked, actor: Me, session_id: FromPath[int]) -> Response[Any]:
    """Write down where it was posted."""
    try:
        given = await read_form(request, PostingForm)
    except Malformed as malformed:
        return await _show(request, actor, session_id, malformed.filled, status=422)
    await actions.post_notice(actor, session_id, given.place, now=clock.now())
    return redirect(request, f"/study/sessions/{session_id}/notice", toast=_("已记下公告时间"))


async def _show(
    request: Asked, actor: Actor, session_id: int, form: Filled | None = None, *, status: int = 200
) -> Response[Any]:
    now = clock.now()
    session = found(await queries.session(actor, session_id))
    if reasons := why_not_notice(session.state, session.gathering.library_closed):
        raise Refused(*reasons)
    notice = await queries.notice(session_id)
    posted = standing(notice.posting, session.span)
    dated = clock.at_library(posted.at if posted else now).date()
    text = wording(await queries.library_name(), session.span, notice.closing, dated)
    values = {"closing": notice.closing, **(form.values if form else {})}
    return page(
        request,
        "study/notice",
        status=status,
        session=session,
        text=text,
        form=Filled(values, form.errors if form else {}),
        posting=notice.posting,
        posted=posted,
        late=is_late(session.span, posted.at if posted else now),
        days=DAYS_BEFORE,
        reasons=why_not_post(session.state, session.gathering.library_closed, session.span, now),
        now=now,
    )


handlers = [show, word, post_it]
