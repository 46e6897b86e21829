"""集中学习教育: the campaigns, the checklist of one, what was done of it."""

from typing import Any

from litestar import Response
from litestar.params import FromPath

from app import clock
from app.actor import Actor, May
from app.locale import _
from app.party.actions import campaigns as actions
from app.party.forms.learning import CampaignAmendForm, CampaignForm, DoneForm, ItemAmendForm, ItemForm, ReasonForm
from app.party.queries import campaigns as queries
from app.party.queries.own import within
from app.party.routes.branch import filled_again
from app.party.rules.campaigns import DUTY, STARTS, TEMPLATES, Asked, CampaignPlan
from app.refusals import Refused, found, seen_of
from app.training.rules.book import MARKS
from app.web import Filled, Malformed, Me, blank, get, page, post, read_form, redirect
from app.web.page import Asked as Request

ADDRESS = "/party/campaigns"
ONE = ADDRESS + "/{campaign:int}"
PLAN, ITEM = "plan", "item-"


@get(ADDRESS, may=May.SEE_OWN_PARTY)
async def index(request: Request, actor: Me) -> Response[Any]:
    """Every campaign, the newest first; the secretary starts one here."""
    return await _index(request, actor)


@post(ADDRESS, may=May.KEEP_PARTY)
async def start(request: Request, actor: Me) -> Response[Any]:
    """Start one from a template."""
    try:
        given = await read_form(request, CampaignForm)
        plan = CampaignPlan(given.template, given.name, given.from_on, given.to_on, given.document)
        number = await actions.start_campaign(actor, plan, now=clock.now())
    except Malformed as malformed:
        return await _index(request, actor, malformed.filled, status=422)
    except Refused as refused:
        return await _index(request, actor, filled_again(given, refused.reasons), status=409)
    return redirect(request, f"{ADDRESS}/{number}", toast=_("已开，接着看清单"))


@get(ONE, may=May.SEE_OWN_PARTY)
async def show(request: Request, actor: Me, campaign: FromPath[int]) -> Response[Any]:
    """The checklist: all of it for who sees the branch's records, one's own part for a member."""
    return await _show(request, actor, campaign)


@post(ONE, may=May.KEEP_PARTY)
async def amend(request: Request, actor: Me, campaign: FromPath[int]) -> Response[Any]:
    """Correct its name, its days or the notice that it follows."""
    known = found(await queries.campaign(campaign))
    try:
        given = await read_form(request, CampaignAmendForm)
        plan = CampaignPlan(known.plan.template, given.name, given.from_on, given.to_on, given.document)
        await actions.amend_campaign(actor, campaign, plan, given.seen, now=clock.now())
    except Malformed as malformed:
        return await _show(request, actor, campaign, _of(PLAN, malformed.filled), status=422)
    except Refused as refused:
        return await _show(request, actor, campaign, _of(PLAN, filled_again(given, refused.reasons)), status=409)
    return redirect(request, f"{ADDRESS}/{campaign}", toast=_("已改，原来的留在事迹簿里"))


@post(ONE + "/items", may=May.KEEP_PARTY)
async def ask(request: Request, actor: Me, campaign: FromPath[int]) -> Response[Any]:
    """Put something on the checklist."""
    try:
        given = await read_form(request, ItemForm)
        await actions.ask(actor, campaign, Asked(given.title, given.by_member, given.due_on), now=clock.now())
    except Malformed as malformed:
        return await _show(request, actor, campaign, malformed.filled, status=422)
    except Refused as refused:
        return await _show(request, actor, campaign, filled_again(given, refused.reasons), status=409)
    return redirect(request, f"{ADDRESS}/{campaign}", toast=_("已加到清单"))


