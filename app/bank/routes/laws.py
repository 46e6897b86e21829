"""The laws that questions cite, for everybody who is signed in."""

from typing import Any

from litestar import Response
from litestar.params import FromPath

from app import clock
from app.actor import May
from app.bank import words
from app.bank.queries.shelf import cited_laws
from app.bank.rules import is_stale, sections
from app.refusals import Missing
from app.web import Me, get, page
from app.web.page import Asked
from quizzes import content
from quizzes.content import Law


@get("/laws", may=May.SIGNED_IN)
async def index(request: Asked, actor: Me) -> Response[Any]:
    """Every law, regulation and Party text that may be cited; those that questions cite come first."""
    cited = await cited_laws()
    first = [(law, _is_stale(law)) for law in content.laws() if (law.key, law.version) in cited]
    rest = [(law, _is_stale(law)) for law in content.laws() if (law.key, law.version) not in cited]
    return page(request, "laws/index", cited=first, others=rest)


@get("/laws/{key:str}/{version:str}", may=May.SIGNED_IN)
async def show(request: Asked, actor: Me, key: FromPath[str], version: FromPath[str]) -> Response[Any]:
    """One version of a law, article by article."""
    try:
        law = content.law(key, version)
    except LookupError:
        raise Missing from None
    others = [one for one in content.laws() if one.key == key and one.version != version]
    parts = sections(key, version) if law.text else ()
    return page(request, "laws/show", law=law, others=others, sections=parts, is_stale=_is_stale(law), words=words)


def _is_stale(law: Law) -> bool:
    return is_stale(law.key, law.version, clock.today(), content.laws())


handlers = [index, show]
