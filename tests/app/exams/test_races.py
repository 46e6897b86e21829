"""What happens at the same instant: on PostgreSQL two transactions would read the same state and both act on it."""

import asyncio
from datetime import timedelta

import pytest

from app.actor import Role, system
from app.exams.actions import late, making, sitting
from app.exams.actions.saving import Shelved
from app.exams.queries import managing
from app.exams.queries.sitting import current_answers
from app.exams.rules.asked import HandInRequest
from app.exams.steps import sheet
from app.exams.tables import Attempt, EnrolmentWithdrawal, Mark
from app.refusals import Refused
from quizzes.attempts import fingerprint
from quizzes.questions import Kind
from tests.makers import MONDAY, a_person, an_open_exam, begun

MINUTE = timedelta(minutes=1)
SOON = MONDAY + MINUTE
ROUNDS = 5


async def all_at_once(*work):
    """Every one of them to its end; refusals are answers, anything else is not."""
    done = await asyncio.gather(*work, return_exceptions=True)
    assert [one for one in done if isinstance(one, BaseException) and not isinstance(one, Refused)] == []
    return done


@pytest.mark.parametrize("_round", range(ROUNDS))
async def test_the_same_extra_time_given_three_times_at_once_is_given_once(db, _round):
    hall = await an_open_exam()
    candidate = await begun(hall)
    give = [making.give_extra_time(hall.editor, hall.exam, candidate.actor.person, 10, now=SOON) for _ in range(3)]
    await all_at_once(*give)
    assert (await Attempt.objects().first()).deadline_at == MONDAY + 40 * MINUTE


@pytest.mark.parametrize("_round", range(ROUNDS))
async def test_extra_time_promised_while_somebody_begins_is_theirs(db, _round):
    hall = await an_open_exam()
    actor = hall.candidates[0]
    await all_at_once(
        sitting.start(actor, hall.exam, now=MONDAY),
        making.give_extra_time(hall.editor, hall.exam, actor.person, 10, now=MONDAY),
    )
    assert (await Attempt.objects().first()).deadline_at == MONDAY + 40 * MINUTE


@pytest.mark.parametrize("_round", range(ROUNDS))
async def test_nobody_both_begins_and_is_taken_off_the_list(db, _round):
    hall = await an_open_exam()
    actor = hall.candidates[0]
    begin = sitting.start(actor, hall.exam, now=MONDAY)
    take_off = making.withdraw(hall.editor, hall.exam, actor.person, now=MONDAY)
    await asyncio.gather(begin, take_off, return_exceptions=True)
    assert await Attempt.count() + await EnrolmentWithdrawal.count() == 1


@pytest.mark.parametrize("_round", range(ROUNDS))
async def test_nobody_sits_on_beyond_a_closing_that_comes_as_they_begin(db, _round):
    hall = await an_open_exam()
    candidate = await begun(hall)
    await all_at_once(
        making.close_exam(hall.editor, hall.exam, "停电", now=SOON),
        making.give_extra_time(hall.editor, hall.exam, candidate.actor.person, 10, now=SOON),
    )
    assert (await Attempt.objects().first()).deadline_at <= SOON


@pytest.mark.parametrize("_round", range(ROUNDS))
async def test_late_answers_accepted_as_the_server_takes_the_paper_in_are_in_the_mark(db, _round):
    hall = await an_open_exam()
    candidate = await begun(hall)
    first, second = hall.ids(Kind.SINGLE_CHOICE)
    for question in (first, second):
        with pytest.raises(Shelved):
            await candidate.save(question, 1, 0, now=SOON, writer="another-tab")
    waiting = [one.id for one in await managing.late_answers(hall.editor, hall.exam)]
    over = MONDAY + 33 * MINUTE
    decide = [late.decide(hall.editor, hall.exam, one, True, "看过答卷", now=over) for one in waiting]
    await all_at_once(sitting.settle(system("test"), now=over), *decide)
    mark = await Mark.objects().first()
    assert mark.points == sheet(hall.paper, await current_answers(candidate.attempt)).total_x100 == 200


@pytest.mark.parametrize("_round", range(ROUNDS))
async def test_late_answers_decided_as_the_paper_is_handed_in_wait_or_are_in_the_mark(db, _round):
    hall = await an_open_exam()
    candidate = await begun(hall)
    question = hall.ids(Kind.SINGLE_CHOICE)[0]
    with pytest.raises(Shelved):
        await candidate.save(question, 1, 0, now=SOON, writer="another-tab")
    (waiting,) = await managing.late_answers(hall.editor, hall.exam)
    nothing = HandInRequest(candidate.writer, 0, fingerprint({}))
    await all_at_once(
        sitting.hand_in(candidate.actor, candidate.attempt, nothing, now=SOON),
        late.decide(hall.editor, hall.exam, waiting.id, True, "看过答卷", now=SOON),
    )
    mark = await Mark.objects().first()
    assert mark.points == sheet(hall.paper, await current_answers(candidate.attempt)).total_x100


async def test_nobody_judges_in_their_own_case(db):
    hall = await an_open_exam()
    candidate = await begun(hall)
    with pytest.raises(Refused, match="别人"):
        await making.give_extra_time(candidate.actor, hall.exam, candidate.actor.person, 10, now=SOON)
    with pytest.raises(Shelved):
        await candidate.save(hall.ids(Kind.TRUE_FALSE)[0], 1, True, now=SOON, writer="another-tab")
    (waiting,) = await managing.late_answers(hall.editor, hall.exam)
    with pytest.raises(Refused, match="别人"):
        await late.decide(candidate.actor, hall.exam, waiting.id, True, "我说的", now=SOON)


async def test_the_same_absence_told_again_is_counted_once(db):
    hall = await an_open_exam()
    candidate = await begun(hall)
    for _ in range(3):
        await candidate.away(5000, now=SOON)
    await a_person("示例监考", Role.INVIGILATOR)
    (seat,) = await managing.seats(hall.editor, hall.exam)
    assert seat.away_ms == 5000
