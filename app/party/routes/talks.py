"""谈心谈话: that they took place and who has still to talk; one talk behind its door; one's own."""

from datetime import date
from typing import Any

from litestar import Response
from litestar.params import FromPath, FromQuery

from app import clock
from app.actor import Actor, May, Role
from app.locale import _
from app.party.actions import talks as actions
from app.party.actions.looking import look as look_at
from app.party.actions.talks import TalkFacts
from app.party.forms.branch import LookForm
from app.party.forms.talks import DaysForm, NoteForm, RemovalForm, TalkForm
from app.party.queries import talks as queries
from app.party.queries.looking import is_open
from app.party.queries.structure import structure_on
from app.party.routes.asked import year_of
from app.party.routes.branch import filled_again
from app.party.rules.access import Restricted
from app.party.rules.branch import Structure
from app.party.rules.talks import ONCE_A_YEAR, Note, TypedTalk, talks_typed
from app.refusals import Refused, found
from app.web import Filled, Malformed, Me, blank, get, page, post, read_form, redirect
from app.web.page import Asked

ADDRESS, OWN = "/party/talks", "/party/me/talks"
ONE = ADDRESS + "/{talk:int}"


@get(ADDRESS, may=May.SEE_PARTY)
async def show(request: Asked, actor: Me, year: FromQuery[str] = "") -> Response[Any]:
    """The talks of a year and whom they still miss."""
    return await _page(request, actor, year_of(year, clock.today().year))


@post(ADDRESS, may=May.KEEP_PARTY)
async def write(request: Asked, actor: Me) -> Response[Any]:
    """Write down a talk of any two members."""
    try:
        given = await read_form(request, TalkForm)
        facts = TalkFacts(found(given.first), given.second, given.held_on)
        await actions.write_talk(actor, facts, note_of(given), now=clock.now())
    except Malformed as malformed:
        return await _page(request, actor, clock.today().year, malformed.filled, status=422)
    except Refused as refused:
        return await _page(request, actor, clock.today().year, filled_again(given, refused.reasons), status=409)
    return redirect(request, f"{ADDRESS}?year={given.held_on.year}", toast=_("已登记"))


@post(ADDRESS + "/pasted", may=May.KEEP_PARTY)
async def write_days(request: Asked, actor: Me) -> Response[Any]:
    """Write down that many talks took place."""
    try:
        given = await read_form(request, DaysForm)
        typed = talks_typed(given.pasted, _unique_names(await structure_on(clock.today())))
        if wrong := [one.problem for one in typed if one.problem]:
            raise Malformed(Filled({"pasted": given.pasted}, {"pasted": "；".join(wrong[:5])}))
        count = await actions.write_days(actor, [_facts(one) for one in typed], now=clock.now())
    except Malformed as malformed:
        return await _page(request, actor, clock.today().year, malformed.filled, status=422)
    except Refused as refused:
        errors = {"pasted": " ".join(why.sentence for why in refused.reasons)}
        form = Filled({"pasted": given.pasted}, errors)
        return await _page(request, actor, clock.today().year, form, status=409)
    return redirect(request, ADDRESS, toast=_("登记了 %(n)d 次谈话，内容可以以后补写", n=count))


@get(ONE, may=May.SEE_OWN_PARTY)
async def one(request: Asked, actor: Me, talk: FromPath[int]) -> Response[Any]:
    """One talk: for both who talked; for the secretary once they say why."""
    return await _one(request, actor, talk)


@post(ONE + "/look", may=May.SEE_OWN_PARTY)
async def look(request: Asked, actor: Me, talk: FromPath[int]) -> Response[Any]:
    """Open what was said, and say why."""
    about = found(await queries.talk(actor, talk)).about
    try:
        given = await read_form(request, LookForm)
        await look_at(actor, Restricted.TALK, talk, about, given.why, now=clock.now())
    except Malformed as malformed:
        return await _one(request, actor, talk, malformed.filled, status=422)
    except Refused as refused:
        form = Filled({"why": given.why}, {"why": refused.reasons[0].sentence})
        return await _one(request, actor, talk, form, status=409)
    return redirect(request, f"{ADDRESS}/{talk}")


