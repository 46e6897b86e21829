"""What the forms of exams may hold: shape only."""

from datetime import datetime
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from app.exams.rules import Review
from app.exams.rules.asked import Plan
from app.locale import N_
from quizzes.blueprints import OBJECTIVE_PART, QUICK_TEST, Blueprint, Part
from quizzes.questions import Kind
from quizzes.rules import DEFAULT_RULE, MultipleRule

PRESETS = {"objective": OBJECTIVE_PART, "quick": QUICK_TEST}


class ExamForm(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """An exam as its editor plans it. `preset` `own` takes the counts and marks (×100 of a point: whole points here)."""

    title: Annotated[str, Meta(title=N_("考试名称"), min_length=2, max_length=60)]
    preset: Annotated[Literal["objective", "quick", "own"], Meta(title=N_("试卷蓝图"))]
    single_choice: Annotated[int, Meta(title=N_("单选题数"), ge=0, le=200)] = 0
    single_choice_points: Annotated[int, Meta(title=N_("单选每题分值"), ge=1, le=20)] = 1
    multiple_response: Annotated[int, Meta(title=N_("多选题数"), ge=0, le=200)] = 0
    multiple_response_points: Annotated[int, Meta(title=N_("多选每题分值"), ge=1, le=20)] = 2
    true_false: Annotated[int, Meta(title=N_("判断题数"), ge=0, le=200)] = 0
    true_false_points: Annotated[int, Meta(title=N_("判断每题分值"), ge=1, le=20)] = 1
    fill_in_blanks: Annotated[int, Meta(title=N_("填空题数"), ge=0, le=200)] = 0
    fill_in_blanks_points: Annotated[int, Meta(title=N_("填空每题分值"), ge=1, le=20)] = 1
    sources: Annotated[list[str], Meta(title=N_("依据的法规"))] = []
    rule: Annotated[MultipleRule, Meta(title=N_("多选给分规则"))] = DEFAULT_RULE
    minutes: Annotated[int, Meta(title=N_("答题时间"), ge=1, le=300)]
    opens_at: Annotated[datetime, Meta(title=N_("开始时间"))]
    closes_at: Annotated[datetime, Meta(title=N_("结束时间"))]
    shows_rank: Annotated[bool, Meta(title=N_("公布名次"))] = False
    review: Annotated[Review, Meta(title=N_("何时看答案"))] = Review.AFTER_CLOSE
    note: Annotated[str, Meta(title=N_("考试说明"), max_length=500)] = ""
    qualification: Annotated[int | None, Meta(title=N_("考到取得"))] = None

    def plan(self) -> Plan:
        """The form as a plan."""
        return Plan(
            title=self.title,
            blueprint=self._blueprint(),
            minutes=self.minutes,
            opens_at=self.opens_at,
            closes_at=self.closes_at,
            shows_rank=self.shows_rank,
            review=self.review,
            note=self.note,
            qualification=self.qualification,
        )

    def _blueprint(self) -> Blueprint:
        parts = PRESETS[self.preset].parts if self.preset in PRESETS else self._own_parts()
        ruled = tuple(msgspec.structs.replace(part, rule=self.rule) for part in parts)
        weights = PRESETS["objective"].weights
        sources = tuple(sorted(set(self.sources)))
        return Blueprint(title=self.title, parts=ruled, minutes=self.minutes, weights=weights, sources=sources)

    def _own_parts(self) -> tuple[Part, ...]:
        counts = ((kind, getattr(self, kind.value), getattr(self, f"{kind.value}_points")) for kind in Kind)
        return tuple(Part(kind, count, points * 100) for kind, count, points in counts if count)


class AmendForm(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """What may still be changed once the paper is drawn."""

    title: Annotated[str, Meta(title=N_("考试名称"), min_length=2, max_length=60)]
    opens_at: Annotated[datetime, Meta(title=N_("开始时间"))]
    closes_at: Annotated[datetime, Meta(title=N_("结束时间"))]
    note: Annotated[str, Meta(title=N_("考试说明"), max_length=500)] = ""


class EnrolForm(msgspec.Struct, forbid_unknown_fields=True):
    """Who is put on the list."""

    people: Annotated[list[int], Meta(title=N_("参加的人"))] = []


class PersonForm(msgspec.Struct, forbid_unknown_fields=True):
    """One person on the list."""

    person: Annotated[int, Meta(title=N_("参加的人"))]


class ExtraTimeForm(msgspec.Struct, forbid_unknown_fields=True):
    """How many minutes more, in all."""

    person: Annotated[int, Meta(title=N_("参加的人"))]
    minutes: Annotated[int, Meta(title=N_("加时"))]


class CloseForm(msgspec.Struct, forbid_unknown_fields=True):
    """Why the exam is ended."""

    reason: Annotated[str, Meta(title=N_("结束的原因"), min_length=2, max_length=200)]


class DecisionForm(msgspec.Struct, forbid_unknown_fields=True):
    """What is decided about a late answer."""

    accepted: Annotated[Literal["yes", "no"], Meta(title=N_("处理"))]
    reason: Annotated[str, Meta(title=N_("理由"), min_length=2, max_length=200)]


class NoScriptAnswer(msgspec.Struct, forbid_unknown_fields=True):
    """One question's form on a page without scripts: ticks, `true` or `false`, or the text of each blank."""

    answer: Annotated[list[str], Meta(title=N_("答案"))] = []
