"""Approving what was served, voiding it, and what the sums say."""

from dataclasses import replace

import pytest

from app.audit.tables import Deed
from app.gatherings import actions as attendance
from app.gatherings.rules.attendance import Record, Source, Status
from app.notices.tables import Notice
from app.people.tables import Library
from app.refusals import Missing, Refused, seen_of
from app.service.actions import approving, saying
from app.service.queries.claims import waiting_claims
from app.service.queries.ledger import Sought, ledger
from app.service.queries.pending import pending
from app.service.queries.records import records_of, standing_records, sums, total_of
from app.service.rules.records import Totals
from app.service.tables import ServiceRecord
from app.shifts.tables import Post, Project
from app.storage import database
from tests.app.service.served import DAY, END, MINUTE, START, a_seat, a_service, scan_in, scan_out
from tests.app.shifts.county import a_county, a_volunteer
from tests.makers import a_gathering


async def test_one_press_approves_a_shift_with_what_was_said_then(db):
    county = await a_county()
    own = Library(name="示例县图书馆本馆", kind="own")
    await own.save()
    unit = Library(name="示例志愿服务队", kind="partner", partner_kind="company")
    await unit.save()
    project = Project(
        name="文明导读", recording_unit=unit.id, leader="单知行", from_on=START.date(), content="", risks=""
    )
    await project.save()
    await Post.update({Post.project: project.id, Post.duties: "接待读者"}).where(Post.id == county.posts[0])
    (one, first), (two, second) = await a_volunteer(county), await a_volunteer(county, "赵小石")
    seat = await a_service(county, one, two, volunteers=(first, second))
    shift = (await pending(county.coordinator, END))[0]
    assert [(who.name, who.proposed, who.reasons) for who in shift.people] == [("李小明", 180, ()), ("赵小石", 180, ())]
    assert await approving.approve(county.coordinator, seat.facts.gathering, now=END, seen=shift.seen) == 2
    assert await pending(county.coordinator, END) == []
    record = (await standing_records(first, START.date(), START.date()))[0]
    assert (record.minutes, record.actual_minutes, record.source) == (180, 180, Source.SCAN)
    assert (record.place_name, record.project_name, record.content) == ("示例总馆", "文明导读", "导读：接待读者")
    assert (record.unit_name, record.recording_unit, record.leader) == ("示例志愿服务队", unit.id, "单知行")
    assert (record.approved_by, record.voided, record.corrected) == ("王小芳", False, False)
    deed = await Deed.objects().where(Deed.verb == "service.approved").first()
    assert (deed.subject, '"minutes":360' in deed.details) == (seat.facts.gathering, True)


async def test_what_was_renamed_since_stays_as_it_was(db):
    county = await a_county()
    actor, volunteer = await a_volunteer(county)
    seat = await a_service(county, actor, volunteers=(volunteer,))
    await approving.approve(county.coordinator, seat.facts.gathering, now=END)
    await Post.update({Post.name: "引导"}).where(Post.id == county.posts[0])
    assert (await standing_records(volunteer))[0].content == "导读"


async def test_fewer_minutes_need_a_reason_and_more_are_none(db):
    county = await a_county()
    actor, volunteer = await a_volunteer(county)
    seat = await a_service(county, actor, volunteers=(volunteer,))
    gathering = seat.facts.gathering
    for minutes, said in ((181, "最多核定 180 分钟"), (100, "写明原因")):
        with pytest.raises(Refused, match=said):
            await approving.approve_one(county.coordinator, gathering, volunteer, minutes, "", now=END)
    await approving.approve_one(county.coordinator, gathering, volunteer, 100, "中途离开", now=END)
    assert [(one.minutes, one.note) for one in await standing_records(volunteer)] == [(100, "中途离开")]
    with pytest.raises(Refused, match="这一班已经核定完了"):
        await approving.approve_one(county.coordinator, gathering, volunteer, 180, "", now=END)


async def test_the_tolerance_widens_what_is_proposed(db):
    county = await a_county()
    actor, volunteer = await a_volunteer(county)
    seat = await a_seat(county, volunteer)
    await scan_in(actor, seat, START - 10 * MINUTE)
    await scan_out(actor, seat, END + 20 * MINUTE)
    await attendance.close(county.coordinator, seat.facts.gathering, now=END + 20 * MINUTE)
    after = END + 30 * MINUTE
    assert [one.proposed for one in (await pending(county.manager, after))[0].people] == [180]
    with pytest.raises(Refused, match="写明依据"):
        await approving.set_tolerance(county.manager, 15, " ", now=after)
    with pytest.raises(Refused, match="0 到 60 分钟"):
        await approving.set_tolerance(county.manager, 61, "办法第九条", now=after)
    await approving.set_tolerance(county.manager, 15, "办法第九条", now=after)
    assert [one.proposed for one in (await pending(county.manager, after))[0].people] == [195]


