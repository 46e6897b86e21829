"""One paper from the start to the mark: what is acknowledged counts, and nothing else does."""

import asyncio
from datetime import timedelta

import msgspec
import pytest

from app.actor import Role, system
from app.audit.tables import Deed
from app.exams.actions import late, making, saving, sitting
from app.exams.actions.saving import Shelved
from app.exams.actions.sitting import Mismatch
from app.exams.queries import managing
from app.exams.queries import sitting as queries
from app.exams.rules.asked import GivenAnswer, HandInRequest, SaveBatch
from app.exams.steps import sheet
from app.exams.tables import Answer, Attempt, HandIn, LateAnswer, Mark
from app.refusals import Missing, Refused
from quizzes.attempts import State, fingerprint
from quizzes.questions import Kind
from tests.makers import MONDAY, a_person, an_open_exam, begun

MINUTE = timedelta(minutes=1)
SOON = MONDAY + MINUTE
DEADLINE = MONDAY + 30 * MINUTE


def holding(candidate, held):
    return HandInRequest(candidate.writer, len(held), fingerprint(held))


async def test_a_whole_paper_earns_what_its_answers_are_worth(db):
    hall = await an_open_exam()
    candidate = await begun(hall)
    single, other = hall.ids(Kind.SINGLE_CHOICE)
    (multiple,), (true_false,), (blanks,) = (
        hall.ids(kind) for kind in (Kind.MULTIPLE_RESPONSE, Kind.TRUE_FALSE, Kind.FILL_IN_BLANKS)
    )
    for question, value in (
        (single, 0),
        (other, 1),
        (multiple, [0, 1]),
        (true_false, True),
        (blanks, ["免费", "５５"]),
    ):
        await candidate.save(question, 1, value, now=SOON)
    held = dict.fromkeys((single, other, multiple, true_false, blanks), 1)
    await sitting.hand_in(candidate.actor, candidate.attempt, holding(candidate, held), now=SOON)
    mark = await Mark.objects().first()
    # 1 + 0 + 2 × 2/3 + 1 + 2 of 7 points
    assert (mark.points, mark.total) == (533, 700)
    assert msgspec.json.decode(mark.questions)[str(multiple)] == 133


async def test_starting_twice_is_starting_once(db):
    hall = await an_open_exam()
    attempt, token = await sitting.start(hall.candidates[0], hall.exam, now=MONDAY)
    assert token
    assert await sitting.start(hall.candidates[0], hall.exam, now=SOON) == (attempt, "")
    assert await Deed.count().where(Deed.verb == "attempt.started") == 1


async def test_starting_at_the_same_instant_makes_one_attempt(db):
    hall = await an_open_exam()
    begun_by = await asyncio.gather(
        *(sitting.start(hall.candidates[0], hall.exam, now=MONDAY) for _ in range(5)), return_exceptions=True
    )
    attempts = {result[0] for result in begun_by if not isinstance(result, BaseException)}
    assert len(attempts) == 1
    assert await Attempt.count() == 1


@pytest.mark.parametrize(("now", "code"), [(MONDAY - MINUTE, "not_open_yet"), (MONDAY + timedelta(hours=2), "absent")])
async def test_nobody_begins_before_or_after(db, now, code):
    hall = await an_open_exam()
    with pytest.raises(Refused) as refused:
        await sitting.start(hall.candidates[0], hall.exam, now=now)
    assert refused.value.reasons[0].code == code
    assert await Attempt.count() == 0


async def test_a_stranger_does_not_find_the_exam_or_the_attempt(db):
    hall = await an_open_exam(2)
    stranger = await a_person("路人", Role.STAFF)
    with pytest.raises(Missing):
        await sitting.start(stranger, hall.exam, now=SOON)
    candidate = await begun(hall)
    question = hall.ids(Kind.TRUE_FALSE)[0]
    batch = SaveBatch("b", candidate.writer, [GivenAnswer(question, 1, True)])
    with pytest.raises(Missing):
        await saving.save(hall.candidates[1], candidate.attempt, batch, now=SOON)
    assert await Answer.count() == 0


