"""Persons as lists and pages show them."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from app import clock
from app.actor import Actor, May, Role
from app.people.rules.names import handle, masked
from app.people.rules.pinyin import fold, means, sort_key
from app.people.tables import Person, RoleGrant
from app.refusals import found

PAGE = 50
OUTSIDERS = "outsider"
"""Stands among the roles of the filter; nobody holds it as a role."""

LINES = """
SELECT p.id, p.name, p.name_pinyin, p.name_initials, p.sign_in_name, p.phone, p.staff_number, p.post, p.left_on,
CASE WHEN p.password_hash IS NULL THEN 0 ELSE 1 END AS activated,
CASE WHEN s.id IS NULL THEN 0 ELSE 1 END AS suspended,
CASE WHEN o.id IS NULL THEN 0 ELSE 1 END AS from_outside
FROM person p LEFT JOIN suspension s ON s.person = p.id AND s.ended_at IS NULL
LEFT JOIN outsider o ON o.person = p.id
"""

ROLES = """
SELECT g.id, g.person, g.role, g.service_point, p.name AS place
FROM role_grant g LEFT JOIN service_point p ON p.id = g.service_point
WHERE g.ended_at IS NULL
"""


@dataclass(frozen=True, slots=True)
class Sought:
    """What the reader filters by; empty means everybody but learners from outside.

    Attributes:
        text: 汉字, pinyin, initials or a mixture; four or more digits look for the end of a phone or a staff number.
        role: a role's value, or `OUTSIDERS` for those who are no more than learners from outside.
        past: those who have left instead of those who are here.
        page: from 1.
    """

    text: str = ""
    role: str = ""
    past: bool = False
    page: int = 1


@dataclass(frozen=True, slots=True)
class Held:
    """A role that a person holds; `place` is the service point's name, for coordinators."""

    grant: int
    role: Role
    site: int | None
    place: str | None


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One person of a list; the phone is masked for those who do not manage people."""

    id: int
    name: str
    post: str
    phone: str
    staff_number: str
    sign_in_name: str
    roles: Sequence[Held]
    activated: bool
    suspended: bool
    outsider: bool
    left_on: date | None


@dataclass(frozen=True, slots=True)
class PersonList:
    """One page of persons in the order of their names, and how many there are on all pages."""

    lines: Sequence[PersonLine]
    total: int
    page: int
    pages: int


async def persons(actor: Actor, sought: Sought, now: datetime) -> PersonList:
    """The persons that match, sorted by pinyin with the surname read as one."""
    today, is_meant = clock.at_library(now).date(), _matcher(sought.text)
    rows = [row for row in await Person.raw(LINES) if _has_left(row, today) == sought.past and is_meant(row)]
    held = await _held()
    wants_outsiders = sought.role == OUTSIDERS
    rows = [row for row in rows if _is_outsider(row, held.get(row["id"], ())) is wants_outsiders]
    if sought.role and not wants_outsiders:
        rows = [row for row in rows if any(one.role == sought.role for one in held.get(row["id"], ()))]
    rows.sort(key=lambda row: (sort_key(row["name_pinyin"]), row["id"]))
    pages = max(1, -(-len(rows) // PAGE))
    number = min(max(1, sought.page), pages)
    shown = rows[(number - 1) * PAGE : number * PAGE]
    return PersonList([_line(actor, row, held.get(row["id"], [])) for row in shown], len(rows), number, pages)


async def person_line(actor: Actor, person: int) -> PersonLine | None:
    """One person as in the list."""
    rows = await Person.raw(f"{LINES} WHERE p.id = {{}}", person)
    return _line(actor, rows[0], (await _held([person])).get(person, [])) if rows else None


async def person_row(actor: Actor, person: int) -> Person:
    """All that is written down about a person, for whoever corrects it or for the person.

    Raises:
        Missing: there is no such person.
    """
    return found(await Person.objects().where(Person.id == person).first())


async def grant_holder(grant: int) -> int | None:
    """Whose grant of a role this is, while it lasts."""
    row = await RoleGrant.select(RoleGrant.person).where((RoleGrant.id == grant) & RoleGrant.ended_at.is_null()).first()
    return None if row is None else int(row["person"])


async def _held(persons: Collection[int] | None = None) -> dict[int, list[Held]]:
    one = f" AND g.person IN ({', '.join('{}' for _ in persons)})" if persons else ""
    rows = await RoleGrant.raw(f"{ROLES}{one} ORDER BY g.id", *(persons or ()))
    order = list(Role)
    held: dict[int, list[Held]] = {}
    for row in sorted(rows, key=lambda row: order.index(Role(row["role"]))):
        mine = Held(row["id"], Role(row["role"]), row["service_point"], row["place"])
        held.setdefault(row["person"], []).append(mine)
    return held


def _matcher(text: str) -> Callable[[Mapping[str, Any]], bool]:
    """Whether a row is meant by the text; what is typed is folded once for all rows."""
    typed, name = fold(text), handle(text)
    if not typed:
        return lambda row: not name
    if typed.isdigit():
        return lambda row: (
            (len(typed) >= 4 and (row["phone"] or "").endswith(typed)) or _begins(row["staff_number"], typed)
        )
    return lambda row: (
        means(typed, row["name"], row["name_pinyin"], row["name_initials"])
        or _begins(row["sign_in_name"], name)
        or _begins(row["staff_number"], name)
    )


def _begins(value: str | None, typed: str) -> bool:
    return value is not None and value.startswith(typed)


def _is_outsider(row: Mapping[str, Any], roles: Sequence[Held]) -> bool:
    return bool(row["from_outside"]) and not row["activated"] and not roles


def _has_left(row: Mapping[str, Any], today: date) -> bool:
    return row["left_on"] is not None and row["left_on"] < today


def _line(actor: Actor, row: Mapping[str, Any], roles: Sequence[Held]) -> PersonLine:
    phone = row["phone"] or ""
    return PersonLine(
        id=row["id"],
        name=row["name"],
        post=row["post"],
        phone=phone if actor.may(May.MANAGE_PEOPLE) or row["id"] == actor.id else masked(phone),
        staff_number=row["staff_number"] or "",
        sign_in_name=row["sign_in_name"],
        roles=roles,
        activated=bool(row["activated"]),
        suspended=bool(row["suspended"]),
        outsider=_is_outsider(row, roles),
        left_on=row["left_on"],
    )
