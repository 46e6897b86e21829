"""Giving and taking roles, keeping people out and letting them back in."""

from datetime import datetime

from app.actor import Actor, Role
from app.audit import deed
from app.people import sessions
from app.people.queries import accounts
from app.people.queries.standing import one_change_of_rights_at_a_time, standing
from app.people.rules.roles import why_not_grant, why_not_revoke, why_not_suspend
from app.people.tables import RoleGrant, ServicePoint, Suspension
from app.refusals import Refused, found


async def grant(actor: Actor, person: int, role: Role, *, service_point: int | None = None, now: datetime) -> int:
    """Give the person a role, a coordinator's for one service point; their sessions end. Returns the grant's id.

    Raises:
        Missing: no such person or service point.
        Refused: they hold it already, have left, or the service point is lacking or idle.
    """
    oneself = person == actor.id
    async with deed(actor, "role.granted", person, role=role.value, service_point=service_point, oneself=oneself):
        await one_change_of_rights_at_a_time()
        who = found(await standing(person, now))
        if reasons := why_not_grant(who, role, service_point):
            raise Refused(*reasons)
        if service_point is not None:
            found(await ServicePoint.exists().where(ServicePoint.id == service_point) or None)
        row = RoleGrant(person=person, role=role.value, service_point=service_point, granted_at=now)
        await row.save()
        await sessions.end_sessions(person, now=now, but=actor.session if oneself else None)
    sessions.forget_actors()
    return row.id


async def revoke(actor: Actor, grant_id: int, *, now: datetime) -> int:
    """Take a role away; the person's sessions end. Returns the person's id.

    Raises:
        Missing: no such grant, or it has ended.
        Refused: they are the last administrator.
    """
    async with deed(actor, "role.revoked") as line:
        await one_change_of_rights_at_a_time()
        row = found(await RoleGrant.objects().where((RoleGrant.id == grant_id) & RoleGrant.ended_at.is_null()).first())
        who, role = found(await standing(row.person, now)), Role(row.role)
        if reasons := why_not_revoke(who, role):
            raise Refused(*reasons)
        line.subject = who.person
        line.details.update(role=row.role, service_point=row.service_point, oneself=who.person == actor.id)
        await RoleGrant.update({RoleGrant.ended_at: now}).where(RoleGrant.id == grant_id)
        await sessions.end_sessions(who.person, now=now, but=actor.session if who.person == actor.id else None)
    sessions.forget_actors()
    return who.person


async def suspend(actor: Actor, person: int, reason: str, *, now: datetime) -> None:
    """Keep the person out from now on; their sessions end.

    Raises:
        Missing: no such person.
        Refused: already suspended, oneself, or the last administrator.
    """
    async with deed(actor, "person.suspended", person, reason=reason):
        await one_change_of_rights_at_a_time()
        who = found(await standing(person, now))
        if reasons := why_not_suspend(who, by=actor.id):
            raise Refused(*reasons)
        # Whoever is just signing in is waited for, so that their session ends with the others.
        await accounts.account_held(person, now)
        await Suspension(person=person, reason=reason, began_at=now).save()
        await sessions.end_sessions(person, now=now)
    sessions.forget_actors()


async def restore(actor: Actor, person: int, *, now: datetime) -> None:
    """Let a suspended person back in; they sign in anew.

    Raises:
        Missing: no such person, or they are not suspended.
    """
    async with deed(actor, "person.restored", person):
        ended = (
            await Suspension.update({Suspension.ended_at: now})
            .where((Suspension.person == person) & Suspension.ended_at.is_null())
            .returning(Suspension.id)
        )
        found(ended or None)
