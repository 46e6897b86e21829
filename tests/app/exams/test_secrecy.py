"""No key leaves the house before its time: not in a page, not in JSON, not to whoever has no business with it."""

import re
from dataclasses import replace

import msgspec
import pytest

from app.actor import Role
from app.exams.actions import making
from app.exams.queries import paper as papers
from app.exams.queries.paper import Paper
from app.exams.rules import Review
from app.storage.memory import forget_everything
from quizzes.questions import FillInBlanks, MultipleResponse, SingleChoice, TrueFalse
from tests.app.exams.room import DEADLINE, MINUTE, a_room, begun, room, time
from tests.cast import browser
from tests.makers import MONDAY, a_person

__all__ = ["begun", "room", "time"]

WORDS_OF_THE_KEY = ["解析T-", "向社会公众免费开放", "is-key", "正确答案", "得分要点"]


def other_key(question):
    """The same question as candidates see it, with another key."""
    match question:
        case SingleChoice():
            return msgspec.structs.replace(question, key=3)
        case MultipleResponse():
            return msgspec.structs.replace(question, keys=(2, 4))
        case TrueFalse():
            return msgspec.structs.replace(question, key=False)
        case FillInBlanks():
            return msgspec.structs.replace(question, blanks=(("收费",), ("三",)))
    raise TypeError(question)


def with_other_keys(drawn: Paper) -> Paper:
    def changed(item):
        return msgspec.structs.replace(item, question=other_key(item.question), explanation="另一个解析", difficulty=5)

    return Paper(drawn.exam, tuple(replace(line, item=changed(line.item)) for line in drawn.lines))


def plain(text):
    """A page without what differs every time it is asked for."""
    return re.sub(r'(_token" value="|data-csrf="|X-CSRF-Token": ")[0-9a-f]{48}', r"\1", text)


async def test_a_paper_with_other_keys_looks_the_same(begun):
    """Whatever a candidate can see of an unfinished paper does not depend on its keys, so it cannot tell them."""
    desk = begun.desk
    await desk.save((begun.single, 1, 0), (begun.multiple, 1, [0, 1, 3]), (begun.blanks, 1, ["免费", "55"]))

    async def everything_shown():
        pages = [await desk.who.see(address) for address in (desk.address, f"{desk.address}/check", "/exams", "/")]
        saved = await desk.save((begun.single, 1, 0), (begun.multiple, 1, [0, 1, 3]), (begun.blanks, 1, ["免费", "55"]))
        return [plain(answer.text) for answer in (*pages, saved)]

    first = await everything_shown()
    forget_everything()
    papers._papers.put(begun.hall.exam, with_other_keys(begun.hall.paper))
    assert await everything_shown() == first
    await desk.hand_in({begun.single: 1, begun.multiple: 1, begun.blanks: 1})
    assert "另一个解析" in (await desk.who.see(desk.address)).text


async def test_an_unfinished_paper_holds_no_word_of_the_key(begun):
    page = (await begun.desk.who.see(begun.desk.address)).text
    assert "第一题" in page
    assert [word for word in WORDS_OF_THE_KEY if word in page] == []


async def test_json_says_what_was_saved_and_nothing_of_its_worth(begun):
    right = await begun.desk.save((begun.single, 1, 0))
    wrong = await begun.desk.save((begun.other, 1, 3))
    assert set(right.json()) == set(wrong.json()) == {"acks", "refused", "server_time", "remaining_ms", "state"}
    assert set(right.json()["acks"][0]) == {"question", "revision"}
    claimed = (await begun.desk.claim()).json()
    assert set(claimed) == {"writer", "answers"}
    assert set(claimed["answers"][str(begun.single)]) == {"revision", "value"}


@pytest.fixture
async def after_close(db, time):
    """An exam whose keys are read when it is over; two candidates, the first has handed in."""
    room = await a_room(2, review=Review.AFTER_CLOSE)
    desks = [await room.at_desk(actor) for actor in room.hall.candidates]
    for desk in desks:
        await desk.begin()
    await desks[0].save((room.single, 1, 0))
    await desks[0].hand_in({room.single: 1})
    room.desks = desks
    return room


async def holds_the_key(desk):
    page = (await desk.who.see(desk.address)).text
    found = [word for word in WORDS_OF_THE_KEY[:2] if word in page]
    assert bool(found) != ("答案和解析在考试结束后公布" in page)
    return bool(found)


async def test_keys_released_at_the_end_stay_hidden_until_then(after_close, time):
    desk = after_close.desks[0]
    assert not await holds_the_key(desk)
    assert '<span class="stat-figure">1</span>' in (await desk.who.see(desk.address)).text
    # Answers that are on their way still count for two minutes after the end.
    time.now = MONDAY + 122 * MINUTE
    assert not await holds_the_key(desk)
    time.now = MONDAY + 123 * MINUTE
    assert await holds_the_key(desk)


async def test_nobody_reads_the_key_while_another_still_answers(after_close, time):
    watcher = await browser(await a_person("示例监考", Role.INVIGILATOR))
    extra = {"person": after_close.hall.candidates[1].person, "minutes": "120"}
    await watcher.send(f"/exams/manage/{after_close.hall.exam}/extra-time", extra)
    time.now = MONDAY + 121 * MINUTE
    assert not await holds_the_key(after_close.desks[0])
    time.now = DEADLINE + 122 * MINUTE
    assert not await holds_the_key(after_close.desks[0])
    time.now = DEADLINE + 123 * MINUTE
    assert await holds_the_key(after_close.desks[0])


async def test_whoever_has_time_of_their_own_takes_no_paper_before_their_own_end(db, time):
    room = await a_room(1)
    manager = await a_person("示例馆长", Role.MANAGER, Role.STAFF)
    await making.enrol(room.hall.editor, room.hall.exam, [manager.person], now=MONDAY)
    await making.give_extra_time(room.hall.editor, room.hall.exam, manager.person, 60, now=MONDAY)
    time.now = MONDAY + 100 * MINUTE
    desk = await room.at_desk(manager)
    await desk.begin()
    # The exam ends at 120 minutes, this sitting at 180.
    for minutes in (119, 123, 182):
        time.now = MONDAY + minutes * MINUTE
        for key in ("yes", "no"):
            answer = await desk.who.see(f"/exams/manage/{room.hall.exam}/paper.docx?key={key}")
            assert (answer.status_code, "交卷或考试结束后才能拿试卷" in answer.text) == (409, True)
    time.now = MONDAY + 183 * MINUTE
    assert (await desk.who.see(f"/exams/manage/{room.hall.exam}/paper.docx")).status_code == 200


async def test_the_board_shows_no_answers_and_no_keys(begun):
    await begun.desk.save((begun.blanks, 1, ["写下的内容", "55"]))
    watcher = await browser(await a_person("示例监考", Role.INVIGILATOR))
    board = (await watcher.see(f"/exams/manage/{begun.hall.exam}")).text
    assert [word for word in [*WORDS_OF_THE_KEY, "写下的内容", "第一题"] if word in board] == []


async def test_a_candidates_page_names_no_other_candidate(db, time):
    room = await a_room(2)
    await room.desk.begin()
    address = f"/exams/{room.hall.exam}"
    for page in (room.desk.address, address, "/exams", "/"):
        assert "馆员2" not in (await room.desk.who.see(page)).text
