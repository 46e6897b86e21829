"""The addresses of Party-building."""

from app.party.routes import branch, members, mine

handlers = [
    *branch.handlers,
    *members.handlers,
    *mine.handlers,
]
