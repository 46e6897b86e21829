"""The addresses of shifts: for volunteers, and for those who arrange."""

from app.shifts.routes import (
    board,
    place_keys,
    planning,
    posts,
    roster_import,
    seats,
    sheets,
    signing,
    volunteer_import,
    volunteers,
    weeks,
)

handlers = [
    *signing.handlers,
    *board.handlers,
    *seats.handlers,
    *weeks.handlers,
    *planning.handlers,
    *posts.handlers,
    *volunteers.handlers,
    *volunteer_import.handlers,
    *roster_import.handlers,
    *place_keys.handlers,
    *sheets.handlers,
]
