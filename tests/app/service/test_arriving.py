"""Coming to a service point: bound to the place and the minute, and to one's own shift."""

from dataclasses import replace
from datetime import timedelta

import pytest

from app.gatherings.coming import spoken_code
from app.gatherings.queries import facts, standing_record
from app.gatherings.rules import GatheringState
from app.gatherings.rules.attendance import Source, Status
from app.refusals import Missing, Refused
from app.service.actions import arriving
from app.service.queries.arriving import own_today
from app.service.rules.arriving import (
    SiteCode,
    act_of,
    concerned,
    read_site_code,
    site_code_now,
    why_none,
    why_not_site_code,
)
from app.shifts.rules import State
from app.shifts.tables import VolunteerStatus
from tests.app.service.served import DAY, END, HOUR, MINUTE, START, a_seat, scan_in, scan_out
from tests.app.shifts.county import NOW, a_county, a_volunteer
from tests.cast import running

SECOND = timedelta(seconds=1)


@pytest.fixture
async def secret(db):
    """The installation's secret, from which digits and addresses are made."""
    async with running():
        yield


@pytest.mark.parametrize(
    ("later", "code"),
    [
        (0 * SECOND, ""),
        (59 * SECOND, ""),
        (119 * SECOND, ""),
        (120 * SECOND, "stale_code"),
        (DAY, "stale_code"),
        # Another machine of the installation is up to a minute behind the one that drew the code.
        (-1 * SECOND, ""),
        (-60 * SECOND, ""),
        (-61 * SECOND, "stale_code"),
    ],
)
def test_a_code_lives_in_its_minute_and_the_next(later, code):
    assert "".join(why.code for why in why_not_site_code(site_code_now(7, START), START + later)) == code


@pytest.mark.parametrize("text", ["7-1", "s0-1", "s7-0", "s7", "s7-1-1", "ｓ7-1", "s７-1", "s7-99999999999", ""])
def test_what_we_did_not_write_is_no_code(text):
    assert read_site_code(text) is None


def test_a_code_is_read_as_it_was_written():
    assert read_site_code(str(SiteCode(12, 29_000_000))) == SiteCode(12, 29_000_000)


async def test_the_first_who_comes_opens_the_list_and_both_scans_are_kept(db):
    county = await a_county()
    actor, volunteer = await a_volunteer(county)
    seat = await a_seat(county, volunteer)
    await scan_in(actor, seat, START - 20 * MINUTE)
    assert (await facts(seat.facts.gathering)).state is GatheringState.OPEN
    assert await scan_out(actor, seat, END - 10 * MINUTE) == 170
    record = await standing_record(seat.facts.gathering, actor.person)
    assert (record.status, record.source) == (Status.PRESENT, Source.SCAN)
    assert (record.came_at, record.went_at) == (START - 20 * MINUTE, END - 10 * MINUTE)


async def test_late_is_a_fact_and_no_refusal(db):
    county = await a_county()
    actor, volunteer = await a_volunteer(county)
    seat = await a_seat(county, volunteer)
    await scan_in(actor, seat, END - MINUTE)
    assert (await standing_record(seat.facts.gathering, actor.person)).status is Status.LATE


@pytest.mark.parametrize(
    ("at", "said"),
    [
        (START - 21 * MINUTE, "您在这里的班 09:00 开始，08:40 起可以签到"),
        (END, "您在这里的班 12:00 已经结束，由协调员补录"),
    ],
)
async def test_before_the_window_and_after_the_end_nothing_is_written(db, at, said):
    county = await a_county()
    actor, volunteer = await a_volunteer(county)
    seat = await a_seat(county, volunteer)
    with pytest.raises(Missing):
        await scan_in(actor, seat, at)
    own = await own_today(actor.person, at)
    assert concerned(own, seat.facts.place, at) == []
    assert [why.sentence for why in why_none(own, seat.facts.place, "示例总馆", at)] == [said]
    assert await standing_record(seat.facts.gathering, actor.person) is None


async def test_the_code_of_another_place_is_refused_in_words(db):
    county = await a_county()
    actor, volunteer = await a_volunteer(county)
    seat = await a_seat(county, volunteer)
    other = county.places[1]
    with pytest.raises(Missing):
        await arriving.come(actor, site_code_now(other, START), seat.facts.shift, now=START)
    own = await own_today(actor.person, START)
    said = [why.sentence for why in why_none(own, other, "示例书吧", START)]
    assert said == ["您这一班在“示例总馆”，这是“示例书吧”的码；到那里扫码"]