@post(ONE + "/notes", may=May.SEE_OWN_PARTY)
async def write_note(request: Asked, actor: Me, talk: FromPath[int]) -> Response[Any]:
    """Write down what was said, anew."""
    try:
        given = await read_form(request, NoteForm)
        await actions.write_note(actor, talk, note_of(given), now=clock.now())
    except Malformed as malformed:
        return await _one(request, actor, talk, malformed.filled, status=422)
    except Refused as refused:
        return await _one(request, actor, talk, filled_again(given, refused.reasons), status=409)
    return redirect(request, f"{ADDRESS}/{talk}", toast=_("已保存，以前写的还查得到"))


@post(ONE + "/removals", may=May.SEE_OWN_PARTY)
async def remove(request: Asked, actor: Me, talk: FromPath[int]) -> Response[Any]:
    """It was entered wrongly."""
    try:
        given = await read_form(request, RemovalForm)
        await actions.remove_talk(actor, talk, given.reason, now=clock.now())
    except Malformed as malformed:
        return await _one(request, actor, talk, malformed.filled, status=422)
    except Refused as refused:
        return await _one(request, actor, talk, filled_again(given, refused.reasons), status=409)
    return redirect(request, ADDRESS if actor.may(May.SEE_PARTY) else OWN, toast=_("已撤去，不再计入"))


@get(OWN, may=May.SEE_OWN_PARTY)
async def own(request: Asked, actor: Me) -> Response[Any]:
    """One's own talks."""
    return await _own(request, actor)


@post(OWN, may=May.SEE_OWN_PARTY)
async def write_own(request: Asked, actor: Me) -> Response[Any]:
    """Write down a talk that one had."""
    try:
        given = await read_form(request, TalkForm)
        facts = TalkFacts(actor.person, given.second, given.held_on)
        await actions.write_talk(actor, facts, note_of(given), now=clock.now())
    except Malformed as malformed:
        return await _own(request, actor, malformed.filled, status=422)
    except Refused as refused:
        return await _own(request, actor, filled_again(given, refused.reasons), status=409)
    return redirect(request, OWN, toast=_("已登记"))


def note_of(given: NoteForm | TalkForm) -> Note:
    """What the form says of a talk."""
    return Note(given.place, given.content, given.problem, given.follow_up)


def _facts(one: TypedTalk) -> TalkFacts:
    return TalkFacts(found(one.first), found(one.second), found(one.held_on))


def _unique_names(structure: Structure | None) -> dict[str, int]:
    members = structure.members if structure else ()
    names = [each.name for each in members]
    return {each.name: each.person for each in members if names.count(each.name) == 1}


def _choices(structure: Structure | None, but: int | None = None) -> list[tuple[int, str]]:
    return [(each.person, each.name) for each in (structure.members if structure else ()) if each.person != but]


async def _page(
    request: Asked, actor: Actor, year: int, form: Filled | None = None, *, status: int = 200
) -> Response[Any]:
    today = clock.today()
    return page(
        request,
        "party/talks",
        status=status,
        year=year,
        this_year=today.year,
        known=await queries.talk_year(year, today),
        keeps=actor.may(May.KEEP_PARTY),
        people=_choices(await structure_on(today)) if actor.may(May.KEEP_PARTY) else [],
        rule=ONCE_A_YEAR,
        form=form or blank(held_on=_in(year, today).isoformat()),
    )


def _in(year: int, today: date) -> date:
    return today if today.year == year else date(year, 12, 31)


async def _one(
    request: Asked, actor: Actor, talk_id: int, form: Filled | None = None, *, status: int = 200
) -> Response[Any]:
    talk = found(await queries.talk(actor, talk_id))
    opened = await is_open(actor, Restricted.TALK, talk_id, talk.about, clock.now())
    notes = await queries.notes(talk_id) if opened else []
    newest = notes[0].note if notes else Note()
    return page(
        request,
        "party/talk",
        status=status,
        talk=talk,
        opened=opened,
        notes=notes,
        removes=Role.SECRETARY in actor.roles or talk.by_id == actor.id,
        form=form
        or blank(
            place=newest.place, content=newest.content, problem=newest.problem, follow_up=newest.follow_up, reason=""
        ),
    )


async def _own(request: Asked, actor: Actor, form: Filled | None = None, *, status: int = 200) -> Response[Any]:
    structure = await structure_on(clock.today())
    mine = structure.member(actor.person) if structure else None
    return page(
        request,
        "party/talks_own",
        status=status,
        talks=await queries.own_talks(actor.person),
        people=_choices(structure, actor.person) if mine else [],
        rule=ONCE_A_YEAR,
        form=form or blank(held_on=clock.today().isoformat()),
    )


handlers = [show, write, write_days, one, look, write_note, remove, own, write_own]
