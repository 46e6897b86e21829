"""What meetings of the Party gave somebody to do, on their first screen."""

from datetime import datetime

from app import clock
from app.actor import Actor, May
from app.home.rules import Task
from app.locale import _
from app.party.queries.tasks import my_tasks


async def meeting_tasks(actor: Actor, now: datetime) -> list[Task]:
    """The earliest that is not done, pressing from its last three days on."""
    items = await my_tasks(actor) if actor.may(May.SEE_OWN_PARTY) else []
    if not items:
        return []
    first, today = items[0], clock.at_library(now).date()
    why = _("%(day)s 前", day=first.due_on)
    if len(items) > 1:
        why = f"{why} · {_('共 %(n)d 项', n=len(items))}"
    address = f"/party/tasks/{first.id}" if len(items) == 1 else "/party/me"
    soon = (first.due_on - today).days <= 3
    return [
        Task(_("落实：%(what)s", what=first.what), why, address, "flag", 1 if soon else 2, is_due=today > first.due_on)
    ]
