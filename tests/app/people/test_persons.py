"""Persons, their roles and their places, written down and corrected."""

import asyncio
from datetime import date, timedelta

import pytest

from app import clock
from app.actor import Role
from app.audit.tables import Deed
from app.home.queries.own_copy import own_copy
from app.people import sessions
from app.people.actions import persons, places, roles, sign_in
from app.people.queries import accounts
from app.people.queries import persons as queries
from app.people.queries import places as place_queries
from app.people.queries.persons import Sought
from app.people.queries.searching import people_called, places_called
from app.people.queries.standing import standing
from app.people.rules.persons import FIELD_NAMES, Particulars
from app.people.rules.places import LibraryFacts, PointFacts
from app.people.tables import Person, RoleGrant
from app.refusals import Missing, Refused
from tests.app.people.conftest import HERE, NOW, PASSWORD, at, somebody


async def listed(actor, **sought):
    return [line.name for line in (await queries.persons(actor, Sought(**sought), NOW)).lines]


async def last_deed():
    row = await Deed.select().order_by(Deed.id, ascending=False).first()
    return row["verb"], row["subject"], row["details"]


@pytest.mark.parametrize(
    ("clash", "said"),
    [
        ({"sign_in_name": "LiMing"}, "这个登录名是李明的"),
        ({"phone": "138-1234-5678"}, "这个手机号是李明的"),
        ({"staff_number": "a07"}, "这个工号是李明的"),
    ],
)
async def test_what_one_signs_in_by_belongs_to_one_person(administrator, staff, clash, said):
    with pytest.raises(Refused, match=said):
        await persons.add_person(
            administrator, Particulars(**{"name": "李鸣", "sign_in_name": "liming2", **clash}), now=NOW
        )
    assert await Person.count() == 2


async def test_one_keeps_ones_own_names_when_corrected(administrator, staff):
    facts = Particulars("李明", "liming", phone="13812345678", staff_number="A07", post="采编部")
    await persons.edit_person(administrator, staff.id, facts, now=NOW)
    assert await last_deed() == ("person.edited", staff.id, '{"changed":["post"]}')


def sent_back(row, **changed):
    """What the form of a person sends when only these fields were touched."""
    kept = {name: getattr(row, name) for name in FIELD_NAMES}
    return Particulars(**{**kept, **changed})


@pytest.mark.parametrize(
    ("changed", "readings"),
    [
        # Whoever corrects the name leaves the readings below it as they stood.
        ({"name": "王明"}, ("wang'ming", "wm ym")),
        ({"name": "王明", "name_pinyin": "wang'meng"}, ("wang'meng", "wm")),
        ({"name": "王明", "name_initials": "wm lm"}, ("wang'ming", "wm lm")),
        ({"name": " 李明 "}, ("li'ming", "lm")),
        ({"name_pinyin": "yi'ming"}, ("yi'ming", "ym")),
        ({"name_pinyin": "", "name_initials": ""}, ("li'ming", "lm")),
    ],
)
async def test_another_name_brings_its_own_readings(administrator, staff, changed, readings):
    row = await queries.person_row(administrator, staff.id)
    row.name_pinyin, row.name_initials = "li'ming", "lm"
    await row.save()
    await persons.edit_person(administrator, staff.id, sent_back(row, **changed), now=NOW)
    row = await queries.person_row(administrator, staff.id)
    assert (row.name_pinyin.split(" ")[0], row.name_initials) == readings
    found = [label for label, _address in await people_called(administrator, readings[1].split(" ")[0])]
    assert found == [row.name]


async def test_initials_that_somebody_wrote_outlast_a_corrected_reading(administrator, staff):
    row = await queries.person_row(administrator, staff.id)
    row.name_pinyin, row.name_initials = "li'ming", "lm dm"
    await row.save()
    await persons.edit_person(administrator, staff.id, sent_back(row, name_pinyin="li'meng"), now=NOW)
    assert (await queries.person_row(administrator, staff.id)).name_initials == "lm dm"


async def test_a_refused_correction_leaves_neither_row_nor_deed(administrator, staff):
    before = await Deed.count()
    with pytest.raises(Refused, match="手机号写 11 位数字"):
        await persons.edit_person(administrator, staff.id, Particulars("李明", "liming", phone="123"), now=NOW)
    assert await Deed.count() == before
    assert (await queries.person_row(administrator, staff.id)).phone == "13812345678"


