"""Papers come again from their seed, spread over domains, and never tear 以上都对 from what is above it."""

from collections import Counter
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.blueprints import OBJECTIVE_PART, QUICK_TEST, Blueprint, Part, question_count
from quizzes.papers import Candidate, Shape, Unfillable, arrange, draw, letters, shape, shuffled
from quizzes.questions import Domain, FillInBlanks, Kind, MultipleResponse, SingleChoice, TrueFalse

SEEDS = st.integers(min_value=0, max_value=2**63 - 1)


def a_bank(per_cell: int = 12, domains: tuple[Domain, ...] = tuple(Domain)) -> list[Candidate]:
    cells = [(kind, domain) for kind in Kind for domain in domains for _ in range(per_cell)]
    return [
        Candidate(id=number, version_id=1000 + number, kind=kind, domain=domain, difficulty=number % 5 + 1)
        for number, (kind, domain) in enumerate(cells)
    ]


@given(SEEDS)
def test_a_paper_fills_its_blueprint_and_no_question_stands_on_it_twice(seed):
    plan = draw(OBJECTIVE_PART, a_bank(), seed)
    assert [planned.part for planned in plan.parts] == list(OBJECTIVE_PART.parts)
    for planned in plan.parts:
        assert len(planned.questions) == planned.part.count
        assert {one.kind for one in planned.questions} == {planned.part.kind}
    assert len({one.id for planned in plan.parts for one in planned.questions}) == question_count(OBJECTIVE_PART)


@given(SEEDS, st.randoms(use_true_random=False))
def test_a_seed_gives_the_same_paper_whatever_the_order_of_the_bank(seed, chance):
    bank = a_bank()
    turned = bank[:]
    chance.shuffle(turned)
    assert draw(OBJECTIVE_PART, turned, seed) == draw(OBJECTIVE_PART, bank, seed)


def test_a_stored_seed_gives_this_paper_for_ever():
    blueprint = Blueprint("卷", (Part(Kind.SINGLE_CHOICE, 8, 100), Part(Kind.TRUE_FALSE, 4, 100)), 30)
    plan = draw(blueprint, a_bank(), 20260701)
    assert [[one.id for one in planned.questions] for planned in plan.parts] == GOLDEN_PAPER


def test_other_seeds_give_other_papers():
    drawn = {draw(QUICK_TEST, a_bank(20), seed).parts for seed in range(50)}
    assert len(drawn) == 50


def test_the_questions_spread_over_the_domains_by_weight():
    plan = draw(OBJECTIVE_PART, a_bank(), 7)
    counts = Counter(one.domain for one in plan.parts[0].questions)
    assert counts == {
        Domain.LAW: 12,
        Domain.THEORY: 6,
        Domain.POLICY: 4,
        Domain.LIBRARIANSHIP: 10,
        Domain.PROMOTION: 6,
        Domain.DIGITAL: 2,
    }


def test_a_small_part_does_not_leave_out_the_small_domain():
    """Sainte-Laguë by hand: 30 10 6 4.29 · 15 5 · 10 · 25 8.33 5 3.57 · 15 5 · 5 are the fourteen highest quotients."""
    blueprint = Blueprint("卷", (Part(Kind.TRUE_FALSE, 14, 100),), 30, weights=OBJECTIVE_PART.weights)
    counts = Counter(one.domain for one in draw(blueprint, a_bank(), 7).parts[0].questions)
    assert [counts[domain] for domain in Domain] == [4, 2, 1, 4, 2, 1]


def test_what_a_domain_lacks_goes_to_the_others():
    bank = [one for one in a_bank(30) if one.domain is Domain.LAW or one.id % 30 < 4]
    plan = draw(QUICK_TEST, bank, 7)
    counts = Counter(one.domain for one in plan.parts[0].questions)
    assert counts == dict.fromkeys(Domain, 4) | {Domain.LAW: 30}


def test_a_domain_without_weight_is_asked_last():
    blueprint = Blueprint("卷", (Part(Kind.TRUE_FALSE, 20, 100),), 30, weights={Domain.LAW: 1})
    plan = draw(blueprint, a_bank(12), 7)
    assert Counter(one.domain for one in plan.parts[0].questions)[Domain.LAW] == 12


