"""An exam is a gathering too: who was expected, who came, for how long, and the receipt as the evidence."""

from datetime import timedelta

import pytest

from app.actor import Role, system
from app.exams.actions import making, sitting
from app.exams.queries.gathered import gathering_of
from app.exams.rules.asked import HandInRequest
from app.exams.tables import ExamGathering, HandIn
from app.gatherings import queries
from app.gatherings.rules import Category, GatheringState, Kind, Span
from app.gatherings.rules.attendance import Source, Status
from quizzes.attempts import fingerprint
from tests.makers import MONDAY, a_person, a_plan, an_open_exam, begun

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
END = MONDAY + 2 * HOUR
SYSTEM = system("test")


async def known_of(hall):
    return await queries.facts(await gathering_of(hall.exam))


async def lines_of(hall):
    return {line.name: line for line in await queries.attendance(await gathering_of(hall.exam))}


async def handed_in(candidate, now):
    asked = HandInRequest(candidate.writer, 0, fingerprint({}))
    return await sitting.hand_in(candidate.actor, candidate.attempt, asked, now=now)


async def test_opening_freezes_the_list_and_a_draft_is_no_gathering(db):
    hall = await an_open_exam(2)
    known = await known_of(hall)
    assert (known.kind, known.category, known.state) == (Kind.EXAM, Category.LAW, GatheringState.OPEN)
    assert (known.title, known.span) == ("公共图书馆法小测", Span(MONDAY, END))
    assert set(await lines_of(hall)) == {"馆员1", "馆员2"}
    draft = await making.make(hall.editor, a_plan(), now=MONDAY)
    assert await gathering_of(draft) is None
    assert await ExamGathering.count() == 1


async def test_handing_in_records_the_time_of_the_sitting_with_the_receipt(db):
    hall = await an_open_exam()
    candidate = await begun(hall, now=MONDAY + 5 * MINUTE)
    receipt = await handed_in(candidate, MONDAY + 26 * MINUTE)
    line = (await lines_of(hall))["馆员1"]
    assert (line.record.status, line.record.source, line.record.note) == (Status.PRESENT, Source.SYSTEM, receipt)
    assert (line.record.came_at, line.record.went_at) == (MONDAY + 5 * MINUTE, MONDAY + 26 * MINUTE)
    assert (line.minutes, line.records) == (21, 1)


async def test_a_paper_the_server_takes_in_counts_to_its_deadline_and_whoever_never_came_was_absent(db):
    hall = await an_open_exam(2)
    await begun(hall)
    over = END + 3 * MINUTE
    await sitting.close_gatherings(SYSTEM, now=over)
    assert (await known_of(hall)).state is GatheringState.OPEN, "a paper is still out"
    await sitting.settle(SYSTEM, now=over)
    await sitting.close_gatherings(SYSTEM, now=END + MINUTE)
    assert (await known_of(hall)).state is GatheringState.OPEN, "the grace is not over"
    for _ in range(2):
        await sitting.close_gatherings(SYSTEM, now=over)
    lines = await lines_of(hall)
    assert (lines["馆员1"].minutes, lines["馆员1"].record.note) == (30, (await HandIn.objects().first()).receipt)
    assert (lines["馆员2"].record.status, lines["馆员2"].minutes) == (Status.ABSENT, 0)
    assert (await known_of(hall)).state is GatheringState.CLOSED


async def test_time_of_ones_own_counts_beyond_the_exams_end(db):
    hall = await an_open_exam()
    await making.give_extra_time(hall.editor, hall.exam, hall.candidates[0].person, 60, now=MONDAY)
    candidate = await begun(hall, now=MONDAY + 100 * MINUTE)
    await handed_in(candidate, MONDAY + 170 * MINUTE)
    assert (await lines_of(hall))["馆员1"].minutes == 70
    assert (await known_of(hall)).span == Span(MONDAY, MONDAY + 170 * MINUTE)


async def test_whoever_comes_onto_the_list_later_is_expected_and_whoever_leaves_it_is_excused(db):
    hall = await an_open_exam(2)
    late = await a_person("后来的", Role.STAFF)
    await making.enrol(hall.editor, hall.exam, [late.person], now=MONDAY)
    await making.withdraw(hall.editor, hall.exam, hall.candidates[1].person, now=MONDAY)
    await sitting.close_gatherings(SYSTEM, now=END + 3 * MINUTE)
    statuses = {name: line.record.status for name, line in (await lines_of(hall)).items()}
    assert statuses == {"馆员1": Status.ABSENT, "馆员2": Status.EXCUSED, "后来的": Status.ABSENT}


async def test_whoever_is_taken_off_and_put_on_again_and_never_comes_was_absent(db):
    hall = await an_open_exam()
    person = hall.candidates[0].person
    await making.withdraw(hall.editor, hall.exam, person, now=MONDAY)
    await making.enrol(hall.editor, hall.exam, [person], now=MONDAY)
    await sitting.close_gatherings(SYSTEM, now=END + 3 * MINUTE)
    line = (await lines_of(hall))["馆员1"]
    assert (line.record.status, line.records) == (Status.ABSENT, 2)


async def test_other_times_and_an_early_end_move_it(db):
    hall = await an_open_exam()
    await making.amend(hall.editor, hall.exam, "改过的", MONDAY, END + HOUR, "", now=MONDAY)
    assert ((await known_of(hall)).title, (await known_of(hall)).span) == ("改过的", Span(MONDAY, END + HOUR))
    await begun(hall)
    await making.close_exam(hall.editor, hall.exam, "停电", now=MONDAY + 10 * MINUTE)
    after = MONDAY + 13 * MINUTE
    await sitting.settle(SYSTEM, now=after)
    await sitting.close_gatherings(SYSTEM, now=after)
    known = await known_of(hall)
    assert (known.span, known.state) == (Span(MONDAY, MONDAY + 10 * MINUTE), GatheringState.CLOSED)
    assert (await lines_of(hall))["馆员1"].minutes == 10


@pytest.mark.parametrize("minutes", [-30, 30])
async def test_an_exam_closed_before_anybody_began_is_called_off(db, minutes):
    hall = await an_open_exam()
    await making.close_exam(hall.editor, hall.exam, "停电", now=MONDAY + minutes * MINUTE)
    known = await known_of(hall)
    assert (known.state, known.called_off) == (GatheringState.CALLED_OFF, "停电")
    await sitting.close_gatherings(SYSTEM, now=END + HOUR)
    assert (await known_of(hall)).state is GatheringState.CALLED_OFF
