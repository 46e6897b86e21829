"""Groups and what was sent to them."""

from dataclasses import dataclass
from datetime import datetime

from app.actor import Actor
from app.notices.rules.groups import GroupKind
from app.notices.tables import GroupChannel, GroupPost
from app.storage.moments import moment

POSTS = """
SELECT p.text, p.by_name, p.trouble, p.at, c.name FROM group_post p JOIN group_channel c ON c.id = p.channel
ORDER BY p.id DESC LIMIT 20
"""


@dataclass(frozen=True, slots=True)
class Group:
    """A group to which texts may be sent; `address` is the robot's secret one."""

    id: int
    name: str
    kind: GroupKind
    address: str
    made_by: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Posted:
    """A text that was sent; `trouble` None is a robot that has not answered."""

    group: str
    text: str
    by: str
    at: datetime
    trouble: str | None


async def groups(actor: Actor) -> list[Group]:
    """The groups there are, by name."""
    rows = await GroupChannel.select().where(GroupChannel.ended_at.is_null()).order_by(GroupChannel.name)
    return [
        Group(
            row["id"],
            row["name"],
            GroupKind(row["kind"]),
            row["address"],
            row["made_by_name"],
            moment(row["made_at"]),
        )
        for row in rows
    ]


async def posted(actor: Actor) -> list[Posted]:
    """The last twenty texts, the newest first."""
    return [
        Posted(row["name"], row["text"], row["by_name"], moment(row["at"]), row["trouble"])
        for row in await GroupPost.raw(POSTS)
    ]
