"""Putting somebody on a post in a cycle, in one deed that one step takes back."""

from collections.abc import Mapping
from datetime import datetime

from app.actor import Actor
from app.audit import deed
from app.locale import _
from app.refusals import Refused, WhyNot
from app.shifts.queries.cycling import Turn, cycle_view
from app.shifts.remembering import remember
from app.shifts.rules import How
from app.shifts.rules.cycling import Cycle, why_not_cycle
from app.shifts.rules.said import short_span
from app.shifts.rules.seating import blocking
from app.shifts.rules.undoing import Did
from app.shifts.steps import ensure_arranges, ensure_seen, one_roster_change_at_a_time, take_seat


async def apply_cycle(
    actor: Actor, cycle: Cycle, chosen: Mapping[int, int], *, now: datetime, override: str = ""
) -> list[Turn]:
    """Give the person the chosen seats of the cycle, as drafts: they learn of them with the next publication.

    Args:
        chosen: seats with the revision at which the coordinator saw them.
        override: why they go over what may be gone over; it is kept with each of those seats, and in the ledger.

    Raises:
        Missing: there is no such volunteer or post.
        Refused: the cycle is none, another coordinator's place, somebody has changed one of the seats meanwhile, nothing
            is chosen, or one of them cannot be; nothing is written then.
    """
    async with deed(actor, "shift.cycled", post=cycle.post, volunteer=cycle.volunteer) as line:
        if reasons := why_not_cycle(cycle):
            raise Refused(*reasons)
        await one_roster_change_at_a_time()
        view = await cycle_view(actor, cycle, now, override, chosen)
        ensure_arranges(actor, view.post.place)
        turns = [one for one in view.turns if one.seat and one.seat.id in chosen and not one.mine]
        if not turns:
            raise Refused(WhyNot("nothing", _("没有选中能排的班")))
        _ensure_may_be(turns, chosen, override)
        for one in turns:
            if one.seat is not None:
                reason = override if one.reasons else ""
                await take_seat(actor, one.seat, view.person, How.ASSIGNED, now, reason=reason)
        seats = [one.seat for one in turns if one.seat is not None]
        await remember(actor, Did.CYCLED, seats, now)
        line.details.update(on=cycle.on, off=cycle.off, from_on=cycle.first, to_on=cycle.last)
        line.details["seats"] = [one.id for one in seats]
        if over := [one for one in turns if one.reasons]:
            line.details.update(override=override, over=[one.seat.id for one in over if one.seat])
        return turns


def _ensure_may_be(turns: list[Turn], chosen: Mapping[int, int], override: str) -> None:
    for one in turns:
        if one.seat is None:
            continue
        ensure_seen(one.seat, chosen[one.seat.id])
        if standing := (*one.against, *blocking(one.reasons, override)):
            when = short_span(one.seat.facts.span)
            said = [WhyNot(why.code, f"{when}：{why.sentence}") for why in standing]
            if one.warned:
                said.append(WhyNot("why", _("要照排就写上原因，或者去掉这一班")))
            raise Refused(*said)
