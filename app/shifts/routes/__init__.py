"""The addresses of shifts: for volunteers, and for those who arrange."""

from app.shifts.routes import (
    board,
    exchanging,
    pasting,
    planning,
    posts,
    reminding,
    rosters,
    rules,
    seats,
    signing,
    templates,
    volunteers,
    weekly,
    weeks,
)

handlers = [
    *signing.handlers,
    *weekly.handlers,
    *exchanging.handlers,
    *reminding.handlers,
    *board.handlers,
    *pasting.handlers,
    *rosters.handlers,
    *seats.handlers,
    *weeks.handlers,
    *planning.handlers,
    *posts.handlers,
    *templates.handlers,
    *volunteers.handlers,
    *rules.handlers,
]
