"""A case in one row: its stage, how it stands, what comes next."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.party.rules.cases.acts import REPEATED, Act
from app.party.rules.cases.facts import CaseFacts
from app.party.rules.cases.judging import ActLine, State, StepLine, worst
from app.party.rules.cases.upcoming import Due

ASKING = (State.LATE, State.LACKING, State.NEAR)


@dataclass(frozen=True, slots=True)
class Overview:
    """One row of the list.

    Attributes:
        state: the worst of the steps that somebody has to do something about, else complete.
        done, asked: how many of the steps that are asked for are complete.
        next_act: what can be done next; None where only waiting is left.
        due: the most urgent deadline.
    """

    facts: CaseFacts
    state: State
    done: int
    asked: int
    next_act: ActLine | None
    due: Due | None

    @property
    def is_going(self) -> bool:
        """Whether the case still goes on."""
        return self.facts.ending is None and self.facts.first(Act.ARCHIVED) is None


def overview(facts: CaseFacts, steps: Sequence[StepLine], due: Sequence[Due]) -> Overview:
    """A case in one row."""
    asking = [one.state for one in steps if one.state in ASKING]
    counted = [one.state for one in steps if one.state is not State.NOT_ASKED]
    return Overview(
        facts,
        worst(asking) if asking else State.DONE,
        sum(one in (State.DONE, State.EXPLAINED) for one in counted),
        len(counted),
        next(iter(open_acts(steps)), None),
        due[0] if due else None,
    )


def open_acts(steps: Sequence[StepLine]) -> list[ActLine]:
    """What can be done now, in the order of the steps; what computes itself and the rare extension are left out."""
    return [
        line
        for step in steps
        for line in step.acts
        if line.state in (State.LATE, State.LACKING, State.NEAR, State.OPEN)
        and (not line.happened or line.act in REPEATED)
        and line.act not in (Act.PROBATION, Act.EXTENDED)
    ]
