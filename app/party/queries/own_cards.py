"""What somebody's own page tells of their dues, talks, appraisals and of what is kept about them."""

from collections.abc import Sequence

from app import clock
from app.actor import Actor
from app.locale import _
from app.party.queries.appraisals import own_entries
from app.party.queries.dues import own_dues
from app.party.queries.members import my_membership
from app.party.queries.own_rows import own_rows
from app.party.queries.talks import own_talks
from app.party.rules.appraisals import GRADES
from app.party.rules.cards import Card
from app.party.rules.dues import MonthState
from app.party.rules.receiving import yuan


async def my_dues(actor: Actor) -> Card | None:
    """One's months of this year."""
    today = clock.today()
    line = await own_dues(actor.person, today.year, today)
    if line is None:
        return None
    owed = [cell.month.month for cell in line.cells if cell.state is MonthState.OWED]
    said = [_("%(year)d 年已交 %(n)d 个月，%(sum)s 元", year=today.year, n=line.paid, sum=yuan(line.total_fen))]
    if owed:
        said.append(_("还没有交：%(months)s", months=_("、").join(_("%(n)d月", n=n) for n in owed)))
    return Card(_("我的党费"), said, "/party/me/dues", _("逐月看"))


async def my_talks(actor: Actor) -> Card | None:
    """How many talks one had this year; None for whoever is no member and never had one."""
    today, known = clock.today(), await own_talks(actor.person)
    if not known and await my_membership(actor, today) is None:
        return None
    held = [one for one in known if one.held_on.year == today.year]
    said = _("今年谈过 %(n)d 次", n=len(held)) if held else _("今年还没有登记过谈话")
    return Card(_("我的谈心谈话"), [said], "/party/me/talks", _("看和登记"))


async def my_appraisal(actor: Actor) -> Card | None:
    """The newest appraisal of oneself."""
    mine = await own_entries(actor.person)
    if not mine:
        return None
    one = mine[0]
    said = [_("%(year)d 年度", year=one.year)]
    if one.decision:
        said.append(_("结果：%(grade)s", grade=_(GRADES[one.decision.result])))
    elif one.own is None:
        said.append(_("还没有写自评"))
    else:
        said.append(_("自评写好了，等结果"))
    return Card(_("我的民主评议"), said, f"/party/appraisals/entries/{one.id}", _("看自己的评议"))


async def my_rights(actor: Actor, cards: Sequence[Card]) -> Card | None:
    """A copy of what is kept, and erasure; None for whoever nothing is kept of.

    Args:
        cards: what the other parts know of the actor.
    """
    if not cards and not await own_rows(actor.person):
        return None
    return Card(_("我的党建资料"), [_("带走一份，或请求删除一部分")], "/party/me/data", _("看能做什么"))


OWN_CARDS = (my_dues, my_talks, my_appraisal)