async def test_what_was_written_in_is_approved_by_somebody_else(db):
    county = await a_county()
    actor, volunteer = await a_volunteer(county)
    seat = await a_service(county, actor, volunteers=(volunteer,), source=Source.HAND)
    with pytest.raises(Refused, match="补录的由补录人以外的人核定"):
        await approving.approve(county.coordinator, seat.facts.gathering, now=END)
    assert await approving.approve(county.manager, seat.facts.gathering, now=END) == 1
    assert (await sums([volunteer]))[volunteer] == Totals(1, 180, {Source.HAND: 180})


async def test_nobody_approves_their_own_service_or_at_another_place(db):
    county = await a_county()
    actor, volunteer = await a_volunteer(county)
    seat = await a_service(county, actor, volunteers=(volunteer,))
    themselves = replace(county.coordinator, id=actor.id)
    with pytest.raises(Refused, match="自己的服务由别人核定"):
        await approving.approve(themselves, seat.facts.gathering, now=END)
    with pytest.raises(Missing):
        await approving.approve(county.other, seat.facts.gathering, now=END)


async def test_study_and_what_is_still_open_never_wait_here(db):
    county = await a_county()
    actor, volunteer = await a_volunteer(county)
    study = await a_gathering(actor)
    await attendance.close(county.manager, study, now=END)
    seat = await a_seat(county, volunteer, start=DAY)
    await scan_in(actor, seat, START + DAY)
    assert await pending(county.manager, END + DAY) == []
    with pytest.raises(Missing):
        await approving.approve(county.manager, study, now=END + DAY)


async def test_attendance_that_changed_since_it_was_seen_is_not_approved_unseen(db):
    county = await a_county()
    actor, volunteer = await a_volunteer(county)
    seat = await a_service(county, actor, volunteers=(volunteer,))
    seen = (await pending(county.manager, END))[0].seen
    left = Record(Status.PRESENT, Source.HAND, START, END - 60 * MINUTE, "提前走了")
    await attendance.correct(county.coordinator, seat.facts.gathering, actor.person, left, now=END)
    with pytest.raises(Refused, match="别人改过它"):
        await approving.approve(county.manager, seat.facts.gathering, now=END, seen=seen)
    assert seen != seen_of()


async def test_a_voided_record_is_in_no_sum_and_another_may_be_written(db):
    county = await a_county()
    actor, volunteer = await a_volunteer(county)
    seat = await a_service(county, actor, volunteers=(volunteer,))
    await approving.approve(county.coordinator, seat.facts.gathering, now=END)
    record = (await standing_records(volunteer))[0].id
    with pytest.raises(Missing):
        await approving.void(county.other, record, "不对", now=END)
    await approving.void(county.coordinator, record, "记错了人", now=END)
    assert (await standing_records(volunteer), await sums([volunteer])) == ([], {})
    with pytest.raises(Refused, match="已经作废了"):
        await approving.void(county.coordinator, record, "再来一次", now=END)
    await approving.approve(county.coordinator, seat.facts.gathering, now=END)
    assert [(one.voided, one.void_reason) for one in await records_of(volunteer)] == [(False, ""), (True, "记错了人")]
    assert (await sums([volunteer]))[volunteer].minutes == 180


async def test_a_presence_corrected_after_its_record_is_marked_and_redone_in_one_press(db):
    county = await a_county()
    actor, volunteer = await a_volunteer(county)
    seat = await a_service(county, actor, volunteers=(volunteer,))
    await approving.approve(county.coordinator, seat.facts.gathering, now=END)
    left = Record(Status.PRESENT, Source.HAND, START, END - 60 * MINUTE, "提前走了")
    await attendance.correct(county.coordinator, seat.facts.gathering, actor.person, left, now=END + DAY)
    record = (await standing_records(volunteer))[0]
    assert record.corrected
    with pytest.raises(Refused, match="补录人以外"):
        await approving.redo(county.coordinator, record.id, "出勤有更正", now=END + DAY)
    assert [one.voided for one in await records_of(volunteer)] == [False]
    await approving.redo(county.manager, record.id, "出勤有更正", now=END + DAY)
    stands = (await standing_records(volunteer))[0]
    assert (stands.minutes, stands.source, stands.corrected) == (120, Source.HAND, False)
    told = await Notice.select(Notice.message).where(Notice.person == actor.person)
    assert told[-1]["message"] == "%(day)s 的服务记录重新核定为 %(n)d 分钟。原因：%(why)s"
    gone = Record(Status.ABSENT, Source.HAND, note="认错了人")
    await attendance.correct(county.coordinator, seat.facts.gathering, actor.person, gone, now=END + DAY)
    with pytest.raises(Refused, match="只作废就行"):
        await approving.redo(county.manager, stands.id, "出勤有更正", now=END + DAY)