async def test_the_same_batch_again_gets_the_same_acknowledgement(db):
    hall = await an_open_exam()
    candidate = await begun(hall)
    question = hall.ids(Kind.SINGLE_CHOICE)[0]
    first = await candidate.save(question, 1, 2, now=SOON)
    again = await candidate.save(question, 1, 2, now=SOON)
    assert first.acknowledged == again.acknowledged
    assert len(first.acknowledged) == 1
    assert await Answer.count() == 1


@pytest.mark.parametrize("revision", [1, 2])
async def test_what_does_not_stand_is_refused_with_the_revision_that_does_and_never_acknowledged(db, revision):
    hall = await an_open_exam()
    candidate = await begun(hall)
    question = hall.ids(Kind.SINGLE_CHOICE)[0]
    await candidate.save(question, 2, 3, now=SOON)
    saved = await candidate.save(question, revision, 1, now=SOON)
    assert [(problem.code, problem.params["stands"]) for _, problem in saved.refused] == [("superseded", 2)]
    assert saved.acknowledged == ()
    assert await Answer.count() == 1
    # The page sends it again above what stands; there is nothing for anybody to decide.
    assert await LateAnswer.count() == 0
    await candidate.save(question, 3, 1, now=SOON)
    assert (await queries.current_answers(candidate.attempt))[question] == queries.Stored(3, "1")


async def test_an_older_answer_that_comes_in_one_group_with_a_newer_one_never_stands(db):
    """The older one is acknowledged if it came first, and else refused."""
    hall = await an_open_exam()
    candidate = await begun(hall)
    question = hall.ids(Kind.SINGLE_CHOICE)[0]
    newer, older = await asyncio.gather(
        candidate.save(question, 2, 3, now=SOON), candidate.save(question, 1, 1, now=SOON)
    )
    assert len(newer.acknowledged) == 1
    assert bool(older.acknowledged) != ([problem.code for _, problem in older.refused] == ["superseded"])
    assert (await queries.current_answers(candidate.attempt))[question] == queries.Stored(2, "3")


async def test_an_answer_acknowledged_before_is_acknowledged_again_after_a_newer_one(db):
    hall = await an_open_exam()
    candidate = await begun(hall)
    question = hall.ids(Kind.SINGLE_CHOICE)[0]
    first = await candidate.save(question, 1, 1, now=SOON)
    await candidate.save(question, 2, 3, now=SOON)
    assert (await candidate.save(question, 1, 1, now=SOON)).acknowledged == first.acknowledged
    assert await Answer.count() == 2


async def test_a_tab_that_may_not_write_does_not_outrun_the_one_that_may(db):
    hall = await an_open_exam()
    candidate = await begun(hall)
    question = hall.ids(Kind.SINGLE_CHOICE)[0]
    stranger, own = await asyncio.gather(
        candidate.save(question, 9, 3, now=SOON, writer="another-tab"),
        candidate.save(question, 1, 1, now=SOON),
        return_exceptions=True,
    )
    assert isinstance(stranger, Shelved)
    assert len(own.acknowledged) == 1


async def test_nobody_decides_about_a_late_answer_while_its_candidate_answers(db):
    hall = await an_open_exam()
    candidate = await begun(hall)
    question = hall.ids(Kind.SINGLE_CHOICE)[0]
    await candidate.save(question, 1, 1, now=SOON)
    with pytest.raises(Shelved):
        await candidate.save(question, 2, 0, now=SOON, writer="another-tab")
    (late_answer,) = await managing.late_answers(hall.editor, hall.exam)
    for now in (SOON, DEADLINE + timedelta(seconds=120)):
        with pytest.raises(Refused, match="还在作答，收卷后再定"):
            await late.decide(hall.editor, hall.exam, late_answer.id, True, "看过答卷", now=now)
    await candidate.save(question, 2, 2, now=SOON)
    await sitting.hand_in(candidate.actor, candidate.attempt, holding(candidate, {question: 2}), now=SOON)
    await late.decide(hall.editor, hall.exam, late_answer.id, True, "看过答卷", now=SOON)
    assert (await queries.current_answers(candidate.attempt))[question] == queries.Stored(3, "0")


