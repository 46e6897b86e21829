"""Every route and every role: who has the route's mark comes in, and nobody else."""

import re

import pytest

from app.actor import GRANTS, RESTING, May, Role
from tests.app.party.rows import seated
from tests.cast import Browser, browser, site
from tests.makers import a_person

NOBODY_HAS_THIS_ID = "999999"
PLACES = {"int": NOBODY_HAS_THIS_ID, "str": "nothing", "path": "nothing.css"}
NOBODY = None


def routes() -> list[tuple[str, str, May | None]]:
    """Method, address with ids that nothing has, and the mark of every route that the product serves."""
    return sorted(
        (method, re.sub(r"\{\w+:(\w+)\}", lambda found: PLACES[found[1]], route.path), handler.opt.get("may"))
        for route in site.routes
        for handler in getattr(route, "route_handlers", ())
        for method in handler.http_methods - {"OPTIONS"}
    )


async def ask(who: Browser, method: str, address: str, **headers: str):
    """One request as a page of ours makes it, with a form token and nothing in the form."""
    sent = {"X-CSRF-Token": who.token(), **headers} if method != "GET" else headers
    return await who.client.request(method, address, headers=sent)


def is_let_in(answer) -> bool:
    led_away = answer.status_code == 303 and answer.headers["location"].startswith("/sign-in?next=")
    return answer.status_code not in {401, 403} and not led_away


def test_every_route_bears_a_mark_and_is_asked_in_a_way_we_know():
    assert len(routes()) > 80
    assert [(method, address) for method, address, mark in routes() if not isinstance(mark, May)] == []
    assert {method for method, _, _ in routes()} == {"GET", "POST"}


@pytest.mark.parametrize("role", list(Role))
async def test_a_role_comes_in_exactly_where_its_marks_let_it(db, role):
    actor = await a_person("示例", role)
    if role is Role.COMMITTEE:
        await seated(actor)
    turn, wrong = list(Role).index(role), {}
    for number, (method, address, mark) in enumerate(routes()):
        comes_in = mark is May.ANYONE or mark in GRANTS[role]
        # The door refuses by the mark alone: each route refuses a quarter of the roles here, so each refuses several.
        if not comes_in and (number - turn) % 4:
            continue
        # Signing out is one of the routes, so everybody begins anew each time.
        answer = await ask(await browser(actor), method, address)
        if is_let_in(answer) != comes_in:
            wrong[method, address] = answer.status_code
        if answer.status_code >= 500:
            wrong[method, address] = answer.status_code
    assert wrong == {}


async def test_the_committees_role_without_a_seat_opens_nothing_of_the_committees_and_says_why(db):
    who = await browser(await a_person("示例", Role.COMMITTEE))
    wrong = {}
    for method, address, mark in routes():
        if mark in RESTING[Role.COMMITTEE]:
            answer = await ask(who, method, address)
            if answer.status_code != 403 or "没有在任的委员职务" not in answer.text:
                wrong[method, address] = answer.status_code
    assert wrong == {}


async def test_a_person_without_a_role_sees_what_is_their_own(db):
    actor = await a_person("示例")
    wrong = {}
    for method, address, mark in routes():
        answer = await ask(await browser(actor), method, address)
        if is_let_in(answer) != (mark in {May.ANYONE, May.SIGNED_IN}):
            wrong[method, address] = answer.status_code
    assert wrong == {}


async def test_a_visitor_is_shown_the_way_in_and_changes_nothing(db):
    visitor = await browser(NOBODY)
    wrong = {}
    for method, address, mark in routes():
        if mark is May.ANYONE:
            continue
        as_page = await ask(visitor, method, address)
        as_program = await ask(visitor, method, address, Accept="application/json")
        as_part = await ask(visitor, method, address, **{"HX-Request": "true"})
        expected = (303, 401, 401) if method == "GET" else (401, 401, 401)
        if (as_page.status_code, as_program.status_code, as_part.status_code) != expected:
            wrong[method, address] = as_page.status_code
        if method == "GET" and not as_page.headers["location"].startswith(("/sign-in?next=/", "/sign-in")):
            wrong[method, address] = as_page.headers["location"]
        if as_program.json()["code"] != "signed_out" or (
            # A part is led to the door; whoever was writing keeps the page and reads it there.
            as_part.headers.get("hx-retarget") != "#notice"
            if method == "POST"
            else not as_part.headers["hx-redirect"].startswith("/sign-in")
        ):
            wrong[method, address] = as_program.text
    assert wrong == {}


