"""The exam of a class: when its paper may be answered, and what a result may be."""

from datetime import datetime

from app.gatherings.rules import Span
from app.locale import _
from app.refusals import WhyNot

FULL_X100 = 10_000
"""A paper is worth 100 points, however many questions it has."""


def why_not_paper(span: Span, sat: int) -> tuple[WhyNot, ...]:
    """Why a paper cannot be drawn for this time."""
    if sat:
        return (WhyNot("sat", _("已经有 %(n)d 人开始作答，不能再换卷", n=sat)),)
    if span.ends_at <= span.starts_at:
        return (WhyNot("closes_at", _("结束时间要晚于开始时间")),)
    return ()


def why_not_sit(span: Span | None, handed_in: bool, now: datetime) -> tuple[WhyNot, ...]:
    """Why a learner cannot begin, answer or hand in now."""
    if span is None:
        return (WhyNot("no_paper", _("这个班还没有安排考试")),)
    if handed_in:
        return (WhyNot("handed_in", _("您已经交卷，不能再答")),)
    if now < span.starts_at:
        return (WhyNot("early", _("考试还没有开始")),)
    if now > span.ends_at:
        return (WhyNot("late", _("考试时间已过；没有交卷的，由工作人员按已存的作答登记成绩")),)
    return ()


def why_not_result(points_x100: int, before: int | None, note: str) -> tuple[WhyNot, ...]:
    """Why a result by hand cannot be written down; one that corrects another says why."""
    if not 0 <= points_x100 <= FULL_X100:
        return (WhyNot("points", _("成绩填 0 到 100 之间的数，最多两位小数")),)
    if before is not None and not note:
        return (WhyNot("note", _("已经有成绩，写明更正的原因")),)
    return ()


def out_of_hundred(points_x100: int, marks_x100: int) -> int:
    """What was earned as hundredths of a point of 100, half up."""
    return (2 * points_x100 * FULL_X100 + marks_x100) // (2 * marks_x100)
