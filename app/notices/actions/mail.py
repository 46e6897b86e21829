"""Being told by mail too: asking for it, confirming the address, stopping."""

from datetime import datetime

from app.actor import Actor
from app.audit import deed
from app.notices.rules.mail import why_not_address, why_not_confirm
from app.notices.tables import MailAddress
from app.refusals import Refused, found
from app.storage import database
from app.storage.moments import moment


async def ask_for_mail(actor: Actor, address: str, base: str, *, now: datetime) -> int:
    """Write down where the actor also wants to be told; it counts once they have confirmed it. Returns the row's id.

    Args:
        base: where they reach this site, for the links in the mail.

    Raises:
        Refused: it is no address.
    """
    async with deed(actor, "mail.asked", actor.id):
        if reasons := why_not_address(address):
            raise Refused(*reasons)
        await _end(actor, now)
        row = MailAddress(person=actor.person, name=actor.name, address=address.strip(), base=base, made_at=now)
        await row.save()
        return int(row.id)


async def confirm_mail(actor: Actor, row: int, *, now: datetime) -> None:
    """Whoever has the link has the mailbox: from now on what is told them goes there too.

    Raises:
        Missing: there is no such address.
        Refused: the link is too old, or the address was given up.
    """
    async with deed(actor, "mail.confirmed", row):
        known = found(await MailAddress.select().where(MailAddress.id == row).first())
        if reasons := why_not_confirm(moment(known["made_at"]), known["ended_at"] is not None, now):
            raise Refused(*reasons)
        if known["confirmed_at"] is None:
            await MailAddress.update({MailAddress.confirmed_at: now}).where(MailAddress.id == row)


async def stop_mail(actor: Actor, *, now: datetime) -> None:
    """No more mail; the notices stand in the product as before."""
    async with deed(actor, "mail.stopped", actor.id):
        await _end(actor, now)


async def _end(actor: Actor, now: datetime) -> None:
    await database().hold(f"mail {actor.person}")
    standing = (MailAddress.person == actor.person) & MailAddress.ended_at.is_null()
    await MailAddress.update({MailAddress.ended_at: now}).where(standing)
