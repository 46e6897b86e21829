"""Whole or part: a page is rendered whole, or only the block that htmx asked for."""

import gzip
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import quote, unquote

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from jinja2_fragments import render_block
from litestar import Response
from litestar_htmx import HTMXRequest
from markupsafe import Markup

from app import __version__, clock, locale
from app.actor import Actor, May, Role
from app.locale import N_, _
from app.refusals import WhyNot
from app.settings import PROJECT
from app.web import assets, signing
from app.web.whence import whence

WEEKDAYS = (N_("周一"), N_("周二"), N_("周三"), N_("周四"), N_("周五"), N_("周六"), N_("周日"))

Asked = HTMXRequest


@dataclass(frozen=True, slots=True)
class Destination:
    """One entry of the navigation, shown to whoever may open it.

    Attributes:
        key: the letter that opens it after `g`.
        seldom_for: whoever has no other role than these may open it and seldom does: they come there by a task of theirs.
    """

    address: str
    label: str
    icon: str
    may: May
    key: str = ""
    seldom_for: frozenset[Role] = frozenset()

    def is_shown(self, actor: Actor, path: str) -> bool:
        """Whether it stands in this person's navigation; whoever is there sees it always."""
        is_there = path == self.address or path.startswith(f"{self.address}/")
        return actor.may(self.may) and (is_there or not self.seldom_for or bool(actor.roles - self.seldom_for))


DESTINATIONS: list[Destination] = []
MARKERS: list[Callable[[], bool]] = []


def page(
    request: Asked,
    name: str,
    /,
    *,
    part: str | None = None,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
    **context: Any,
) -> Response[bytes]:
    """The page `templates/<name>.html`, or only its block `part` when htmx asks for a part.

    A boosted link and a restored history entry are visits and get the whole page.
    """
    template = f"{name}.html"
    values = {**_context(request), **context}
    if part is not None and wants_part(request):
        html = render_block(ENVIRONMENT, template, part, values)
    else:
        # Only a whole page has a place for the toast; a part that refreshes itself must not use it up.
        html = ENVIRONMENT.get_template(template).render(toast=_toast(request.auth.take_toast()), **values)
    return answer(request, html, status, headers)


def wants_part(request: Asked) -> bool:
    """Whether htmx asks for a part of the page the person is on."""
    return bool(request.htmx) and not request.htmx.boosted and not request.htmx.history_restore_request


def answer(request: Asked, html: str, status: int = 200, headers: Mapping[str, str] | None = None) -> Response[bytes]:
    """The HTML as a response, compressed when the browser takes it."""
    body = html.encode()
    sent = {"vary": "HX-Request, Accept-Encoding, Cookie", **(headers or {})}
    if len(body) > 1000 and "gzip" in request.headers.get("accept-encoding", ""):
        # Level 1 costs a seventh of level 9 and saves nearly as much on HTML.
        body = gzip.compress(body, 1)
        sent["content-encoding"] = "gzip"
    return Response(body, status_code=status, headers=sent, media_type="text/html")


def redirect(request: Asked, address: str, *, toast: str | None = None, undo: str | None = None) -> Response[bytes]:
    """Go there; `toast` is shown once on the next page, with a button that posts to `undo`."""
    if toast:
        request.auth.leave_toast(signing.signed("toast", quote(json.dumps({"said": toast, "undo": undo}))))
    if request.htmx:
        return Response(b"", status_code=200, headers={"hx-redirect": address}, media_type="text/html")
    return Response(b"", status_code=303, headers={"location": address}, media_type="text/html")


def _context(request: Asked) -> dict[str, Any]:
    visit = request.auth
    destinations = [one for one in DESTINATIONS if one.is_shown(visit.actor, request.url.path)]
    return {
        "actor": visit.actor,
        "preferences": visit.preferences,
        "form_token": visit.form_token,
        "here": request.url.path,
        "back": whence(request),
        "destinations": destinations,
        "under": place_of(request.url.path, destinations),
        "is_demo": any(marker() for marker in MARKERS),
    }


def place_of(path: str, destinations: Sequence[Destination]) -> str:
    """The address of the entry a page belongs to: the longest one that the path is or lies below; empty when none."""
    own = [
        d.address for d in destinations if path == d.address or (d.address != "/" and path.startswith(f"{d.address}/"))
    ]
    return max(own, key=len, default="")


def _toast(cookie: str | None) -> dict[str, str | None] | None:
    text = signing.unsigned("toast", cookie) if cookie else None
    return json.loads(unquote(text)) if text else None


def said(reasons: tuple[WhyNot, ...]) -> str:
    """Reasons as one line of text."""
    return " ".join(reason.sentence for reason in reasons)


def day_and_time(moment: datetime, *, seconds: bool = False) -> str:
    """2026年11月22日（周日）14:30, on the library's clock."""
    at = clock.at_library(moment)
    time = f"{at:%H:%M:%S}" if seconds else f"{at:%H:%M}"
    if locale.language() == "en":
        return f"{at:%a %d %b %Y}, {time}"
    day = {"year": at.year, "month": at.month, "day": at.day, "weekday": _(WEEKDAYS[at.weekday()])}
    return _("%(year)d年%(month)d月%(day)d日（%(weekday)s）%(time)s", time=time, **day)


def short_time(moment: datetime) -> str:
    """11-22 14:30, on the library's clock."""
    return clock.at_library(moment).strftime("%m-%d %H:%M")


def clock_time(moment: datetime) -> str:
    """14:32:08, on the library's clock."""
    return clock.at_library(moment).strftime("%H:%M:%S")


def field_time(moment: datetime | None) -> str:
    """2026-11-22T14:30, as `<input type=datetime-local>` wants it."""
    return clock.at_library(moment).strftime("%Y-%m-%dT%H:%M") if moment else ""


def points(hundredths: int) -> str:
    """86.5 from 8650: stored in hundredths, shown without idle zeros."""
    whole, rest = divmod(abs(hundredths), 100)
    sign = "-" if hundredths < 0 else ""
    return f"{sign}{whole}" + (f".{rest:02d}".rstrip("0") if rest else "")


def icon(name: str, said: str = "") -> Markup:
    """An icon of the sprite; decorative unless it says something."""
    role = Markup('role="img" aria-label="{}"').format(said) if said else Markup('aria-hidden="true"')
    return Markup('<svg class="icon" {}><use href="{}#i-{}"></use></svg>').format(
        role, assets.address("icons.svg"), name
    )


def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(PROJECT / "templates"),
        autoescape=select_autoescape(default=True),
        undefined=StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
    )
    made.install_gettext_callables(locale.gettext, locale.ngettext, newstyle=False)  # type: ignore[attr-defined]
    made.globals.update(
        _=locale.gettext,
        May=May,
        Role=Role,
        asset=assets.address,
        icon=icon,
        language=locale.language,
        languages=locale.LANGUAGES,
        version=__version__,
    )
    made.filters.update(
        said=said,
        day_and_time=day_and_time,
        short_time=short_time,
        clock_time=clock_time,
        field_time=field_time,
        points=points,
    )
    return made


ENVIRONMENT = _environment()
