"""What service puts on the first screen: what waits to be approved or answered, and what a volunteer is asked."""

from datetime import datetime

from app.actor import Actor, May, Role
from app.home.rules import Task
from app.locale import _
from app.service.queries.absences import waiting_absences
from app.service.queries.claims import forgotten, waiting_claims
from app.service.queries.pending import pending
from app.service.queries.recognition import objections_waiting
from app.service.queries.requests import requests
from app.service.rules.due import Light
from app.web.page import short_time


async def service_tasks(actor: Actor, now: datetime) -> list[Task]:
    """For a volunteer the check-out they forgot; for coordinators what waits; for the manager what is red."""
    found = await _asked(actor, now) if actor.may(May.SIGN_UP) else []
    found += await _recognising(actor)
    if not actor.may(May.APPROVE_SERVICE):
        return found
    return found + await _approving(actor, now) + await _answering(actor)


async def _asked(actor: Actor, now: datetime) -> list[Task]:
    open_still = await forgotten(actor, now)
    if not open_still:
        return []
    why = _("%(at)s %(place)s 没有签退", at=short_time(open_still[0].span.starts_at), place=open_still[0].place_name)
    return [Task(_("上次几点走的？"), why, "/service/mine", "clock", 1)]


async def _approving(actor: Actor, now: datetime) -> list[Task]:
    shifts = await pending(actor, now)
    if not shifts:
        return []
    if Role.MANAGER in actor.roles and all(one.due.light is Light.GREEN for one in shifts):
        # Coordinators have it in hand.
        return []
    first, red = shifts[0].due, [one for one in shifts if one.due.light is Light.RED]
    waiting = sum(len(one.people) for one in shifts)
    why = _("最早 %(day)s 到期", day=f"{first.last_on:%m-%d}")
    if red:
        why = _("%(n)d 班到期或超期，最早 %(day)s", n=len(red), day=f"{first.last_on:%m-%d}")
    urgency = 1 if first.light is not Light.GREEN else 3
    name = _("待核定 %(n)d 条服务", n=waiting)
    return [Task(name, why, "/service/pending", "clipboard-list", urgency, is_due=bool(red), is_duty=True)]


async def _recognising(actor: Actor) -> list[Task]:
    """Papers that were asked for, for whoever issues them; objections, for the manager."""
    found = []
    if actor.may(May.ISSUE_PAPERS) and (asked := await requests(actor)):
        why = _("最早 %(at)s 申请", at=short_time(asked[0].at))
        found.append(
            Task(_("出具 %(n)d 张服务记录纸", n=len(asked)), why, "/service/papers", "file-text", 2, is_duty=True)
        )
    if actor.may(May.RECOGNISE) and (objected := await objections_waiting()):
        why = _("%(name)s 不同意一次评价", name=objected[0].name)
        found.append(Task(_("答复 %(n)d 条评价异议", n=len(objected)), why, "/service/stars", "bell", 2, is_duty=True))
    return found


async def _answering(actor: Actor) -> list[Task]:
    count = len(await waiting_claims(actor)) + len(await waiting_absences(actor))
    if not count:
        return []
    why = _("签退、缺席或更正，志愿者在等")
    return [Task(_("待答复 %(n)d 条说明", n=count), why, "/service/asked", "bell", 2, is_duty=True)]
