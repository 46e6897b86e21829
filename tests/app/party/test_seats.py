"""What a committee member sees follows the seat and its days; the role alone lends what is one's own."""

from datetime import timedelta

import pytest

from app import clock
from app.actor import Role
from app.party.actions import members
from app.party.queries.seats import has_seat, seated_without_role
from app.party.queries.structure import structure_on
from app.party.rules.branch import CommitteePost
from app.people.tables import RoleGrant
from tests.app.party.rows import SEATED, TODAY, a_branch, acting, secretary
from tests.cast import browser
from tests.makers import MONDAY, a_person

OF_THE_COMMITTEE = ("/party", "/party/applicants", "/party/dues", "/party/talks", "/party/members/1", "/party/looks")
WHY = "没有在任的委员职务"


@pytest.fixture(autouse=True)
def monday(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: MONDAY)


async def statuses(who) -> set[int]:
    return {(await who.see(address)).status_code for address in OF_THE_COMMITTEE}


async def test_a_seat_lasts_from_its_first_day_to_its_last(db):
    structure = await a_branch()
    one = acting(structure, 1).person
    await members.seat(secretary(structure), structure.member(one).id, None, TODAY + timedelta(days=3), now=MONDAY)
    days = [SEATED - timedelta(days=1), SEATED, TODAY, TODAY + timedelta(days=2), TODAY + timedelta(days=3)]
    assert [await has_seat(one, day) for day in days] == [False, True, True, True, False]
    assert not await has_seat(acting(structure, 7).person, TODAY)


async def test_without_a_seat_the_role_shows_what_is_ones_own_and_says_why(db):
    await a_branch()
    who = await browser(await a_person("外人委员", Role.COMMITTEE))
    assert await statuses(who) == {403}
    assert WHY in (await who.see("/party/dues")).text
    own = await who.see("/party/me")
    assert (own.status_code, WHY in own.text) == (200, True)
    # What no role of theirs lends has nothing to do with the seat.
    assert WHY not in (await who.see("/people")).text


async def test_a_seat_opens_and_closes_the_door_at_once(db):
    structure = await a_branch()
    keeper, one = secretary(structure), acting(structure, 7)
    await RoleGrant(person=one.person, role=Role.COMMITTEE.value, granted_at=MONDAY).save()
    who, member = await browser(one), structure.member(one.person).id
    assert await statuses(who) == {403}
    await members.seat(keeper, member, CommitteePost.MEMBER, TODAY, now=MONDAY)
    assert await statuses(who) == {200}
    assert WHY not in (await who.see("/party/me")).text
    await members.seat(keeper, member, None, TODAY, now=MONDAY)
    assert await statuses(who) == {403}


async def test_whoever_left_the_branch_has_no_seat_any_more(db):
    structure = await a_branch()
    one = acting(structure, 2)
    who = await browser(one)
    assert await statuses(who) == {200}
    gone = TODAY - timedelta(days=1)
    await members.end_member(secretary(structure), structure.member(one.person).id, gone, "调走", now=MONDAY)
    assert await statuses(who) == {403}


async def test_the_page_of_roles_warns_of_a_role_without_a_seat(db):
    structure = await a_branch()
    keeper = await browser(await a_person("管理员", Role.ADMINISTRATOR))
    idle = await a_person("外人委员", Role.STAFF, Role.COMMITTEE)
    shown = [
        "角色现在不起作用" in (await keeper.see(f"/people/{one.person}")).text for one in (idle, acting(structure, 1))
    ]
    assert shown == [True, False]


async def test_the_secretary_is_told_of_a_seat_without_the_role(db):
    structure = await a_branch()
    keeper, one, other = secretary(structure), acting(structure, 1), acting(structure, 2)
    assert await seated_without_role(structure) == []
    await RoleGrant.update({RoleGrant.ended_at: MONDAY}).where(
        (RoleGrant.person == one.person) & (RoleGrant.role == Role.COMMITTEE.value)
    )
    assert await seated_without_role(await structure_on(TODAY)) == [one.name]
    sentence = f"{one.name}：记了委员职务，账号还没有“支部委员”角色"
    shown = [sentence in (await (await browser(who)).see("/party/branch")).text for who in (keeper, other)]
    assert shown == [True, False]
