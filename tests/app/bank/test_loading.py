from datetime import UTC, datetime

import msgspec
import pytest

from app.actor import Actor, Role, system
from app.audit.tables import Deed
from app.bank import queries
from app.bank.actions import Loaded, load_content
from app.bank.actions.rows import digest, version_row
from app.bank.tables import Question, QuestionVersion, Review
from app.refusals import Missing
from quizzes import content
from quizzes.questions import Kind

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
LATER = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
EDITOR = Actor(id=7, name="示例编辑", roles=frozenset({Role.EDITOR}))


@pytest.fixture
async def loaded(db):
    return await load_content(system("test"), now=NOW)


async def test_loading_brings_every_question_once(loaded):
    assert loaded == Loaded(added=len(content.questions()), changed=0, kept=0)
    assert await Question.count() == await QuestionVersion.count() == await Review.count() == len(content.questions())


async def test_loading_twice_changes_nothing_and_says_nothing(loaded):
    assert await load_content(system("test"), now=LATER) == Loaded(0, 0, 0)
    assert await Deed.count() == 1


async def test_what_was_loaded_is_what_ships(loaded):
    candidates = await queries.candidates(EDITOR)
    items = await queries.items([one.version_id for one in candidates])
    assert sorted(items.values(), key=lambda item: item.code) == sorted(content.questions(), key=lambda item: item.code)


async def test_counts_are_of_candidates(loaded):
    candidates = await queries.candidates(EDITOR)
    assert await queries.counts(EDITOR) == {kind: sum(one.kind is kind for one in candidates) for kind in Kind}


async def test_a_changed_question_gets_another_version(loaded, monkeypatch):
    first, *rest = content.questions()
    mended = msgspec.structs.replace(first, explanation="改过的解析。")
    monkeypatch.setattr(content, "questions", lambda: (mended, *rest))
    assert await load_content(system("test"), now=LATER) == Loaded(0, 1, 0)
    question = await Question.select().where(Question.code == first.code).first()
    versions = (
        await QuestionVersion.select()
        .where(QuestionVersion.question == question["id"])
        .order_by(QuestionVersion.number)
    )
    assert [(one["number"], one["digest"]) for one in versions] == [(1, digest(first)), (2, digest(mended))]
    assert [one.version_id for one in await queries.candidates(EDITOR) if one.id == question["id"]] == [
        versions[1]["id"]
    ]


async def test_a_version_of_the_library_stays_current_when_ours_changes(loaded, monkeypatch):
    first, *rest = content.questions()
    question = await Question.select().where(Question.code == first.code).first()
    own = msgspec.structs.replace(first, explanation="本馆的解析。")
    await version_row(question["id"], 2, own, EDITOR, NOW).save()
    mended = msgspec.structs.replace(first, explanation="改过的解析。")
    monkeypatch.setattr(content, "questions", lambda: (mended, *rest))
    assert await load_content(system("test"), now=LATER) == Loaded(0, 0, 1)
    assert await QuestionVersion.count() == len(rest) + 2


async def test_a_version_that_is_not_there_is_missing(loaded):
    with pytest.raises(Missing):
        await queries.items([0])


async def test_a_version_cannot_be_changed(loaded):
    with pytest.raises(Exception, match="insert-only"):
        await QuestionVersion.update({QuestionVersion.body: "{}"}, force=True)
