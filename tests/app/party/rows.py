"""A branch for the tests, made through the product's own actions where there is one."""

from collections.abc import Sequence
from datetime import date

from app.actor import Actor, Role
from app.clock import at_library
from app.party.queries.structure import structure_on
from app.party.rules.branch import CommitteePost, Structure
from app.party.tables import (
    CommitteePeriod,
    CommitteeSeat,
    GroupPlace,
    PartyBranch,
    PartyGroup,
    PartyMember,
    PartyTerm,
)
from app.people.tables import Person, RoleGrant
from app.training.rules import Ledger
from app.training.tables import LedgerMembership
from tests.makers import MONDAY, a_person

TODAY = at_library(MONDAY).date()
FOUNDED = date(2016, 7, 1)
POSTS = (
    CommitteePost.SECRETARY,
    CommitteePost.ORGANISATION,
    CommitteePost.PUBLICITY,
    CommitteePost.DISCIPLINE,
    CommitteePost.MEMBER,
)
SURNAMES = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥"


SEATED, GROUPED, COMMITTEE_SINCE = date(2025, 3, 1), date(2019, 1, 1), date(2018, 10, 28)


async def a_branch(
    *, full: int = 9, probationary: int = 1, committee: int = 5, groups: int = 0, on: date = TODAY
) -> Structure:
    """A branch since 2016 with so many members; the first is its secretary, the first `committee` are its committee.

    The rows are those that the product's own actions would write; hundreds of tests begin with them, so nobody acts here.
    """
    await a_person("支建人", Role.SECRETARY)
    row = PartyBranch(name="甲县图书馆党支部", superior="甲县文广旅局党委", founded_on=FOUNDED, term_years=3, at=MONDAY)
    await row.save()
    term = {"starts_on": SEATED, "ends_on": date(2028, 2, 28), "document": "甲文党〔2025〕3号"}
    await PartyTerm(branch=row.id, number=1, at=MONDAY, **term).save()
    if committee > 1:
        await CommitteePeriod(branch=row.id, from_on=COMMITTEE_SINCE, document="", at=MONDAY).save()
    people = await _people(full + probationary, committee)
    members = await _members(row.id, people, full)
    seated = members[: max(committee, 1)]
    await CommitteeSeat.insert(
        *(
            CommitteeSeat(member=one, post=post.value, from_on=SEATED, at=MONDAY)
            for one, post in zip(seated, POSTS, strict=False)
        )
    )
    await _groups(row.id, members, groups)
    await _ledgers(people, full, len(seated))
    structure = await structure_on(on)
    assert structure is not None
    return structure


async def _people(count: int, committee: int) -> list[int]:
    first = await Person.count()
    rows = [
        Person(
            name=f"{SURNAMES[number % len(SURNAMES)]}党员{number // len(SURNAMES) or ''}",
            name_pinyin=f"p{first + number}",
            name_initials="p",
            sign_in_name=f"person{first + number + 1}",
        )
        for number in range(count)
    ]
    people = [one["id"] for one in await Person.insert(*rows).returning(Person.id)]
    roles = [
        (person, role)
        for number, person in enumerate(people)
        for role in (Role.STAFF, *([Role.SECRETARY] if number == 0 else [Role.COMMITTEE] if number < committee else []))
    ]
    await RoleGrant.insert(*(RoleGrant(person=who, role=role.value, granted_at=MONDAY) for who, role in roles))
    return people


async def _members(branch: int, people: Sequence[int], full: int) -> list[int]:
    admitted = date(2026, 6, 1)
    rows = [
        PartyMember(
            branch=branch, person=who, since=FOUNDED, admitted_on=date(2010, 6, 1), full_on=date(2011, 6, 1), at=MONDAY
        )
        if number < full
        else PartyMember(branch=branch, person=who, since=admitted, admitted_on=admitted, at=MONDAY)
        for number, who in enumerate(people)
    ]
    return [one["id"] for one in await PartyMember.insert(*rows).returning(PartyMember.id)]


async def _groups(branch: int, members: Sequence[int], count: int) -> None:
    if not count:
        return
    rows = [
        PartyGroup(branch=branch, name=f"第{number + 1}党小组", from_on=GROUPED, at=MONDAY) for number in range(count)
    ]
    made = [one["id"] for one in await PartyGroup.insert(*rows).returning(PartyGroup.id)]
    await GroupPlace.insert(
        *(
            GroupPlace(member=one, group=made[number % count], leads=number < count, from_on=GROUPED, at=MONDAY)
            for number, one in enumerate(members)
        )
    )


async def _ledgers(people: Sequence[int], full: int, seated: int) -> None:
    times = [(who, Ledger.PARTY, FOUNDED if number < full else date(2026, 6, 1)) for number, who in enumerate(people)]
    times += [(who, Ledger.LEADERS, SEATED) for who in people[:seated]]
    await LedgerMembership.insert(
        *(
            LedgerMembership(person=who, ledger=ledger.value, from_on=from_on, at=MONDAY)
            for who, ledger, from_on in times
        )
    )


async def seated(who: Actor) -> None:
    """A branch of which the person is the only member, with a seat on its committee."""
    row = PartyBranch(name="甲县图书馆党支部", superior="甲县文广旅局党委", founded_on=FOUNDED, term_years=3, at=MONDAY)
    await row.save()
    [member] = await _members(row.id, [who.person], 1)
    await CommitteeSeat(member=member, post=CommitteePost.MEMBER.value, from_on=SEATED, at=MONDAY).save()


def acting(structure: Structure, number: int = 0) -> Actor:
    """The member of this number as they act, with the roles they have; 0 is the secretary."""
    one = sorted(structure.members, key=lambda member: member.id)[number]
    extra = (
        {Role.SECRETARY}
        if one.post is CommitteePost.SECRETARY
        else {Role.COMMITTEE}
        if one.post is not None
        else set[Role]()
    )
    return Actor(one.person, one.name, frozenset({Role.STAFF, *extra}))


def secretary(structure: Structure) -> Actor:
    """The secretary as they act."""
    return acting(structure)
