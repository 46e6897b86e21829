import re
from collections import Counter

import pytest
from piccolo.conf.apps import Finder

from app import demo
from app.actor import Role
from app.clock import at_library
from app.demo.people import CAST, PASSWORD, sign_ins
from app.people.queries.accounts import account
from app.people.rules.passwords import why_not_password
from app.people.rules.pinyin import means
from app.people.rules.places import agreement_in_words
from app.people.tables import Library, Person, RoleGrant, ServicePoint
from app.refusals import Refused
from tests.app.demo.telling import NOW, filled_tables

# Mobile numbers begin with 13 to 19; fixed lines with 0 and an area code.
REAL_PHONE = re.compile(r"(?<![0-9a-f])(?:1[3-9]\d{9}|0\d{2,3}-?\d{7,8})(?![0-9a-f])")


async def test_there_are_nine_service_points_after_the_seed(library):
    points = await ServicePoint.objects()
    assert Counter(point.kind for point in points) == {"main_building": 1, "reading_bar": 7, "reading_room_24h": 1}
    [room] = [point for point in points if point.open_24h]
    assert (room.area_built_m2, room.area_usable_m2, room.volumes, room.seats) == (145, 190, 12_000, 40)
    assert all(point.interlending and "示例" in point.note for point in points)


async def test_six_partners_keep_seven_reading_bars(library):
    libraries = await Library.objects()
    assert Counter(one.kind for one in libraries) == {"own": 1, "superior": 1, "partner": 6}
    assert {one.name for one in libraries if one.kind != "partner"} == {"示例县图书馆", "示例县文广旅游局"}
    bars = await ServicePoint.objects().where(ServicePoint.kind == "reading_bar")
    assert {bar.partner for bar in bars} == {one.id for one in libraries if one.kind == "partner"}


async def test_one_agreement_is_about_to_end(library):
    today = at_library(NOW).date()
    said = [agreement_in_words(point.agreement_to, today) for point in await ServicePoint.objects()]
    assert [one for one in said if one] == ["合作协议还有 45 天到期"]


async def test_everybody_on_the_staff_is_staff_and_every_role_has_somebody(library):
    grants = Counter(row["role"] for row in await RoleGrant.select(RoleGrant.role))
    assert set(grants) == set(Role)
    assert (grants[Role.STAFF], grants[Role.VOLUNTEER], grants[Role.EDITOR]) == (22, 126, 2)
    assert await Person.count() == 188


async def test_two_coordinators_share_the_places_outside_the_main_building(library):
    grants = await RoleGrant.objects().where(RoleGrant.role == Role.COORDINATOR.value)
    outside = await ServicePoint.objects().where(ServicePoint.kind != "main_building")
    assert sorted(grant.service_point for grant in grants) == sorted(point.id for point in outside)
    assert len({grant.person for grant in grants}) == 2


@pytest.mark.parametrize(
    ("typed", "name"),
    [("shanzx", "单知行"), ("qxt", "仇小题"), ("moqi", "万俟典"), ("yuchiy", "尉迟阅"), ("qinxx", "覃向学"), ("tanxx", "覃向学"),
     ("ouxj", "区小架"), ("xiexx", "解小析"), ("zengxb", "曾小编"), ("zsj", "长孙卷"), ("gexz", "盖小章"), ("piaoxp", "朴小批")],
)  # fmt: skip
async def test_odd_surnames_are_found_by_how_they_are_read(library, typed, name):
    people = await Person.objects()
    assert name in [one.name for one in people if means(typed, one.name, one.name_pinyin, one.name_initials)]


async def test_no_number_could_ring_anybody(library):
    found = [
        (table._meta.tablename, value)
        for table in Finder().get_table_classes()
        for row in await table.select()
        for value in row.values()
        if isinstance(value, str) and REAL_PHONE.search(value)
    ]
    assert found == []
    phones = [row["phone"] for row in await Person.select(Person.phone)]
    assert all(re.fullmatch(r"100000001\d\d|1000000[34]\d\d\d", phone) for phone in phones)


async def test_there_is_one_person_to_sign_in_as_for_each_role():
    assert [one.role for one in sign_ins()] == list(Role)
    roles = {player.sign_in: player.all_roles for player in CAST}
    assert all(one.role in roles[one.sign_in] for one in sign_ins())


@pytest.mark.parametrize("player", CAST, ids=lambda player: player.sign_in)
async def test_the_password_would_pass_for_everybody(library, player):
    known = (await account(player.sign_in, NOW)).known()
    assert why_not_password(PASSWORD, roles=frozenset(player.all_roles), known=known) == ()


async def test_it_is_not_loaded_over_what_is_there(library):
    before = await filled_tables()
    with pytest.raises(Refused, match="这里已经有资料"):
        await demo.load(NOW)
    assert await filled_tables() == before
    assert demo.is_demo()
