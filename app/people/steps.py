"""Steps of the slices above: many persons at once, and taking them back, inside the deed of whoever does it."""

from collections.abc import Collection, Sequence
from dataclasses import asdict
from datetime import date, datetime

from app.actor import Role
from app.people.actions.persons import NAMES
from app.people.rules.names import taken
from app.people.rules.persons import Particulars, why_not_particulars
from app.people.tables import Person, RoleGrant
from app.refusals import Refused
from app.storage import database

AT_ONCE = 100


async def write_persons(given: Sequence[Particulars], role: Role, now: datetime) -> list[int]:
    """Write persons down with one role, in the order given; returns their ids.

    Raises:
        Refused: particulars are malformed, or a phone is somebody's.
    """
    await database().hold(NAMES)
    ids: list[int] = []
    for start in range(0, len(given), AT_ONCE):
        # Readings of names take time, and others want their turn in between.
        part = [one.tidied() for one in given[start : start + AT_ONCE]]
        for one in part:
            if reasons := why_not_particulars(one):
                raise Refused(*reasons)
        phones = [one.phone for one in part if one.phone]
        holder = await Person.select(Person.name).where(Person.phone.is_in(phones)).first() if phones else None
        if holder is not None:
            raise Refused(taken("phone", holder["name"]))
        await Person.insert(*(Person(**asdict(one), password_hash=None) for one in part))
        names = [one.sign_in_name for one in part]
        rows = await Person.select(Person.id, Person.sign_in_name).where(Person.sign_in_name.is_in(names))
        by_name = {row["sign_in_name"]: row["id"] for row in rows}
        ids += [by_name[name] for name in names]
    await give_role(ids, role, now)
    return ids


async def give_role(persons: Sequence[int], role: Role, now: datetime) -> None:
    """Give a role to those who do not hold it; one that needs no service point."""
    for start in range(0, len(persons), AT_ONCE):
        part = list(persons[start : start + AT_ONCE])
        holding = (RoleGrant.person.is_in(part)) & (RoleGrant.role == role.value) & RoleGrant.ended_at.is_null()
        held = {row["person"] for row in await RoleGrant.select(RoleGrant.person).where(holding)}
        if rows := [RoleGrant(person=one, role=role.value, granted_at=now) for one in part if one not in held]:
            await RoleGrant.insert(*rows)


async def set_phone(person: int, phone: str | None) -> None:
    """Write a phone down for somebody who has none, or take it away again.

    Raises:
        Refused: it is somebody's.
    """
    await database().hold(NAMES)
    if phone:
        holder = await Person.select(Person.name).where((Person.phone == phone) & (Person.id != person)).first()
        if holder is not None:
            raise Refused(taken("phone", holder["name"]))
    await Person.update({Person.phone: phone}).where(Person.id == person)


async def take_back_persons(persons: Collection[int], role: Role, today: date, now: datetime) -> None:
    """Persons who were written down by mistake: they are gone, their phones are free, their role has ended."""
    if not persons:
        return
    listed = list(persons)
    await Person.update({Person.phone: None, Person.left_on: today}).where(Person.id.is_in(listed))
    holding = (RoleGrant.person.is_in(listed)) & (RoleGrant.role == role.value) & RoleGrant.ended_at.is_null()
    await RoleGrant.update({RoleGrant.ended_at: now}).where(holding)
