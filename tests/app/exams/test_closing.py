"""Closing at a common deadline: each page takes in its own paper, the sweeper the rest, and one that fails holds up nobody."""

import logging
from datetime import timedelta

from app.actor import system
from app.audit.tables import Deed
from app.exams.actions import sitting
from app.exams.tables import HandIn
from tests.app.exams.room import DEADLINE, a_room, time
from tests.makers import an_open_exam, begun

__all__ = ["time"]

GRACE_OVER = DEADLINE + timedelta(seconds=121)


async def test_a_result_page_takes_in_its_own_paper_and_no_other(db, time):
    room = await a_room(3)
    desks = [await room.at_desk(actor) for actor in room.hall.candidates]
    for desk in desks:
        await desk.begin()
    time.now = GRACE_OVER
    page = await desks[1].who.see(desks[1].address)
    assert "服务器已收卷" in page.text
    assert [row.attempt for row in await HandIn.objects()] == [desks[1].attempt]


async def test_in_a_crowd_the_page_says_that_the_paper_is_coming_and_does_not_wait_in_line(db, time):
    room = await a_room()
    await room.desk.begin()
    time.now = GRACE_OVER
    for _ in range(sitting.AT_ONCE):
        await sitting._crowd.acquire()
    try:
        page = await room.desk.who.see(room.desk.address)
    finally:
        for _ in range(sitting.AT_ONCE):
            sitting._crowd.release()
    assert "这一页会自己变" in page.text
    assert await HandIn.count() == 0
    assert "receipt-code" in (await room.desk.who.see(room.desk.address)).text


async def test_a_paper_that_is_in_is_passed_over_without_a_transaction(db, monkeypatch):
    candidate = await begun(await an_open_exam())
    assert await sitting.close(system("test"), candidate.attempt, now=GRACE_OVER)
    monkeypatch.setattr(sitting, "deed", None)
    assert not await sitting.close(system("test"), candidate.attempt, now=GRACE_OVER)
    assert await Deed.count().where(Deed.verb == "attempt.closed") == 1


async def test_one_paper_that_cannot_be_taken_in_holds_up_no_other(db, monkeypatch, caplog):
    hall = await an_open_exam(3)
    candidates = [await begun(hall, number) for number in range(3)]
    marked = sitting.write_mark

    async def fails_for_the_second(attempt_id, *arguments, **named):
        if attempt_id == candidates[1].attempt:
            raise ValueError("no such rule")
        return await marked(attempt_id, *arguments, **named)

    monkeypatch.setattr(sitting, "write_mark", fails_for_the_second)
    with caplog.at_level(logging.ERROR, "zhixing"):
        assert await sitting.settle(system("test"), now=GRACE_OVER) == 2
    assert f"attempt {candidates[1].attempt} " in caplog.text
    assert {row.attempt for row in await HandIn.objects()} == {candidates[0].attempt, candidates[2].attempt}
    monkeypatch.undo()
    assert await sitting.settle(system("test"), now=GRACE_OVER) == 1
