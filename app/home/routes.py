"""The first screen, search over the slices, preferences, health."""

import asyncio
from typing import Annotated, Any

import msgspec
from litestar import Response
from litestar.params import FromPath, FromQuery
from msgspec import Meta

from app import __version__, clock, locale, settings
from app.actor import Actor, May
from app.audit import queries as audit
from app.exams.queries.searching import exams_called
from app.home import queries
from app.home.finding import laws_called, newest_backup
from app.home.queries import certificates, feeds
from app.home.queries.certificates import Checked
from app.home.queries.own_copy import own_copy
from app.home.queries.party import duties_of_the_month, leads_to_own_page
from app.locale import _
from app.notices import queries as notices
from app.office.calendars import TEXT_CALENDAR, calendar_file
from app.people import guesses
from app.people.queries.keys import holder
from app.people.queries.searching import people_called, places_called
from app.people.rules import throttle
from app.people.rules.codes import tidy_code
from app.people.rules.keys import PURPOSE
from app.refusals import found
from app.storage import database, is_unavailable
from app.storage.memory import Memory
from app.study.queries import readings_called, sessions_called
from app.web import Me, get, page, post, read_form, redirect, signing
from app.web.door import own_path
from app.web.page import Asked
from app.web.whence import LONGEST

SHOWN_NOTICES = 5
LONGEST_HOST, LONGEST_CODE = 100, 60
FEED_SECONDS = 300
FEEDS: Memory[tuple[int, str], bytes] = Memory(most=500, seconds=FEED_SECONDS)
"""Calendars as they were made, by person (0 for the library's) and host: whoever asks more often costs one look-up."""


class Preferences(msgspec.Struct, forbid_unknown_fields=True):
    """One button of the footer: which preference, and where to go back to."""

    back: Annotated[str, Meta(max_length=LONGEST)] = "/"
    language: str = ""
    theme: str = ""
    size: str = ""
    keys: str = ""


@get("/", may=May.SIGNED_IN)
async def show(request: Asked, actor: Me) -> Response[Any]:
    """Home by role."""
    now = clock.now()
    tasks = await queries.tasks(actor, now)
    duties = await duties_of_the_month(actor, now)
    unseen = await notices.told(actor, unseen_only=True, most=SHOWN_NOTICES)
    known: dict[str, Any] = {"duties": duties, "of_the_branch": await leads_to_own_page(actor)}
    return page(request, "home/home", part="notices", tasks=tasks, notices=unseen, now=now, **known)


@get("/search", may=May.SIGNED_IN)
async def search(request: Asked, actor: Me, q: FromQuery[str] = "") -> Response[Any]:
    """People by characters, pinyin or initials; places; study; exams; laws; each where the actor may see them."""
    text = q.strip()[:40]
    people = await people_called(actor, text) if text and actor.may(May.SEE_PEOPLE) else []
    places = await places_called(actor, text) if text else []
    exams = await exams_called(actor, text) if text else []
    sessions = await sessions_called(actor, text) if text else []
    readings = await readings_called(actor, text) if text else []
    laws = laws_called(text) if text else []
    found: dict[str, Any] = {"people": people, "places": places, "sessions": sessions, "exams": exams, "laws": laws}
    found["readings"] = readings
    return page(request, "home/search", part="found", q=text, **found)


@get("/account/data.json", may=May.SIGNED_IN)
async def own_data(actor: Me) -> Response[bytes]:
    """Everything that tables hold about the actor, as a file."""
    headers = {"content-disposition": 'attachment; filename="zhixing-my-data.json"'}
    return Response(await own_copy(actor, clock.now()), headers=headers, media_type="application/json")


@post("/preferences", may=May.ANYONE)
async def prefer(request: Asked) -> Response[Any]:
    """Language, theme, size and single-letter keys, remembered in the browser."""
    given = await read_form(request, Preferences)
    for name in ("language", "theme", "size", "keys"):
        request.auth.prefer(name, getattr(given, name))
    return redirect(request, own_path(given.back))


