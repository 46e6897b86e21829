"""Who is in which ledger, and what everybody has in it."""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from app import clock
from app.actor import Actor, Role
from app.gatherings.rules import Category, Kind
from app.gatherings.rules.attendance import Status
from app.gatherings.tables import Presence
from app.people.tables import Person
from app.storage.moments import moment
from app.training.queries.courses import verified_credits
from app.training.queries.log import STANDING
from app.training.rules import Ledger
from app.training.rules.book import RULE_BOOK, LedgerRule
from app.training.rules.card import Card, card
from app.training.rules.hours import Credit, credited_from
from app.training.rules.membership import ON_THE_STAFF, OnTheStaff, Period, of_everybody, visible
from app.training.tables import LedgerMembership

STAFF_ROLES = ", ".join(f"'{role.value}'" for role in Role if role in ON_THE_STAFF)
IS_STAFF = "EXISTS (SELECT 1 FROM role_grant g WHERE g.person = p.id AND g.role IN (-- roles))".replace(
    "-- roles", STAFF_ROLES
)
PEOPLE = """
SELECT p.id, p.name, p.post, p.professional_title, p.joined_on, p.left_on, CASE WHEN -- staff
THEN 1 ELSE 0 END AS is_staff FROM person p
""".replace("-- staff", IS_STAFF)
MEMBERS = """-- people
WHERE -- staff
OR EXISTS (SELECT 1 FROM ledger_membership m WHERE m.person = p.id AND m.ledger IN (-- ledgers
)) ORDER BY p.name_pinyin, p.id
""".replace("-- people", PEOPLE).replace("-- staff", IS_STAFF)
COUNTED_KINDS = ", ".join(f"'{kind.value}'" for kind in Kind if any(kind in rule.kinds for rule in RULE_BOOK))
CREDITS = """
SELECT r.person, r.gathering, g.kind, g.category, g.starts_at, r.status, r.came_at, r.minutes -- standing
AND g.kind IN (-- kinds
) AND r.minutes > 0 AND r.came_at < {} AND r.went_at > {}
""".replace("-- standing", STANDING).replace("-- kinds", COUNTED_KINDS)
IN_LEDGERS = """
AND r.person IN (SELECT m.person FROM ledger_membership m WHERE m.ledger IN (-- ledgers
))
"""

A_FEW = 20


@dataclass(frozen=True, slots=True)
class Member:
    """A person as ledgers need them."""

    id: int
    name: str
    post: str
    title: str
    standing: OnTheStaff


@dataclass(frozen=True, slots=True)
class Membership:
    """A membership that a person was given."""

    id: int
    person: int
    ledger: Ledger
    period: Period


@dataclass(frozen=True, slots=True)
class MemberCard:
    """A person with their card of a year."""

    member: Member
    card: Card


@dataclass(frozen=True, slots=True)
class Ahead:
    """What a forecast is made of: today at the library, and what is still to come for a person."""

    today: date
    planned: Callable[[int], Sequence[Credit]]


async def members(actor: Actor) -> list[Member]:
    """Everybody who is or was on the staff, or was ever put into a ledger whose members the actor may know, by their names."""
    known = sorted(of_everybody(actor))
    found = await Person.raw(MEMBERS.replace("-- ledgers", ", ".join("{}" for _ in known)), *known)
    return [_member(row) for row in found]


async def member(person: int) -> Member | None:
    """One person, whoever it is."""
    found = await Person.raw(f"{PEOPLE} WHERE p.id = {{}}", person)
    return _member(found[0]) if found else None


async def memberships(actor: Actor, person: int | None = None) -> list[Membership]:
    """Memberships that were given, the newest first; of one person, or of all."""
    query = LedgerMembership.select().order_by(LedgerMembership.from_on, ascending=False)
    found = await (query.where(LedgerMembership.person == person) if person is not None else query)
    given = [
        Membership(row["id"], row["person"], Ledger(row["ledger"]), Period(row["from_on"], row["to_on"]))
        for row in found
    ]
    return [one for one in given if one.ledger in visible(actor, one.person)]


async def whose(membership: int) -> int | None:
    """Whose membership this is."""
    row = await LedgerMembership.select(LedgerMembership.person).where(LedgerMembership.id == membership).first()
    return None if row is None else int(row["person"])


