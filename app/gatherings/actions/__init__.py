"""What people do about attendance: sign themselves in and out, keep the list, and say what proves it."""

from app.gatherings.actions.keeping import (
    add_evidence,
    close,
    correct,
    excuse,
    expect,
    make_up,
    mark_absent,
    write_in,
)
from app.gatherings.actions.taking import sheet_exported
from app.gatherings.actions.ticking import check_in, check_out, take_back, tick_in, tick_out

__all__ = [
    "add_evidence",
    "check_in",
    "check_out",
    "close",
    "correct",
    "excuse",
    "expect",
    "make_up",
    "mark_absent",
    "sheet_exported",
    "take_back",
    "tick_in",
    "tick_out",
    "write_in",
]
