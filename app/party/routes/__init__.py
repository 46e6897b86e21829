"""The addresses of Party-building."""

from app.party.routes import branch, meetings, members, mine, minutes, papers, tasks, votes

handlers = [
    *branch.handlers,
    *members.handlers,
    *mine.handlers,
    *meetings.handlers,
    *minutes.handlers,
    *votes.handlers,
    *tasks.handlers,
    *papers.handlers,
]
