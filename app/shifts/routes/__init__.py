"""The addresses of shifts: for volunteers, and for those who arrange."""

from app.shifts.routes import (
    board,
    joining,
    leading,
    own,
    planning,
    posts,
    projects,
    reviewing,
    seats,
    signing,
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
    *projects.handlers,
    *volunteers.handlers,
    *joining.handlers,
    *reviewing.handlers,
    *own.handlers,
    *leading.handlers,
]
