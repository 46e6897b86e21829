"""What ships: laws that are whole, questions that cite them, and a check that finds what does not hold."""

from collections import Counter

import msgspec
import pytest

from quizzes.answers import why_not_given
from quizzes.content import (
    LONGEST_UNCHECKED_QUOTE,
    BadCitation,
    Flaw,
    Law,
    article_numbers,
    article_text,
    bad_citations,
    law,
    laws,
    paragraphs,
    questions,
    text_hash,
)
from quizzes.folding import numeral_of
from quizzes.questions import (
    Domain,
    FillInBlanks,
    Item,
    Kind,
    MultipleResponse,
    SingleChoice,
    TrueFalse,
    builtins,
    correct_answer,
)

LIBRARY_LAW = ("public-library-law", "2018-10-26")
WITH_TEXT = [one for one in laws() if one.text]
FEWEST = {
    Kind.SINGLE_CHOICE: 85,
    Kind.MULTIPLE_RESPONSE: 38,
    Kind.TRUE_FALSE: 30,
    Kind.FILL_IN_BLANKS: 13,
}
"""Two default papers of 40 单选, 15 多选 and 10 判断 need not share a question."""


def named(one: Law) -> str:
    return f"{one.key}@{one.version}"


def good() -> Item:
    return next(item for item in questions() if item.code == "PLL-001")


def cited(**changes: object) -> Item:
    item = good()
    return msgspec.structs.replace(item, citation=msgspec.structs.replace(item.citation, **changes))


def flaws(*items: Item) -> list[tuple[str, Flaw]]:
    return [(bad.code, bad.flaw) for bad in bad_citations(items)]


def test_eighteen_laws_ship_whole_and_four_party_texts_are_cited_only():
    assert Counter((one.kind, one.text) for one in laws()) == {
        ("法律", True): 13,
        ("行政法规", True): 5,
        ("中央党内法规", False): 3,
        ("党内规范性文件", False): 1,
    }


def test_no_law_is_listed_twice_in_one_version():
    assert [name for name, times in Counter(map(named, laws())).items() if times > 1] == []


@pytest.mark.parametrize("one", laws(), ids=named)
def test_a_version_takes_effect_after_its_law_was_adopted(one: Law):
    assert one.adopted <= one.effective_from
    assert one.effective_to is None or one.effective_from <= one.effective_to


@pytest.mark.parametrize("one", WITH_TEXT, ids=named)
def test_articles_run_from_one_without_a_gap(one: Law):
    assert article_numbers(one.key, one.version) == tuple(range(1, one.articles + 1))


@pytest.mark.parametrize("one", WITH_TEXT, ids=named)
def test_the_wording_is_the_one_that_was_checked(one: Law):
    assert text_hash(one.key, one.version) == one.sha256


@pytest.mark.parametrize("one", WITH_TEXT, ids=named)
def test_every_paragraph_is_a_sentence_and_no_heading_slipped_in(one: Law):
    ends = {
        paragraph[-1]
        for article in range(1, one.articles + 1)
        for paragraph in paragraphs(one.key, one.version, article)
    }
    assert ends - set("。；：") == set()


def test_items_belong_to_the_paragraph_they_stand_in():
    assert paragraphs(*LIBRARY_LAW, 33) == (
        "公共图书馆应当按照平等、开放、共享的要求向社会公众提供服务。",
        "公共图书馆应当免费向社会公众提供下列服务：（一）文献信息查询、借阅；"
        "（二）阅览室、自习室等公共空间设施场地开放；（三）公益性讲座、阅读推广、培训、展览；"
        "（四）国家规定的其他免费服务项目。",
    )


def test_an_article_is_read_without_its_number():
    assert article_text(*LIBRARY_LAW, 55) == "本法自2018年1月1日起施行。"


@pytest.mark.parametrize(
    ("key", "version"),
    [("public-library-law", "2017-11-04"), ("library-law", "2018-10-26")],
)
def test_an_unknown_law_or_version_is_not_found(key: str, version: str):
    with pytest.raises(LookupError, match=version):
        law(key, version)


def test_an_article_beyond_the_last_is_not_found():
    with pytest.raises(LookupError, match="no article 56"):
        article_text(*LIBRARY_LAW, 56)


def test_the_wording_of_a_party_text_is_not_there():
    with pytest.raises(LookupError, match="cited only"):
        article_text("party-dues-provisions", "2008-04-01", 1)


def test_every_citation_that_ships_holds():
    assert bad_citations() == ()


