"""Two at once: a press that comes twice approves once, a tap that comes twice checks in once."""

import asyncio

from app.gatherings.queries import history
from app.refusals import Refused
from app.service.actions import approving
from app.service.tables import ServiceRecord
from tests.app.service.served import END, START, a_seat, a_service, scan_in
from tests.app.shifts.county import a_county, a_volunteer


async def test_two_who_approve_the_same_shift_write_one_record_each_person(db):
    county = await a_county()
    (one, first), (two, second) = await a_volunteer(county), await a_volunteer(county, "赵小石")
    seat = await a_service(county, one, two, volunteers=(first, second))
    presses = [
        approving.approve(actor, seat.facts.gathering, now=END) for actor in (county.manager, county.coordinator) * 3
    ]
    ended = await asyncio.gather(*presses, return_exceptions=True)
    assert sorted(map(str, (one for one in ended if isinstance(one, int)))) == ["2"]
    assert [type(one) for one in ended if not isinstance(one, int)] == [Refused] * 5
    assert await ServiceRecord.count() == 2


async def test_ten_who_come_at_once_open_one_list_and_each_is_in_once(db):
    county = await a_county()
    people = [await a_volunteer(county, name) for name in ("李小明", "赵小石")]
    seat = await a_seat(county, *(volunteer for _actor, volunteer in people))
    taps = [scan_in(actor, seat, START) for actor, _volunteer in people * 5]
    ended = await asyncio.gather(*taps, return_exceptions=True)
    assert ended.count(None) == 2
    assert {type(one) for one in ended if one is not None} == {Refused}
    entries = await history(seat.facts.gathering)
    assert sorted(entry.person for entry in entries) == sorted(actor.person for actor, _volunteer in people)


async def test_two_who_void_the_same_record_void_it_once(db):
    county = await a_county()
    actor, volunteer = await a_volunteer(county)
    seat = await a_service(county, actor, volunteers=(volunteer,))
    record = await approving.approve_one(county.manager, seat.facts.gathering, volunteer, 180, "", now=END)
    ended = await asyncio.gather(
        *(approving.void(county.manager, record, "记错了", now=END) for _time in range(4)), return_exceptions=True
    )
    assert ended.count(None) == 1
    assert {type(one) for one in ended if one is not None} == {Refused}
