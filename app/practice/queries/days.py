"""The actor's days: how much was answered on each, goals, days off."""

from dataclasses import dataclass
from datetime import date, timedelta

from app.actor import Actor
from app.practice.rules.days import days_met, goal_on, streak
from app.practice.tables import PracticeAnswer, PracticeGoal, PracticeLeave

LONGEST_ROW = timedelta(days=800)

COUNTED = "SELECT day, COUNT(*) AS answered FROM practice_answer WHERE person = {} AND day >= {} GROUP BY day"


@dataclass(frozen=True, slots=True)
class Days:
    """A person's days as they look today; nobody else is shown them.

    Attributes:
        answered: questions today.
        streak: days in a row on which the goal was met.
        leave: days off from a week ago on, the earliest first.
    """

    goal: int
    answered: int
    streak: int
    leave: tuple[date, ...]

    @property
    def is_met(self) -> bool:
        """Whether today's goal is met."""
        return self.answered >= self.goal


async def days(actor: Actor, today: date) -> Days:
    """The actor's days."""
    rows = await PracticeAnswer.raw(COUNTED, actor.person, today - LONGEST_ROW)
    counts = {row["day"]: int(row["answered"]) for row in rows}
    goals = await goals_of(actor)
    leave = await leave_of(actor)
    shown = tuple(day for day in leave if day >= today - timedelta(days=7))
    row = streak(days_met(counts, goals), set(leave), today)
    return Days(goal_on(goals, today), counts.get(today, 0), row, shown)


async def goals_of(actor: Actor) -> list[tuple[date, int]]:
    """From which day on, and how many questions a day."""
    goals = PracticeGoal.select(PracticeGoal.from_on, PracticeGoal.questions).where(PracticeGoal.person == actor.person)
    return [(row["from_on"], row["questions"]) for row in await goals]


async def leave_of(actor: Actor) -> list[date]:
    """All days off, the earliest first."""
    leave = PracticeLeave.select(PracticeLeave.day).where(PracticeLeave.person == actor.person)
    return [row["day"] for row in await leave.order_by(PracticeLeave.day)]
