"""The rule book as a page: what the law says, what the library has set, and setting it."""

from typing import Any

from litestar import Response
from litestar.params import FromPath, FromQuery

from app import clock
from app.actor import May
from app.gatherings.rules import CATEGORIES, Category
from app.locale import _
from app.refusals import Missing, Refused, found
from app.training import actions
from app.training.forms import RuleForm
from app.training.queries import rules as queries
from app.training.rules import LEDGERS, Ledger
from app.training.rules.book import MARKS, LedgerRule, rule_of
from app.training.rules.filtering import a_year
from app.training.rules.settings import UNITS, RuleSetting, as_set, categories_of, rules_as_set
from app.training.rules.years import years_to_choose
from app.web import Filled, Malformed, Me, blank, get, page, post, read_form, redirect
from app.web.page import Asked

ADDRESS = "/hour-rules"
FIELDS = (
    "from_year", "required_hours", "minutes_per_hour", "half_day_cap_hours", "day_cap_hours", "half_day_hours",
    "categories", "source",
)  # fmt: skip


@get(ADDRESS, may=May.KEEP_RULES)
async def show(request: Asked, actor: Me, year: FromQuery[str] = "") -> Response[Any]:
    """The rules of a year, where each value comes from, and what was set in other years."""
    now = clock.now()
    this_year = clock.at_library(now).year
    of_year = a_year(year, this_year)
    kept = await queries.kept_settings()
    return page(
        request,
        "training/rules",
        year=of_year,
        years=[this_year + 1, *years_to_choose(now)],
        rules=rules_as_set(of_year, [one.setting for one in kept]),
        may_set=of_year in (this_year, this_year + 1),
        kept={ledger: [one for one in reversed(kept) if one.setting.ledger is ledger] for ledger in LEDGERS},
        categories_of=categories_of,
        **_words(),
    )


@get(ADDRESS + "/{ledger:str}", may=May.KEEP_RULES)
async def edit(request: Asked, actor: Me, ledger: FromPath[str], year: FromQuery[str] = "") -> Response[Any]:
    """The form for the library's values of one ledger, filled in with what holds."""
    this_year = clock.today().year
    of_year = min(max(a_year(year, this_year), this_year), this_year + 1)
    one = found(rule_of(_ledger(ledger), of_year))
    held = as_set(one, [kept.setting for kept in await queries.kept_settings()], of_year)
    form = blank(
        from_year=of_year,
        required_hours=held.required_hours,
        minutes_per_hour=held.minutes_per_hour,
        half_day_cap_hours=held.half_day_cap_hours,
        day_cap_hours=held.day_cap_hours,
        half_day_hours=held.half_day_hours,
        categories=categories_of(held),
        source=held.local,
    )
    return _form(request, one, form)


@post(ADDRESS + "/{ledger:str}", may=May.KEEP_RULES)
async def set_rule(request: Asked, actor: Me, ledger: FromPath[str]) -> Response[Any]:
    """Set the library's values of one ledger from a year on."""
    of = _ledger(ledger)
    try:
        given = await read_form(request, RuleForm)
        await actions.set_rule(actor, _setting(of, given), now=clock.now())
    except Malformed as malformed:
        return _form(request, _any_rule(of), malformed.filled, status=422)
    except Refused as refused:
        values = {name: getattr(given, name) for name in FIELDS}
        errors = {reason.code if reason.code in FIELDS else "": reason.sentence for reason in refused.reasons}
        return _form(request, _any_rule(of), Filled(blank(**values).values, errors), status=409)
    return redirect(request, f"{ADDRESS}?year={given.from_year}", toast=_("已定下，原来的值还查得到"))


def _setting(ledger: Ledger, given: RuleForm) -> RuleSetting:
    return RuleSetting(
        ledger,
        given.from_year,
        given.required_hours,
        given.minutes_per_hour,
        given.half_day_cap_hours,
        given.day_cap_hours,
        given.half_day_hours,
        frozenset(given.categories),
        given.source,
    )


def _ledger(text: str) -> Ledger:
    if text not in set(Ledger):
        raise Missing
    return Ledger(text)


def _any_rule(ledger: Ledger) -> LedgerRule:
    return found(rule_of(ledger, clock.today().year))


def _form(request: Asked, rule: LedgerRule, form: Filled, *, status: int = 200) -> Response[Any]:
    this_year = clock.today().year
    allowed: list[Category] = [
        one for one in CATEGORIES if rule.share or (rule.categories is not None and one in rule.categories)
    ]
    return page(
        request,
        "training/rule",
        status=status,
        rule=rule,
        form=form,
        years=[(year, _("%(year)d年起", year=year)) for year in (this_year, this_year + 1)],
        units=[(unit, _("%(n)d 分钟", n=unit)) for unit in UNITS],
        allowed=allowed,
        **_words(),
    )


def _words() -> dict[str, Any]:
    return {"ledgers": LEDGERS, "marks": MARKS, "categories": CATEGORIES, "address": ADDRESS}


handlers = [show, edit, set_rule]
