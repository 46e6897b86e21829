"""What signing in asks: whose account it is, and what was tried at it."""

from dataclasses import dataclass
from datetime import datetime

from app.actor import Actor
from app.people.queries.standing import standing
from app.people.rules.roles import Standing
from app.people.rules.sessions import token_hash
from app.people.rules.throttle import HOUR, KNOWN_FOR, REMEMBERED, SHARED_BY, Tries
from app.people.tables import ActivationCode, KnownAddress, Person, Session, SetupCode, SignInFailure
from app.refusals import found
from app.storage import database

OF_SUSPENDED = """
SELECT s.id FROM session s JOIN suspension u ON u.person = s.person AND u.ended_at IS NULL WHERE s.token_hash = {}
"""


@dataclass(frozen=True, slots=True)
class Account:
    """A person as somebody who signs in.

    Attributes:
        password_hash: None when no password has been set yet.
    """

    standing: Standing
    sign_in_name: str
    phone: str | None
    staff_number: str | None
    name_pinyin: str
    password_hash: str | None

    def known(self) -> list[str]:
        """What others know of the person, and no password may contain."""
        usual = self.name_pinyin.split(" ", 1)[0].replace("'", "")
        words = [self.sign_in_name, self.phone, self.staff_number, usual if len(usual) >= 5 else None]
        return [word for word in words if word]

    def acting(self, visitor: Actor) -> Actor:
        """The person as the one who acts, at the visitor's address, once they have proved who they are."""
        who = self.standing
        return Actor(who.person, who.name, who.roles, who.sites, visitor.session, visitor.origin)


async def account(handle: str, now: datetime) -> Account | None:
    """Whose account this is, by sign-in name, phone or staff number (already tidied); None when it is nobody's.

    One person's sign-in name may be another's staff number: the sign-in name comes first, then the phone.
    """
    rows = await Person.select(Person.id, Person.sign_in_name, Person.phone).where(
        (Person.sign_in_name == handle) | (Person.phone == handle) | (Person.staff_number == handle)
    )
    if not rows:
        return None
    rows.sort(key=lambda row: (row["sign_in_name"] != handle, row["phone"] != handle))
    return await account_of(rows[0]["id"], now)


async def account_of(person: int, now: datetime) -> Account:
    """The account of a person who is there.

    Raises:
        Missing: there is no such person.
    """
    row = found(await Person.objects().where(Person.id == person).first())
    return Account(
        standing=found(await standing(person, now)),
        sign_in_name=row.sign_in_name,
        phone=row.phone,
        staff_number=row.staff_number,
        name_pinyin=row.name_pinyin,
        password_hash=row.password_hash,
    )


async def account_held(person: int, now: datetime) -> Account:
    """Inside a transaction: the account as it is now, kept from being reset or suspended until the transaction ends.

    Raises:
        Missing: there is no such person.
    """
    # The write comes first: it waits for whoever is changing the row, and only then is it read.
    await Person.raw("UPDATE person SET name = name WHERE id = {}", person)
    return await account_of(person, now)


async def tries(key: str, person: int | None, address: str, now: datetime) -> Tries:
    """What was tried lately at the account and from the address; nobody's account costs the same questions."""
    here = await KnownAddress.select(KnownAddress.person).where(
        (KnownAddress.address == address) & (KnownAddress.seen_at > now - KNOWN_FOR)
    )
    used = await KnownAddress.select(KnownAddress.address).where(
        (KnownAddress.person == (person or 0)) & (KnownAddress.seen_at > now - KNOWN_FOR)
    )
    known = {row["address"] for row in used}
    mine = (
        await SignInFailure.select(SignInFailure.at, SignInFailure.address)
        .where((SignInFailure.account == key) & (SignInFailure.at > now - REMEMBERED))
        .order_by(SignInFailure.at)
    )
    # Where the owner has been, only tries from that very place count; everywhere else all strangers' tries do.
    counted = [r["at"] for r in mine if (r["address"] == address if address in known else r["address"] not in known)]
    return Tries(counted, await _wrong_from(address, now), len(here))


