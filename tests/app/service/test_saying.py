"""Forgotten check-outs, stamps of a phone that was offline, requests, and absences."""

from dataclasses import replace

import pytest

from app.actor import Role
from app.gatherings import actions as attendance
from app.gatherings.queries import standing_record
from app.gatherings.rules.attendance import Source, Status
from app.refusals import Missing, Refused
from app.service.actions import absences, approving, saying
from app.service.queries.absences import own_absences, waiting_absences
from app.service.queries.claims import forgotten, own_claims, waiting_claims
from app.service.queries.records import standing_records
from app.service.rules.saying import ClaimKind
from app.service.tables import AbsenceDecision, PresenceClaim
from app.shifts.actions import planning
from tests.app.service.served import DAY, END, HOUR, MINUTE, START, a_seat, a_service, scan_in
from tests.app.shifts.county import a_county, a_volunteer
from tests.makers import a_person


async def a_forgotten(county, name="李小明"):
    """Somebody who came and never checked out; the list was closed at the end."""
    actor, volunteer = await a_volunteer(county, name)
    seat = await a_seat(county, volunteer)
    await scan_in(actor, seat, START)
    await attendance.close(county.coordinator, seat.facts.gathering, now=END + 30 * MINUTE)
    return actor, seat.facts.gathering


async def test_whoever_forgot_to_check_out_is_asked_and_it_counts_once_confirmed(db):
    county = await a_county()
    actor, gathering = await a_forgotten(county)
    later = END + DAY
    assert [one.gathering for one in await forgotten(actor, later)] == [gathering]
    await saying.say_when_gone(actor, gathering, END - 45 * MINUTE, now=later)
    assert await forgotten(actor, later) == []
    assert (await standing_record(gathering, actor.person)).went_at == END
    claim = (await waiting_claims(county.coordinator))[0]
    assert (claim.kind, claim.went_at, claim.name) == (ClaimKind.WENT, END - 45 * MINUTE, "李小明")
    assert await waiting_claims(county.other) == []
    await saying.answer(county.coordinator, claim.id, True, "", now=later)
    record = await standing_record(gathering, actor.person)
    assert (record.went_at, record.source, record.note) == (
        END - 45 * MINUTE,
        Source.HAND,
        "忘了签退；本人说的时间，协调员确认",
    )
    assert [one.accepted for one in await own_claims(actor)] == [True]


async def test_the_planned_end_confirmed_leaves_the_scan_as_it_is(db):
    county = await a_county()
    actor, gathering = await a_forgotten(county)
    await saying.say_when_gone(actor, gathering, END, now=END + DAY)
    await saying.answer(county.coordinator, (await waiting_claims(county.coordinator))[0].id, True, "", now=END + DAY)
    assert (await standing_record(gathering, actor.person)).source is Source.SCAN


async def test_turned_down_nothing_changes_and_the_person_reads_why(db):
    county = await a_county()
    actor, gathering = await a_forgotten(county)
    await saying.say_when_gone(actor, gathering, END + HOUR, now=END + DAY)
    claim = (await waiting_claims(county.coordinator))[0].id
    with pytest.raises(Refused, match="要写明理由"):
        await saying.answer(county.coordinator, claim, False, "", now=END + DAY)
    await saying.answer(county.coordinator, claim, False, "当班的人说按时走了", now=END + DAY)
    assert (await standing_record(gathering, actor.person)).went_at == END
    assert [(one.accepted, one.reason) for one in await own_claims(actor)] == [(False, "当班的人说按时走了")]
    with pytest.raises(Refused, match="已经答复过了"):
        await saying.answer(county.coordinator, claim, True, "", now=END + DAY)


@pytest.mark.parametrize("went_at", [START - MINUTE, START, END + 2 * DAY])
async def test_nobody_can_have_gone_then(db, went_at):
    county = await a_county()
    actor, gathering = await a_forgotten(county)
    with pytest.raises(Refused):
        await saying.say_when_gone(actor, gathering, went_at, now=END + DAY)
    assert await PresenceClaim.count() == 0


async def test_nobody_answers_for_another_or_for_themselves(db):
    county = await a_county()
    actor, gathering = await a_forgotten(county)
    stranger, _ = await a_volunteer(county, "赵小石")
    with pytest.raises(Missing):
        await saying.say_when_gone(stranger, gathering, END, now=END + DAY)
    await saying.say_when_gone(actor, gathering, END, now=END + DAY)
    claim = (await waiting_claims(county.coordinator))[0].id
    with pytest.raises(Missing):
        await saying.answer(county.other, claim, True, "", now=END + DAY)
    with pytest.raises(Refused, match="由别人答复"):
        await saying.answer(replace(county.coordinator, id=actor.id), claim, True, "", now=END + DAY)


