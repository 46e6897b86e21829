"""The addresses of shifts: for volunteers, and for those who arrange."""

from app.shifts.routes import board, exchanging, planning, posts, reminding, seats, signing, volunteers, weekly, weeks

handlers = [
    *signing.handlers,
    *weekly.handlers,
    *exchanging.handlers,
    *reminding.handlers,
    *board.handlers,
    *seats.handlers,
    *weeks.handlers,
    *planning.handlers,
    *posts.handlers,
    *volunteers.handlers,
]