async def test_records_are_never_changed_or_deleted(db):
    county = await a_county()
    actor, volunteer = await a_volunteer(county)
    seat = await a_service(county, actor, volunteers=(volunteer,))
    await approving.approve(county.coordinator, seat.facts.gathering, now=END)
    for statement in ("UPDATE service_record SET minutes = 1", "DELETE FROM service_record"):
        with pytest.raises(Exception, match="insert-only"):
            async with database().atomic():
                await ServiceRecord.raw(statement)


async def test_what_somebody_says_waits_before_it_is_approved(db):
    county = await a_county()
    actor, volunteer = await a_volunteer(county)
    seat = await a_seat(county, volunteer)
    await scan_in(actor, seat, START)
    await attendance.close(county.coordinator, seat.facts.gathering, now=END)
    await saying.say_when_gone(actor, seat.facts.gathering, END - 30 * MINUTE, now=END)
    with pytest.raises(Refused, match="先答复再核定"):
        await approving.approve(county.coordinator, seat.facts.gathering, now=END)


async def test_whoever_forgot_to_check_out_is_waited_for_or_decided_about_with_a_reason(db):
    county = await a_county()
    (actor, volunteer), (other, second) = await a_volunteer(county), await a_volunteer(county, "赵小石")
    seat = await a_seat(county, volunteer, second)
    gathering = seat.facts.gathering
    for one in (actor, other):
        await scan_in(one, seat, START)
    await scan_out(other, seat, END)
    await attendance.close(county.coordinator, gathering, now=END)
    # One press approves whoever checked out and nobody else.
    assert await approving.approve(county.coordinator, gathering, now=END) == 1
    assert (await standing_records(volunteer), len(await standing_records(second))) == ([], 1)
    with pytest.raises(Refused, match="没有签退，等本人说几点走的"):
        await approving.approve(county.coordinator, gathering, now=END)
    with pytest.raises(Refused, match="没有签退，等本人说几点走的"):
        await approving.approve_one(county.coordinator, gathering, volunteer, 100, " ", now=END)
    await approving.approve_one(county.coordinator, gathering, volunteer, 180, "赵小石说一起锁的门", now=END + DAY)
    assert [(one.minutes, one.note) for one in await standing_records(volunteer)] == [(180, "赵小石说一起锁的门")]
    assert (await Deed.select(Deed.details).order_by(Deed.id, ascending=False).first())["details"].count("锁的门") == 1


@pytest.mark.parametrize(("accepted", "reason", "minutes"), [(True, "", 150), (False, "当班的人说按时走了", 180)])
async def test_once_it_is_answered_when_somebody_went_one_press_approves_it(db, accepted, reason, minutes):
    county = await a_county()
    actor, volunteer = await a_volunteer(county)
    seat = await a_seat(county, volunteer)
    await scan_in(actor, seat, START)
    await attendance.close(county.coordinator, seat.facts.gathering, now=END)
    await saying.say_when_gone(actor, seat.facts.gathering, END - 30 * MINUTE, now=END + DAY)
    claim = (await waiting_claims(county.coordinator))[0].id
    await saying.answer(county.coordinator, claim, accepted, reason, now=END + DAY)
    assert await approving.approve(county.manager, seat.facts.gathering, now=END + DAY) == 1
    assert [one.minutes for one in await standing_records(volunteer)] == [minutes]


async def test_two_services_back_to_back_share_no_minute_whatever_the_tolerance(db):
    county = await a_county()
    await approving.set_tolerance(county.manager, 15, "办法第九条", now=START - DAY)
    actor, volunteer = await a_volunteer(county)
    first = await a_seat(county, volunteer)
    second = await a_seat(county, volunteer, start=180 * MINUTE)
    await scan_in(actor, first, START)
    await scan_in(actor, second, END - 10 * MINUTE)
    await scan_out(actor, first, END + 12 * MINUTE)
    await scan_out(actor, second, END + 180 * MINUTE)
    over = END + 200 * MINUTE
    for seat in (first, second):
        await attendance.close(county.coordinator, seat.facts.gathering, now=over)
    assert [one.people[0].proposed for one in await pending(county.coordinator, over)] == [192, 190]
    await approving.approve(county.coordinator, first.facts.gathering, now=over)
    # What stands was approved with the tolerance of its time.
    await approving.set_tolerance(county.manager, 0, "办法第十条", now=over + MINUTE)
    await approving.set_tolerance(county.manager, 15, "办法第九条", now=over + 2 * MINUTE)
    after = (await pending(county.coordinator, over))[0]
    assert after.people[0].proposed == 168
    with pytest.raises(Refused, match="最多核定 168 分钟"):
        await approving.approve_one(county.coordinator, second.facts.gathering, volunteer, 190, "", now=over)
    await approving.approve(county.coordinator, second.facts.gathering, now=over + MINUTE, seen=after.seen)
    assert (await total_minutes(volunteer)) == 360