@pytest.mark.parametrize(
    ("item", "flaw"),
    [
        (cited(law="library-law"), Flaw.UNKNOWN_LAW),
        (cited(version="2017-11-04"), Flaw.UNKNOWN_VERSION),
        (cited(article=56), Flaw.UNKNOWN_ARTICLE),
        (cited(article=2), Flaw.QUOTE_NOT_THERE),
        (cited(paragraph=2), Flaw.UNKNOWN_PARAGRAPH),
        (cited(quote="提高公民科学文化素养和社会文明程度"), Flaw.QUOTE_NOT_THERE),
        (cited(article=33, paragraph=1, quote="（一）文献信息查询、借阅"), Flaw.QUOTE_NOT_THERE),
    ],
)
def test_a_corrupted_citation_is_found(item: Item, flaw: Flaw):
    assert flaws(item) == [("PLL-001", flaw)]


def test_an_empty_quote_is_found():
    assert flaws(cited(quote=" ")) == [("PLL-001", Flaw.NOT_VALID), ("PLL-001", Flaw.EMPTY_QUOTE)]


def test_a_party_text_is_quoted_briefly_and_within_its_articles():
    party = {"law": "party-dues-provisions", "version": "2008-04-01", "paragraph": 1}
    longest = "党" * LONGEST_UNCHECKED_QUOTE
    assert flaws(cited(**party, article=33, quote=longest)) == []
    assert flaws(cited(**party, article=33, quote=longest + "费")) == [("PLL-001", Flaw.QUOTE_TOO_LONG)]
    assert flaws(cited(**party, article=34, quote="党费")) == [("PLL-001", Flaw.UNKNOWN_ARTICLE)]


def test_a_key_that_is_no_option_is_found():
    question = good().question
    assert isinstance(question, SingleChoice)
    wrong = msgspec.structs.replace(good(), question=msgspec.structs.replace(question, key=4))
    assert flaws(wrong) == [("PLL-001", Flaw.NOT_VALID)]


def test_two_questions_with_one_code_are_found():
    assert bad_citations([good(), good()]) == (
        BadCitation("PLL-001", Flaw.DUPLICATE_CODE, "2 questions have the code PLL-001."),
    )


def test_the_bank_is_large_enough_for_two_papers():
    held = Counter(item.question.kind for item in questions())
    assert {kind: min(held[kind], fewest) for kind, fewest in FEWEST.items()} == FEWEST
    assert held.total() >= 150


def test_no_two_questions_ask_in_the_same_words():
    stems = Counter(item.question.stem for item in questions())
    assert [stem for stem, times in stems.items() if times > 1] == []


def test_every_key_can_be_given_as_an_answer():
    refused = [
        (item.code, problems) for item in questions() if (problems := why_not_given(item.question, as_sent(item)))
    ]
    assert refused == []


def test_ticking_all_is_wrong_in_most_multiple_responses():
    asked = [item.question for item in questions() if isinstance(item.question, MultipleResponse)]
    assert sum(len(question.keys) < len(question.options) for question in asked) >= 0.6 * len(asked)


def test_the_right_option_has_no_favourite_place_and_is_seldom_the_longest():
    asked = [item.question for item in questions() if isinstance(item.question, SingleChoice)]
    places = Counter(question.key for question in asked)
    assert all(0.2 <= places[place] / len(asked) <= 0.3 for place in range(4))
    assert sum(map(is_longest, asked)) <= 0.35 * len(asked)


def test_true_and_false_are_balanced():
    keys = [item.question.key for item in questions() if isinstance(item.question, TrueFalse)]
    assert 0.4 <= sum(keys) / len(keys) <= 0.6


def test_every_domain_and_difficulty_has_questions():
    assert {item.domain for item in questions()} == set(Domain)
    assert {item.difficulty for item in questions()} == {1, 2, 3, 4, 5}


def test_an_accepted_text_of_a_blank_is_in_the_quote():
    missing = [
        (item.code, accepted)
        for item in questions()
        if isinstance(item.question, FillInBlanks)
        for accepted in item.question.blanks
        if not any(text in item.citation.quote for text in accepted)
    ]
    assert missing == []


def test_every_explanation_names_the_article_it_cites():
    silent = [item.code for item in questions() if f"第{numeral_of(item.citation.article)}条" not in item.explanation]
    assert silent == []


def test_an_item_survives_its_own_json():
    assert [msgspec.convert(builtins(item), Item) for item in questions()] == list(questions())


def as_sent(item: Item) -> object:
    given = correct_answer(item.question)
    return list(given) if isinstance(given, tuple) else given


def is_longest(question: SingleChoice) -> bool:
    lengths = [len(option) for option in question.options]
    right = lengths.pop(question.key)
    return right > max(lengths)