async def test_without_a_form_token_nothing_is_done_by_anybody(db):
    everything = await a_person("示例", *Role)
    wrong = {}
    for method, address, _ in routes():
        if method == "POST":
            who = await browser(everything)
            none, forged = (
                await who.client.post(address),
                await who.client.post(address, headers={"X-CSRF-Token": "0" * 48}),
            )
            elsewhere = await who.client.post(
                address, headers={"X-CSRF-Token": who.token(), "Origin": "http://evil.test"}
            )
            statuses = {none.status_code, forged.status_code, elsewhere.status_code}
            if statuses != {403}:
                wrong[address] = statuses
    assert wrong == {}


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE", "CONNECT"])
async def test_no_route_answers_another_method(db, method):
    who = await browser(await a_person("示例", *Role))
    served = {
        address
        for _, address, _ in routes()
        if (await who.client.request(method, address, headers={"X-CSRF-Token": who.token()})).status_code
        not in {404, 405}
    }
    assert served == set()


# Learners from outside have no account: an address nobody can guess, or name, phone and code, says who they are.
LEARNERS = {
    "GET /enrol/nothing",
    "POST /enrol/nothing",
    "GET /enrol/nothing/me",
    "POST /enrol/nothing/me",
    "GET /learners/nothing",
    "GET /learners/nothing/certificate",
    "GET /learners/nothing/paper",
    "GET /learners/nothing/rating",
    "POST /learners/nothing/answers",
    "POST /learners/nothing/hand-ins",
    "POST /learners/nothing/rating",
    "POST /learners/nothing/sittings",
    "POST /learners/nothing/withdrawals",
    "GET /arrivals/nothing",
    "POST /arrivals/nothing",
}
JOINING = {
    "GET /join",
    "GET /join/received",
    "GET /join/rules",
    "GET /join/state",
    "POST /join/state",
    "GET /join/999999",
    "POST /join/999999",
}
# What the library decided, by address and not by mark, so that a mark put on the wrong route is found here.
STUDY = {Role.STAFF, Role.COORDINATOR, Role.MANAGER, Role.SECRETARY}
ONLY = {
    r"POST /(people|libraries|places)\b.*": {Role.ADMINISTRATOR, Role.MANAGER},
    r"POST /people\b.*": {Role.ADMINISTRATOR},
    r"GET /people\b.*": {Role.ADMINISTRATOR, Role.MANAGER},
    r"\w+ /bank\b.*": {Role.EDITOR},
    r"POST /calendar\b.*": {Role.MANAGER, Role.ADMINISTRATOR},
    r"POST /gatherings\b.*": {Role.COORDINATOR, Role.MANAGER, Role.SECRETARY},
    r"GET /gatherings/\d+/(?!evidence/).+": {Role.COORDINATOR, Role.MANAGER, Role.SECRETARY},
    r"\w+ /classes\b.*": {Role.MANAGER, Role.SECRETARY},
    r"\w+ /ledger": {Role.AUDITOR},
    r"POST /shifts/(projects|ages|consents|retention)\b.*": {Role.MANAGER},
    r"\w+ /volunteers/(requests\b.*|\d+/erasure)": {Role.MANAGER},
    r"\w+ /volunteers/(review|cards)\b.*": {Role.COORDINATOR, Role.MANAGER},
    r"\w+ /(installation|demo)\b.*": {Role.ADMINISTRATOR},
    r"GET /exams/manage/\d+/marks.*": {Role.MANAGER},
    r"GET /exams/manage/\d+/paper\.docx": {Role.EDITOR, Role.MANAGER},
    r"POST /exams/manage(/\d+(/(openings|closings|enrolments|withdrawals).*)?)?": {Role.EDITOR},
    r"\w+ /exams/manage/\d+/(late.*|extra-time)": {Role.EDITOR, Role.INVIGILATOR},
    r"GET /exams/manage(/\d+(/seats)?)?": {Role.EDITOR, Role.INVIGILATOR, Role.MANAGER},
    r"\w+ /exams(/\d+.*|/attempts/.*)?": STUDY | {Role.VOLUNTEER},
}


@pytest.mark.parametrize("pattern", ONLY)
def test_only_those_whose_business_it_is(pattern):
    named = [
        (method, address, mark) for method, address, mark in routes() if re.fullmatch(pattern, f"{method} {address}")
    ]
    assert named
    for method, address, mark in named:
        roles = {role for role in Role if mark in GRANTS[role]}
        assert roles <= ONLY[pattern], f"{method} {address}"


def test_what_everybody_may_open_without_signing_in_is_counted():
    assert {f"{method} {address}" for method, address, mark in routes() if mark is May.ANYONE} == {
        "GET /certificates",
        "GET /certificates/nothing",
        "GET /feeds/library.ics",
        "GET /feeds/nothing/mine.ics",
        "GET /feeds/nothing/place.ics",
        "GET /kiosk/nothing",
        "GET /health",
        "GET /notices/mail/nothing",
        "POST /notices/mail/nothing",
        "GET /screens/nothing",
        "GET /static/nothing.css",
        "GET /sign-in",
        "POST /sign-in",
        "GET /activate",
        "POST /activate",
        "GET /activate/password",
        "POST /activate/password",
        "GET /setup",
        "POST /setup",
        "POST /preferences",
        *LEARNERS,
        *JOINING,
    }