def test_without_weights_the_questions_spread_as_the_bank_does():
    bank = a_bank(30, (Domain.LAW,)) + [
        Candidate(10_000 + number, 1, Kind.TRUE_FALSE, Domain.DIGITAL, 3) for number in range(10)
    ]
    blueprint = Blueprint("卷", (Part(Kind.TRUE_FALSE, 8, 100),), 30)
    counts = Counter(one.domain for one in draw(blueprint, bank, 7).parts[0].questions)
    assert counts == {Domain.LAW: 6, Domain.DIGITAL: 2}


def test_difficulties_come_in_the_proportions_of_the_bank_and_easy_ones_first():
    bank = a_bank(50, (Domain.LAW,))
    blueprint = Blueprint("卷", (Part(Kind.SINGLE_CHOICE, 10, 100),), 30)
    for seed in range(20):
        difficulties = [one.difficulty for one in draw(blueprint, bank, seed).parts[0].questions]
        assert difficulties == [1, 1, 2, 2, 3, 3, 4, 4, 5, 5]


def test_every_question_is_as_likely_as_the_others():
    bank = a_bank(10, (Domain.LAW,))
    blueprint = Blueprint("卷", (Part(Kind.SINGLE_CHOICE, 4, 100),), 30)
    drawn = Counter(one.id for seed in range(2000) for one in draw(blueprint, bank, seed).parts[0].questions)
    # 800 expected each; six standard deviations of a binomial are about 131.
    assert sorted(drawn) == list(range(10))
    assert all(abs(times - 800) < 131 for times in drawn.values())


def test_of_two_versions_of_a_question_the_newer_is_drawn():
    bank = [Candidate(1, version, Kind.TRUE_FALSE, Domain.LAW, 1) for version in (5, 7, 6)]
    blueprint = Blueprint("卷", (Part(Kind.TRUE_FALSE, 1, 100),), 30)
    assert [one.version_id for one in draw(blueprint, bank, 1).parts[0].questions] == [7]


def test_a_bank_that_is_too_small_gives_no_paper():
    with pytest.raises(Unfillable) as refused:
        draw(QUICK_TEST, a_bank(8), 1)
    assert [dict(problem.params) for problem in refused.value.problems] == [
        {"part": 0, "kind": "single_choice", "wanted": 50, "available": 48}
    ]


def test_two_parts_of_a_kind_never_share_a_question():
    blueprint = Blueprint("卷", (Part(Kind.TRUE_FALSE, 36, 100), Part(Kind.TRUE_FALSE, 36, 200)), 30)
    plan = draw(blueprint, a_bank(), 3)
    assert len({one.id for planned in plan.parts for one in planned.questions}) == 72


def single(*options: str) -> SingleChoice:
    return SingleChoice(stem="选（　）。", options=options, key=0)