async def test_a_stamp_of_a_phone_that_was_offline_waits_for_the_coordinator(db):
    county = await a_county()
    actor, volunteer = await a_volunteer(county)
    seat = await a_seat(county, volunteer)
    place, gathering = seat.facts.place, seat.facts.gathering
    assert await saying.send_stamp(actor, place, START + 2 * MINUTE, None, now=START + HOUR)
    claim = (await waiting_claims(county.coordinator))[0]
    assert (claim.kind, claim.came_at, await standing_record(gathering, actor.person)) == (
        ClaimKind.STAMP,
        START + 2 * MINUTE,
        None,
    )
    with pytest.raises(Refused, match="名单还没有定"):
        await saying.answer(county.coordinator, claim.id, True, "", now=START + HOUR)


async def test_a_stamp_confirmed_while_the_list_is_open_and_after_it(db):
    county = await a_county()
    (one, first), (two, second) = await a_volunteer(county), await a_volunteer(county, "赵小石")
    seat = await a_seat(county, first, second)
    place, gathering = seat.facts.place, seat.facts.gathering
    await scan_in(one, seat, START)
    assert await saying.send_stamp(two, place, START + 3 * MINUTE, None, now=START + HOUR)
    await saying.answer(
        county.coordinator, (await waiting_claims(county.coordinator))[0].id, True, "", now=START + HOUR
    )
    came = await standing_record(gathering, two.person)
    assert (came.came_at, came.went_at, came.source) == (START + 3 * MINUTE, None, Source.LIST)
    assert not await saying.send_stamp(one, place, END - 5 * MINUTE, None, now=END + HOUR)
    await attendance.close(county.coordinator, gathering, now=END + HOUR)
    await saying.answer(county.coordinator, (await waiting_claims(county.coordinator))[0].id, True, "", now=END + HOUR)
    went = await standing_record(gathering, one.person)
    assert (went.came_at, went.went_at, went.source) == (START, END - 5 * MINUTE, Source.HAND)


async def test_a_stamp_that_comes_after_the_list_was_closed_is_not_lost(db):
    county = await a_county()
    (one, first), (two, second) = await a_volunteer(county), await a_volunteer(county, "赵小石")
    seat = await a_seat(county, first, second)
    place, gathering = seat.facts.place, seat.facts.gathering
    await scan_in(one, seat, START)
    await attendance.close(county.coordinator, gathering, now=END + HOUR)
    assert not await saying.send_stamp(one, place, END - 5 * MINUTE, None, now=END + 2 * HOUR)
    assert await saying.send_stamp(two, place, START, None, now=END + 2 * HOUR)
    assert (await standing_record(gathering, two.person)).status is Status.ABSENT
    for claim in await waiting_claims(county.coordinator):
        await saying.answer(county.coordinator, claim.id, True, "", now=END + 2 * HOUR)
    found = [await standing_record(gathering, who.person) for who in (one, two)]
    assert [(record.came_at, record.went_at, record.source) for record in found] == [
        (START, END - 5 * MINUTE, Source.HAND),
        (START, END, Source.HAND),
    ]


async def test_a_stamp_that_is_sent_again_is_one_and_a_later_one_is_the_going(db):
    county = await a_county()
    actor, volunteer = await a_volunteer(county)
    seat = await a_seat(county, volunteer)
    place, gathering = seat.facts.place, seat.facts.gathering
    assert [await saying.send_stamp(actor, place, START, None, now=END) for _time in range(2)] == [True, True]
    assert await PresenceClaim.count() == 1
    assert not await saying.send_stamp(actor, place, END - MINUTE, None, now=END)
    claims = await waiting_claims(county.coordinator)
    assert [(one.came_at, one.went_at) for one in claims] == [(START, None), (None, END - MINUTE)]
    await planning.open_attendance(county.coordinator, seat.facts.shift, now=END)
    for claim in claims:
        await saying.answer(county.coordinator, claim.id, True, "", now=END)
    record = await standing_record(gathering, actor.person)
    assert (record.came_at, record.went_at, record.source) == (START, END - MINUTE, Source.HAND)


@pytest.mark.parametrize(("stamped", "code"), [(START + 3 * MINUTE, "ahead"), (START - DAY - MINUTE, "old")])
async def test_a_stamp_of_another_time_is_refused(db, stamped, code):
    county = await a_county()
    actor, volunteer = await a_volunteer(county)
    seat = await a_seat(county, volunteer)
    with pytest.raises(Refused) as refused:
        await saying.send_stamp(actor, seat.facts.place, stamped, None, now=START)
    assert [why.code for why in refused.value.reasons] == [code]