@get("/health", may=May.ANYONE)
async def health() -> Response[bytes]:
    """For monitors: 200 when the database answers, else 503; JSON either way."""
    status, code = "ok", 200
    try:
        await database().read("SELECT 1 AS one")
    except Exception as error:
        if not is_unavailable(error):
            raise
        status, code = "unavailable", 503
    body = {"status": status, "version": __version__, "engine": database().dialect}
    return Response(msgspec.json.encode(body), status_code=code, media_type="application/json")


@get("/installation", may=May.MANAGE_INSTALLATION)
async def installation(request: Asked, actor: Me) -> Response[Any]:
    """What the IT person looks at: version, engine, whether the ledger holds."""
    facts = {"version": __version__, "engine": database().dialect}
    backed_up_at = await asyncio.to_thread(newest_backup, settings.current().data)
    broken = await audit.broken_at()
    return page(request, "home/installation", facts=facts, broken=broken, backed_up_at=backed_up_at, now=clock.now())


@get("/feeds/library.ics", may=May.ANYONE)
async def library_feed(request: Asked) -> Response[bytes]:
    """When the library is closed because its people study, for readers' calendars."""
    domain = _host(request)
    body = FEEDS.get((0, domain))
    if body is None:
        now = clock.now()
        with locale.speaking(locale.SOURCE):
            events = await feeds.closures(now)
            body = calendar_file(_("闭馆时间"), events, domain=domain, generated_at=now)
        FEEDS.put((0, domain), body)
    return _calendar(body, "public")


@get("/feeds/{token:str}/mine.ics", may=May.ANYONE)
async def own_feed(request: Asked, token: FromPath[str]) -> Response[bytes]:
    """A person's shifts, sessions and exams, for whoever knows the secret address; asked too often, it is a little old.

    Raises:
        Missing: the address was ended or never was.
    """
    nonce = signing.unsigned(PURPOSE, token)
    person, name = found(await holder(nonce, clock.today()) if nonce else None)
    domain = _host(request)
    body = FEEDS.get((person, domain))
    if body is None:
        now = clock.now()
        base = f"{'https' if settings.current().https else 'http'}://{domain}"
        with locale.speaking(locale.SOURCE):
            events = await feeds.own_events(person, name, base, now)
            body = calendar_file(_("知行：%(name)s", name=name), events, domain=domain, generated_at=now)
        FEEDS.put((person, domain), body)
    return _calendar(body, "private")


def _host(request: Asked) -> str:
    return request.headers.get("host", "")[:LONGEST_HOST] or "zhixing"


def _calendar(body: bytes, whose: str) -> Response[bytes]:
    headers = {"cache-control": f"{whose}, max-age={FEED_SECONDS}", "x-content-type-options": "nosniff"}
    return Response(body, headers=headers, media_type=TEXT_CALENDAR)


@get("/certificates", may=May.ANYONE)
async def ask_for_code(request: Asked, code: FromQuery[str] = "") -> Response[Any]:
    """Where the code of a certificate is typed in."""
    tidy = tidy_code(code[:LONGEST_CODE])
    return (
        redirect(request, f"/certificates/{tidy}")
        if tidy
        else page(request, "home/certificate", code="", one=None, few="")
    )


@get("/certificates/{code:str}", may=May.ANYONE)
async def check_certificate(request: Asked, actor: Me, code: FromPath[str]) -> Response[Any]:
    """Whether the certificate with this code holds; of its person only the masked name."""
    tidy = tidy_code(code[:LONGEST_CODE])
    one, few = await _checked(actor, tidy) if tidy else (None, "")
    typed = tidy or code[:LONGEST_CODE]
    return page(request, "home/certificate", status=200 if one else 404, code=typed, one=one, few=few)


async def _checked(actor: Actor, code: str) -> tuple[Checked | None, str]:
    """The certificate, else what is said when few tries are left; a right code is not counted."""
    now = clock.now()
    guess = await guesses.take_at_check(code, actor.origin, now)
    one = await certificates.checked(actor, code)
    if one is not None:
        await guesses.forgive(guess, actor.origin, now)
    return one, "" if one else throttle.few_checks(guess.left)


handlers = [
    show,
    search,
    own_data,
    prefer,
    health,
    installation,
    library_feed,
    own_feed,
    ask_for_code,
    check_certificate,
]
