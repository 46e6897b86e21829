"""How each act and step of a case stands today. A norm that was missed is 待说明 and never a verdict."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise

from app.gatherings.rules.calendar import Calendar
from app.locale import N_
from app.party.rules.cases.acts import OPTIONAL, REPEATED, Act
from app.party.rules.cases.clocks import months_after
from app.party.rules.cases.facts import CaseFacts, Happened
from app.party.rules.cases.steps import RULES, STEP_NAMES, is_asked
from app.party.rules.cases.timing import HALF_YEAR, Bounds, bounds, next_review
from app.party.rules.citing import Citation

NEAR = timedelta(days=30)
"""So long before its last day an act is 临近. A setting of this product."""

BESIDE = REPEATED | OPTIONAL
"""Nothing before these is passed over when they are recorded: an extension comes before the vote that it puts off."""


class State(StrEnum):
    """How an act or a step stands."""

    DONE = "done"
    EXPLAINED = "explained"
    LATE = "late"
    LACKING = "lacking"
    NEAR = "near"
    OPEN = "open"
    RUNNING = "running"
    AHEAD = "ahead"
    NOT_ASKED = "not_asked"


STATES = {
    State.DONE: N_("完整"),
    State.EXPLAINED: N_("逾期（已说明）"),
    State.LATE: N_("逾期（待说明）"),
    State.LACKING: N_("需补充"),
    State.NEAR: N_("临近"),
    State.OPEN: N_("可办理"),
    State.RUNNING: N_("进行中"),
    State.AHEAD: N_("未到"),
    State.NOT_ASKED: N_("不适用"),
}
WORST = (
    State.LATE,
    State.LACKING,
    State.NEAR,
    State.OPEN,
    State.RUNNING,
    State.AHEAD,
    State.EXPLAINED,
    State.DONE,
    State.NOT_ASKED,
)
"""A step stands as the first of these that one of its acts is."""


@dataclass(frozen=True, slots=True)
class ActLine:
    """An act as its line of the timeline shows it.

    Attributes:
        judged_on: the day whose text it is judged by.
        happened: its records, the oldest first.
        missing: the act that has to come before, where one is not recorded.
    """

    act: Act
    state: State
    bounds: Bounds
    citation: Citation
    judged_on: date
    happened: Sequence[Happened] = ()
    explained: str = ""
    missing: Act | None = None


@dataclass(frozen=True, slots=True)
class StepLine:
    """One of the 23 steps with its acts."""

    step: int
    name: str
    state: State
    acts: Sequence[ActLine]


def timeline(facts: CaseFacts, today: date, calendar: Calendar) -> list[StepLine]:
    """All 23 steps in order, as they stand on this day."""
    lines = [_line(act, facts, today, calendar) for act in RULES]
    steps = []
    for step, name in STEP_NAMES.items():
        own = [one for one in lines if RULES[one.act].step == step]
        steps.append(StepLine(step, name, worst(one.state for one in own), own))
    return steps


def worst(states: Iterable[State]) -> State:
    """The state that asks for most."""
    there = set(states)
    return next(one for one in WORST if one in there)


def _line(act: Act, facts: CaseFacts, today: date, calendar: Calendar) -> ActLine:
    happened = list(facts.all(act))
    judged_on = _judged_on(act, facts, happened, today)
    between = bounds(act, facts, judged_on, calendar)
    missing = next((need for need in RULES[act].needs if facts.first(need) is None), None)
    explained = facts.explained.get(act, "")
    return ActLine(
        act,
        _state(act, facts, happened, between, today, explained, missing),
        between,
        RULES[act].citation(judged_on),
        judged_on,
        happened,
        explained,
        missing,
    )


def _judged_on(act: Act, facts: CaseFacts, happened: Sequence[Happened], today: date) -> date:
    """The day whose text an act is judged by: its own; of a gap that of what came after it; of what is to come today."""
    if act is Act.PROBATION:
        return facts.day(Act.ADMITTED) or today
    if happened:
        return happened[0].on
    later = [one.on for one in facts.happened if RULES[one.act].step > RULES[act].step and one.act not in BESIDE]
    ended = facts.ending or facts.first(Act.ARCHIVED)
    return min(later) if later else (ended.on if ended else today)


def _state(
    act: Act,
    facts: CaseFacts,
    happened: Sequence[Happened],
    between: Bounds,
    today: date,
    explained: str,
    missing: Act | None,
) -> State:
    if act is Act.PROBATION:
        return _probation(facts, today)
    if act in (Act.REVIEWED, Act.PROBATION_REVIEWED):
        return _reviews(act, facts, today, explained)
    if happened:
        late = between.latest is not None and happened[0].on > between.latest and act not in REPEATED
        return (State.EXPLAINED if explained else State.LATE) if late else State.DONE
    if facts.ending or not is_asked(act, today):
        return State.NOT_ASKED
    if _is_passed_over(act, facts):
        return _of_passed_over(act, facts, today, explained)
    state = _awaited(between, today, missing, explained)
    return State.NOT_ASKED if state is State.OPEN and _is_optional(act, facts) else state


def _awaited(between: Bounds, today: date, missing: Act | None, explained: str) -> State:
    if missing or (between.earliest and today < between.earliest):
        return State.AHEAD
    if between.latest and today > between.latest:
        return State.EXPLAINED if explained else State.LATE
    if between.latest and today + NEAR >= between.latest:
        return State.NEAR
    return State.OPEN


def _is_optional(act: Act, facts: CaseFacts) -> bool:
    """Whether nobody has to record the act; the superior's approval of an extension is asked for once there is one."""
    return act in OPTIONAL and not (act is Act.EXTENSION_APPROVED and facts.first(Act.EXTENDED))


def _probation(facts: CaseFacts, today: date) -> State:
    ends = facts.probation_ends
    if ends is None or facts.first(Act.APPROVED) is None:
        return State.NOT_ASKED if facts.ending else State.AHEAD
    if today >= ends:
        return State.DONE
    return State.NEAR if today + NEAR >= ends else State.RUNNING


def _reviews(act: Act, facts: CaseFacts, today: date, explained: str) -> State:
    since, ended = (Act.ACTIVIST, Act.PROSPECT) if act is Act.REVIEWED else (Act.ADMITTED, Act.VOTED_FULL)
    begun = facts.day(since)
    if begun is None or (act is Act.PROBATION_REVIEWED and facts.first(Act.APPROVED) is None):
        return State.NOT_ASKED if facts.ending else State.AHEAD
    until = facts.day(ended) or (facts.ending.on if facts.ending else today)
    if has_gap([begun, *(one.on for one in facts.all(act)), until]):
        return State.EXPLAINED if explained else State.LATE
    due = None if facts.ending else next_review(facts, act)
    if due is None:
        return State.DONE
    return State.NEAR if today + NEAR >= due else (State.DONE if facts.first(act) else State.OPEN)


def has_gap(days: Sequence[date]) -> bool:
    """Whether more than half a year lies between two of these days that follow each other."""
    return any(after > months_after(before, HALF_YEAR) for before, after in pairwise(days))


def _is_passed_over(act: Act, facts: CaseFacts) -> bool:
    """Whether a later step is recorded already, so that this one is a gap in the file."""
    step = RULES[act].step
    return any(RULES[one.act].step > step and one.act not in BESIDE for one in facts.happened)


def _of_passed_over(act: Act, facts: CaseFacts, today: date, explained: str) -> State:
    if _is_optional(act, facts):
        return State.NOT_ASKED
    if not is_asked(act, facts.day(Act.PROSPECT) or today):
        return State.NOT_ASKED
    return State.EXPLAINED if explained else State.LACKING
