"""Minutes of the other slices arrive in the log and in the record of the person: a finished set, a sat exam, who is still in."""

from datetime import timedelta
from fractions import Fraction

import pytest

from app import clock
from app.actor import Role, system
from app.exams.actions import sitting
from app.exams.rules.asked import HandInRequest
from app.gatherings import actions as gatherings
from app.gatherings.rules import Kind
from app.gatherings.rules.attendance import Source, Status
from app.practice.actions import answering, beginning
from app.practice.queries.sets import my_set
from app.training.queries.record import record
from app.training.rules import Ledger
from app.training.tables import SelfStudy
from quizzes.attempts import fingerprint
from tests.app.practice.desk import SECOND, a_bank, a_daily, a_reader, answered
from tests.cast import browser
from tests.makers import MONDAY, a_gathering, a_person, an_open_exam, begun

MINUTE = timedelta(minutes=1)
EVENING = MONDAY + timedelta(hours=9)


@pytest.fixture(autouse=True)
def in_the_evening(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: EVENING)


async def the_log(**asked):
    who = await browser(await a_person("馆小长", Role.MANAGER))
    return (await who.client.get("/log", params=asked)).text


async def test_a_finished_set_is_in_the_log_and_in_the_record_with_its_minutes(db):
    await a_bank()
    reader = await a_reader()
    set_id = await a_daily(reader)
    # Ten questions, ten seconds each: a hundred seconds are one whole minute.
    (row,) = await SelfStudy.select()
    assert (row["person"], row["minutes"], row["started_at"]) == (reader.person, 1, MONDAY)
    assert row["reference"] == f"/practice/sets/{set_id}"
    (one,) = (await record(reader, reader.person, 2026, EVENING)).practised_months
    assert (one.times, one.minutes) == (1, 1)
    page = (await (await browser(reader)).see("/record")).text
    assert "11-23：1 次，1 分钟" in page
    log = await the_log(tab="practice", who=reader.person)
    assert row["title"] in log
    assert "时长合计（1 分钟）" in log


async def test_a_set_that_is_not_finished_is_nowhere(db):
    await a_bank()
    reader = await a_reader()
    set_id = await beginning.begin_daily(reader, now=MONDAY)
    await answered(reader, set_id, (await my_set(reader, set_id)).versions[0], True, now=MONDAY + 150 * SECOND)
    assert await SelfStudy.count() == 0
    assert "还没有练习" in (await (await browser(reader)).see("/record")).text
    await answering.end(reader, set_id, now=MONDAY + 200 * SECOND)
    assert [row["minutes"] for row in await SelfStudy.select()] == [2]


async def test_a_sat_exam_is_in_the_log_in_the_record_and_in_the_ledgers_with_its_minutes(db):
    hall = await an_open_exam(2)
    candidate = await begun(hall)
    asked = HandInRequest(candidate.writer, 0, fingerprint({}))
    receipt = await sitting.hand_in(candidate.actor, candidate.attempt, asked, now=MONDAY + 29 * MINUTE)
    for late in (timedelta(hours=2, minutes=3), timedelta(hours=2, minutes=4)):
        await sitting.settle(system("test"), now=MONDAY + late)
        await sitting.close_gatherings(system("test"), now=MONDAY + late)
    mine = await record(candidate.actor, candidate.actor.person, 2026, EVENING)
    (row,) = mine.of(Kind.EXAM)
    assert (row.minutes, row.status, row.source, row.note) == (29, Status.PRESENT, Source.SYSTEM, receipt)
    assert mine.counted_by(row) == [Ledger.INSTITUTION]
    # Twenty-nine minutes are less than half an hour, and hours are rounded down.
    assert mine.card.account(Ledger.INSTITUTION).done == 0
    page = (await (await browser(candidate.actor)).see("/record")).text
    for text in ("考试，1 条", "29 分钟", f'href="/gatherings/{row.gathering}"', receipt):
        assert text in page, text
    log = await the_log(kind="exam")
    # Whoever never came is there as well, with no minutes.
    for text in ("2 条", "时长合计（29 分钟）", "出席 1", "缺席 1", receipt):
        assert text in log, text
    assert receipt not in await the_log(tab="service")


async def test_an_exam_of_half_an_hour_gives_half_an_hour_to_the_ledger(db):
    hall = await an_open_exam()
    await begun(hall)
    await sitting.settle(system("test"), now=MONDAY + timedelta(minutes=33))
    mine = await record(hall.candidates[0], hall.candidates[0].person, 2026, EVENING)
    assert (mine.minutes(Kind.EXAM), mine.card.account(Ledger.INSTITUTION).done) == (30, Fraction(1, 2))


async def test_who_is_still_in_is_said_to_be_and_has_no_nought(db, monkeypatch):
    manager, reader = await a_person("单小卷", Role.MANAGER), await a_reader()
    study = await a_gathering(reader, minutes=120)
    during = MONDAY + 60 * MINUTE
    await gatherings.tick_in(manager, study, reader.person, now=during)
    monkeypatch.setattr(clock, "now", lambda: during + 30 * MINUTE)
    who = await browser(reader)
    assert "进行中" in (await who.see("/record")).text
    assert "进行中" in await the_log()
    monkeypatch.setattr(clock, "now", lambda: EVENING)
    page = (await who.see("/record")).text
    assert "还没签退" in page
    assert "进行中" not in page
    await gatherings.close(manager, study, now=EVENING)
    (row,) = (await record(reader, reader.person, 2026, EVENING)).rows
    assert (row.minutes, row.still_in) == (60, False)
    assert "还没签退" not in (await who.see("/record")).text