@pytest.mark.parametrize("value", [7, -1, "0", [0], True, {"a": 1}, 1.5])
async def test_a_malformed_answer_is_refused_alone(db, value):
    hall = await an_open_exam()
    candidate = await begun(hall)
    single, other = hall.ids(Kind.SINGLE_CHOICE)
    batch = SaveBatch("b", candidate.writer, [GivenAnswer(single, 1, value), GivenAnswer(other, 1, 2)])
    saved = await saving.save(candidate.actor, candidate.attempt, batch, now=SOON)
    assert [spot.question for spot in saved.acknowledged] == [other]
    assert [answer.question for answer, _ in saved.refused] == [single]


async def test_a_question_that_is_not_on_the_paper_is_refused(db):
    candidate = await begun(await an_open_exam())
    saved = await candidate.save(987654, 1, 0, now=SOON)
    assert [problem.code for _, problem in saved.refused] == ["not_on_paper"]
    assert await Answer.count() == 0


async def test_another_tab_may_not_write_until_it_claims(db):
    hall = await an_open_exam()
    candidate = await begun(hall)
    question = hall.ids(Kind.SINGLE_CHOICE)[0]
    with pytest.raises(Shelved) as shelved:
        await candidate.save(question, 1, 1, now=SOON, writer="another-tab")
    assert shelved.value.reasons[0].code == "not_writer"
    assert [spot.question for spot in shelved.value.kept] == [question]
    writer, _ = await sitting.claim(candidate.actor, candidate.attempt, now=SOON)
    await candidate.save(question, 1, 2, now=SOON, writer=writer)
    with pytest.raises(Shelved):
        await candidate.save(question, 2, 3, now=SOON)
    assert (await queries.current_answers(candidate.attempt))[question].value == "2"


async def test_an_answer_within_the_grace_counts_with_a_flag_and_a_later_one_waits_for_review(db):
    hall = await an_open_exam()
    candidate = await begun(hall)
    first, second = hall.ids(Kind.SINGLE_CHOICE)
    saved = await candidate.save(first, 1, 0, now=DEADLINE + timedelta(seconds=119))
    assert saved.state is State.CLOSED
    assert saved.remaining_ms == 0
    assert len(saved.acknowledged) == 1
    with pytest.raises(Shelved) as shelved:
        await candidate.save(second, 1, 0, now=DEADLINE + timedelta(seconds=121))
    assert shelved.value.reasons[0].code == "closed"
    assert (await Answer.objects().first()).late is True
    assert [(row.question, row.why) for row in await LateAnswer.objects()] == [(second, "closed")]


async def test_the_server_closes_with_all_it_acknowledged_and_nobody_online(db):
    hall = await an_open_exam()
    candidate = await begun(hall)
    question = hall.ids(Kind.SINGLE_CHOICE)[0]
    await candidate.save(question, 1, 0, now=SOON)
    grace_over = DEADLINE + timedelta(seconds=121)
    assert await sitting.settle(system("test"), now=DEADLINE + timedelta(seconds=119)) == 0
    assert await sitting.settle(system("test"), now=grace_over) == 1
    assert await sitting.settle(system("test"), now=grace_over) == 0
    hand_in = await HandIn.objects().first()
    assert (hand_in.by, hand_in.at, hand_in.answered) == ("deadline", DEADLINE, 1)
    assert (await Mark.objects().first()).points == 100
    with pytest.raises(Shelved) as shelved:
        await candidate.save(question, 2, 1, now=grace_over)
    assert shelved.value.reasons[0].code == "handed_in"


async def test_handing_in_again_is_the_same_receipt(db):
    hall = await an_open_exam()
    candidate = await begun(hall)
    nothing = holding(candidate, {})
    receipts = {await sitting.hand_in(candidate.actor, candidate.attempt, nothing, now=SOON) for _ in range(3)}
    assert len(receipts) == 1
    assert await HandIn.count() == 1


async def test_ten_hand_ins_at_once_are_one_submission(db):
    hall = await an_open_exam()
    candidate = await begun(hall)
    nothing = holding(candidate, {})
    receipts = await asyncio.gather(
        *(sitting.hand_in(candidate.actor, candidate.attempt, nothing, now=SOON) for _ in range(10))
    )
    assert len(set(receipts)) == 1
    assert await HandIn.count() == 1


