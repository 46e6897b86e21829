"""A short quiz is drawn once, from a seed, out of what may be drawn."""

import pytest

from app.actor import Role
from app.bank import queries
from app.bank.rules.short import why_not_short_quiz
from app.bank.steps import draw_short_quiz
from app.bank.tables import Retirement, ShortQuiz
from app.refusals import Missing, Refused
from quizzes.questions import SingleChoice
from tests.makers import MONDAY, a_person, an_item, five_items, in_the_bank

LAW = "public-library-law"


@pytest.fixture
async def editor(db):
    editor = await a_person("出题人", Role.EDITOR)
    await in_the_bank(editor, five_items())
    return editor


async def test_a_short_quiz_keeps_its_questions(editor):
    quiz = await draw_short_quiz("周四小测", None, 3, seed=7, now=MONDAY)
    drawn = await queries.short_quiz(editor, quiz)
    assert (drawn.title, drawn.made_at, len(set(drawn.versions))) == ("周四小测", MONDAY, 3)


async def test_the_same_seed_draws_the_same_questions(editor):
    first, second = [await draw_short_quiz("小测", LAW, 3, seed=7, now=MONDAY) for _ in range(2)]
    assert (await queries.short_quiz(editor, first)).versions == (await queries.short_quiz(editor, second)).versions


async def test_what_may_not_be_drawn_is_not_drawn(editor):
    question = (await queries.candidates(editor))[0]
    await Retirement(question=question.id, at=MONDAY, reason="", by_name="出题人").save()
    for seed in range(10):
        quiz = await queries.short_quiz(editor, await draw_short_quiz("小测", None, 4, seed=seed, now=MONDAY))
        assert question.version_id not in quiz.versions


@pytest.mark.parametrize(
    ("law", "count", "said"),
    [
        (None, 6, "可抽的题有 5 道，抽不出 6 道"),
        ("copyright-law", 1, "可抽的题有 0 道，抽不出 1 道"),
        (None, 0, "1 到 20 之间"),
        (None, 21, "1 到 20 之间"),
    ],
)
async def test_what_the_bank_cannot_fill_is_refused_and_nothing_is_kept(editor, law, count, said):
    with pytest.raises(Refused, match=said):
        await draw_short_quiz("小测", law, count, seed=1, now=MONDAY)
    assert await ShortQuiz.count() == 0


async def test_a_long_title_is_cut_to_what_the_row_holds(editor):
    quiz = await draw_short_quiz("测" * 80, None, 1, seed=1, now=MONDAY)
    assert (await queries.short_quiz(editor, quiz)).title == "测" * 60


async def test_an_unknown_quiz_is_missing(editor):
    with pytest.raises(Missing):
        await queries.short_quiz(editor, 99)


async def test_a_short_quiz_never_changes(editor):
    quiz = await draw_short_quiz("小测", None, 1, seed=1, now=MONDAY)
    with pytest.raises(Exception, match="insert-only"):
        await ShortQuiz.update({ShortQuiz.title: "别的"}).where(ShortQuiz.id == quiz)


async def test_the_version_is_pinned(editor):
    await in_the_bank(editor, [an_item("T-9", SingleChoice("第九题（　）。", ("甲", "乙"), 0))])
    quiz = await draw_short_quiz("小测", None, 6, seed=1, now=MONDAY)
    items = await queries.items((await queries.short_quiz(editor, quiz)).versions)
    assert {item.code for item in items.values()} == {"T-1", "T-2", "T-3", "T-4", "T-5", "T-9"}


def test_a_quiz_that_can_be_drawn_has_no_reasons():
    assert why_not_short_quiz(20, 20, "") == ()
