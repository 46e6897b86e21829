from datetime import date

import msgspec
import pytest

from app.bank.rules import (
    Verdict,
    changes,
    cited_lines,
    current_marks,
    is_stale,
    key_said,
    sections,
    verdict,
    why_not_shelve,
)
from quizzes import content
from quizzes.answers import parse
from quizzes.content import Law
from quizzes.questions import Citation, FillInBlanks, MultipleResponse, SingleChoice, TrueFalse
from quizzes.scoring import MultipleRule, share

ABD_OF_E = MultipleResponse("选出（　）。", ("甲", "乙", "丙", "丁", "戊"), (0, 1, 3))
B_OF_C = SingleChoice("选出（　）。", ("甲", "乙", "丙"), 1)
TWO_BLANKS = FillInBlanks("____和____。", (("一",), ("二",)))


@pytest.mark.parametrize(
    ("question", "answer", "word"),
    [
        (B_OF_C, 1, Verdict.RIGHT),
        (B_OF_C, 0, Verdict.WRONG),
        (B_OF_C, None, Verdict.BLANK),
        (ABD_OF_E, [0, 1, 3], Verdict.RIGHT),
        (ABD_OF_E, [0, 3], Verdict.MISSED),
        (ABD_OF_E, [0, 2], Verdict.WRONG_TICKS),
        (ABD_OF_E, [0, 1, 2, 3], Verdict.WRONG_TICKS),
        (ABD_OF_E, [], Verdict.BLANK),
        (TrueFalse("真的。", True), False, Verdict.WRONG),
        (TWO_BLANKS, ["一", "三"], Verdict.PART),
        (TWO_BLANKS, ["一", "二"], Verdict.RIGHT),
        (TWO_BLANKS, ["三", "三"], Verdict.WRONG),
    ],
)
@pytest.mark.parametrize("rule", [MultipleRule.CN_EACH, MultipleRule.EXACT, MultipleRule.EACH_OPTION])
def test_the_word_for_an_answer(question, answer, word, rule):
    given = parse(question, answer)
    assert verdict(question, given, share(question, given, rule)) is word


def law(version, effective_from, effective_to=None):
    return Law(
        key="a-law", version=version, title="某法", short="某法", kind="法律", issuer="某会", adopted=date(2000, 1, 1),
        effective_from=effective_from, effective_to=effective_to, articles=9,
    )  # fmt: skip


OLD, NEW = law("2010-01-01", date(2010, 3, 1)), law("2020-01-01", date(2020, 3, 1))


@pytest.mark.parametrize(
    ("version", "on", "stale"),
    [
        ("2010-01-01", date(2020, 2, 29), False),
        ("2010-01-01", date(2020, 3, 1), True),
        ("2020-01-01", date(2020, 2, 29), False),
        ("2020-01-01", date(2020, 3, 1), False),
        ("1999-01-01", date(2020, 3, 1), True),
    ],
)
def test_a_citation_is_stale_from_the_day_the_new_version_takes_effect(version, on, stale):
    assert is_stale("a-law", version, on, (OLD, NEW)) is stale


def test_a_law_that_ended_without_a_successor_is_stale():
    ended = law("2010-01-01", date(2010, 3, 1), date(2019, 12, 31))
    assert not is_stale("a-law", "2010-01-01", date(2019, 12, 31), (ended,))
    assert is_stale("a-law", "2010-01-01", date(2020, 1, 1), (ended,))


def test_the_marks_name_what_is_not_stale():
    assert current_marks(date(2020, 3, 1), (OLD, NEW)) == "|a-law@2020-01-01|"


def test_nothing_that_ships_is_stale_today():
    assert {item.code for item in content.questions() if is_stale(
        item.citation.law, item.citation.version, date(2026, 11, 23), content.laws()
    )} == set()  # fmt: skip


@pytest.mark.parametrize("one", [law for law in content.laws() if law.text], ids=lambda law: law.key)
def test_the_sections_hold_every_article_once_and_in_order(one):
    shown = [article for section in sections(one.key, one.version) for article in section.articles]
    assert [article.number for article in shown] == list(range(1, one.articles + 1))
    assert all(article.lines for article in shown)


def test_every_quote_that_ships_is_marked_whole_in_its_article():
    for item in content.questions():
        lines = cited_lines(item.citation)
        assert "".join(s.text for line in lines for s in line if s.is_quoted) == item.citation.quote, item.code
        text = content.article_text(item.citation.law, item.citation.version, item.citation.article)
        assert "\n".join("".join(s.text for s in line) for line in lines) == text, item.code


def test_a_quote_that_is_not_there_is_not_marked():
    cited = Citation("public-library-law", "2018-10-26", 2, 1, "没有这句话")
    assert not any(stretch.is_quoted for line in cited_lines(cited) for stretch in line)


@pytest.mark.parametrize(
    ("question", "said"),
    [(ABD_OF_E, "ABD"), (B_OF_C, "B"), (TrueFalse("假的。", False), "错误"), (TWO_BLANKS, "一；二")],
)
def test_the_key_in_words(question, said):
    assert key_said(question) == said


def test_a_change_says_what_went_and_what_came():
    before = next(item for item in content.questions() if item.question.kind == "true_false")
    after = msgspec.structs.replace(before, explanation=before.explanation + "补一句。", difficulty=5)
    found = {change.field: change.pieces for change in changes(before, after)}
    assert set(found) == {"explanation", "difficulty"} - ({"difficulty"} if before.difficulty == 5 else set())
    assert [(piece.text, piece.was) for piece in found["explanation"]] == [
        (before.explanation, "kept"), ("补一句。", "put_in")
    ]  # fmt: skip


def test_nothing_changed_is_no_change():
    item = content.questions()[0]
    assert changes(item, item) == ()


def test_everything_that_ships_may_be_shelved():
    assert {item.code: why_not_shelve(item) for item in content.questions() if why_not_shelve(item)} == {}


@pytest.mark.parametrize(
    ("cited", "field", "code"),
    [
        ({"law": "x"}, "citation.law", "unknown_law"),
        ({"version": "1900-01-01"}, "citation.version", "unknown_version"),
        ({"article": 999}, "citation.article", "unknown_article"),
        ({"paragraph": 99}, "citation.paragraph", "unknown_paragraph"),
        ({"quote": "没有这句话"}, "citation.quote", "quote_not_there"),
        ({"quote": " "}, "citation.quote", "no_quote"),
        ({"law": "party-discipline", "quote": "长" * 121}, "citation.law", "unknown_law"),
    ],
)
def test_a_bad_citation_has_its_sentence_at_its_field(cited, field, code):
    item = content.questions()[0]
    bad = msgspec.structs.replace(item, citation=msgspec.structs.replace(item.citation, **cited))
    assert [(reason.field, reason.why.code) for reason in why_not_shelve(bad)] == [(field, code)]


def test_a_text_that_is_cited_only_is_quoted_briefly():
    party = next(law for law in content.laws() if not law.text)
    item = content.questions()[0]
    cited = Citation(party.key, party.version, 1, 1, "长" * 121)
    (reason,) = why_not_shelve(msgspec.structs.replace(item, citation=cited))
    assert (reason.field, reason.why.sentence) == (
        "citation.quote",
        "只引不载全文的文件，原文最多引 120 个字，现在 121 个字",
    )