async def test_a_coordinator_is_not_written_down_without_a_site(administrator):
    with pytest.raises(Refused, match="选一个服务点"):
        await persons.add_person(administrator, Particulars("张三", "zhangsan"), frozenset({Role.COORDINATOR}), now=NOW)


async def test_people_are_found_and_sorted_by_pinyin(administrator):
    for number, name in enumerate(["张黎明", "单晓明", "曾国藩", "解缙", "尉迟恭"]):
        await somebody(name, f"person{number}", Role.VOLUNTEER, password=None, phone=f"1380000{number}678")
    assert await listed(administrator, role="volunteer") == ["单晓明", "解缙", "尉迟恭", "曾国藩", "张黎明"]
    assert await listed(administrator, text="zlm") == ["张黎明"]
    assert await listed(administrator, text="sxm") == ["单晓明"]
    assert await listed(administrator, text="xie") == ["解缙"]
    assert await listed(administrator, text="3678") == ["解缙"]
    assert await listed(administrator, text="person2") == ["曾国藩"]
    assert await listed(administrator, text="！！") == []
    [(label, address)] = await people_called(administrator, "张l")
    assert (label, address.startswith("/people/")) == ("张黎明", True)


async def test_pages_hold_fifty_and_a_page_too_far_is_the_last(administrator):
    await Person.insert(
        *(Person(name=f"李{n}", name_pinyin=f"li'{n:03}", name_initials="l", sign_in_name=f"li{n}") for n in range(60))
    )
    page = await queries.persons(administrator, Sought(page=9), NOW)
    assert (page.page, page.pages, page.total, len(page.lines)) == (2, 2, 61, 11)


async def test_five_thousand_people_are_searched_in_a_tenth_of_a_second(administrator):
    for begin in range(0, 5000, 1000):
        await Person.insert(
            *(
                Person(
                    name="张黎明", name_pinyin="zhang'li'ming zhang'li'meng", name_initials="zlm", sign_in_name=f"p{n}"
                )
                for n in range(begin, begin + 1000)
            )
        )
    await queries.persons(administrator, Sought(text="zl"), NOW)
    spent = []
    for text in ("zlm", "zhanglm", "张l", "wang", "5678"):
        began = clock.monotonic()
        await queries.persons(administrator, Sought(text=text), NOW)
        spent.append(clock.monotonic() - began)
    # The budget is 0.1 s on an idle machine; a busy one gets five times as long.
    assert sorted(spent)[2] < 0.5


async def test_phones_are_whole_only_for_those_who_manage_people(administrator, staff):
    manager = await somebody("馆长", "guanzhang", Role.MANAGER)
    shown = {}
    for who in (administrator, manager, staff):
        shown[who.name] = (await queries.person_line(who, staff.id)).phone
    assert shown == {"管理员": "13812345678", "馆长": "138****5678", "李明": "13812345678"}


async def test_a_new_role_ends_the_sessions_of_who_gets_it(administrator, staff):
    opened = await sign_in.sign_in(at(HERE), "liming", PASSWORD, now=NOW)
    grant = await roles.grant(administrator, staff.id, Role.EDITOR, now=NOW)
    assert await sessions.actor_of(opened.token, HERE, now=NOW) is None
    opened = await sign_in.sign_in(at(HERE), "liming", PASSWORD, now=NOW)
    await roles.revoke(administrator, grant, now=NOW)
    assert await sessions.actor_of(opened.token, HERE, now=NOW) is None
    assert (await standing(staff.id, NOW)).roles == {Role.STAFF}


async def test_giving_oneself_a_role_is_plain_in_the_ledger(administrator):
    await roles.grant(administrator, administrator.id, Role.AUDITOR, now=NOW)
    details = '{"oneself":true,"role":"auditor","service_point":null}'
    assert await last_deed() == ("role.granted", administrator.id, details)


async def test_a_role_is_held_once_even_when_given_twice_at_once(administrator, staff):
    results = await asyncio.gather(
        *(roles.grant(administrator, staff.id, Role.EDITOR, now=NOW) for _number in range(8)), return_exceptions=True
    )
    assert sorted(type(result).__name__ for result in results) == ["Refused"] * 7 + ["int"]