async def test_a_request_for_correction_reaches_the_coordinator(db):
    county = await a_county()
    actor, volunteer = await a_volunteer(county)
    other, _ = await a_volunteer(county, "赵小石")
    seat = await a_service(county, actor, volunteers=(volunteer,))
    await approving.approve(county.coordinator, seat.facts.gathering, now=END)
    record = (await standing_records(volunteer))[0].id
    with pytest.raises(Missing):
        await saying.ask_for_correction(other, record, "少了半小时", now=END)
    await saying.ask_for_correction(actor, record, "少了半小时", now=END)
    claim = (await waiting_claims(county.coordinator))[0]
    assert (claim.kind, claim.said) == (ClaimKind.WRONG, "少了半小时")
    await saying.answer(county.coordinator, claim.id, False, "签到表上是按时走的", now=END)
    assert await waiting_claims(county.coordinator) == []


async def an_absence(county):
    actor, volunteer = await a_volunteer(county)
    other, second = await a_volunteer(county, "赵小石")
    seat = await a_seat(county, volunteer, second)
    await scan_in(other, seat, START)
    await attendance.close(county.coordinator, seat.facts.gathering, now=END)
    return actor, volunteer, seat.facts.gathering


async def test_an_excuse_that_is_taken_makes_the_absence_excused(db):
    county = await a_county()
    actor, volunteer, gathering = await an_absence(county)
    await absences.excuse(actor, gathering, "路上车坏了", now=END + DAY)
    assert [one.name for one in await waiting_absences(county.coordinator)] == ["李小明"]
    assert await waiting_absences(county.other) == []
    await absences.decide(county.coordinator, gathering, volunteer, True, "", now=END + DAY)
    record = await standing_record(gathering, actor.person)
    assert (record.status, record.source, record.note) == (
        Status.EXCUSED,
        Source.HAND,
        "缺席后说明，已采纳：路上车坏了",
    )
    assert [one.facts.status for one in await own_absences(actor, END + DAY)] == [Status.EXCUSED]


async def test_an_absence_that_was_kept_may_be_appealed_once_to_the_manager(db):
    county = await a_county()
    actor, volunteer, gathering = await an_absence(county)
    with pytest.raises(Refused, match="答复以后才能申诉"):
        await absences.appeal(actor, gathering, "不同意", now=END + DAY)
    await absences.excuse(actor, gathering, "忘了", now=END + DAY)
    with pytest.raises(Refused, match="已经说明过了"):
        await absences.excuse(actor, gathering, "又想起来了", now=END + DAY)
    with pytest.raises(Refused, match="要写明理由"):
        await absences.decide(county.coordinator, gathering, volunteer, False, "", now=END + DAY)
    await absences.decide(county.coordinator, gathering, volunteer, False, "没有提前说", now=END + DAY)
    assert (await standing_record(gathering, actor.person)).status is Status.ABSENT
    await absences.appeal(actor, gathering, "头天打过电话", now=END + 2 * DAY)
    assert await waiting_absences(county.coordinator) == []
    with pytest.raises(Refused, match="由馆领导决定"):
        await absences.decide(county.coordinator, gathering, volunteer, True, "", now=END + 2 * DAY)
    await absences.decide(county.manager, gathering, volunteer, True, "", now=END + 2 * DAY)
    assert (await standing_record(gathering, actor.person)).status is Status.EXCUSED
    assert [row["stage"] for row in await AbsenceDecision.select().order_by(AbsenceDecision.id)] == [
        "coordinator",
        "manager",
    ]
    with pytest.raises(Refused, match="不用申诉"):
        await absences.appeal(actor, gathering, "再来", now=END + 2 * DAY)


async def test_who_decided_first_does_not_decide_the_appeal(db):
    county = await a_county()
    actor, volunteer, gathering = await an_absence(county)
    await absences.excuse(actor, gathering, "忘了", now=END + DAY)
    await absences.decide(county.manager, gathering, volunteer, False, "没有提前说", now=END + DAY)
    await absences.appeal(actor, gathering, "头天打过电话", now=END + DAY)
    with pytest.raises(Refused, match="第一次决定的人以外"):
        await absences.decide(county.manager, gathering, volunteer, True, "", now=END + DAY)
    another = await a_person("华知书", Role.MANAGER)
    await absences.decide(another, gathering, volunteer, False, "查了，没有电话", now=END + DAY)
    with pytest.raises(Refused, match="只能申诉一次"):
        await absences.appeal(actor, gathering, "再来", now=END + DAY)


async def test_an_excuse_comes_within_fourteen_days(db):
    county = await a_county()
    actor, _volunteer, gathering = await an_absence(county)
    with pytest.raises(Refused, match="超过 14 天"):
        await absences.excuse(actor, gathering, "忘了", now=END + 14 * DAY + MINUTE)
    await absences.excuse(actor, gathering, "忘了", now=END + 14 * DAY)


async def test_whoever_came_has_nothing_to_excuse(db):
    county = await a_county()
    actor, volunteer = await a_volunteer(county)
    seat = await a_service(county, actor, volunteers=(volunteer,))
    with pytest.raises(Refused, match="没有记缺席"):
        await absences.excuse(actor, seat.facts.gathering, "忘了", now=END)
