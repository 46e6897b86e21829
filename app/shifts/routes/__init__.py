"""The addresses of shifts: for volunteers, and for those who arrange."""

from app.shifts.routes import (
    board,
    pasting,
    planning,
    posts,
    rosters,
    rules,
    seats,
    signing,
    templates,
    volunteers,
    weeks,
)

handlers = [
    *signing.handlers,
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
