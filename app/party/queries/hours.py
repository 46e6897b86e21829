"""Members' hours of a year, for the table of R-14, the calendar and the member's own page."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache

from app import clock
from app.actor import Actor
from app.locale import _
from app.party.queries.kinds import kinds_of_gatherings
from app.party.queries.structure import History, branch_history
from app.party.rules.branch import Member
from app.party.rules.cards import Card
from app.party.rules.facts import Hours
from app.party.rules.hours import MemberHours, Way, by_way, way_of
from app.party.rules.meetings import MeetingKind
from app.storage.moments import day, day_or_none
from app.training.queries.ledgers import Sourced, sourced
from app.training.queries.rules import rules
from app.training.rules import OF_THE_PARTY, Ledger
from app.training.rules.book import LedgerRule
from app.training.rules.card import Card as HoursCard
from app.training.rules.card import card
from app.training.rules.membership import OnTheStaff, Period
from app.training.tables import LedgerMembership

PAGE = "/party/hours"
NOBODY = OnTheStaff(is_staff=False, has_title=False)
"""The Party's ledgers have no default, so that nothing about the staff matters to them."""


async def member_hours(year: int, today: date) -> list[MemberHours]:
    """Everybody who was in the branch in the year, in the branch's order, whatever the size of the library in six queries."""
    kinds, learnt = await kinds_of_gatherings(year), await _learnt(year, today)
    party = next((one for one in learnt.rules if one.ledger is Ledger.PARTY), None)
    return [
        MemberHours(one.member, one.card, _by_way(one.sources, kinds, party, year) if party else {})
        for one in learnt.members
    ]


def members_of(history: History, year: int) -> list[Member]:
    """Who was in the branch on any day of the year: as they stood on the last day of it that they were."""
    last, found = date(year, 12, 31), dict[int, Member]()
    # Nearly everybody stayed until the end, and a branch is told once for each day.
    on = cache(history.on)
    for row in history.rows["member"]:
        if row.from_on <= last and (row.ended_on is None or row.ended_on.year >= year):
            member = on(min(last, row.ended_on or last)).member(row.owner)
            if member is not None:
                found[row.owner] = member
    return sorted(found.values(), key=lambda one: (one.post is None, one.id))


async def hours_of(year: int) -> list[Hours]:
    """What the calendar reads: each member's hours in each of the Party's ledgers."""
    return [
        Hours(
            person=one.member.person,
            ledger=account.rule.ledger.value,
            year=year,
            done=float(account.done),
            required=float(account.required),
            href=f"{PAGE}?year={year}",
        )
        for one in (await _learnt(year, clock.today())).members
        for account in one.card.accounts
    ]


async def my_hours(actor: Actor) -> Card | None:
    """One's own hours of this year, for the own page."""
    today = clock.today()
    own = next((one for one in await member_hours(today.year, today) if one.member.person == actor.id), None)
    if own is None or own.account is None:
        return None
    told = {"done": f"{float(own.account.done):g}", "required": f"{float(own.account.required):g}"}
    lines = [_("今年 %(done)s 学时，应学 %(required)s 学时", **told)]
    lines.append(_("还差 %(n)s 学时", n=f"{float(own.gap):g}") if own.gap else _("够了"))
    return Card(_("我的学时"), lines, PAGE, _("按类别看"))


@dataclass(frozen=True, slots=True)
class _Learner:
    """A member with their card of the Party's ledgers and what stands behind it."""

    member: Member
    card: HoursCard
    sources: Sequence[Sourced]


@dataclass(frozen=True, slots=True)
class _Learnt:
    members: Sequence[_Learner] = ()
    rules: Sequence[LedgerRule] = ()


async def _learnt(year: int, today: date) -> _Learnt:
    history = await branch_history()
    if history is None:
        return _Learnt()
    ledgers = sorted(OF_THE_PARTY)
    own, credits = await _memberships(ledgers), await sourced(year, ledgers)
    asked = [rule for rule in await rules(year) if rule.ledger in OF_THE_PARTY]
    return _Learnt(
        [
            _learner(one, own[one.person], credits.get(one.person, ()), asked, year, today)
            for one in members_of(history, year)
        ],
        asked,
    )


def _learner(
    member: Member,
    own: Mapping[Ledger, list[Period]],
    sources: Sequence[Sourced],
    asked: Sequence[LedgerRule],
    year: int,
    today: date,
) -> _Learner:
    told = card(NOBODY, own, [one.credit for one in sources], year, rules=asked, today=today)
    return _Learner(member, told, sources)


async def _memberships(ledgers: Sequence[Ledger]) -> Mapping[int, Mapping[Ledger, list[Period]]]:
    found: defaultdict[int, defaultdict[Ledger, list[Period]]] = defaultdict(lambda: defaultdict(list))
    rows = await LedgerMembership.select().where(LedgerMembership.ledger.is_in([one.value for one in ledgers]))
    for row in rows:
        found[row["person"]][Ledger(row["ledger"])].append(Period(day(row["from_on"]), day_or_none(row["to_on"])))
    return found


def _by_way(
    sources: Sequence[Sourced], kinds: Mapping[int, frozenset[MeetingKind]], rule: LedgerRule, year: int
) -> Mapping[Way, Fraction]:
    ways = [(way_of(one.credit, kinds.get(one.gathering or 0, frozenset())), one.credit) for one in sources]
    return by_way(ways, rule, year)
