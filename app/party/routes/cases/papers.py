"""The papers of a case and their files."""

from typing import Any

from litestar import Response
from litestar.params import FromPath

from app import clock
from app.actor import May
from app.locale import _
from app.office.apart import Unfit
from app.party.actions.cases import papers
from app.party.forms.cases import PaperForm, ReasonForm
from app.party.queries.case_texts import standing_paper
from app.party.queries.cases import case_facts
from app.party.queries.looking import is_open
from app.party.routes.cases.showing import address, refilled, show_case
from app.party.rules.cases.documents import PAPERS
from app.refusals import Missing, Refused, WhyNot, found
from app.storage.stored import stored
from app.web import UPLOAD_LIMIT, Malformed, Me, file_answer, files_in, get, post, read_form, redirect
from app.web.page import Asked

ADDRESS = "/party/applicants/{case:int}/papers"
FILE = "paper_file"


@post(ADDRESS, may=May.KEEP_PARTY, request_max_body_size=UPLOAD_LIMIT)
async def add(request: Asked, actor: Me, case: FromPath[int]) -> Response[Any]:
    """A paper is in the file, with its photo or PDF where one is given."""
    try:
        given = await read_form(request, PaperForm, beside=FILE)
        files = await files_in(request, FILE, most=1)
        await papers.add_paper(
            actor, case, given.paper, given.dated_on, given.note, files[0] if files else None, now=clock.now()
        )
    except Malformed as malformed:
        return await show_case(request, actor, case, malformed.filled, status=422)
    except Unfit as unfit:
        shown = refilled(given, Refused(*[WhyNot("note", one.sentence) for one in unfit.reasons]))
        return await show_case(request, actor, case, shown, status=409)
    except Refused as refused:
        return await show_case(request, actor, case, refilled(given, refused), status=409)
    return redirect(request, f"{address(case)}#papers", toast=_("材料已登记"))


@post(ADDRESS + "/{paper:int}/removals", may=May.KEEP_PARTY)
async def remove(request: Asked, actor: Me, case: FromPath[int], paper: FromPath[int]) -> Response[Any]:
    """It was listed by mistake."""
    try:
        given = await read_form(request, ReasonForm)
    except Malformed as malformed:
        return await show_case(request, actor, case, malformed.filled, status=422)
    await papers.remove_paper(actor, case, paper, given.reason, now=clock.now())
    return redirect(request, f"{address(case)}#papers", toast=_("已拿掉，原因留着"))


@get(ADDRESS + "/{paper:int}/file", may=May.SEE_PARTY)
async def file(request: Asked, actor: Me, case: FromPath[int], paper: FromPath[int]) -> Response[Any]:
    """The file of a paper; a restricted one only while its records are open."""
    facts, one = found(await case_facts(case)), found(await standing_paper(case, paper))
    restricted = PAPERS[one.kind].restricted
    if restricted and not await is_open(actor, restricted, case, [facts.person], clock.now()):
        raise Missing
    if one.file is None:
        raise Missing
    return file_answer(found(await stored(one.file)), one.file_name)


handlers = [add, remove, file]
