"""Which page somebody is on, as an address that may be asked for again: after a form came back, it is not its own."""

from urllib.parse import quote, urlsplit

from litestar.exceptions import HTTPException
from litestar_htmx import HTMXRequest

LONGEST = 500
"""Characters of an address to go back to, escaped; with a longer one the query is left out."""


def whence(request: HTMXRequest) -> str:
    """Path and query of the page this answer is shown on.

    The answer to a form stands at an address that only takes forms. It leads to the page the form was on, and where that
    was such an answer itself, to the nearest page above it.
    """
    if request.method == "GET":
        return _short(quote(request.url.path), request.url.query)
    before = urlsplit(_from_here(request.headers.get("referer", ""), request.headers.get("host", "")))
    if before.path and _is_page(request, before.path):
        return _short(before.path, before.query)
    return _page_above(request, before.path or request.url.path)


def _from_here(address: str, host: str) -> str:
    """The address when it is one of this site, or nothing."""
    try:
        return address if urlsplit(address).netloc == host else ""
    except ValueError:
        return ""


def _page_above(request: HTMXRequest, path: str) -> str:
    parts = [part for part in path.split("/") if part]
    above = ("/" + "/".join(parts[:most]) for most in range(len(parts) - 1, 0, -1))
    return next((quote(one, safe="/%") for one in above if _is_page(request, one)), "/")


def _is_page(request: HTMXRequest, path: str) -> bool:
    try:
        request.app.asgi_router.handle_routing(path=path, method="GET")
    except HTTPException:
        return False
    return True


def _short(path: str, query: str) -> str:
    whole = f"{path}?{query}" if query else path
    return next((one for one in (whole, path) if len(one) <= LONGEST), "/")