async def cards(
    actor: Actor, year: int, rules: Sequence[LedgerRule] | None = None, ahead: Ahead | None = None
) -> list[MemberCard]:
    """The card of everybody who was in a ledger that year, in four queries; of the ledgers whose members the actor may know.

    Args:
        rules: of the year as the library has set them; without them those of the book.
        ahead: what is needed for a forecast; without it there is none.
    """
    own: defaultdict[int, defaultdict[Ledger, list[Period]]] = defaultdict(lambda: defaultdict(list))
    for one in await memberships(actor):
        own[one.person][one.ledger].append(one.period)
    credits, shown = await _credits(year, None), of_everybody(actor)
    found = []
    for number, somebody in enumerate(await members(actor)):
        if number % A_FEW == 0:
            # A library of 300 takes most of a second; whoever sits an exam meanwhile must not wait for all of it.
            await asyncio.sleep(0)
        found.append(
            MemberCard(
                somebody,
                card(
                    somebody.standing,
                    own[somebody.id],
                    credits.get(somebody.id, ()),
                    year,
                    shown,
                    rules=rules,
                    planned=ahead.planned(somebody.id) if ahead else (),
                    today=ahead.today if ahead else None,
                ),
            )
        )
    return [one for one in found if one.card.accounts]


async def card_of(
    actor: Actor, one: Member, year: int, rules: Sequence[LedgerRule] | None = None, ahead: Ahead | None = None
) -> Card:
    """The card of one person, in three queries; `rules` and `ahead` as `cards` takes them."""
    own: defaultdict[Ledger, list[Period]] = defaultdict(list)
    for given in await memberships(actor, one.id):
        own[given.ledger].append(given.period)
    credits = await _credits(year, one.id)
    return card(
        one.standing,
        own,
        credits.get(one.id, ()),
        year,
        visible(actor, one.id),
        rules=rules,
        planned=ahead.planned(one.id) if ahead else (),
        today=ahead.today if ahead else None,
    )


async def credits_of(person: int, year: int) -> Sequence[Credit]:
    """Counted minutes of one person in a year, of every ledger."""
    return (await _credits(year, person)).get(person, ())


@dataclass(frozen=True, slots=True)
class Sourced:
    """Counted minutes with where they come from: a gathering, or None for a course elsewhere."""

    gathering: int | None
    credit: Credit


async def sourced(year: int, ledgers: Collection[Ledger]) -> Mapping[int, Sequence[Sourced]]:
    """Counted minutes of a year, by person, of everybody who was ever put into one of these ledgers; in two queries."""
    within = IN_LEDGERS.replace("-- ledgers", ", ".join("{}" for _ in ledgers))
    first, after = clock.midnight(date(year, 1, 1)), clock.midnight(date(year, 12, 31) + timedelta(days=1))
    found: defaultdict[int, list[Sourced]] = defaultdict(list)
    for row in await Presence.raw(f"{CREDITS} {within}", after, first, *(one.value for one in ledgers)):
        found[row["person"]].append(Sourced(row["gathering"], _credit(row)))
    for person, credits in (await verified_credits(year, None)).items():
        found[person] += [Sourced(None, one) for one in credits]
    return found


async def _credits(year: int, person: int | None) -> Mapping[int, Sequence[Credit]]:
    """Counted minutes of a year by person, also of what began in the year before and lasted into it; verified courses too."""
    first, after = clock.midnight(date(year, 1, 1)), clock.midnight(date(year, 12, 31) + timedelta(days=1))
    text = CREDITS if person is None else f"{CREDITS} AND r.person = {{}}"
    found: defaultdict[int, list[Credit]] = defaultdict(list)
    for row in await Presence.raw(text, after, first, *([] if person is None else [person])):
        found[row["person"]].append(_credit(row))
    for each, credits in (await verified_credits(year, person)).items():
        found[each] += credits
    return found


def _credit(row: Mapping[str, Any]) -> Credit:
    since = credited_from(moment(row["starts_at"]), moment(row["came_at"]), Status(row["status"]))
    category = Category(row["category"]) if row["category"] else None
    return Credit(since, row["minutes"], Kind(row["kind"]), category)


def _member(row: Mapping[str, Any]) -> Member:
    standing = OnTheStaff(
        bool(row["is_staff"]), bool(row["professional_title"]), _day(row["joined_on"]), _day(row["left_on"])
    )
    return Member(row["id"], row["name"], row["post"], row["professional_title"], standing)


def _day(value: object) -> date | None:
    """A day in a column that was read by raw SQL: text on SQLite, a date on PostgreSQL."""
    return value if value is None or isinstance(value, date) else date.fromisoformat(str(value))
