"""One-time codes: made by an administrator, used by the person to set a password."""

from datetime import datetime

from app import notices
from app.actor import Actor
from app.audit import deed
from app.locale import N_
from app.people import guesses, passwords, sessions
from app.people.queries import accounts
from app.people.queries.accounts import Account
from app.people.rules.codes import ACTIVATION_LASTS, new_code, pending, tidy_code, wrong_code
from app.people.rules.passwords import why_not_password
from app.people.rules.roles import why_not_come_in
from app.people.rules.sessions import token_hash
from app.people.sessions import Opened
from app.people.tables import ActivationCode, Person
from app.refusals import Refused


async def issue_code(actor: Actor, person: int, *, now: datetime, replacing: bool = True) -> str:
    """Make a code for the person and return it; it is kept nowhere. The old password stops working at once.

    Args:
        replacing: a code that was given before and still works may be replaced.

    Raises:
        Missing: there is no such person.
        Refused: they are suspended or have left, or have a code that still works and it is not to be replaced.
    """
    code = new_code()
    async with deed(actor, "activation.issued", person):
        account = await accounts.account_held(person, now)
        if reasons := why_not_come_in(account.standing):
            raise Refused(*reasons)
        if not replacing and (given := await accounts.pending_code(person, now)):
            raise Refused(pending(given[1]))
        # As if never good: whoever is just using the older code came a moment ago, before the present one.
        await ActivationCode.raw(
            "UPDATE activation_code SET expires_at = made_at WHERE person = {} AND used_at IS NULL", person
        )
        await ActivationCode(
            person=person, code_hash=token_hash(code), made_at=now, expires_at=now + ACTIVATION_LASTS
        ).save()
        await Person.update({Person.password_hash: None}).where(Person.id == person)
        # Whoever resets their own password still has to read the code.
        await sessions.end_sessions(person, now=now, but=actor.session if person == actor.id else None)
        if account.password_hash is not None:
            await notices.tell(actor, [person], N_("管理员重置了您的密码"), address="/account", now=now)
    sessions.forget_actors()
    return code


async def read_code(actor: Actor, typed: str, *, now: datetime) -> Account:
    """Whose code this is; it stays unused.

    Raises:
        Refused: it is nobody's, used or expired (one sentence for all), or too many tries.
    """
    await guesses.refuse_more_codes(actor.origin, now)
    person = await accounts.holder_of_code(token_hash(tidy_code(typed)), now)
    if person is not None:
        return await accounts.account_of(person, now)
    async with deed(actor, "activation.refused"):
        await guesses.wrong_code(actor.origin, now)
    raise Refused(wrong_code())


async def activate(
    actor: Actor, typed: str, password: str, *, now: datetime, agent: str = "", public_computer: bool = False
) -> Opened:
    """Set the password of whoever the code was made for, use the code up, and open a session.

    Raises:
        Refused: the code does not work, the password is easy to guess, or the person is kept out.
        Crowded: too many are signing in at this moment.
    """
    account = await read_code(actor, typed, now=now)
    reasons = why_not_come_in(account.standing)
    reasons += why_not_password(password, roles=account.standing.roles, known=account.known())
    if reasons:
        raise Refused(*reasons)
    kept = await passwords.hashed(password)
    owner = account.acting(actor)
    async with deed(owner, "person.activated", owner.id):
        today = await accounts.account_held(owner.person, now)
        if reasons := why_not_come_in(today.standing):
            raise Refused(*reasons)
        if not await _use_up(typed, now):
            raise Refused(wrong_code())
        await Person.update({Person.password_hash: kept}).where(Person.id == owner.person)
        await sessions.end_sessions(owner.person, now=now)
        return await sessions.welcome(owner, now=now, agent=agent, public_computer=public_computer)


async def _use_up(typed: str, now: datetime) -> bool:
    """Mark the code as used; False when somebody was faster, or a newer code has replaced it meanwhile."""
    still_good = (
        (ActivationCode.code_hash == token_hash(tidy_code(typed)))
        & ActivationCode.used_at.is_null()
        & (ActivationCode.expires_at > now)
    )
    return bool(
        await ActivationCode.update({ActivationCode.used_at: now}).where(still_good).returning(ActivationCode.id)
    )
