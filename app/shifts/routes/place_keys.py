"""A service point's secret addresses: kept by its coordinator, read without signing in by calendars and by a screen."""

from typing import Any

from litestar import Response
from litestar.params import FromPath

from app import clock, locale, settings
from app.actor import May
from app.locale import _
from app.office.calendars import TEXT_CALENDAR, calendar_file
from app.refusals import found
from app.shifts.actions import place_keys as actions
from app.shifts.forms.place_keys import PlaceKeyForm
from app.shifts.queries import place_keys as queries
from app.shifts.routes.shown import WORDS
from app.shifts.rules.place_keys import EXPLAINED, PLACE_KEY_KINDS, PURPOSES, PlaceKeyKind
from app.storage.memory import Memory
from app.web import Me, get, page, post, read_form, redirect, signing
from app.web.page import Asked

LONGEST_HOST = 100
FEED_SECONDS = 300
FEEDS: Memory[tuple[int, str], bytes] = Memory(most=100, seconds=FEED_SECONDS)
"""Calendars as they were made, by place and host: whoever asks more often costs one look-up."""


@get("/shifts/addresses", may=May.ARRANGE_SHIFTS)
async def show(request: Asked, actor: Me) -> Response[Any]:
    """The addresses of the actor's places."""
    places = await queries.place_keys(actor)
    paths = {
        (one.id, kind): _path(kind, signing.signed(PURPOSES[kind], key.nonce))
        for one in places
        for kind, key in one.keys.items()
    }
    said: dict[str, Any] = {"kinds": PLACE_KEY_KINDS, "explained": EXPLAINED, "base": _base(request)}
    return page(request, "shifts/addresses", places=places, paths=paths, **said, **WORDS)


def _path(kind: PlaceKeyKind, token: str) -> str:
    return f"/feeds/{token}/place.ics" if kind is PlaceKeyKind.CALENDAR else f"/kiosk/{token}"


@post("/shifts/addresses", may=May.ARRANGE_SHIFTS)
async def renew(request: Asked, actor: Me) -> Response[Any]:
    """A new address; the one before no longer answers."""
    given = await read_form(request, PlaceKeyForm)
    await actions.renew_place_key(actor, given.place, given.kind, now=clock.now())
    return redirect(request, f"/shifts/addresses#place-{given.place}", toast=_("新地址已经可用，以前的地址打不开了"))


@post("/shifts/addresses/ends", may=May.ARRANGE_SHIFTS)
async def end(request: Asked, actor: Me) -> Response[Any]:
    """No address any more."""
    given = await read_form(request, PlaceKeyForm)
    await actions.end_place_key(actor, given.place, given.kind, now=clock.now())
    return redirect(request, f"/shifts/addresses#place-{given.place}", toast=_("已停用，这个地址打不开了"))


@get("/feeds/{token:str}/place.ics", may=May.ANYONE)
async def feed(request: Asked, token: FromPath[str]) -> Response[bytes]:
    """The published shifts of a place, for whoever knows the secret address; asked too often, it is a little old.

    Raises:
        Missing: the address was ended or never was.
    """
    nonce = signing.unsigned(PURPOSES[PlaceKeyKind.CALENDAR], token)
    place, name = found(await queries.place_of_key(nonce, PlaceKeyKind.CALENDAR, clock.today()) if nonce else None)
    domain = _host(request)
    body = FEEDS.get((place, domain))
    if body is None:
        now = clock.now()
        with locale.speaking(locale.SOURCE):
            events = await queries.place_events(place, _base(request), now)
            body = calendar_file(_("志愿班次：%(name)s", name=name), events, domain=domain, generated_at=now)
        FEEDS.put((place, domain), body)
    headers = {"cache-control": f"private, max-age={FEED_SECONDS}", "x-content-type-options": "nosniff"}
    return Response(body, headers=headers, media_type=TEXT_CALENDAR)


@get("/kiosk/{secret:str}", may=May.ANYONE)
async def screen(request: Asked, secret: FromPath[str]) -> Response[Any]:
    """今日志愿者, for a screen at the door: who comes today, called as they agreed to; asked for again each minute.

    Raises:
        Missing: the address was ended or never was.

    Source: 志愿服务条例 art. 20: nobody's data is made public without their consent.
    """
    nonce = signing.unsigned(PURPOSES[PlaceKeyKind.SCREEN], secret)
    now = clock.now()
    today = clock.at_library(now).date()
    place, name = found(await queries.place_of_key(nonce, PlaceKeyKind.SCREEN, today) if nonce else None)
    shifts = await queries.today_at(place, today)
    people = sum(len(names) for one in shifts for _post, names in one.posts)
    return page(
        request,
        "shifts/kiosk",
        part="today",
        secret=secret,
        name=name,
        shifts=shifts,
        people=people,
        today=today,
        now=now,
        headers={"referrer-policy": "no-referrer", "x-robots-tag": "noindex"},
        **WORDS,
    )


def _host(request: Asked) -> str:
    return request.headers.get("host", "")[:LONGEST_HOST] or "zhixing"


def _base(request: Asked) -> str:
    return f"{'https' if settings.current().https else 'http'}://{_host(request)}"


handlers = [show, renew, end, feed, screen]
