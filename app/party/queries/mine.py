"""One's own page of Party-building: a card from each part that knows something of the person."""

from collections.abc import Awaitable, Callable, Sequence

from app import clock
from app.actor import Actor
from app.locale import _
from app.party.queries.case_cards import my_cases_card
from app.party.queries.hours import my_hours
from app.party.queries.members import my_membership
from app.party.queries.mine_learning import my_campaigns, my_pledges, my_winter
from app.party.queries.own_cards import OWN_CARDS, my_rights
from app.party.queries.tasks import my_tasks
from app.party.rules.branch import COMMITTEE_POSTS, STANDINGS
from app.party.rules.cards import Card
from app.party.tables import PartyMember
from app.party.tables.cases import ApplicantCase


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


async def my_meeting_tasks(actor: Actor) -> Card | None:
    """What meetings gave one to do and is not done yet."""
    tasks = await my_tasks(actor)
    if not tasks:
        return None
    lines = [_("%(day)s 前：%(what)s", day=one.due_on, what=one.what) for one in tasks]
    return Card(_("会议交办的事"), lines, f"/party/tasks/{tasks[0].id}", _("写进展或办结"))


PARTS: Sequence[Callable[[Actor], Awaitable[Card | None]]] = (
    my_place,
    my_meeting_tasks,
    my_hours,
    my_campaigns,
    my_pledges,
    my_winter,
    *OWN_CARDS,
    my_cases_card,
)
"""Each part of Party-building that a person has something of their own in."""


async def has_own_page(actor: Actor) -> bool:
    """Whether the branch knows the actor: as a member, now or once, or by an application."""
    if await PartyMember.exists().where(PartyMember.person == actor.person):
        return True
    return await ApplicantCase.exists().where(ApplicantCase.person == actor.person)


async def my_cards(actor: Actor) -> list[Card]:
    """The cards of those parts that know something of the actor, in a fixed order."""
    cards = [card for part in PARTS if (card := await part(actor)) is not None]
    rights = await my_rights(actor, cards)
    return cards if rights is None else [*cards, rights]
