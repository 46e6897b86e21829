"""What many people made of a short quiz."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.actor import Actor
from app.practice.tables import PracticeAnswer

RESULTS = """
SELECT s.id, p.name, a.version, a.is_right
FROM practice_answer a JOIN practice_set s ON s.id = a.practice_set JOIN person p ON p.id = s.person
WHERE s.quiz = {} ORDER BY p.name_pinyin, p.id
"""


@dataclass(frozen=True, slots=True)
class Results:
    """What came of a short quiz.

    Attributes:
        people: name, answered and right of everybody who answered anything, in the order of names.
        shares: answers and right ones by version.
    """

    people: tuple[tuple[str, int, int], ...]
    shares: Mapping[int, tuple[int, int]]

    @property
    def average(self) -> int:
        """Right answers in percent of those given, rounded half up; 0 when there are none."""
        answers, correct = (sum(one[place] for one in self.shares.values()) for place in (0, 1))
        return (200 * correct + answers) // (2 * answers) if answers else 0


async def results(actor: Actor, quiz: int) -> Results:
    """What came of the quiz so far."""
    people: dict[int, tuple[str, int, int]] = {}
    shares: dict[int, tuple[int, int]] = {}
    for row in await PracticeAnswer.raw(RESULTS, quiz):
        right = int(bool(row["is_right"]))
        _name, answers, correct = people.get(row["id"], ("", 0, 0))
        people[row["id"]] = (row["name"], answers + 1, correct + right)
        given, good = shares.get(row["version"], (0, 0))
        shares[row["version"]] = (given + 1, good + right)
    return Results(tuple(people.values()), shares)
