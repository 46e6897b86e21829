"""Guesses at passwords and codes: counted before they are looked at, so that many at once gain nothing."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from app.people import passwords
from app.people.queries import accounts
from app.people.queries.accounts import Account
from app.people.rules import throttle
from app.people.rules.throttle import REMEMBERED
from app.people.tables import SignInFailure
from app.refusals import Refused, WhyNot
from app.storage import database
from app.web.signing import signature


@dataclass(frozen=True, slots=True)
class Guess:
    """One counted try.

    Attributes:
        id: its row.
        key: whose account it was at.
        left: free tries after this one, should it be wrong.
    """

    id: int
    key: str
    left: int


async def take(account: Account | None, typed: str, address: str, now: datetime) -> Guess:
    """Count a try at an account before its password is looked at.

    Raises:
        Refused: too many; says when the next is allowed.
    """
    person = account.standing.person if account else None
    key = f"person:{person}" if person else f"text:{signature('sign-in', typed)[:32]}"
    async with database().atomic():
        await accounts.one_try_at_a_time(key)
        tries = await accounts.tries(key, person, address, now)
        if until := throttle.may_try_again_at(tries, now):
            raise Refused(throttle.wait(until))
        row = SignInFailure(account=key, address=address, at=now, confirmed=False)
        await row.save()
    return Guess(row.id, key, max(0, throttle.tries_left(tries, now) - 1))


async def take_at_claim(
    claim: str,
    address: str,
    now: datetime,
    wait: Callable[[datetime], WhyNot] = throttle.wait_for_claim,
) -> Guess:
    """Count a try of somebody without an account before it is looked at; wrong ones elsewhere do not keep the right one out.

    Args:
        claim: where they want to come in, and who they say they are; only a digest of it is kept.
        wait: what is said when there were too many.

    Raises:
        Refused: too many; says when the next is allowed.
    """
    key = f"claim:{signature('claim', claim)[:32]}"
    async with database().atomic():
        await accounts.one_try_at_a_time(key)
        tries = await accounts.tries_at_claims(key, address, now)
        if until := throttle.may_try_again_at(tries, now):
            raise Refused(wait(until))
        row = SignInFailure(account=key, address=address, at=now, confirmed=False)
        await row.save()
    return Guess(row.id, key, max(0, throttle.tries_left(tries, now) - 1))


async def take_at_check(code: str, address: str, now: datetime) -> Guess:
    """Count a look-up of a paper's code before it is looked at; `left` says how many wrong ones the address has left.

    Raises:
        Refused: too many; says when the next is allowed.
    """
    key = f"check:{signature('claim', code)[:32]}"
    async with database().atomic():
        await accounts.one_try_at_a_time(key)
        tries = await accounts.tries_at_checks(key, address, now)
        if until := throttle.may_check_at(tries, now):
            raise Refused(throttle.wait_for_check(until))
        row = SignInFailure(account=key, address=address, at=now, confirmed=False)
        await row.save()
    return Guess(row.id, key, max(0, throttle.checks_left(tries, now) - (not tries.account)))


async def is_right(guess: Guess, account: Account | None, password: str) -> bool:
    """Whether the password is the account's; with nobody's account, the same work for nothing.

    Raises:
        Crowded: too many wait to sign in; the try is not counted.
    """
    try:
        return await passwords.is_right(password, account.password_hash if account else None)
    except passwords.Crowded:
        await withdraw(guess)
        raise


async def confirm(guess: Guess) -> None:
    """It was wrong: let it count against the address as well."""
    await SignInFailure.update({SignInFailure.confirmed: True}).where(SignInFailure.id == guess.id)


async def withdraw(guess: Guess) -> None:
    """It was right, or was not looked at."""
    await SignInFailure.delete().where(SignInFailure.id == guess.id)


async def forgive(guess: Guess, address: str, now: datetime) -> None:
    """Whoever just signed in starts afresh at this address; what is too old to count goes too."""
    await SignInFailure.delete().where((SignInFailure.account == guess.key) & (SignInFailure.address == address))
    await SignInFailure.delete().where(SignInFailure.at < now - REMEMBERED)


async def wrong_code(address: str, now: datetime) -> None:
    """A one-time code was wrong; it counts against the address."""
    await SignInFailure(account="code", address=address, at=now, confirmed=True).save()


async def refuse_more_codes(address: str, now: datetime) -> None:
    """Let an address that guesses at codes wait.

    Raises:
        Refused: too many; says when the next is allowed.
    """
    if until := throttle.may_try_a_code_at(await accounts.tries_at_codes(address, now), now):
        raise Refused(throttle.wait(until))
