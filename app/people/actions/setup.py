"""The first run of a real installation: a code on the console, then the first administrator."""

from datetime import datetime

from app.actor import Actor, Role
from app.audit import deed
from app.people import guesses, passwords, sessions
from app.people.actions.persons import add_person
from app.people.queries import accounts
from app.people.queries.standing import one_change_of_rights_at_a_time
from app.people.rules.codes import SETUP_LASTS, already_set_up, new_code, tidy_code, wrong_setup_code
from app.people.rules.passwords import why_not_password
from app.people.rules.persons import Particulars
from app.people.rules.places import LibraryKind
from app.people.rules.sessions import token_hash
from app.people.sessions import Opened
from app.people.tables import Library, SetupCode
from app.refusals import Refused


async def make_setup_code(actor: Actor, *, now: datetime) -> str:
    """A code for the set-up page, good for 30 minutes; one made before stops working.

    Raises:
        Refused: there are persons already.
    """
    code = new_code()
    async with deed(actor, "installation.code_made"):
        if await accounts.anybody():
            raise Refused(already_set_up())
        await SetupCode.update({SetupCode.expires_at: now}).where(
            SetupCode.used_at.is_null() & (SetupCode.expires_at > now)
        )
        await SetupCode(code_hash=token_hash(code), made_at=now, expires_at=now + SETUP_LASTS).save()
    return code


async def read_setup_code(actor: Actor, typed: str, *, now: datetime) -> None:
    """Make sure that the code is the console's.

    Raises:
        Refused: it is not, or is used or expired, or too many tries.
    """
    await guesses.refuse_more_codes(actor.origin, now)
    if await accounts.is_setup_code(token_hash(tidy_code(typed)), now):
        return
    async with deed(actor, "installation.code_refused"):
        await guesses.wrong_code(actor.origin, now)
    raise Refused(wrong_setup_code())


async def set_up(
    actor: Actor, typed: str, library: str, administrator: Particulars, password: str, *, now: datetime, agent: str = ""
) -> Opened:
    """Write down the library and its first administrator, and open a session for them.

    Raises:
        Refused: there are persons already, the code does not work, or something that was typed cannot be used.
        Crowded: too many are signing in at this moment.
    """
    await read_setup_code(actor, typed, now=now)
    roles, facts = frozenset({Role.ADMINISTRATOR, Role.STAFF}), administrator.tidied()
    if reasons := why_not_password(password, roles=roles, known=[facts.sign_in_name]):
        raise Refused(*reasons)
    kept = await passwords.hashed(password)
    async with deed(actor, "installation.set_up") as line:
        await one_change_of_rights_at_a_time()
        if await accounts.anybody():
            raise Refused(already_set_up())
        await SetupCode.update({SetupCode.used_at: now}).where(SetupCode.code_hash == token_hash(tidy_code(typed)))
        await Library(name=library, kind=LibraryKind.OWN.value).save()
        person = await add_person(actor, administrator, roles, now=now, password_hash=kept)
        line.subject = person.id
        owner = (await accounts.account_of(person.id, now)).acting(actor)
        return await sessions.welcome(owner, now=now, agent=agent, public_computer=False)
