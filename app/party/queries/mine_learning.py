"""One's own page: what is still open of campaigns, what one promised, the winter that goes on."""

from app import clock
from app.actor import Actor
from app.locale import _
from app.party.queries.campaigns import campaigns
from app.party.queries.pledges import pledges_of
from app.party.queries.structure import structure_on
from app.party.queries.winter import attended, seasons
from app.party.rules.cards import Card
from app.party.rules.winter import Tally, tallies
from app.training.words import tenths


async def my_campaigns(actor: Actor) -> Card | None:
    """What the campaigns that go on ask of oneself."""
    today = clock.today()
    structure = await structure_on(today)
    member = structure.member(actor.person) if structure else None
    if member is None:
        return None
    lines = []
    for one in await campaigns():
        asked = [item for item in one.items if item.asked.by_member]
        if one.plan.from_on <= today <= one.plan.to_on and asked:
            done = sum(item.of(member.id) is not None for item in asked)
            lines.append(_("%(name)s：%(n)d / %(all)d 项", name=one.plan.name, n=done, all=len(asked)))
    return Card(_("集中学习教育"), lines, "/party/campaigns", _("看清单")) if lines else None


async def my_pledges(actor: Actor) -> Card | None:
    """What one promised and nobody has reviewed."""
    open_still = [one for one in await pledges_of(actor.person) if one.found is None and not one.withdrawn]
    lines = [
        _("%(text)s（%(day)s 评议）", text=one.promise.public_text, day=one.promise.review_on) for one in open_still
    ]
    return Card(_("我的承诺"), lines, "/party/pledges", _("承诺板")) if lines else None


async def my_winter(actor: Actor) -> Card | None:
    """What one has of the winter season that goes on."""
    today = clock.today()
    structure = await structure_on(today)
    if structure is None or structure.member(actor.person) is None:
        return None
    one = next((each for each in await seasons() if each.plan.starts_on <= today <= each.plan.ends_on), None)
    if one is None:
        return None
    own = tallies(await attended(one.plan), one.plan).get(actor.person, Tally(0, {}))
    told = {"name": one.plan.name, "days": own.days, "hours": tenths(own.all_hours)}
    return Card(
        _("冬训"),
        [_("%(name)s：%(days)d 天，%(hours)s 小时", **told)],
        f"/party/winter/{one.id}",
        _("看安排"),
    )
