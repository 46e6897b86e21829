"""Who completes the class and why, the certificates, the summary of the satisfaction forms."""

from collections.abc import Sequence
from typing import Any

from litestar import Response
from litestar.params import FromPath

from app import clock
from app.actor import May
from app.classes import queries
from app.classes.actions import certifying as actions
from app.classes.actions.exporting import take_along
from app.classes.exports import certificates_document
from app.classes.exports.documents import body_of
from app.classes.forms import ReasonForm
from app.classes.queries import completion_of
from app.classes.routes.addresses import base
from app.classes.routes.classes import WORDS
from app.classes.rules.completing import Issued, why_not_issue
from app.classes.rules.feedback import LEAST_FORMS, summary
from app.locale import _
from app.office import DOCX, download
from app.office.codes import drawn
from app.refusals import found
from app.web import Me, get, page, post, read_form, redirect
from app.web.page import Asked


@get("/classes/{class_id:int}/completion", may=May.RUN_CLASSES)
async def show(request: Asked, actor: Me, class_id: FromPath[int]) -> Response[Any]:
    """Everybody with what counts for and against them."""
    one = found(await queries.training_class(actor, class_id))
    units = await queries.units(actor, class_id)
    seats = [seat for seat in await queries.learners(actor, class_id) if seat.ended_at is None]
    lines = [(seat, completion_of(one, seat, units)) for seat in seats]
    due = sum(done.is_complete and not seat.is_certified for seat, done in lines)
    return page(
        request,
        "classes/completion",
        one=one,
        lines=lines,
        complete=sum(done.is_complete for _seat, done in lines),
        due=due,
        not_issue=why_not_issue(one.finished_at is not None, due),
        codes={one.id: one.issued.code for one in await queries.certificates(actor, class_id)},
        **WORDS,
    )


@post("/classes/{class_id:int}/certificates", may=May.RUN_CLASSES)
async def issue(request: Asked, actor: Me, class_id: FromPath[int]) -> Response[Any]:
    """Certificates for everybody who completed."""
    n = await actions.issue(actor, class_id, now=clock.now())
    return redirect(request, f"/classes/{class_id}/completion", toast=_("已发证 %(n)d 张", n=n))


@post("/classes/certificates/{certificate_id:int}/revocations", may=May.RUN_CLASSES)
async def revoke(request: Asked, actor: Me, certificate_id: FromPath[int]) -> Response[Any]:
    """A certificate holds no longer."""
    given = await read_form(request, ReasonForm)
    class_id = await actions.revoke(actor, certificate_id, given.reason, now=clock.now())
    return redirect(request, f"/classes/{class_id}/completion", toast=_("已撤销，查验页会写明"))


@get("/classes/{class_id:int}/certificates.docx", may=May.RUN_CLASSES)
async def print_certificates(request: Asked, actor: Me, class_id: FromPath[int]) -> Response[bytes]:
    """Every certificate that holds, one to a page."""
    one = found(await queries.training_class(actor, class_id))
    issued = [view.issued for view in await queries.certificates(actor, class_id) if view.issued.revoked_at is None]
    library = await queries.own_library()
    made = certificates_document(issued, library=library, base=base(request), generated_at=clock.now())
    name = _("结业证书_%(title)s", title=one.title)
    await take_along(actor, class_id, name)
    return download(name, DOCX, made)


@get("/classes/{class_id:int}/certificates", may=May.RUN_CLASSES)
async def certificates(request: Asked, actor: Me, class_id: FromPath[int]) -> Response[Any]:
    """Every certificate that holds, to be printed."""
    one = found(await queries.training_class(actor, class_id))
    issued = [view.issued for view in await queries.certificates(actor, class_id) if view.issued.revoked_at is None]
    return await shown_certificates(request, issued, f"/classes/{one.id}/completion")


async def shown_certificates(request: Asked, issued: Sequence[Issued], way_back: str) -> Response[Any]:
    """Certificates one to a page, each with the code that leads to its check page."""
    site = base(request)
    pages = [
        (one, body_of(one), drawn(address), address)
        for one in issued
        for address in (f"{site}/certificates/{one.code}",)
    ]
    library = await queries.own_library()
    return page(request, "classes/certificates", pages=pages, library=library, way_back=way_back)


@get("/classes/{class_id:int}/feedback", may=May.RUN_CLASSES)
async def feedback(request: Asked, actor: Me, class_id: FromPath[int]) -> Response[Any]:
    """The satisfaction forms, summed up."""
    one = found(await queries.training_class(actor, class_id))
    summed = summary(await queries.ratings(actor, class_id))
    return page(request, "classes/feedback", one=one, summed=summed, least=LEAST_FORMS)


handlers = [show, issue, revoke, certificates, print_certificates, feedback]
