"""A branch for the tests, made through the product's own actions where there is one."""

from datetime import date

from app.actor import Actor, Role
from app.clock import at_library
from app.party.actions import branch, members
from app.party.queries.structure import structure_on
from app.party.rules.branch import CommitteePost, Structure
from app.party.steps.members import MemberDays
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


async def a_branch(
    *, full: int = 9, probationary: int = 1, committee: int = 5, groups: int = 0, on: date = TODAY
) -> Structure:
    """A branch since 2016 with so many members; the first is its secretary, the first `committee` are its committee."""
    keeper = await a_person("支建人", Role.SECRETARY)
    await branch.write_branch(
        keeper, branch.BranchFacts("甲县图书馆党支部", "甲县文广旅局党委", FOUNDED, 3), now=MONDAY
    )
    await branch.begin_term(keeper, date(2025, 3, 1), date(2028, 2, 28), "甲文党〔2025〕3号", now=MONDAY)
    if committee > 1:
        await branch.set_committee(keeper, date(2018, 10, 28), "", stands=True, now=MONDAY)
    made = [
        await branch.add_group(keeper, f"第{number + 1}党小组", date(2019, 1, 1), now=MONDAY)
        for number in range(groups)
    ]
    for number in range(full + probationary):
        roles = (Role.STAFF, Role.SECRETARY) if number == 0 else (Role.STAFF,)
        if 0 < number < committee:
            roles = (Role.STAFF, Role.COMMITTEE)
        who = await a_person(f"{SURNAMES[number % len(SURNAMES)]}党员{number // len(SURNAMES) or ''}", *roles)
        days = (
            MemberDays(FOUNDED, date(2010, 6, 1), date(2011, 6, 1))
            if number < full
            else MemberDays(date(2026, 6, 1), date(2026, 6, 1), None)
        )
        member = await members.add_member(keeper, who.person, days, now=MONDAY, today=TODAY)
        if number < max(committee, 1):
            await members.seat(keeper, member, POSTS[number], date(2025, 3, 1), now=MONDAY)
        if made:
            await members.place(
                keeper, member, made[number % groups], leads=number < groups, from_on=date(2019, 1, 1), now=MONDAY
            )
    structure = await structure_on(on)
    assert structure is not None
    return structure


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