async def total_minutes(volunteer):
    """All that is approved of a volunteer."""
    return sum(one.minutes for one in await standing_records(volunteer))


async def test_sums_and_ledger_say_the_same_as_the_records(db):
    county = await a_county()
    people = [await a_volunteer(county), await a_volunteer(county, "赵小石")]
    actors, ids = [one for one, _ in people], tuple(volunteer for _, volunteer in people)
    for day, source in enumerate((Source.SCAN, Source.HAND, Source.SCAN)):
        seat = await a_service(county, *actors, volunteers=ids, start=day * DAY, source=source)
        await approving.approve(county.manager, seat.facts.gathering, now=END + day * DAY)
    await approving.void(county.manager, (await standing_records(ids[0]))[0].id, "重复", now=END + 3 * DAY)
    by_person = await sums()
    assert by_person == {one: total_of(await records_of(one)) for one in ids}
    assert by_person[ids[0]] == Totals(2, 360, {Source.SCAN: 180, Source.HAND: 180})
    whole = await ledger(county.manager, Sought())
    assert (whole.count, whole.totals) == (6, Totals(5, 900, {Source.SCAN: 540, Source.HAND: 360}))
    for sought, count, minutes in (
        (Sought(month="2026-11"), 6, 900),
        (Sought(month="2026-10"), 0, 0),
        (Sought(source="hand"), 2, 360),
        (Sought(stand="void"), 1, 0),
        (Sought(q="赵"), 3, 540),
        (Sought(place=county.places[0]), 6, 900),
        (Sought(place=county.places[1]), 0, 0),
    ):
        found = await ledger(county.manager, sought)
        assert (found.count, found.totals.minutes) == (count, minutes)
    assert (await ledger(county.other, Sought())).count == 0


async def test_the_same_time_is_approved_once_even_where_somebody_is_on_two_lists(db):
    county = await a_county()
    actor, volunteer = await a_volunteer(county)
    first = await a_service(county, actor, volunteers=(volunteer,))
    second = await a_service(county, actor, volunteers=(volunteer,), start=60 * MINUTE)
    after = await a_service(county, actor, volunteers=(volunteer,), start=180 * MINUTE)
    end = END + 300 * MINUTE
    assert await approving.approve(county.coordinator, first.facts.gathering, now=end) == 1
    with pytest.raises(Refused, match="同一时间已核定过另一班"):
        await approving.approve(county.coordinator, second.facts.gathering, now=end)
    with pytest.raises(Refused, match="同一时间已核定过另一班"):
        await approving.approve_one(county.manager, second.facts.gathering, volunteer, 60, "只算后一段", now=end)
    # Whoever goes on from one shift to the next serves both.
    assert await approving.approve(county.coordinator, after.facts.gathering, now=end) == 1
    assert [one.minutes for one in await standing_records(volunteer)] == [180, 180]
    # Once the time is put right, what is left of it counts.
    left = Record(Status.PRESENT, Source.HAND, START, START + 60 * MINUTE, "去了另一班")
    await attendance.correct(county.coordinator, first.facts.gathering, actor.person, left, now=end)
    (standing, _after) = await standing_records(volunteer)
    await approving.redo(county.manager, standing.id, "去了另一班", now=end)
    with pytest.raises(Refused, match="同一时间已核定过另一班"):
        await approving.approve(county.coordinator, second.facts.gathering, now=end)
    await approving.void(county.manager, (await standing_records(volunteer))[1].id, "和另一班重了", now=end)
    assert await approving.approve(county.coordinator, second.facts.gathering, now=end) == 1
    assert [one.minutes for one in await standing_records(volunteer)] == [60, 180]


async def test_who_came_along_serves_the_partner_that_runs_the_whole_shift(db):
    county = await a_county()
    unit = Library(name="示例志愿服务队", kind="partner", partner_kind="company")
    await unit.save()
    project = Project(name="文明导读", recording_unit=unit.id, from_on=START.date(), content="", risks="")
    await project.save()
    await Post.update({Post.project: project.id}).where(Post.id == county.posts[0])
    (one, first), (along, second) = await a_volunteer(county), await a_volunteer(county, "赵小石")
    seat = await a_seat(county, first)
    await scan_in(one, seat, START)
    await attendance.expect(county.coordinator, seat.facts.gathering, along.person, now=START)
    await scan_in(along, seat, START)
    await scan_out(one, seat, END)
    await scan_out(along, seat, END)
    await attendance.close(county.coordinator, seat.facts.gathering, now=END)
    await approving.approve(county.manager, seat.facts.gathering, now=END)
    assert [(record.unit_name, record.project_name) for record in await standing_records(second)] == [
        ("示例志愿服务队", "文明导读")
    ]
