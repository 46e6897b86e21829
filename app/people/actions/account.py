"""What people do about their own account: a new password, the end of sessions elsewhere."""

from datetime import datetime

from app.actor import Actor
from app.audit import deed
from app.people import guesses, passwords, sessions
from app.people.queries import accounts
from app.people.rules import throttle
from app.people.rules.passwords import why_not_password
from app.people.sessions import Opened
from app.people.tables import Person, Session
from app.refusals import Refused, found


async def change_password(actor: Actor, old: str, new: str, *, now: datetime) -> Opened:
    """Set a new password; this session gets a new id and all others end.

    Raises:
        Refused: the old one is wrong, too many tries, or the new one is easy to guess.
        Crowded: too many are signing in at this moment.
    """
    account = await accounts.account_of(actor.person, now)
    guess = await guesses.take(account, account.sign_in_name, actor.origin, now)
    if not await guesses.is_right(guess, account, old):
        async with deed(actor, "password.change_refused", actor.id):
            await guesses.confirm(guess)
        raise Refused(throttle.wrong_old(guess.left))
    await guesses.withdraw(guess)
    if reasons := why_not_password(new, roles=actor.roles, known=account.known()):
        raise Refused(*reasons)
    kept = await passwords.hashed(new)
    async with deed(actor, "password.changed", actor.id):
        today = await accounts.account_held(actor.person, now)
        if today.password_hash != account.password_hash or not await sessions.is_open(actor.session or 0):
            raise Refused(throttle.wrong_old(guess.left))
        await Person.update({Person.password_hash: kept}).where(Person.id == actor.person)
        await sessions.end_sessions(actor.person, now=now, but=actor.session)
        opened = await sessions.rotate(actor.session or 0, now=now)
    sessions.forget_actors()
    return opened


async def end_session(actor: Actor, session: int, *, now: datetime) -> None:
    """End one of the actor's own sessions.

    Raises:
        Missing: it is not theirs, or over.
    """
    async with deed(actor, "session.ended", session):
        mine = (Session.id == session) & (Session.person == actor.person) & Session.ended_at.is_null()
        found(await Session.exists().where(mine) or None)
        await sessions.end_sessions(actor.person, now=now, only=session)
    sessions.forget_actors()


async def end_other_sessions(actor: Actor, *, now: datetime) -> int:
    """End all of the actor's sessions but the one they act in. Returns how many ended."""
    async with deed(actor, "session.others_ended", actor.id) as line:
        ended = await sessions.end_sessions(actor.person, now=now, but=actor.session)
        line.details["ended"] = ended
    sessions.forget_actors()
    return ended