async def test_whoever_has_no_shift_here_is_told_so(db):
    county = await a_county()
    _actor, volunteer = await a_volunteer(county)
    other, _ = await a_volunteer(county, "赵小石")
    seat = await a_seat(county, volunteer)
    with pytest.raises(Missing):
        await scan_in(other, seat, START)
    said = why_none(await own_today(other.person, START), seat.facts.place, "示例总馆", START)
    assert [why.code for why in said] == ["none"]


async def test_a_photographed_code_fails_after_two_slots(db):
    county = await a_county()
    actor, volunteer = await a_volunteer(county)
    seat = await a_seat(county, volunteer)
    photographed = site_code_now(seat.facts.place, START)
    with pytest.raises(Refused, match="这个码已经过期"):
        await arriving.come(actor, photographed, seat.facts.shift, now=START + 2 * MINUTE)
    await arriving.come(actor, photographed, seat.facts.shift, now=START + MINUTE)


async def test_whoever_was_paused_does_not_open_the_list_and_another_is_not_told_why(db):
    county = await a_county()
    paused, first = await a_volunteer(county)
    other, second = await a_volunteer(county, "赵小石")
    seat = await a_seat(county, first, second)
    # The product takes whoever is paused off their shifts; one that was left over must not come all the same.
    await VolunteerStatus(volunteer=first, status=State.PAUSED.value, reason="歇一阵", by_name="单知行", at=NOW).save()
    with pytest.raises(Refused) as refused:
        await scan_in(other, seat, START)
    assert [why.sentence for why in refused.value.reasons] == ["这一班的名单要协调员先看一下，找协调员开始签到"]
    with pytest.raises(Refused) as refused:
        await scan_in(paused, seat, START)
    assert "李小明" not in str(refused.value)
    assert (await facts(seat.facts.gathering)).state is GatheringState.PLANNED


async def test_two_shifts_at_once_are_both_offered(db):
    county = await a_county()
    actor, volunteer = await a_volunteer(county)
    await a_seat(county, volunteer)
    await a_seat(county, volunteer, start=3 * HOUR)
    at = END - 10 * MINUTE
    own = concerned(await own_today(actor.person, at), county.places[0], at)
    assert [act_of(one, at) for one in own] == [("in", ()), ("in", ())]


async def test_by_the_digits_of_the_shift_it_is_another_source(secret):
    county = await a_county()
    actor, volunteer = await a_volunteer(county)
    seat = await a_seat(county, volunteer)
    place, shift, gathering = seat.facts.place, seat.facts.shift, seat.facts.gathering
    await arriving.come_by_code(actor, place, shift, f" {spoken_code(gathering)} ", now=START)
    assert (await standing_record(gathering, actor.person)).source is Source.CODE
    assert await arriving.go_by_code(actor, place, shift, spoken_code(gathering), now=END) == 180


async def test_guesses_are_counted_and_then_wait(secret):
    county = await a_county()
    actor, volunteer = await a_volunteer(county)
    actor = replace(actor, origin="10.0.0.9")
    seat = await a_seat(county, volunteer)
    place, shift, right = seat.facts.place, seat.facts.shift, spoken_code(seat.facts.gathering)
    wrong = f"{(int(right) + 1) % 10_000:04}"
    said = []
    for _try in range(6):
        with pytest.raises(Refused) as refused:
            await arriving.come_by_code(actor, place, shift, wrong, now=START)
        said.append(refused.value.reasons[0].sentence)
    assert said[0] == "口令不对，看一下是不是这一班的；还可以试 4 次"
    assert said[4] == "口令不对，先问协调员；过 10 分钟可以再试"
    assert said[5] == "口令试的次数太多了，09:10 以后再试，或请协调员点名"
    with pytest.raises(Refused, match="次数太多"):
        await arriving.come_by_code(actor, place, shift, right, now=START)
    await arriving.come_by_code(actor, place, shift, right, now=START + 11 * MINUTE)


async def test_each_shift_has_digits_of_its_own(secret):
    county = await a_county()
    seats = [await a_seat(county, start=n * DAY) for n in range(3)]
    codes = {spoken_code(seat.facts.gathering) for seat in seats}
    assert {len(code) for code in codes} == {4}
    assert len(codes) == 3
