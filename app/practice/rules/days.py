"""Days at the library: the goal, the row of days on which it was met, and days off."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta

from app.locale import _
from app.refusals import WhyNot

DAY = timedelta(days=1)
USUAL_GOAL = 10
LEAST_GOAL, MOST_GOAL = 1, 100
LEAVE_A_WEEK = 2
LEAVE_BACK, LEAVE_AHEAD = 7, 30
"""Days before and after today that may be taken off."""


def goal_on(goals: Sequence[tuple[date, int]], day: date) -> int:
    """The goal that held on that day.

    Args:
        goals: from which day on, and how many questions; in any order.
    """
    held = [one for one in goals if one[0] <= day]
    return max(held)[1] if held else USUAL_GOAL


def days_met(counts: Mapping[date, int], goals: Sequence[tuple[date, int]]) -> set[date]:
    """The days on which at least as many questions were answered as the goal of that day."""
    return {day for day, answered in counts.items() if answered >= goal_on(goals, day)}


def streak(met: Collection[date], leave: Collection[date], today: date) -> int:
    """Days in a row, up to today, on which the goal was met. Today counts when it is met and breaks nothing when not.

    A day off bridges and does not count; at most two a week (Monday to Sunday) bridge.
    """
    day, days, bridged = today if today in met else today - DAY, 0, Counter[date]()
    while True:
        monday = monday_of(day)
        if day in met:
            days += 1
        elif day in leave and bridged[monday] < LEAVE_A_WEEK:
            bridged[monday] += 1
        else:
            return days
        day -= DAY


def monday_of(day: date) -> date:
    """The Monday of its week."""
    return day - day.weekday() * DAY


def why_not_take_leave(day: date, leave: Collection[date], today: date) -> tuple[WhyNot, ...]:
    """Why the day cannot be taken off; empty when it can."""
    if day in leave:
        return (WhyNot("leave_taken", _("这一天已经请假，不用再请")),)
    if not today - LEAVE_BACK * DAY <= day <= today + LEAVE_AHEAD * DAY:
        span = {"back": LEAVE_BACK, "ahead": LEAVE_AHEAD}
        return (WhyNot("leave_too_far", _("请假的日子在前 %(back)d 天到后 %(ahead)d 天之间，换一天", **span)),)
    if sum(monday_of(one) == monday_of(day) for one in leave) >= LEAVE_A_WEEK:
        sentence = _("一周最多请 %(most)d 天假，这一周已经请满；取消一天再请", most=LEAVE_A_WEEK)
        return (WhyNot("leave_full", sentence),)
    return ()