async def test_a_role_that_was_taken_may_be_given_again_and_both_are_kept(administrator, staff):
    grant = await roles.grant(administrator, staff.id, Role.EDITOR, now=NOW)
    await roles.revoke(administrator, grant, now=NOW)
    with pytest.raises(Missing):
        await roles.revoke(administrator, grant, now=NOW)
    await roles.grant(administrator, staff.id, Role.EDITOR, now=NOW)
    mine = (RoleGrant.person == staff.id) & (RoleGrant.role == "editor")
    assert [row["ended_at"] is None for row in await RoleGrant.select().where(mine).order_by(RoleGrant.id)] == [
        False,
        True,
    ]


async def grant_of(person):
    row = await RoleGrant.select().where((RoleGrant.person == person) & (RoleGrant.role == "administrator")).first()
    return row["id"]


async def test_the_last_administrator_stays(administrator, staff):
    with pytest.raises(Refused, match="最后一位系统管理员"):
        await roles.revoke(administrator, await grant_of(administrator.id), now=NOW)
    with pytest.raises(Refused, match="最后一位系统管理员"):
        await roles.suspend(staff, administrator.id, "误操作", now=NOW)
    gone = Particulars("管理员", "admin1", left_on=date(2026, 11, 1))
    with pytest.raises(Refused, match="最后一位系统管理员"):
        await persons.edit_person(administrator, administrator.id, gone, now=NOW)


async def test_two_administrators_cannot_remove_each_other_at_once(administrator):
    other = await somebody("赵管", "zhaoguan", Role.ADMINISTRATOR)
    mine, theirs = await grant_of(administrator.id), await grant_of(other.id)
    results = await asyncio.gather(
        roles.revoke(administrator, theirs, now=NOW), roles.revoke(other, mine, now=NOW), return_exceptions=True
    )
    assert sorted(type(result).__name__ for result in results) == ["Refused", "int"]


async def test_one_who_never_set_a_password_does_not_count_as_an_administrator(administrator):
    await somebody("赵管", "zhaoguan", Role.ADMINISTRATOR, password=None)
    with pytest.raises(Refused, match="最后一位系统管理员"):
        await roles.revoke(administrator, await grant_of(administrator.id), now=NOW)


async def test_nobody_suspends_themselves(administrator):
    await somebody("赵管", "zhaoguan", Role.ADMINISTRATOR)
    with pytest.raises(Refused, match="不能停用自己"):
        await roles.suspend(administrator, administrator.id, "误操作", now=NOW)


async def test_whoever_has_left_is_listed_apart(administrator, staff):
    gone = Particulars("李明", "liming", left_on=date(2026, 11, 22))
    await persons.edit_person(administrator, staff.id, gone, now=NOW)
    assert await listed(administrator) == ["管理员"]
    assert await listed(administrator, past=True) == ["李明"]
    with pytest.raises(Refused, match="已经离开"):
        await roles.grant(administrator, staff.id, Role.EDITOR, now=NOW)


async def test_a_sign_in_name_comes_before_somebody_s_staff_number(administrator):
    first = await somebody("甲", "b100", password=None)
    await somebody("乙", "yi2", password=None, staff_number="b100")
    assert (await accounts.account("b100", NOW)).standing.person == first.id


async def test_ones_own_copy_holds_what_is_held(staff):
    opened = await sign_in.sign_in(at(HERE), "liming", PASSWORD, now=NOW)
    me = await sessions.actor_of(opened.token, HERE, now=NOW)
    text = (await own_copy(me, NOW)).decode()
    for held in ("李明", "13812345678", '"staff_number": "a07"', HERE, "person.signed_in", '"role": "staff"'):
        assert held in text
    for secret in ("password", "argon2", "token"):
        assert secret not in text


