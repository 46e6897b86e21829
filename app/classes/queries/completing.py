"""Who completes a class, from what is known of the timetable and of each learner."""

from collections.abc import Sequence

from app.classes.queries.classes import ClassView
from app.classes.queries.learners import LearnerView
from app.classes.queries.units import UnitView
from app.classes.rules.completing import Completion, Done, completion
from app.gatherings.rules import GatheringState


def completion_of(one: ClassView, seat: LearnerView, units: Sequence[UnitView]) -> Completion:
    """Whether this learner completes the class, and why."""
    taking_place = [unit for unit in units if unit.gathering.state is not GatheringState.CALLED_OFF]
    done = Done(
        periods=sum(unit.periods for unit in taking_place),
        came=seat.periods,
        open_units=sum(unit.is_open for unit in taking_place),
        points_x100=seat.points_x100,
    )
    return completion(one.rule, done)
