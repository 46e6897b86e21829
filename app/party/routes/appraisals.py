"""民主评议: the rounds, and the sheet of one round once it is open."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from litestar import Response
from litestar.params import FromPath, FromQuery

from app import clock
from app.actor import Actor, May
from app.locale import _
from app.party.actions import appraisals as actions
from app.party.actions.appraisals import Counted, RoundFacts
from app.party.forms.appraisals import AmendForm, RoundForm
from app.party.forms.branch import LookForm
from app.party.queries import appraisals as queries
from app.party.queries.appraisals import EntryView
from app.party.routes.asked import numbered, texts_of
from app.party.routes.branch import filled_again
from app.party.rules.appraisals import GRADES, LONGEST, MANNERS, RULES, Manner, Tally
from app.refusals import Refused, found
from app.web import Filled, Malformed, Me, blank, get, page, post, read_form, redirect
from app.web.page import Asked

ADDRESS = "/party/appraisals"
ROUND = ADDRESS + "/{number:int}"
COUNTS = ("excellent", "qualified", "basic", "unqualified")
MOST_BALLOTS = 500
WORDS: dict[str, Any] = {"grades": GRADES, "manners": MANNERS, "Manner": Manner, "rules": RULES, "counts": COUNTS}


@get(ADDRESS, may=May.SEE_PARTY)
async def index(request: Asked, actor: Me, meeting: FromQuery[int] = 0) -> Response[Any]:
    """All rounds, and how many members have a result; the page of a meeting asks for a round of it."""
    return await _index(request, actor, chosen=meeting)


@post(ADDRESS, may=May.KEEP_PARTY)
async def begin(request: Asked, actor: Me) -> Response[Any]:
    """Begin the round of a year."""
    try:
        given = await read_form(request, RoundForm)
        facts = RoundFacts(given.year, given.held_on, given.ballots, given.meeting)
        number = await actions.open_round(actor, facts, now=clock.now())
    except Malformed as malformed:
        return await _index(request, actor, malformed.filled, status=422)
    except Refused as refused:
        return await _index(request, actor, filled_again(given, refused.reasons), status=409)
    return redirect(request, f"{ADDRESS}/{number}", toast=_("评议开始了，名单是评议会那天的正式党员"))


async def _index(
    request: Asked, actor: Actor, form: Filled | None = None, *, status: int = 200, chosen: int = 0
) -> Response[Any]:
    free = await queries.free_meetings()
    year = next((on.year for number, _title, on in free if number == chosen), clock.today().year)
    return page(
        request,
        "party/appraisals",
        status=status,
        rounds=await queries.rounds(),
        keeps=actor.may(May.KEEP_PARTY),
        form=form or blank(year=year, meeting=chosen or "", held_on="", ballots=""),
        meeting_choices=_said(free),
        **WORDS,
    )


def _said(meetings: Sequence[tuple[int, str, date]]) -> list[tuple[int, str]]:
    """Meetings to choose from, with their day."""
    return [(number, f"{on} {title}") for number, title, on in meetings]


@get(ROUND, may=May.SEE_PARTY)
async def show(request: Asked, actor: Me, number: FromPath[int]) -> Response[Any]:
    """Who has what in this round; the contents once somebody said why they look."""
    return await _show(request, actor, number)


@post(ROUND, may=May.KEEP_PARTY)
async def amend(request: Asked, actor: Me, number: FromPath[int]) -> Response[Any]:
    """Put the day or the number of ballots right."""
    try:
        given = await read_form(request, AmendForm)
        await actions.amend_round(actor, number, given.held_on, given.ballots, given.meeting, now=clock.now())
    except Malformed as malformed:
        return await _show(request, actor, number, malformed.filled, status=422)
    except Refused as refused:
        return await _show(request, actor, number, filled_again(given, refused.reasons), status=409)
    return redirect(request, f"{ADDRESS}/{number}", toast=_("已保存"))


@post(ROUND + "/look", may=May.SEE_PARTY)
async def look(request: Asked, actor: Me, number: FromPath[int]) -> Response[Any]:
    """Open the whole sheet, and say why."""
    try:
        given = await read_form(request, LookForm)
        await actions.open_sheet(actor, number, given.why, now=clock.now())
    except Malformed as malformed:
        return await _show(request, actor, number, malformed.filled, status=422)
    except Refused as refused:
        form = Filled({"why": given.why}, {"why": refused.reasons[0].sentence})
        return await _show(request, actor, number, form, status=409)
    return redirect(request, f"{ADDRESS}/{number}#sheet")


@post(ROUND + "/counts", may=May.KEEP_PARTY)
async def count(request: Asked, actor: Me, number: FromPath[int]) -> Response[Any]:
    """Write down how the ballots fell and what peers said, for whom a line was filled in."""
    texts: dict[str, str] = {}
    try:
        texts = await texts_of(request)
        counted = _counted(texts, await queries.entries(number))
        done = await actions.count(actor, number, counted, now=clock.now())
    except Malformed as malformed:
        return await _show(request, actor, number, malformed.filled, status=422)
    except Refused as refused:
        form = Filled(texts, {"": " ".join(why.sentence for why in refused.reasons)})
        return await _show(request, actor, number, form, status=409)
    return redirect(request, f"{ADDRESS}/{number}#sheet", toast=_("录了 %(n)d 人的票数", n=done))


def _counted(texts: dict[str, str], known: list[EntryView]) -> dict[int, Counted]:
    typed, counted, errors = numbered(texts, "t"), {}, []
    for one in known:
        given = {word: typed.get((one.id, word), "") for word in COUNTS}
        peers = typed.get((one.id, "peers"), "")
        if not any(given.values()):
            continue
        numbers = {word: _whole(text or "0") for word, text in given.items()}
        if None in numbers.values() or len(peers) > LONGEST:
            errors.append(_("%(name)s：票数写整数，互评最多 %(most)d 个字", name=one.name, most=LONGEST))
            continue
        tally = Tally(**{word: value or 0 for word, value in numbers.items()})
        if Counted(tally, peers) != Counted(one.tally or Tally(-1, 0, 0, 0), one.peers):
            counted[one.id] = Counted(tally, peers)
    if errors:
        raise Malformed(Filled(texts, {"": "；".join(errors)}))
    return counted


def _whole(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and int(text[:6]) <= MOST_BALLOTS else None


async def _show(
    request: Asked, actor: Actor, number: int, form: Filled | None = None, *, status: int = 200
) -> Response[Any]:
    sheet = found(await queries.sheet(actor, number, clock.now()))
    one = sheet.round
    # The day of a meeting follows it; only without one it is typed.
    held_on = "" if one.meeting else one.held_on.isoformat()
    values: dict[str, Any] = {"held_on": held_on, "ballots": one.ballots, "meeting": one.meeting or ""}
    for each in sheet.entries if sheet.is_open else ():
        if each.tally:
            values |= {f"t-{each.id}-{word}": getattr(each.tally, word) for word in COUNTS}
        values[f"t-{each.id}-peers"] = each.peers
    return page(
        request,
        "party/appraisal_round",
        status=status,
        one=one,
        entries=sheet.entries,
        meeting_choices=_said(await queries.free_meetings(number)),
        opened=sheet.is_open,
        keeps=actor.may(May.KEEP_PARTY),
        form=Filled({**values, **form.values}, form.errors) if form else Filled(values),
        **WORDS,
    )


handlers = [index, begin, show, amend, look, count]
