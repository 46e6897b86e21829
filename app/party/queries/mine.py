"""One's own page of Party-building: a card from each part that knows something of the person."""

from collections.abc import Awaitable, Callable, Sequence

from app import clock
from app.actor import Actor
from app.locale import _
from app.party.queries.hours import my_hours
from app.party.queries.members import my_membership
from app.party.queries.mine_learning import my_campaigns, my_pledges, my_winter
from app.party.queries.own_cards import OWN_CARDS
from app.party.rules.branch import COMMITTEE_POSTS, STANDINGS
from app.party.rules.cards import Card


async def my_place(actor: Actor) -> Card | None:
    """What one is in the branch."""
    known = await my_membership(actor, clock.today())
    if known is None:
        return None
    structure, member = known
    lines = [structure.name, _(STANDINGS[member.standing])]
    if member.post is not None:
        lines.append(_(COMMITTEE_POSTS[member.post]))
    lines += [one.name for one in structure.groups if one.id == member.group]
    return Card(_("我在支部"), [" · ".join(lines), _("%(day)s 到本支部", day=member.since)])


PARTS: Sequence[Callable[[Actor], Awaitable[Card | None]]] = (
    my_place,
    my_hours,
    my_campaigns,
    my_pledges,
    my_winter,
    *OWN_CARDS,
)
"""Each part of Party-building that a person has something of their own in."""


async def my_cards(actor: Actor) -> list[Card]:
    """The cards of those parts that know something of the actor, in a fixed order."""
    return [card for part in PARTS if (card := await part(actor)) is not None]
