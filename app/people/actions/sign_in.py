"""Signing in and out."""

from datetime import datetime

from app.actor import Actor
from app.audit import deed
from app.people import guesses, sessions
from app.people.queries import accounts
from app.people.queries.accounts import Account
from app.people.rules import throttle
from app.people.rules.names import handle
from app.people.rules.roles import why_not_come_in
from app.people.sessions import Opened
from app.refusals import Refused


async def sign_in(
    actor: Actor, typed: str, password: str, *, now: datetime, agent: str = "", public_computer: bool = False
) -> Opened:
    """Open a session for whoever knows the password; its id is new, whatever the browser sent.

    Args:
        actor: a visitor; `origin` is the address.
        typed: sign-in name, phone or staff number.

    Raises:
        Refused: the name or the password is wrong (one sentence for both), too many tries, or kept out.
        Crowded: too many are signing in at this moment.
    """
    name = handle(typed)
    account = await accounts.account(name, now)
    guess = await guesses.take(account, name, actor.origin, now)
    right = await guesses.is_right(guess, account, password)
    if account is None or not right:
        await _note_failure(actor, account, guess)
        raise Refused(throttle.wrong(guess.left))
    if reasons := why_not_come_in(account.standing):
        await guesses.withdraw(guess)
        raise Refused(*reasons)
    owner = account.acting(actor)
    async with deed(owner, "person.signed_in", owner.id, public_computer=public_computer):
        owner = (await _unchanged(account, guess, now)).acting(actor)
        await guesses.forgive(guess, actor.origin, now)
        if actor.session is not None:
            await sessions.end_sessions(actor.person, now=now, only=actor.session)
        return await sessions.welcome(owner, now=now, agent=agent, public_computer=public_computer)


async def _unchanged(account: Account, guess: guesses.Guess, now: datetime) -> Account:
    """The account as it is now; looking at the password took a while, and it may have been reset meanwhile.

    Raises:
        Refused: the password is no longer that one, or the person is kept out.
    """
    today = await accounts.account_held(account.standing.person, now)
    if today.password_hash != account.password_hash:
        raise Refused(throttle.wrong(guess.left))
    if reasons := why_not_come_in(today.standing):
        raise Refused(*reasons)
    return today


async def sign_out(actor: Actor, *, now: datetime) -> None:
    """End the session that the request came with."""
    async with deed(actor, "person.signed_out", actor.id):
        await sessions.end_sessions(actor.person, now=now, only=actor.session or 0)
    sessions.forget_actors()


async def _note_failure(actor: Actor, account: Account | None, guess: guesses.Guess) -> None:
    # Nobody's name gets a line too: the ledger shows that somebody is guessing, and both ways take as long.
    async with deed(actor, "person.sign_in_failed", account.standing.person if account else None):
        await guesses.confirm(guess)