async def test_organisations_and_their_points(administrator, own_library):
    partner = await places.add_library(
        administrator, LibraryFacts("甲社区", "partner", "community", contact_phone="13900001111")
    )
    facts = PointFacts(
        "甲书吧", "reading_bar", partner=partner.id, address="甲路 1 号", agreement_to=date(2026, 12, 23)
    )
    point = await places.add_point(administrator, facts)
    view = await place_queries.point(administrator, point.id, NOW)
    assert (view.facts, view.partner_name, view.flagged) == (facts, "甲社区", "合作协议还有 30 天到期")
    for text in ("甲路", "jsb", "shuba", "jia"):
        assert await places_called(administrator, text) == [("甲书吧", f"/places/{point.id}")]
    assert await places_called(administrator, "xyz") == []
    assert [v.id for v in await place_queries.points(administrator, NOW, partner=partner.id)] == [point.id]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (LibraryFacts("某县图书馆", "superior"), "换一个名字"),
        (LibraryFacts("另一个馆", "own"), "本馆只有一个"),
        (LibraryFacts("甲", "partner"), "是哪一类"),
    ],
)
async def test_an_organisation_that_makes_no_sense_is_refused(administrator, own_library, given, said):
    with pytest.raises(Refused, match=said):
        await places.add_library(administrator, given)


async def test_a_point_needs_its_own_library_and_a_name_of_its_own(administrator):
    with pytest.raises(Refused, match="还没有登记本馆"):
        await places.add_point(administrator, PointFacts("甲书吧", "reading_bar"))
    own_one = await places.add_library(administrator, LibraryFacts("某县图书馆", "own"))
    await places.add_point(administrator, PointFacts("甲书吧", "reading_bar"))
    with pytest.raises(Refused, match="换一个名字"):
        await places.add_point(administrator, PointFacts("甲书吧", "branch_library"))
    for nobody in (own_one.id, 999):
        with pytest.raises(Refused, match="要从列出的几家里选"):
            await places.add_point(administrator, PointFacts("乙书吧", "reading_bar", partner=nobody))


async def test_our_own_library_stays_our_own(administrator, own_library):
    await places.edit_library(administrator, own_library, LibraryFacts("县图书馆", "own"))
    with pytest.raises(Refused, match="本馆的类型不能改"):
        await places.edit_library(administrator, own_library, LibraryFacts("县图书馆", "partner", "other"))
    assert (await place_queries.library(administrator, own_library, NOW)).facts == LibraryFacts("县图书馆", "own")


async def test_a_partner_stays_one_while_a_service_point_is_kept_with_it(administrator, own_library):
    partner, other = LibraryFacts("甲社区", "partner", "community"), LibraryFacts("甲社区", "superior")
    row = await places.add_library(administrator, partner)
    point = await places.add_point(administrator, PointFacts("甲书吧", "reading_bar", partner=row.id))
    with pytest.raises(Refused, match="还合办着 1 个服务点"):
        await places.edit_library(administrator, row.id, other)
    await places.edit_library(administrator, row.id, LibraryFacts("甲社区", "partner", "village"))
    await places.edit_point(administrator, point.id, PointFacts("甲书吧", "reading_bar"), now=NOW)
    await places.edit_library(administrator, row.id, other)


async def test_a_point_closes_on_a_day_and_may_open_again(administrator, own_library):
    point = await places.add_point(administrator, PointFacts("甲书吧", "reading_bar", opened_on=date(2026, 5, 1)))
    with pytest.raises(Refused, match="不早于开放日期"):
        await places.close_point(administrator, point.id, date(2026, 4, 30), now=NOW)
    await places.close_point(administrator, point.id, date(2026, 11, 24), now=NOW)
    views = [await place_queries.point(administrator, point.id, NOW + timedelta(days=days)) for days in (0, 1)]
    assert [view.closed for view in views] == [False, True]
    assert await place_queries.choices(administrator, NOW + timedelta(days=1)) == []
    await places.reopen_point(administrator, point.id)
    with pytest.raises(Missing):
        await places.reopen_point(administrator, point.id)


async def test_what_changed_of_a_point_is_in_the_ledger(administrator, own_library):
    point = await places.add_point(
        administrator, PointFacts("甲书吧", "reading_bar", seats=20, opened_on=date(2026, 5, 1))
    )
    await places.edit_point(
        administrator, point.id, PointFacts("甲书吧", "reading_bar", seats=24, opened_on=date(2026, 5, 2)), now=NOW
    )
    details = '{"changed":{"opened_on":["2026-05-01","2026-05-02"],"seats":[20,24]}}'
    assert await last_deed() == ("service_point.edited", point.id, details)