async def tries_at_codes(address: str, now: datetime) -> Tries:
    """What was tried lately from the address at one-time codes and passwords."""
    here = await KnownAddress.count().where(
        (KnownAddress.address == address) & (KnownAddress.seen_at > now - KNOWN_FOR)
    )
    return Tries([], await _wrong_from(address, now), here)


async def tries_at_claims(key: str, address: str, now: datetime) -> Tries:
    """What was tried lately from the address: at this claim, and at any claim. A class sits behind one address."""
    rows = (
        await SignInFailure.select(SignInFailure.account, SignInFailure.at)
        .where(
            (SignInFailure.address == address)
            & SignInFailure.account.like("claim:%")
            & (SignInFailure.at > now - REMEMBERED)
        )
        .order_by(SignInFailure.at)
    )
    return Tries([row["at"] for row in rows if row["account"] == key], [row["at"] for row in rows], SHARED_BY)


async def tries_at_checks(key: str, address: str, now: datetime) -> Tries:
    """What codes of papers were lately looked up in vain from the address: this one, and each different one by its last time."""
    rows = (
        await SignInFailure.select(SignInFailure.account, SignInFailure.at)
        .where(
            (SignInFailure.address == address)
            & SignInFailure.account.like("check:%")
            & (SignInFailure.at > now - REMEMBERED)
        )
        .order_by(SignInFailure.at)
    )
    here = await KnownAddress.count().where(
        (KnownAddress.address == address) & (KnownAddress.seen_at > now - KNOWN_FOR)
    )
    last = {row["account"]: row["at"] for row in rows}
    return Tries([row["at"] for row in rows if row["account"] == key], sorted(last.values()), here)


async def holder_of_code(code_hash: str, now: datetime) -> int | None:
    """Whose unused, unexpired activation code this is."""
    row = (
        await ActivationCode.select(ActivationCode.person)
        .where(
            (ActivationCode.code_hash == code_hash)
            & ActivationCode.used_at.is_null()
            & (ActivationCode.expires_at > now)
        )
        .first()
    )
    return None if row is None else int(row["person"])


async def pending_code(person: int, now: datetime) -> tuple[str, datetime] | None:
    """Hash and end of the person's unused, unexpired activation code, of which there is one at most."""
    row = (
        await ActivationCode.select(ActivationCode.code_hash, ActivationCode.expires_at)
        .where((ActivationCode.person == person) & ActivationCode.used_at.is_null() & (ActivationCode.expires_at > now))
        .first()
    )
    return None if row is None else (row["code_hash"], row["expires_at"])


async def is_of_somebody_suspended(cookie: str) -> bool:
    """Whether the cookie was the session of somebody who is now suspended."""
    return bool(cookie) and bool(await Session.raw(OF_SUSPENDED, token_hash(cookie)))


async def is_setup_code(code_hash: str, now: datetime) -> bool:
    """Whether the console printed this code lately and nobody has used it."""
    is_mine = (SetupCode.code_hash == code_hash) & SetupCode.used_at.is_null() & (SetupCode.expires_at > now)
    return bool(await SetupCode.exists().where(is_mine))


async def anybody() -> bool:
    """Whether there are persons, so that the installation is set up."""
    return bool(await Person.exists())


async def one_try_at_a_time(key: str) -> None:
    """Inside a transaction: wait until no other try at this account is being counted."""
    if database().dialect == "postgres":
        await Person.raw("SELECT pg_advisory_xact_lock(hashtextextended({}, 0))", key)


async def _wrong_from(address: str, now: datetime) -> list[datetime]:
    rows = (
        await SignInFailure.select(SignInFailure.at)
        .where(
            (SignInFailure.address == address)
            & (SignInFailure.confirmed == True)  # noqa: E712 - a column, compared in SQL.
            & (SignInFailure.at > now - HOUR)
        )
        .order_by(SignInFailure.at)
    )
    return [row["at"] for row in rows]
