"""Party dues: the table of a year, what was agreed, and the file of it."""

from typing import Any

from litestar import Response
from litestar.params import FromPath, FromQuery

from app import clock
from app.actor import Actor, May
from app.locale import _
from app.office import XLSX, download
from app.party.actions import dues as actions
from app.party.actions.dues import Receipt, Taken
from app.party.exports.dues import dues_workbook
from app.party.forms.dues import ArrangementForm, TakenForm, UntilForm
from app.party.queries import dues as queries
from app.party.queries.dues import DuesLine, month_sums
from app.party.routes.asked import numbered, texts_of, whole_of, year_of
from app.party.routes.branch import filled_again
from app.party.rules.dues import ARRANGEMENT_RULES, ARRANGEMENTS, MONTH_STATES, RULES, Alarm, Month, MonthState
from app.party.rules.receiving import fen_typed, pasted_amounts, yuan
from app.people.queries.places import contact
from app.refusals import Refused
from app.web import Filled, Malformed, Me, blank, get, page, post, read_form, redirect
from app.web.forms import fit
from app.web.page import Asked

ADDRESS = "/party/dues"
WORDS: dict[str, Any] = {
    "month_states": MONTH_STATES,
    "MonthState": MonthState,
    "Alarm": Alarm,
    "arrangement_words": ARRANGEMENTS,
    "yuan": yuan,
    "dues_rules": RULES,
}
TAKEN = ("received_on", "taken_by", "note", "pasted", "pasted_month")


@get(ADDRESS, may=May.SEE_PARTY)
async def show(request: Asked, actor: Me, year: FromQuery[str] = "") -> Response[Any]:
    """Members and the twelve months of a year."""
    return await _page(request, actor, year_of(year, clock.today().year))


@post(ADDRESS + "/{year:int}", may=May.KEEP_PARTY)
async def receive(request: Asked, actor: Me, year: FromPath[int]) -> Response[Any]:
    """Enter the amounts that were typed into the table or pasted as a column."""
    year = year_of(str(year), clock.today().year)
    texts: dict[str, str] = {}
    try:
        texts = await texts_of(request)
        given = fit(whole_of(texts, *TAKEN), TakenForm)
        lines = await queries.dues_year(year, clock.today())
        receipts = _receipts(texts, given, lines, year)
        taken = Taken(given.received_on, given.taken_by, given.note)
        count = await actions.receive(actor, receipts, taken, now=clock.now())
    except Malformed as malformed:
        form = Filled({**texts, **malformed.filled.values}, malformed.filled.errors)
        return await _page(request, actor, year, form, status=422)
    except Refused as refused:
        errors = {_field(why.code): why.sentence for why in refused.reasons}
        if len(errors) < len(refused.reasons):
            errors[""] = " ".join(why.sentence for why in refused.reasons if not _field(why.code))
        return await _page(request, actor, year, Filled(texts, errors), status=409)
    return redirect(request, f"{ADDRESS}?year={year}", toast=_("登记了 %(n)d 笔", n=count))


def _field(code: str) -> str:
    return code if code == "received_on" else ""


def _receipts(texts: dict[str, str], given: TakenForm, lines: list[DuesLine], year: int) -> list[Receipt]:
    typed = {(member, int(month)): text for (member, month), text in numbered(texts, "m").items() if month.isdigit()}
    errors: dict[str, str] = {}
    if given.pasted.strip():
        if given.pasted_month is None:
            errors["pasted_month"] = _("选一个月，粘贴的一列记到那个月")
        else:
            amounts, wrong = pasted_amounts(given.pasted, [line.name for line in lines])
            typed |= {(lines[place].member, given.pasted_month): text for place, text in amounts.items()}
            errors |= {"pasted": wrong} if wrong else {}
    names = {line.member: line.name for line in lines}
    receipts = []
    for (member, month), text in typed.items():
        fen = fen_typed(text)
        if fen is None or not 1 <= month <= 12:
            said = _("%(name)s %(month)d 月的“%(text)s”不是金额，写成 12.50 这样")
            said %= {"name": names.get(member, ""), "month": month, "text": text[:20]}
            errors[""] = f"{errors.get('', '')} {said}".strip()
            continue
        receipts.append(Receipt(member, Month(year, month), fen))
    if errors:
        raise Malformed(Filled(texts, errors))
    return receipts


@post(ADDRESS + "/arrangements", may=May.KEEP_PARTY)
async def arrange(request: Asked, actor: Me) -> Response[Any]:
    """Write down what the branch agreed with a member."""
    try:
        given = await read_form(request, ArrangementForm)
        await actions.arrange(
            actor, given.member, given.kind, given.from_on, given.ended_on, given.basis, now=clock.now()
        )
    except Malformed as malformed:
        return await _page(request, actor, clock.today().year, malformed.filled, status=422)
    except Refused as refused:
        return await _page(request, actor, clock.today().year, filled_again(given, refused.reasons), status=409)
    return redirect(request, f"{ADDRESS}#arrangements", toast=_("已记下"))


@post(ADDRESS + "/arrangements/{arrangement:int}/end", may=May.KEEP_PARTY)
async def end_arrangement(request: Asked, actor: Me, arrangement: FromPath[int]) -> Response[Any]:
    """It holds until a day."""
    given = await read_form(request, UntilForm)
    await actions.end_arrangement(actor, arrangement, given.ended_on)
    return redirect(request, f"{ADDRESS}#arrangements", toast=_("已记下"))


@get(ADDRESS + "/{year:int}/dues.xlsx", may=May.SEE_PARTY)
async def workbook(actor: Me, year: FromPath[int], public: FromQuery[str] = "") -> Response[bytes]:
    """党费收缴登记 (R-15); with `public=1` the version for the members."""
    now, is_public = clock.now(), public == "1"
    year = year_of(str(year), clock.today().year)
    lines = await queries.dues_year(year, clock.today())
    await actions.take_dues_along(actor, year, len(lines), is_public=is_public)
    known = await contact()
    made = dues_workbook(
        lines, year, is_public=is_public, library=known[0] if known else "", made_by=actor.name, generated_at=now
    )
    name = _("党费收缴公布_%(year)d", year=year) if is_public else _("党费收缴登记_%(year)d", year=year)
    return download(name, XLSX, made)


async def _page(
    request: Asked, actor: Actor, year: int, form: Filled | None = None, *, status: int = 200
) -> Response[Any]:
    today = clock.today()
    agreed = await queries.arrangements()
    lines = await queries.dues_year(year, today, agreed)
    return page(
        request,
        "party/dues",
        status=status,
        year=year,
        this_year=today.year,
        lines=lines,
        month_sums=month_sums(lines),
        member_choices=[(line.member, line.name) for line in lines],
        month_choices=[(n, _("%(n)d月", n=n)) for n in range(1, 13)],
        arrangements=agreed,
        rule_of=ARRANGEMENT_RULES,
        keeps=actor.may(May.KEEP_PARTY),
        today=today,
        form=form or blank(received_on=today.isoformat(), taken_by=actor.name, from_on=f"{year}-01-01"),
        kind_choices=[(one.value, _(name)) for one, name in ARRANGEMENTS.items()],
        **WORDS,
    )


handlers = [show, receive, arrange, end_arrangement, workbook]
