"""What people do about attendance: sign themselves in and out, keep the list, say what proves it, close periods."""

from app.gatherings.actions.keeping import (
    add_evidence,
    add_files,
    close,
    correct,
    excuse,
    exempt,
    expect,
    make_up,
    mark_absent,
    remove_file,
    write_in,
)
from app.gatherings.actions.periods import close_period, reopen_period
from app.gatherings.actions.taking import sheet_exported
from app.gatherings.actions.ticking import check_in, check_out, take_back, tick_in, tick_out

__all__ = [
    "add_evidence",
    "add_files",
    "check_in",
    "check_out",
    "close",
    "close_period",
    "correct",
    "excuse",
    "exempt",
    "expect",
    "make_up",
    "mark_absent",
    "remove_file",
    "reopen_period",
    "sheet_exported",
    "take_back",
    "tick_in",
    "tick_out",
    "write_in",
]
