"""Reviews, vettings and public notices of a case; opening what is restricted."""

from typing import Any

from litestar import Response
from litestar.params import FromPath

from app import clock
from app.actor import May
from app.locale import _
from app.office.files import DOCX, download
from app.party.actions.cases import noticing, writing
from app.party.actions.cases.exporting import exported
from app.party.actions.looking import look as look_at
from app.party.exports.case_notice import notice_document
from app.party.forms.cases import LookForm, NoticeForm, ResultForm, ReviewForm, VettingForm
from app.party.queries.case_page import case_page
from app.party.queries.cases import case_facts
from app.party.routes.cases.showing import address, refilled, show_case, show_mine
from app.party.rules.access import Restricted
from app.party.rules.cases.acts import Act
from app.refusals import Refused, found
from app.web import Malformed, Me, get, post, read_form, redirect
from app.web.page import Asked

ADDRESS = "/party/applicants/{case:int}"


@post(ADDRESS + "/looks", may=May.SEE_PARTY)
async def look(request: Asked, actor: Me, case: FromPath[int]) -> Response[Any]:
    """Open the reviews or the vetting by saying why."""
    try:
        given = await read_form(request, LookForm)
        facts = found(await case_facts(case))
        await look_at(actor, Restricted(given.kind), case, [facts.person], given.why, now=clock.now())
    except Malformed as malformed:
        return await show_case(request, actor, case, malformed.filled, status=422)
    except Refused as refused:
        return await show_case(request, actor, case, refilled(given, refused, reason="why"), status=409)
    return redirect(request, f"{address(case)}#{given.kind}s", toast=_("打开了，半小时内不用再写；本人看得到"))


@post(ADDRESS + "/reviews", may=May.SEE_OWN_PARTY)
async def review(request: Asked, actor: Me, case: FromPath[int]) -> Response[Any]:
    """Write a review; the secretary, or who guides this person."""
    keeps = actor.may(May.KEEP_PARTY)
    try:
        given = await read_form(request, ReviewForm)
        await writing.write_review(
            actor, case, Act(given.kind), given.reviewed_on, given.review_said, replaces=given.replaces, now=clock.now()
        )
    except Malformed as malformed:
        if not keeps:
            return await show_mine(request, actor, malformed.filled, status=422)
        return await show_case(request, actor, case, malformed.filled, status=422)
    except Refused as refused:
        if not keeps:
            return await show_mine(request, actor, refilled(given, refused), status=409)
        return await show_case(request, actor, case, refilled(given, refused), status=409)
    back = f"{address(case)}#reviews" if keeps else "/party/applicants/mine"
    return redirect(request, back, toast=_("考察已记下"))


@post(ADDRESS + "/vettings", may=May.KEEP_PARTY)
async def vet(request: Asked, actor: Me, case: FromPath[int]) -> Response[Any]:
    """Write down what the vetting came to."""
    try:
        given = await read_form(request, VettingForm)
        await writing.write_vetting(
            actor, case, given.vetted_on, given.vetting_said, passes=given.vetting == "yes", now=clock.now()
        )
    except Malformed as malformed:
        return await show_case(request, actor, case, malformed.filled, status=422)
    except Refused as refused:
        return await show_case(request, actor, case, refilled(given, refused), status=409)
    return redirect(request, f"{address(case)}#vettings", toast=_("政治审查结论已记下"))


@post(ADDRESS + "/notices", may=May.KEEP_PARTY)
async def put_up(request: Asked, actor: Me, case: FromPath[int]) -> Response[Any]:
    """A public notice hangs."""
    try:
        given = await read_form(request, NoticeForm)
        await noticing.put_up(actor, case, given.from_on, given.to_on, given.place, given.contact, now=clock.now())
    except Malformed as malformed:
        return await show_case(request, actor, case, malformed.filled, status=422)
    except Refused as refused:
        return await show_case(request, actor, case, refilled(given, refused), status=409)
    return redirect(request, f"{address(case)}#notices", toast=_("公示已登记，可以下载公示文稿"))


@post(ADDRESS + "/notices/results", may=May.KEEP_PARTY)
async def write_result(request: Asked, actor: Me, case: FromPath[int]) -> Response[Any]:
    """What it brought."""
    try:
        given = await read_form(request, ResultForm)
        await noticing.write_result(actor, case, given.result_said, passes=given.result == "yes", now=clock.now())
    except Malformed as malformed:
        return await show_case(request, actor, case, malformed.filled, status=422)
    except Refused as refused:
        return await show_case(request, actor, case, refilled(given, refused, said="result_said"), status=409)
    return redirect(request, f"{address(case)}#notices", toast=_("公示结果已记下"))


@get(ADDRESS + "/notices/{notice:int}/notice.docx", may=May.SEE_PARTY)
async def notice(request: Asked, actor: Me, case: FromPath[int], notice: FromPath[int]) -> Response[Any]:
    """The notice as a document to be put up."""
    now = clock.now()
    one = found(await case_page(actor, case, now))
    hanging = found(next((each for each in one.notices if each.id == notice), None))
    body = notice_document(one.facts, hanging, branch=one.branch.name if one.branch else "", generated_at=now)
    await exported(actor, "notice", case)
    return download(_("公示：%(name)s", name=one.facts.name), DOCX, body)


handlers = [look, review, vet, put_up, write_result, notice]
