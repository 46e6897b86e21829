"""The addresses of Party-building."""

from app.party.routes import (
    branch,
    calendar,
    campaigns,
    duties,
    hours,
    lectures,
    meetings,
    members,
    mine,
    minutes,
    papers,
    pledges,
    reflections,
    tasks,
    votes,
    winter,
)

handlers = [
    *branch.handlers,
    *calendar.handlers,
    *duties.handlers,
    *members.handlers,
    *mine.handlers,
    *meetings.handlers,
    *minutes.handlers,
    *votes.handlers,
    *tasks.handlers,
    *papers.handlers,
    *campaigns.handlers,
    *reflections.handlers,
    *pledges.handlers,
    *winter.handlers,
    *lectures.handlers,
    *hours.handlers,
]