async def test_a_mismatch_names_what_to_send_again_and_changes_nothing(db):
    hall = await an_open_exam()
    candidate = await begun(hall)
    single, other = hall.ids(Kind.SINGLE_CHOICE)
    await candidate.save(single, 1, 0, now=SOON)
    with pytest.raises(Mismatch) as mismatch:
        await sitting.hand_in(candidate.actor, candidate.attempt, holding(candidate, {single: 1, other: 1}), now=SOON)
    assert other in mismatch.value.missing
    assert single not in mismatch.value.missing
    assert await HandIn.count() == 0
    await candidate.save(other, 1, 1, now=SOON)
    await sitting.hand_in(candidate.actor, candidate.attempt, holding(candidate, {single: 1, other: 1}), now=SOON)


async def test_extra_time_moves_a_running_deadline_and_is_not_taken_back(db):
    hall = await an_open_exam()
    candidate = await begun(hall)
    await making.give_extra_time(hall.editor, hall.exam, candidate.actor.person, 15, now=SOON)
    assert (await Attempt.objects().first()).deadline_at == DEADLINE + 15 * MINUTE
    saved = await candidate.save(hall.ids(Kind.TRUE_FALSE)[0], 1, True, now=DEADLINE + MINUTE)
    assert saved.state is State.ANSWERING
    with pytest.raises(Refused, match="不能减少"):
        await making.give_extra_time(hall.editor, hall.exam, candidate.actor.person, 5, now=SOON)


async def test_closing_the_exam_closes_whoever_is_answering(db):
    hall = await an_open_exam()
    candidate = await begun(hall)
    await making.close_exam(hall.editor, hall.exam, "停电", now=SOON)
    with pytest.raises(Refused):
        await sitting.claim(candidate.actor, candidate.attempt, now=SOON)
    assert await sitting.settle(system("test"), now=SOON + timedelta(seconds=121)) == 1


async def test_an_accepted_late_answer_counts_and_the_late_row_stays(db):
    hall = await an_open_exam()
    candidate = await begun(hall)
    question = hall.ids(Kind.SINGLE_CHOICE)[0]
    after = DEADLINE + timedelta(minutes=10)
    with pytest.raises(Shelved):
        await candidate.save(question, 1, 0, now=after)
    await sitting.settle(system("test"), now=after)
    assert (await Mark.objects().first()).points == 0
    (late_answer,) = await managing.late_answers(hall.editor, hall.exam)
    await late.decide(hall.editor, hall.exam, late_answer.id, True, "监考人看过答卷", now=after)
    assert (await Mark.objects().first()).points == 100
    assert await managing.late_answers(hall.editor, hall.exam) == []
    with pytest.raises(Missing):
        await late.decide(hall.editor, hall.exam, late_answer.id, True, "再来一次", now=after)
    assert await LateAnswer.count() == 1


async def test_the_same_answers_are_kept_for_review_once(db):
    hall = await an_open_exam()
    candidate = await begun(hall)
    question = hall.ids(Kind.SINGLE_CHOICE)[0]
    for _ in range(3):
        with pytest.raises(Shelved):
            await candidate.save(question, 1, 1, now=SOON, writer="another-tab")
    assert await LateAnswer.count() == 1


async def test_906_candidates_saving_at_once_are_all_acknowledged(db):
    hall = await an_open_exam()
    candidate = await begun(hall)
    question = hall.ids(Kind.SINGLE_CHOICE)[0]
    # What is asked before the first save is remembered then, so that the others come in the order of their revisions.
    await candidate.save(hall.ids(Kind.TRUE_FALSE)[0], 1, True, now=SOON)
    saves = await asyncio.gather(*(candidate.save(question, n, n % 4, now=SOON) for n in range(1, 907)))
    assert all(len(saved.acknowledged) == 1 for saved in saves)
    assert await Answer.count() == 907
    assert (await queries.current_answers(candidate.attempt))[question].revision == 906


async def test_marking_again_gives_the_same(db):
    hall = await an_open_exam()
    candidate = await begun(hall)
    for question in hall.ids(Kind.SINGLE_CHOICE):
        await candidate.save(question, 1, 0, now=SOON)
    held = dict.fromkeys(hall.ids(Kind.SINGLE_CHOICE), 1)
    await sitting.hand_in(candidate.actor, candidate.attempt, holding(candidate, held), now=SOON)
    assert sheet(hall.paper, await queries.current_answers(candidate.attempt)).total_x100 == 200
    assert (await Mark.objects().first()).points == 200
