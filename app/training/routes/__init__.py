"""The addresses of training: the log, records, the table of hours, memberships."""

from app.training.routes import hours, log, memberships, overview, record, rules, views

handlers = [
    *log.handlers,
    *hours.handlers,
    *record.handlers,
    *memberships.handlers,
    *rules.handlers,
    *views.handlers,
    *overview.handlers,
]
