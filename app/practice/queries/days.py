"""The actor's days: how much was answered on each, goals, days off."""

from dataclasses import dataclass
from datetime import date, timedelta

from app.actor import Actor
from app.practice.rules.days import days_met, goal_on, streak
from app.practice.tables import PracticeAnswer, PracticeLeave

LONGEST_ROW = timedelta(days=800)

# What is known of days, each with a number: questions answered, the goal from then on, a day off.
DAYS = """
SELECT day, 'answered' AS what, COUNT(*) AS n FROM practice_answer WHERE person = {} AND day >= {} GROUP BY day
UNION ALL SELECT from_on, 'goal', questions FROM practice_goal WHERE person = {}
UNION ALL SELECT day, 'leave', 0 FROM practice_leave WHERE person = {}
ORDER BY 1
"""


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
    rows = await PracticeAnswer.raw(DAYS, actor.person, today - LONGEST_ROW, actor.person, actor.person)
    known = [(date.fromisoformat(str(row["day"])[:10]), str(row["what"]), int(row["n"])) for row in rows]
    counts = {day: n for day, what, n in known if what == "answered"}
    goals = [(day, n) for day, what, n in known if what == "goal"]
    leave = [day for day, what, _ in known if what == "leave"]
    shown = tuple(day for day in leave if day >= today - timedelta(days=7))
    row = streak(days_met(counts, goals), set(leave), today)
    return Days(goal_on(goals, today), counts.get(today, 0), row, shown)


async def leave_of(actor: Actor) -> list[date]:
    """All days off, the earliest first."""
    leave = PracticeLeave.select(PracticeLeave.day).where(PracticeLeave.person == actor.person)
    return [row["day"] for row in await leave.order_by(PracticeLeave.day)]
