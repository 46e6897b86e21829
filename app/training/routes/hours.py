"""The table of hours: everybody on the staff by ledger."""

import asyncio
from collections.abc import Sequence
from typing import Any

from litestar import Response
from litestar.params import FromQuery

from app import clock
from app.actor import Actor, May
from app.locale import _
from app.office.files import XLSX, download
from app.training import actions, exports, words
from app.training.queries import ledgers as queries
from app.training.queries.ledgers import Ahead, MemberCard
from app.training.queries.planned import ahead
from app.training.queries.rules import rules as rules_as_set
from app.training.routes.log import library_name
from app.training.rules import LEDGERS, Ledger
from app.training.rules.book import MARKS, LedgerRule
from app.training.rules.filtering import a_year
from app.training.rules.membership import of_everybody
from app.training.rules.summary import lacking, summary
from app.training.rules.years import years_to_choose
from app.web import Me, get, page
from app.web.page import Asked


@get("/log/hours", may=May.OPEN_LOG)
async def show(
    request: Asked, actor: Me, year: FromQuery[str] = "", ledger: FromQuery[str] = "", lack: FromQuery[str] = ""
) -> Response[Any]:
    """Who lacks most stands first; the figures above link to the rows they count."""
    now = clock.now()
    of_year = a_year(year, clock.at_library(now).year)
    rules = await _columns(actor, of_year)
    everybody = await _everybody(actor, of_year, rules, await ahead(of_year, now))
    chosen = Ledger(ledger) if ledger in {rule.ledger for rule in rules} else None
    return page(
        request,
        "training/hours",
        part="hours",
        year=of_year,
        years=years_to_choose(now),
        rules=rules,
        cards=[one for one in everybody if _is_meant(one, chosen, lack)],
        sums={rule.ledger: summary([one.card for one in everybody], rule.ledger) for rule in rules},
        chosen=chosen,
        lack=lack if lack in ("yes", "no") else "",
        ledgers=LEDGERS,
        marks=MARKS,
        words=words,
        without_party=not actor.may(May.SEE_PARTY),
        now=now,
    )


@get("/log/hours.xlsx", may=May.OPEN_LOG)
async def workbook(actor: Me, year: FromQuery[str] = "", public: FromQuery[str] = "") -> Response[Any]:
    """The whole table as a workbook (R-05); `public=1` masks the names."""
    now = clock.now()
    of_year = a_year(year, clock.at_library(now).year)
    rules = await _columns(actor, of_year)
    cards = await _everybody(actor, of_year, rules, None)
    is_public = public == "1"
    await actions.hours_exported(actor, of_year, len(cards), is_public=is_public)
    body = await asyncio.to_thread(
        exports.hours_workbook,
        cards,
        rules,
        of_year,
        is_public=is_public,
        without_party=not actor.may(May.SEE_PARTY),
        library=await library_name(),
        made_by=actor.name,
        generated_at=now,
    )
    name = _("%(year)d年学时汇总表", year=of_year)
    return download(f"{name}{_('（公开版）') if is_public else ''}", XLSX, body)


async def _columns(actor: Actor, year: int) -> Sequence[LedgerRule]:
    return [rule for rule in await rules_as_set(year) if rule.ledger in of_everybody(actor)]


async def _everybody(actor: Actor, year: int, rules: Sequence[LedgerRule], foreseen: Ahead | None) -> list[MemberCard]:
    return sorted(await queries.cards(actor, year, rules, foreseen), key=lambda one: -lacking(one.card))


def _is_meant(one: MemberCard, ledger: Ledger | None, lack: str) -> bool:
    accounts = [one.card.account(ledger)] if ledger else one.card.accounts
    held = [account for account in accounts if account and (account.months or not lack)]
    if lack not in ("yes", "no"):
        return bool(held)
    return (
        any(not account.is_met for account in held)
        if lack == "yes"
        else bool(held) and all(account.is_met for account in held)
    )


handlers = [show, workbook]
