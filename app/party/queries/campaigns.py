"""Campaigns with their checklists and what was done of them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.party.rules.campaigns import Asked, CampaignPlan, CampaignTemplate, Done, Item
from app.party.tables import Campaign, CampaignDone, CampaignItem
from app.storage.moments import day, day_or_none

CAMPAIGNS = """
SELECT c.id, c.template, coalesce(a.name, c.name) AS name, coalesce(a.document, c.document) AS document,
       coalesce(a.from_on, c.from_on) AS from_on, coalesce(a.to_on, c.to_on) AS to_on, a.amended_by_name,
       (SELECT count(*) FROM campaign_amendment n WHERE n.campaign = c.id) AS amended
FROM campaign c
LEFT JOIN campaign_amendment a ON a.id = (SELECT max(n.id) FROM campaign_amendment n WHERE n.campaign = c.id)
"""
# An item without a day may have had one before.
ITEMS = """
SELECT i.id, i.campaign, i.by_member, coalesce(a.title, i.title) AS title,
       CASE WHEN a.id IS NULL THEN i.due_on ELSE a.due_on END AS due_on
FROM campaign_item i
LEFT JOIN campaign_item_amendment a ON a.id = (SELECT max(n.id) FROM campaign_item_amendment n WHERE n.item = i.id)
WHERE NOT EXISTS (SELECT 1 FROM campaign_item_removal x WHERE x.item = i.id)
"""
DONE = """
SELECT d.*, i.campaign FROM campaign_done d JOIN campaign_item i ON i.id = d.item
WHERE NOT EXISTS (SELECT 1 FROM campaign_done_removal x WHERE x.done = d.id)
AND NOT EXISTS (SELECT 1 FROM campaign_item_removal x WHERE x.item = i.id)
"""


@dataclass(frozen=True, slots=True)
class CampaignView:
    """A campaign as it was last corrected, how often that was and by whom, with its checklist in order."""

    id: int
    plan: CampaignPlan
    items: Sequence[Item] = ()
    amended: int = 0
    amended_by: str = ""

    def item(self, number: int) -> Item | None:
        """One item of the checklist."""
        return next((one for one in self.items if one.id == number), None)


async def campaigns() -> list[CampaignView]:
    """Every campaign of the branch, the newest first, in three queries."""
    return await _read("", "", "")


async def campaign(campaign_id: int) -> CampaignView | None:
    """One campaign."""
    where = "AND i.campaign = {}"
    found = await _read("WHERE c.id = {}", where, where, campaign_id)
    return found[0] if found else None


async def names_of_campaigns(but: int = 0) -> list[str]:
    """What the branch's campaigns are called; `but` is the id of one that does not matter."""
    return [row["name"] for row in await Campaign.raw(f"{CAMPAIGNS} WHERE c.id <> {{}}", but)]


async def next_position(campaign_id: int) -> int:
    """Where another item goes: after every one that was ever on the checklist."""
    asked = "SELECT coalesce(max(position), 0) + 1 AS next FROM campaign_item WHERE campaign = {}"
    return int((await CampaignItem.raw(asked, campaign_id))[0]["next"])


async def of_item(item: int) -> int | None:
    """The campaign of an item."""
    row = await CampaignItem.select(CampaignItem.campaign).where(CampaignItem.id == item).first()
    return None if row is None else int(row["campaign"])


async def standing_done(done: int) -> Mapping[str, Any] | None:
    """What was entered as done and stands: its item, its campaign and its member."""
    rows = await CampaignDone.raw(f"{DONE} AND d.id = {{}}", done)
    return rows[0] if rows else None


async def _read(which: str, items_of: str, done_of: str, *values: int) -> list[CampaignView]:
    rows = await Campaign.raw(f"{CAMPAIGNS} {which} ORDER BY 5 DESC, c.id DESC", *values)
    done = defaultdict[int, list[Done]](list)
    for row in await CampaignDone.raw(f"{DONE} {done_of} ORDER BY d.id", *values):
        done[row["item"]].append(_done(row))
    items = defaultdict[int, list[Item]](list)
    for row in await CampaignItem.raw(f"{ITEMS} {items_of} ORDER BY i.position", *values):
        items[row["campaign"]].append(_item(row, done[row["id"]]))
    return [
        CampaignView(row["id"], _plan(row), items[row["id"]], row["amended"], row["amended_by_name"] or "")
        for row in rows
    ]


def _plan(row: Mapping[str, Any]) -> CampaignPlan:
    template = CampaignTemplate(row["template"])
    return CampaignPlan(template, row["name"], day(row["from_on"]), day(row["to_on"]), row["document"])


def _item(row: Mapping[str, Any], done: Sequence[Done]) -> Item:
    return Item(row["id"], Asked(row["title"], bool(row["by_member"]), day_or_none(row["due_on"])), done)


def _done(row: Mapping[str, Any]) -> Done:
    return Done(row["id"], row["item"], row["member"], day(row["done_on"]), row["evidence"], row["recorded_by_name"])
