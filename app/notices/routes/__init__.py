"""The addresses of notices: one's own, by mail, and into groups."""

from app.notices.routes import groups, mail, told

handlers = [*told.handlers, *mail.handlers, *groups.handlers]
