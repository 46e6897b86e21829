from collections import Counter
from datetime import timedelta
from statistics import mean, stdev

import pytest

from app.actor import Actor
from app.demo.exams import MORE_MINUTES
from app.exams.actions.sitting import sitting_of
from app.exams.queries import managing
from app.exams.queries.paper import paper
from app.exams.queries.sitting import current_answers, my_exams
from app.exams.rules import ExamState
from app.exams.steps import sheet
from app.exams.tables import Answer, Attempt, HandIn
from app.notices.queries import told
from app.people.tables import Person
from quizzes import attempts
from quizzes.marking import Verdict
from tests.app.demo.telling import ACTOR, NOW


@pytest.fixture
async def exams(library):
    """By state: tomorrow's is waiting."""
    return {exam.state: exam for exam in await managing.exams(ACTOR, NOW)}


async def someone(sign_in):
    row = await Person.objects().where(Person.sign_in_name == sign_in).first()
    return Actor(row.id, row.name)


async def test_one_is_over_one_is_open_and_one_is_tomorrow(exams):
    assert {state: (exam.enrolled, exam.started, exam.handed_in) for state, exam in exams.items()} == {
        ExamState.CLOSED: (19, 18, 18),
        ExamState.OPEN: (22, 3, 3),
        ExamState.WAITING: (19, 0, 0),
    }
    assert f"{exams[ExamState.WAITING].times.opens_at:%m-%d %H:%M}" == "11-24 07:00"
    assert (exams[ExamState.OPEN].questions, exams[ExamState.OPEN].minutes) == (50, 60)
    assert exams[ExamState.OPEN].times.closes_at - NOW <= timedelta(days=3)


async def test_every_mark_is_what_the_engine_computes(exams):
    for exam in exams.values():
        drawn = await paper(exam.id)
        for row in await managing.marks(ACTOR, exam.id):
            marked = sheet(drawn, await current_answers(row.attempt))
            assert (row.points, row.total) == (marked.total.points_x100, marked.total.marks_x100)
            assert row.questions == {one.id: one.points_x100 for one in marked.questions}


async def test_the_marks_are_believable(exams):
    over = exams[ExamState.CLOSED]
    percent = [100 * row.points / row.total for row in await managing.marks(ACTOR, over.id)]
    assert 65 <= mean(percent) <= 85
    assert 8 <= stdev(percent) <= 22
    assert max(percent) < 100


async def test_some_are_half_right_and_some_left_blank(exams):
    over = exams[ExamState.CLOSED]
    drawn = await paper(over.id)
    sheets = [sheet(drawn, await current_answers(row.attempt)) for row in await managing.marks(ACTOR, over.id)]
    verdicts = Counter(one.verdict for marked in sheets for one in marked.questions)
    assert all(verdicts[verdict] > 10 for verdict in Verdict)
    assert await Answer.exists().where(Answer.revision > 1)


async def test_one_ran_out_of_time_one_had_more_and_one_was_absent(exams):
    seats = await managing.seats(ACTOR, exams[ExamState.CLOSED].id)
    assert Counter(seat.by for seat in seats) == {"candidate": 17, "deadline": 1, "": 1}
    [late] = [seat for seat in seats if seat.by == "deadline"]
    assert late.handed_in_at == late.deadline_at == late.started_at + timedelta(minutes=60)
    assert late.answered < 60
    [longer] = [seat for seat in seats if seat.extra_minutes]
    assert longer.extra_minutes == MORE_MINUTES
    assert timedelta(minutes=60) < longer.handed_in_at - longer.started_at < timedelta(minutes=60 + MORE_MINUTES)


async def test_every_answer_came_between_start_and_hand_in(library):
    rows = await Answer.raw(
        "SELECT count(*) AS odd FROM answer s JOIN attempt a ON a.id = s.attempt JOIN hand_in h ON h.attempt = a.id "
        "WHERE s.at < a.started_at OR s.at > h.at OR h.at > a.deadline_at"
    )
    assert rows[0]["odd"] == 0
    assert await Attempt.count() == await HandIn.count() == 21
    assert not await HandIn.exists().where(HandIn.at > NOW)


async def test_the_receipts_fit_the_answers(library):
    for row in await HandIn.objects():
        stored = await current_answers(row.attempt)
        revisions = {question: one.revision for question, one in stored.items()}
        assert (row.answered, row.fingerprint) == (len(stored), attempts.fingerprint(revisions))


@pytest.mark.parametrize("sign_in", ["guanyuan", "guanzhang", "guanli", "shuji", "paiban", "yuejuan", "shenji"])
async def test_whoever_signs_in_to_look_can_sit_the_open_exam(library, sign_in):
    mine = await my_exams(await someone(sign_in), NOW)
    [can_sit] = [exam for exam in mine if attempts.why_not_start(sitting_of(exam), NOW) == ()]
    assert can_sit.state is ExamState.OPEN


async def test_the_staff_are_told_of_what_is_coming_and_not_of_what_is_past(library):
    sentences = [one.sentence for one in await told(await someone("guanyuan"), unseen_only=True)]
    assert sentences == [
        "考试《图书馆法规模拟考试（第二场）》已安排，到时进来作答",
        "考试《公共文化法规快测》已安排，到时进来作答",
    ]
