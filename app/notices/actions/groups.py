"""Texts into chat groups, through the robot that somebody of the group has set up."""

from collections.abc import Callable
from datetime import datetime

import httpx

from app.actor import Actor
from app.audit import deed
from app.locale import _
from app.notices.rules.groups import (
    GroupKind,
    kind_of,
    message,
    messages,
    read_answer,
    why_not_address,
    why_not_text,
)
from app.notices.tables import GroupChannel, GroupPost
from app.refusals import Refused, WhyNot, found

TIMEOUT_SECONDS = 8.0


def client() -> httpx.AsyncClient:
    """What carries a text to a robot; it follows no redirect, so that it ends at the three known hosts."""
    return httpx.AsyncClient(timeout=TIMEOUT_SECONDS, follow_redirects=False, trust_env=True)


async def add_group(actor: Actor, name: str, address: str, *, now: datetime) -> int:
    """Let texts be sent to a group; returns its id.

    Raises:
        Refused: the address is none of a robot that we know, or there is a group of that name.
    """
    async with deed(actor, "group.added", name=name.strip()) as line:
        if reasons := why_not_address(address):
            raise Refused(*reasons)
        if await GroupChannel.exists().where((GroupChannel.name == name.strip()) & GroupChannel.ended_at.is_null()):
            raise Refused(WhyNot("name", _("已经有叫这个名字的群，换一个名字，或先停用那一个")))
        kind = found(kind_of(address))
        row = GroupChannel(
            name=name.strip(), kind=kind.value, address=address.strip(), made_by_name=actor.name, made_at=now
        )
        await row.save()
        line.subject = row.id
        return int(row.id)


async def end_group(actor: Actor, group: int, *, now: datetime) -> None:
    """Send nothing to this group any more.

    Raises:
        Missing: there is no such group.
    """
    async with deed(actor, "group.ended", group):
        standing = (GroupChannel.id == group) & GroupChannel.ended_at.is_null()
        ended = await GroupChannel.update({GroupChannel.ended_at: now}).where(standing).returning(GroupChannel.id)
        found(ended or None)


async def post_to_group(
    actor: Actor, group: int, text: str, *, now: datetime, carried_by: Callable[[], httpx.AsyncClient] = client
) -> None:
    """Send a text to a group and say whether its robot has taken it. What was tried is written down before it is sent.

    What is too long for one message of the robot goes in several, in order, and ends at the first that is not taken.

    Raises:
        Missing: there is no such group.
        Refused: the text cannot be sent, or the robot did not take it, with what it said.
    """
    async with deed(actor, "group.posted", group, characters=len(text)):
        standing = (GroupChannel.id == group) & GroupChannel.ended_at.is_null()
        known = found(await GroupChannel.select().where(standing).first())
        if reasons := why_not_text(text):
            raise Refused(*reasons)
        row = GroupPost(channel=group, text=text.strip(), by=actor.id, by_name=actor.name, at=now)
        await row.save()
    kind = GroupKind(known["kind"])
    trouble = ""
    for number, piece in enumerate(messages(kind, text)):
        if trouble := await _send(carried_by, kind, known["address"], piece):
            if number:
                trouble = _("前 %(n)d 条已发到，后面的没有：%(why)s", n=number, why=trouble)
            break
    await GroupPost.update({GroupPost.trouble: trouble[:200]}).where(GroupPost.id == row.id)
    if trouble:
        raise Refused(WhyNot("channel", trouble))


async def _send(carried_by: Callable[[], httpx.AsyncClient], kind: GroupKind, address: str, text: str) -> str:
    try:
        async with carried_by() as carrier:
            answer = await carrier.post(address, json=dict(message(kind, text)))
    except httpx.HTTPError:
        return _("连不上群机器人：这台电脑要能上网；先用“复制到微信”")
    try:
        body = answer.json()
    except ValueError:
        body = None
    return read_answer(answer.status_code, body).trouble
