"""The public page on which anybody checks a certificate by the code or the QR on it."""

from typing import Any

from litestar import Response
from litestar.params import FromPath, FromQuery

from app.actor import May
from app.classes import queries
from app.classes.rules import masked_name
from app.locale import _
from app.people.rules.codes import tidy_code
from app.web import Filled, Me, get, page, redirect
from app.web.page import Asked


@get("/certificates", may=May.ANYONE)
async def ask(request: Asked, actor: Me, code: FromQuery[str] = "") -> Response[Any]:
    """Which code?"""
    if not code.strip():
        return page(request, "classes/check", form=Filled(), found=None)
    return redirect(request, f"/certificates/{tidy_code(code) or '-'}")


@get("/certificates/{code:str}", may=May.ANYONE)
async def check(request: Asked, actor: Me, code: FromPath[str]) -> Response[Any]:
    """Whether there is such a certificate and it holds; of the name only as much as the holder's own paper confirms."""
    known = await queries.issued_by_code(actor, tidy_code(code))
    if known is None:
        said = _("没有这个查验码的证书；核对证书上的字母和数字，再查一次")
        return page(request, "classes/check", form=Filled({"code": code[:20]}, {"code": said}), found=None, status=404)
    return page(request, "classes/check", form=Filled(), found=known.issued, name=masked_name(known.issued.name))


handlers = [ask, check]
