import asyncio

import msgspec
import pytest

from app.audit.tables import Deed
from app.bank import actions, queries
from app.bank.tables import Question, QuestionVersion
from app.refusals import Missing, Refused
from quizzes import content
from tests.app.bank.conftest import EDITOR, NOW

ITEM = content.questions()[0]
OTHER = msgspec.structs.replace(ITEM, explanation="另写的解析。")


async def verbs():
    return [row["verb"] for row in await Deed.select(Deed.verb).order_by(Deed.id)]


async def test_own_questions_get_codes_in_turn(db):
    first = await actions.add(EDITOR, ITEM, now=NOW)
    second = await actions.add(EDITOR, OTHER, now=NOW)
    codes = [(await queries.question(EDITOR, one)).code for one in (first, second)]
    assert codes == ["OWN-0001", "OWN-0002"]


async def test_an_edit_leaves_the_old_version_as_it_was(loaded):
    (before, *_) = await queries.candidates(EDITOR)
    old = (await queries.items([before.version_id]))[before.version_id]
    assert await actions.edit(EDITOR, before.id, msgspec.structs.replace(old, difficulty=5), number=1, now=NOW) == 2
    whole = await queries.question(EDITOR, before.id)
    assert [(one.number, one.item.difficulty) for one in whole.versions] == [(2, 5), (1, old.difficulty)]
    assert await queries.items([before.version_id]) == {before.version_id: old}
    assert before.id not in {one.id for one in await queries.candidates(EDITOR)}
    await actions.review(EDITOR, before.id, number=2, now=NOW)
    assert [one.version_id for one in await queries.candidates(EDITOR) if one.id == before.id] == [whole.current.id]


async def test_a_bad_citation_is_refused_and_leaves_nothing(db):
    bad = msgspec.structs.replace(ITEM, citation=msgspec.structs.replace(ITEM.citation, quote="没有这句话"))
    with pytest.raises(Refused, match="里没有这段原文，从条文里复制过来"):
        await actions.add(EDITOR, bad, now=NOW)
    assert (await Question.count(), await Deed.count()) == (0, 0)


async def test_of_editors_who_save_at_once_one_wins(db):
    question_id = await actions.add(EDITOR, ITEM, now=NOW)
    saves = [
        actions.edit(
            EDITOR, question_id, msgspec.structs.replace(ITEM, explanation=f"第 {n} 种解析。"), number=1, now=NOW
        )
        for n in range(8)
    ]
    results = await asyncio.gather(*saves, return_exceptions=True)
    assert [result for result in results if not isinstance(result, Refused)] == [2]
    assert await QuestionVersion.count() == 2


async def test_questions_added_at_once_get_different_codes(db):
    await asyncio.gather(*(actions.add(EDITOR, ITEM, now=NOW) for _ in range(8)))
    codes = [row["code"] for row in await Question.select(Question.code).order_by(Question.code)]
    assert codes == [f"OWN-{number:04d}" for number in range(1, 9)]


async def test_saving_what_stands_there_already_is_refused(db):
    question_id = await actions.add(EDITOR, ITEM, now=NOW)
    with pytest.raises(Refused, match="没有要保存的"):
        await actions.edit(EDITOR, question_id, ITEM, number=1, now=NOW)


async def test_a_review_is_of_the_version_that_was_read(db):
    question_id = await actions.add(EDITOR, ITEM, now=NOW)
    await actions.edit(EDITOR, question_id, OTHER, number=1, now=NOW)
    with pytest.raises(Refused, match="刚被示例编辑改过"):
        await actions.review(EDITOR, question_id, number=1, now=NOW)
    await actions.review(EDITOR, question_id, number=2, now=NOW)
    with pytest.raises(Refused, match="已经由示例编辑复核过"):
        await actions.review(EDITOR, question_id, number=2, now=NOW)


async def test_an_unreviewed_version_that_comes_back_still_waits(db):
    question_id = await actions.add(EDITOR, ITEM, now=NOW)
    await actions.edit(EDITOR, question_id, OTHER, number=1, now=NOW)
    assert await actions.reinstate(EDITOR, question_id, 1, now=NOW) == 3
    whole = await queries.question(EDITOR, question_id)
    assert (whole.status, whole.current.item.explanation) == ("awaiting", ITEM.explanation)


async def test_a_question_is_retired_once_and_restored_once(db):
    question_id = await actions.add(EDITOR, ITEM, now=NOW)
    with pytest.raises(Refused, match="没有停用"):
        await actions.restore(EDITOR, question_id, now=NOW)
    for _ in range(2):
        await actions.retire(EDITOR, question_id, "", now=NOW)
        with pytest.raises(Refused, match="已经停用"):
            await actions.retire(EDITOR, question_id, "", now=NOW)
        await actions.restore(EDITOR, question_id, now=NOW)
    assert await verbs() == ["question.added", *["question.retired", "question.restored"] * 2]


@pytest.mark.parametrize(
    "act",
    [
        lambda: actions.edit(EDITOR, 999, ITEM, number=1, now=NOW),
        lambda: actions.review(EDITOR, 999, number=1, now=NOW),
        lambda: actions.retire(EDITOR, 999, "", now=NOW),
        lambda: actions.restore(EDITOR, 999, now=NOW),
        lambda: actions.reinstate(EDITOR, 999, 1, now=NOW),
    ],
)
async def test_what_is_not_there_is_missing_and_leaves_no_deed(db, act):
    with pytest.raises(Missing):
        await act()
    assert await Deed.count() == 0
