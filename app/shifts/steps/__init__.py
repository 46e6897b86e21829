"""多个操作共用的步骤：占座、让座、候补递补。Taking a seat, leaving it, moving up, inside the deed of others."""

from app.gatherings import coming
from app.gatherings.rules import Kind
from app.shifts.queries.papers import why_not_come
from app.shifts.steps.line import dismiss_lines, move_up
from app.shifts.steps.places import shifts_left
from app.shifts.steps.seats import (
    MINE,
    ensure_arranges,
    ensure_in_force,
    ensure_seen,
    holder_of,
    judge,
    leave_line,
    leave_seat,
    one_roster_change_at_a_time,
    oneself,
    said_of,
    take_seat,
    tell_coordinators,
    tell_late,
)
from app.shifts.steps.shifts import (
    freeze_list,
    rewrite_shift,
    seat_columns,
    stopped,
    write_publication,
    write_shift,
)
from app.shifts.steps.wishes import answer_wishes, end_wish, end_wishes, follow_state

__all__ = [
    "MINE",
    "answer_wishes",
    "dismiss_lines",
    "end_wish",
    "end_wishes",
    "ensure_arranges",
    "ensure_in_force",
    "ensure_seen",
    "follow_state",
    "freeze_list",
    "holder_of",
    "judge",
    "leave_line",
    "leave_seat",
    "move_up",
    "one_roster_change_at_a_time",
    "oneself",
    "rewrite_shift",
    "said_of",
    "seat_columns",
    "shifts_left",
    "stopped",
    "take_seat",
    "tell_coordinators",
    "tell_late",
    "write_publication",
    "write_shift",
]

# Whoever comes to a shift has their papers, by whichever door they check in.
coming.BEFORE_COMING[Kind.SHIFT] = why_not_come
