"""The addresses of shifts: for volunteers, and for those who arrange."""

from app.shifts.routes import board, planning, posts, rules, seats, signing, volunteers, weeks

handlers = [
    *signing.handlers,
    *board.handlers,
    *seats.handlers,
    *weeks.handlers,
    *planning.handlers,
    *posts.handlers,
    *volunteers.handlers,
    *rules.handlers,
]