@post(ADDRESS + "/items/{item:int}", may=May.KEEP_PARTY)
async def amend_item(request: Request, actor: Me, item: FromPath[int]) -> Response[Any]:
    """Correct the words or the day of something on it."""
    campaign = found(await queries.of_item(item))
    try:
        given = await read_form(request, ItemAmendForm)
        await actions.amend_item(actor, item, given.title, given.due_on, given.seen, now=clock.now())
    except Malformed as malformed:
        return await _show(request, actor, campaign, _of(f"{ITEM}{item}", malformed.filled), status=422)
    except Refused as refused:
        form = _of(f"{ITEM}{item}", filled_again(given, refused.reasons))
        return await _show(request, actor, campaign, form, status=409)
    return redirect(request, f"{ADDRESS}/{campaign}#item-{item}", toast=_("已改，记过的完成都在"))


@post(ADDRESS + "/items/{item:int}/removal", may=May.KEEP_PARTY)
async def ask_no_more(request: Request, actor: Me, item: FromPath[int]) -> Response[Any]:
    """Take something off it."""
    given = await read_form(request, ReasonForm)
    campaign = await actions.ask_no_more(actor, item, given.reason, now=clock.now())
    return redirect(request, f"{ADDRESS}/{campaign}", toast=_("已从清单去掉"))


@post(ADDRESS + "/items/{item:int}/done", may=May.SEE_OWN_PARTY)
async def note_done(request: Request, actor: Me, item: FromPath[int]) -> Response[Any]:
    """It was done, by whom and when."""
    campaign = found(await queries.of_item(item))
    try:
        given = await read_form(request, DoneForm)
        await actions.note_done(actor, item, given.member, given.done_on, given.evidence, now=clock.now())
    except Malformed as malformed:
        return await _show(request, actor, campaign, _of(item, malformed.filled), status=422)
    except Refused as refused:
        return await _show(request, actor, campaign, _of(item, filled_again(given, refused.reasons)), status=409)
    return redirect(request, f"{ADDRESS}/{campaign}#item-{item}", toast=_("已记下"))


@post(ADDRESS + "/done/{done:int}/removal", may=May.KEEP_PARTY)
async def undo_done(request: Request, actor: Me, done: FromPath[int]) -> Response[Any]:
    """It was entered wrongly."""
    given = await read_form(request, ReasonForm)
    campaign = await actions.undo_done(actor, done, given.reason, now=clock.now())
    return redirect(request, f"{ADDRESS}/{campaign}", toast=_("已撤回，原因留着"))


async def _index(request: Request, actor: Actor, form: Filled | None = None, *, status: int = 200) -> Response[Any]:
    today = clock.today()
    branch = await within(actor, today)
    return page(
        request,
        "party/campaigns",
        branch=branch,
        campaigns=await queries.campaigns(),
        members={one.id for one in branch.structure.members},
        templates=TEMPLATES,
        choices=[(one.value, _(name)) for one, name in TEMPLATES.items()],
        duty=DUTY,
        form=form or blank(from_on=today.isoformat(), to_on=today.replace(month=12, day=31).isoformat()),
        today=today,
        status=status,
    )


async def _show(
    request: Request, actor: Actor, campaign: int, form: Filled | None = None, *, status: int = 200
) -> Response[Any]:
    today = clock.today()
    branch = await within(actor, today)
    known = found(await queries.campaign(campaign))
    return page(
        request,
        "party/campaign",
        branch=branch,
        campaign=known,
        members=branch.structure.members,
        numbers={one.id for one in branch.structure.members},
        start=STARTS[known.plan.template],
        template=TEMPLATES[known.plan.template],
        marks=MARKS,
        duty=DUTY,
        form=form or blank(of=0),
        plan_form=_filled(known.plan),
        seen=seen_of(known.amended),
        item_seen={one.id: seen_of(one.asked.title, one.asked.due_on) for one in known.items},
        today=today,
        status=status,
    )


def _filled(plan: CampaignPlan) -> Filled:
    return blank(name=plan.name, document=plan.document, from_on=plan.from_on.isoformat(), to_on=plan.to_on.isoformat())


def _of(which: int | str, form: Filled) -> Filled:
    """One of the many forms of the page: an item's number where it is done, else a word for what is corrected."""
    return Filled({**form.values, "of": which}, form.errors)


handlers = [index, start, show, amend, ask, amend_item, ask_no_more, note_done, undo_done]
