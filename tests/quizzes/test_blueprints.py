"""A blueprint adds up, says why it cannot be saved, and why a bank cannot fill it."""

import msgspec
import pytest

from quizzes.blueprints import (
    OBJECTIVE_PART,
    QUICK_TEST,
    Blueprint,
    Part,
    decode,
    encode,
    question_count,
    total_x100,
    why_not_blueprint,
    why_not_fillable,
)
from quizzes.questions import Domain, Kind, Problem
from quizzes.scoring import MultipleRule


@pytest.mark.parametrize(("blueprint", "questions", "total"), [(OBJECTIVE_PART, 65, 80_00), (QUICK_TEST, 50, 100_00)])
def test_the_presets_add_up(blueprint, questions, total):
    assert question_count(blueprint) == questions
    assert total_x100(blueprint) == total
    assert why_not_blueprint(blueprint, stated_x100=total) == ()
    assert sum(blueprint.weights.values()) == 100
    assert blueprint.minutes == 60


@pytest.mark.parametrize("blueprint", [OBJECTIVE_PART, QUICK_TEST])
def test_a_blueprint_is_its_own_json(blueprint):
    assert decode(encode(blueprint)) == blueprint
    turned = msgspec.structs.replace(blueprint, weights=dict(reversed(blueprint.weights.items())))
    assert encode(turned) == encode(blueprint)


def test_an_unknown_field_is_refused():
    with pytest.raises(msgspec.ValidationError, match="unknown field `negative`"):
        decode('{"title":"卷","parts":[],"minutes":60,"negative":true}')


def test_a_paper_that_announces_100_points_and_adds_up_to_90_is_caught():
    parts = (
        Part(Kind.TRUE_FALSE, 10, 200),
        Part(Kind.SINGLE_CHOICE, 10, 200),
        Part(Kind.MULTIPLE_RESPONSE, 10, 200),
        Part(Kind.FILL_IN_BLANKS, 10, 300),
    )
    assert why_not_blueprint(Blueprint("卷", parts, 120), stated_x100=100_00) == (
        Problem("total_differs", "parts", {"stated_x100": 10000, "total_x100": 9000}),
    )


def test_a_blueprint_says_everything_that_is_wrong_with_it():
    blueprint = Blueprint(
        " ",
        (Part(Kind.SINGLE_CHOICE, 0, 100), Part(Kind.TRUE_FALSE, 501, 0)),
        minutes=0,
        weights={Domain.LAW: -1},
    )
    assert why_not_blueprint(blueprint) == (
        Problem("no_title", "title"),
        Problem("bad_minutes", "minutes", {"minutes": 0, "longest": 600}),
        Problem("bad_count", "parts.0.count", {"part": 0, "count": 0}),
        Problem("bad_marks", "parts.1.marks_x100", {"part": 1, "marks_x100": 0}),
        Problem("too_many_questions", "parts", {"count": 501, "most": 500}),
        Problem("bad_weight", "weights.law", {"domain": "law", "weight": -1}),
    )
    assert why_not_blueprint(Blueprint("卷", (), 60)) == (Problem("no_parts", "parts"),)


def test_a_rule_that_pays_for_ticking_all_needs_a_confirmation():
    blueprint = Blueprint("卷", (Part(Kind.MULTIPLE_RESPONSE, 5, 200, MultipleRule.R_TRUE),), 30)
    params = {"part": 0, "rule": "r_true", "options": 8, "keys": 7, "percent": 86}
    assert why_not_blueprint(blueprint) == (Problem("tick_all_pays", "parts.0.rule", params),)
    assert why_not_blueprint(blueprint, confirmed=True) == ()
    single = Blueprint("卷", (Part(Kind.SINGLE_CHOICE, 5, 200, MultipleRule.R_TRUE),), 30)
    assert why_not_blueprint(single) == ()


def test_a_bank_that_is_too_small_is_told_by_part():
    counts = {Kind.SINGLE_CHOICE: 40, Kind.MULTIPLE_RESPONSE: 14}
    assert why_not_fillable(OBJECTIVE_PART, counts) == (
        Problem(
            "too_few_questions",
            "parts.1",
            {"part": 1, "kind": "multiple_response", "wanted": 15, "available": 14},
        ),
        Problem("too_few_questions", "parts.2", {"part": 2, "kind": "true_false", "wanted": 10, "available": 0}),
    )
    assert why_not_fillable(QUICK_TEST, {Kind.SINGLE_CHOICE: 50}) == ()


def test_two_parts_of_a_kind_share_what_there_is():
    blueprint = Blueprint("卷", (Part(Kind.TRUE_FALSE, 6, 100), Part(Kind.TRUE_FALSE, 6, 200)), 30)
    assert why_not_fillable(blueprint, {Kind.TRUE_FALSE: 12}) == ()
    assert why_not_fillable(blueprint, {Kind.TRUE_FALSE: 10}) == (
        Problem("too_few_questions", "parts.1", {"part": 1, "kind": "true_false", "wanted": 6, "available": 4}),
    )
