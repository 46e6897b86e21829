"""Starting a campaign, its checklist, and what was done of it."""

from dataclasses import replace
from datetime import date, datetime

from app import clock
from app.actor import Actor
from app.audit import deed
from app.party.queries import campaigns as queries
from app.party.queries.own import within
from app.party.rules.campaigns import (
    Asked,
    CampaignPlan,
    started,
    why_not_amend,
    why_not_ask,
    why_not_campaign,
    why_not_done,
)
from app.party.tables import (
    Campaign,
    CampaignAmendment,
    CampaignDone,
    CampaignDoneRemoval,
    CampaignItem,
    CampaignItemAmendment,
    CampaignItemRemoval,
)
from app.refusals import Missing, Refused, ensure_seen, found
from app.storage import database


async def start_campaign(actor: Actor, plan: CampaignPlan, *, now: datetime) -> int:
    """Start a campaign with the items of its template; returns its id.

    Raises:
        Missing: there is no branch.
        Refused: its days or its name cannot be, or it says no notice that it follows.
    """
    async with deed(actor, "campaign.started", name=plan.name, template=plan.template.value) as line:
        await database().hold("campaigns")
        branch = await within(actor, clock.at_library(now).date())
        if reasons := why_not_campaign(plan, await queries.names_of_campaigns()):
            raise Refused(*reasons)
        row = Campaign(
            branch=branch.structure.branch,
            template=plan.template.value,
            name=plan.name.strip(),
            document=plan.document.strip(),
            from_on=plan.from_on,
            to_on=plan.to_on,
            at=now,
        )
        await row.save()
        for position, asked in enumerate(started(plan.template, plan.to_on), 1):
            await _item(row.id, position, asked, now)
        line.subject = row.id
    return int(row.id)


async def ask(actor: Actor, campaign: int, asked: Asked, *, now: datetime) -> None:
    """Put something on the checklist.

    Raises:
        Missing: there is no such campaign.
        Refused: it stands there already, or its day is before the campaign.
    """
    async with deed(actor, "campaign.asked", campaign, title=asked.title):
        await database().hold(f"campaign {campaign}")
        known = found(await queries.campaign(campaign))
        if reasons := why_not_ask(asked, known.items, known.plan):
            raise Refused(*reasons)
        await _item(campaign, await queries.next_position(campaign), asked, now)


async def amend_campaign(actor: Actor, campaign: int, plan: CampaignPlan, seen: str, *, now: datetime) -> None:
    """Correct what a campaign is; what was done of it stays, and what was due on its last day is due on the new one.

    Raises:
        Missing: there is no such campaign.
        Refused: as `start_campaign`, its days would leave out what is recorded, or somebody corrected it meanwhile.
    """
    async with deed(
        actor, "campaign.amended", campaign, name=plan.name, from_on=plan.from_on, to_on=plan.to_on
    ) as line:
        await database().hold("campaigns")
        await database().hold(f"campaign {campaign}")
        known = found(await queries.campaign(campaign))
        ensure_seen(seen, known.amended)
        was = known.plan
        line.details["before"] = [was.name, was.document, was.from_on.isoformat(), was.to_on.isoformat()]
        if reasons := why_not_amend(plan, was, known.items, await queries.names_of_campaigns(campaign)):
            raise Refused(*reasons)
        await CampaignAmendment(
            campaign=campaign,
            name=plan.name.strip(),
            document=plan.document.strip(),
            from_on=plan.from_on,
            to_on=plan.to_on,
            amended_by_name=actor.name,
            at=now,
        ).save()
        if plan.to_on != was.to_on:
            for item in known.items:
                if item.is_due_at_the_end(was):
                    await _amended(actor, item.id, replace(item.asked, due_on=plan.to_on), now)


async def amend_item(actor: Actor, item: int, title: str, due_on: date | None, seen: str, *, now: datetime) -> int:
    """Correct the words or the day of something on the checklist; who did it has done it. Returns the campaign.

    Raises:
        Missing: it does not stand there.
        Refused: another one says the same, its day is before the campaign, or somebody corrected it meanwhile.
    """
    async with deed(actor, "campaign.item_amended", item=item, title=title, due_on=due_on) as line:
        campaign = found(await queries.of_item(item))
        await database().hold(f"campaign {campaign}")
        known = found(await queries.campaign(campaign))
        one = found(known.item(item))
        ensure_seen(seen, one.asked.title, one.asked.due_on)
        line.details["before"] = [one.asked.title, one.asked.due_on and one.asked.due_on.isoformat()]
        asked = Asked(title, one.asked.by_member, due_on)
        if reasons := why_not_ask(asked, [each for each in known.items if each.id != item], known.plan):
            raise Refused(*reasons)
        await _amended(actor, item, asked, now)
        line.subject = campaign
    return campaign


async def ask_no_more(actor: Actor, item: int, reason: str, *, now: datetime) -> int:
    """Take something off the checklist, with the reason; returns the campaign.

    Raises:
        Missing: it does not stand there.
    """
    async with deed(actor, "campaign.asked_no_more", reason=reason) as line:
        campaign = found(await queries.of_item(item))
        await database().hold(f"campaign {campaign}")
        found(found(await queries.campaign(campaign)).item(item))
        await CampaignItemRemoval(item=item, reason=reason.strip(), removed_by_name=actor.name, at=now).save()
        line.subject = campaign
    return campaign


async def note_done(actor: Actor, item: int, member: int | None, done_on: date, evidence: str, *, now: datetime) -> int:
    """Somebody, or the branch, did what is asked; members say so of themselves. Returns the campaign.

    Args:
        member: id of the membership; None for what the branch is asked.

    Raises:
        Missing: there is no such item or member, or it is another member's and the actor does not keep the records.
        Refused: it stands as done already, or its day cannot be.
    """
    today = clock.at_library(now).date()
    async with deed(actor, "campaign.done", item=item, done_on=done_on) as line:
        campaign = found(await queries.of_item(item))
        await database().hold(f"campaign {campaign}")
        known = found(await queries.campaign(campaign))
        branch = await within(actor, today)
        own = branch.me.id if branch.me else None
        if not branch.keeps and (member is None or member != own):
            raise Missing
        if member is not None and member not in {one.id for one in branch.structure.members}:
            raise Missing
        if reasons := why_not_done(found(known.item(item)), member, done_on, known.plan, today):
            raise Refused(*reasons)
        await CampaignDone(
            item=item,
            member=member,
            done_on=done_on,
            evidence=evidence.strip(),
            recorded_by_name=actor.name,
            at=now,
        ).save()
        line.subject = campaign
    return campaign


async def undo_done(actor: Actor, done: int, reason: str, *, now: datetime) -> int:
    """It was entered wrongly; why stays. Returns the campaign.

    Raises:
        Missing: it does not stand.
    """
    async with deed(actor, "campaign.done_taken_back") as line:
        await database().hold(f"campaign done {done}")
        row = found(await queries.standing_done(done))
        await CampaignDoneRemoval(done=done, reason=reason.strip(), removed_by_name=actor.name, at=now).save()
        line.subject = row["campaign"]
    return int(row["campaign"])


async def _amended(actor: Actor, item: int, asked: Asked, now: datetime) -> None:
    await CampaignItemAmendment(
        item=item, title=asked.title.strip(), due_on=asked.due_on, amended_by_name=actor.name, at=now
    ).save()


async def _item(campaign: int, position: int, asked: Asked, now: datetime) -> None:
    await CampaignItem(
        campaign=campaign,
        position=position,
        title=asked.title.strip(),
        by_member=asked.by_member,
        due_on=asked.due_on,
        at=now,
    ).save()
