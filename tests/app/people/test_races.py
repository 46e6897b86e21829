"""The same form sent several times at once: one is taken, the others are told why not. On PostgreSQL they really meet."""

import asyncio

from app.people.actions import persons, places
from app.people.rules.persons import Particulars
from app.people.rules.places import LibraryFacts, PointFacts
from app.people.tables import Library, Person, ServicePoint
from tests.app.people.conftest import NOW, somebody

PARTNER = LibraryFacts("示例社区", "partner", "community")
POINT = PointFacts("示例书吧", "reading_bar")


async def outcomes(*calls):
    """The kinds of what came of calls made at once."""
    return sorted(type(one).__name__ for one in await asyncio.gather(*calls, return_exceptions=True))


async def test_a_person_sent_twice_is_one_person(administrator):
    given = Particulars("李鸣", "liming2", phone="13900001111", staff_number="B1")
    came = await outcomes(*(persons.add_person(administrator, given, now=NOW) for _ in range(6)))
    assert came == ["Person"] + ["Refused"] * 5
    assert await Person.count() == 2


async def test_two_persons_cannot_both_be_given_one_phone(administrator):
    who = [await somebody(f"张{n}", f"zhang{n}", password=None) for n in "甲乙丙丁"]
    came = await outcomes(
        *(
            persons.edit_person(
                administrator, one.id, Particulars(one.name, f"z{one.id}", phone="13900002222"), now=NOW
            )
            for one in who
        )
    )
    assert came == ["NoneType"] + ["Refused"] * 3


async def test_an_organisation_sent_twice_is_one_organisation(administrator):
    came = await outcomes(*(places.add_library(administrator, PARTNER) for _ in range(6)))
    assert came == ["Library"] + ["Refused"] * 5
    assert await Library.count() == 1


async def test_two_organisations_cannot_both_take_one_name(administrator):
    ids = [(await places.add_library(administrator, LibraryFacts(f"社区{n}", "superior"))).id for n in range(4)]
    one_name = LibraryFacts("新名字", "superior")
    came = await outcomes(*(places.edit_library(administrator, one, one_name) for one in ids))
    assert came == ["NoneType"] + ["Refused"] * 3


async def test_a_service_point_sent_twice_is_one_service_point(administrator, own_library):
    came = await outcomes(*(places.add_point(administrator, POINT) for _ in range(6)))
    assert came == ["Refused"] * 5 + ["ServicePoint"]
    assert await ServicePoint.count() == 1


async def test_two_service_points_cannot_both_take_one_name(administrator, own_library):
    ids = [(await places.add_point(administrator, PointFacts(f"书吧{n}", "reading_bar"))).id for n in range(4)]
    came = await outcomes(
        *(places.edit_point(administrator, one, PointFacts("新名字", "reading_bar"), now=NOW) for one in ids)
    )
    assert came == ["Refused"] * 3 + ["str"]