@pytest.mark.parametrize(
    ("question", "runs"),
    [
        (single("甲", "乙", "丙", "丁"), ((0, 1, 2, 3),)),
        (single("甲", "乙", "丙", "以上都对"), ((0, 1, 2),)),
        (single("甲", "乙", "丙", "以上皆是"), ((0, 1, 2),)),
        (single("甲", "乙", "丙", "以上都不对"), ((0, 1, 2),)),
        (single("甲", "乙", "丙", "以上说法均正确"), ((0, 1, 2),)),
        (single("甲", "乙", "丙", "以上三项"), ((0, 1, 2),)),
        (single("甲", "乙", "丙", "上述各项"), ((0, 1, 2),)),
        (single("甲", "乙", "丙", "都不是"), ((0, 1, 2),)),
        (single("甲", "乙", "丙", "全部正确"), ((0, 1, 2),)),
        (single("甲", "乙", "丙", "没有正确答案"), ((0, 1, 2),)),
        (single("甲", "乙", "前两项", "丙", "丁"), ((0, 1), (3, 4))),
        (single("甲", "以上不全", "乙", "丙"), ((2, 3),)),
        (single("甲", "乙", "A和B都对", "丙"), ()),
        (single("甲", "乙", "丙", "A、B、C"), ()),
        (single("甲", "乙", "丙", "AB都是"), ()),
        (single("甲", "乙", "丙", "仅选项 B 正确"), ()),
        (single("收", "借", "还", "Ａ和Ｂ都对"), ()),
        (single("收", "借", "还", "A＋B"), ()),
        (single("收", "借", "还", "a、b、c"), ()),
        (single("收", "借", "还", "甲乙丙都对"), ()),
        (single("甲", "乙", "丙", "甲、乙都对"), ()),
        (single("①②③", "①②", "②③", "①③"), ()),
        (single("收", "借", "还", "上面都对"), ((0, 1, 2),)),
        (single("收", "借", "还", "其他三项都对"), ((0, 1, 2),)),
        (single("收", "借", "还", "其余各项均不正确"), ((0, 1, 2),)),
        (single("收", "借", "其他法律", "其他项目"), ((0, 1, 2, 3),)),
        (single("甲级和乙级", "甲乙双方协商", "丙", "丁"), ((0, 1, 2, 3),)),
        (single("60周岁以上", "18周岁以上", "不限", "14周岁以上"), ((0, 1, 2, 3),)),
        (single("VCD、DVD", "A4纸", "CD和DVD", "AED"), ((0, 1, 2, 3),)),
        (single("都市", "全民", "均衡", "皆可能发生"), ((0, 1, 2, 3),)),
        (TrueFalse(stem="对。", key=True), ()),
        (FillInBlanks(stem="____", blanks=(("甲",),)), ()),
    ],
)
def test_an_option_that_speaks_of_others_keeps_its_place(question, runs):
    assert shape(1, question).runs == runs


FOUR = MultipleResponse(stem="选（　）。", options=("甲", "乙", "丙", "丁"), keys=(0, 1))
PAPER = (
    tuple(shape(number, single("甲", "乙", "丙", "以上都对")) for number in range(10)),
    tuple(shape(number, FOUR) for number in range(10, 15)),
    tuple(shape(number, TrueFalse("对。", True)) for number in range(15, 20)),
)


@given(SEEDS)
def test_every_candidate_sees_every_question_and_option_once(seed):
    seen = arrange(PAPER, seed)
    assert [sorted(part) for part in seen.parts] == [[one.id for one in part] for part in PAPER]
    assert sorted(seen.options) == list(range(15))
    assert all(sorted(order) == [0, 1, 2, 3] for order in seen.options.values())
    assert all(seen.options[number][3] == 3 for number in range(10))
    assert arrange(PAPER, seed) == seen


def test_nothing_moves_when_shuffling_is_off():
    seen = arrange(PAPER, 1, shuffle_questions=False, shuffle_options=False)
    assert seen.parts == tuple(tuple(one.id for one in part) for part in PAPER)
    assert set(seen.options.values()) == {(0, 1, 2, 3)}


def test_a_stored_seed_gives_this_order_for_ever():
    seen = arrange(PAPER, 20260701)
    assert seen.parts == GOLDEN_PARTS
    assert "".join(str(place) for number in range(15) for place in seen.options[number]) == GOLDEN_OPTIONS


def test_options_come_in_all_their_orders():
    one = (Shape(1, 3, ((0, 1, 2),)),)
    orders = Counter(arrange([one], seed).options[1] for seed in range(3000))
    # 500 expected each; six standard deviations of a binomial are about 122.
    assert len(orders) == 6
    assert all(abs(times - 500) < 122 for times in orders.values())


@given(st.lists(st.integers()), SEEDS)
def test_shuffling_keeps_what_there_is(things, seed):
    assert sorted(shuffled(things, Random(seed))) == sorted(things)


def test_letters_are_those_shown_and_in_natural_order():
    assert letters((2, 0, 3, 1), (0, 1)) == "BD"
    assert letters((2, 0, 3, 1), (1, 0)) == "BD"
    assert letters((0, 1, 2, 3), (3,)) == "D"


GOLDEN_PAPER = [[20, 45, 71, 17, 32, 8, 49, 24], [190, 205, 179, 154]]
GOLDEN_PARTS = ((2, 7, 0, 4, 8, 3, 1, 6, 5, 9), (14, 12, 13, 10, 11), (19, 17, 18, 16, 15))
GOLDEN_OPTIONS = "120312030123120321032013021321032103021320132013210301321032"
