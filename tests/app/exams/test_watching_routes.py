"""The pages of those who watch an exam and read its marks, over HTTP."""

import re
from datetime import timedelta

import pytest

from app.actor import Role
from app.exams.tables import Answer, Attempt, LateDecision, Mark
from quizzes.attempts import GRACE
from tests.app.exams.room import DEADLINE, MINUTE, a_room, begun, room, time
from tests.cast import browser
from tests.makers import MONDAY, a_person

__all__ = ["begun", "room", "time"]


def standings(page):
    """What the board says of each person, by name."""
    rows = re.findall(
        r'<th scope="row"[^>]*>([^<]+)</th>\s*<td[^>]*>\s*<span class="pill[^"]*">(?:<svg.*?</svg>)?([^<]+)</span>',
        page,
    )
    return dict(rows)


async def test_the_board_says_how_far_everybody_is(db, time):
    room = await a_room(4)
    desks = [await room.at_desk(actor) for actor in room.hall.candidates]
    for desk in desks[:3]:
        await desk.begin()
    await desks[0].hand_in({})
    time.now = MONDAY + 2 * MINUTE
    await desks[1].save((room.single, 1, 0), away_ms=4000)
    watcher = await browser(await a_person("示例监考", Role.INVIGILATOR))
    board = await watcher.part(f"/exams/manage/{room.hall.exam}/seats")
    assert board.text.lstrip().startswith('<section id="seats"')
    assert standings(board.text) == {"馆员1": "已交", "馆员2": "作答中", "馆员3": "一分钟没有保存", "馆员4": "未到"}
    assert "4 秒" in board.text
    assert "1/5" in board.text
    time.now = DEADLINE
    later = standings((await watcher.see(f"/exams/manage/{room.hall.exam}")).text)
    assert later == {"馆员1": "已交", "馆员2": "收卷中", "馆员3": "收卷中", "馆员4": "未到"}
    time.now = MONDAY + timedelta(hours=2)
    assert standings((await watcher.see(f"/exams/manage/{room.hall.exam}")).text)["馆员4"] == "缺考"


async def test_the_board_counts_what_stands_and_goes_on_until_the_last_paper_is_in(begun, time):
    """A withdrawn answer is none; with time of one's own somebody answers after the exam's end."""
    watcher = await browser(await a_person("示例监考", Role.INVIGILATOR))
    address = f"/exams/manage/{begun.hall.exam}"
    await begun.desk.save((begun.single, 1, 0), (begun.other, 1, 1))
    await begun.desk.save((begun.single, 2, None))
    assert "1/5" in (await watcher.see(address)).text
    await watcher.send(f"{address}/extra-time", {"person": begun.hall.candidates[0].person, "minutes": "120"})
    polls = f'hx-get="{address}/seats"'
    for minutes, goes_on in ((121, True), (151, True), (153, True)):
        time.now = MONDAY + minutes * MINUTE
        assert (polls in (await watcher.see(address)).text) == goes_on
    await begun.desk.who.see(begun.desk.address)
    assert polls not in (await watcher.see(address)).text


async def test_extra_time_reaches_whoever_is_answering(begun, time):
    watcher = await browser(await a_person("示例监考", Role.INVIGILATOR))
    form = {"person": begun.hall.candidates[0].person, "minutes": "１５"}
    assert (await watcher.send(f"/exams/manage/{begun.hall.exam}/extra-time", form)).status_code == 303
    assert (await begun.desk.save()).json()["remaining_ms"] == 45 * 60 * 1000
    assert (await Attempt.objects().first()).deadline_at == DEADLINE + 15 * MINUTE
    for minutes, said in (("5", "不能减少"), ("241", "加时填 0 到 240 分钟"), ("-1", "加时填 0 到 240 分钟")):
        refused = await watcher.send(f"/exams/manage/{begun.hall.exam}/extra-time", {**form, "minutes": minutes})
        assert (refused.status_code, said in refused.text) == (409, True)


@pytest.mark.parametrize(("accepted", "points"), [("yes", 100), ("no", 0)])
async def test_a_late_answer_is_decided_by_a_person(begun, time, accepted, points):
    time.now = DEADLINE + GRACE + MINUTE
    await begun.desk.save((begun.single, 1, 0))
    watcher = await browser(await a_person("示例监考", Role.INVIGILATOR))
    address = f"/exams/manage/{begun.hall.exam}/late"
    page = (await watcher.see(address)).text
    action = re.search(rf'action="({address}/\d+)"', page)[1]
    for form in ({"accepted": accepted, "reason": ""}, {"accepted": "maybe", "reason": "看过"}, {"reason": "看过"}):
        assert (await watcher.send(action, form)).status_code == 422
    assert await LateDecision.count() == 0
    assert (await watcher.send(action, {"accepted": accepted, "reason": "看过答卷"})).headers["location"] == address
    assert (await watcher.send(action, {"accepted": accepted, "reason": "再来一次"})).status_code == 404
    await begun.desk.who.see(begun.desk.address)
    assert ((await Mark.objects().first()).points, await Answer.count()) == (points, int(accepted == "yes"))
    assert "没有要审的答案" in (await watcher.see(address)).text


@pytest.fixture
async def marked(db, time):
    """Two papers handed in: 馆员1 with everything right but one, 馆员2 with nothing; 馆员3 has not come."""
    room = await a_room(3)
    desks = [await room.at_desk(actor) for actor in room.hall.candidates]
    for desk in desks[:2]:
        await desk.begin()
    right = [(room.single, 1, 0), (room.other, 1, 0), (room.multiple, 1, [0, 1, 3]), (room.truth, 1, True)]
    await desks[0].save(*right)
    await desks[0].hand_in({question: 1 for question, _, _ in right})
    await desks[1].hand_in({})
    room.manager = await browser(await a_person("示例馆领导", Role.MANAGER))
    return room


def names(answer):
    return re.findall(r'<th scope="row"[^>]*>([^<]+)</th>', answer.text)


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", ["馆员1", "馆员2"]),
        ("name=员2", ["馆员2"]),
        ("name=%20馆员1%20", ["馆员1"]),
        ("name=P1", ["馆员1"]),
        ("name=guanyuan", []),
        ("below=60", ["馆员2"]),
        ("below=100", ["馆员1", "馆员2"]),
        ("domain=law&below=50", ["馆员2"]),
        ("domain=theory", []),
        ("domain=nonsense", []),
        ("below=101", ["馆员1", "馆员2"]),
        ("below=-1", ["馆员1", "馆员2"]),
        ("below=x", ["馆员1", "馆员2"]),
        ("below=９", ["馆员1", "馆员2"]),
        ("name=%25", []),
        ("name=' OR 1=1 --", []),
    ],
)
async def test_the_marks_are_filtered_and_summed_up(marked, query, shown):
    answer = await marked.manager.see(f"/exams/manage/{marked.hall.exam}/marks?{query}")
    assert (answer.status_code, names(answer)) == (200, shown)
    assert f"{len(shown)} 人" in answer.text
    assert "未参加 1 人" in answer.text
    book = await marked.manager.see(f"/exams/manage/{marked.hall.exam}/marks.xlsx?{query}")
    assert (book.status_code, book.content[:2]) == (200, b"PK")


async def test_the_rank_is_among_all_whatever_is_filtered(marked):
    part = await marked.manager.part(f"/exams/manage/{marked.hall.exam}/marks?name=员2")
    assert part.text.lstrip().startswith('<section id="marks"')
    assert re.findall(r'<td[^>]*>(\d+)</td>\s*<th scope="row"[^>]*>馆员2', part.text) == ["2"]
