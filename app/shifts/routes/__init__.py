"""The addresses of shifts: for volunteers, and for those who arrange."""

from app.shifts.routes import board, planning, posts, seats, signing, templates, volunteers, weeks

handlers = [
    *signing.handlers,
    *board.handlers,
    *seats.handlers,
    *weeks.handlers,
    *planning.handlers,
    *posts.handlers,
    *templates.handlers,
    *volunteers.handlers,
]
