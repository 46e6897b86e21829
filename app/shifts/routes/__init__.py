"""The addresses of shifts: for volunteers, and for those who arrange."""

from app.shifts.routes import board, planning, posts, seats, signing, solving, volunteers, weeks

handlers = [
    *signing.handlers,
    *board.handlers,
    *seats.handlers,
    *weeks.handlers,
    *solving.handlers,
    *planning.handlers,
    *posts.handlers,
    *volunteers.handlers,
]
