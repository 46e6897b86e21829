"""What waits for an invigilator, and how long a page was out of sight: neither tells of what did not happen."""

from datetime import timedelta

import pytest

from app.exams.actions import saving, sitting
from app.exams.actions.saving import Shelved
from app.exams.queries import managing
from app.exams.rules import believable_away_ms
from app.exams.rules.asked import GivenAnswer, SaveBatch
from app.exams.tables import Away, LateAnswer
from quizzes.questions import Kind
from tests.makers import MONDAY, an_open_exam, begun

MINUTE = timedelta(minutes=1)
SOON = MONDAY + MINUTE


@pytest.fixture
async def hall(db):
    return await an_open_exam()


@pytest.fixture
async def candidate(hall):
    return await begun(hall)


async def test_an_answer_that_came_in_after_all_waits_for_nobody(hall, candidate):
    question = hall.ids(Kind.SINGLE_CHOICE)[0]
    with pytest.raises(Shelved):
        await candidate.save(question, 1, 2, now=SOON, writer="another-tab")
    assert len(await managing.late_answers(hall.editor, hall.exam)) == 1
    writer, _ = await sitting.claim(candidate.actor, candidate.attempt, now=SOON)
    await candidate.save(question, 1, 2, now=SOON, writer=writer)
    assert await managing.late_answers(hall.editor, hall.exam) == []
    (seat,) = await managing.seats(hall.editor, hall.exam)
    assert (seat.late_answers, await LateAnswer.count()) == (0, 1)


async def test_the_same_number_with_another_answer_still_waits(hall, candidate):
    question = hall.ids(Kind.SINGLE_CHOICE)[0]
    with pytest.raises(Shelved):
        await candidate.save(question, 1, 2, now=SOON, writer="another-tab")
    await candidate.save(question, 1, 3, now=SOON)
    (waiting,) = await managing.late_answers(hall.editor, hall.exam)
    assert (waiting.value, waiting.stands) == ("2", "3")


async def test_a_page_that_may_not_write_tells_of_no_absence(hall, candidate):
    question = hall.ids(Kind.SINGLE_CHOICE)[0]
    for number in range(50):
        for answers in ([], [GivenAnswer(question, 1, 1)]):
            batch = SaveBatch(f"batch{number}", "another-tab", answers, 86_400)
            with pytest.raises(Shelved):
                await saving.save(candidate.actor, candidate.attempt, batch, now=SOON)
    assert await Away.count() == 0


async def test_all_absences_together_fit_into_the_sitting(hall, candidate):
    question = hall.ids(Kind.SINGLE_CHOICE)[0]
    for number in range(1, 6):
        batch = SaveBatch(f"batch{number}", candidate.writer, [GivenAnswer(question, number, 1)], 86_400_000)
        await saving.save(candidate.actor, candidate.attempt, batch, now=MONDAY + number * MINUTE)
    (seat,) = await managing.seats(hall.editor, hall.exam)
    assert seat.away_ms == 5 * 60_000


@pytest.mark.parametrize(
    ("told", "minutes", "believed"), [(0, 1, 0), (5_000, 1, 5_000), (90_000, 1, 60_000), (5, -1, 0)]
)
def test_an_absence_is_no_longer_than_since_the_last_was_told(told, minutes, believed):
    assert believable_away_ms(told, MONDAY, MONDAY + minutes * MINUTE) == believed
