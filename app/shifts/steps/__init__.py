"""多个操作共用的步骤：占座、让座、候补递补。Taking a seat, leaving it, moving up, inside the deed of others."""

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

__all__ = [
    "MINE",
    "dismiss_lines",
    "ensure_arranges",
    "ensure_in_force",
    "ensure_seen",
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
